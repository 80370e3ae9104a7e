"""Every partner at once: balances by pillar, and small multiples of the flows."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.charts.balance_by_partner import balance_by_partner, balance_by_partner_in_words
from dashboard.charts.small_multiples import small_multiples, small_multiples_in_words
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
    visible,
)

PILLARS = frame(
    row(2024, 100, 300, code="AAA", pillar="tourism"),
    row(2025, 900, 100, code="AAA", pillar="students", provisional=True),
    row(2024, 10, None, code="AAA", pillar="culture", grade=None),
    row(2024, 500, 500, code="BBB", pillar="tourism", grade="C"),
    row(2025, 7, 0, code="BBB", pillar="students"),
    row(2024, 3, 4, code="BBB", pillar="culture", grade="D"),
)
PILLAR_NAMES = {"tourism": "Tourism", "students": "Students", "culture": "Culture"}

MANY = pd.concat(
    [
        frame(*(row(year, 10 + year % 10, 1000, code="AAA") for year in range(2018, 2025))),
        frame(row(2018, 5, 3, code="BBB"), row(2019, None, 4, code="BBB"),
              row(2021, 6, 0, code="BBB"), row(2024, 7, 5, code="BBB", provisional=True)),
        frame(*(row(year, 20, None, code="CCC", grade=None) for year in (2018, 2024))),
        frame(row(2024, None, None, code="DDD", grade=None)),
    ],
    ignore_index=True,
)  # fmt: skip


def axis(figure, meta, place):
    """The trace of a meaning in the panel at a place."""
    name = "y" if place == 0 else f"y{place + 1}"
    found = [own for own in figure.data if own.meta == meta and (own.yaxis or "y") == name]
    assert len(found) == 1
    return found[0]


def test_a_dot_is_the_balance_of_its_row_on_an_axis_with_named_ends():
    drawn = balance_by_partner(PILLARS, EN, LIGHT, pillar_names=PILLAR_NAMES)
    assert list(trace(drawn, "balance_tourism").x) == [-0.5, 0]
    assert list(trace(drawn, "balance_students").x) == [0.8, 1]
    assert "Koreans turn more to the partner" in annotation(drawn, "left_end")
    assert "The partner turns more to Korea" in annotation(drawn, "right_end")
    assert list(drawn.layout.xaxis.ticktext) == ["1", "0.5", "Parity", "0.5", "1"]
    assert drawn.layout.xaxis.zeroline is True


def test_dots_of_one_partner_stand_in_its_row_and_apart():
    drawn = balance_by_partner(PILLARS, EN, LIGHT)
    heights = {meta: list(trace(drawn, f"balance_{meta}").y) for meta in ("tourism", "students")}
    for first, second in zip(heights["tourism"], heights["students"], strict=True):
        assert first != second
        assert round(first) == round(second)
    assert [own.text for own in drawn.layout.annotations if own.name == "partner"] == [
        "Alphaland", "Betaland",
    ]  # fmt: skip


def test_pillars_differ_in_shape_as_well_as_in_colour():
    drawn = balance_by_partner(PILLARS, EN, LIGHT, pillar_names=PILLAR_NAMES)
    keys = [own for own in drawn.data if own.meta == "key"]
    assert len({own.marker.symbol for own in keys}) == 3
    assert len({own.marker.color for own in keys}) == 3
    assert [own.name for own in keys] == ["Tourism 2024", "Students 2025", "Culture 2024"]


def test_an_undefined_balance_is_a_hollow_mark_beside_the_axis_with_its_reason():
    drawn = balance_by_partner(PILLARS, EN, LIGHT, pillar_names=PILLAR_NAMES)
    hollow = trace(drawn, "undefined_culture")
    assert len(hollow.x) == 2
    assert min(hollow.x) > 1
    assert hollow.marker.symbol.endswith("-open")
    assert "toward the partner not published" in hollow.text[0]
    assert "grade D" in hollow.text[1]
    assert list(trace(drawn, "balance_culture").x) == []
    assert not has_trace(drawn, "undefined_tourism")


def test_on_a_phone_the_reasons_stand_below():
    drawn = balance_by_partner(PILLARS, EN, LIGHT, pillar_names=PILLAR_NAMES, narrow=True)
    notes = " ".join(annotation(drawn, "notes").split())
    assert "– Alphaland, Culture: toward the partner not published" in notes
    assert "– Betaland, Culture: grade D" in notes
    assert trace(drawn, "undefined_culture").text is None


def test_grades_stand_beside_the_dots():
    drawn = balance_by_partner(PILLARS, EN, LIGHT)
    assert [text.strip() for text in trace(drawn, "balance_tourism").text] == ["B", "C"]


def test_the_hover_text_uses_the_naming_of_the_pair():
    naming = Naming("persons", "Arrivals in Korea", "Arrivals in {partner}")
    drawn = balance_by_partner(PILLARS, EN, LIGHT, namings={"synthetic_pair": naming})
    assert (
        "Arrivals in Alphaland: <b>300 persons</b>" in trace(drawn, "balance_tourism").hovertext[0]
    )


def test_two_rows_for_a_partner_and_a_pillar_are_refused():
    with pytest.raises(ValueError, match="AAA has more than one row for tourism"):
        balance_by_partner(pd.concat([PILLARS, PILLARS.iloc[:1]]), EN, LIGHT)


def test_the_balances_in_words_name_both_directions_and_every_gap():
    said = balance_by_partner_in_words(PILLARS, EN, pillar_names=PILLAR_NAMES)
    for piece in (
        "Alphaland. Tourism, 2024. Toward Korea: 100 persons; Toward Alphaland: 300 persons. "
        "Balance 0.5, Koreans turn more to Alphaland.",
        "Toward Alphaland: not published. No balance: toward the partner not published.",
        "Balance 1, Betaland turns more to Korea.",
        "No balance: grade D",
    ):
        assert piece in said


def test_each_panel_holds_the_figures_of_its_partner_over_the_same_years():
    drawn = small_multiples(MANY, EN, LIGHT)
    assert list(axis(drawn, "toward_korea", 1).x) == list(range(2018, 2025))
    values = list(axis(drawn, "toward_partner", 1).y)
    assert [value for value in values if not math.isnan(value)] == [3, 4, 0, 5]
    assert math.isnan(values[2])
    assert axis(drawn, "toward_partner", 1).connectgaps is False
    assert list(axis(drawn, "toward_partner", 0).y) == [1000] * 7


def test_panels_share_one_scale_from_zero_and_say_so():
    drawn = small_multiples(MANY, EN, LIGHT)
    ranges = {tuple(own.range) for own in drawn.select_yaxes()}
    assert len(ranges) == 1
    assert min(ranges)[1] > 1000
    assert "All panels share one scale." in annotation(drawn, "scale")
    assert drawn.layout.yaxis.tickvals[0] == 0


def test_panels_with_scales_of_their_own_carry_a_warning():
    drawn = small_multiples(MANY, EN, LIGHT, own_scales=True)
    tops = [own.range[1] for own in drawn.select_yaxes()]
    assert tops[1] < 10 < 1000 < tops[0]
    assert all(own.range[0] < 0 <= own.tickvals[0] for own in drawn.select_yaxes())
    notice = next(own for own in drawn.layout.annotations if own.name == "scale")
    assert "scale of its own" in notice.text
    assert notice.font.color == LIGHT.warning
    assert all(own.showticklabels for own in drawn.select_yaxes())


def test_absent_figures_have_a_cross_below_the_base_line():
    drawn = small_multiples(MANY, EN, LIGHT)
    assert list(axis(drawn, "absent_korea", 1).x) == [2019, 2020, 2022, 2023]
    assert list(axis(drawn, "absent_partner", 1).x) == [2020, 2022, 2023]
    assert max(axis(drawn, "absent_korea", 1).y) < 0
    assert min(axis(drawn, "absent_partner", 1).y) > drawn.layout.yaxis2.range[0]
    assert "no figure for that year" in annotation(drawn, "notes")


def test_a_direction_that_is_never_published_is_said_under_the_name():
    names = [own.text for own in small_multiples(MANY, EN, LIGHT).layout.annotations
             if own.name == "partner"]  # fmt: skip
    assert len(names) == 4
    assert "Toward the partner: not published" in names[2]
    assert "Neither direction: not published" in names[3]
    assert "published" not in names[0]


@pytest.mark.parametrize("narrow", [False, True])
def test_panels_do_not_overlap(narrow):
    drawn = small_multiples(MANY, EN, LIGHT, narrow=narrow)
    boxes = [
        (*across.domain, *upward.domain)
        for across, upward in zip(drawn.select_xaxes(), drawn.select_yaxes(), strict=True)
    ]
    assert len(boxes) == 4
    for place, (left, right, low, high) in enumerate(boxes):
        for other_left, other_right, other_low, other_high in boxes[place + 1 :]:
            beside = right <= other_left or other_right <= left
            above = high <= other_low or other_high <= low
            assert beside or above
    assert len({box[0] for box in boxes}) == (2 if narrow else 4)


def test_the_multiples_in_words_name_every_partner_both_directions_and_the_gaps():
    said = small_multiples_in_words(MANY, EN)
    for piece in (
        "2018 to 2024, in persons.",
        "Betaland. Toward Korea: 5 in 2018, 7 in 2024, at most 7 in 2024.",
        "Toward Korea, not published: 2019.",
        "Toward Betaland, zero, as reported: 2021.",
        "Toward Betaland, no figure found: 2020, 2022–2023.",
        "Toward Gammaland, not published: 2018, 2024.",
    ):
        assert piece in said


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_word_goes_through_the_language(code, narrow):
    language = Marked(code)
    for drawn in (
        balance_by_partner(PILLARS, language, DARK, pillar_names=PILLAR_NAMES, narrow=narrow),
        small_multiples(MANY, language, DARK, narrow=narrow),
        small_multiples(MANY, language, DARK, own_scales=True, narrow=narrow),
    ):
        assert untranslated(drawn, tuple(PILLAR_NAMES.values())) == set()
        assert not [text for text in visible(drawn) if "None" in text or "nan" in text]


def test_empty_frames_say_so():
    for chart, in_words in (
        (balance_by_partner, balance_by_partner_in_words),
        (small_multiples, small_multiples_in_words),
    ):
        nothing = PILLARS.iloc[:0]
        assert annotation(chart(nothing, EN, LIGHT), "empty") == in_words(nothing, EN)
