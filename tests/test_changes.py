"""What changed: figures, targets, deadlines and verdicts; and what lay around an event."""

from __future__ import annotations

import datetime
import re
import shutil

import duckdb
import pytest

import indicators
from etl.build import build
from etl.changes import write_changes
from etl.release import write_release
from etl.seal import seal
from indicators.catalogue.load import RAW_FOLDER

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def reversed_since(store, tmp_path_factory):
    """A store built after a release, with one share of games changed on purpose."""
    folder = tmp_path_factory.mktemp("reversed")
    path = folder / "store.duckdb"
    shutil.copy(store, path)
    write_release(path)
    raw = shutil.copytree(RAW_FOLDER, folder / "raw")
    file = raw / "culture" / "kocca_games.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"(kocca_game_export_shares,KOR,SEA,2023),19\.2,", r"\1,13.9,", text),
        encoding="utf-8",
    )
    seal(file)
    build(raw, path)
    return path


def test_a_verdict_that_flipped_is_told_with_the_figure_that_moved(reversed_since):
    found = indicators.what_changed(reversed_since, TODAY)
    assert found.previous is not None and found.previous != found.version
    assert found.flipped[["claim_id", "before", "after"]].values.tolist() == [
        ["CLM-04", "supported", "not_supported"]
    ]
    assert found.flipped["after_ko"].tolist() == ["뒷받침되지 않음"]
    assert found.figures[["series", "kind", "before", "after"]].values.tolist() == [
        ["kocca_game_export_shares", "revised", "19.2 percent", "13.9 percent"]
    ]
    assert found.counts.values.tolist() == [["kocca_game_export_shares", "revised", 1]]


def test_the_digest_is_one_page_in_both_languages(reversed_since):
    english, korean = indicators.digest(reversed_since, TODAY)
    for text in (english, korean):
        assert len(text.splitlines()) <= 60
        assert "CLM-04" in text
    assert english.count("\n- ") == korean.count("\n- ")
    assert english.count("\n## ") == korean.count("\n## ") == 4
    assert "from “Supported” to “Not supported”" in english
    assert "'뒷받침됨' → '뒷받침되지 않음'" in korean
    assert not re.search("[가-힣]", english)


def test_without_an_earlier_release_nothing_is_called_new(store):
    found = indicators.what_changed(store, TODAY)
    assert found.previous is None
    assert found.figures.empty and found.flipped.empty


def test_an_earlier_release_that_knew_no_verdicts_is_not_compared(store, tmp_path):
    path = tmp_path / "store.duckdb"
    shutil.copy(store, path)
    earlier = write_release(path)
    with duckdb.connect(str(path)) as connection:
        file = earlier / "tables" / "claim.parquet"
        connection.execute(
            f"copy (select * exclude (verdict) from claim) to '{file}' (format parquet)"
        )
        write_changes(connection, earlier)
        assert connection.execute("select count(*) from release_change").fetchone() == (0,)


def test_deadlines_of_the_next_twelve_months_come_nearest_first(store):
    found = indicators.what_changed(store, datetime.date(2027, 3, 31)).deadlines
    assert found["deadline"].is_monotonic_increasing
    assert found["deadline"].min() >= datetime.date(2027, 3, 31)
    assert found["deadline"].max() <= datetime.date(2028, 3, 31)
    row = found.set_index("goal_id").loc["students_300_thousand"]
    assert (row["deadline"], row["days_left"]) == (datetime.date(2027, 12, 31), 275)
    assert "viet_nam_visa_waiver" in set(found["goal_id"])
    assert "mutual_visits_15_million" not in set(found["goal_id"])
    assert found[["status_en", "status_ko", "reason_en", "reason_ko"]].notna().all().all()


def test_a_target_is_told_as_moved_for_twelve_months(store):
    def moved(day: datetime.date) -> set[str]:
        return set(indicators.what_changed(store, day).moved["commitment_id"])

    assert moved(TODAY) == {"ASK-2026-03"}
    assert "ASK-2025-04" in moved(datetime.date(2026, 6, 1))
    assert moved(datetime.date(2027, 3, 1)) == set()


def test_figures_around_an_event_are_sums_of_the_published_months(store, shipped):
    frame = indicators.events_near("visitors_moj", "THA", store).set_index("event_id")
    row = frame.loc["ban_korea_2023"]
    assert (row["window"], row["before_period"], row["after_period"]) == (
        "12 months",
        "2022-10/2023-09",
        "2024-01/2024-12",
    )
    expected = shipped.execute(
        """
        select sum(value) filter (period between '2022-10' and '2023-09'),
            sum(value) filter (period between '2024-01' and '2024-12')
        from observation where series_id = 'moj_entries' and origin = 'THA' and preferred
            and frequency = 'month'
        """
    ).fetchone()
    assert (row["before_toward_korea"], row["after_toward_korea"]) == expected


def test_no_change_is_computed_from_or_to_a_pandemic_year(store):
    frame = indicators.events_near("visitors_moj", "THA", store)
    touched = frame["before_pandemic"] | frame["after_pandemic"]
    assert touched.any() and (~touched).any()
    changes = frame[["change_toward_korea_percent", "change_toward_partner_percent"]]
    assert changes[touched].isna().all().all()
    assert frame.loc[touched, "after_toward_korea"].notna().any()


def test_events_are_those_of_the_pillar_and_the_partner(store, shipped):
    frame = indicators.events_near("students_kedi_total", "VNM", store)
    assert len(frame) > 0
    for event_id in frame["event_id"]:
        pillars, partners = shipped.execute(
            "select pillars, partners from event where event_id = ?", [event_id]
        ).fetchone()
        assert "students" in pillars
        assert {"VNM", "ASEAN", "WLD"} & set(partners)
    assert frame["date_start"].is_monotonic_increasing


def test_a_sum_over_asean_counts_the_same_members_before_and_after(store, shipped):
    frame = indicators.events_near("visitors_kto", "ASEAN_POOLED", store).set_index("event_id")
    row = frame.loc["new_southern_strategy_2018"]
    members = row["members_toward_partner"].split(" ")
    expected = [
        shipped.execute(
            "select sum(toward_partner) from two_way where pair_id = 'visitors_kto' "
            "and year = ? and list_contains(?, partner)",
            [year, members],
        ).fetchone()[0]
        for year in (2017, 2019)
    ]
    assert "KHM" not in members
    assert [row["before_toward_partner"], row["after_toward_partner"]] == expected


def test_a_pair_without_figures_for_a_partner_has_no_events(store):
    assert indicators.events_near("visitors_kto", "TLS", store).empty
