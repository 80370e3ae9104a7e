"""The sources behind an export, one row each, with every place that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from briefing.language import Language
from briefing.model import SIDES, Column
from briefing.reference import Reference
from briefing.rows import AND, behind, each_once

_COLUMNS = (
    "publisher",
    "title",
    "published",
    "url",
    "licence",
    "used_for",
    "reliability",
    "source_id",
    "locators",
)
#: Places named for one source; the rows of the data name them all.
_PLACES = 20
_READING = ("publisher", "title", "published", "url", "licence", "used_for")


def source_columns(language: Language) -> tuple[Column, ...]:
    """The columns of ``sources_of``, with their headings."""
    return tuple(
        Column(name, language.t(f"source.{name}"), "text", reading=name in _READING)
        for name in _COLUMNS
    )


def sources_of(frame: pd.DataFrame, every: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """One row a source: publisher, title, date, address, licence, what it is used for, places.

    ``every`` holds all rows of the pair: a sum over members rests on the members' sources.
    """
    t = reference.language.t
    used: dict[str, list[str]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    for row in frame.to_dict("records"):
        parts = row
        for side in SIDES:
            label = t(f"side.{side.removeprefix('toward_')}")
            for name in _split(behind(parts, every, side, "source_id")):
                used[name].append(label)
                places[name] += _split([str(row[f"{side}_locator"])])
        population = row.get("population_source_id")
        if pd.notna(population) and population:
            used[str(population)].append(t("source.population"))
    known = reference.sources.loc[list(used)]
    found = known.assign(
        reliability=[t(f"reliability.{value}") for value in known["reliability"]],
        used_for=["; ".join(each_once(used[name])) for name in used],
        locators=[_told(each_once(places[name]), reference.language) for name in used],
    )
    return found[list(_COLUMNS)].fillna("").reset_index(drop=True)


def _split(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in text.split(AND)]


def _told(places: Sequence[str], language: Language) -> str:
    if len(places) <= _PLACES:
        return "; ".join(places)
    named = "; ".join(places[:_PLACES])
    return language.t("source.more_places", places=named, count=len(places) - _PLACES)
