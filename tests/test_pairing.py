"""How two directed flows become one row, on a synthetic world."""

from __future__ import annotations

import datetime

import duckdb
import pytest

from etl.build import build
from tests.world import flow, months, write_world


def row(store, pair: str, partner: str, year: int) -> dict:
    frame = store.execute(
        "select * from two_way where pair_id = ? and partner = ? and year = ?",
        [pair, partner, year],
    ).df()
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def values(store, pair: str, partner: str, year: int) -> dict:
    return dict(
        store.execute(
            "select indicator_id, value from indicator "
            "where pair_id = ? and partner = ? and year = ?",
            [pair, partner, year],
        ).fetchall()
    )


def test_people_turn_to_korea_by_going_there(synthetic):
    store = synthetic([flow("korean_count", "VNM", "KOR", "2019", 300)])
    found = row(store, "visitors", "VNM", 2019)
    assert found["toward_korea"] == 300
    assert found["toward_partner_state"] == "not_published"


def test_culture_turns_an_audience_to_korea_by_coming_from_there(synthetic):
    store = synthetic(
        [
            flow("music_trade", "KOR", "VNM", "2019", 300),
            flow("music_trade", "VNM", "KOR", "2019", 100),
        ]
    )
    assert row(store, "music", "VNM", 2019)["toward_korea"] == 300
    assert values(store, "music", "VNM", 2019)["balance"] == 0.5


def test_twelve_months_make_a_year_and_eleven_do_not(synthetic):
    store = synthetic(
        [
            *months("korean_count", "VNM", "KOR", 2018, [10] * 12),
            *months("korean_count", "VNM", "KOR", 2019, [10] * 11),
            flow("host_count", "KOR", "VNM", "2018", 40),
            flow("host_count", "KOR", "VNM", "2019", 40),
        ]
    )
    assert row(store, "visitors", "VNM", 2018)["toward_korea"] == 120
    assert row(store, "visitors", "VNM", 2018)["toward_korea_derivation"] == "sum of 12 months"
    assert row(store, "visitors", "VNM", 2019)["toward_korea_state"] == "not_published"


def test_a_span_is_never_a_year(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019-01/2019-12", 120),
            flow("host_count", "KOR", "VNM", "2019", 40),
        ]
    )
    assert row(store, "visitors", "VNM", 2019)["toward_korea_state"] == "not_published"


def test_beyond_the_last_year_of_a_pair_only_what_both_publish_is_paired(tmp_path):
    def later(period: str, visitors: int, status: str = "final") -> tuple[str, ...]:
        return flow("korean_count", "VNM", "KOR", period, visitors, status=status)

    raw, catalogue = write_world(
        tmp_path,
        [
            later("2018", 300),
            flow("host_count", "KOR", "VNM", "2019", 40),
            # The host's count alone, both publishers again, and the press for Korea.
            *(flow("host_count", "KOR", "VNM", str(year), 50) for year in (2023, 2024, 2025)),
            later("2024", 320),
            later("2025", 340, "secondary"),
            *(flow("host_count", "KOR", "VNM", f"2026-{month:02d}", 5) for month in (1, 2, 3)),
            later("2026-02", 30),
            later("2026-03", 31, "secondary"),
        ],
    )
    world = catalogue / "world.toml"
    text = world.read_text(encoding="utf-8")
    bounded = text.replace(
        "months = true", 'months = true\nlast_year = 2019\nlast_month = "2020-10"'
    )
    world.write_text(bounded, encoding="utf-8")
    path = tmp_path / "store.duckdb"
    build(raw, path, catalogue_folder=catalogue)
    with duckdb.connect(str(path), read_only=True) as store:
        years = store.execute(
            "select year, toward_korea, toward_partner from two_way "
            "where pair_id = 'visitors' and partner = 'VNM' order by year"
        ).fetchall()
        paired = store.execute(
            "select year, month, toward_korea, toward_partner from two_way_month "
            "where pair_id = 'visitors' and partner = 'VNM' order by year, month"
        ).fetchall()
    assert years == [(2018, 300, None), (2019, None, 40), (2024, 320, 50)]
    assert paired == [(2026, 2, 30, 5)]


def test_a_reported_zero_is_not_a_missing_figure(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 0),
            flow("host_count", "KOR", "VNM", "2019", 40),
            flow("korean_count", "VNM", "KOR", "2020", 0),
            flow("host_count", "KOR", "VNM", "2020", 0),
        ]
    )
    assert row(store, "visitors", "VNM", 2019)["toward_korea_state"] == "zero"
    assert values(store, "visitors", "VNM", 2019)["balance"] == -1
    assert "log2_ratio" not in values(store, "visitors", "VNM", 2019)
    assert "balance" not in values(store, "visitors", "VNM", 2020)


def test_the_missing_side_is_named_in_both_languages(synthetic):
    store = synthetic([flow("korean_count", "VNM", "KOR", "2019", 300)])
    found = row(store, "visitors", "VNM", 2019)
    assert found["missing_en"].startswith("Korean visitors to Viet Nam")
    assert found["missing_ko"].startswith("한국 → 베트남 방문객")
    assert not values(store, "visitors", "VNM", 2019).keys() & {"balance", "gap"}


def test_a_later_edition_is_preferred_and_the_earlier_stays_reachable(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 100, source="first_edition"),
            flow("korean_count", "VNM", "KOR", "2019", 110, source="later_edition"),
            flow("korean_count", "VNM", "KOR", "2019", 999, source="newspaper"),
        ]
    )
    assert row(store, "visitors", "VNM", 2019)["toward_korea"] == 110
    kept = store.execute(
        "select source_id, preferred from observation order by source_id"
    ).fetchall()
    assert kept == [("first_edition", False), ("later_edition", True), ("newspaper", False)]


def test_months_of_the_publisher_come_before_a_year_from_the_news(synthetic):
    store = synthetic(
        [
            *months("korean_count", "VNM", "KOR", 2019, [10] * 12),
            flow("korean_count", "VNM", "KOR", "2019", 999, source="newspaper"),
        ]
    )
    assert row(store, "visitors", "VNM", 2019)["toward_korea"] == 120


def test_a_quoted_figure_lowers_the_grade_to_c(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 300, status="secondary"),
            flow("host_count", "KOR", "VNM", "2019", 100),
        ]
    )
    assert row(store, "visitors", "VNM", 2019)["grade"] == "C"


def test_grade_d_yields_no_indicator(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2018", 300),
            flow("host_count", "KOR", "VNM", "2018", 100),
        ],
        grade="D",
    )
    assert row(store, "visitors", "VNM", 2018)["toward_korea"] == 300
    assert values(store, "visitors", "VNM", 2018) == {}


def test_units_are_normalised_and_the_printed_figure_is_kept(synthetic):
    store = synthetic([flow("korean_count", "VNM", "KOR", "2019", "160.8", unit="persons_10k")])
    found = store.execute("select value, unit, value_printed, unit_printed from observation")
    assert found.fetchone() == (1_608_000, "persons", "160.8", "persons_10k")


def test_pooled_asean_counts_the_members_with_both_directions(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 300),
            flow("host_count", "KOR", "VNM", "2019", 100),
            flow("korean_count", "THA", "KOR", "2019", 50),
            flow("host_count", "KOR", "THA", "2019", 200),
            flow("korean_count", "TLS", "KOR", "2019", 5),
            flow("host_count", "KOR", "TLS", "2019", 5),
            flow("korean_count", "JPN", "KOR", "2019", 900),
            flow("host_count", "KOR", "JPN", "2019", 900),
        ]
    )
    pooled = row(store, "visitors", "ASEAN_POOLED", 2019)
    # Timor-Leste was no member in 2019, and Japan never is one.
    assert (pooled["toward_korea"], pooled["toward_partner"]) == (350, 300)
    assert (pooled["members"], pooled["members_included"]) == (2, "THA VNM")
    without = row(store, "visitors", "ASEAN_POOLED_EX_VNM", 2019)
    assert (without["toward_korea"], without["members"]) == (50, 1)


def test_per_head_needs_both_populations_of_the_same_year(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 300),
            flow("host_count", "KOR", "VNM", "2019", 300),
            flow("korean_count", "VNM", "KOR", "2020", 300),
            flow("host_count", "KOR", "VNM", "2020", 300),
        ],
        populations=[("KOR", 2019, 50), ("VNM", 2019, 100), ("KOR", 2020, 50)],
    )
    assert values(store, "visitors", "VNM", 2019)["per_capita_log2_ratio"] == -1
    assert "per_capita_log2_ratio" not in values(store, "visitors", "VNM", 2020)


def test_shares_use_the_total_of_the_same_source(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 300),
            flow("korean_count", "WLD", "KOR", "2019", 1200),
            flow("korean_count", "VNM", "KOR", "2020", 300, source="later_edition"),
            flow("korean_count", "WLD", "KOR", "2020", 1200, source="first_edition"),
        ]
    )
    assert values(store, "visitors", "VNM", 2019)["share_of_korea_total"] == 25
    assert "share_of_korea_total" not in values(store, "visitors", "VNM", 2020)


def test_recovery_stands_on_2019_of_the_same_series(synthetic):
    store = synthetic(
        [
            flow("korean_count", "VNM", "KOR", "2019", 200),
            flow("korean_count", "VNM", "KOR", "2023", 150),
            flow("host_count", "KOR", "VNM", "2023", 150),
        ]
    )
    found = values(store, "visitors", "VNM", 2023)
    assert found["recovery_toward_korea"] == 75
    assert "recovery_toward_partner" not in found


def test_a_missing_row_changes_no_other_row(synthetic, tmp_path):
    rows = [
        flow("korean_count", "VNM", "KOR", "2019", 300),
        flow("host_count", "KOR", "VNM", "2019", 100),
        flow("korean_count", "JPN", "KOR", "2019", 900),
    ]
    with_japan = synthetic(rows).execute("select * from two_way where partner = 'VNM'").df()
    without = synthetic(rows[:2]).execute("select * from two_way where partner = 'VNM'").df()
    assert with_japan.equals(without)


def test_the_order_of_rows_does_not_matter(synthetic):
    rows = [
        flow("korean_count", "VNM", "KOR", "2019", 300),
        flow("korean_count", "VNM", "KOR", "2019", 301, source="later_edition"),
        flow("host_count", "KOR", "VNM", "2019", 100),
        *months("korean_count", "THA", "KOR", 2019, range(1, 13)),
    ]
    tables = []
    for ordered in (rows, rows[::-1]):
        store = synthetic(ordered)
        tables.append(store.execute("from two_way").df())
    assert tables[0].equals(tables[1])


@pytest.mark.parametrize(("today", "shown"), [("2026-03-01", 0), ("2026-03-02", 1)])
def test_an_embargoed_figure_is_absent_until_its_day(tmp_path, today, shown):
    raw, catalogue = write_world(tmp_path, [flow("korean_count", "VNM", "KOR", "2019", 300)])
    file = raw / "figures" / "flows.csv"
    header, line = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{header},release_date\n{line},2026-03-02\n", encoding="utf-8")
    from etl.seal import seal

    seal(file)
    path = tmp_path / "store.duckdb"
    day = datetime.date.fromisoformat(today)
    summary = build(raw, path, today=day, catalogue_folder=catalogue)
    assert summary.rows["observation"] == shown
    assert summary.rows["two_way"] == shown
