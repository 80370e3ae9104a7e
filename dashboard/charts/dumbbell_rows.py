"""The rows of a dumbbell chart: which are drawn, in what order, and what each says."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    figure_in_words,
    is_known,
    records_of,
    state_in_words,
    why_no_balance,
)

Wording = str | Callable[[str, str], str]

#: Below this ratio the two directions are called almost equal rather than "1 times as many".
_ALMOST = 1.05


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with a figure in at least one direction, in the order in which they are drawn.

    First those with a ratio, by log ratio; a reported zero stands at the end it points to. Then
    those without one, largest figure first.
    """
    records = records_of(frame)
    known = frame[[any(is_known(row, side) for side in SIDES) for row in records]]
    keys = [_order(row) for row in records_of(known)]
    order = sorted(range(len(known)), key=keys.__getitem__)
    return known.iloc[order].reset_index(drop=True)


def _order(row: Row) -> tuple[int, float, str]:
    name = str(row["partner_name"])
    if pd.notna(row["log2_ratio"]):
        return 0, -row["log2_ratio"], name
    if pd.notna(row["balance"]):
        return 0, float("-inf") if row["balance"] > 0 else float("inf"), name
    largest = max((row[f"toward_{side}"] for side in SIDES if is_known(row, side)), default=0)
    return 1, -largest, name


def apart(row: Row) -> str:
    """Which of the two marks is further right: ``korea``, ``partner``, or ``one`` mark only."""
    if not all(is_known(row, side) for side in SIDES):
        return "one"
    return "korea" if row["toward_korea"] >= row["toward_partner"] else "partner"


def row_in_words(
    row: Row,
    naming: Naming,
    language: Language,
    more_korea: Wording | None,
    more_partner: Wording | None,
) -> str:
    """The ratio of a row in words, or why there is none."""
    partner = str(row["partner_name"])
    for side in SIDES:
        if not is_known(row, side):
            return language.t(
                "{direction}: {state}",
                direction=naming.toward(side, partner),
                state=state_in_words(row[f"toward_{side}_state"], language),
            )
    if pd.notna(row["log2_ratio"]):
        return _ratio(row, partner, language, more_korea, more_partner)
    if pd.notna(row["balance"]):
        zero = "partner" if row["balance"] > 0 else "korea"
        return language.t("One way; {direction}: 0", direction=naming.toward(zero, partner))
    return language.t("No ratio: {reason}", reason=why_no_balance(row, language))


def _ratio(
    row: Row,
    partner: str,
    language: Language,
    more_korea: Wording | None,
    more_partner: Wording | None,
) -> str:
    larger, smaller = row["toward_korea"], row["toward_partner"]
    wording = more_korea or language.t("{ratio} times as many toward Korea")
    if larger < smaller:
        larger, smaller = smaller, larger
        wording = more_partner or language.t("{ratio} times as many toward the partner")
    if larger == smaller:
        return language.t("Equal")
    if larger / smaller < _ALMOST:
        return language.t("Almost equal")
    ratio = language.short(larger / smaller)
    if callable(wording):
        return wording(ratio, partner)
    return wording.replace("{ratio}", ratio).replace("{partner}", partner)


def sentence(
    row: Row,
    naming: Naming,
    language: Language,
    more_korea: Wording | None,
    more_partner: Wording | None,
) -> str:
    """A row of the chart as a sentence: both directions, the ratio or its absence, the grade."""
    partner = str(row["partner_name"])
    flows = "; ".join(
        language.t(
            "{direction}: {state}",
            direction=naming.toward(side, partner),
            state=figure_in_words(row, side, naming, language),
        )
        for side in SIDES
    )
    parts = [f"{partner}. {flows}."]
    if all(is_known(row, side) for side in SIDES):
        parts.append(f"{row_in_words(row, naming, language, more_korea, more_partner)}.")
    if pd.notna(row["grade"]):
        parts.append(language.t("Comparability grade {grade}.", grade=row["grade"]))
    return " ".join(parts)


def left_out(frame: pd.DataFrame, language: Language) -> list[str]:
    """Partners without a figure in either direction, by name, with the reason."""
    reasons: dict[str, list[str]] = {}
    for row in records_of(frame):
        if not any(is_known(row, side) for side in SIDES):
            reasons.setdefault(why_no_balance(row, language), []).append(row["partner_name"])
    return [
        language.t(
            "Without a mark, {reason}: {partners}.", reason=reason, partners=", ".join(partners)
        )
        for reason, partners in reasons.items()
    ]
