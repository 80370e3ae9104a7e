"""Figures with their units, in sentences and over charts."""

from __future__ import annotations

from dashboard.language import Language


def amount(value: float, unit: str, language: Language) -> str:
    """A figure in a sentence, at most three significant digits, with its unit or counter."""
    number = language.short(value)
    match unit:
        case "percent":
            return language.percent(value, points=True)
        case "usd":
            return language.t("{amount} US dollars", amount=number)
        case _ if unit.startswith("score_"):
            return language.t("{score} points", score=number)
        case "persons" | "count" if language.code == "ko":
            counter = "명" if unit == "persons" else "개"
            # 456명, but 910만 명: the counter stands apart from a number that ends in a word.
            return f"{number}{counter}" if number[-1].isdecimal() else f"{number} {counter}"
        case _:
            return number


def unit_name(unit: str, language: Language) -> str:
    """The unit of a figure, as it stands after a number or at the head of an axis."""
    t = language.t
    match unit:
        case "persons":
            return t("persons")
        case "usd":
            return t("US dollars")
        case "percent":
            return t("per cent")
        case "count":
            return t("number")
        case "score_0_100":
            return t("points (0–100)")
        case "score_0_11":
            return t("points (0–11)")
        case "score_1_7":
            return t("points (1–7)")
        case "flag":
            return t("yes (1) or no (0)")
        case "hours_per_month":
            return t("hours a month")
        case _:
            return unit.replace("_", " ")
