"""Every partner in one year on a logarithmic axis: order, ratios in words, zeros and gaps."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.charts.dumbbell import dumbbell, dumbbell_in_words
from dashboard.charts.words import Naming
from dashboard.theme import DARK, LIGHT
from tests.test_charts_words import (
    CAVEAT,
    EN,
    NAMES,
    Marked,
    annotation,
    frame,
    row,
    trace,
    untranslated,
    visible,
)

NAMING = Naming("persons", "Visitors to Korea", "Koreans visiting {partner}")
MORE = {
    "ratio_more_korea": "{ratio} visitors come for each Korean who goes to {partner}",
    "ratio_more_partner": "{ratio} Koreans visit for each visitor",
}
LEVEL = frame(
    row(2024, 100, 750, code="AAA"),
    row(2024, 900, 300, code="BBB"),
    row(2024, 5000, None, code="CCC", grade=None),
    row(2024, None, None, code="DDD", grade=None),
)


def names(figure):
    return [own.text.split("  ")[0] for own in figure.layout.annotations if own.name == "partner"]


def words(figure):
    return [
        own.text.replace("<br>", " ") for own in figure.layout.annotations if own.name == "words"
    ]


def one(korea, partner, **other):
    return dumbbell(frame(row(2024, korea, partner, **other)), EN, LIGHT, naming=NAMING, **MORE)


def test_partners_stand_by_log_ratio_and_those_without_one_below():
    drawn = dumbbell(LEVEL, EN, LIGHT, naming=NAMING, **MORE)
    assert names(drawn) == ["Betaland", "Alphaland", "Gammaland"]


def test_the_ratio_is_said_in_the_words_of_the_pair():
    drawn = dumbbell(LEVEL, EN, LIGHT, naming=NAMING, **MORE)
    assert words(drawn) == [
        "3 visitors come for each Korean who goes to Betaland",
        "7.5 Koreans visit for each visitor",
        "Koreans visiting Gammaland: not published",
    ]


def test_the_wording_may_be_a_function_or_left_out():
    drawn = dumbbell(
        LEVEL, EN, LIGHT, ratio_more_korea=lambda ratio, partner: f"{partner} by {ratio}"
    )
    assert words(drawn)[:2] == ["Betaland by 3", "7.5 times as many toward the partner"]


@pytest.mark.parametrize(
    ("korea", "partner", "said"),
    [
        (100, 100, "Equal"),
        (100, 104, "Almost equal"),
        (100, 106, "1.06 Koreans visit for each visitor"),
        (0, 0, "No ratio: no flow in either direction"),
        (8, 0, "One way; Koreans visiting Alphaland: 0"),
        (0, 8, "One way; Visitors to Korea: 0"),
        (None, 8, "Visitors to Korea: not published"),
    ],
)
def test_ratios_near_one_and_undefined_ones_have_words_of_their_own(korea, partner, said):
    assert words(one(korea, partner)) == [said]


def test_the_marks_are_the_figures_of_the_frame():
    drawn = dumbbell(LEVEL, EN, LIGHT)
    korea, partner = trace(drawn, "toward_korea"), trace(drawn, "toward_partner")
    assert dict(zip(korea.y, korea.x, strict=True)) == {0: 900, 1: 100, 2: 5000}
    assert dict(zip(partner.y, partner.x, strict=True)) == {0: 300, 1: 750}
    assert list(korea.customdata) == list(korea.x)
    assert drawn.layout.xaxis.type == "log"
    assert "logarithmic" in drawn.layout.xaxis.title.text


def test_two_marks_are_joined_and_one_mark_is_not():
    joins = [shape for shape in dumbbell(LEVEL, EN, LIGHT).layout.shapes if shape.name == "join"]
    assert {(join.y0, join.x0, join.x1) for join in joins} == {(0, 900, 300), (1, 100, 750)}
    assert {join.line.dash for join in joins} == {"solid"}


def test_a_zero_has_its_own_place_left_of_the_scale_and_says_zero():
    drawn = dumbbell(
        pd.concat([LEVEL, frame(row(2024, 40, 0, code="DDD"))]), EN, LIGHT, naming=NAMING
    )
    own = trace(drawn, "toward_partner")
    place = [number for number, value in enumerate(own.customdata) if value == 0]
    assert len(place) == 1
    edge = own.x[place[0]]
    assert 0 < edge < 40
    assert own.text[place[0]].strip() == "0"
    assert drawn.layout.xaxis.tickvals[0] == edge
    assert drawn.layout.xaxis.ticktext[0] == "0"
    assert drawn.layout.xaxis.range[0] < math.log10(edge)
    join = next(shape for shape in drawn.layout.shapes if shape.name == "join" and shape.x1 == edge)
    assert join.line.dash != "solid"
    assert names(drawn)[0] == "Deltaland"


def test_without_a_zero_there_is_no_place_for_one():
    assert "0" not in dumbbell(LEVEL, EN, LIGHT).layout.xaxis.ticktext


def test_no_mark_is_lost_to_an_infinite_or_undefined_place():
    rows = frame(
        row(2024, 0, 0, code="AAA"), row(2024, 0, None, code="BBB"), row(2024, 5, 0, code="CCC")
    )
    drawn = dumbbell(rows, EN, LIGHT)
    for side in ("korea", "partner"):
        own = trace(drawn, f"toward_{side}")
        assert all(math.isfinite(value) and value > 0 for value in own.x)
    assert len(trace(drawn, "toward_korea").x) == 3
    assert len(trace(drawn, "toward_partner").x) == 2
    assert list(trace(dumbbell(rows.iloc[:2], EN, LIGHT), "toward_korea").customdata) == [0, 0]


def test_grade_d_shows_both_marks_without_ratio_or_join():
    drawn = one(100, 300, grade="D")
    assert words(drawn) == ["No ratio: grade D, the two directions are not comparable"]
    assert len(trace(drawn, "toward_korea").x) == len(trace(drawn, "toward_partner").x) == 1
    assert not [shape for shape in drawn.layout.shapes if shape.name == "join"]


def test_the_grade_stands_beside_the_name_and_its_caveat_below():
    drawn = dumbbell(LEVEL, EN, LIGHT)
    assert "B" in annotation(drawn, "partner").split()
    assert "comparability grade" in annotation(drawn, "notes")
    assert CAVEAT in annotation(drawn, "notes")


def test_a_partner_without_any_figure_is_listed_with_the_reason():
    assert "Without a mark, not published: Deltaland." in annotation(
        dumbbell(LEVEL, EN, LIGHT), "notes"
    )
    other = LEVEL.assign(
        toward_korea_state=lambda f: f["toward_korea_state"].where(
            f["partner"] != "DDD", "not_applicable"
        ),
        toward_partner_state=lambda f: f["toward_partner_state"].where(
            f["partner"] != "DDD", "not_applicable"
        ),
    )
    assert "not applicable: Deltaland." in annotation(dumbbell(other, EN, LIGHT), "notes")


def test_provisional_marks_are_open_with_a_dot():
    drawn = one(100, 300, provisional=True)
    assert trace(drawn, "toward_korea").marker.color == (LIGHT.ground,)
    assert trace(drawn, "toward_korea").marker.symbol == ("circle-dot",)
    assert "provisional" in annotation(drawn, "notes")


def test_on_a_phone_names_and_words_stand_above_and_below_the_marks():
    wide = dumbbell(LEVEL, EN, LIGHT, naming=NAMING, **MORE)
    narrow = dumbbell(LEVEL, EN, LIGHT, naming=NAMING, narrow=True, **MORE)
    assert narrow.layout.margin.l + narrow.layout.margin.r < 40 < wide.layout.margin.l
    assert words(narrow) == words(wide)
    assert narrow.layout.height > wide.layout.height
    for own in narrow.layout.annotations:
        if own.name in ("partner", "words"):
            assert own.x == 0


def test_names_and_figures_have_room():
    long = dumbbell(LEVEL.assign(partner_name="A partner of a very long name"), EN, LIGHT)
    assert long.layout.margin.l > dumbbell(LEVEL, EN, LIGHT).layout.margin.l


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_word_of_the_chart_goes_through_the_language(code, narrow):
    rows = pd.concat([LEVEL, frame(row(2024, 4, 0, code="DDD", grade="D", provisional=True))])
    drawn = dumbbell(rows, Marked(code), DARK, narrow=narrow)
    assert untranslated(drawn) == set()
    assert not [text for text in visible(drawn) if "None" in text or "nan" in text]


def test_the_words_name_every_partner_both_directions_and_the_gaps():
    said = dumbbell_in_words(LEVEL, EN, naming=NAMING, **MORE)
    assert all(name in said for name in NAMES.values())
    assert said.index("Betaland.") < said.index("Alphaland.") < said.index("Gammaland.")
    for piece in (
        "2024, in persons",
        "Visitors to Korea: 100 persons; Koreans visiting Alphaland: 750 persons. "
        "7.5 Koreans visit for each visitor. Comparability grade B.",
        "Koreans visiting Gammaland: not published.",
        "Without a mark, not published: Deltaland.",
    ):
        assert piece in said


def test_without_any_figure_the_chart_says_so():
    nothing = LEVEL[LEVEL["partner"] == "DDD"]
    assert "no figure" in annotation(dumbbell(nothing, EN, LIGHT), "empty")
    assert "Without a mark, not published: Deltaland." in dumbbell_in_words(nothing, EN)
