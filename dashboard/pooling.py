"""ASEAN over time: the same members in every year, because a changing set makes false trends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from dashboard.wording import COMPARABLE, SIDES

#: Years that members must share to be added up over time.
ENOUGH_YEARS = 3

#: Kept from the members' rows, for they are the same in all of them.
_SHARED = (
    "pair_id",
    "pillar",
    "year",
    "unit",
    "caveat_en",
    "caveat_ko",
    "pandemic",
    "population_korea",
    "population_source_id",
)


def complete_members(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the largest set of members that share enough years, in the years they share.

    ``rows`` are rows of members with both directions. The set with the most members among those
    that share at least ``ENOUGH_YEARS`` years is kept, or, where none does, among those that share
    the most; of two such sets the one with more years, then the one with the larger flows.
    """
    years = {str(code): set(part["year"]) for code, part in rows.groupby("partner")}
    total = rows[list(SIDES)].sum(axis="columns")
    flow = dict(zip(zip(rows["partner"], rows["year"], strict=True), total, strict=True))

    def worth(codes: tuple[str, ...]) -> tuple[int, int, int, float]:
        shared = set.intersection(*(years[code] for code in codes))
        flows = sum(flow[code, year] for code in codes for year in shared)
        return min(len(shared), ENOUGH_YEARS), len(codes), len(shared), flows

    sets = (codes for count in range(1, len(years) + 1) for codes in combinations(years, count))
    best = max(sets, key=worth, default=())
    shared = set.intersection(*(years[code] for code in best)) if best else set()
    return rows[rows["partner"].isin(best) & rows["year"].isin(shared)]


def pool(rows: pd.DataFrame, partner: str) -> pd.DataFrame:
    """The sum over members by year, as rows of ``two_way`` under the code ``partner``.

    The indicators are those of docs/methods.md, computed from the sums. Where a member's population
    is unknown there is none for the sum. The grade is the least comparable of the members'.
    """
    pooled = [_sum(part, partner) for _, part in rows.groupby("year")]
    return pd.DataFrame(pooled, columns=rows.columns).reset_index(drop=True)


def members_with_both(
    every: pd.DataFrame, joined: pd.Series, without: Iterable[str] = ()
) -> pd.DataFrame:
    """Rows of those who were members at the start of the year, with both directions known."""
    codes = joined[joined.notna()].drop(index=list(without), errors="ignore")
    rows = every[every["partner"].isin(codes.index)]
    rows = rows[rows[list(SIDES)].notna().all(axis="columns")]
    since = pd.to_datetime(rows["partner"].map(codes))
    start_of_year = pd.to_datetime(rows["year"].astype(str) + "-01-01")
    return rows[since <= start_of_year]


def _sum(part: pd.DataFrame, partner: str) -> dict[str, object]:
    first = part.iloc[0]
    x, y = float(part["toward_korea"].sum()), float(part["toward_partner"].sum())
    people = part["population_partner"]
    population = float(people.sum()) if people.notna().all() else math.nan
    row: dict[str, object] = {name: first[name] for name in _SHARED}
    row |= {
        "partner": partner,
        "toward_korea": x,
        "toward_partner": y,
        "toward_korea_state": "reported" if x else "zero",
        "toward_partner_state": "reported" if y else "zero",
        "grade": part["grade"].max(),
        "members": len(part),
        "members_included": " ".join(sorted(part["partner"])),
        "aggregate": "pooled",
        "provisional": bool(part["provisional"].any()),
        "population_partner": population,
    }
    if row["grade"] in COMPARABLE and x + y:
        row |= _indicators(x, y, population, float(first["population_korea"]))
    return row


def _indicators(x: float, y: float, partners: float, koreans: float) -> dict[str, float]:
    balance = (x - y) / (x + y)
    found = {
        "gap": x - y,
        "balance": balance,
        "reciprocity": 1 - abs(balance),
        "parity_distance": abs(x - y),
    }
    if x and y:
        found |= {"log2_ratio": math.log2(x / y), "ratio": max(x, y) / min(x, y)}
        if partners > 0 and koreans > 0:
            found["per_capita_log2_ratio"] = math.log2((x / partners) / (y / koreans))
    return found
