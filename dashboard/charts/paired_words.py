"""What paired dots say: the difference of two answers in words, and a sentence for each row."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.lettering import bold, safe, wrap
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    figure_in_words,
    is_known,
    nothing_to_draw,
    records_of,
)


def paired_dots_in_words(frame: pd.DataFrame, language: Language, *, naming: Naming) -> str:
    """What :func:`paired_dots` shows, a sentence for each row."""
    if frame.empty:
        return nothing_to_draw(language)
    told = []
    for row in records_of(frame):
        figures = "; ".join(
            f"{_named(row, side, naming)}: {figure_in_words(row, side, naming, language)}"
            for side in SIDES
        )
        told.append(f"{_title(row)}. {figures}. {difference_in_words(row, language)}.")
    return " ".join([*told, *notes_on_pairs(frame, language)])


def difference_in_words(row: Row, language: Language) -> str:
    """By how many points which side is higher, and its interval; or that it is not subtracted."""
    return "; ".join(_difference(row, language))


def _difference(row: Row, language: Language) -> list[str]:
    """The difference in words, and in a second part its interval where there is one."""
    if not has_both(row):
        return [language.t("one side only")]
    if pd.isna(row["gap"]):
        return [language.t("side by side, not subtracted")]
    gap, low, high = row["gap"], row["gap_low"], row["gap_high"]
    points = language.number(round(abs(gap), 1))
    told = (
        language.t("level")
        if gap == 0
        else (
            language.t("{points} points more toward Korea", points=points)
            if gap > 0
            else language.t(
                "{points} points more toward {partner}", points=points, partner=_name(row)
            )
        )
    )
    if pd.isna(low):
        return [told]
    if low <= 0 <= high:
        return [told, language.t("within the uncertainty of the samples")]
    first, last = (language.number(round(end, 1)) for end in sorted((abs(low), abs(high))))
    return [told, language.t("95% interval {low} to {high}", low=first, high=last)]


def words_beside(records: list[Row], language: Language) -> list[list[str]]:
    """What stands beside each row; nothing where no row is subtracted, for a note says so."""
    if all(pd.isna(row["gap"]) for row in records):
        return [[] for _ in records]
    return [_difference(row, language) for row in records]


def _named(row: Row, side: str, naming: Naming) -> str:
    return str(row.get(f"toward_{side}_words") or naming.toward(side, _name(row)))


def _title(row: Row) -> str:
    return ", ".join(str(row[part]) for part in ("label", "detail") if row[part])


def _name(row: Row) -> str:
    return str(row["partner_name"])


def has_both(row: Row) -> bool:
    """Whether both sides have a figure."""
    return all(is_known(row, side) for side in SIDES)


def notes_on_pairs(rows: pd.DataFrame, language: Language) -> list[str]:
    """What the reader of the chart needs to know beside the rows."""
    texts = []
    if rows["gap"].isna().all():
        texts.append(language.t("Both figures stand side by side and are not subtracted."))
    if rows["gap_low"].notna().any():
        texts.append(
            language.t(
                "Bar around the larger mark: 95% interval of the difference, measured from the "
                "smaller mark; drawn where the number of answers is known."
            )
        )
    if rows["grade"].notna().any():
        texts.append(language.t("Letters A to D: comparability grade of the two directions."))
    return texts


def hover_on_pair(row: Row, naming: Naming, language: Language) -> str:
    """Both answers, the difference, and the question as it was put."""
    lines = [bold(_title(row))]
    for side in SIDES:
        figure = figure_in_words(row, side, naming, language)
        lines.append(f"{safe(_named(row, side, naming))}: {bold(figure)}")
    lines.append(safe(difference_in_words(row, language)))
    if row.get("question"):
        lines += [safe(line) for line in wrap(str(row["question"]), 420)]
    return "<br>".join(lines)
