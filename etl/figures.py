"""Load the raw figures, and find every fault in them before anything is built on them."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from etl.columns import COLUMNS
from etl.periods import parse_period
from etl.raw import RawFile
from etl.tables import insert
from indicators.catalogue import Catalogue, Fault
from indicators.catalogue.check import nearest

SQL = Path(__file__).parent / "sql"

#: How each written rule of preference orders two figures for the same thing.
PREFERENCE_ORDER = {
    "reliability": "reliability_rank.rank",
    "edition": "left(published, 4) desc",
    "exactness": "factor",
    "status": "status_rank.rank",
    "printed": "",
}


#: Characters of a message: a cell that is quoted in it may be far longer.
LONGEST_MESSAGE = 600


def load_raw(store: duckdb.DuckDBPyConnection, files: Sequence[RawFile], kind: str) -> None:
    """Read CSV files of one kind as text into temp table raw_<kind>, with file and line.

    Every column arrives as text; an empty cell is NULL. Lines count from 1, the header included.
    """
    table = f"raw_{kind.removesuffix('s')}"
    columns = (*COLUMNS[kind], "release_date")
    declared = ", ".join(f"{name} varchar" for name in columns)
    store.execute(f"create temp table {table}_text ({declared}, path varchar)")
    for shape in sorted({file.columns for file in files}):
        paths = [str(file.path) for file in files if file.columns == shape]
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in shape)
        store.execute(
            f"insert into {table}_text by name select * from read_csv(?, "
            f"columns = {{{types}}}, header = true, auto_detect = false, delim = ',', "
            "quote = '\"', escape = '\"', new_line = '\\n', filename = 'path')",
            [paths],
        )
    store.execute(
        "create or replace temp table raw_file (path varchar, file varchar, dataset varchar)"
    )
    insert(
        store,
        "raw_file",
        ({"path": str(f.path), "file": f.shown_as, "dataset": f.dataset} for f in files),
    )
    store.execute(
        f"""
        create temp table {table} as
        select t.* exclude (path), f.file, f.dataset,
            t.rowid - min(t.rowid) over (partition by t.path) + 2 as line
        from {table}_text t join raw_file f using (path)
        """
    )


def find_unread(
    store: duckdb.DuckDBPyConnection, catalogue: Catalogue, files: Sequence[RawFile], kind: str
) -> list[Fault]:
    """A fault for every file of which fewer rows were read than its provenance counts."""
    table = f"raw_{kind.removesuffix('s')}"
    read = dict(store.execute(f"select file, count(*) from {table} group by file").fetchall())
    return [
        Fault(
            file.shown_as,
            1,
            f"only {read.get(file.shown_as, 0)} of {catalogue.datasets[file.dataset].rows} rows "
            "could be read: compare the file with its provenance",
        )
        for file in files
        if read.get(file.shown_as, 0) != catalogue.datasets[file.dataset].rows
    ]


def read_periods(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Fault]:
    """Read every distinct period once, into raw_period; a bad one is a fault on its first line."""
    faults = []
    rows = []
    found = store.execute(
        """
        select coalesce(period, ''), arg_min(file, (file, line)), arg_min(line, (file, line))
        from (select period, file, line from raw_flow union all
              select period, file, line from raw_opinion union all
              select date, file, line from raw_event)
        group by 1
        """
    ).fetchall()
    corrected = [
        (correction.period_becomes, *catalogue.places["correction", correction.id])
        for correction in catalogue.corrections
        if correction.period_becomes
    ]
    for text, file, line in {entry[0]: entry for entry in [*corrected, *found]}.values():
        try:
            period = parse_period(text)
        except ValueError as error:
            faults.append(Fault(file, line, str(error)))
            continue
        rows.append(
            {
                "period": text,
                "period_start": period.start,
                "period_end": period.end,
                "frequency": period.frequency,
            }
        )
    store.execute(
        "create temp table raw_period "
        "(period varchar, period_start date, period_end date, frequency varchar)"
    )
    insert(store, "raw_period", rows)
    return faults


def check_rows(store: duckdb.DuckDBPyConnection, catalogue: Catalogue, kind: str) -> list[Fault]:
    """Every fault in the rows of one kind of file; unknown names come with the nearest known."""
    known: dict[str, Mapping[str, object]] = {
        "series": catalogue.series,
        "unit": catalogue.units,
        "source": catalogue.sources,
        "measure": catalogue.measures,
        "note": catalogue.notes,
        "survey": catalogue.surveys,
        "item": catalogue.items,
        "base": catalogue.bases,
    }
    faults = []
    sql = (SQL / f"check_{kind}.sql").read_text(encoding="utf-8")
    for file, line, what, name, message in store.execute(sql).fetchall():
        if what:
            hint = nearest(name, known[what]) if what in known else ""
            joint = "" if message.startswith(":") else " "
            message = f"unknown {what} '{name[:60]}'{joint}{message}{hint}"
        faults.append(Fault(file, line, textwrap.shorten(message, LONGEST_MESSAGE)))
    return faults


def load_figures(
    store: duckdb.DuckDBPyConnection, catalogue: Catalogue, today: datetime.date
) -> None:
    """Turn checked raw rows into observations and denominators, one of each kind preferred."""
    rules = [PREFERENCE_ORDER[rule.id] for rule in catalogue.preferences]
    sql = (SQL / "load_figures.sql").read_text(encoding="utf-8")
    sql = sql.replace("{preference}", ", ".join(rule for rule in rules if rule))
    prepare, *statements = sql.split("-- next\n")
    store.execute(prepare, [today])
    for statement in statements:
        store.execute(statement)
    for name in ("load_opinions.sql", "load_records.sql"):
        store.execute((SQL / name).read_text(encoding="utf-8"))
