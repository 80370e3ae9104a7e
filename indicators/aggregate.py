"""ASEAN as one: a publisher's own total, or the sum over members, always with who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from indicators.errors import UnknownNameError
from indicators.formulas import compute_indicators
from indicators.provenance import countries
from indicators.read import pairs, two_way

#: What is reported of an aggregate, in this order.
COLUMNS = (
    "pair_id",
    "aggregate",
    "year",
    "toward_korea",
    "toward_partner",
    "unit",
    "grade",
    "members",
    "members_of",
    "members_included",
    "provisional",
)
RATIOS = ("balance", "reciprocity", "log2_ratio", "ratio")


def aggregate(
    pair: str,
    kind: str = "pooled",
    years: tuple[int, int] | None = None,
    constant_members: bool = False,
    without: Iterable[str] = (),
    without_years: Iterable[int] = (),
    store: Path | None = None,
) -> pd.DataFrame:
    """ASEAN and Korea by year on one pair.

    `kind` is 'published' (the source's own total) or 'pooled' (the sum over the members with both
    directions in that year). With `constant_members`, only members that have both directions in
    every year of the result are summed, so that the set does not change along the line. `without`
    takes members out (Viet Nam alone can carry the total); `without_years` takes years out before
    members are chosen.

    Returns one row a year: both flows, the indicators, `members` (how many), `members_of` (how
    many ASEAN had on 1 January of that year: 10, or 11 from 2026, since Timor-Leste joined on
    2025-10-26) and `members_included` (which, as codes). No row for a year without a figure; no
    ratio for grade D or units of which a ratio means nothing.

    Raises UnknownNameError for an unknown pair, kind or member.
    """
    if kind not in ("published", "pooled"):
        raise UnknownNameError("aggregate", kind, ("published", "pooled"))
    named = countries(store=store)
    members = named[named["asean_since"].notna()].set_index("iso3")["asean_since"]
    for member in without:
        if member not in members.index:
            raise UnknownNameError("member", member, members.index)
    if kind == "published":
        found = _published(pair, years, store)
        found = found[~found["year"].isin(set(without_years))].reset_index(drop=True)
    else:
        chosen = [member for member in members.index if member not in set(without)]
        frame = two_way(pair, chosen, years, store=store)
        frame = frame[~frame["year"].isin(set(without_years))]
        found = _pooled(pair, frame, constant_members, members)
    found["members_of"] = [
        int((pd.to_datetime(members) <= pd.Timestamp(year, 1, 1)).sum()) for year in found["year"]
    ]
    return _with_indicators(found, pair, store)


def _published(pair: str, years: tuple[int, int] | None, store: Path | None) -> pd.DataFrame:
    frame = two_way(pair, ["ASEAN"], years, store=store)
    return frame.assign(aggregate="published").reset_index(drop=True)


def _pooled(
    pair: str, frame: pd.DataFrame, constant_members: bool, members: pd.Series
) -> pd.DataFrame:
    joined = frame["partner"].map(members)
    began = pd.to_datetime(frame["year"].astype(str) + "-01-01")
    frame = frame[
        frame["toward_korea"].notna()
        & frame["toward_partner"].notna()
        & (pd.to_datetime(joined) <= began)
    ]
    if constant_members and not frame.empty:
        present = frame.groupby("partner")["year"].nunique()
        frame = frame[frame["partner"].isin(present.index[present == frame["year"].nunique()])]
    grouped = frame.groupby("year", sort=True)
    return (
        pd.DataFrame(
            {
                "toward_korea": grouped["toward_korea"].sum(),
                "toward_partner": grouped["toward_partner"].sum(),
                "grade": grouped["grade"].max(),
                "members": grouped["partner"].nunique(),
                "members_included": grouped["partner"].agg(lambda codes: " ".join(sorted(codes))),
                "provisional": grouped["provisional"].any(),
            }
        )
        .reset_index()
        .assign(pair_id=pair, aggregate="pooled")
    )


def _with_indicators(frame: pd.DataFrame, pair: str, store: Path | None) -> pd.DataFrame:
    described = pairs(store=store).set_index("pair_id").loc[pair]
    found = frame.assign(unit=described["unit"]).reset_index(drop=True)
    computed = compute_indicators(found["toward_korea"].tolist(), found["toward_partner"].tolist())
    meaningless = (found["grade"] == "D") | (not described["additive"])
    for name in ("gap", "parity_distance", *RATIOS):
        hidden = meaningless if name in RATIOS else found["grade"] == "D"
        found[name] = computed[name].mask(hidden)
    return found[[*COLUMNS, "gap", "parity_distance", *RATIOS]]
