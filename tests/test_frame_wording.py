"""Every state of a pair has its sentence, in words that need no sign."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.language import Language
from dashboard.wording import (
    amount,
    answer,
    leaning_of_members,
    missing,
    named_sources,
    partner_name,
    per_head,
    turn,
    turn_per_head,
)

EN, KO = Language("en"), Language("ko")

#: A synthetic pair; none of the numbers below is a published figure.
PAIR = pd.Series(
    {
        "toward_korea_en": "students from {partner} in Korea",
        "toward_korea_ko": "{partner} → 한국 유학생",
        "toward_partner_en": "Korean students in {partner}",
        "toward_partner_ko": "{partner}를(을) 찾은 한국 유학생",
    }
)


def state(value: float | None) -> str:
    return "not_published" if value is None else "reported" if value else "zero"


def row(x: float | None, y: float | None, **others: object) -> pd.Series:
    facts = {
        "partner": "VNM",
        "year": 2019,
        "unit": "persons",
        "toward_korea": math.nan if x is None else x,
        "toward_partner": math.nan if y is None else y,
        "toward_korea_state": state(x),
        "toward_partner_state": state(y),
        "grade": "A",
        "aggregate": "",
        "members": None,
        "per_capita_log2_ratio": math.nan,
    }
    return pd.Series(facts | others)


@pytest.mark.parametrize(
    ("x", "y", "english", "korean"),
    [
        (
            13_200,
            200,
            "In 2019 students from Viet Nam in Korea outnumbered Korean students in Viet Nam "
            "66 to 1: 13,200 against 200.",
            "2019년 ‘베트남 → 한국 유학생’은 1만 3,200명으로, "
            "‘베트남을 찾은 한국 유학생’ 200명의 66배였다.",
        ),
        (
            100,
            300,
            "In 2019 Korean students in Viet Nam outnumbered students from Viet Nam in Korea "
            "3.0 to 1: 300 against 100.",
            "2019년 ‘베트남을 찾은 한국 유학생’은 300명으로, "
            "‘베트남 → 한국 유학생’ 100명의 3.0배였다.",
        ),
        (
            50,
            50,
            "In 2019 students from Viet Nam in Korea and Korean students in Viet Nam were level, "
            "at 50 each.",
            "2019년 ‘베트남 → 한국 유학생’과 ‘베트남을 찾은 한국 유학생’은 각각 50명으로 같았다.",
        ),
        (
            7,
            0,
            "In 2019 there were 7 students from Viet Nam in Korea and no Korean students in Viet "
            "Nam.",
            "2019년 ‘베트남 → 한국 유학생’은 7명이었고 ‘베트남을 찾은 한국 유학생’은 없었다.",
        ),
        (
            0,
            0,
            "In 2019 there were no students from Viet Nam in Korea and no Korean students in Viet "
            "Nam.",
            "2019년에는 ‘베트남 → 한국 유학생’도 ‘베트남을 찾은 한국 유학생’도 없었다.",
        ),
        (
            462,
            None,
            "In 2019 there were 462 students from Viet Nam in Korea; how many Korean students in "
            "Viet Nam is not published on this basis.",
            "2019년 ‘베트남 → 한국 유학생’은 462명이며, "
            "이 기준의 ‘베트남을 찾은 한국 유학생’은 공표되지 않았다.",
        ),
        (
            None,
            None,
            "For 2019 neither students from Viet Nam in Korea nor Korean students in Viet Nam are "
            "published.",
            "2019년 ‘베트남 → 한국 유학생’과 ‘베트남을 찾은 한국 유학생’은 모두 공표되지 않았다.",
        ),
    ],
)
def test_a_row_is_told_in_one_sentence(x: float | None, y: float | None, english: str, korean: str):
    assert answer(row(x, y), PAIR, EN) == english
    assert answer(row(x, y), PAIR, KO) == korean


@pytest.mark.parametrize("language", [EN, KO])
def test_figures_of_grade_d_stand_side_by_side_without_a_ratio(language: Language):
    told = answer(row(4_000, 100, grade="D"), PAIR, language)
    assert "4,000" in told and "100" in told
    assert "40" not in told.replace("4,000", "")
    assert turn(row(4_000, 100, grade="D"), language) in (
        "counted too differently for a ratio",
        "집계 방식이 달라 비율을 내지 않음",
    )


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (300, 100, "3.0 to 1 toward Korea"),
        (100, 300, "3.0 to 1 toward Viet Nam"),
        (101, 100, "1.01 to 1 toward Korea"),
        (100, 100, "level"),
        (100, 0, "toward Korea only"),
        (0, 100, "toward Viet Nam only"),
        (0, 0, "no flow either way"),
        (100, None, "no comparison"),
        (None, None, "no comparison"),
    ],
)
def test_a_cell_says_who_turns_to_whom(x: float | None, y: float | None, words: str):
    assert turn(row(x, y), EN) == words


@pytest.mark.parametrize("x", [0, 1, 3, 100, 12_345])
@pytest.mark.parametrize("y", [0, 1, 3, 100, 12_345])
def test_no_sentence_shows_a_sign(x: int, y: int):
    for language in (EN, KO):
        told = answer(row(x, y), PAIR, language) + turn(row(x, y), language)
        assert "-" not in told and "−" not in told


def test_what_is_missing_is_named_by_direction_and_by_state():
    assert missing(row(1, None), EN) == "toward Viet Nam: not published"
    assert missing(row(None, 1), EN) == "toward Korea: not published"
    assert missing(row(None, None), EN) == "neither direction is published"
    assert missing(row(1, 0), EN) == ""
    never = row(1, None, toward_partner_state="not_applicable")
    assert missing(never, EN) == "toward Viet Nam: does not apply"
    absent = row(None, None, toward_korea_state="absent", toward_partner_state="absent")
    assert missing(absent, EN) == "no figure found"


def test_a_sum_over_members_says_over_how_many():
    pooled = row(30, 10, partner="ASEAN_POOLED", aggregate="pooled", members=4)
    assert "students from ASEAN (4 members) in Korea" in answer(pooled, PAIR, EN)
    assert "아세안(4개국)을 찾은 한국 유학생" in answer(pooled, PAIR, KO)


def test_partners_take_the_article_that_english_gives_them():
    assert partner_name("PHL", EN) == "the Philippines"
    assert partner_name("WLD", EN) == "all countries"
    assert partner_name("VNM", EN) == "Viet Nam"
    assert partner_name("PHL", KO) == "필리핀"


def test_persons_have_a_counter_in_korean():
    assert amount(9_100_000, "persons", KO) == "910만 명"
    assert amount(456, "persons", KO) == "456명"
    assert amount(9_100_000, "persons", EN) == "9.1 million"


def test_a_long_list_of_publishers_is_counted():
    assert named_sources(["A", "B"], EN) == "Source: A; B."
    assert named_sources(["A", "B", "C", "D"], EN) == (
        "Sources: A and 3 others, named in the table."
    )


def test_per_head_the_side_that_turns_is_the_measure():
    told = row(
        100,
        50,
        per_capita_log2_ratio=-1.0,
        population_partner=1_000_000,
        population_korea=250_000,
    )
    assert per_head(told, PAIR, EN) == (
        "Per 100,000 people of the side that turns: 10 toward Korea, 20 toward the partner "
        "(2.0 to 1 toward Viet Nam)."
    )
    assert turn_per_head(row(100, 50), EN) == per_head(row(100, 50), PAIR, EN) == ""


def members(balances: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"balance": balances, "year": 2019})


@pytest.mark.parametrize(
    ("balances", "told"),
    [
        (
            [0.5, 0.1, -0.2, math.nan],
            "in student exchange 2 of the 3 members with figures both ways turn more to Korea "
            "than Koreans turn to them (2019)",
        ),
        (
            [-0.5, -0.1, 0.2],
            "in student exchange Koreans turn more to 2 of the 3 members with figures both ways "
            "than these turn to Korea (2019)",
        ),
        (
            [0.5, 0.1],
            "in student exchange all 2 members with figures both ways turn more to Korea than "
            "Koreans turn to them (2019)",
        ),
        (
            [-0.5, -0.1, math.nan],
            "in student exchange Koreans turn more to all 2 members with figures both ways than "
            "these turn to Korea (2019)",
        ),
        ([math.nan], "in student exchange no member has figures both ways (2019)"),
    ],
)
def test_the_overview_counts_members_by_who_turns_to_whom(balances: list[float], told: str):
    assert leaning_of_members(members(balances), "students", EN) == told
