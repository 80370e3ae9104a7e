"""The table the National Assembly asks for: the last years, every member, both directions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

import indicators
from briefing.cells import wrap
from briefing.columns import digits_of, heading, typed
from briefing.definitions import keeper_of
from briefing.drawing import draw
from briefing.language import Code, Language
from briefing.model import SIDES, Column, Export
from briefing.notes import notes_of
from briefing.reference import Reference, read_reference
from briefing.rows import AND, FACTS, each_once, view_rows
from briefing.source_line import source_line, version_line
from briefing.sources import source_columns, sources_of
from briefing.view import PER_HEAD, citation, described

#: Years the Assembly asks for.
YEARS = 5
#: Narrow characters of a line below the table; longer ones are broken.
_LINE = 180


def export_assembly(
    pair: str,
    language: Code = "ko",
    last_year: int | None = None,
    store: Path | None = None,
    *,
    span: int = YEARS,
) -> Export:
    """One row a member of ASEAN, two columns a year: toward Korea and toward the partner.

    The years are the ``span`` up to ``last_year``, by default the newest with a figure of any
    member. The period stands in the title, the unit above the table and the sources below it; a
    figure that is not published is empty, with the reason in its row. All present members have a
    row, whether or not they had joined at the time (the notes say who had not).

    Raises UnknownNameError for a pair that does not exist, ValueError for one without years.
    """
    reference = read_reference(Language(language), store)
    found = reference.pair(pair)
    if found["spans"]:
        raise ValueError(f"the pair '{pair}' has figures for spans, not for years")
    members = reference.members()
    every = indicators.two_way(pair, store=reference.store)
    years = _years(every[every["partner"].isin(members)], last_year, span)
    asked = (years[0], years[-1])
    rows = view_rows(pair, members, asked, "published", "year", reference)
    frame = described(rows, found, reference, every)
    # The table sets no flow against a population.
    frame = frame.drop(columns=[name for name in PER_HEAD if name in frame])
    columns = _columns(years, found, reference)
    wide = pd.DataFrame([_member(code, frame, years, found, reference) for code in members])
    title = reference.language.t(
        "answer.assembly",
        title=reference.in_language(found, "title"),
        first=years[0],
        last=years[-1],
        span=len(years),
    )
    whom = reference.language.t("answer.assembly_partners", count=len(members))
    notes = notes_of(found, frame, every, reference, members)
    told = Export(
        title=title,
        subtitle=whom,
        answer=f"{title}: {whom}",
        language=language,
        frame=typed(wide, columns),
        columns=columns,
        notes=notes,
        sources=sources_of(frame, every, reference),
        source_columns=source_columns(reference.language),
        unit=reference.unit(found["unit"]),
        version=reference.release.version,
        released=reference.release.built_at.date(),
        citation=citation(title, reference),
        keeper=keeper_of(frame, found, every, reference),
        name=f"reciprocity-{pair}-assembly-{years[0]}-{years[-1]}-{language}",
        drawing=draw(frame, found, reference, digits_of(found["unit"])),
    )
    return _with_lines(told, _without_rows(frame, wide))


def _without_rows(frame: pd.DataFrame, wide: pd.DataFrame) -> list[str]:
    """Members of which no figure stands in the table at all, with the reason said once."""
    names: dict[str, list[str]] = {}
    for row in wide[~wide["partner"].isin(frame["partner"])].to_dict("records"):
        names.setdefault(row["missing"], []).append(row["member_name"])
    return [f"{', '.join(found)}: {reason}" for reason, found in names.items()]


def _years(rows: pd.DataFrame, last_year: int | None, span: int) -> list[int]:
    figures = rows[rows[list(SIDES)].notna().any(axis="columns")]
    if last_year is None and figures.empty:
        raise ValueError("no member of ASEAN has a figure for this pair")
    last = int(figures["year"].max()) if last_year is None else last_year
    return list(range(last - span + 1, last + 1))


def _member(
    code: str, frame: pd.DataFrame, years: list[int], pair: pd.Series, reference: Reference
) -> dict[str, Any]:
    """The row of one member: its figures by year, and what stands behind them."""
    rows = frame[frame["partner"] == code]
    by_year = {row["year"]: row for row in rows.to_dict("records")}
    figures = {
        f"{side}_{year}": by_year.get(year, {}).get(side) for year in years for side in SIDES
    }
    facts = {
        f"{side}_{fact}": AND.join(
            each_once(part for text in rows[f"{side}_{fact}"] for part in text.split(AND))
        )
        for side in SIDES
        for fact in (*FACTS, "locator", "source_id")
    }
    unsettled = rows.loc[rows["provisional"].astype(bool), "year"]
    grades = each_once(rows["grade"])
    return {
        "member_name": reference.partner(code),
        **figures,
        "grade": ", ".join(grades) or pair["grade"],
        "unit_name": reference.unit(pair["unit"]),
        "missing": _reasons(code, rows, years, pair, reference),
        "provisional_years": ", ".join(str(year) for year in unsettled),
        **{name: AND.join(each_once(rows[name])) for name in ("grade_words", "caveat")},
        **facts,
        "pair_title": reference.in_language(pair, "title"),
        "pair_id": pair["pair_id"],
        "partner": code,
        "unit": pair["unit"],
        "data_version": reference.release.version,
        "data_built": reference.release.built_at.date(),
        "citation": citation(reference.in_language(pair, "title"), reference),
    }


def _reasons(
    code: str, rows: pd.DataFrame, years: list[int], pair: pd.Series, reference: Reference
) -> str:
    """Why figures of a member are missing; years without any row say so."""
    told = each_once(rows["missing"])
    absent = [year for year in years if year not in set(rows["year"])]
    if absent and len(absent) < len(years):
        names = ", ".join(str(year) for year in absent)
        told.append(f"{reference.language.t('known.absent')} ({names})")
    if absent and len(absent) == len(years):
        known = indicators.coverage(pair["pair_id"], reference.store).set_index("partner")
        reason = known[reference.language.column("reason_missing")].get(code)
        told.append(str(reason) if pd.notna(reason) else reference.language.t("known.absent"))
    return "; ".join(told)


def _columns(years: list[int], pair: pd.Series, reference: Reference) -> tuple[Column, ...]:
    language = reference.language
    flows = [
        Column(
            f"{side}_{year}",
            f"{year} {heading(side, language)}",
            "number",
            unit=reference.unit(pair["unit"]),
            digits=digits_of(pair["unit"]),
            reading=True,
        )
        for year in years
        for side in SIDES
    ]
    behind = [
        *("unit_name", "missing", "provisional_years", "grade_words", "caveat"),
        *(f"{side}_{fact}" for side in SIDES for fact in (*FACTS, "locator", "source_id")),
        *("pair_title", "pair_id", "partner", "unit", "data_version"),
    ]
    return (
        Column("member_name", heading("member_name", language), "text", reading=True),
        *flows,
        Column("grade", heading("grade", language), "text", reading=True),
        *(Column(name, heading(name, language), "text") for name in behind),
        Column("data_built", heading("data_built", language), "date"),
        Column("citation", heading("citation", language), "text"),
    )


def _with_lines(export: Export, absent: list[str]) -> Export:
    """The export with its title and unit above the table, and its notes and sources below."""
    t = Language(export.language).t
    sides = [f"{note.heading}: {note.text}" for note in export.notes_of(*SIDES)]
    kinds = ("grade", "caveat", "membership", "missing", "provisional", "empty")
    notes = [f"{note.heading}: {note.text}" for note in export.notes_of(*kinds)]
    sources = source_line(export, named=len(export.sources))
    keeper = f"{t('meta.keeper')}: {export.keeper}" if export.keeper else ""
    below = [*sides, *notes, *absent, sources, keeper, version_line(export)]
    return replace(
        export,
        head=(export.title, f"{export.subtitle} · {t('print.unit', unit=export.unit)}"),
        foot=tuple(line for text in below if text for line in wrap(text, _LINE)),
    )
