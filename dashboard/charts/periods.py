"""Time on the x axis: the full range with its gaps, bands, ticks and dates of events."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from indicators.trends import PANDEMIC

_STATES = ("toward_korea_state", "toward_partner_state")
_CONSTANT = ("partner", "partner_name", "unit", "pair_id", "reopened")


def complete_years(frame: pd.DataFrame, years: tuple[int, int] | None = None) -> pd.DataFrame:
    """One row for each year from the first to the last; a year without a row is ``absent``."""
    first, last = years or (int(frame["year"].min()), int(frame["year"].max()))
    kept = frame[frame["year"].between(first, last)]
    return _complete(kept.set_index("year"), pd.RangeIndex(first, last + 1, name="year"), frame)


def complete_months(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each month from the first to the last, with ``date`` on the first of it."""
    date = pd.to_datetime({"year": frame["year"], "month": frame["month"], "day": 1})
    every = pd.date_range(date.min(), date.max(), freq="MS", name="date")
    return _complete(frame.assign(date=date).set_index("date"), every, frame)


def _complete(indexed: pd.DataFrame, every: pd.Index, frame: pd.DataFrame) -> pd.DataFrame:
    if indexed.index.has_duplicates:
        twice = sorted({str(period) for period in indexed.index[indexed.index.duplicated()]})
        raise ValueError(f"more than one row for {', '.join(twice)}: choose one pair and partner")
    full = indexed.reindex(every).reset_index()
    for column in _STATES:
        full[column] = full[column].fillna("absent")
    for column in _CONSTANT:
        if column in full:
            full[column] = frame[column].iloc[0]
    # A period without a row is in the pandemic with its year, so that a band has no holes.
    years = full["year"] if "year" in full and full["year"].notna().all() else full["date"].dt.year
    absent = full["pandemic"].isna() & bool(frame["pandemic"].any())
    flag = full["pandemic"].astype("boolean").fillna(False).astype(bool)
    full["pandemic"] = flag | (absent & years.isin(PANDEMIC))
    full["provisional"] = full["provisional"].astype("boolean").fillna(False).astype(bool)
    return full


def runs(flags: pd.Series) -> list[tuple[int, int]]:
    """First and last place of every run of true values."""
    found: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if not flag:
            continue
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def year_ticks(first: int, last: int, most: int) -> list[int]:
    """Years to label: evenly spaced, the last one always among them."""
    for step in (1, 2, 3, 4, 5, 10, 20, 25, 50):
        if (last - first) // step + 1 <= most:
            return list(range(last, first - 1, -step))[::-1]
    return [first, last]


def place_of_date(date: str) -> float:
    """Where a date (``2019``, ``2019-11`` or ``2019-11-25``) stands on an axis of years.

    A year's figure stands at the middle of its year: 2019 runs from 2018.5 to 2019.5. Of a range
    (``2023-10/2023-12``) the start counts.
    """
    parts = [int(part) for part in date.partition("/")[0].split("-")]
    if len(parts) == 1:
        return float(parts[0])
    day = parts[2] if len(parts) > 2 else 15
    return parts[0] - 0.5 + (parts[1] - 1) / 12 + (day - 1) / 365


def spread(places: list[float], room: float, last: float | None = None) -> list[float]:
    """Places in their order, each moved right just so far that it keeps ``room`` to the one before.

    Those that would then stand beyond ``last`` are pushed back from it, keeping the same room.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, index in pairwise(order):
        moved[index] = max(places[index], moved[before] + room)
    if last is not None and order:
        moved[order[-1]] = min(moved[order[-1]], last)
        for after, index in pairwise(reversed(order)):
            moved[index] = min(moved[index], moved[after] - room)
    return moved
