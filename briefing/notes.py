"""What a reader of an export has to know: definitions, grade, caveats, gaps, what may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from briefing.choice import partners_in
from briefing.definitions import definition
from briefing.model import SIDES, Note
from briefing.reference import ASEAN, POOLED, Reference
from briefing.rows import each_once
from briefing.wording import grade_words, period

#: Reasons for missing figures named in the notes; the rows name them all.
_REASONS = 12
_YEAR_AT_END = re.compile(r"\((\d{4})년?\)$")


def subtitle_of(
    frame: pd.DataFrame,
    reference: Reference,
    partners: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
) -> str:
    """Whom the view is about and over which period: "Viet Nam, 2018–2025"."""
    t = reference.language.t
    codes = partners_in(frame) or [str(code) for code in partners or ()]
    if not codes:
        who = t("partner.every_partner")
    elif len(codes) <= 3:
        who = ", ".join(reference.partner(code) for code in codes)
    elif set(codes) <= set(reference.members()):
        who = t("partner.members", count=len(codes))
    else:
        who = t("partner.several", count=len(codes))
    if frame.empty:
        return ", ".join([who, reference.language.years(*years)] if years else [who])
    return f"{who}, {_whole_period(frame, reference)}"


def _whole_period(frame: pd.DataFrame, reference: Reference) -> str:
    language = reference.language
    if "period" in frame:
        first, last = frame["period_start"].min(), frame["period_end"].max()
    elif "month" in frame:
        ordered = frame.sort_values(["year", "month"])
        ends = ordered.iloc[[0, -1]][["year", "month"]].itertuples(index=False)
        first, last = (pd.Timestamp(int(year), int(month), 1) for year, month in ends)
    else:
        return language.years(int(frame["year"].min()), int(frame["year"].max()))
    return language.t(
        "period.between",
        first=language.month(first.year, first.month),
        last=language.month(last.year, last.month),
    )


def notes_of(
    pair: pd.Series | None,
    frame: pd.DataFrame,
    every: pd.DataFrame,
    reference: Reference,
    partners: Sequence[str] | None = None,
) -> tuple[Note, ...]:
    """Definitions, grade, caveats, how ASEAN is formed, what is missing, what may still change."""
    t = reference.language.t
    found: list[Note] = []
    if pair is not None:
        for side in SIDES:
            told = definition(side, pair, frame, every, reference)
            found.append(Note(side, t(f"note.{side}"), told))
        grades = each_once(frame["grade"]) or [pair["grade"]]
        told = " ".join(grade_words(grade, reference.language) for grade in sorted(grades, key=str))
        found.append(Note("grade", t("note.grade"), told))
        caveats = each_once(frame["caveat"]) or [reference.in_language(pair, "caveat")]
        found += [Note("caveat", t("note.caveat"), text) for text in caveats]
    else:
        letters = ("A", "B", "C", "D")
        told = " ".join(grade_words(grade, reference.language) for grade in letters)
        found.append(Note("grade", t("note.grade"), told))
    found += _formed(frame, reference, partners)
    if pair is not None:
        found += _joined_later(frame, reference)
        found += _missing_reasons(frame, reference)
        found += _unsettled(frame, reference)
    found.append(Note("empty", t("note.empty"), t("note.empty_cells")))
    return tuple(found)


def _formed(
    frame: pd.DataFrame,
    reference: Reference,
    partners: Sequence[str] | None,
) -> list[Note]:
    t = reference.language.t
    heading, notes = t("note.aggregate"), []
    there = set(frame["partner"])
    for code in POOLED:
        if code not in there:
            continue
        sets = each_once(frame.loc[frame["partner"] == code, "members_included"])
        names = ", ".join(reference.partner(name) for name in sets[0].split())
        text = t("note.pooled", names=names) if len(sets) == 1 else t("note.pooled_changing")
        notes.append(Note("aggregate", heading, text))
    if ASEAN in there and "aggregate" in frame:
        notes.append(Note("aggregate", heading, t("note.published")))
    asked = {code for code in partners or () if code in (ASEAN, *POOLED)}
    if asked and not there & {ASEAN, *POOLED}:
        notes.append(Note("aggregate", heading, t("note.no_common_members")))
    return notes


def _joined_later(frame: pd.DataFrame, reference: Reference) -> list[Note]:
    """Members in the view that had not joined ASEAN when its figures begin."""
    if "year" not in frame or frame.empty:
        return []
    first = pd.Timestamp(int(frame["year"].min()), 1, 1)
    since = pd.to_datetime(reference.countries["asean_since"])
    later = [code for code in partners_in(frame) if since.get(code, pd.NaT) > first]
    t = reference.language.t
    return [
        Note(
            "membership",
            t("note.membership"),
            t(
                "note.joined",
                name=reference.partner(code),
                date=reference.language.date(since[code].date()),
            ),
        )
        for code in later
    ]


def _missing_reasons(frame: pd.DataFrame, reference: Reference) -> list[Note]:
    reasons = _alike_together(_years_together(each_once(frame["missing"]), reference))
    if not reasons:
        return []
    told = "; ".join(reasons[:_REASONS])
    if len(reasons) > _REASONS:
        told = f"{told} {reference.language.t('note.more_missing', count=len(reasons) - _REASONS)}"
    return [Note("missing", reference.language.t("note.missing"), told)]


def _years_together(reasons: Iterable[str], reference: Reference) -> list[str]:
    """Reasons that differ in their year only, as one with all its years."""
    years: dict[str, list[int]] = {}
    for text in reasons:
        found = _YEAR_AT_END.search(text)
        reason = text[: found.start()].rstrip() if found else text
        years.setdefault(reason, []).extend([int(found[1])] if found else [])
    space = " " if reference.language.code == "en" else ""
    return [
        f"{reason}{space}({', '.join(_runs(found, reference))})" if found else reason
        for reason, found in years.items()
    ]


def _alike_together(reasons: Iterable[str]) -> list[str]:
    """Flows that are missing for one reason in one period, with the reason said once."""
    flows: dict[str, list[str]] = {}
    for text in reasons:
        flow, _, reason = text.partition(": ")
        flows.setdefault(reason, []).append(flow)
    return [
        f"{', '.join(found)}: {reason}" if reason else ", ".join(found)
        for reason, found in flows.items()
    ]


def _runs(years: Iterable[int], reference: Reference) -> list[str]:
    """Years in words, those that follow each other as a run: 2012, 2016–2019."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return [reference.language.years(first, last) for first, last in runs]


def _unsettled(frame: pd.DataFrame, reference: Reference) -> list[Note]:
    t, notes = reference.language.t, []
    rows = frame[frame["provisional"].astype(bool)]
    if len(rows):
        told = _periods(rows, reference)
        text = t("note.provisional_periods", periods=told)
        notes.append(Note("provisional", t("note.provisional"), text))
    if "pandemic" in frame and frame["pandemic"].astype(bool).any():
        years = sorted({int(year) for year in frame.loc[frame["pandemic"].astype(bool), "year"]})
        told = ", ".join(_runs(years, reference))
        notes.append(Note("pandemic", t("note.pandemic"), t("note.pandemic_years", years=told)))
    return notes


def _periods(rows: pd.DataFrame, reference: Reference) -> str:
    several = rows["partner"].nunique() > 1
    records: Iterable[pd.Series] = (row for _, row in rows.iterrows())
    told = each_once(
        f"{row['partner_name']} {period(row, reference.language)}"
        if several
        else period(row, reference.language)
        for row in records
    )
    named = ", ".join(told[:_REASONS])
    if len(told) <= _REASONS:
        return named
    return f"{named} {reference.language.t('note.more_missing', count=len(told) - _REASONS)}"
