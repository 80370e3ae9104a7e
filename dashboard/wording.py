"""Sentences made from figures: who turns to whom, by how much, in which year, says who.

A row here is one row of the ``two_way`` table, a pair one row of the ``pair`` table. No sentence
shows a sign: it names the larger flow and the smaller one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Literal

import pandas as pd

from dashboard.language import Language
from dashboard.units import amount
from dashboard.view import ASEAN, ASEAN_POOLED, ASEAN_POOLED_EX_VNM
from indicators.particles import close_particles

Side = Literal["toward_korea", "toward_partner"]
SIDES: tuple[Side, Side] = ("toward_korea", "toward_partner")

#: Grades for which a ratio of the two flows is given.
COMPARABLE = ("A", "B", "C")


def is_known(value: object) -> bool:
    """Whether a figure is there: neither missing nor undefined."""
    return isinstance(value, Real) and math.isfinite(value)


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


def name_in_row(row: pd.Series, language: Language) -> str:
    """The partner of a row in a sentence; a sum over members says over how many."""
    if row["aggregate"] != "pooled":
        return partner_name(row["partner"], language)
    return language.t("ASEAN ({count} members)", count=language.number(row["members"]))


def flow(pair: pd.Series, side: Side, partner: str, language: Language) -> str:
    """What one flow is, in the words of the catalogue, with the partner by its name."""
    words = language.choose(pair[f"{side}_en"], pair[f"{side}_ko"])
    told = words.replace("{partner}", partner)
    return close_particles(told) if language.code == "ko" else told


def ratio(larger: float, smaller: float, language: Language) -> str:
    """How many of the larger flow there are for one of the smaller, with as many digits as help."""
    return _times(larger / smaller, language)


def _times(value: float, language: Language) -> str:
    if value >= 10:
        return language.short(value)
    return language.number(value, 1 if value >= 1.05 else 2)


def turn(row: pd.Series, language: Language) -> str:
    """Who turns to whom in a row, in words: for a cell of a table or a label."""
    x, y = row["toward_korea"], row["toward_partner"]
    if not (is_known(x) and is_known(y)):
        return language.t("no comparison")
    if row["grade"] not in COMPARABLE:
        return language.t("counted too differently for a ratio")
    if x == y == 0:
        return language.t("no flow either way")
    if x == y:
        return language.t("level")
    partner = name_in_row(row, language)
    if 0 in (x, y):
        return (
            language.t("toward Korea only")
            if x
            else language.t("toward {partner} only", partner=partner)
        )
    if pd.isna(row.get("ratio", 0)):
        # Shares and scores of a survey are set apart in points: the store gives them no ratio.
        apart = _points(abs(x - y), str(row["unit"]), language)
        if x > y:
            return language.t("{points} more toward Korea", points=apart)
        return language.t("{points} more toward {partner}", points=apart, partner=partner)
    times = ratio(max(x, y), min(x, y), language)
    if x > y:
        return language.t("{times} to 1 toward Korea", times=times)
    return language.t("{times} to 1 toward {partner}", times=times, partner=partner)


def _points(apart: float, unit: str, language: Language) -> str:
    number = language.short(round(apart, 6))
    if unit == "percent":
        return language.t("{number} percentage points", number=number)
    return language.t("{number} points", number=number)


def missing(row: pd.Series, language: Language) -> str:
    """Which direction is not there, and in which state."""
    states = [row[f"{side}_state"] for side in SIDES]
    if states == ["absent", "absent"]:
        return language.t("no figure found")
    if states == ["not_published", "not_published"]:
        return language.t("neither direction is published")
    partner = name_in_row(row, language)
    for side, state in zip(SIDES, states, strict=True):
        if state in ("reported", "zero"):
            continue
        applies = state != "not_applicable"
        if side == "toward_korea":
            return (
                language.t("toward Korea: not published")
                if applies
                else language.t("toward Korea: does not apply")
            )
        return (
            language.t("toward {partner}: not published", partner=partner)
            if applies
            else language.t("toward {partner}: does not apply", partner=partner)
        )
    return ""


def per_head(row: pd.Series, pair: pd.Series, language: Language) -> str:
    """The row against the populations of the sides that turn, or nothing where one is unknown."""
    if not is_known(row["per_capita_log2_ratio"]):
        return ""
    shares = {
        "korea": 100_000 * row["toward_korea"] / row["population_partner"],
        "partner": 100_000 * row["toward_partner"] / row["population_korea"],
    }
    return language.t(
        "Per 100,000 people of the side that turns: {korea} toward Korea, {partner} toward the "
        "partner ({turn}).",
        turn=turn_per_head(row, language),
        **{side: language.short(share) for side, share in shares.items()},
    )


def turn_per_head(row: pd.Series, language: Language) -> str:
    """Who turns more to whom per head of population, in words; nothing where it is unknown."""
    log = row["per_capita_log2_ratio"]
    if not is_known(log):
        return ""
    times = _times(2 ** abs(log), language)
    if log > 0:
        return language.t("{times} to 1 toward Korea", times=times)
    partner = name_in_row(row, language)
    return language.t("{times} to 1 toward {partner}", times=times, partner=partner)


def leaning_of_members(rows: pd.DataFrame, pillar: str, language: Language) -> str:
    """How many members turn more to Korea, or how many Koreans turn more to, in one pillar."""
    t = language.t
    balances = rows["balance"].dropna()
    values = {
        "pillar": pillar_name(pillar, language),
        "of": len(balances),
        "year": years_of(rows[rows["balance"].notna()] if len(balances) else rows),
    }
    if balances.empty:
        return t("in {pillar} no member has figures both ways ({year})", **values)
    toward_korea, toward_members = int((balances > 0).sum()), int((balances < 0).sum())
    if toward_korea == len(balances):
        return t(
            "in {pillar} all {of} members with figures both ways turn more to Korea than Koreans "
            "turn to them ({year})",
            **values,
        )
    if toward_members == len(balances):
        return t(
            "in {pillar} Koreans turn more to all {of} members with figures both ways than these "
            "turn to Korea ({year})",
            **values,
        )
    if toward_korea >= toward_members:
        return t(
            "in {pillar} {count} of the {of} members with figures both ways turn more to Korea "
            "than Koreans turn to them ({year})",
            count=toward_korea,
            **values,
        )
    return t(
        "in {pillar} Koreans turn more to {count} of the {of} members with figures both ways than "
        "these turn to Korea ({year})",
        count=toward_members,
        **values,
    )


def years_of(rows: pd.DataFrame) -> str:
    """The year of the rows, or the first and the last."""
    first, last = rows["year"].min(), rows["year"].max()
    return str(first) if first == last else f"{first}–{last}"


def pillar_name(pillar: str, language: Language) -> str:
    """A pillar as it stands in a sentence."""
    match pillar:
        case "tourism":
            return language.t("tourism")
        case "students":
            return language.t("student exchange")
        case _:
            raise ValueError(f"no page speaks of the pillar {pillar}")


def named_sources(publishers: Sequence[str], language: Language) -> str:
    """Who published the figures; a long list is counted, for the table names them all."""
    if len(publishers) > 3:
        return language.t(
            "Sources: {first} and {count} others, named in the table.",
            first=publishers[0],
            count=language.number(len(publishers) - 1),
        )
    return language.t("Source: {names}.", names="; ".join(publishers))


def answer(row: pd.Series, pair: pd.Series, language: Language) -> str:
    """The row as one sentence with its figures and its year."""
    x, y = row["toward_korea"], row["toward_partner"]
    partner = name_in_row(row, language)
    words = {side: flow(pair, side, partner, language) for side in SIDES}
    figures = {
        side: amount(row[side], row["unit"], language) for side in SIDES if is_known(row[side])
    }
    year = row["year"]
    if len(figures) < 2:
        return _one_side(row, words, figures, language)
    if x == y == 0:
        return language.t(
            "In {year} there were no {korea} and no {partner}.",
            year=year,
            korea=words["toward_korea"],
            partner=words["toward_partner"],
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
            year=year,
            korea=words["toward_korea"],
            partner=words["toward_partner"],
        )
    ((known, figure),) = figures.items()
    absent = SIDES[1 - SIDES.index(known)]
    return language.t(
        "In {year} there were {figure} {known}; how many {absent} is not published on this basis.",
        year=year,
        figure=figure,
        known=words[known],
        absent=words[absent],
    )
