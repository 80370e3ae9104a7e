"""Server time of every page's script against a bare page that draws the same figures, ready."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from benchmarks.race import ROOT, Lap, Laps, middle, middle_ratio, race
from benchmarks.report import Finding, Section, table
from benchmarks.serving import BARE_PAGE
from dashboard import data
from dashboard.contents import PAGES, page_file
from etl.build import build

ROUTER = ROOT / "dashboard" / "router.py"
TARGET = 2.0


class Stopwatch:
    """Seconds the last script took on the server, without what the test harness adds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.run = script_runner.exec_func_with_error_handling

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return self.run(*arguments, **named)
        finally:
            self.seconds = time.perf_counter() - began


def measure(quick: bool) -> Section:
    """Every page in turn with its bare page; a page without a chart has none."""
    repeats = 3 if quick else 11
    with tempfile.TemporaryDirectory() as folder, _stopwatch() as watch:
        store = Path(folder, "store.duckdb")
        build(out=store)
        with mock.patch.dict(os.environ, {"RECIPROCITY_STORE": str(store)}):
            rows, ratios = [], []
            for name in PAGES:
                first, laps, charts = _measure_page(name, repeats, watch, Path(folder))
                ratio = middle_ratio(laps, "page", "bare") if charts else None
                if ratio is not None:
                    ratios.append(ratio)
                rows.append(_row(name, charts, first, laps, ratio))
            opened = _count_openings()
    return _judge(rows, ratios, opened)


@contextmanager
def _stopwatch() -> Iterator[Stopwatch]:
    watch = Stopwatch()
    # A server compiles the script of a page once, the test harness for every run.
    compiled = ScriptCache()
    with (
        mock.patch.object(script_runner, "exec_func_with_error_handling", watch),
        mock.patch.object(local_script_runner, "ScriptCache", lambda: compiled),
        mock.patch.object(app_test, "ScriptCache", lambda: compiled),
    ):
        yield watch


def _visit(name: str) -> AppTest:
    visitor = AppTest.from_file(str(ROUTER), default_timeout=300)
    if name != PAGES[0]:
        visitor.run()
        visitor.switch_page(str(page_file(name)))
    return visitor


def _measure_page(
    name: str, repeats: int, watch: Stopwatch, folder: Path
) -> tuple[float, Laps, int]:
    visitor = _visit(name)
    data.forget()
    visitor.run()
    first = watch.seconds
    if visitor.exception:
        raise RuntimeError(f"{name}: {visitor.exception[0].message}")
    figures = [json.loads(chart.proto.spec) for chart in visitor.get("plotly_chart")]
    ready = folder / "figures.json"
    ready.write_text(json.dumps([figures]), encoding="utf-8")
    with mock.patch.dict(os.environ, {"BARE_FIGURES": str(ready)}):
        bare = AppTest.from_file(str(BARE_PAGE), default_timeout=300)
        bare.run()
        visitor.run()

        def lap(page: AppTest) -> Lap:
            page.run()
            return Lap(watch.seconds)

        laps = race({"page": lambda: lap(visitor), "bare": lambda: lap(bare)}, repeats)
    return first, laps, len(figures)


def _count_openings() -> int:
    """How often a second session opens the store to draw what a first one has drawn."""
    _visit(PAGES[0]).run()
    with mock.patch.object(duckdb, "connect", wraps=duckdb.connect) as connect:
        _visit(PAGES[0]).run()
        return connect.call_count


def _row(
    name: str, charts: int, first: float, laps: Laps, ratio: float | None
) -> tuple[object, ...]:
    bare = f"{1000 * middle(laps['bare']):.0f}" if charts else "–"
    return (
        name,
        charts,
        f"{1000 * first:.0f}",
        f"{1000 * middle(laps['page']):.0f}",
        bare,
        f"{ratio:.1f}" if ratio is not None else "–",
    )


def _judge(rows: list[tuple[object, ...]], ratios: list[float], opened: int) -> Section:
    section = Section(
        "pages",
        "Pages",
        "Time of each page's script on the server, when the view was drawn before (by this reader "
        "or another), against a bare page that draws the same number of ready Plotly figures, "
        "those of the page itself. *First* is the first draw of a view after the server started, "
        "all figures read from the store. Pages without a chart have no bare page to stand beside "
        "and are left out of the median.",
    )
    middle_of_all = statistics.median(ratios)
    section.findings += [
        Finding(
            "median over the pages with charts",
            f"≤ {TARGET:g} ×",
            f"{middle_of_all:.2f} ×",
            middle_of_all <= TARGET,
        ),
        Finding("the slowest page", "–", f"{max(ratios):.2f} ×"),
        Finding(
            "openings of the store by a second session",
            "0",
            str(opened),
            opened == 0,
        ),
    ]
    header = ("page", "charts", "first, ms", "again, ms", "bare, ms", "ratio")
    section.details.append(table(header, rows))
    return section
