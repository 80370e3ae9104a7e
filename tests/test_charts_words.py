"""What charts say: states, leanings and sources, in the words of the language asked for.

The rows and the language made here are synthetic and serve every test of the charts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from plotly import graph_objects as go

from dashboard.charts import words
from dashboard.charts.lettering import safe, width, wrap

CAVEAT = "SYNTHETICCAVEAT"
NAMES = {"AAA": "Alphaland", "BBB": "Betaland", "CCC": "Gammaland", "DDD": "Deltaland"}


@dataclass(frozen=True)
class Marked:
    """A language that puts «» around all it translates, so that a text beside it stands out."""

    code: str = "en"

    def t(self, message: str, **values: object) -> str:
        return f"«{message.format(**values) if values else message}»"

    def country(self, code: str) -> str:
        return NAMES[code]

    def number(self, value: float) -> str:
        return f"{value:,.10g}" if abs(value) < 1000 else f"{value:,.0f}"

    def short(self, value: float) -> str:
        return f"{float(f'{value:.3g}'):,.10g}"

    def percent(self, value: float) -> str:
        return f"{value:.1%}"


@dataclass(frozen=True)
class Plain(Marked):
    """The same language without the marks, for sentences that are read as a whole."""

    def t(self, message: str, **values: object) -> str:
        return message.format(**values) if values else message


EN = Plain("en")


def row(
    year: int,
    korea: float | None,
    partner: float | None,
    *,
    code: str = "AAA",
    grade: str | None = "B",
    **other: Any,
) -> dict[str, Any]:
    """A synthetic row of ``two_way`` with its indicators; None is a figure not published."""
    x = math.nan if korea is None else float(korea)
    y = math.nan if partner is None else float(partner)
    defined = grade != "D" and korea is not None and partner is not None and x + y > 0
    balance = (x - y) / (x + y) if defined else math.nan
    return {
        "pair_id": "synthetic_pair",
        "pillar": "students",
        "partner": code,
        "partner_name": NAMES[code],
        "year": year,
        "toward_korea": x,
        "toward_partner": y,
        "unit": "persons",
        "toward_korea_state": _state(korea),
        "toward_partner_state": _state(partner),
        "toward_korea_source_id": "source_in",
        "toward_partner_source_id": "source_out",
        "grade": grade,
        "caveat_en": CAVEAT,
        "caveat_ko": CAVEAT,
        "members": "",
        "provisional": False,
        "balance": balance,
        "reciprocity": 1 - abs(balance),
        "log2_ratio": math.log2(x / y) if defined and x and y else math.nan,
        "balance_low": balance - 0.05,
        "balance_high": balance + 0.04,
        "pandemic": 2020 <= year <= 2022,
    } | other


def _state(value: float | None) -> str:
    if value is None:
        return "not_published"
    return "reported" if value else "zero"


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def trace(figure: go.Figure, meta: str) -> go.Scatter:
    """The one trace of that meaning."""
    found = [own for own in figure.data if own.meta == meta]
    assert len(found) == 1, f"{len(found)} traces of {meta}"
    return found[0]


def has_trace(figure: go.Figure, meta: str) -> bool:
    return any(own.meta == meta for own in figure.data)


def annotation(figure: go.Figure, name: str) -> str:
    """The text of the annotations of a name, as one line without tags."""
    texts = [own.text for own in figure.layout.annotations if own.name == name]
    assert texts, f"no annotation named {name}"
    return " ".join(re.sub(r"<[^>]*>", " ", text) for text in texts)


def visible(figure: go.Figure) -> Iterator[str]:
    """Every text a reader of the figure can come to see."""
    layout = figure.layout
    for note in layout.annotations:
        yield note.text
    for axis in [*figure.select_xaxes(), *figure.select_yaxes()]:
        yield from (str(text) for text in axis.ticktext or ())
        yield axis.title.text or ""
    for own in figure.data:
        yield own.name or ""
        for texts in (own.text, own.hovertext):
            yield from [texts] if isinstance(texts, str) else (texts or ())


def untranslated(figure: go.Figure, known: tuple[str, ...] = ()) -> set[str]:
    """Words in a figure that came neither through the language nor from the frame."""
    found = set()
    for text in visible(figure):
        left = re.sub(r"<[^>]*>", " ", text)
        while "«" in left:
            shorter = re.sub(r"«[^«»]*»", " ", left)
            assert shorter != left, f"a translated text is cut off: {text}"
            left = shorter
        for name in (*NAMES.values(), CAVEAT, "source_in", "source_out", "persons", *known):
            left = left.replace(name, " ")
        found |= {word for word in re.findall(r"[^\W\d_]+", left) if word not in "ABCD"}
    return found


def test_every_state_is_said_in_words_of_its_own():
    states = ("zero", "not_published", "not_applicable", "absent")
    said = {words.state_in_words(state, EN) for state in states}
    assert len(said) == 4
    assert "not published" in said
    with pytest.raises(ValueError, match="no state"):
        words.state_in_words("unheard_of", EN)


def test_a_reported_zero_keeps_its_number():
    naming = words.Naming("persons", "in", "out")
    zero = words.figure_in_words(row(2020, 0, 5), "korea", naming, EN)
    assert zero == "0 persons (zero, as reported)"
    assert words.figure_in_words(row(2020, None, 5), "korea", naming, EN) == "not published"


def test_the_leaning_is_named_and_never_signed():
    assert words.leaning(0.4, "Alphaland", EN) == "Alphaland turns more to Korea"
    assert words.leaning(-0.4, "Alphaland", EN) == "Koreans turn more to Alphaland"
    assert "Parity" in words.leaning(0, "Alphaland", EN)
    said = words.balance_in_words(row(2020, 100, 300), "Alphaland", EN)
    assert "0.5" in said
    assert "-" not in said and "−" not in said


@pytest.mark.parametrize(
    ("undefined", "reason"),
    [
        (row(2020, None, 5), "toward Korea not published"),
        (row(2020, 5, None), "toward the partner not published"),
        (row(2020, None, None), "not published"),
        (row(2020, 0, 0), "no flow in either direction"),
        (row(2020, 5, 6, grade="D"), "grade D, the two directions are not comparable"),
    ],
)
def test_an_undefined_balance_has_a_reason(undefined, reason):
    assert words.why_no_balance(undefined, EN) == reason
    assert words.balance_in_words(undefined, "Alphaland", EN) == f"No balance: {reason}"


def test_the_hover_text_has_both_directions_all_digits_sources_grade_and_state():
    naming = words.Naming("persons", "Students in Korea", "Koreans in {partner}")
    provisional = row(2024, 1234567, None, provisional=True)
    provisional["toward_korea_publisher"] = "Synthetic Agency"
    said = words.hover(provisional, "2024", naming, EN)
    for piece in (
        "Alphaland, 2024",
        "Students in Korea: <b>1,234,567 persons</b>",
        "Koreans in Alphaland: <b>not published</b>",
        "Comparability grade B.",
        CAVEAT,
        "Provisional",
        "Synthetic Agency, source_in; source_out",
    ):
        assert piece in said


def test_a_text_from_outside_cannot_become_markup():
    strange = row(2024, 1, 2, partner_name="<b>A & B</b>", toward_korea_source_id="<i>")
    said = words.hover(strange, "2024", words.Naming("persons", "in", "out"), EN)
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in said
    assert "&lt;i&gt;" in said and "<i>" not in said
    assert safe("a < b") == "a &lt; b"


def test_without_a_naming_the_directions_are_named_plainly():
    plain = words.naming_of(frame(row(2020, 1, 2, unit="usd_thousand")), None, EN)
    assert plain.unit == "usd thousand"
    assert plain.toward("korea", "Alphaland") == "Toward Korea"
    assert plain.toward("partner", "Alphaland") == "Toward Alphaland"


def test_caveats_stand_under_a_chart_of_many_partners_only_while_they_are_few():
    two = frame(row(2020, 1, 2), row(2020, 1, 2, code="BBB", caveat_en="another"))
    assert words.shared_caveats(two, EN) == [CAVEAT, "another"]
    three = pd.concat([two, frame(row(2020, 1, 2, code="CCC", caveat_en="a third"))])
    assert words.shared_caveats(three, EN) == []


def test_lines_break_between_words_and_hangul_is_counted_wider():
    lines = wrap("one two three four five", width("one two three", 12), 12)
    assert lines == ["one two three", "four five"]
    assert width("한국", 12) > width("ab", 12)
    assert wrap("unbreakable", 1) == ["unbreakable"]
