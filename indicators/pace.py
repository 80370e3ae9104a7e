"""The arithmetic of a target: how far, how much a year is needed, and how much there was.

Plain arithmetic on published figures, no forecast. Years 2020 to 2022 are never the base of a
pace, and neither is a year after the pandemic that still lay below 2019: from there on a rise is
recovery, so the pace is measured from 2019.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from indicators.trends import PANDEMIC

Status = Literal["met", "on_track", "behind", "missed", "not_measurable", "no_outturn_published"]

BEFORE_THE_PANDEMIC = 2019
#: How many years back the pace of the last years may begin.
LOOK_BACK = 5
#: A newest figure older than this many years says nothing on the pace of today.
STALE_AFTER = 5


@dataclass(frozen=True)
class Pace:
    """A level against its target.

    `level` is the newest yearly figure, or for a cumulative target the sum since it began;
    `needed_per_year` is missing where the target is reached or no year is left to name;
    `last_per_year` is the yearly change since `last_from` (for a cumulative target the mean of
    the yearly figures since then), missing where there is no earlier figure. With `lower_bound`
    the level is a sum that leaves members out, so that `needed_per_year` is at most as stated.
    """

    level: float
    level_year: int
    target: float
    until: int | None
    needed_per_year: float | None
    last_per_year: float | None
    last_from: int | None
    recovering: bool = False
    lower_bound: bool = False

    @property
    def remaining(self) -> float:
        """What is still missing; zero where the target is reached."""
        return max(self.target - self.level, 0.0)


def measure_pace(
    levels: Mapping[int, float],
    target: float,
    until: int | None,
    cumulative_from: int | None = None,
) -> Pace:
    """Pace needed from the newest figure to the year `until`, against that of the last years.

    `levels` maps years to figures. With `cumulative_from` the figures of that year and later are
    added up toward the target. Raises ValueError without any figure.

    >>> measure_pace({2019: 100, 2024: 150}, 210, 2027).needed_per_year
    20.0
    """
    counted = {
        year: value
        for year, value in sorted(levels.items())
        if cumulative_from is None or year >= cumulative_from
    }
    if not counted:
        raise ValueError("a pace needs at least one figure")
    newest = max(counted)
    if cumulative_from is None:
        level = counted[newest]
        base, recovering = _base(counted)
        last = None if base is None else (level - counted[base]) / (newest - base)
    else:
        level = sum(counted.values())
        recent = [year for year in counted if newest - LOOK_BACK < year and year not in PANDEMIC]
        base, recovering = (min(recent), False) if recent else (None, False)
        last = sum(counted[year] for year in recent) / len(recent) if recent else None
    open_years = until is not None and until > newest and level < target
    needed = (target - level) / (until - newest) if open_years and until is not None else None
    return Pace(level, newest, target, until, needed, last, base, recovering)


def _base(levels: Mapping[int, float]) -> tuple[int | None, bool]:
    """The earliest usable year of the last five before the newest; 2019 while still recovering."""
    newest = max(levels)
    usable = [
        year
        for year in sorted(levels)
        if newest - LOOK_BACK <= year < newest and year not in PANDEMIC
    ]
    before = levels.get(BEFORE_THE_PANDEMIC)
    if usable and usable[0] > PANDEMIC[-1] and before is not None and levels[usable[0]] < before:
        return BEFORE_THE_PANDEMIC, True
    return (usable[0], False) if usable else (None, False)


def judge(
    levels: Mapping[int, float],
    target: float,
    deadline: datetime.date | None,
    today: datetime.date,
    announced: int | None = None,
    cumulative_from: int | None = None,
    lower_bounds: Mapping[int, float] | None = None,
) -> Status:
    """The status of a measurable target by rule, in this order.

    met: a figure since the announcement, and not after the deadline, reaches the target.
    missed: the deadline has passed, a figure for its year or later exists, none reached it.
    not_measurable: no deadline is stated, or there is no earlier figure to measure a pace with.
    no_outturn_published: no complete figure, none of the last five years, or the deadline has
    passed and there is none for its year or later.
    on_track or behind: the pace of the last years against the pace needed; behind too where the
    figure for the year of the deadline is there and lies below the target.

    `lower_bounds` are sums that leave members out: they can show that a target is met, never that
    it is missed or behind. A cumulative sum over years of which one has no figure is one too.
    """
    first = cumulative_from if cumulative_from is not None else announced
    last = deadline.year if deadline else None
    known = _between(levels, first, last)
    if cumulative_from is None:
        bounds = _between(lower_bounds or {}, first, last)
        reached = any(value >= target for value in (*known.values(), *bounds.values()))
    else:
        reached = sum(known.values()) >= target
        counted = _between(levels, first, None)
        if counted.keys() != set(range(cumulative_from, max(counted, default=0) + 1)):
            levels = {}
    if reached:
        return "met"
    if deadline is None and (levels or lower_bounds):
        return "not_measurable"
    if deadline is None or not levels:
        return "no_outturn_published"
    if max(levels) >= deadline.year:
        return "missed" if today > deadline else "behind"
    if today > deadline or today.year - max(levels) > STALE_AFTER:
        return "no_outturn_published"
    pace = measure_pace(levels, target, deadline.year, cumulative_from)
    if pace.last_per_year is None or pace.needed_per_year is None:
        return "not_measurable"
    return "on_track" if pace.last_per_year >= pace.needed_per_year else "behind"


def _between(levels: Mapping[int, float], first: int | None, last: int | None) -> dict[int, float]:
    return {
        year: value
        for year, value in levels.items()
        if (first is None or year >= first) and (last is None or year <= last)
    }
