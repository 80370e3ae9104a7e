"""Two directions month by month."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.charts.months import months, months_in_words
from dashboard.charts.words import Naming
from dashboard.theme import DARK, LIGHT
from tests.test_charts_words import (
    EN,
    Marked,
    annotation,
    frame,
    has_trace,
    row,
    trace,
    untranslated,
)

NAMING = Naming("persons", "Visitors to Korea", "Koreans visiting {partner}")
#: March 2019 lacks one direction, May 2019 has no row.
ROWS = frame(
    row(2019, 10, 20, month=1),
    row(2019, 11, 21, month=2),
    row(2019, 12, None, month=3),
    row(2019, 13, 23, month=4),
    row(2019, 14, 24, month=6),
    row(2020, 5, 0, month=1),
    row(2020, 4, 3, month=2, provisional=True),
)


@pytest.fixture(scope="module")
def figure():
    return months(ROWS, EN, LIGHT, naming=NAMING)


def test_the_lines_are_the_figures_of_the_frame_over_all_months(figure):
    korea, partner = trace(figure, "toward_korea"), trace(figure, "toward_partner")
    assert pd.Timestamp(korea.x[0]) == pd.Timestamp(2019, 1, 1)
    assert len(korea.x) == 14
    assert [value for value in korea.y if not math.isnan(value)] == list(ROWS["toward_korea"])
    assert [value for value in partner.y if not math.isnan(value)] == [20, 21, 23, 24, 0, 3]


def test_a_missing_month_breaks_the_line_and_has_a_mark(figure):
    assert trace(figure, "toward_korea").connectgaps is False
    assert math.isnan(trace(figure, "toward_korea").y[4])
    assert math.isnan(trace(figure, "toward_partner").y[2])
    crosses = trace(figure, "absent_partner")
    assert pd.Timestamp(crosses.x[0]) == pd.Timestamp(2019, 3, 1)
    assert "not published" in crosses.hovertext[0]
    assert "no figure found" in crosses.hovertext[1]


def test_the_indicators_are_not_needed():
    bare = ROWS.drop(columns=["balance", "reciprocity", "log2_ratio"])
    drawn = months(bare, EN, LIGHT, naming=NAMING)
    assert has_trace(drawn, "toward_korea")
    assert not any((own.meta or "").startswith("shade") for own in drawn.data)
    assert "alance" not in trace(drawn, "toward_korea").hovertext[0]
    assert "alance" not in months_in_words(bare, EN)


def test_with_a_balance_the_leader_is_shaded_within_known_months_only(figure):
    shade = trace(figure, "shade_partner")
    march = pd.Timestamp(2019, 3, 1)
    assert march not in {pd.Timestamp(x) for x in shade.x if x is not None}


def test_hover_and_pandemic_band_go_by_month(figure):
    assert "Alphaland, 2019-02" in trace(figure, "toward_korea").hovertext[1]
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(bands) == 1
    assert pd.Timestamp(2019, 12, 1) < pd.Timestamp(bands[0].x0) <= pd.Timestamp(2020, 1, 1)
    assert annotation(figure, "pandemic") == "Pandemic"


def test_years_are_labelled_at_their_january():
    long = frame(*(row(year, 1, 2, month=month) for year in range(2010, 2020)
                   for month in range(1, 13)))  # fmt: skip
    axis = months(long, EN, LIGHT).layout.xaxis
    assert all(pd.Timestamp(tick).month == 1 for tick in axis.tickvals)
    assert axis.ticktext[-1] == "2019"
    short = months(ROWS.iloc[:3], EN, LIGHT).layout.xaxis
    assert list(short.ticktext) == ["2019-01", "2019-02", "2019-03"]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_word_goes_through_the_language(narrow):
    assert untranslated(months(ROWS, Marked("ko"), DARK, narrow=narrow)) == set()


def test_the_words_name_both_directions_and_the_gaps():
    said = months_in_words(ROWS, EN, naming=NAMING)
    for piece in (
        "Korea and Alphaland, 2019-01 to 2020-02, in persons.",
        "Visitors to Korea: 10 in 2019-01, 4 in 2020-02, at most 14 in 2019-06.",
        "Koreans visiting Alphaland, not published: 2019-03.",
        "Koreans visiting Alphaland, zero, as reported: 2020-01.",
        "no figure found: 2019-05, 2019-07–2019-12.",
        "Provisional: 2020-02.",
    ):
        assert piece in said


def test_an_empty_frame_says_so():
    nothing = ROWS.iloc[:0]
    assert annotation(months(nothing, EN, LIGHT), "empty") == months_in_words(nothing, EN)
