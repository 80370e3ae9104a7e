"""Both answers to a question on one scale: what is subtracted, what is not, and what is said."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.charts.paired_dots import paired_dots
from dashboard.charts.paired_words import difference_in_words, paired_dots_in_words
from dashboard.charts.words import Naming
from dashboard.theme import DARK, LIGHT
from tests.test_charts_words import EN, Marked, annotation, row, trace, untranslated

NAMING = Naming("per cent", "About Korea", "Koreans about {partner}")


def asked(korea, koreans, low=math.nan, high=math.nan, *, grade="C", **other):
    """A synthetic question: grade D is not subtracted."""
    gap = math.nan if grade == "D" or None in (korea, koreans) else korea - koreans
    own = {"gap": gap, "gap_low": low, "gap_high": high, "label": "Trust", "detail": "ALPHA2024"}
    return row(2024, korea, koreans, grade=grade) | own | other


ROWS = pd.DataFrame(
    [
        asked(50.0, 9.0, 38.0, 43.5),
        asked(30.0, 36.0, -9.0, -3.0),
        asked(30.4, 30.6, -4.2, 3.8),
        asked(81.0, 62.0),
        asked(61.0, 28.0, grade="D"),
    ]
)


def draw(rows=ROWS, language=EN, theme=LIGHT, **options):
    return paired_dots(rows, language, theme, naming=NAMING, **options)


def joins(figure):
    return [shape for shape in figure.layout.shapes if shape.name == "join"]


def test_the_marks_are_the_figures_in_the_order_of_the_rows():
    figure = draw()
    assert list(trace(figure, "toward_korea").x) == ROWS["toward_korea"].tolist()
    assert list(trace(figure, "toward_partner").x) == ROWS["toward_partner"].tolist()
    assert list(trace(figure, "toward_korea").y) == [0, 1, 2, 3, 4]


def test_the_scale_begins_at_zero():
    assert draw().layout.xaxis.range[0] == 0
    assert draw().layout.xaxis.range[1] > ROWS["toward_korea"].max()


def test_an_interval_is_drawn_from_the_smaller_mark_where_it_is_known():
    bars = trace(draw(), "interval")
    assert list(bars.y) == [0, 1, 2]
    ends = [
        (centre - below, centre + above)
        for centre, below, above in zip(
            bars.x, bars.error_x.arrayminus, bars.error_x.array, strict=True
        )
    ]
    assert ends[0] == pytest.approx((9 + 38, 9 + 43.5))
    assert ends[1] == pytest.approx((30 + 3, 30 + 9))
    # An interval that holds zero reaches past the smaller mark.
    assert ends[2] == pytest.approx((30.4 - 3.8, 30.4 + 4.2))
    assert ends[2][0] < 30.4


def test_without_any_interval_there_is_no_bar():
    figure = draw(ROWS.iloc[3:])
    assert not [one for one in figure.data if one.meta == "interval"]
    assert "interval" not in annotation(figure, "notes")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, "41 points more toward Korea; 95% interval 38 to 43.5"),
        (1, "6 points more toward Alphaland; 95% interval 3 to 9"),
        (2, "0.2 points more toward Alphaland; within the uncertainty of the samples"),
        (3, "19 points more toward Korea"),
        (4, "side by side, not subtracted"),
    ],
)
def test_a_difference_has_words_and_never_a_sign(place: int, said: str):
    told = difference_in_words(ROWS.iloc[place].to_dict(), EN)
    assert told == said
    assert "-" not in told and "−" not in told


def test_equal_answers_are_level():
    assert difference_in_words(asked(40.0, 40.0), EN) == "level"


def test_what_is_not_subtracted_is_joined_by_dots_only():
    dashes = [shape.line.dash for shape in joins(draw())]
    assert dashes == ["solid"] * 4 + ["2px,3px"]


def test_where_nothing_is_subtracted_one_note_says_so_for_all_rows():
    figure = draw(ROWS.iloc[4:])
    assert "not subtracted" in annotation(figure, "notes")
    assert annotation(figure, "words").strip() == ""


def test_an_answer_of_one_side_stands_without_a_join():
    figure = draw(pd.DataFrame([asked(50.0, None), asked(40.0, 30.0)]))
    assert len(joins(figure)) == 1
    assert list(trace(figure, "toward_partner").y) == [1]


def test_the_words_hold_every_figure():
    told = paired_dots_in_words(ROWS, EN, naming=NAMING)
    for value in (*ROWS["toward_korea"], *ROWS["toward_partner"]):
        assert f"{value:,.10g} per cent" in told


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_everything_said_is_translated(narrow: bool, theme):
    figure = draw(language=Marked(), theme=theme, narrow=narrow)
    own = ("Trust", "ALPHA2024", "per cent", "About Korea", "Koreans about")
    assert untranslated(figure, own) == set()


def test_an_empty_frame_says_that_there_is_nothing():
    assert "no figure to draw" in draw(ROWS.iloc[:0]).layout.annotations[0].text
    assert "no figure to draw" in paired_dots_in_words(ROWS.iloc[:0], EN, naming=NAMING)
