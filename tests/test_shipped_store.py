"""What the store built from the shipped figures must hold."""

from __future__ import annotations

import datetime
from pathlib import Path

import duckdb
import pytest

from etl.build import build
from indicators.store import PUBLIC_TABLES

MEMBERS = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"}


def test_the_tourism_count_has_singapore_in_2011(shipped):
    # Singapore's statistical office and Korea's tourism organisation both publish the months.
    found = shipped.execute(
        """
        select toward_korea, toward_partner, toward_korea_source_id, toward_partner_source_id
        from two_way where pair_id = 'visitors_kto' and partner = 'SGP' and year = 2011
        """
    ).fetchone()
    assert found == (124_565, 414_879, "kto_nat_monthly", "sgp_singstat")


def test_all_members_enter_korea_in_2024_and_missing_reverse_sides_are_named(shipped):
    rows = shipped.execute(
        """
        select partner, toward_korea_state, toward_partner_state, missing_en, missing_ko
        from two_way where pair_id = 'visitors_moj' and year = 2024 and aggregate = ''
        """
    ).fetchall()
    found = {row[0]: row[1:] for row in rows}
    assert found.keys() >= MEMBERS
    for member in MEMBERS:
        toward_korea, toward_partner, missing_en, missing_ko = found[member]
        assert toward_korea == "reported"
        assert (toward_partner == "not_published") == bool(missing_en) == bool(missing_ko)
    assert found["BRN"][1] == "not_published"
    assert found["VNM"][1] == "reported"


def test_unesco_has_viet_nam_in_2019_both_ways(shipped):
    found = shipped.execute(
        """
        select toward_korea, toward_partner, grade from two_way
        where pair_id = 'students_uis' and partner = 'VNM' and year = 2019
        """
    ).fetchone()
    assert found == (13_176, 152, "A")


@pytest.mark.parametrize(
    ("one", "other"),
    [("kto_", "moj_"), ("kedi_", "moj_")],
    ids=["tourism and immigration counts", "education and immigration counts"],
)
def test_counts_that_must_stay_apart_never_meet(shipped, one, other):
    meeting = shipped.execute(
        """
        select count(*) from two_way
        where (starts_with(toward_korea_series_id, $one)
               and starts_with(toward_partner_series_id, $other))
           or (starts_with(toward_korea_series_id, $other)
               and starts_with(toward_partner_series_id, $one))
        """,
        {"one": one, "other": other},
    ).fetchone()[0]
    assert meeting == 0
    lines = shipped.execute(
        """
        select pair_id from two_way
        group by pair_id
        having count(*) filter (starts_with(toward_korea_series_id, $one)) > 0
           and count(*) filter (starts_with(toward_korea_series_id, $other)) > 0
        """,
        {"one": one, "other": other},
    ).fetchall()
    assert lines == []


def test_every_figure_drawn_leads_to_a_source_and_a_place_in_it(shipped):
    unsourced = shipped.execute(
        """
        select count(*) from two_way
        where aggregate <> 'pooled' and (
            (toward_korea is not null and (toward_korea_locator is null
                or toward_korea_source_id not in (select source_id from source)))
            or (toward_partner is not null and (toward_partner_locator is null
                or toward_partner_source_id not in (select source_id from source)))
        )
        """
    ).fetchone()[0]
    assert unsourced == 0


def test_every_source_has_an_address_or_says_why_not(shipped):
    bare = shipped.execute(
        "select source_id from source where coalesce(url, '') = '' and coalesce(note, '') = ''"
    ).fetchall()
    assert bare == []


def test_half_a_year_of_the_tourism_count_is_no_year(shipped):
    # The monthly files by nationality end in October 2020; what the press has later is no pair.
    years = shipped.execute(
        "select max(year) from two_way where pair_id = 'visitors_kto' and partner <> 'WLD'"
    ).fetchone()[0]
    months = shipped.execute(
        """
        select max(make_date(year, month, 1)) from two_way_month
        where pair_id = 'visitors_kto' and toward_korea is not null and partner <> 'WLD'
        """
    ).fetchone()[0]
    assert (years, months) == (2019, datetime.date(2020, 10, 1))


def test_the_tourism_count_of_the_world_goes_on_where_its_publisher_does(shipped):
    found = shipped.execute(
        """
        select year, toward_korea_status, toward_partner_status from two_way
        where pair_id = 'visitors_kto' and partner = 'WLD' and year > 2019 order by year
        """
    ).fetchall()
    assert [year for year, _, _ in found] == [2020, 2021, 2022, 2023, 2024]
    assert all("secondary" not in statuses for _, *statuses in found)


def test_residents_against_enrolled_students_yield_no_ratio(shipped):
    found = shipped.execute(
        "select count(*) from indicator where pair_id = 'students_residents' "
        "and indicator_id not like 'share%' and indicator_id not like 'recovery%'"
    ).fetchone()[0]
    both = shipped.execute(
        "select count(*) from two_way where pair_id = 'students_residents' "
        "and toward_korea is not null and toward_partner is not null"
    ).fetchone()[0]
    assert found == 0
    assert both > 0


def test_figures_that_are_not_to_be_charted_are_in_no_pair(shipped):
    withheld = shipped.execute(
        "select series_id, origin, destination, value from observation where withheld is not null"
    ).fetchall()
    assert ("khm_visitors", "KOR", "KHM", 308_448) in withheld
    for series, origin, destination, value in withheld:
        drawn = shipped.execute(
            """
            select count(*) from two_way
            where (toward_korea_series_id = $1 and partner = $2 and toward_korea = $4)
               or (toward_partner_series_id = $1 and partner = $3 and toward_partner = $4)
            """,
            [series, origin, destination, value],
        ).fetchone()[0]
        if drawn:
            # The same value may stand elsewhere, printed under its right year.
            others = shipped.execute(
                "select count(*) from observation where withheld is null and series_id = $1 "
                "and origin = $2 and destination = $3 and value = $4",
                [series, origin, destination, value],
            ).fetchone()[0]
            assert others > 0


def test_thailand_2024_to_29_december_is_not_the_year_2024(shipped):
    found = shipped.execute(
        """
        select period_start, period_end, frequency from observation
        where series_id = 'tha_visitors' and origin = 'KOR' and period = '2024'
        """
    ).fetchone()
    assert found == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 29), "span")


def test_koreans_to_asean_in_2019_is_the_exact_count_of_the_centre(shipped):
    found = shipped.execute(
        """
        select toward_korea, toward_partner, members from two_way
        where pair_id = 'visitors_akc' and partner = 'ASEAN' and year = 2019
        """
    ).fetchone()
    assert found == (2_698_000, 10_053_000, 10)


def test_unesco_figures_stand_in_datasets_of_their_own(shipped):
    shared = shipped.execute(
        """
        select dataset from observation join series using (series_id)
        group by dataset
        having count(*) filter (contains(publisher, 'UNESCO')) not in (0, count(*))
        """
    ).fetchall()
    assert shared == []


def test_two_builds_of_the_same_figures_export_the_same_bytes(store: Path, tmp_path: Path):
    again = tmp_path / "again.duckdb"
    build(out=again, now=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))
    exported = []
    for number, path in enumerate((store, again)):
        with duckdb.connect(str(path), read_only=True) as connection:
            for table in PUBLIC_TABLES:
                file = tmp_path / f"{number}-{table}.csv"
                connection.execute(f"copy {table} to '{file}' (format csv, header)")
                exported.append(file.read_bytes())
    half = len(exported) // 2
    assert exported[:half] == exported[half:]


def test_the_formulas_are_stored_in_the_file(shipped):
    assert shipped.execute("select balance(3, 1)").fetchone()[0] == 0.5
