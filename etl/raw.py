"""Find the raw files and make sure each is the file its provenance describes."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.columns import COLUMNS
from indicators.catalogue import Catalogue, Fault
from indicators.catalogue.hidden import find_hidden

#: A cell longer than this is not a figure or a caveat; it is refused before it is read.
LONGEST_CELL = 20_000


@dataclass(frozen=True)
class RawFile:
    """A raw CSV file: where it is, how faults call it, what it holds."""

    path: Path
    shown_as: str
    dataset: str
    kind: str
    columns: tuple[str, ...]


def find_raw_files(raw: Path, catalogue: Catalogue) -> tuple[list[RawFile], list[Fault]]:
    """Every raw file that is whole, and a fault for every one that is not."""
    files: list[RawFile] = []
    faults: list[Fault] = []
    described: set[Path] = set()
    for dataset in catalogue.datasets.values():
        toml, line = catalogue.places["dataset", dataset.id]
        shown_as = toml.removesuffix(".toml") + ".csv"
        path = raw / Path(shown_as).relative_to(raw.name)
        described.add(path)
        if not path.is_file():
            faults.append(Fault(toml, line, f"describes {shown_as}, which is missing: restore it"))
            continue
        found = list(_faults_of(path, shown_as, dataset.rows, dataset.sha256, dataset.kind))
        faults.extend(found)
        files.append(
            RawFile(
                path,
                shown_as,
                dataset.id,
                dataset.kind,
                read_header(path, dataset.kind),
            )
        )
    for path in sorted(raw.rglob("*.csv")):
        if path not in described and path.parent != raw:
            shown_as = f"{raw.name}/{path.relative_to(raw).as_posix()}"
            faults.append(
                Fault(
                    shown_as,
                    1,
                    "has no provenance: put a TOML of the same name beside it "
                    "(docs/adding-a-dataset.md)",
                )
            )
    return files, faults


def read_header(path: Path, kind: str) -> tuple[str, ...]:
    """The columns of a flow file: the expected ones, and release_date where it is given."""
    with path.open("rb") as file:
        first = file.readline().decode("utf-8", errors="replace").rstrip("\r\n")
    columns = COLUMNS[kind]
    return (*columns, "release_date") if first.endswith(",release_date") else columns


def _faults_of(path: Path, shown_as: str, rows: int, sha256: str, kind: str) -> Iterator[Fault]:
    """What is wrong with a file as a whole: its text, its shape, its length, its hash."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        yield Fault(shown_as, line, "is not UTF-8 text here: save the file as UTF-8")
        return
    if hidden := find_hidden(text, shown_as):
        yield from hidden
        return
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        yield Fault(
            shown_as,
            line,
            "ends its lines as Windows does, or holds such an end: save the file with the ends of "
            "lines of Unix (LF)",
        )
        return
    yield from _shape_faults(text, shown_as, COLUMNS[kind])
    last_line = text.count("\n") + (not text.endswith("\n"))
    if not text.endswith("\n"):
        yield Fault(
            shown_as,
            last_line,
            "ends in the middle of a line: the file is cut off, restore it",
        )
    found = last_line - 1
    if found != rows:
        yield Fault(
            shown_as,
            last_line,
            f"has {found} rows where its provenance says {rows}: restore the file, or run "
            "`python -m etl seal` on it if the change was meant",
        )
    digest = hashlib.sha256(content).hexdigest()
    if digest != sha256:
        yield Fault(
            shown_as,
            1,
            f"does not match the sha256 in its provenance ({digest[:12]}… is not "
            f"{sha256[:12]}…): restore the file, or run `python -m etl seal` on it if the "
            "change was meant",
        )


def _shape_faults(text: str, shown_as: str, columns: tuple[str, ...]) -> Iterator[Fault]:
    first = text.partition("\n")[0].rstrip("\r")
    header = tuple(first.split(","))
    if header not in (columns, (*columns, "release_date")):
        yield Fault(
            shown_as,
            1,
            f"has the columns {first[:120]} where {','.join(columns)} belong: "
            "put them in this order",
        )
        return
    # A quick look decides whether the slow, exact one is needed.
    plain = '"' not in text and "\r" not in text and len(text) < 50_000_000
    commas = len(header) - 1
    if plain and all(
        len(line) <= LONGEST_CELL and line.count(",") == commas
        for line in text.removesuffix("\n").split("\n")
    ):
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    expected_line = 0
    try:
        for row in reader:
            expected_line += 1
            if reader.line_num != expected_line:
                yield Fault(
                    shown_as,
                    expected_line,
                    "has a line break inside a cell: put the cell on one line",
                )
                return
            if len(row) != len(header):
                yield Fault(
                    shown_as,
                    reader.line_num,
                    f"has {len(row)} cells where {len(header)} belong: compare with line 1",
                )
            elif any(len(cell) > LONGEST_CELL for cell in row):
                yield Fault(
                    shown_as,
                    reader.line_num,
                    f"has a cell of more than {LONGEST_CELL} characters: shorten it",
                )
    except csv.Error as error:
        what = f"cannot be read as CSV ({error}): mend the quotes"
        if "field limit" in str(error):
            what = (
                f"has a cell of more than {LONGEST_CELL} characters: shorten it, or mend a quote "
                "that is left open"
            )
        yield Fault(shown_as, max(1, reader.line_num), what)


def hash_inputs(raw: Path, folders: tuple[Path, ...]) -> str:
    """One sha256 over everything a store is made from, independent of where it stands."""
    digest = hashlib.sha256()
    for base in (raw, *folders):
        for path in sorted(base.rglob("*")):
            if path.is_file() and path.suffix in {".csv", ".toml", ".sql"}:
                digest.update(f"{base.name}/{path.relative_to(base).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
