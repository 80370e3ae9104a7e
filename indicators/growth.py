"""The fastest growth that ever happened on one side of a pair, in one and the same series."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from indicators.store import ask
from indicators.trends import PANDEMIC

#: The span over which growth is compared.
SPAN = 5


@dataclass(frozen=True)
class BestGrowth:
    """The fastest five years: from, to, the two figures, and the growth in percent a year."""

    from_year: int
    to_year: int
    from_value: float
    to_value: float
    percent_a_year: float
    series: str


def best_growth(
    pair: str, partner: str, side: str, base_year: int, store: Path | None = None
) -> BestGrowth | None:
    """The best five-year growth of one direction, or None where no such five years exist.

    Same series only (for a sum over members: the members of `base_year`, each in one series);
    2020–2022 are neither base nor end; a window cannot start from zero.
    """
    frame = _figures(pair, partner, side, base_year, store)
    best: BestGrowth | None = None
    for series, part in frame.groupby("series", sort=True):
        values = dict(zip(part["year"].tolist(), part["value"].tolist(), strict=True))
        for year, start in values.items():
            end = values.get(year + SPAN)
            if end is None or not start > 0 or year in PANDEMIC or year + SPAN in PANDEMIC:
                continue
            growth = 100 * ((end / start) ** (1 / SPAN) - 1)
            if best is None or growth > best.percent_a_year:
                best = BestGrowth(year, year + SPAN, start, end, growth, str(series))
    return best


def _figures(
    pair: str, partner: str, side: str, base_year: int, store: Path | None
) -> pd.DataFrame:
    """Every yearly figure of the side: year, value, series."""
    members = ask(
        "select members_included from two_way where pair_id = ? and partner = ? and year = ? "
        "and aggregate = 'pooled'",
        [pair, partner, base_year],
        store,
    )
    included = [partner] if members.empty else str(members["members_included"].iloc[0]).split(" ")
    frame = ask(
        """
        select a.year, partner_of(a.origin, a.destination) as member, a.value,
            a.series_id as series
        from annual a
        join pair_side s using (series_id)
        join pair p using (pair_id)
        where s.pair_id = $pair and s.side = $side
            and side_of(p.flow, a.origin, a.destination) = $side
            and list_contains($members, partner_of(a.origin, a.destination))
        order by a.year, member, series
        """,
        {"pair": pair, "side": side, "members": included},
        store,
    )
    if members.empty:
        return frame[["year", "value", "series"]]
    # Each member in the series it has in the base year; a year counts where all are there.
    chosen = frame[frame["year"] == base_year].drop_duplicates("member").set_index("member")
    kept = frame[frame["series"] == frame["member"].map(chosen["series"])]
    whole = kept.groupby("year").filter(lambda part: part["member"].nunique() == len(included))
    summed = whole.groupby("year", as_index=False)["value"].sum()
    return summed.assign(series=" ".join(sorted(set(chosen["series"]))))
