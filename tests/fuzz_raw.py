"""Damaged raw files by the thousand: each is accepted unchanged or refused with file and line.

`python -m tests.fuzz_raw --cases 10000 --seed 1` damages one shipped file at a time and hands it to
the loader's own checks; where they find no fault, every row must stand in the store as it is
printed. `tests/test_fuzz_raw.py` does the same in a short form.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from unittest import mock

import duckdb

from etl.agreement import check_corrections, check_totals
from etl.build import _KINDS, SQL
from etl.figures import check_rows, load_figures, load_raw, read_periods
from etl.raw import RawFile, _faults_of, read_header
from etl.tables import write_catalogue
from indicators.catalogue import Catalogue, CatalogueError, Fault, load_catalogue
from indicators.catalogue import load as loading
from indicators.catalogue.load import RAW_FOLDER
from indicators.catalogue.toml import TomlFile
from tests.record import record

#: The day on which the figures are loaded: nothing that is shipped is under embargo then.
TODAY = date(2026, 11, 21)
#: One case in so many damages a TOML file, or a list that belongs to the catalogue.
CATALOGUE_EVERY = 12
LISTS = ("countries.csv", "sources.csv", "notes.csv")

HOSTILE = (
    "",
    " ",
    "-1",
    "-0",
    "+5",
    "1e5",
    "1e999",
    "NaN",
    "inf",
    "0x10",
    "1,000",
    '"1,000"',
    "1 000",
    "１２３",
    "٣",
    "9" * 308,
    "9" * 400,
    "9" * 5000,
    "[" * 3000,
    "0." + "0" * 400 + "1",
    "=1+1",
    "@SUM(A1)",
    "'; drop table observation; --",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "\u202e123",
    "\u2028",
    "\ufeff",
    "\u00a0",
    "\0",
    "\r",
    "\t",
    '"',
    '""',
    '"""',
    "a\nb",
    '"a\nb"',
    "null",
    "NULL",
    "None",
    "\\N",
    "2023-13",
    "2023-02-30",
    "2023/2020",
    "0000",
    "10000",
    "2099-01-01",
    "KOR",
    "ASEAN",
    "kor",
    "VNM ",
    "😀",
    "é",
    "e\u0301",
    "\ud7ff",
    "a" * 19_999,
    "a" * 1_000_000,
    "{}",
    "%s",
    "/etc/passwd",
)

Damage = Callable[[bytes, random.Random], bytes]


def _lines(change: Callable[[list[bytes], random.Random], None]) -> Damage:
    def damage(content: bytes, chance: random.Random) -> bytes:
        lines = content.split(b"\n")
        change(lines, chance)
        return b"\n".join(lines)

    return damage


def _any(lines: list[bytes], chance: random.Random) -> int:
    return chance.randrange(len(lines))


def _change_cell(lines: list[bytes], chance: random.Random) -> None:
    number = _any(lines, chance)
    cells = lines[number].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    lines[number] = b",".join(cells)


def _copy_cell(lines: list[bytes], chance: random.Random) -> None:
    here, there = _any(lines, chance), _any(lines, chance)
    cells, others = lines[here].split(b","), lines[there].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(others)
    lines[here] = b",".join(cells)


def _change_digit(lines: list[bytes], chance: random.Random) -> None:
    number = _any(lines, chance)
    digits = [place for place, byte in enumerate(lines[number]) if 48 <= byte <= 57]
    if digits:
        place = chance.choice(digits)
        digit = b"%d" % chance.randrange(10)
        lines[number] = lines[number][:place] + digit + lines[number][place + 1 :]


def _drop_cell(lines: list[bytes], chance: random.Random) -> None:
    number = _any(lines, chance)
    cells = lines[number].split(b",")
    del cells[chance.randrange(len(cells))]
    lines[number] = b",".join(cells)


def _swap_cells(lines: list[bytes], chance: random.Random) -> None:
    number = _any(lines, chance)
    cells = lines[number].split(b",")
    one, other = chance.randrange(len(cells)), chance.randrange(len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    lines[number] = b",".join(cells)


def _swap_lines(lines: list[bytes], chance: random.Random) -> None:
    one, other = _any(lines, chance), _any(lines, chance)
    lines[one], lines[other] = lines[other], lines[one]


def _bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 10))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _insert(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    text = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return content[:place] + text + content[place:]


DAMAGES: dict[str, Damage] = {
    "a cell changed": _lines(_change_cell),
    "a cell of another row": _lines(_copy_cell),
    "a digit changed": _lines(_change_digit),
    "a cell gone": _lines(_drop_cell),
    "two cells swapped": _lines(_swap_cells),
    "a line gone": _lines(lambda lines, chance: lines.pop(_any(lines, chance)) and None),
    "a line twice": _lines(
        lambda lines, chance: lines.insert(_any(lines, chance), lines[_any(lines, chance)])
    ),
    "two lines swapped": _lines(_swap_lines),
    "lines joined": lambda content, chance: content.replace(b"\n", b" ", chance.randrange(1, 4)),
    "cut off": lambda content, chance: content[: chance.randrange(len(content))],
    "bytes changed": _bytes,
    "text put in": _insert,
    "text left out": lambda content, chance: (
        content[: (place := chance.randrange(len(content)))]
        + content[place + chance.randrange(1, 60) :]
    ),
    "a byte-order mark": lambda content, chance: b"\xef\xbb\xbf" + content,
    "lines of Windows": lambda content, chance: content.replace(b"\n", b"\r\n"),
    "lines of old Macs": lambda content, chance: content.replace(b"\n", b"\r"),
    "UTF-16": lambda content, chance: content.decode().encode("utf-16"),
    "the code page of Korea": lambda content, chance: content.decode().encode("cp949", "replace"),
    "semicolons": lambda content, chance: content.replace(b",", b";"),
    "every cell in quotes": lambda content, chance: _quoted(content),
    "empty": lambda content, chance: b"",
    "another file after it": lambda content, chance: content + content,
    "noise": lambda content, chance: chance.randbytes(chance.randrange(1, 3000)),
}
#: Whole-file damages say little after a few times: most cases damage a cell or a line.
WEIGHTS = [8 if place < 8 else 1 for place in range(len(DAMAGES))]


def _quoted(content: bytes) -> bytes:
    text = io.StringIO()
    rows = csv.reader(io.StringIO(content.decode()))
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


@dataclass
class Report:
    """How the cases ended, and which ended wrongly."""

    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        self.ended += other.ended
        self.wrong += other.wrong

    def __str__(self) -> str:
        counted = ", ".join(f"{count:,} {how}" for how, count in sorted(self.ended.items()))
        return "\n".join([f"{self.ended.total():,} damaged raw files: {counted}", *self.wrong[:20]])


class Loader:
    """The loader's checks on one file at a time, in a store that forgets each file again."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        shutil.copytree(RAW_FOLDER, self.raw)
        self.catalogue = load_catalogue(self.raw)
        self.every = self.files()
        self.store = duckdb.connect()
        self.store.execute("set threads = 1")
        self.store.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
        write_catalogue(self.store, self.catalogue)
        # A file alone is not asked for the figures that corrections of other files name.
        self.alone = Catalogue.model_construct(
            **{**dict(self.catalogue), "corrections": (), "datasets": {}}
        )

    def files(self) -> list[RawFile]:
        """Every raw file of figures, its header not read yet."""
        found = []
        for dataset in self.catalogue.datasets.values():
            toml, _ = self.catalogue.places["dataset", dataset.id]
            shown_as = toml.removesuffix(".toml") + ".csv"
            path = self.raw / shown_as.removeprefix("raw/")
            found.append(RawFile(path, shown_as, dataset.id, dataset.kind, ()))
        return found

    def faults_of(self, file: RawFile, sealed: bool) -> list[Fault]:
        """Every fault of one file as it now stands; none means that it was loaded unchanged."""
        content = file.path.read_bytes()
        dataset = self.catalogue.datasets[file.dataset]
        rows, digest = dataset.rows, dataset.sha256
        if sealed:
            rows, digest = content.count(b"\n") - 1, hashlib.sha256(content).hexdigest()
        faults = list(_faults_of(file.path, file.shown_as, rows, digest, file.kind))
        if faults:
            return faults
        header = read_header(file.path, file.kind)
        read = RawFile(file.path, file.shown_as, file.dataset, file.kind, header)
        alone = Catalogue.model_construct(
            **{**dict(self.alone), "datasets": {file.dataset: dataset}}
        )
        self.store.execute("begin")
        try:
            for kind in _KINDS:
                load_raw(self.store, [read] if kind == file.kind else [], kind)
            faults = read_periods(self.store, self.catalogue)
            faults += check_rows(self.store, alone, file.kind)
            faults += check_totals(self.store, alone) + check_corrections(self.store, alone)
            if not faults:
                load_figures(self.store, alone, TODAY)
                check_unchanged(self.store, content, header, file.kind)
        finally:
            self.store.execute("rollback")
        return faults


#: The table a kind of file is loaded into, and where the printed figure stands in row and table.
LOADED = {
    "flows": ("observation", "value", "value_printed"),
    "denominators": ("denominator", "country", "iso3"),
    "opinion": ("opinion", "value", "value_printed"),
    "events": ("event", "id", "event_id"),
    "commitments": ("commitment", "commitment_id", "commitment_id"),
    "claims": ("claim", "claim_id", "claim_id"),
}


def check_unchanged(
    store: duckdb.DuckDBPyConnection, content: bytes, header: tuple[str, ...], kind: str
) -> None:
    """Every row of the file stands in the store as it is printed, and no other does."""
    if kind not in LOADED:
        return
    table, printed, kept = LOADED[kind]
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    if kind != "denominators":
        rows = [row for row in rows if (row.get("release_date") or "") <= TODAY.isoformat()]
    found = Counter(value for (value,) in store.execute(f"select {kept} from {table}").fetchall())
    meant = Counter(row[printed] for row in rows)
    more, less = found - meant, meant - found
    wrong = f"{table} holds {more.total()} too many and {less.total()} too few: {more} {less}"
    assert found == meant, wrong[:200]
    if kind == "flows":
        wrong = store.execute(
            "select value_printed, value from observation o join unit u on u.unit = unit_printed "
            "where round(value_printed::double * u.factor, 6) <> o.value"
        ).fetchall()
        assert not wrong, f"figures changed: {wrong[:3]}"


def damage_figures(loader: Loader, chance: random.Random) -> tuple[str, str]:
    """Damage one file of figures; how it ended, and what was wrong about that."""
    file = chance.choice(loader.every)
    before = file.path.read_bytes()
    kind = chance.choices(list(DAMAGES), WEIGHTS)[0]
    after = DAMAGES[kind](before, chance)
    if chance.random() < 0.2:
        more = chance.choices(list(DAMAGES), WEIGHTS)[0]
        # A second damage may need text where the first left none.
        after = DAMAGES[more](after, chance) if len(after) > 1 and more in _ANY_BYTES else after
    sealed = chance.random() < 0.9
    what = f"{file.shown_as}, {kind}"
    file.path.write_bytes(after)
    try:
        faults = loader.faults_of(file, sealed)
        _check_places(faults, file.shown_as, after)
    except Exception as error:
        return "wrong", f"{what}: {type(error).__name__}: {error}"[:600]
    finally:
        file.path.write_bytes(before)
    return ("refused" if faults else "accepted unchanged"), ""


#: Damages that do not decode what they are given.
_ANY_BYTES = frozenset(DAMAGES) - {"UTF-16", "the code page of Korea", "every cell in quotes"}


def _check_places(faults: list[Fault], shown_as: str, content: bytes) -> None:
    """Each fault names the damaged file and one of its lines, in one line of text."""
    last = max(content.count(b"\n"), content.count(b"\r")) + 1
    for fault in faults:
        assert fault.file == shown_as and 1 <= fault.line <= last, f"not a place: {fault}"[:300]
        assert re.fullmatch(r"[\w/.\-]+:\d+: [^\n]+", str(fault)), f"not a line: {fault}"[:300]
        assert len(str(fault)) < 2000, "a fault of more than 2,000 characters"


def damage_catalogue(loader: Loader, chance: random.Random) -> tuple[str, str]:
    """Damage one TOML file beside the figures, or one of the catalogue's lists."""
    paths = [*sorted(loader.raw.rglob("*.toml")), *(loader.raw / name for name in LISTS)]
    path = chance.choice(paths)
    before = path.read_bytes()
    kind = chance.choices(list(DAMAGES), WEIGHTS)[0]
    path.write_bytes(DAMAGES[kind](before, chance))
    what = f"{path.relative_to(loader.raw)}, {kind}"
    try:
        with mock.patch.object(loading, "TomlFile", _toml_reader(path)):
            load_catalogue(loader.raw)
    except CatalogueError as error:
        for fault in error.faults:
            if not re.fullmatch(r"[\w/.\-]+:\d+: [^\n]+", str(fault)):
                return "wrong", f"{what}: not a line: {fault}"[:300]
        return "refused", ""
    except Exception as error:
        return "wrong", f"{what}: {type(error).__name__}: {error}"[:600]
    finally:
        path.write_bytes(before)
    return "accepted", ""


def _toml_reader(damaged: Path) -> Callable[[Path, str], TomlFile]:
    """TomlFile, which reads each file that is not the damaged one only once."""
    return lambda path, shown_as: (TomlFile if path == damaged else _kept)(path, shown_as)


@cache
def _kept(path: Path, shown_as: str) -> TomlFile:
    return TomlFile(path, shown_as)


def run_cases(numbers: range, with_seed: int) -> Report:
    """The cases of these numbers; each has its own chance, so any of them can be run alone."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        loader = Loader(Path(folder))
        for number in numbers:
            chance = random.Random(f"{with_seed}/{number}")
            run = damage_figures if number % CATALOGUE_EVERY else damage_catalogue
            how, wrong = run(loader, chance)
            report.ended[how] += 1
            if wrong:
                report.wrong.append(f"case {number}: {wrong}")
    return report


def fuzz(cases: int, with_seed: int, first: int = 0, workers: int = 2) -> Report:
    """So many cases from the first on, spread over processes."""
    total = Report()
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        numbers = range(first, first + cases)
        asked = [(numbers[start::workers], with_seed) for start in range(workers)]
        for report in pool.starmap(run_cases, asked):
            total.add(report)
    return total


def main(arguments: list[str] | None = None) -> int:
    """Damage, load, and tell what came of it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_raw", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write docs/hardening.md")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    chosen = parser.parse_args(arguments)
    if chosen.cases == 1:
        report = run_cases(range(chosen.first, chosen.first + 1), chosen.seed)
    else:
        report = fuzz(chosen.cases, chosen.seed, chosen.first)
    print(f"seed {chosen.seed}: {report}", flush=True)
    if chosen.record:
        record(chosen.seed, "damaged raw files", ("FAILED: " if report.wrong else "") + str(report))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
