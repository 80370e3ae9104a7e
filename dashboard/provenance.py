"""Where the figures of a row come from: joined once, used by table, chart, card and download."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.language import Language
from dashboard.wording import SIDES, Side, name_in_row

#: What a row says of the source of each side.
FACTS = ("publisher", "title", "url", "published", "licence")
#: Between the sources of a sum over members.
AND = " | "


def with_sources(
    rows: pd.DataFrame, every: pd.DataFrame, sources: pd.DataFrame, language: Language
) -> pd.DataFrame:
    """The rows with the name of the partner and, for each side, what its source is.

    ``every`` holds all rows of the pair: a sum over members takes the sources of the members'
    own rows of that year. Adds ``partner_name`` and ``toward_*_publisher``, ``…_title``, ``…_url``,
    ``…_published`` and ``…_licence``, several sources joined by `` | ``, and ``population_source``.
    """
    described = rows.copy()
    described["partner_name"] = [name_in_row(row, language) for _, row in rows.iterrows()]
    for side in SIDES:
        used = [source_ids(row, side, every) for _, row in rows.iterrows()]
        for fact in FACTS:
            described[f"{side}_{fact}"] = [AND.join(_facts(ids, sources, fact)) for ids in used]
        described[f"{side}_locator"] = [
            AND.join(locators(row, side, every)) for _, row in rows.iterrows()
        ]
    described["population_source"] = [
        AND.join(_facts([source], sources, "publisher")) if pd.notna(source) else ""
        for source in rows["population_source_id"]
    ]
    return described


def with_reopening(rows: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The rows with the day ``reopened``, on which the partner let travellers in again, if known.

    Korea is the only traveller meant, and only rows on tourism have use for it.
    """
    days = {
        code: day
        for codes, day in zip(events["reopens"], events["date_start"], strict=True)
        for code in codes
    }
    return rows.assign(reopened=rows["partner"].map(days).where(rows["pillar"] == "tourism"))


def members_of(row: pd.Series, every: pd.DataFrame) -> pd.DataFrame:
    """The rows a row is the sum of; for any other row, the row itself."""
    if row["aggregate"] != "pooled":
        return row.to_frame().T
    codes = str(row["members_included"]).split()
    return every[(every["year"] == row["year"]) & every["partner"].isin(codes)]


def source_ids(row: pd.Series, side: Side, every: pd.DataFrame) -> list[str]:
    """The sources of one side of a row, each once, in the order of the members."""
    return _each_once(members_of(row, every)[f"{side}_source_id"])


def locators(row: pd.Series, side: Side, every: pd.DataFrame) -> list[str]:
    """Where in its sources the figure of one side stands."""
    return _each_once(members_of(row, every)[f"{side}_locator"])


def sources_of(rows: pd.DataFrame, every: pd.DataFrame) -> list[str]:
    """Every source behind the rows, each once."""
    return _each_once(
        source
        for _, row in rows.iterrows()
        for side in SIDES
        for source in source_ids(row, side, every)
    )


def series_of(rows: pd.DataFrame, every: pd.DataFrame, side: Side) -> list[str]:
    """Every series behind one side of the rows, each once."""
    return _each_once(
        series
        for _, row in rows.iterrows()
        for series in members_of(row, every)[f"{side}_series_id"]
    )


def publishers_of(
    rows: pd.DataFrame, every: pd.DataFrame, series: pd.DataFrame, language: Language
) -> list[str]:
    """Who published the figures of the rows, each once, Korea's side first."""
    ids = [name for side in SIDES for name in series_of(rows, every, side)]
    column = "publisher_ko" if language.code == "ko" else "publisher"
    return _each_once(series.loc[name, column] for name in ids)


def _facts(ids: Iterable[str], sources: pd.DataFrame, fact: str) -> list[str]:
    return _each_once(sources.loc[source, fact] for source in ids)


def _each_once(values: Iterable[Any]) -> list[str]:
    known = (str(value) for value in values if pd.notna(value) and value != "")
    return list(dict.fromkeys(known))
