"""A row in words: who turns to whom, what is known, what the grade means. No sign is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd

from briefing.language import Language
from briefing.model import SIDES, Side
from briefing.reference import Reference
from indicators.particles import close_particles

#: A row of a frame, by the names of its columns.
Row: TypeAlias = "Mapping[Any, Any] | pd.Series"

#: Grades for which the library gives a ratio of the two flows.
COMPARABLE = ("A", "B", "C")
KNOWN = ("reported", "zero")


def is_known(row: Row, side: Side) -> bool:
    """Whether a direction has a figure: reported, or a reported zero."""
    return row[f"{side}_state"] in KNOWN


def flow(pair: pd.Series, side: Side, partner: str, reference: Reference) -> str:
    """What one flow is, in the words of the catalogue, with the partner by its name."""
    told = reference.in_language(pair, side).replace("{partner}", partner)
    return close_particles(told) if reference.language.code == "ko" else told


def amount(value: float, unit: str, language: Language) -> str:
    """A figure in a sentence with its unit, at most three significant digits for counts."""
    if unit == "flag":
        return language.t("amount.yes" if value else "amount.no")
    if unit == "percent":
        return language.t("amount.percent", number=language.short(value))
    if unit.startswith("score"):
        return language.t("amount.points", number=language.short(value))
    number = language.short(value)
    if unit == "usd":
        return language.t("amount.usd", number=number)
    if unit == "persons":
        # 456명, but 910만 명: the counter stands apart from a number that ends in a word.
        key = "persons" if number[-1].isdecimal() else "persons_after_word"
        return language.t(f"amount.{key}", number=number)
    return language.t("amount.plain", number=number)


def difference(value: float, unit: str, language: Language) -> str:
    """The distance between two figures in a sentence."""
    size = abs(value)
    if unit == "percent":
        return language.t("amount.percentage_points", number=language.short(round(size, 6)))
    return amount(round(size, 6), unit, language)


def times(ratio: float, language: Language) -> str:
    """How many of the larger flow there are for one of the smaller, with as many digits as help."""
    if ratio >= 10:
        return language.short(ratio)
    return f"{ratio:.1f}" if ratio >= 1.05 else f"{ratio:.2f}"


def turn(row: Row, reference: Reference) -> str:
    """Who turns to whom in a row, in words."""
    t = reference.language.t
    if not all(is_known(row, side) for side in SIDES):
        return t("turn.no_comparison")
    if row["unit"] == "flag":
        return t("turn.rule")
    if row["grade"] not in COMPARABLE:
        return t("turn.differently")
    if "gap" not in row:
        return t("turn.months")
    x, y = row["toward_korea"], row["toward_partner"]
    if x == y:
        return t("turn.level" if x else "turn.none")
    partner = reference.partner_in_sentence(row)
    side = "korea" if x > y else "partner"
    if pd.notna(row["ratio"]):
        told = times(row["ratio"], reference.language)
        return t(f"turn.{side}", times=told, partner=partner)
    if pd.notna(row["balance"]):
        return t(f"turn.{side}_only", partner=partner)
    apart = difference(row["gap"], row["unit"], reference.language)
    return t(f"turn.{side}_by", difference=apart, partner=partner)


def state(row: Row, side: Side, language: Language) -> str:
    """The state of one direction in words."""
    return language.t(f"state.{row[f'{side}_state']}")


def known(row: Row, reference: Reference) -> str:
    """Which figures are there, and how firm they are."""
    language = reference.language
    t = language.t
    states = [row[f"{side}_state"] for side in SIDES]
    if all(one in KNOWN for one in states):
        told = [t("known.both")]
    elif states == ["absent", "absent"]:
        told = [t("known.absent")]
    elif states == ["not_published", "not_published"]:
        told = [t("known.neither")]
    else:
        partner = reference.partner_in_sentence(row)
        told = [
            t(
                "known.korea" if side == "toward_korea" else "known.partner",
                state=state(row, side, language),
                partner=partner,
            )
            for side in SIDES
            if not is_known(row, side)
        ]
    if row["provisional"]:
        told.append(t("known.provisional"))
    if row.get("aggregate") == "pooled":
        told.append(t("known.members", count=int(row["members"])))
    return " · ".join(told)


def grade_words(grade: object, language: Language) -> str:
    """What a grade of comparability means, in one sentence."""
    return language.t(f"grade.{grade}" if isinstance(grade, str) else "grade.none")


def period(row: Row, language: Language) -> str:
    """The year, month or span of a row, as a sentence says it."""
    if isinstance(row.get("period"), str):
        first, last = (day for day in (row["period_start"], row["period_end"]))
        return language.t(
            "period.between",
            first=language.month(first.year, first.month),
            last=language.month(last.year, last.month),
        )
    if pd.notna(row.get("month")):
        return language.month(int(row["year"]), int(row["month"]))
    return language.year(int(row["year"]))
