"""Promises: every announcement in order, the level each way, and a status found by rule."""

from __future__ import annotations

import dataclasses
import datetime

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import indicators
from indicators.goals import GROUPS, STATUSES, parse_deadline
from indicators.pace import judge, measure_pace

TODAY = datetime.date(2026, 11, 21)
END_OF_2030 = datetime.date(2030, 12, 31)


@pytest.fixture(scope="module")
def tracker(store):
    return indicators.commitments_tracked(store, TODAY)


def test_the_pace_needed_against_the_pace_of_the_last_years():
    # From 160 to 200 in two years; 100 more in the five years to 2030.
    found = measure_pace({2015: 100, 2019: 140, 2023: 160, 2025: 200}, 300, 2030)
    assert (found.level, found.level_year, found.remaining) == (200, 2025, 100)
    assert (found.last_per_year, found.last_from) == (20, 2023)
    assert found.needed_per_year == 20
    assert not found.recovering


def test_recovery_from_the_pandemic_is_no_pace():
    # 2023 lay below 2019: the rise since then only made up for what was lost.
    found = measure_pace({2019: 200, 2020: 20, 2023: 100, 2025: 218}, 300, 2029)
    assert (found.last_from, found.recovering) == (2019, True)
    assert found.last_per_year == 3
    assert found.needed_per_year == 20.5


def test_pandemic_years_are_no_base_of_a_pace():
    found = measure_pace({2021: 5, 2022: 10, 2025: 100}, 200, 2030)
    assert (found.last_per_year, found.last_from) == (None, None)


def test_a_cumulative_target_adds_up_the_years_since_it_began():
    found = measure_pace({2022: 999, 2023: 100, 2024: 150, 2025: 170}, 600, 2027, 2023)
    assert (found.level, found.needed_per_year, found.last_per_year) == (420, 90, 140)


@pytest.mark.parametrize(
    ("levels", "target", "deadline", "status"),
    [
        ({2019: 140, 2023: 160, 2025: 200}, 300, END_OF_2030, "on_track"),
        ({2019: 140, 2023: 160, 2025: 200}, 301, END_OF_2030, "behind"),
        ({2019: 140, 2023: 160, 2025: 200}, 200, END_OF_2030, "met"),
        ({2023: 200, 2025: 150}, 200, END_OF_2030, "met"),
        ({2025: 200}, 300, END_OF_2030, "not_measurable"),
        ({}, 300, END_OF_2030, "no_outturn_published"),
        ({2019: 200}, 300, END_OF_2030, "no_outturn_published"),
        ({2019: 140, 2023: 160, 2025: 200}, 300, None, "not_measurable"),
        ({2019: 140, 2023: 160, 2025: 300}, 300, None, "met"),
        ({2019: 90, 2020: 80}, 100, datetime.date(2020, 12, 31), "missed"),
        ({2019: 90, 2020: 80, 2023: 120}, 100, datetime.date(2020, 12, 31), "missed"),
        ({2019: 90}, 100, datetime.date(2020, 12, 31), "no_outturn_published"),
        ({2024: 90, 2025: 95}, 100, datetime.date(2025, 12, 31), "missed"),
        ({2024: 90, 2025: 95, 2026: 97}, 100, datetime.date(2026, 12, 31), "behind"),
    ],
    ids=[
        "the pace suffices",
        "the pace falls short",
        "reached before its deadline",
        "reached once is met, whatever came after",
        "one figure has no pace",
        "no figure",
        "a figure of seven years ago",
        "a deadline without a date",
        "met although no deadline is stated",
        "below at the deadline",
        "reached too late",
        "nothing published for the deadline",
        "below in the year of the deadline, now over",
        "below in the year of the deadline, not yet over",
    ],
)
def test_the_status_of_a_target_by_rule(levels, target, deadline, status):
    assert judge(levels, target, deadline, TODAY) == status


def test_a_level_from_before_the_announcement_meets_nothing():
    levels = {2016: 500, 2023: 300, 2025: 310}
    assert judge(levels, 400, END_OF_2030, TODAY, announced=2022) == "behind"
    assert judge(levels, 400, END_OF_2030, TODAY, announced=2016) == "met"


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ({2023: 100, 2024: 150, 2025: 170}, "on_track"),
        ({2023: 100, 2024: 100, 2025: 100}, "behind"),
        ({2023: 200, 2024: 200, 2025: 200}, "met"),
        ({2023: 100, 2025: 170}, "no_outturn_published"),
        ({2019: 900}, "no_outturn_published"),
    ],
    ids=["on track", "behind", "met", "a year without a figure", "only before it began"],
)
def test_the_status_of_a_cumulative_target(levels, status):
    deadline = datetime.date(2027, 12, 31)
    assert judge(levels, 600, deadline, TODAY, announced=2023, cumulative_from=2023) == status


def test_a_sum_without_all_members_can_show_a_target_met_but_never_missed():
    past, ahead = datetime.date(2024, 12, 31), END_OF_2030
    assert judge({}, 100, past, TODAY, lower_bounds={2024: 110}) == "met"
    for deadline in (past, ahead):
        assert judge({}, 100, deadline, TODAY, lower_bounds={2024: 90}) == "no_outturn_published"


AMOUNTS = st.floats(1, 1e9)


@given(AMOUNTS, AMOUNTS, st.integers(1, 30))
def test_the_pace_needed_leads_to_the_target(level, target, years_left):
    assume(target > level)
    found = measure_pace({2025: level}, target, 2025 + years_left)
    assert level + found.needed_per_year * years_left == pytest.approx(target)


@given(st.dictionaries(st.integers(2010, 2025), AMOUNTS, min_size=2), AMOUNTS, st.integers(1, 9))
def test_the_status_does_not_depend_on_the_unit(levels, target, power):
    def status(unit: float) -> str:
        scaled = {year: value * unit for year, value in levels.items()}
        return judge(scaled, target * unit, END_OF_2030, TODAY)

    # Powers of two scale without rounding.
    assert status(2.0**power) == status(1.0)


@pytest.mark.parametrize(
    ("text", "deadline", "horizon"),
    [
        ("2027", datetime.date(2027, 12, 31), None),
        ("2024-02", datetime.date(2024, 2, 29), None),
        ("2028-03-14", datetime.date(2028, 3, 14), None),
        ("horizon 2029 (no deadline stated)", None, 2029),
        ("following year", None, None),
        (None, None, None),
    ],
)
def test_deadlines_are_read_as_stated(text, deadline, horizon):
    assert parse_deadline(text) == (deadline, horizon)


def test_fifteen_million_visits_shows_both_announcements_and_both_directions(tracker):
    goal = tracker.goal("mutual_visits_15_million")
    first, second = goal.announcements
    assert (first.announced, first.deadline) == ("2018-11", datetime.date(2020, 12, 31))
    assert first.status == "missed"
    assert (second.announced, second.deadline, second.horizon) == ("2025-10-27", None, 2029)
    assert "no deadline stated" in second.deadline_en and "기한 미명시" in second.deadline_ko
    assert "from 2020 to 2029" in second.move_en and "2020년 → 2029년" in second.move_ko
    assert goal.moved
    newest = goal.deciding.newest
    assert (newest["year"], newest["toward_korea"], newest["toward_partner"]) == (
        2019,
        2_698_000,
        10_053_000,
    )
    assert newest["total"] == 12_751_000
    assert "No deadline is stated" in goal.reason_en
    assert "기한이 명시되지 않아" in goal.reason_ko


def test_the_newest_visits_are_told_by_direction_with_how_many_members_stand_behind(
    tracker, shipped
):
    goal = tracker.goal("mutual_visits_15_million")
    level = next(one for one in goal.levels if one.level == "ministry_of_justice_and_hosts")
    row = level.years.loc[2024]
    expected = shipped.execute(
        """
        select sum(toward_korea), count(toward_korea), sum(toward_partner), count(toward_partner)
        from two_way join country on iso3 = partner
        where pair_id = 'visitors_moj' and year = 2024 and asean_since < '2024-01-01'
        """
    ).fetchone()
    assert (
        row["toward_korea"],
        row["members_toward_korea"],
        row["toward_partner"],
        row["members_toward_partner"],
    ) == expected
    assert not row["complete"]
    assert goal.pace.lower_bound
    assert goal.pace.needed_per_year == (15_000_000 - row["total"]) / 5


def test_three_hundred_thousand_students_rests_on_the_count_of_its_base(tracker):
    goal = tracker.goal("students_300_thousand")
    assert goal.deciding.level == "ministry_of_education"
    assert (goal.status, goal.status_from) == ("on_track", "figures")
    assert goal.pace.needed_per_year == (300_000 - 253_434) / 2
    assert goal.pace.last_per_year == (253_434 - 181_842) / 2
    assert "Ministry of Justice" in goal.reason_en and "법무부" in goal.reason_ko


def test_thirty_million_visitors_is_behind_and_its_year_has_moved(tracker):
    goal = tracker.goal("visitors_30_million")
    assert goal.status == "behind"
    assert goal.pace.recovering and goal.pace.last_from == 2019
    assert [a.deadline.year for a in goal.announcements] == [2027, 2029]


def test_a_past_target_of_trade_is_missed_by_the_figures(tracker):
    first = tracker.goal("trade_with_asean").announcements[0]
    assert (first.target_en, first.target_ko) == ("USD 200 billion", "2,000억 달러")
    assert (first.status, first.status_from) == ("missed", "figures")


def test_the_deadline_alone_turns_on_track_into_nothing_published(store):
    later = indicators.commitments_tracked(store, datetime.date(2028, 1, 1))
    goal = later.goal("students_300_thousand")
    assert goal.status == "no_outturn_published"
    assert "has no figure for 2027 or later" in goal.reason_en


def test_korea_and_asean_come_first_and_the_united_states_stand_apart(tracker):
    groups = [goal.group for goal in tracker.goals]
    assert groups == sorted(groups, key=GROUPS.index)
    assert groups[0] == "korea_asean"
    assert tracker.goals[0].goal_id == "mutual_visits_15_million"
    for goal in tracker.goals:
        assert (goal.group == "korea_us") == ("USA" in goal.partners)


def test_what_is_not_to_be_published_yet_is_held_back_with_the_reason(tracker, store):
    held = {row.commitment_id: row for row in tracker.held_back}
    assert set(held) == {"ASK-2024-03", "USA-2025-05"}
    assert "until the presidential text is read" in held["ASK-2024-03"].reason_en
    assert "공표하지 않음" in held["ASK-2024-03"].reason_ko
    told = repr([dataclasses.asdict(row) for row in tracker.held_back]) + repr(tracker.goals)
    record = indicators.commitments(store=store).set_index("commitment_id")
    for commitment_id in held:
        for column in ("goal_id", "summary_en", "summary_ko"):
            assert record.loc[commitment_id, column] not in told


def test_every_announcement_of_the_record_is_tracked_or_held_back(tracker, store):
    tracked = [a.commitment_id for goal in tracker.goals for a in goal.announcements]
    known = indicators.commitments(store=store)["commitment_id"].tolist()
    assert sorted([*tracked, *(row.commitment_id for row in tracker.held_back)]) == sorted(known)


def test_every_goal_has_a_status_a_reason_in_both_languages_and_an_address(tracker):
    for goal in tracker.goals:
        assert goal.status in STATUSES
        assert goal.reason_en and goal.reason_ko
        assert all(a.source_url.startswith("http") for a in goal.announcements)
        dates = [a.announced for a in goal.announcements]
        assert dates == sorted(dates)


def test_where_the_record_decides_it_is_said(tracker):
    goal = tracker.goal("cooperation_fund_contribution")
    assert [a.status for a in goal.announcements] == ["met", "met", "no_outturn_published"]
    assert goal.status_from == "record"
    assert "the record says" in goal.reason_en and "기록상" in goal.reason_ko


def test_a_target_is_quoted_in_full_and_never_rounded(tracker, store):
    record = indicators.commitments(store=store).set_index("commitment_id")["target_value"]
    told = {a.commitment_id: a for goal in tracker.goals for a in goal.announcements}
    young = told["USA-2023-02"]
    assert (young.target_en, young.target_ko) == ("2,023 persons (cumulative)", "2,023명(누적)")
    for commitment_id, made in told.items():
        if made.target is not None and made.target < 10_000 and not made.unit.startswith("usd"):
            assert made.target_en.startswith(f"{record[commitment_id]:,.10g} "), commitment_id


def test_a_maximum_is_no_target(tracker):
    assert tracker.goal("us_working_holiday").status == "not_measurable"


def test_the_table_has_one_row_a_goal_and_sums_that_fit(tracker):
    frame = indicators.tracker_frame(tracker)
    assert frame["goal_id"].tolist() == [goal.goal_id for goal in tracker.goals]
    both = frame.dropna(subset=["toward_korea", "toward_partner"])
    assert len(both) >= 3
    pd.testing.assert_series_equal(
        both["toward_korea"] + both["toward_partner"], both["total"], check_names=False
    )
