"""How the age of a series is said: its cycle, its state, and both in one line of a card."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.language import Language
from indicators.freshness import CYCLES, age_state


def cycle_name(cadence: str, language: Language) -> str:
    """How often a publisher prints a figure."""
    t = language.t
    match cadence:
        case "day":
            return t("daily")
        case "month":
            return t("monthly")
        case "year":
            return t("yearly")
        case "two_years":
            return t("every two years")
        case "once":
            return t("once")
        case _:
            return t("without a rhythm")


def state_name(state: str, language: Language) -> str:
    """Whether a newer figure should be out."""
    t = language.t
    match state:
        case "current":
            return t("current")
        case "due":
            return t("due")
        case "behind":
            return t("behind")
        case "no_cycle":
            return t("no cycle")
        case _:
            return t("no figure")


def newest_in_words(series: pd.Series, today: datetime.date, language: Language) -> str:
    """To which day a series runs, how often it is printed, and whether it is behind on a day."""
    t = language.t
    publisher = series["publisher_ko" if language.code == "ko" else "publisher"]
    if pd.isna(series["newest"]):
        return t("{publisher}: no figure.", publisher=publisher)
    newest = pd.Timestamp(series["newest"]).date()
    days = max(0, (today - newest).days)
    state = age_state(days, days / CYCLES.get(str(series["cadence"]), float("nan")))
    values = {
        "publisher": publisher,
        "day": language.date(newest),
        "cycle": cycle_name(str(series["cadence"]), language),
    }
    if state == "no_cycle":
        return t("{publisher}: to {day}, {cycle}.", **values)
    return t(
        "{publisher}: to {day}, {cycle}; {state}.", **values, state=state_name(state, language)
    )
