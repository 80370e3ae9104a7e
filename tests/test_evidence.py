"""Culture, perception, context and the record, as the store must hold them."""

from __future__ import annotations

import datetime

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

import indicators
from etl.conflicts import report

MEMBERS = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"}
SECTORS = {"music", "film", "broadcasting", "publishing", "albums", "game_share"}


def test_every_observation_resolves_to_a_source_with_an_address_or_a_reason(shipped):
    unresolved = shipped.execute(
        """
        with used as (
            select source_id from observation union select source_id from opinion
            union select source_id from visa_rule union select source_id from denominator
        )
        select u.source_id from used u left join source s using (source_id)
        where s.source_id is null or (coalesce(s.url, '') = '' and coalesce(s.note, '') = '')
        """
    ).fetchall()
    assert unresolved == []


@pytest.mark.parametrize(
    ("pair", "year", "toward_korea", "toward_partner"),
    [
        ("favourability_kf", 2022, 81.3, 61.7),
        ("accept_family_kf", 2022, 50.3, 9.3),
        ("accept_friend_kf", 2022, 73, 36.7),
        ("trust_youth_akc", 2021, 93.6, 64.4),
    ],
)
def test_mirrored_surveys_are_pairs(store, pair, year, toward_korea, toward_partner):
    row = indicators.two_way(pair, ["ASEAN"], (year, year), store=store).iloc[0]
    assert (row["toward_korea"], row["toward_partner"]) == (toward_korea, toward_partner)
    assert row["gap"] == pytest.approx(toward_korea - toward_partner)
    for meaningless in ("balance", "reciprocity", "log2_ratio", "ratio", "per_capita_log2_ratio"):
        assert row[[meaningless]].isna().all()


def test_mirrored_answers_are_marked_so(shipped):
    mirrored = shipped.execute(
        "select distinct survey_id, item_id from opinion where mirrored order by all"
    ).fetchall()
    assert {("kf_ach_2022", "favourability_country"), ("akc_youth_2021", "trust_youth_akc")} <= set(
        mirrored
    )
    students_in_korea = shipped.execute(
        "select count(*) from opinion where mirrored and survey_id = 'akc_youth_2017'"
    ).fetchone()[0]
    assert students_in_korea == 0


def test_the_difference_of_two_shares_has_newcombes_interval(store, shipped):
    low, high = shipped.execute(
        "select low, high from indicator where pair_id = 'trust_youth_akc' and indicator_id = 'gap'"
    ).fetchone()
    expected = confint_proportions_2indep(
        0.936 * 1800, 1800, 0.644 * 1000, 1000, compare="diff", method="newcomb"
    )
    assert (low / 100, high / 100) == pytest.approx(expected, abs=1e-9)


def test_a_mean_score_has_a_difference_and_no_interval(shipped):
    found = shipped.execute(
        "select low, high from indicator where pair_id = 'favourability_kf'"
    ).fetchall()
    assert found == [(None, None)]


def test_answers_that_are_only_alike_are_never_subtracted(shipped):
    assert shipped.execute(
        "select count(*) from two_way where pair_id = 'relations_good_akc' "
        "and toward_korea is not null and toward_partner is not null"
    ).fetchone() == (1,)
    assert shipped.execute(
        "select count(*) from indicator where pair_id = 'relations_good_akc'"
    ).fetchone() == (0,)


def test_ninety_is_interest_and_the_unfound_counterpart_is_nowhere_a_value(shipped):
    found = shipped.execute(
        "select item_id from opinion where value = 90.4 and survey_id = 'akc_youth_2021'"
    ).fetchall()
    assert found == [("interest_youth_akc",)]
    unfound = shipped.execute(
        "select count(*) from opinion where value = 52.8 and origin = 'KOR' "
        "and destination = 'ASEAN'"
    ).fetchone()[0]
    assert unfound == 0
    youth = shipped.execute(
        "select count(*) from opinion where value = 52.8 and survey_id like 'akc%'"
    ).fetchone()[0]
    assert youth == 0


def test_every_answer_carries_its_question_and_its_fieldwork(shipped):
    bare = shipped.execute(
        """
        select count(*) from opinion join survey using (survey_id)
        where item_en = '' or item_ko = '' or fieldwork_en = '' or population_en = ''
        """
    ).fetchone()[0]
    assert bare == 0


def test_the_share_of_southeast_asia_in_music_exports_stands_for_every_year(shipped):
    rows = shipped.execute(
        """
        select i.year, i.value, a.value, w.value, a.source_id, w.source_id
        from indicator i
        join annual a on a.series_id = 'kosis_music_exports' and a.origin = 'KOR'
            and a.destination = 'SEA' and a.year = i.year
        join annual w on w.series_id = 'kosis_music_exports' and w.origin = 'KOR'
            and w.destination = 'WLD' and w.year = i.year
        where i.pair_id = 'music' and i.partner = 'SEA'
            and i.indicator_id = 'share_of_korea_total'
        order by i.year
        """
    ).fetchall()
    assert [row[0] for row in rows] == list(range(2006, 2025))
    for _, share, southeast_asia, world, one_source, other_source in rows:
        assert share == pytest.approx(100 * southeast_asia / world)
        assert one_source == other_source == "KOSIS_MUSIC_REGION"


def test_culture_sectors_name_the_direction_that_is_not_published(shipped):
    for sector in SECTORS:
        states, reasons = shipped.execute(
            """
            select list(distinct toward_partner_state), count(missing_ko)
            from two_way where pair_id = ? and aggregate = ''
            """,
            [sector],
        ).fetchone()
        assert states == ["not_published"], sector
        assert reasons > 0


def test_webtoon_shares_stand_side_by_side_without_a_ratio(shipped):
    row = shipped.execute(
        "select toward_korea, toward_partner, grade from two_way "
        "where pair_id = 'webtoon_share' and partner = 'SEA' and year = 2024"
    ).fetchone()
    assert row[0] is not None and row[1] is not None and row[2] == "D"


def test_netflix_is_paired_over_one_span_and_never_over_a_year(shipped):
    spans = shipped.execute(
        """
        select partner, toward_korea, toward_partner, grade from two_way_span
        where pair_id = 'netflix_share' and period = '2021-07/2022-11' and partner <> 'ASEAN'
        order by partner
        """
    ).fetchall()
    assert [row[0] for row in spans] == ["IDN", "MYS", "PHL", "SGP", "THA", "VNM"]
    assert all(korea > 20 and partner < 1 for _, korea, partner, _ in spans)
    years = shipped.execute(
        "select count(*) from two_way where pair_id like 'netflix_share'"
    ).fetchone()[0]
    assert years == 0


def test_unclassified_places_and_benchmarks_are_at_hand(store):
    frame = indicators.observations(
        ["netflix_unclassified_share", "netflix_benchmark_share"], store=store
    )
    span = frame[frame["period"] == "2021-07/2022-11"]
    assert {"JPN", "KOR"} <= set(span["destination"])


def test_entry_rules_stand_both_ways_at_the_latest_snapshot(store):
    frame = indicators.entry_rules(snapshot="2026-02-17", store=store).set_index("partner")
    assert set(frame.index) >= MEMBERS
    for member in MEMBERS:
        assert frame.loc[member, ["toward_korea_rule", "toward_partner_rule"]].notna().all()


def test_wording_that_does_not_decide_leaves_the_flag_open(shipped):
    undecided = shipped.execute(
        "select distinct requirement_raw from visa_rule where without_prior_visa is null"
    ).fetchall()
    assert ("covid ban",) in undecided
    # K-ETA countries are printed as "e-visa" until 2025, like countries that need a visa.
    thai = shipped.execute(
        """
        select without_prior_visa from visa_rule
        where passport = 'THA' and destination = 'KOR' and snapshot_date = '2023-06-05'
        """
    ).fetchone()
    assert thai == (None,)


def test_the_two_revisions_of_the_migrant_stock_never_share_a_line(shipped):
    rows = shipped.execute(
        """
        select pair_id, list(distinct toward_korea_series_id) from two_way
        where starts_with(pair_id, 'un_stock') and toward_korea is not null and aggregate = ''
        group by pair_id order by pair_id
        """
    ).fetchall()
    assert rows == [
        ("un_stock_2020", ["undesa_stock_2020"]),
        ("un_stock_2024", ["undesa_stock_2024"]),
    ]


@pytest.mark.parametrize("pair", ["oda", "fdi"])
def test_one_way_flows_are_labelled_so(shipped, pair):
    grade, reason_en, reason_ko = shipped.execute(
        """
        select grade, missing_toward_korea_en || missing_toward_partner_en,
            missing_toward_korea_ko || missing_toward_partner_ko
        from pair where pair_id = ?
        """,
        [pair],
    ).fetchone()
    assert grade is None
    assert reason_en and reason_ko


def test_every_announcement_of_a_moved_goal_is_kept(store):
    frame = indicators.commitments(store=store)
    goals = frame.groupby("goal_id").size()
    assert len(frame) == 69
    visits = frame[frame["target_value"] == 15_000_000]
    assert visits["goal_id"].nunique() == 1
    assert goals[visits["goal_id"].iloc[0]] >= 2


def test_events_are_dated_and_sourced_in_both_languages(store):
    frame = indicators.events(store=store)
    assert len(frame) == 83
    assert frame[["title_en", "title_ko", "source_url"]].notna().all().all()
    assert frame["date_start"].is_monotonic_increasing


def test_conflicts_are_reported_with_the_rule_that_decided(store):
    lines = list(report(store))
    assert lines[0].startswith(f"{len(lines) - 1} figures stand beside a preferred one")
    philippines = next(line for line in lines if "phl_visitors KOR → PHL 2023" in line)
    assert "1,455,977 (dzrh_2024) before 1,439,336 (manilashimbun_274731)" in philippines
    assert "by edition" in philippines


def test_coverage_gives_years_and_reasons_for_every_pair_and_partner(shipped):
    without_reason = shipped.execute(
        """
        select pair_id, partner from coverage
        where (years_both = 0 or years_toward_korea_only > 0 or years_toward_partner_only > 0)
            and (reason_missing_en is null or reason_missing_ko is null)
        """
    ).fetchall()
    assert without_reason == []


def test_dates_lie_in_the_past_of_the_shipped_figures(shipped):
    newest = shipped.execute("select max(period_start) from observation").fetchone()[0]
    assert newest <= datetime.date(2026, 12, 31)
