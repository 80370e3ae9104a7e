"""What is counted in either direction, and who keeps it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

import indicators
from briefing.model import SIDES, Side
from briefing.reference import Reference
from briefing.rows import behind, each_once
from briefing.wording import KNOWN, flow


def definition(
    side: Side, pair: pd.Series, frame: pd.DataFrame, every: pd.DataFrame, reference: Reference
) -> str:
    """What one direction counts, by each of its publishers, or why it has no figures."""
    each = reference.language.t("partner.each")
    words = capital(flow(pair, side, each, reference))
    names = _series_of(side, pair, frame, every, reference)
    if not names or not _has_figures(side, frame):
        reason = reference.in_language(pair, f"missing_{side}")
        return f"{words}: {reason or reference.language.t('note.not_published')}"
    told = _of_series(names, reference) + _of_items(names, side, frame, reference)
    return f"{words}. {' '.join(each_once(told))}"


def _of_series(names: Sequence[str], reference: Reference) -> list[str]:
    column = "publisher_ko" if reference.language.code == "ko" else "publisher"
    found = reference.series[reference.series.index.isin(names)]
    return [
        f"{row[column]}: {reference.in_language(row, 'definition')}" for _, row in found.iterrows()
    ]


def _of_items(
    names: Sequence[str], side: Side, frame: pd.DataFrame, reference: Reference
) -> list[str]:
    """The question of a survey, who asked it, when, and of whom."""
    items = [name for name in names if name not in reference.series.index]
    if not items:
        return []
    asked = indicators.opinion(items, store=reference.store)
    here, there = ("destination", "origin") if side == "toward_korea" else ("origin", "destination")
    asked = asked[(asked[here] == "KOR") & asked[there].isin(frame["partner"])]
    parts = ("organiser", "programme", "fieldwork", "mode", "base")
    return [
        f"{', '.join(each_once(reference.in_language(row, part) for part in parts))}: "
        f"{reference.in_language(row, 'item')}"
        for _, row in asked.iterrows()
    ]


def _has_figures(side: Side, frame: pd.DataFrame) -> bool:
    return bool(frame[f"{side}_state"].isin(KNOWN).any())


def _series_of(
    side: Side, pair: pd.Series, frame: pd.DataFrame, every: pd.DataFrame, reference: Reference
) -> list[str]:
    """The series behind one side; for months and spans, those of the pair or of its basis."""
    column = f"{side}_series_id"
    if column in frame:
        rows = frame.to_dict("records")
        return each_once(name for row in rows for name in behind(row, every, side, "series_id"))
    if len(every):
        return each_once(every[every["partner"].isin(frame["partner"])][column])
    known = reference.series
    return known.index[
        (known["basis"] == pair["basis"]) & (known["measure"] == pair["measure"])
    ].tolist()


def keeper_of(
    frame: pd.DataFrame, pair: pd.Series, every: pd.DataFrame, reference: Reference
) -> str:
    """Who is asked when a figure looks wrong, each once."""
    names = [name for side in SIDES for name in _series_of(side, pair, frame, every, reference)]
    items = [name for name in each_once(names) if name not in reference.series.index]
    found = reference.series[reference.series.index.isin(names)]
    keepers = [_keeper(row, reference) for _, row in found.iterrows()]
    if items:
        asked = indicators.opinion(items, mirrored_only=True, store=reference.store)
        keepers += asked[reference.language.column("organiser")].tolist()
    return "; ".join(each_once(keepers))


def _keeper(series: pd.Series, reference: Reference) -> str:
    return reference.in_language(series, "keeper") or str(series["keeper"])


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
