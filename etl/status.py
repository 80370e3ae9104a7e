"""How old every series is against its publisher's cycle, and how the last attempts ended."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from etl.attempts import Attempt, read_attempts
from etl.register import SOURCES
from indicators.provenance import series
from indicators.store import DEFAULT_STORE

#: Days from one figure to the next, by the cadence of a series; others have no fixed cycle.
CYCLES = {"day": 1, "month": 30.4, "year": 365.25, "two_years": 730.5}
#: A publisher needs time after the period has ended: a series is due once a second cycle is over.
DUE, BEHIND = 2, 3


def read_ages(today: datetime.date, store: Path | None = None) -> pd.DataFrame:
    """One row a series: `series_id`, `publisher`, `cadence`, `newest` (the last day of its newest
    period), `days` and `cycles` since then, and `state`.

    The state is `current`, `due` (a newer figure should be out), `behind` (more than one should),
    `no cycle` where the publisher keeps none, or `empty`. A period that has not ended is 0 days
    old.
    """
    frame = series(store=store)[["series_id", "publisher", "cadence", "newest"]].copy()
    newest = pd.to_datetime(frame["newest"])
    frame["newest"] = newest.dt.strftime("%Y-%m-%d")
    frame["days"] = (pd.Timestamp(today) - newest).dt.days.clip(lower=0).astype(float)
    frame["cycles"] = frame["days"] / frame["cadence"].map(CYCLES).astype(float)
    frame["state"] = [
        _state(days, cycles)
        for days, cycles in zip(frame["days"].tolist(), frame["cycles"].tolist(), strict=True)
    ]
    return frame


def _state(days: float, cycles: float) -> str:
    if math.isnan(days):
        return "empty"
    if math.isnan(cycles):
        return "no cycle"
    return "current" if cycles < DUE else "due" if cycles < BEHIND else "behind"


def report(
    today: datetime.date | None = None, store: Path = DEFAULT_STORE, state: Path | None = None
) -> Iterator[str]:
    """Lines of a plain report: attempts first, then the series, the oldest first."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    yield "sources that can be refreshed"
    attempts = read_attempts(state or store.parent / "refresh")
    for name in dict.fromkeys([*(source.name for source in SOURCES), *attempts]):
        yield f"  {name:<22}{_attempt(attempts.get(name))}"
    ages = read_ages(today, store)
    counts = ages["state"].value_counts()
    yield ""
    yield "series: " + ", ".join(f"{count:,} {state}" for state, count in counts.items())
    ordered = ages.sort_values(["cycles", "days"], ascending=False)
    for row in ordered.to_dict("records"):
        if row["state"] == "empty":
            yield f"  {'empty':<9}{row['series_id']}: {row['publisher']}"
            continue
        cycles = "" if math.isnan(row["cycles"]) else f", {row['cycles']:.1f} cycles"
        yield (
            f"  {row['state']:<9}{row['series_id']}: to {row['newest']}, {row['days']:,.0f} days "
            f"ago{cycles} ({row['cadence']}, {row['publisher']})"
        )


def _attempt(attempt: Attempt | None) -> str:
    if attempt is None:
        return "never tried"
    day = attempt.tried[:10]
    good = attempt.good[:10]
    if attempt.ending in ("refreshed", "confirmed"):
        return f"{attempt.ending} {day}"
    since = f"; last good {good}" if good else "; never read from the publisher so far"
    return f"{attempt.ending} {day}{since}: {attempt.sentence}"
