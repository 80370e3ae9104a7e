"""Is the relation growing more balanced? The slope of |balance|, robust and with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from indicators.aggregate import aggregate
from indicators.read import two_way

Verdict = Literal["converging", "diverging", "no_clear_trend", "too_few_years", "not_comparable"]

PANDEMIC = range(2020, 2023)
FEWEST_YEARS = 5


@dataclass(frozen=True)
class Trend:
    """The slope of |balance| a year, with its 95 % interval, and what it says in one word."""

    pair: str
    partner: str
    years: tuple[int, ...]
    excluded: tuple[int, ...]
    slope: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    members_included: str = ""


def trend(
    pair: str,
    partner: str,
    years: tuple[int, int] | None = None,
    with_pandemic_years: bool = False,
    store: Path | None = None,
) -> Trend:
    """Whether the two directions of a pair converge or diverge for one partner.

    The Theil–Sen slope of |balance| over the chosen years with its 95 % interval (Sen 1968), at
    least five comparable years; 2020 to 2022 are left out unless asked for. 'converging' where
    the whole interval lies below zero, 'diverging' where it lies above. For ASEAN_POOLED the
    members that have both directions throughout are used, and named.

    Grade D, and units of which a ratio means nothing, give 'not_comparable' and no slope.
    Raises UnknownNameError for an unknown pair or partner.
    """
    members = ""
    if partner == "ASEAN_POOLED":
        frame = aggregate(
            pair,
            years=years,
            constant_members=True,
            without_years=() if with_pandemic_years else PANDEMIC,
            store=store,
        )
        members = frame["members_included"].iloc[0] if len(frame) else ""
    else:
        frame = two_way(pair, [partner], years, store=store)
    both = frame[frame["toward_korea"].notna() & frame["toward_partner"].notna()]
    comparable = both[both["balance"].notna()]
    inside = comparable["year"].isin(PANDEMIC)
    used = comparable if with_pandemic_years else comparable[~inside]
    excluded = () if with_pandemic_years else tuple(int(y) for y in comparable["year"][inside])
    seen = tuple(int(year) for year in used["year"])
    if len(both) and comparable.empty and (both["toward_korea"] + both["toward_partner"]).any():
        return Trend(pair, partner, seen, excluded, None, None, None, "not_comparable", members)
    if len(used) < FEWEST_YEARS:
        return Trend(pair, partner, seen, excluded, None, None, None, "too_few_years", members)
    slope, low, high = theil_sen(seen, used["balance"].abs().tolist())
    verdict: Verdict = "no_clear_trend"
    if high < 0:
        verdict = "converging"
    elif low > 0:
        verdict = "diverging"
    return Trend(pair, partner, seen, excluded, slope, low, high, verdict, members)


def theil_sen(x: Sequence[float], y: Sequence[float]) -> tuple[float, float, float]:
    """Median of all pairwise slopes, with the 95 % interval of Sen (1968), ties allowed for.

    Raises ValueError for fewer than two different x.

    >>> theil_sen([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])
    (2.0, 2.0, 2.0)
    """
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    first, second = np.triu_indices(len(xs), k=1)
    run = xs[second] - xs[first]
    if not np.any(run):
        raise ValueError("a slope needs at least two different years")
    slopes = np.sort((ys[second] - ys[first])[run != 0] / run[run != 0])
    n = len(xs)
    ties = sum(
        int(count) * (int(count) - 1) * (2 * int(count) + 5)
        for values in (xs, ys)
        for count in np.unique(values, return_counts=True)[1]
    )
    spread = 1.959963984540054 * math.sqrt((n * (n - 1) * (2 * n + 5) - ties) / 18)
    last = len(slopes) - 1
    upper = min(round((len(slopes) + spread) / 2), last)
    lower = max(round((len(slopes) - spread) / 2) - 1, 0)
    return float(np.median(slopes)), float(slopes[lower]), float(slopes[upper])
