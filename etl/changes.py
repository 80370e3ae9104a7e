"""What changed since the release before: figures that are new, revised or gone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb

#: Tables whose rows are compared, with the columns that name a row and the one that may change.
COMPARED = {
    "observation": (
        "series_id, origin, destination, period, source_id",
        "value_printed || ' ' || unit_printed",
    ),
    "opinion": ("survey_id, item_id, origin, destination, base, source_id", "value_printed"),
    "commitment": ("commitment_id", "status"),
    "event": ("event_id", "date"),
    "claim": ("claim_id", "verdict"),
}


def find_previous(releases: Path, version: str) -> Path | None:
    """The newest release in a folder that is of another version, or None."""
    described = []
    for package in releases.glob("*/datapackage.json"):
        content = json.loads(package.read_text(encoding="utf-8"))
        if content["version"] != version:
            described.append((content["created"], package.parent))
    return max(described)[1] if described else None


def write_changes(store: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Fill table release_change: one row for every figure that is new, revised or vanished.

    Without an earlier release the table stays empty: everything would be new.
    """
    store.execute(
        """
        create or replace table release_change (
            previous_version varchar, table_name varchar, kind varchar, key varchar,
            before varchar, after varchar
        )
        """
    )
    if previous is None:
        return
    package = json.loads((previous / "datapackage.json").read_text(encoding="utf-8"))
    for table, (key, value) in COMPARED.items():
        file = previous / "tables" / f"{table}.parquet"
        if not file.is_file():
            continue
        if not _has_columns(store, file, f"{key} {value}"):
            continue
        named = f"concat_ws(' ', {key})"
        store.execute(
            f"""
            insert into release_change
            with earlier as (
                select {named} as key, any_value({value}) as value
                from read_parquet($file) group by 1
            ),
            later as (select {named} as key, any_value({value}) as value from {table} group by 1),
            final as (
                select key, e.value as before, l.value as after,
                    case when e.key is null then 'new' when l.key is null then 'vanished'
                         else 'revised' end as kind
                from earlier e
                full join later l using (key)
                where e.value is distinct from l.value
            )
            select $version, '{table}', kind, key, before, after from final order by kind, key
            """,
            {"file": str(file), "version": package["version"]},
        )


def _has_columns(store: duckdb.DuckDBPyConnection, file: Path, expressions: str) -> bool:
    """Whether an earlier release knows every column; one that does not cannot be compared."""
    described = store.execute("describe select * from read_parquet(?)", [str(file)]).fetchall()
    known = {column[0] for column in described}
    return set(re.findall(r"[a-z_]+", expressions)) <= known
