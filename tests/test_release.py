"""A release is complete, valid, citable, and the same for the same figures."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from etl.build import build
from etl.release import write_release
from indicators.store import PUBLIC_TABLES
from tests.world import flow, write_world


@pytest.fixture(scope="module")
def released(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(store, tmp_path_factory.mktemp("release"))


def test_the_release_is_a_valid_frictionless_package(released):
    report = Package(str(released / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])[:5]


def test_every_public_table_is_there_twice_and_holds_the_same(released, store):
    with duckdb.connect(str(store), read_only=True) as connection:
        for table in (*PUBLIC_TABLES, "release_change"):
            stored = connection.execute(f"select count(*) from {table}").fetchone()[0]
            for suffix in ("csv", "parquet"):
                file = released / "tables" / f"{table}.{suffix}"
                options = ", strict_mode = false" if suffix == "csv" else ""
                counted = connection.execute(
                    f"select count(*) from read_{suffix}('{file}'{options})"
                ).fetchone()[0]
                assert counted == stored, file.name


def test_citation_licences_and_both_readmes_stand_beside_it(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] in (released / "CITATION.cff").read_text(encoding="utf-8")
    assert "UNESCO" in (released / "LICENCES.csv").read_text(encoding="utf-8")
    assert "never zero" in (released / "README.md").read_text(encoding="utf-8")
    assert "0이 아니다" in (released / "README.ko.md").read_text(encoding="utf-8")


def test_two_releases_of_the_same_figures_differ_in_their_time_only(released, tmp_path):
    path = tmp_path / "again.duckdb"
    build(out=path, now=datetime.datetime(2031, 5, 6, tzinfo=datetime.UTC))
    again = write_release(path, tmp_path / "release")
    assert again.name == released.name
    files = sorted(file.relative_to(released) for file in released.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    timed = {"datapackage.json", "README.md", "README.ko.md", "CITATION.cff", "CITATION.txt"}
    for file in files:
        if file.name not in timed:
            assert (released / file).read_bytes() == (again / file).read_bytes(), file
    packages = [
        json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for folder in (released, again)
    ]
    assert packages[0].pop("created") != packages[1].pop("created")
    assert packages[0] == packages[1]


def test_what_changed_since_the_release_before_is_listed(tmp_path):
    first = [
        flow("korean_count", "VNM", "KOR", "2019", 300),
        flow("host_count", "KOR", "VNM", "2019", 100),
    ]
    second = [
        flow("korean_count", "VNM", "KOR", "2019", 310),
        flow("korean_count", "THA", "KOR", "2019", 5),
    ]
    store = tmp_path / "processed" / "store.duckdb"
    for rows in (first, second):
        shutil.rmtree(tmp_path / "raw", ignore_errors=True)
        raw, catalogue = write_world(tmp_path, rows)
        build(raw, store, catalogue_folder=catalogue)
        write_release(store)
    with duckdb.connect(str(store), read_only=True) as connection:
        changes = connection.execute(
            "select kind, key, before, after from release_change order by kind"
        ).fetchall()
    assert [(kind, before, after) for kind, _, before, after in changes] == [
        ("new", None, "5 persons"),
        ("revised", "300 persons", "310 persons"),
        ("vanished", "100 persons", None),
    ]


def test_a_figure_under_embargo_is_in_no_table_of_a_release(tmp_path):
    from etl.seal import seal

    raw, catalogue = write_world(
        tmp_path, [flow("korean_count", "VNM", "KOR", "2019", 123_456_789)]
    )
    file = raw / "figures" / "flows.csv"
    header, line = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{header},release_date\n{line},2026-03-02\n", encoding="utf-8")
    seal(file)
    for day, shown in (("2026-03-01", False), ("2026-03-02", True)):
        store = tmp_path / day / "store.duckdb"
        build(raw, store, today=datetime.date.fromisoformat(day), catalogue_folder=catalogue)
        folder = write_release(store)
        everything = b"".join(path.read_bytes() for path in (folder / "tables").glob("*.csv"))
        assert (b"123456789" in everything) is shown
