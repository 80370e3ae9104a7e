"""Every message a chart asks of the language is one that translators are given."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from babel.messages.extract import extract_from_dir

from dashboard.charts.balance_by_partner import balance_by_partner, balance_by_partner_in_words
from dashboard.charts.dumbbell import dumbbell, dumbbell_in_words
from dashboard.charts.export import for_export
from dashboard.charts.flows import flows, flows_in_words
from dashboard.charts.months import months, months_in_words
from dashboard.charts.paired_dots import paired_dots
from dashboard.charts.paired_words import paired_dots_in_words
from dashboard.charts.small_multiples import small_multiples, small_multiples_in_words
from dashboard.theme import LIGHT
from tests.test_charts_paired_dots import NAMING, ROWS, asked
from tests.test_charts_words import Plain, frame, row

CHARTS = Path(__file__).resolve().parent.parent / "dashboard" / "charts"


class Listening(Plain):
    """A language that remembers what it was asked for."""

    def __init__(self):
        super().__init__()
        object.__setattr__(self, "asked", set())

    def t(self, message, **values):
        self.asked.add(message)
        return super().t(message, **values)


@pytest.fixture(scope="module")
def extracted():
    found = extract_from_dir(str(CHARTS), [("**.py", "python")], keywords={"t": None})
    return {message for _, _, message, _, _ in found}


def test_every_message_asked_for_can_be_extracted(extracted):
    language = Listening()
    years = frame(
        row(2019, 10, 30),
        row(2020, 0, 0),
        row(2021, None, 4, provisional=True),
        row(2023, 7, 7, grade="D"),
    )
    one_year = pd.concat(
        frame(row(2024, korea, partner, code=code, members="2 of 10"))
        for code, korea, partner in (
            ("AAA", 100, 750),
            ("BBB", 900, 300),
            ("CCC", 8, 0),
            ("DDD", None, None),
        )
    )
    events = pd.DataFrame({"number": [1], "date": ["2019-05"], "title": ["Synthetic"]})
    for narrow in (False, True):
        flows(years, language, LIGHT, events=events, narrow=narrow)
        dumbbell(one_year, language, LIGHT, narrow=narrow)
        balance_by_partner(one_year, language, LIGHT, narrow=narrow)
        small_multiples(one_year, language, LIGHT, narrow=narrow, own_scales=narrow)
        months(years.assign(month=1), language, LIGHT, narrow=narrow)
    flows_in_words(years, language, events=events)
    dumbbell_in_words(one_year, language)
    balance_by_partner_in_words(one_year, language)
    small_multiples_in_words(years, language)
    months_in_words(years.assign(month=1), language)
    paired_dots(ROWS, language, LIGHT, naming=NAMING)
    paired_dots(ROWS.iloc[4:], language, LIGHT, naming=NAMING, narrow=True)
    both = pd.DataFrame([asked(40, 40), asked(40, None)])
    paired_dots_in_words(both, language, naming=NAMING)
    for_export(flows(years, language, LIGHT), "Title", "", "Source", language)
    flows(years.iloc[:0], language, LIGHT)
    assert len(language.asked) > 40
    assert language.asked <= extracted
