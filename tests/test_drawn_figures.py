"""What is drawn is what the table under it says, and what the store holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard import data, provenance
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.flows import flows
from dashboard.charts.words import Naming
from dashboard.language import Language
from dashboard.paper import write_table
from dashboard.selection import asean_members
from dashboard.tables import table
from dashboard.theme import LIGHT
from dashboard.units import unit_name
from dashboard.wording import SIDES, flow
from indicators import two_way

VIEWS = 6


@pytest.fixture(scope="module", autouse=True)
def shipped_store(store: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECIPROCITY_STORE", str(store))
        data.forget()
        yield
    data.forget()


def naming(pair: pd.Series, language: Language) -> Naming:
    words = {side: flow(pair, side, "X", language) for side in SIDES}
    return Naming(unit=unit_name(pair["unit"], language), **words)


def drawn_figures(figure) -> list[float]:
    """Every figure on the axes of the flows, once each, as plotly would draw it."""
    values: list[float] = []
    for trace in figure.data:
        for axis in (trace.x, trace.y):
            values += [] if axis is None else [v for v in axis if isinstance(v, (int, float))]
    return [float(value) for value in values if pd.notna(value)]


def figures_of(rows: pd.DataFrame) -> list[float]:
    return [float(value) for side in SIDES for value in rows[side].dropna()]


def described(pair_id: str, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    version = data.release().version
    every = data.two_way(version, pair_id)
    return provenance.with_sources(rows, every, data.sources(version), language)


@pytest.mark.parametrize("seed", range(VIEWS))
def test_lines_table_and_store_hold_the_same_figures(seed: int):
    draw, language = random.Random(seed), Language(["ko", "en"][seed % 2])
    version = data.release().version
    pairs = data.pairs(version)
    filled = [name for name in pairs["pair_id"] if len(data.two_way(version, name))]
    pair = pairs[pairs["pair_id"] == draw.choice(filled)].iloc[0]
    every = data.two_way(version, pair["pair_id"])
    partner = draw.choice(sorted(set(every["partner"])))
    rows = every[every["partner"] == partner].sort_values("year")
    shown = described(pair["pair_id"], rows, language)
    years = (int(rows["year"].min()), int(rows["year"].max()))
    figure = flows(shown, language, LIGHT, naming=naming(pair, language), years=years)
    stored = figures_of(two_way(pair["pair_id"], [partner]))
    assert stored
    assert set(stored) <= set(drawn_figures(figure))
    for trace in figure.data:
        if trace.mode and "lines" in trace.mode and trace.yaxis in (None, "y") and trace.customdata:
            assert {float(v) for v in trace.y if pd.notna(v)} <= set(stored)
    assert figures_of(table(shown, language, by="year")) == stored


@pytest.mark.parametrize("seed", range(VIEWS))
def test_dumbbells_table_and_store_hold_the_same_figures(seed: int):
    draw, language = random.Random(100 + seed), Language(["ko", "en"][seed % 2])
    version = data.release().version
    pairs = data.pairs(version)
    pairs = pairs[pairs["pair_id"].isin(["students_uis", "visitors_moj"])]
    pair = pairs.iloc[draw.randrange(len(pairs))]
    every = data.two_way(version, pair["pair_id"])
    own = every[every["partner"].isin(asean_members(data.countries(version)))]
    year = draw.choice(sorted(set(own["year"])))
    shown = described(pair["pair_id"], own[own["year"] == year], language)
    figure = dumbbell(shown, language, LIGHT, naming=naming(pair, language))
    stored = figures_of(shown)
    positive = {value for value in stored if value > 0}
    assert positive <= set(drawn_figures(figure))
    assert sorted(figures_of(table(shown, language, by="partner"))) == sorted(stored)


def test_paper_carries_the_figures_of_the_table_in_full():
    language = Language("en")
    cells = pd.DataFrame({"year": [2019, 2020], "count": [1234567.0, None], "who": ["<A>", None]})
    config = {"year": {"label": "Year", "type_config": {"format": "%d"}}}
    written = write_table(cells, language, title="Synthetic & plain", column_config=config)
    assert "<caption>Synthetic &amp; plain</caption>" in written
    assert '<th scope="col">Year</th>' in written
    assert '<td class="figure">2019</td><td class="figure">1,234,567</td>' in written
    assert "<td>&lt;A&gt;</td>" in written
    assert '<td class="figure">2020</td><td class="figure">–</td><td>–</td>' in written


def test_rows_too_wide_for_a_sheet_are_printed_as_records_with_every_cell():
    cells = pd.DataFrame({f"column {number}": ["short", None] for number in range(9)})
    cells["long & last"] = ["<b>" + "word " * 80, "brief"]
    written = write_table(cells, Language("ko"), title="Synthetic", column_config={})
    assert "<table" not in written
    assert written.count("<li>") == 2
    assert written.count("<dt>column ") == 2 * 8
    assert written.count("<dd>–</dd>") == 8
    assert '<div class="long"><dt>long &amp; last</dt><dd>&lt;b&gt;word' in written
    narrow = write_table(cells.iloc[:, 4:], Language("ko"), title="Synthetic", column_config={})
    assert "<table" in narrow
