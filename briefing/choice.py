"""Which rows of a view say most: the newest of one partner, or one period of many partners."""

from __future__ import annotations

import pandas as pd

from briefing.model import SIDES
from briefing.reference import POOLED, Reference

_GROUPS = ("group", "region")
WORLD = "WLD"


def newest_row(frame: pd.DataFrame) -> pd.Series:
    """The newest row with both directions, or the newest with any figure where there is none."""
    figures = frame[list(SIDES)].notna()
    for kept in (frame[figures.all(axis="columns")], frame[figures.any(axis="columns")], frame):
        if len(kept):
            return kept.loc[period_key(kept).sort_values(kind="stable").index[-1]]
    raise ValueError("a view without rows has no newest row")


def partners_in(frame: pd.DataFrame) -> list[str]:
    """The partners of a view by code, in the order of its rows."""
    return list(dict.fromkeys(frame["partner"]))


def compared_rows(frame: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The rows of several partners that are compared: one period, countries before groups.

    The period is the newest, outside the pandemic where there is one, in which at least half as
    many partners have figures as in the best: both directions where any partner has them. Groups
    and sums stand aside where two countries or more can be compared, for they would dwarf them.
    """
    rows = _side_by_side(frame, reference)
    key = period_key(rows)
    figures = rows[list(SIDES)].notna()
    both, any_ = figures.all(axis="columns"), figures.any(axis="columns")
    counted = both if both.any() else any_
    if not counted.any():
        return rows[key == key.max()]
    counts = key[counted].value_counts()
    if "pandemic" in rows:
        calm = counts[~counts.index.isin(key[rows["pandemic"].astype(bool)])]
        counts = calm if len(calm) else counts
    newest = counts[counts * 2 >= counts.max()].index.max()
    return rows[key == newest]


def _side_by_side(frame: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Countries where there are two or more, else whatever is not the world, else all rows."""
    roles = reference.countries["role"]
    country = [code not in POOLED and roles.get(code) not in _GROUPS for code in frame["partner"]]
    countries, parts = frame[country], frame[frame["partner"] != WORLD]
    if countries["partner"].nunique() > 1:
        return countries
    return parts if parts[list(SIDES)].notna().any(axis=None) else frame


def period_key(frame: pd.DataFrame) -> pd.Series:
    """What orders the periods of the rows: of two spans with one end the longer is the newer."""
    if "period" in frame:
        days = (frame["period_end"] - frame["period_start"]).dt.days
        return frame["period_end"].dt.strftime("%Y-%m-%d") + days.astype("str").str.zfill(6)
    if "month" in frame:
        return frame["year"] * 100 + frame["month"]
    return frame["year"]
