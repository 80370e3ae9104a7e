"""Numbers, days and particles as the sentences of a brief write them."""

from __future__ import annotations

import pytest

from briefing.brief_parts import Text
from briefing.brief_words import (
    close_particles,
    day,
    difference,
    joined,
    percent,
    period,
    spoken,
    tell,
    times,
    written,
)


@pytest.mark.parametrize(
    ("value", "unit", "en", "ko"),
    [
        (596_462, "persons", "596,000", "59만 6,000명"),
        (75_144, "persons", "75,100", "7만 5,100명"),
        (10_053_000, "persons", "10.1 million", "1,005만 명"),
        (4_331_411, "persons", "4.33 million", "433만 명"),
        (152, "persons", "152", "152명"),
        (99_996, "persons", "100,000", "10만 명"),
        (0, "persons", "0", "0명"),
        (58_300_000_000, "usd", "USD 58.3 billion", "583억 달러"),
        (258_838_000, "usd", "USD 259 million", "2억 5,900만 달러"),
        (81.3, "score_0_100", "81.3 points", "81.3점"),
        (0.14, "percent", "0.14%", "0.14%"),
    ],
)
def test_a_spoken_number_has_three_digits_and_its_unit(value, unit, en, ko):
    assert spoken(value, unit) == Text(en, ko)


@pytest.mark.parametrize(
    ("value", "told"),
    [(86.68, "86.7"), (7.544, "7.5"), (1.024, "1.02"), (2.0, "2.0"), (548.4, "548")],
)
def test_times_have_as_many_digits_as_help(value, told):
    assert times(value) == Text(told, told)


def test_a_change_has_one_decimal_and_a_difference_of_shares_is_in_points():
    assert percent(4.512).en == "4.5%"
    assert difference(41.0, "percent") == Text("41 percentage points", "41%p")
    assert difference(19.6, "score_0_100").ko == "19.6점"


def test_a_number_in_a_table_has_all_its_digits():
    assert written(596_462.0) == "596,462"
    assert written(58_300.0) == "58,300"
    assert written(24.42) == "24.42"


@pytest.mark.parametrize(
    ("written_as", "en", "ko"),
    [
        ("2025-08-11", "11 August 2025", "2025. 8. 11."),
        ("2025-11", "November 2025", "2025. 11."),
        ("2023", "2023", "2023년"),
        ("2026-03-01/2026-03-04", "1 March 2026 to 4 March 2026", "2026. 3. 1.~2026. 3. 4."),
    ],
)
def test_a_day_is_written_as_offices_write_it(written_as, en, ko):
    assert day(written_as) == Text(en, ko)


def test_a_span_is_told_from_a_year():
    assert period("2024") == Text("in 2024", "2024년")
    assert period("2021-07/2022-11").en == "from July 2021 to November 2022"


@pytest.mark.parametrize(
    ("open_", "closed"),
    [
        ("베트남은(는)", "베트남은"),
        ("라오스은(는)", "라오스는"),
        ("필리핀을(를)", "필리핀을"),
        ("브루나이을(를)", "브루나이를"),
        ("서울(으)로", "서울로"),
        ("태국(으)로", "태국으로"),
    ],
)
def test_a_particle_fits_the_word_before_it(open_, closed):
    assert close_particles(open_) == closed


def test_a_list_ends_with_and_in_english_and_runs_on_dots_in_korean():
    names = [Text("A", "가"), Text("B", "나"), Text("C", "다")]
    assert joined(names) == Text("A, B and C", "가·나·다")
    assert joined(names[:1]) == names[0]


def test_a_template_takes_every_value_in_its_language():
    told = tell("{who} in {year}", "{year}년 {who}은(는)", who=Text("Thailand", "태국"), year=2024)
    assert told == Text("Thailand in 2024", "2024년 태국은")
