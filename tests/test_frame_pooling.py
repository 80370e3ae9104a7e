"""ASEAN over time is always the same members, and its sums are the store's own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import indicators
from dashboard.pooling import complete_members, members_with_both, pool
from dashboard.view import ASEAN_POOLED, ASEAN_POOLED_EX_VNM

PAIRS = ["students_uis", "students_degree", "students_residents", "visitors_moj", "visitors_kto"]


def joined(store: Path) -> pd.Series:
    return indicators.countries(store).set_index("iso3")["asean_since"]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("code", [ASEAN_POOLED, ASEAN_POOLED_EX_VNM])
def test_a_sum_over_members_is_the_one_the_store_computes(store: Path, pair: str, code: str):
    every = indicators.two_way(pair, store=store)
    ours = members_with_both(every, joined(store), ["VNM"] if code == ASEAN_POOLED_EX_VNM else [])
    ours = pool(ours, code).set_index("year")
    theirs = every[every["partner"] == code].set_index("year")
    assert len(ours) == len(theirs) > 0
    for name in (
        "toward_korea",
        "toward_partner",
        "gap",
        "balance",
        "reciprocity",
        "log2_ratio",
        "ratio",
        "parity_distance",
        "per_capita_log2_ratio",
    ):
        pd.testing.assert_series_equal(
            ours[name].astype(float), theirs[name].astype(float), rtol=1e-12
        )
    for name in ("members_included", "grade", "toward_korea_state", "toward_partner_state"):
        assert ours[name].tolist() == theirs[name].tolist()
    assert ours["members"].tolist() == theirs["members"].tolist()


@pytest.mark.parametrize("pair", PAIRS)
def test_over_time_the_members_never_change(store: Path, pair: str):
    every = indicators.two_way(pair, store=store)
    kept = pool(complete_members(members_with_both(every, joined(store))), ASEAN_POOLED)
    assert kept["members_included"].nunique() == 1
    assert kept["year"].is_unique


def rows(years: dict[str, list[int]]) -> pd.DataFrame:
    """Synthetic members with both directions in the years named."""
    return pd.DataFrame(
        [
            {"partner": code, "year": year, "toward_korea": 2.0, "toward_partner": 1.0}
            for code, found in years.items()
            for year in found
        ]
    )


def kept(years: dict[str, list[int]]) -> tuple[set[str], set[int]]:
    complete = complete_members(rows(years))
    return set(complete["partner"]), set(complete["year"])


def test_of_sets_that_share_three_years_the_one_with_more_members_is_kept():
    assert kept({"IDN": [1, 2, 3, 4, 5], "THA": [1, 2, 3], "VNM": [1, 2, 3, 9]}) == (
        {"IDN", "THA", "VNM"},
        {1, 2, 3},
    )


def test_a_member_that_would_leave_fewer_than_three_years_is_left_out():
    assert kept({"IDN": [1, 2, 3], "THA": [1, 2, 3], "BRN": [3]}) == ({"IDN", "THA"}, {1, 2, 3})


def test_where_nobody_shares_three_years_the_most_that_are_shared_count():
    assert kept({"IDN": [1, 2], "THA": [2, 3], "VNM": [1, 2]}) == ({"IDN", "VNM"}, {1, 2})


def test_of_no_members_nothing_is_left():
    assert complete_members(rows({"THA": [1]}).iloc[:0]).empty


def test_a_member_counts_from_the_first_full_year_after_it_joined():
    every = rows({"TLS": [2025, 2026], "THA": [2025]})
    since = pd.Series({"TLS": pd.Timestamp("2025-10-26"), "THA": pd.Timestamp("1967-08-08")})
    counted = members_with_both(every, since)
    assert list(zip(counted["partner"], counted["year"], strict=True)) == [
        ("TLS", 2026),
        ("THA", 2025),
    ]
    assert "THA" not in set(members_with_both(every, since, ["THA"])["partner"])


def test_a_sum_is_provisional_as_soon_as_one_member_is(store: Path):
    every = indicators.two_way("visitors_moj", store=store)
    members = members_with_both(every, joined(store))
    flags = members.groupby("year")["provisional"].any()
    assert flags.any()
    assert pool(members, ASEAN_POOLED).set_index("year")["provisional"].to_dict() == flags.to_dict()
