"""What a brief reads of the store: plain records, asked once for each release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

import indicators
from briefing.brief_parts import Citation, Figure, Text

Row = Mapping[str, Any]
Side = Literal["toward_korea", "toward_partner"]
SIDES: tuple[Side, Side] = ("toward_korea", "toward_partner")

#: Grades of which a ratio is given.
COMPARABLE = ("A", "B", "C")
COMPARATORS = ("JPN", "CHN", "USA")
#: Years that are neither base nor end of a change, as in `indicators.trends`.
PANDEMIC = range(2020, 2023)


def records(frame: pd.DataFrame) -> tuple[Row, ...]:
    """The rows of a frame as plain mappings; what is missing is None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return tuple({str(k): v for k, v in row.items()} for row in plain.to_dict("records"))


@dataclass(frozen=True)
class Reading:
    """One release of one store, with what every brief needs of it."""

    store: Path | None
    release: indicators.Release
    pairs: tuple[Row, ...]
    countries: Mapping[str, Row]
    publishers: Mapping[str, Text]
    sources: Mapping[str, Row]
    covered: frozenset[tuple[str, str]]

    @property
    def members(self) -> tuple[str, ...]:
        """The members of ASEAN, by code."""
        return tuple(code for code, row in self.countries.items() if row["role"] == "member")

    def name(self, code: str) -> Text:
        """A partner as it stands inside a sentence."""
        row = self.countries[code]
        return Text(row["in_sentence_en"], row["name_ko"])

    def pair(self, pair_id: str) -> Row:
        """A pair of the catalogue by its id."""
        return next(pair for pair in self.pairs if pair["pair_id"] == pair_id)

    def pairs_of(self, pillar: str) -> tuple[Row, ...]:
        """The pairs of a pillar, in the order in which pages offer them."""
        return tuple(pair for pair in self.pairs if pair["pillar"] == pillar)

    def rows(self, pair_id: str) -> tuple[Row, ...]:
        """Both directions of a pair, of every partner and year."""
        return _rows(pair_id, self.store, self.release)

    def spans(self, pair_id: str) -> tuple[Row, ...]:
        """Both directions of a pair of which figures exist for spans only."""
        return _spans(pair_id, self.store, self.release)

    def of_partner(self, pair_id: str, partner: str) -> tuple[Row, ...]:
        """The years of one partner on one pair, oldest first."""
        if (pair_id, partner) not in self.covered:
            return ()
        return tuple(row for row in self.rows(pair_id) if row["partner"] == partner)

    def flow(self, pair: Row, side: Side, partner: str) -> Text:
        """The words for one direction of a pair, with the partner by its name."""
        name = self.name(partner)
        return Text(
            pair[f"{side}_en"].replace("{partner}", name.en),
            pair[f"{side}_ko"].replace("{partner}", name.ko),
        )


def read(store: Path | None = None) -> Reading:
    """What a brief needs of the store. Raises StoreError where there is no usable store."""
    return _read(store, indicators.release(store))


@lru_cache(maxsize=2)
def _read(store: Path | None, release: indicators.Release) -> Reading:
    return Reading(
        store=store,
        release=release,
        pairs=records(indicators.pairs(store)),
        countries={row["iso3"]: row for row in records(indicators.countries(store))},
        sources={row["source_id"]: row for row in records(indicators.sources(store=store))},
        covered=frozenset(
            (row["pair_id"], row["partner"])
            for row in records(indicators.coverage(store=store))
            if row["first_year"] is not None
        ),
        publishers={
            row["series_id"]: Text(row["publisher"], row["publisher_ko"])
            for row in records(indicators.series(store=store))
        },
    )


@lru_cache(maxsize=128)
def _rows(pair_id: str, store: Path | None, release: indicators.Release) -> tuple[Row, ...]:
    return records(indicators.two_way(pair_id, store=store))


@lru_cache(maxsize=16)
def _spans(pair_id: str, store: Path | None, release: indicators.Release) -> tuple[Row, ...]:
    return records(indicators.two_way_spans(pair_id, store))


def is_both(row: Row) -> bool:
    """Whether both directions have a figure."""
    return row["toward_korea"] is not None and row["toward_partner"] is not None


def has_ratio(row: Row) -> bool:
    """Whether a ratio may be given: both directions above zero, comparable, of a countable unit."""
    return bool(
        row["grade"] in COMPARABLE
        and row.get("ratio") is not None
        and row["toward_korea"]
        and row["toward_partner"]
    )


def figure(row: Row, side: Side) -> Figure:
    """One direction of a row as a figure that can be found again."""
    span = "period" in row
    return Figure(
        value=row[side],
        unit=row["unit"],
        table="two_way_spans" if span else "two_way",
        key=(row["pair_id"], row["partner"], str(row["period" if span else "year"]), side),
    )


def status_word(row: Row, *sides: Side) -> Text:
    """A word where a figure is not final: an estimate, or provisional; else nothing."""
    found = {row.get(f"{side}_status") for side in sides or SIDES}
    if "estimate" in found:
        return Text("estimate", "추정치")
    if "provisional" in found or (not found - {None} and row["provisional"]):
        return Text("provisional", "잠정치")
    return Text("", "")


def cite(row: Row, *sides: Side, reading: Reading) -> tuple[Citation, ...]:
    """Where the directions of a row were read; nothing for a sum over members."""
    found = []
    for side in sides or SIDES:
        if row[side] is None or not row[f"{side}_source_id"]:
            continue
        found.append(
            Citation(
                source_id=row[f"{side}_source_id"],
                locator=row[f"{side}_locator"] or "",
                publisher=reading.publishers.get(row.get(f"{side}_series_id") or ""),
            )
        )
    return tuple(found)
