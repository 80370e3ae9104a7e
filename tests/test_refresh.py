"""A refresh takes what is sound, keeps what was good, and says what it did."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.attempts import read_attempts
from etl.outcome import Summary
from etl.refresh import refresh
from etl.refusal import Unusable
from etl.register import SOURCES
from etl.snapshots import files_of, place_of
from etl.sources import kcs_goods
from indicators.catalogue import load_catalogue
from tests.replay import Answer, Replay, fixture, publishers, replay, session_with, small_raw

TODAY = datetime.date(2026, 11, 21)


class Desk:
    """A small checkout and a stand-in for the publishers, to refresh again and again."""

    def __init__(self, folder: Path, running: Replay, *kept: str) -> None:
        self.raw, self.catalogue = small_raw(folder, *kept)
        self.out = folder / "data" / "processed" / "store.duckdb"
        self.running = running

    def refresh(self, *names: str, keys: dict[str, str] | None = None, **options) -> Summary:
        with session_with(self.running, keys) as session:
            return refresh(
                names,
                self.raw,
                self.out,
                session,
                TODAY,
                catalogue_folder=self.catalogue,
                **options,
            )

    def answer(self, start: str, body: object) -> None:
        self.running.answers[start] = body

    def rows(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.out), read_only=True) as store:
            return store.execute(sql).fetchall()

    def snapshot(self) -> dict[str, bytes]:
        """Every raw file with its bytes."""
        return {
            path.relative_to(self.raw).as_posix(): path.read_bytes()
            for path in sorted(self.raw.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def running() -> Iterator[Replay]:
    with replay(publishers()) as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, running: Replay) -> Desk:
    return Desk(tmp_path, running)


@pytest.fixture
def filled(tmp_path: Path, running: Replay) -> Desk:
    """A desk where UNESCO's shipped figures stand."""
    return Desk(tmp_path, running, "uis_students")


def how(summary: Summary) -> dict[str, str]:
    return {ended.name: ended.ending for ended in summary.ended}


def why(summary: Summary, name: str) -> str:
    return next(ended.sentence for ended in summary.ended if ended.name == name)


def test_every_source_is_refreshed_from_replies_that_are_true_to_shape(desk, monkeypatch):
    monkeypatch.setattr(kcs_goods, "FIRST_YEAR", 2025)
    summary = desk.refresh()
    # No table of imports by region is listed: that is an answer, and no figure.
    expected = {source.name: "refreshed" for source in SOURCES} | {"kosis_imports": "skipped"}
    assert how(summary) == expected, str(summary)
    assert "lists no table" in why(summary, "kosis_imports")
    assert summary.exit_code == 0
    series = {row[0] for row in desk.rows("select distinct series_id from observation")}
    assert {"uis_mobile", "imf_goods_exports", "kcs_cosmetics_exports", "netflix_places"} <= series
    assert desk.rows("select count(*) from denominator where measure = 'population_15_24'") != [
        (0,)
    ]
    pairs = {row[0] for row in desk.rows("select distinct pair_id from two_way")}
    assert {"goods_trade_imf", "cultural_services", "cosmetics_partner"} <= pairs


def test_a_second_refresh_confirms_and_writes_nothing(desk):
    names = ("uis_students", "wb_population", "kosis_music")
    desk.refresh(*names)
    before, built = desk.snapshot(), desk.out.stat().st_mtime_ns
    summary = desk.refresh(*names)
    assert set(how(summary).values()) == {"confirmed"}
    assert summary.exit_code == 0
    assert (desk.snapshot(), desk.out.stat().st_mtime_ns) == (before, built)


def test_figures_come_with_address_time_version_and_hash(desk):
    desk.refresh("uis_students")
    (source,) = desk.rows(
        "select url, published, found_via, licence from source where source_id = 'uis_api'"
    )
    url, published, found_via, licence = source
    assert url == "https://api.uis.unesco.org/api/public"
    assert published == "2026-05-08"
    assert licence.startswith("CC BY-SA")
    for part in ("Fetched 20", "geoUnit=VNM", "20260507-91260335", "sha256 of the answers "):
        assert part in found_via


def test_the_publishers_own_newer_edition_is_preferred_and_the_shipped_one_stays(filled):
    summary = filled.refresh("uis_students")
    assert summary.exit_code == 0, str(summary)
    found = filled.rows(
        "select source_id, preferred from observation where series_id = 'uis_mobile' "
        "and origin = 'VNM' and destination = 'KOR' and period = '2019' order by preferred"
    )
    assert found == [("uis_bilateral_360info", False), ("uis_api", True)]


def test_the_summary_tells_new_from_revised_figures(filled):
    answer = json.loads(fixture("uis_data_asean_to_kor.json"))
    for record in answer["records"]:
        if (record["indicatorId"], record["year"]) == ("26568", 2019):
            record["value"] = 13300
    answer["records"].append(
        {"indicatorId": "26568", "geoUnit": "KOR", "year": 2023, "value": 40000}
    )
    whole = publishers()["api.uis.unesco.org/api/public/data/indicators"]
    filled.answer(
        "api.uis.unesco.org/api/public/data/indicators",
        lambda asked: (
            whole(asked) if asked.query["indicator"] == "26542" else json.dumps(answer).encode()
        ),
    )
    text = str(filled.refresh("uis_students"))
    assert "new uis_mobile VNM → KOR 2023" in text
    assert "revised uis_mobile VNM → KOR 2019: 13,176 → 13,300" in text
    assert "1 refreshed" in text


def test_a_dry_run_shows_the_difference_and_changes_nothing(desk):
    before = desk.snapshot()
    summary = desk.refresh("uis_students", dry_run=True)
    assert "would be new uis_students: 47 new" in str(summary)
    assert summary.exit_code == 0
    assert desk.snapshot() == before
    assert not desk.out.exists()


def test_a_source_without_its_key_is_skipped_with_a_sentence_on_how_to_get_one(desk):
    summary = desk.refresh("uis_students", "kosis_music", "kto_visitors", keys={})
    assert how(summary) == {
        "uis_students": "refreshed",
        "kosis_music": "skipped",
        "kto_visitors": "skipped",
    }
    assert "https://kosis.kr/openapi" in why(summary, "kosis_music")
    assert "https://www.data.go.kr" in why(summary, "kto_visitors")
    assert summary.exit_code == 2
    asked = {call.host for call in desk.running.calls}
    assert asked == {"api.uis.unesco.org"}


def test_skipped_sources_that_nobody_asked_for_leave_all_good():
    from etl.outcome import Ended

    ended = [Ended("a", "a", "refreshed", ""), Ended("b", "b", "skipped", "")]
    assert Summary(ended, []).exit_code == 0
    assert Summary(ended, ["b"]).exit_code == 2
    assert Summary(ended[1:], []).exit_code == 1


def test_when_nothing_could_be_done_the_exit_code_is_one(desk):
    desk.running.answers.clear()
    summary = desk.refresh("wb_population", "sgp_visitors")
    assert set(how(summary).values()) == {"kept"}
    assert summary.exit_code == 1


def test_an_unknown_name_is_answered_with_the_nearest(desk):
    with pytest.raises(Unusable, match="did you mean uis_students"):
        desk.refresh("uis_student")


BREAKDOWNS = {
    "an error of the server": Answer(b"", 500),
    "a page for people": Answer(b"<html>Maintenance</html>"),
    "half a reply": b'[{"page": 1, "pages": 1, "total": 9}, [{"indi',
    "a reply of another kind": b'{"error": "moved"}',
    "a reply of another shape": b'[{"page": 1, "pages": 1, "total": 1}, [7]]',
    "another alphabet": "[한국]".encode("cp949"),
    "fewer rows than announced": fixture("worldbank_population_page1of2.json").replace(
        b'"pages": 2', b'"pages": 1'
    ),
    "nothing": b"",
}


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_a_source_that_breaks_keeps_its_last_good_figures(desk, breakdown):
    desk.refresh("uis_students", "wb_population")
    before = desk.snapshot()
    desk.answer("api.worldbank.org/v2/country/", BREAKDOWNS[breakdown])
    summary = desk.refresh("uis_students", "wb_population")
    assert how(summary) == {"uis_students": "confirmed", "wb_population": "kept"}
    assert summary.exit_code == 2
    assert desk.snapshot() == before
    attempt = read_attempts(desk.out.parent / "refresh")["wb_population"]
    assert attempt.ending == "kept"
    assert attempt.good


def with_korea(value: object, year: str = "2023") -> bytes:
    """The World Bank's populations with another value for Korea in one year."""
    answer = json.loads(fixture("worldbank_population_ok.json"))
    for row in answer[1]:
        if (row["countryiso3code"], row["date"]) == ("KOR", year):
            row["value"] = value
    return json.dumps(answer).encode()


@pytest.mark.parametrize(
    ("answer", "doubt"),
    [
        (with_korea(51_712_619_000, "2022"), "moved more than tenfold"),
        (with_korea(5_167, "2022"), "moved more than tenfold"),
        (with_korea(0, "2022"), "moved more than tenfold"),
        (with_korea(None, "2022"), "coverage shrank"),
        (with_korea(60_000_000), "control point population_total KOR 2023 should be 51,712,619"),
        (with_korea(None), "the control point population_total KOR 2023 is not in the answer"),
    ],
    ids=["too much", "too little", "zero", "gone", "off the control point", "no control point"],
)
def test_a_doubt_stops_the_source_and_the_last_good_figures_stay(desk, answer, doubt):
    desk.refresh("wb_population")
    before = desk.snapshot()
    desk.answer("api.worldbank.org/v2/country/", answer)
    summary = desk.refresh("wb_population")
    assert how(summary) == {"wb_population": "kept"}
    assert doubt in why(summary, "wb_population")
    assert desk.snapshot() == before


def test_the_first_edition_is_held_against_the_shipped_figures(filled):
    body = fixture("uis_data_kor_to_asean.json").replace(b'"value": 404', b'"value": 404000')
    whole = publishers()["api.uis.unesco.org/api/public/data/indicators"]
    filled.answer(
        "api.uis.unesco.org/api/public/data/indicators",
        lambda asked: body if asked.query["indicator"] == "26542" else whole(asked),
    )
    summary = filled.refresh("uis_students")
    assert "tenfold (1), such as uis_mobile KOR → THA 2010" in why(summary, "uis_students")


def test_doubts_that_were_looked_into_can_be_set_aside_and_stay_on_record(desk):
    desk.refresh("wb_population")
    desk.answer("api.worldbank.org/v2/country/", with_korea(None, "2022"))
    summary = desk.refresh("wb_population", accept=["wb_population"])
    assert how(summary) == {"wb_population": "refreshed"}
    assert "vanished population_total KOR 2022" in str(summary)
    (found_via,) = desk.rows("select found_via from source where source_id = 'wb_api_population'")[
        0
    ]
    assert "in spite of doubts: coverage shrank" in found_via


def test_a_place_that_is_missing_where_others_are_raises_a_doubt(desk):
    answer = json.loads(fixture("singstat_M550001_SERIESNO_MADEUP.json"))
    del answer["Data"]["row"][2]["columns"][1]
    empty = publishers()["tablebuilder.singstat.gov.sg/"]
    desk.answer(
        "tablebuilder.singstat.gov.sg/",
        lambda asked: json.dumps(answer).encode() if asked.query["offset"] == "0" else empty(asked),
    )
    summary = desk.refresh("sgp_visitors")
    assert "sgp_visitors lacks KOR → SGP in 2024-11" in why(summary, "sgp_visitors")


def test_zeros_for_a_month_that_is_not_out_yet_raise_a_doubt(desk):
    answer = json.loads(fixture("singstat_M550001_SERIESNO_MADEUP.json"))
    for row in answer["Data"]["row"]:
        row["columns"][-1]["value"] = "0"
    empty = publishers()["tablebuilder.singstat.gov.sg/"]
    desk.answer(
        "tablebuilder.singstat.gov.sg/",
        lambda asked: json.dumps(answer).encode() if asked.query["offset"] == "0" else empty(asked),
    )
    summary = desk.refresh("sgp_visitors")
    assert "missing figures may have been written as zero" in why(summary, "sgp_visitors")


def test_an_ignored_parameter_is_noticed(desk):
    desk.answer(
        "api.worldbank.org/v2/country/", fixture("worldbank_population_india_documented.json")
    )
    assert "not asked for" in why(desk.refresh("wb_population"), "wb_population")


def test_figures_that_do_not_build_are_kept_out_and_the_others_go_in(desk):
    answer = json.loads(fixture("worldbank_population_ok.json"))
    answer[1][1]["date"] = "2023"
    for row in answer[1]:
        if row["countryiso3code"] == "TLS" and row["date"] == "2022":
            row["date"] = "MADEUP"
    desk.answer("api.worldbank.org/v2/country/", json.dumps(answer).encode())
    summary = desk.refresh("uis_students", "wb_population")
    assert how(summary) == {"uis_students": "refreshed", "wb_population": "kept"}
    assert "is not a year" in why(summary, "wb_population")
    load_catalogue(desk.raw, desk.catalogue)
    assert not place_of(desk.raw, "refreshed_wb_population").exists()


def test_the_register_keeps_the_days_of_its_earlier_files(desk):
    desk.refresh("moj_student_register")
    listed = fixture("odcloud_oas_excerpt.json").replace(b"20260630", b"20261231")
    desk.answer("infuser.odcloud.kr/oas/docs", listed)
    summary = desk.refresh("moj_student_register")
    assert summary.exit_code == 0, str(summary)
    periods = desk.rows(
        "select period from observation where series_id = 'moj_student_register' order by period"
    )
    assert periods == [("2026-06",), ("2026-12",)]


def test_comtrade_asks_for_twelve_years_at_once_with_a_key_and_never_shows_it(desk):
    desk.refresh("comtrade_goods", keys={"COMTRADE_API_KEY": "MARKER-4711"})
    assert {call.path for call in desk.running.calls} == {"/data/v1/get/C/A/HS"}
    assert len(desk.running.calls[0].query["period"].split(",")) == 12
    headers = {call.headers["Ocp-Apim-Subscription-Key"] for call in desk.running.calls}
    assert headers == {"MARKER-4711"}


def test_two_refreshes_at_once_do_not_meet(desk):
    def refresh_inside(asked):
        with pytest.raises(Unusable, match="another refresh or import is at work"):
            desk.refresh("wb_gdp")
        return fixture("worldbank_population_ok.json")

    desk.answer("api.worldbank.org/v2/country/", refresh_inside)
    assert desk.refresh("wb_population").exit_code == 0


def test_what_is_written_is_what_was_read(desk):
    desk.refresh("wb_gdp")
    table, _ = files_of(place_of(desk.raw, "refreshed_wb_gdp"))
    assert "gdp_current_usd,VNM,2022,410324028883.325,usd,wb_api_gdp," in table.read_text(
        encoding="utf-8"
    )
