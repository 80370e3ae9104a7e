"""Write a release: every public table as CSV and Parquet, described, licensed and citable."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path

import duckdb

from etl.release_texts import changes_text, citation_cff, citation_text, readme
from indicators.store import DEFAULT_STORE, PUBLIC_TABLES, Release, open_store, release

TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR[]": "string",
}


def write_release(store: Path = DEFAULT_STORE, folder: Path | None = None) -> Path:
    """Write `<folder>/<version>/` from a built store and return its path.

    Two releases of one store are equal byte for byte, but for the time of the build they name.
    Raises StoreError where there is no usable store.
    """
    described = release(store)
    releases = folder or store.parent / "release"
    target = releases / described.version
    part = releases / f".{described.version}.{os.getpid()}.part"
    shutil.rmtree(part, ignore_errors=True)
    (part / "tables").mkdir(parents=True)
    try:
        with open_store(store) as connection:
            connection.execute("set threads = 1")
            tables = (*PUBLIC_TABLES, "release_change")
            resources = [
                resource for table in tables for resource in _write_table(connection, table, part)
            ]
            licences = _write_licences(connection, part)
            changes = connection.execute(
                "select table_name, kind, count(*) from release_change group by all order by all"
            ).fetchall()
        _write_texts(part, described, changes)
        _write_package(part, described, resources, licences)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _write_table(
    connection: duckdb.DuckDBPyConnection, table: str, part: Path
) -> list[dict[str, object]]:
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where table_name = ? "
        "and database_name = current_database() order by column_index",
        [table],
    ).fetchall()
    flat = ", ".join(
        f"array_to_string({name}, '|') as {name}" if kind.endswith("[]") else name
        for name, kind in columns
    )
    resources: list[dict[str, object]] = []
    for suffix, options in (("csv", "format csv, header"), ("parquet", "format parquet")):
        file = part / "tables" / f"{table}.{suffix}"
        connection.execute(f"copy (select {flat} from {table}) to '{file}' ({options})")
        resource: dict[str, object] = {
            "name": table if suffix == "csv" else f"{table}-parquet",
            "path": f"tables/{file.name}",
            "format": suffix,
            "bytes": file.stat().st_size,
            "hash": "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        if suffix == "csv":
            resource["profile"] = "tabular-data-resource"
            resource["encoding"] = "utf-8"
            resource["schema"] = {
                "fields": [{"name": name, "type": TYPES[kind]} for name, kind in columns],
                "missingValues": [""],
            }
        else:
            resource["type"] = "file"
            resource["mediatype"] = "application/vnd.apache.parquet"
        resources.append(resource)
    return resources


def _write_licences(connection: duckdb.DuckDBPyConnection, part: Path) -> list[str]:
    rows = connection.execute(
        "select source_id, publisher, title, url, licence from source order by source_id"
    ).fetchall()
    with (part / "LICENCES.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("source_id", "publisher", "title", "url", "licence"))
        writer.writerows(rows)
    return sorted({row[4] for row in rows})


def _write_texts(part: Path, described: Release, changes: list[tuple[str, str, int]]) -> None:
    texts = {
        "README.md": readme(described, "en"),
        "README.ko.md": readme(described, "ko"),
        "CHANGES.md": changes_text(described, changes),
        "CITATION.cff": citation_cff(described),
        "CITATION.txt": citation_text(described),
    }
    for name, text in texts.items():
        (part / name).write_text(text, encoding="utf-8")


def _write_package(
    part: Path, described: Release, resources: list[dict[str, object]], licences: list[str]
) -> None:
    package = {
        "profile": "data-package",
        "name": "korea-asean-reciprocity",
        "title": "Reciprocity indicators between Korea and ASEAN",
        "version": described.version,
        "created": described.built_at.isoformat() + "Z",
        "licenses": [{"name": "other-at", "title": "By source, see LICENCES.csv"}],
        "keywords": ["Korea", "ASEAN", "reciprocity", "tourism", "students", "culture"],
        "raw_sha256": described.raw_sha256,
        "licences_by_source": licences,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (part / "datapackage.json").write_text(text, encoding="utf-8")
