"""Sentences made from figures: who turns to whom, by how much, in which year, says who.

A row here is one row of the ``two_way`` table, a pair one row of the ``pair`` table. No sentence
shows a sign: it names the larger flow and the smaller one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboard.language import Language
from dashboard.view import ASEAN, ASEAN_POOLED, ASEAN_POOLED_EX_VNM

Side = Literal["toward_korea", "toward_partner"]
SIDES: tuple[Side, Side] = ("toward_korea", "toward_partner")

#: Grades for which a ratio of the two flows is given.
COMPARABLE = ("A", "B", "C")

#: Two forms of a particle as a text writes them when it does not know the word before.
_OPEN_PARTICLE = re.compile(r"(\S+?)(을|은|이|과|으로)\((를|는|가|와|로)\)|(\S+?)(를|는|가|와|로)\((을|은|이|과|으로)\)")


def is_known(value: object) -> bool:
    """Whether a figure is there: neither missing nor undefined."""
    return isinstance(value, int | float) and math.isfinite(value)


def partner_name(code: str, language: Language) -> str:
    """A partner as it stands in a sentence; ASEAN is named without saying how it is formed."""
    if code in (ASEAN, ASEAN_POOLED):
        return language.country(ASEAN)
    if code == ASEAN_POOLED_EX_VNM:
        return language.t("ASEAN without Viet Nam")
    if code == "WLD":
        return language.t("all countries")
    name = language.country(code)
    return f"the {name}" if language.code == "en" and code in ("PHL", "USA") else name


def flow(pair: pd.Series, side: Side, partner: str, language: Language) -> str:
    """What one flow is, in the words of the catalogue: students from Viet Nam in Korea."""
    words = language.choose(pair[f"{side}_en"], pair[f"{side}_ko"])
    return _close_particles(words.replace("{partner}", partner_name(partner, language)), language)


def amount(value: float, unit: str, language: Language) -> str:
    """A figure in a sentence, at most three significant digits, with its counter in Korean."""
    number = language.short(value)
    if unit != "persons" or language.code != "ko":
        return number
    # 456명, but 910만 명: the counter stands apart from a number that ends in a word.
    return f"{number}명" if number[-1].isdecimal() else f"{number} 명"


def unit_name(unit: str, language: Language) -> str:
    """The unit of a pair, as it stands after a number."""
    return language.t("persons") if unit == "persons" else unit.replace("_", " ")


def ratio(larger: float, smaller: float, language: Language) -> str:
    """How many of the larger flow there are for one of the smaller, with as many digits as help."""
    value = larger / smaller
    return language.short(value) if value >= 10 else language.number(value, 1 if value >= 1.05 else 2)


def turn(row: pd.Series, pair: pd.Series, language: Language) -> str:
    """Who turns to whom in a row, in words: for a cell of a table or a label."""
    x, y = row["toward_korea"], row["toward_partner"]
    if not (is_known(x) and is_known(y)):
        return missing(row, language)
    if row["grade"] not in COMPARABLE:
        return language.t("counted too differently for a ratio")
    if x == y == 0:
        return language.t("no flow either way")
    if x == y:
        return language.t("level")
    partner = partner_name(row["partner"], language)
    if 0 in (x, y):
        return (
            language.t("toward Korea only")
            if x
            else language.t("toward {partner} only", partner=partner)
        )
    times = ratio(max(x, y), min(x, y), language)
    if x > y:
        return language.t("{times} to 1 toward Korea", times=times)
    return language.t("{times} to 1 toward {partner}", times=times, partner=partner)


def missing(row: pd.Series, language: Language) -> str:
    """Which direction is not there, and in which state."""
    states = [row[f"{side}_state"] for side in SIDES]
    if states == ["not_published", "not_published"]:
        return language.t("neither direction is published")
    partner = partner_name(row["partner"], language)
    for side, state in zip(SIDES, states, strict=True):
        if state in ("reported", "zero"):
            continue
        applies = state != "not_applicable"
        if side == "toward_korea":
            return language.t("toward Korea: not published") if applies else language.t(
                "toward Korea: does not apply"
            )
        return (
            language.t("toward {partner}: not published", partner=partner)
            if applies
            else language.t("toward {partner}: does not apply", partner=partner)
        )
    return ""


def answer(
    row: pd.Series, pair: pd.Series, publishers: Sequence[str], language: Language
) -> str:
    """The row as one sentence, with its figures, its year and who published them."""
    sentence = _balance_sentence(row, pair, language)
    return f"{sentence} ({named_sources(publishers, language)})"


def named_sources(publishers: Sequence[str], language: Language) -> str:
    """Who published the figures; a long list is counted, for the table names them all."""
    if len(publishers) > 3:
        return language.t(
            "Sources: {first} and {count} others, named in the table",
            first=publishers[0],
            count=language.number(len(publishers) - 1),
        )
    return language.t("Source: {names}", names="; ".join(publishers))


def _balance_sentence(row: pd.Series, pair: pd.Series, language: Language) -> str:
    x, y = row["toward_korea"], row["toward_partner"]
    words = {side: flow(pair, side, row["partner"], language) for side in SIDES}
    figures = {
        side: amount(row[side], row["unit"], language) for side in SIDES if is_known(row[side])
    }
    year = row["year"]
    if len(figures) < 2:
        return _one_side(row, words, figures, language)
    if x == y == 0:
        return language.t(
            "In {year} there were no {korea} and no {partner}.",
            year=year, korea=words["toward_korea"], partner=words["toward_partner"],
        )
    larger, smaller = SIDES if x >= y else SIDES[::-1]
    values = {
        "year": year,
        "larger": words[larger],
        "smaller": words[smaller],
        "more": figures[larger],
        "fewer": figures[smaller],
    }
    if row["grade"] not in COMPARABLE:
        return language.t(
            "In {year} there were {more} {larger} and {fewer} {smaller}; the two are counted too "
            "differently for a ratio.",
            **values,
        )
    if x == y:
        return language.t("In {year} {larger} and {smaller} were level, at {more} each.", **values)
    if not row[smaller]:
        return language.t("In {year} there were {more} {larger} and no {smaller}.", **values)
    return language.t(
        "In {year} {larger} outnumbered {smaller} {times} to 1: {more} against {fewer}.",
        times=ratio(row[larger], row[smaller], language),
        **values,
    )


def _one_side(
    row: pd.Series, words: dict[Side, str], figures: dict[Side, str], language: Language
) -> str:
    year = row["year"]
    if not figures:
        return language.t(
            "For {year} neither {korea} nor {partner} are published.",
            year=year, korea=words["toward_korea"], partner=words["toward_partner"],
        )
    (known, figure), = figures.items()
    absent = SIDES[1 - SIDES.index(known)]
    return language.t(
        "In {year} there were {figure} {known}; how many {absent} is not published on this basis.",
        year=year, figure=figure, known=words[known], absent=words[absent],
    )


def _close_particles(text: str, language: Language) -> str:
    """Choose the form of a particle that a text leaves open: 베트남를(을) is 베트남을."""
    if language.code != "ko":
        return text

    def choose(match: re.Match[str]) -> str:
        word = match[1] or match[4]
        closed, open_ = (match[2], match[3]) if match[1] else (match[6], match[5])
        return language.with_particle(word, f"{closed}/{open_}")

    return _OPEN_PARTICLE.sub(choose, text)
