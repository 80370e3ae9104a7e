"""What a page shows when nothing is asked for, and what it says of members without figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import indicators
from dashboard.controls import changed
from dashboard.selection import asean_members, with_absent_members, years_to_compare
from dashboard.view import View

MEMBERS = ["IDN", "THA", "VNM"]


def rows(cells: list[tuple[str, int, float | None, float | None]]) -> pd.DataFrame:
    """Synthetic rows: partner, year, toward Korea, toward the partner."""
    names = ["partner", "year", "toward_korea", "toward_partner"]
    frame = pd.DataFrame(cells, columns=names)
    return frame.assign(
        pandemic=frame["year"].between(2020, 2022),
        toward_korea=frame["toward_korea"].astype("float64"),
        toward_partner=frame["toward_partner"].astype("float64"),
    )


def test_the_newest_year_with_enough_members_is_shown():
    every = rows(
        [
            *((code, 2018, 1, 1) for code in MEMBERS),
            *((code, 2019, 1, 1) for code in MEMBERS[:2]),
            ("VNM", 2023, 1, 1),
        ]
    )
    assert years_to_compare(every, MEMBERS) == ([2018, 2019, 2023], 2019)


def test_a_pandemic_year_is_offered_and_never_the_first_shown():
    every = rows([*((code, year, 1, 1) for code in MEMBERS for year in (2019, 2021))])
    assert years_to_compare(every, MEMBERS) == ([2019, 2021], 2019)


def test_a_year_without_both_directions_is_no_comparison():
    every = rows([("VNM", 2018, 1, 1), ("VNM", 2019, 1, None)])
    assert years_to_compare(every, MEMBERS) == ([2018], 2018)


def test_where_only_one_direction_is_published_its_years_count():
    every = rows([("VNM", 2018, 1, None), ("VNM", 2019, 1, None), ("JPN", 2023, 1, None)])
    assert years_to_compare(every, MEMBERS) == ([2018, 2019], 2019)


def test_without_any_member_the_newest_year_stands():
    every = rows([("ASEAN", 2018, 1, 1), ("ASEAN", 2019, 1, None)])
    assert years_to_compare(every, MEMBERS) == ([2019], 2019)


@pytest.mark.parametrize("pair", ["students_uis", "visitors_moj", "students_kedi_total"])
def test_every_member_has_a_row_and_an_absent_one_its_reason(store: Path, pair: str):
    members = asean_members(indicators.countries(store).set_index("iso3"))
    every = indicators.two_way(pair, store=store)
    year, coverage = 2018, indicators.coverage(pair, store=store)
    there = every[(every["year"] == year) & every["partner"].isin(members)]
    complete = with_absent_members(there, members, coverage)
    assert sorted(complete["partner"]) == sorted(members)
    absent = complete[~complete["partner"].isin(there["partner"])]
    assert (absent["toward_korea_state"] == "absent").all()
    assert absent[["toward_korea", "toward_partner", "balance"]].isna().all(axis=None)
    known = coverage.set_index("partner")["reason_missing_ko"].dropna()
    for _, row in absent.iterrows():
        assert row["missing_ko"] == known.get(row["partner"])
    kept = complete[complete["partner"].isin(there["partner"])]
    assert kept["partner"].tolist() == there["partner"].tolist()
    assert kept["toward_korea"].equals(there["toward_korea"].set_axis(kept.index))


def test_eleven_members_since_timor_leste_joined(store: Path):
    members = asean_members(indicators.countries(store).set_index("iso3"))
    assert len(members) == 11 and "TLS" in members and "KOR" not in members


SHOWN = View(page="students", pair="students_uis", partner="VNM", year=2018, first_year=2000)


def test_a_control_that_did_not_move_leaves_the_address_alone():
    controls = {"choose_pair": "students_uis", "choose_year": 2018, "choose_first_year": 2000}
    assert changed(View(page="students"), SHOWN, controls) == View(page="students")


def test_two_controls_that_moved_at_once_are_both_heard():
    controls = {"choose_pair": "students_degree", "choose_year": 2017, "choose_per_head": True}
    assert changed(View(page="students"), SHOWN, controls) == View(
        page="students", pair="students_degree", year=2017, per_head=True
    )


def test_asean_is_chosen_in_the_sense_that_is_chosen():
    controls = {"choose_partner_code": "ASEAN_POOLED_EX_VNM"}
    assert changed(View(page="students", partner="VNM"), SHOWN, controls) == View(
        page="students", partner="ASEAN", ex_vnm=True
    )
