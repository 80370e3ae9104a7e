"""One content model for every file: what a view shows, with all that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

import indicators
from briefing.answer import answer_of
from briefing.columns import digits_of, typed, view_columns
from briefing.definitions import keeper_of
from briefing.drawing import draw, draw_per_head
from briefing.language import Code, Language
from briefing.model import Export, Progress, quiet
from briefing.notes import notes_of, subtitle_of
from briefing.reference import Reference, read_reference
from briefing.rows import Aggregate, By, each_once, view_rows
from briefing.sources import source_columns, sources_of
from briefing.view import citation, described

__all__ = ["export_all", "export_of", "export_pairs", "export_rows"]


def export_of(
    pair: str,
    partners: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    language: Code = "en",
    aggregate: Aggregate = "pooled",
    store: Path | None = None,
    *,
    by: By = "year",
) -> Export:
    """A view of one pair, asked of the library: partners over years, or months with ``by``.

    ``partners`` are codes as in ``indicators.two_way``; ``ASEAN`` is the sum over members, or the
    publisher's own total, as ``aggregate`` says. Without partners every one is given but sums over
    members. Flows are in the pair's unit; a figure that is not published is missing, never zero.

    Raises UnknownNameError for a pair or partner that does not exist, StoreError without a store,
    ValueError for another language.
    """
    reference = read_reference(Language(language), store)
    rows = view_rows(pair, partners, years, aggregate, by, reference)
    return _export(rows, reference.pair(pair), reference, partners, years)


def export_rows(
    rows: pd.DataFrame,
    pair: str,
    language: Code = "en",
    store: Path | None = None,
    *,
    per_head: bool = False,
) -> Export:
    """A view of rows that a page has already drawn, in the shape of ``indicators.two_way``.

    What is written is then what is on screen. Sums over members carry ``aggregate`` 'pooled',
    ``members`` and ``members_included``. With ``per_head`` the chart draws either flow for each
    100,000 people of the side that turns; the rows hold the flows themselves beside it.
    """
    reference = read_reference(Language(language), store)
    found = reference.pair(pair)
    told = _export(rows.reset_index(drop=True), found, reference, None, None)
    if not per_head:
        return told
    return replace(told, drawing=draw_per_head(rows.reset_index(drop=True), found, reference))


def export_all(
    language: Code = "en", store: Path | None = None, progress: Progress = quiet
) -> Export:
    """Every pair, partner, year and span of the release as one table, without a chart.

    Sums over members are left out: whose they are depends on the years that are asked for.
    """
    reference = read_reference(Language(language), store)
    t = reference.language.t
    parts = []
    for place, (pair_id, pair) in enumerate(reference.pairs.iterrows()):
        title = reference.in_language(pair, "title")
        progress(place / len(reference.pairs), t("progress.pair", title=title))
        rows = view_rows(str(pair_id), None, None, "published", "year", reference)
        if len(rows):
            parts.append(described(rows, pair, reference))
    frame = pd.concat(parts, ignore_index=True)
    years = frame["year"].astype("Int64").astype("str")
    spans = frame.get("period", pd.Series(pd.NA, index=frame.index, dtype="str"))
    frame["period"] = spans.where(spans.notna(), years)
    progress(1.0, t("progress.done"))
    title, told = t("product.name"), t("answer.all_pairs")
    name = f"reciprocity-all-{reference.release.version}-{language}"
    return _of_pairs(frame, title, told, name, reference, answer=told)


def export_pairs(
    rows: pd.DataFrame,
    title: str,
    subtitle: str,
    name: str,
    language: Code = "en",
    store: Path | None = None,
) -> Export:
    """A view of rows of several pairs, as ``indicators.profiles`` gives them, in their order.

    ``name`` is the file's, without its ending. There is no chart: the pairs have units of their
    own. Raises UnknownNameError for a pair that does not exist.
    """
    reference = read_reference(Language(language), store)
    rows = rows.reset_index(drop=True)
    parts = [
        described(own, reference.pair(str(pair_id)), reference)
        for pair_id, own in rows.groupby("pair_id", sort=False)
    ]
    return _of_pairs(pd.concat(parts).sort_index(), title, subtitle, name, reference)


def _of_pairs(
    frame: pd.DataFrame,
    title: str,
    subtitle: str,
    name: str,
    reference: Reference,
    answer: str = "",
) -> Export:
    columns = view_columns(frame, reference)
    return Export(
        title=title,
        subtitle=subtitle,
        answer=answer or title,
        language=reference.language.code,
        frame=typed(frame, columns),
        columns=columns,
        notes=notes_of(None, frame, frame, reference),
        sources=sources_of(frame, frame, reference),
        source_columns=source_columns(reference.language),
        unit="",
        version=reference.release.version,
        released=reference.release.built_at.date(),
        citation=citation(title, reference),
        keeper="",
        name=name,
    )


def _export(
    rows: pd.DataFrame,
    pair: pd.Series,
    reference: Reference,
    partners: Sequence[str] | None,
    years: tuple[int, int] | None,
) -> Export:
    every = indicators.two_way(pair["pair_id"], store=reference.store)
    frame = described(rows, pair, reference, every)
    columns = view_columns(frame, reference)
    title = reference.in_language(pair, "title")
    drawing = draw(frame, pair, reference, digits_of(pair["unit"]))
    return Export(
        title=title,
        subtitle=subtitle_of(frame, reference, partners, years),
        answer=answer_of(frame, pair, reference),
        language=reference.language.code,
        frame=typed(frame, columns),
        columns=columns,
        notes=notes_of(pair, frame, every, reference, partners),
        sources=sources_of(frame, every, reference),
        source_columns=source_columns(reference.language),
        unit=reference.unit(pair["unit"]),
        version=reference.release.version,
        released=reference.release.built_at.date(),
        citation=citation(title, reference),
        keeper=keeper_of(frame, pair, every, reference),
        name=_file_name(pair["pair_id"], frame, reference),
        drawing=drawing,
    )


def _file_name(pair: str, frame: pd.DataFrame, reference: Reference) -> str:
    partners = each_once(frame["partner"])
    who = partners[0].lower() if len(partners) == 1 else f"{len(partners)}-partners"
    return f"reciprocity-{pair}-{who}-{reference.release.version}-{reference.language.code}"
