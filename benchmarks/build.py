"""The whole build of the shipped figures against DuckDB alone copying the same files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.race import ROOT, Lap, middle, middle_ratio, race, timed
from benchmarks.report import Finding, Section, table
from indicators.catalogue.load import RAW_FOLDER

TARGET = 5.0

#: What DuckDB does alone: every CSV file into a table of its own, its types found by itself.
ALONE = """
import sys, pathlib, duckdb
raw, out = sys.argv[1:]
store = duckdb.connect(out)
for number, file in enumerate(sorted(pathlib.Path(raw).rglob("*.csv"))):
    store.execute(f"create table t{number} as select * from read_csv(?)", [str(file)])
store.execute("checkpoint")
store.close()
"""


def measure(quick: bool) -> Section:
    """Both as commands of their own, start of Python included."""
    with tempfile.TemporaryDirectory() as folder:
        built, alone = Path(folder, "built.duckdb"), Path(folder, "alone.duckdb")

        def build() -> Lap:
            return _run("-m", "etl", "build", "--out", str(built))

        def copy() -> Lap:
            alone.unlink(missing_ok=True)
            return _run("-c", ALONE, str(RAW_FOLDER), str(alone))

        laps = race({"build": build, "alone": copy}, repeats=1 if quick else 5)
    ratio = middle_ratio(laps, "build", "alone")
    section = Section(
        "build",
        "Build",
        "`python -m etl build` on the shipped figures (load, check, pair, compute, write) against "
        "DuckDB alone reading the same CSV files and writing them to a file. Both are commands of "
        "their own, the start of Python included.",
    )
    section.findings.append(
        Finding("build against DuckDB alone", f"≤ {TARGET:g} ×", f"{ratio:.1f} ×", ratio <= TARGET)
    )
    section.details.append(
        table(
            ("command", "seconds (median)", "runs"),
            [(name, f"{middle(laps[name]):.2f}", len(laps[name])) for name in laps],
        )
    )
    return section


def _run(*arguments: str) -> Lap:
    command = [sys.executable, *arguments]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
