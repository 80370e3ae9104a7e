"""Report where sources disagree: which figure is preferred, which others there are, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from indicators.read import conflicts


def report(store: Path | None = None) -> Iterator[str]:
    """Lines of a plain report over every conflict in the store, the widest first."""
    frame = conflicts(store=store)
    yield f"{len(frame)} figures stand beside a preferred one for the same thing"
    widest = frame["difference_percent"].abs().sort_values(ascending=False, kind="stable").index
    for row in frame.loc[widest].itertuples():
        yield (
            f"{row.series_id} {row.origin} → {row.destination} {row.period_start:%Y-%m-%d} to "
            f"{row.period_end:%Y-%m-%d}: {row.preferred_value:,.10g} ({row.preferred_source_id}) "
            f"before {row.other_value:,.10g} ({row.other_source_id}), "
            f"{row.difference_percent:+.2f} %, by {row.decided_by}: {row.reason_en}"
        )
