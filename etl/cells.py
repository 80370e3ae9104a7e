"""Figures by their cell: what is on file, what is new, and what differs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from indicators.catalogue import Catalogue

#: Series or measure, origin or country, destination or nothing, period or year.
Cell = tuple[str, str, str, str]


@dataclass(frozen=True)
class Difference:
    """What an edition changes against the one before it, cell by cell in base units."""

    new: tuple[Cell, ...] = ()
    revised: Mapping[Cell, tuple[Decimal, Decimal]] = field(default_factory=dict)
    vanished: tuple[Cell, ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.revised or self.vanished)

    def __str__(self) -> str:
        return (
            f"{len(self.new):,} new, {len(self.revised):,} revised, {len(self.vanished):,} "
            f"vanished, {self.same:,} as before"
        )


def cell_of(row: Mapping[str, str]) -> Cell:
    """The cell of a row of flows or of denominators."""
    if "measure" in row and "country" in row:
        return row["measure"], row["country"], "", row["year"]
    return row["series"], row["origin"], row["destination"], row["period"]


def named(cell: Cell) -> str:
    """A cell in words."""
    series, origin, destination, period = cell
    place = f"{origin} → {destination}" if destination else origin
    return f"{series} {place} {period}"


def values(
    rows: Iterable[Mapping[str, str]], factors: Mapping[str, Decimal]
) -> dict[Cell, Decimal]:
    """Values in base units by cell."""
    return {
        cell_of(row): Decimal(row["value"]) * factors.get(row["unit"], Decimal(1)) for row in rows
    }


def frame_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a frame of text."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def unit_factors(catalogue: Catalogue) -> dict[str, Decimal]:
    """How many base units one of each printed unit is."""
    return {name: Decimal(repr(unit.factor)).normalize() for name, unit in catalogue.units.items()}


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a raw CSV file, or none where there is no file."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures_on_file(
    raw: Path, series: set[str], factors: Mapping[str, Decimal], leave_out: Path
) -> dict[Cell, list[Decimal]]:
    """Every figure of some series or measures in the raw files, but not those in `leave_out`.

    A year of which only the twelve months are on file stands there as their sum.
    """
    found: dict[Cell, list[Decimal]] = defaultdict(list)
    for file in sorted(raw.glob("*/**/*.csv")):
        if leave_out in file.parents:
            continue
        for row in read_rows(file):
            if row.get("series", row.get("measure")) not in series or "value" not in row:
                continue
            try:
                value = Decimal(row["value"]) * factors.get(row.get("unit", ""), Decimal(1))
            except InvalidOperation:
                continue
            found[cell_of(row)].append(value)
    months: dict[Cell, dict[str, Decimal]] = defaultdict(dict)
    for (name, origin, destination, period), listed in list(found.items()):
        if len(period) == 7:
            months[name, origin, destination, period[:4]][period] = listed[0]
    for cell, twelve in months.items():
        if len(twelve) == 12 and cell not in found:
            found[cell] = [sum(twelve.values(), Decimal(0))]
    return dict(found)


def compare(before: Mapping[Cell, Decimal], after: Mapping[Cell, Decimal]) -> Difference:
    """The difference between two editions."""
    return Difference(
        tuple(sorted(after.keys() - before.keys())),
        {
            cell: (before[cell], after[cell])
            for cell in sorted(before.keys() & after.keys())
            if before[cell] != after[cell]
        },
        tuple(sorted(before.keys() - after.keys())),
        sum(before.get(cell) == value for cell, value in after.items()),
    )
