"""After a real refresh the tests still speak of the shipped figures, and the build of the new."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.seal import seal
from etl.snapshots import FOLDER
from indicators.catalogue.load import RAW_FOLDER
from tests import REFRESHED, leave_out_refreshed
from tests.checkout import ROOT

#: A made-up figure, which no publisher has printed.
MADE_UP = "999999"

BUILD = """
import duckdb, pathlib
from etl.build import build
path = pathlib.Path("store.duckdb")
build(out=path)
with duckdb.connect(str(path), read_only=True) as store:
    print(store.execute(
        "select toward_korea from two_way "
        "where pair_id = 'students_uis' and partner = 'VNM' and year = 2019"
    ).fetchone()[0])
"""


@pytest.fixture(scope="module")
def checkout_after_a_refresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build needs of the checkout, with a refreshed dataset that holds a made-up figure."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in ("etl", "indicators"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "__init__.py", folder / "tests")
    raw = folder / "data" / "raw"
    shutil.copytree(RAW_FOLDER, raw)
    place = raw / FOLDER / "refreshed_uis_students"
    place.mkdir(parents=True)
    table, described = place / f"{place.name}.csv", place / f"{place.name}.toml"
    shipped = raw / "students" / "uis_students"
    head, *rows = shipped.with_suffix(".csv").read_text(encoding="utf-8").splitlines()
    (row,) = (row for row in rows if re.match(r"uis_mobile,VNM,KOR,2019,", row))
    cells = row.split(",")
    cells[4], cells[7] = MADE_UP, "made_up_edition"
    table.write_text("\n".join((head, ",".join(cells))) + "\n", encoding="utf-8")
    text = shipped.with_suffix(".toml").read_text(encoding="utf-8")
    dataset = text[text.index("[dataset]") :].partition("\n[[")[0]
    source = """
[[source]]
id = "made_up_edition"
publisher = "Synthetic Office"
title = "Synthetic edition"
published = "2099"
url = "https://example.org/2099"
licence = "synthetic"
reliability = "primary"
"""
    described.write_text(
        dataset.replace('id = "uis_students"', f'id = "{place.name}"', 1) + "\n" + source,
        encoding="utf-8",
    )
    seal(table)
    return folder


def figure_after(first: str, checkout: Path) -> str:
    """The figure that a build reads, after `first` was run."""
    done = subprocess.run(
        [sys.executable, "-c", first + BUILD],
        cwd=checkout,
        capture_output=True,
        text=True,
        env={"PATH": "", "PYTHONPATH": str(checkout)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_build_takes_the_refreshed_figure_and_the_tests_the_shipped_one(
    checkout_after_a_refresh,
):
    assert figure_after("", checkout_after_a_refresh) == f"{MADE_UP}.0"
    assert figure_after("import tests\n", checkout_after_a_refresh) == "13176.0"


def test_without_a_refresh_nothing_is_copied(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    assert leave_out_refreshed(raw, tmp_path / "copies") == raw
    assert not (tmp_path / "copies").exists()


def test_the_tests_leave_out_what_a_refresh_writes():
    assert REFRESHED == FOLDER
    assert not (RAW_FOLDER / FOLDER).exists()
