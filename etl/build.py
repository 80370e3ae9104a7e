"""Build the store: load, check, pair, compute, write. The old store stays until all is well."""

from __future__ import annotations

import datetime
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from filelock import FileLock

from etl.agreement import check_corrections, check_totals
from etl.changes import find_previous, write_changes
from etl.figures import check_rows, find_unread, load_figures, load_raw, read_periods
from etl.raw import RawFile, find_raw_files, hash_inputs
from etl.tables import insert, write_catalogue
from etl.verdicts import write_verdicts
from indicators.catalogue import Catalogue, CatalogueError, Fault, load_catalogue
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER
from indicators.errors import StoreError
from indicators.store import DEFAULT_STORE, PUBLIC_TABLES
from indicators.version import VERSION

SQL = CATALOGUE_FOLDER.parent / "sql"
STEPS = ("1_staging.sql", "2_pairs.sql", "2_spans.sql", "2_conflicts.sql", "3_indicators.sql")


@dataclass
class Summary:
    """What a build did: rows by table, and seconds by step."""

    store: Path
    version: str
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [f"built {self.store} (version {self.version})", "", "rows by table"]
        lines += [f"  {table:<24}{count:>10,}" for table, count in self.rows.items()]
        lines += ["", "seconds by step"]
        lines += [f"  {step:<24}{spent:>10.2f}" for step, spent in self.seconds.items()]
        return "\n".join(lines)


def build(
    raw: Path = RAW_FOLDER,
    out: Path = DEFAULT_STORE,
    today: datetime.date | None = None,
    now: datetime.datetime | None = None,
    say: Callable[[str], None] = lambda step: None,
    catalogue_folder: Path = CATALOGUE_FOLDER,
) -> Summary:
    """Build the store at `out` from the raw files in `raw`.

    `today` decides which figures are still under embargo; `now` is written as the time of the
    build. Both default to the clock (UTC). `say` hears the name of each step as it begins.

    Raises CatalogueError with every fault found, StoreError where the store cannot be written; the
    store that was at `out` is then untouched.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    today = today or now.date()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(out):
            # Whoever left parts behind is dead: this build alone holds the lock.
            _clear_parts(out)
            part = out.with_name(f".{out.name}.{os.getpid()}.part")
            try:
                summary = _build_into(part, raw, out, today, now, say, catalogue_folder)
                os.replace(part, out)
            finally:
                _clear_parts(out)
    except (OSError, *_NO_ROOM) as error:
        first = str(error).splitlines()[0]
        raise StoreError(
            f"the store could not be written ({first}): make room on the disk of "
            f"{out.parent.name}, see that this user may write there, and build again; the earlier "
            "store is untouched"
        ) from error
    return summary


#: How DuckDB says that a file could not be written, or be read back.
_NO_ROOM = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
)


def _clear_parts(out: Path) -> None:
    """Take away what builds that were cut short left beside the store."""
    for leftover in out.parent.glob(f".{out.name}.*.part*"):
        with suppress(OSError):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()


def _build_into(
    part: Path,
    raw: Path,
    out: Path,
    today: datetime.date,
    now: datetime.datetime,
    say: Callable[[str], None],
    catalogue_folder: Path,
) -> Summary:
    summary = Summary(out, "")
    step = _timer(summary, say)

    with step("catalogue"):
        catalogue = load_catalogue(raw, catalogue_folder)
    with step("raw files"):
        files, faults = find_raw_files(raw, catalogue)
        if faults:
            faults += _row_faults_behind(files, faults, catalogue)
            raise CatalogueError(faults)
        digest = hash_inputs(raw, (catalogue_folder, SQL))
        summary.version = f"{VERSION}+{digest[:12]}"

    store = duckdb.connect(str(part))
    try:
        with step("load and check"):
            store.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
            write_catalogue(store, catalogue)
            faults = _load_and_check(store, catalogue, files)
            if faults:
                raise CatalogueError(faults)
            load_figures(store, catalogue, today)
        with step("pair and compute"):
            compute(store)
            write_verdicts(store, catalogue)
        with step("write"):
            _check_store(store)
            write_changes(store, find_previous(out.parent / "release", summary.version))
            summary.rows = _write_release(store, summary.version, now, digest)
            store.execute("checkpoint")
    finally:
        store.close()
    return summary


def compute(store: duckdb.DuckDBPyConnection) -> None:
    """Run the steps of indicators/sql on a store that holds observations and the catalogue."""
    for name in ("macros.sql", "words.sql", *STEPS):
        store.execute((SQL / name).read_text(encoding="utf-8"))


def _load_and_check(
    store: duckdb.DuckDBPyConnection, catalogue: Catalogue, files: list[RawFile]
) -> list[Fault]:
    faults: list[Fault] = []
    for kind in _KINDS:
        own = [file for file in files if file.kind == kind]
        load_raw(store, own, kind)
        faults += find_unread(store, catalogue, own, kind)
    faults += read_periods(store, catalogue)
    for kind in _KINDS:
        faults += check_rows(store, catalogue, kind)
    faults += check_totals(store, catalogue)
    faults += check_corrections(store, catalogue)
    return faults


#: Kinds of raw file that hold figures or rules, each with its checks in etl/sql.
_KINDS = (
    "flows",
    "denominators",
    "opinion",
    "entry_rules",
    "events",
    "commitments",
    "claims",
)


def _row_faults_behind(
    files: list[RawFile], faults: list[Fault], catalogue: Catalogue
) -> list[Fault]:
    """Faults in the rows of files whose hash is wrong but whose shape is right.

    A wrong hash says only that something changed; this says which rows cannot be right.
    """
    broken = {
        fault.file
        for fault in faults
        if "sha256" not in fault.message and "provenance says" not in fault.message
    }
    readable = [file for file in files if file.shown_as not in broken]
    store = duckdb.connect()
    try:
        store.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
        write_catalogue(store, catalogue)
        found = _load_and_check(store, catalogue, readable)
    finally:
        store.close()
    suspects = {fault.file for fault in faults}
    return [fault for fault in found if fault.file in suspects - broken]


def _check_store(store: duckdb.DuckDBPyConnection) -> None:
    """Promises of the store that no input may break; a failure here is an error of the build."""
    for promise, sql in _PROMISES.items():
        broken = store.execute(sql).fetchone()
        if broken and broken[0]:
            raise RuntimeError(f"the build broke its promise that {promise} ({broken[0]} rows)")


_PROMISES = {
    "every observation has a known source": """
        select count(*) from observation o anti join source s using (source_id)
    """,
    "one figure is preferred for each thing": """
        select count(*) from (
            select 1 from observation where preferred
            group by series_id, origin, destination, period_start, period_end
            having count(*) > 1
        )
    """,
    "a pair, partner and year stand once": """
        select count(*) from (
            select 1 from two_way group by pair_id, partner, year having count(*) > 1
        )
    """,
    "every direction with a figure has a source, or is a named sum": """
        select count(*) from two_way where aggregate <> 'pooled' and (
            (toward_korea is null) <> (toward_korea_source_id is null)
            or (toward_partner is null) <> (toward_partner_source_id is null)
        )
    """,
    "no grade D pair has an indicator": """
        select count(*) from indicator i join pair p using (pair_id)
        where p.grade = 'D' and i.indicator_id not like 'share%' and i.indicator_id not like 'rec%'
    """,
    "every claim has a verdict, its evidence and a sentence to quote": """
        select count(*) from claim where verdict is null or evidence_en is null
            or evidence_ko is null or quote_en is null or quote_ko is null
    """,
    "balances lie between minus one and one": """
        select count(*) from indicator where indicator_id = 'balance' and abs(value) > 1
    """,
}


def _write_release(
    store: duckdb.DuckDBPyConnection, version: str, now: datetime.datetime, digest: str
) -> dict[str, int]:
    rows = {
        table: store.execute(f"select count(*) from {table}").fetchall()[0][0]
        for table in PUBLIC_TABLES
    }
    insert(
        store,
        "release",
        (
            {
                "version": version,
                "built_at": now.replace(tzinfo=None, microsecond=0),
                "raw_sha256": digest,
                "table_name": table,
                "row_count": count,
            }
            for table, count in rows.items()
        ),
    )
    return rows


@contextmanager
def _only_one(out: Path) -> Iterator[None]:
    """Two builds of the same store wait for each other."""
    with FileLock(out.with_name(f".{out.name}.lock")):
        yield


def _timer(
    summary: Summary, say: Callable[[str], None]
) -> Callable[[str], AbstractContextManager[None]]:
    @contextmanager
    def step(name: str) -> Iterator[None]:
        say(name)
        began = time.perf_counter()
        yield
        summary.seconds[name] = time.perf_counter() - began

    return step
