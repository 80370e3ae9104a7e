"""A saved picture stands alone: title, unit, years and source are inside it."""

from __future__ import annotations

import pytest

from dashboard.charts.balance_by_partner import balance_by_partner
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.export import HEIGHT, for_export
from dashboard.charts.flows import flows
from dashboard.charts.months import months
from dashboard.charts.small_multiples import small_multiples
from dashboard.theme import DARK, LIGHT
from tests.test_charts_words import EN, Marked, annotation, frame, row, untranslated, visible

ROWS = frame(row(2023, 10, 20), row(2024, 30, 20))
LAST = ROWS.iloc[1:]
TITLE = "Who turns to whom <synthetic>"
SOURCE = "Synthetic Agency & others, Synthetic yearbook"

CHARTS = {
    "flows": (lambda: flows(ROWS, EN, LIGHT), "2023–2024"),
    "dumbbell": (lambda: dumbbell(LAST, EN, LIGHT), "2024"),
    "small_multiples": (lambda: small_multiples(ROWS, EN, LIGHT), "2023–2024"),
    "months": (lambda: months(ROWS.assign(month=1), EN, LIGHT), "2023-01–2024-01"),
    "balance_by_partner": (lambda: balance_by_partner(LAST, EN, LIGHT), "2024"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_answers_who_what_when_and_where_from(name):
    draw, years = CHARTS[name]
    copy = for_export(draw(), TITLE, "Synthetic students", SOURCE, EN)
    assert "Who turns to whom &lt;synthetic&gt;" in annotation(copy, "export_title")
    under = annotation(copy, "export_subtitle")
    assert under.startswith("Synthetic students · ")
    assert under.endswith(years)
    unit = "Balance" if name == "balance_by_partner" else "persons"
    assert f" {unit} " in under
    assert annotation(copy, "export_source").startswith("Source: Synthetic Agency &amp; others")
    assert not [text for text in visible(copy) if "None" in text]


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_sixteen_to_nine_and_squeezes_nothing(name):
    figure = CHARTS[name][0]()
    copy = for_export(figure, TITLE, "", SOURCE, EN)
    assert copy.layout.width / copy.layout.height == pytest.approx(16 / 9, abs=0.01)
    assert copy.layout.height >= HEIGHT

    def inner(layout):
        return layout.height - layout.margin.t - layout.margin.b

    assert inner(copy.layout) >= inner(figure.layout)


def test_a_tall_chart_makes_a_larger_picture_with_a_larger_title():
    low = for_export(flows(ROWS, EN, LIGHT, height=400), TITLE, "", SOURCE, EN)
    tall = for_export(flows(ROWS, EN, LIGHT, height=1200), TITLE, "", SOURCE, EN)
    assert tall.layout.height > low.layout.height == HEIGHT

    def title_size(figure):
        return next(
            note.font.size for note in figure.layout.annotations if note.name == "export_title"
        )

    assert title_size(tall) > title_size(low)


def test_the_figure_that_is_given_stays_as_it_is():
    figure = dumbbell(LAST, EN, LIGHT)
    before = figure.to_json()
    for_export(figure, TITLE, "Subtitle", SOURCE, EN)
    assert figure.to_json() == before


def test_a_long_title_breaks_into_lines_that_have_room():
    short = for_export(flows(ROWS, EN, LIGHT), TITLE, "", SOURCE, EN)
    long = for_export(flows(ROWS, EN, LIGHT), " ".join([TITLE] * 6), "", SOURCE, EN)
    assert long.layout.margin.t > short.layout.margin.t


def test_the_picture_keeps_the_colours_of_its_theme():
    copy = for_export(flows(ROWS, EN, DARK), TITLE, "", SOURCE, EN)
    assert copy.layout.template.layout.paper_bgcolor == DARK.ground
    title = next(note for note in copy.layout.annotations if note.name == "export_title")
    assert title.font.color == DARK.ink


def test_the_word_source_goes_through_the_language():
    language = Marked("ko")
    copy = for_export(flows(ROWS, language, LIGHT), "", "", "source_in", language)
    assert untranslated(copy) == set()
