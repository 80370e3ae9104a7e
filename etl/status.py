"""How old every series is against its publisher's cycle, and how the last attempts ended."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from pathlib import Path

from etl.attempts import Attempt, read_attempts
from etl.register import SOURCES
from indicators.freshness import REFRESH_FOLDER, freshness
from indicators.store import DEFAULT_STORE


def report(
    today: datetime.date | None = None, store: Path = DEFAULT_STORE, state: Path | None = None
) -> Iterator[str]:
    """Lines of a plain report: attempts first, then the series, the oldest first."""
    yield "sources that can be refreshed"
    attempts = read_attempts(state or store.parent / REFRESH_FOLDER)
    for name in dict.fromkeys([*(source.name for source in SOURCES), *attempts]):
        yield f"  {name:<22}{_attempt(attempts.get(name))}"
    ages = freshness(store, today)
    counts = ages["state"].value_counts()
    yield ""
    yield "series: " + ", ".join(
        f"{count:,} {_words(str(state))}" for state, count in counts.items()
    )
    ordered = ages.sort_values(["cycles", "days"], ascending=False)
    for row in ordered.to_dict("records"):
        told = f"  {_words(row['state']):<9}{row['series_id']}"
        if row["state"] == "empty":
            yield f"{told}: {row['publisher']}"
            continue
        cycles = "" if math.isnan(row["cycles"]) else f", {row['cycles']:.1f} cycles"
        yield (
            f"{told}: to {row['newest']} ({row['status']}), {row['days']:,.0f} days "
            f"ago{cycles} ({_words(row['cadence'])}, {row['publisher']})"
        )


def _words(code: str) -> str:
    return code.replace("_", " ")


def _attempt(attempt: Attempt | None) -> str:
    if attempt is None:
        return "never tried"
    day = attempt.tried[:10]
    good = attempt.good[:10]
    if attempt.ending in ("refreshed", "confirmed"):
        return f"{attempt.ending} {day}"
    since = f"; last good {good}" if good else "; never read from the publisher so far"
    return f"{attempt.ending} {day}{since}: {attempt.sentence}"
