"""What is published at all: each cell of the matrix says which directions have a figure."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.coverage import KINDS, coverage, coverage_in_words, kinds_of
from dashboard.language import Language
from dashboard.theme import DARK, LIGHT

EN, KO = Language("en"), Language("ko")

#: Synthetic rows: partner, year, and the states of both directions.
CELLS = [
    ("VNM", 2018, "reported", "reported"),
    ("VNM", 2019, "reported", "not_published"),
    ("VNM", 2021, "zero", "reported"),
    ("LAO", 2019, "not_published", "reported"),
    ("LAO", 2020, "not_published", "not_published"),
]


def frame() -> pd.DataFrame:
    columns = ["partner", "year", "toward_korea_state", "toward_partner_state"]
    rows = pd.DataFrame(CELLS, columns=columns)
    return rows.assign(partner_name=rows["partner"].map({"VNM": "Viet Nam", "LAO": "<Lao> PDR"}))


def test_every_partner_has_every_year_and_a_year_without_a_row_has_no_figure():
    kinds = kinds_of(frame()).set_index(["partner", "year"])["kind"].to_dict()
    assert kinds == {
        ("VNM", 2018): "both",
        ("VNM", 2019): "korea",
        ("VNM", 2020): "none",
        ("VNM", 2021): "both",
        ("LAO", 2018): "none",
        ("LAO", 2019): "partner",
        ("LAO", 2020): "none",
        ("LAO", 2021): "none",
    }


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_kind_has_a_shape_of_its_own_and_stands_in_the_legend(theme, narrow):
    figure = coverage(frame(), EN, theme, narrow=narrow)
    assert [trace.meta for trace in figure.data] == [f"coverage_{kind}" for kind in KINDS]
    assert len({trace.marker.symbol for trace in figure.data}) == len(KINDS)
    assert sum(len(trace.x) for trace in figure.data) == 8


def test_names_are_written_as_they_are():
    figure = coverage(frame(), EN, LIGHT)
    assert list(figure.layout.yaxis.ticktext) == ["Viet Nam", "&lt;Lao&gt; PDR"]


def test_the_chart_is_told_in_words_in_both_languages():
    assert coverage_in_words(frame(), EN) == (
        "Number of years by what is published. "
        "Viet Nam – both directions: 2; toward Korea only: 1; no figure: 1. "
        "<Lao> PDR – toward the partner only: 1; no figure: 3."
    )
    assert "양방향: 2" in coverage_in_words(frame(), KO)


def test_nothing_published_is_said():
    assert (
        coverage_in_words(frame().iloc[:0], EN)
        == coverage(frame().iloc[:0], EN, LIGHT).layout.annotations[0].text
    )
