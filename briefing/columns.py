"""The columns of an export, in their order, and the types their values take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

import pandas as pd

from briefing.language import Language
from briefing.model import SIDES, Column, Kind
from briefing.reference import Reference

#: What is on the printed page, in its order.
READING = (
    "partner_name",
    "year",
    "month",
    "period",
    "toward_korea",
    "toward_partner",
    "unit_name",
    "turn",
    "gap",
    "balance",
    "reciprocity",
    "grade",
    "known",
)

#: Facts of either direction, after the reading columns.
_SIDE_FACTS = (
    "state_words",
    "status_words",
    "publisher",
    "title",
    "published",
    "url",
    "locator",
    "licence",
    "state",
    "status",
    "source_id",
)

_NAMED: tuple[tuple[str, Kind], ...] = (
    ("pair_title", "text"),
    ("missing", "text"),
    ("grade_words", "text"),
    ("caveat", "text"),
    ("provisional", "flag"),
    ("pandemic", "flag"),
    ("ratio", "number"),
    ("log2_ratio", "number"),
    ("parity_distance", "number"),
    ("balance_low", "number"),
    ("balance_high", "number"),
    ("gap_low", "number"),
    ("gap_high", "number"),
    ("toward_korea_n", "integer"),
    ("toward_partner_n", "integer"),
    ("toward_korea_per_100k", "number"),
    ("toward_partner_per_100k", "number"),
    ("per_capita_log2_ratio", "number"),
    ("population_partner", "number"),
    ("population_korea", "number"),
    ("population_source", "text"),
    ("aggregate_words", "text"),
    ("members_named", "text"),
    ("aggregate", "text"),
    ("members", "integer"),
    ("members_of", "integer"),
    ("members_included", "text"),
    ("period_start", "date"),
    ("period_end", "date"),
    ("pair_id", "text"),
    ("pillar", "text"),
    ("partner", "text"),
    ("unit", "text"),
    ("data_version", "text"),
    ("data_built", "date"),
    ("citation", "text"),
)
_KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {
        **{name: "text" for name in READING},
        "year": "integer",
        "month": "integer",
        "toward_korea": "number",
        "toward_partner": "number",
        "gap": "number",
        "balance": "number",
        "reciprocity": "number",
        **dict(_NAMED),
    }
)

#: Left out of a view in which no row has a value for them.
_WHERE_THERE_ARE_ANY = frozenset(
    {
        *(name for name, kind in _NAMED if kind in ("number", "integer")),
        "gap",
        "balance",
        "reciprocity",
        "population_source",
        "aggregate",
        "aggregate_words",
        "members_included",
        "members_named",
        *(f"{side}_{fact}" for side in SIDES for fact in ("status", "status_words")),
    }
)
_IN_THE_UNIT = frozenset(
    {"toward_korea", "toward_partner", "gap", "parity_distance", "gap_low", "gap_high"}
)
_DIGITS = MappingProxyType(
    {
        "balance": 3,
        "reciprocity": 3,
        "balance_low": 3,
        "balance_high": 3,
        "log2_ratio": 3,
        "per_capita_log2_ratio": 3,
        "ratio": 2,
        "toward_korea_per_100k": 2,
        "toward_partner_per_100k": 2,
    }
)
#: Units shown with a decimal; all others are counts.
_WITH_DECIMAL = ("percent", "score")


def view_columns(frame: pd.DataFrame, reference: Reference) -> tuple[Column, ...]:
    """The columns of a view, in their order; what no row has is left out where it may be."""
    units = set(frame["unit"])
    return tuple(
        _column(name, units, reference)
        for name in _order()
        if name in frame
        and not (name in _WHERE_THERE_ARE_ANY and frame[name].replace("", pd.NA).isna().all())
    )


def _order() -> Iterator[str]:
    yield from READING
    for side in SIDES:
        yield from (f"{side}_{fact}" for fact in _SIDE_FACTS)
    yield from (name for name, _ in _NAMED)


def _column(name: str, units: set[str], reference: Reference) -> Column:
    unit = next(iter(units)) if len(units) == 1 else ""
    in_the_unit = name in _IN_THE_UNIT
    return Column(
        name=name,
        heading=heading(name, reference.language),
        kind=_KINDS.get(name, "text"),
        unit=reference.unit(unit) if in_the_unit and unit else "",
        digits=digits_of(unit) if in_the_unit else _DIGITS.get(name, 0),
        grouped=name not in ("year", "month"),
        reading=name in READING,
        meaning=_meaning(name, reference),
    )


def digits_of(unit: str) -> int:
    """How many decimals figures of a unit are shown with."""
    return int(unit.startswith(_WITH_DECIMAL))


def heading(name: str, language: Language) -> str:
    """What a column is called in the language."""
    for side in SIDES:
        toward = language.t(f"side.{side.removeprefix('toward_')}")
        if name == side:
            return toward
        fact = name.removeprefix(f"{side}_")
        if fact in _SIDE_FACTS:
            return f"{toward}: {language.t(f'fact.{fact}')}"
    return language.t(f"heading.{name}")


def _meaning(name: str, reference: Reference) -> str:
    if name not in reference.definitions.index:
        return ""
    found = reference.definitions.loc[name]
    told = [
        found["formula"],
        *(reference.in_language(found, part) for part in ("range", "reading")),
    ]
    return " · ".join(str(part) for part in told if part)


def typed(frame: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    """The columns named, in their order, each of one type; missing text is empty."""
    return pd.DataFrame(
        {column.name: _series(frame[column.name], column.kind) for column in columns}
    ).reset_index(drop=True)


def _series(values: pd.Series, kind: Kind) -> pd.Series:
    match kind:
        case "number":
            return values.astype("float64")
        case "integer":
            return values.astype("Int64")
        case "flag":
            return values.astype("boolean")
        case "date":
            return pd.Series([_day(value) for value in values], index=values.index, dtype=object)
        case "text":
            told = ["" if pd.isna(value) else str(value) for value in values]
            return pd.Series(told, index=values.index, dtype="str")


def _day(value: Any) -> object:
    return None if pd.isna(value) else pd.Timestamp(value).date()
