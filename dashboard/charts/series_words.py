"""One partner's two directions over time, in sentences."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dashboard.charts.marks import provisional_note
from dashboard.charts.periods import runs
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    balance_in_words,
    grade_in_words,
    known_flags,
    records_of,
    state_in_words,
    usual_state,
    why_no_balance,
)


def notes_on(rows: pd.DataFrame, naming: Naming, language: Language) -> list[str]:
    """The lines under a chart over time: directions without figures, provisional ones, grade."""
    partner = str(rows["partner_name"].iloc[0])
    records = records_of(rows)
    notes = []
    for side in SIDES:
        if not known_flags(rows, side).any():
            state = state_in_words(usual_state(rows, side), language)
            notes.append(
                language.t(
                    "{direction}: {state} in any year shown.",
                    direction=naming.toward(side, partner),
                    state=state,
                )
            )
    if "balance" in rows and rows["balance"].isna().all():
        notes.append(_no_balance(records, language))
    if rows["provisional"].any():
        notes.append(provisional_note(language))
    graded = [grade_in_words(row, language) for row in records if pd.notna(row.get("unit"))]
    notes += dict.fromkeys(text for text in graded if text)
    return notes


def series_in_words(
    rows: pd.DataFrame, periods: list[str], naming: Naming, language: Language
) -> list[str]:
    """Sentences on range, ends, peaks and gaps of each direction, and on the last balance."""
    partner = str(rows["partner_name"].iloc[0])
    sentences = [
        language.t(
            "Korea and {partner}, {first} to {last}, in {unit}.",
            partner=partner,
            first=periods[0],
            last=periods[-1],
            unit=naming.unit,
        )
    ]
    for side in SIDES:
        sentences += direction_in_words(rows, periods, side, naming.toward(side, partner), language)
    records = records_of(rows)
    balanced = [place for place, row in enumerate(records) if pd.notna(row.get("balance"))]
    if "balance" in rows and not balanced:
        sentences.append(_no_balance(records, language))
    elif balanced:
        sentences.append(
            language.t(
                "{period}: {balance}.",
                period=periods[balanced[-1]],
                balance=balance_in_words(records[balanced[-1]], partner, language),
            )
        )
    for column, message in _flags(language):
        if rows[column].any():
            sentences.append(f"{message}: {_listed(periods, rows[column])}.")
    grades = dict.fromkeys(grade_in_words(row, language) for row in records)
    return sentences + [grade for grade in grades if grade]


def reopening_in_words(rows: pd.DataFrame, language: Language) -> list[str]:
    """When the partner let travellers from Korea in again, where the rows say it."""
    days = rows["reopened"].dropna() if "reopened" in rows else rows.iloc[:0]
    if not len(days):
        return []
    return [
        language.t(
            "{partner} reopened to travellers from Korea on {date}.",
            partner=rows["partner_name"].iloc[0],
            date=f"{pd.to_datetime(days).iloc[0]:%Y-%m-%d}",
        )
    ]


def _no_balance(records: list[Row], language: Language) -> str:
    """Why no period has a balance: the reason that holds for most of those with a row."""
    present = [row for row in records if row["toward_korea_state"] != "absent"] or records
    reasons = Counter(why_no_balance(row, language) for row in present)
    return language.t("No balance is drawn: {reason}.", reason=reasons.most_common(1)[0][0])


def _flags(language: Language) -> list[tuple[str, str]]:
    return [
        ("provisional", language.t("Provisional")),
        ("pandemic", language.t("Pandemic")),
    ]


def direction_in_words(
    rows: pd.DataFrame, periods: list[str], side: str, name: str, language: Language
) -> list[str]:
    """First, last and largest figure of a direction, then the periods of each other state."""
    values = rows[f"toward_{side}"].tolist()
    known = [place for place, value in enumerate(values) if pd.notna(value)]
    sentences = []
    if known:
        first, last, peak = known[0], known[-1], max(known, key=values.__getitem__)
        sentences.append(
            language.t(
                "{direction}: {start} in {first}, {end} in {last}, at most {peak} in {when}.",
                direction=name,
                start=language.number(values[first]),
                first=periods[first],
                end=language.number(values[last]),
                last=periods[last],
                peak=language.number(values[peak]),
                when=periods[peak],
            )
        )
    states = rows[f"toward_{side}_state"]
    for state in ("zero", "not_published", "not_applicable", "absent"):
        if (states == state).any():
            sentences.append(
                language.t(
                    "{direction}, {state}: {periods}.",
                    direction=name,
                    state=state_in_words(state, language),
                    periods=_listed(periods, states == state),
                )
            )
    return sentences


def _listed(periods: list[str], flags: pd.Series) -> str:
    """The flagged periods, runs joined: 2016, 2018–2020."""
    return ", ".join(
        periods[first] if first == last else f"{periods[first]}–{periods[last]}"
        for first, last in runs(flags)
    )
