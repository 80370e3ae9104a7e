"""The commands `import`, `status` and `build` around a refresh."""

from __future__ import annotations

import datetime
import io
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

import indicators
from etl.__main__ import main
from etl.attempts import Attempt, read_attempts, write_attempts
from etl.downloads import akc, kedi, kto, undesa
from etl.importing import DOWNLOADS, import_file
from etl.outcome import Summary
from etl.refusal import Disagreement, NotData, Refusal, TooBig, Unusable
from etl.register import SOURCES
from etl.snapshots import Staging, place_of, read_description
from etl.status import report
from etl.toml_text import toml_text
from indicators.catalogue import load_catalogue
from indicators.catalogue.load import RAW_FOLDER
from tests.replay import entries_in_cp949, fixture, small_raw

TODAY = datetime.date(2026, 11, 21)


def workbook(*rows: tuple, sheet: str = "Sheet1", second: bool = False) -> bytes:
    """An .xlsx file with these rows."""
    book = openpyxl.Workbook()
    page = book.create_sheet(sheet) if second else book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells(frame) -> dict[tuple[str, ...], str]:
    key = ["series", "origin", "destination", "period"]
    return {tuple(row[name] for name in key): row["value"] for _, row in frame.iterrows()}


TRAININGS = ("어학연수생", "교환연수생", "방문연수생", "기타연수생")
KEDI = (
    ("2099년 고등교육기관 외국인 유학생 현황 (made up)",),
    ("연도", "국가명", "구분", "총계", "학위과정", *[None] * 3, "교육과정\n공동운영", "연수과정"),
    (*[None] * 4, "대학·전문대학", None, "석사과정", "박사과정"),
    (*[None] * 4, "계", "공학", "계", "계", None, "계", *TRAININGS),
    ("2099", "베트남", "외국인", 100, 40, 9, 10, 5, 5, 40, 30, 5, 3, 2),
    ("2099", "베트남", "재외동포", 3, 2, 0, 0, 0, 0, 1, 1, 0, 0, 0),
    ("2099", "몽골", "외국인", 7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0),
)


def test_the_kedi_workbook_adds_ethnic_koreans_and_keeps_its_programmes_apart():
    found = cells(kedi.parse(workbook(*KEDI, sheet="국가별", second=True), "x.xlsx"))
    assert found == {
        ("kedi_total", "VNM", "KOR", "2099"): "103",
        ("kedi_degree", "VNM", "KOR", "2099"): "57",
        ("kedi_joint", "VNM", "KOR", "2099"): "5",
        ("kedi_language", "VNM", "KOR", "2099"): "31",
        ("kedi_exchange", "VNM", "KOR", "2099"): "5",
        ("kedi_visiting", "VNM", "KOR", "2099"): "3",
        ("kedi_other_training", "VNM", "KOR", "2099"): "2",
    }


def test_a_kedi_row_whose_programmes_do_not_reach_its_total_is_refused():
    wrong = [*KEDI[:4], ("2099", "베트남", "외국인", 101, *KEDI[4][4:])]
    with pytest.raises(Disagreement, match="row 5"):
        kedi.parse(workbook(*wrong, sheet="국가별"), "x.xlsx")


KTO = (
    ("2099년 05월 외래객 입국-목적별/국적별 (made up)",),
    ("국적", "관광", "상용", "공용", "유학/연수", "기타", "계", "전년동기", "성장률(%)"),
    ("아시아주", 1, 1, 1, 1, 1, 5, 5, 0),
    ("태  국", 25, 7, 0, 13, 150, 195, 4, 1),
    ("계", 30, 8, 1, 14, 151, 204, 9, 1),
)


def test_the_kto_workbook_gives_every_purpose_and_the_world():
    found = cells(kto.parse(workbook(*KTO), "kto_209905.xlsx"))
    assert found["kto_visitors", "THA", "KOR", "2099-05"] == "195"
    assert found["kto_visitors_study", "THA", "KOR", "2099-05"] == "13"
    assert found["kto_visitors", "WLD", "KOR", "2099-05"] == "204"
    assert len(found) == 12


def test_purposes_that_do_not_reach_their_sum_are_refused():
    with pytest.raises(Disagreement, match="태"):
        kto.parse(workbook(*KTO[:3], ("태  국", 25, 7, 0, 13, 150, 196, 4, 1)), "x.xlsx")


UNDESA_CODES = (
    "Location code of destination",
    "Type",
    "Region, … of origin",
    "Location code of origin",
)
UNDESA = (
    *[("United Nations (made up)",)] * 10,
    ("Index", "Region, … of destination", "Notes", *UNDESA_CODES, "1990", "2024", "1990", "2024"),
    (1, "Republic of Korea*", None, 410, None, "Viet Nam", 704, 0, "111 222", 1, 2),
    (2, "Viet Nam", None, 704, None, "Republic of Korea*", 410, 333, "444", 1, 2),
    (3, "World", None, 900, None, "Republic of Korea*", 410, 9, 9, 9, 9),
)


def test_the_un_workbook_is_read_by_code_and_its_zeros_are_no_figures():
    content = workbook(*UNDESA, sheet="Table 1")
    assert cells(undesa.parse(content, "x.xlsx")) == {
        ("undesa_stock_2024", "VNM", "KOR", "2024"): "111222",
        ("undesa_stock_2024", "KOR", "VNM", "1990"): "333",
        ("undesa_stock_2024", "KOR", "VNM", "2024"): "444",
    }


@pytest.mark.parametrize("parse", [kedi.parse, kto.parse, undesa.parse])
@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 broken", b"plain text", workbook(("another", "workbook"))],
    ids=["empty", "a broken archive", "no archive", "another workbook"],
)
def test_a_file_that_is_not_the_publishers_workbook_is_refused(parse, content):
    with pytest.raises(NotData):
        parse(content, "2099.xlsx")


def test_a_workbook_that_unpacks_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("etl.downloads.sheet.MOST_BYTES", 1_000)
    with pytest.raises(TooBig):
        kto.parse(workbook(*KTO), "x.xlsx")


def typed(*lines: str) -> bytes:
    return (akc.TEMPLATE + "".join(f"{line}\n" for line in lines)).encode("utf-8-sig")


TYPED = "KOR,VNM,2099,12,persons_thousand,final,p. 3,Made up,2099-05-01,https://example.org/x"


def test_a_table_typed_into_the_template_carries_its_publication():
    frame = akc.parse(typed(TYPED), "x.csv")
    assert cells(frame) == {("akc_visitors", "KOR", "VNM", "2099"): "12"}
    assert frame["locator"].tolist() == ["Made up, p. 3"]
    assert frame["edition"].tolist() == ["2099-05-01"]


@pytest.mark.parametrize(
    "lines",
    [
        (TYPED.replace("p. 3", ""),),
        (TYPED, TYPED.replace("Made up", "Another book")),
        (TYPED.replace("2099-05-01", ""),),
        ("KOR,VNM",),
    ],
    ids=["no page", "two publications", "no day of publication", "too few cells"],
)
def test_a_typed_table_that_cannot_be_quoted_is_refused(lines):
    with pytest.raises(Refusal):
        akc.parse(typed(*lines), "x.csv")


class Desk:
    """A small checkout into which files are imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw, self.catalogue = small_raw(folder)
        self.out = folder / "data" / "processed" / "store.duckdb"

    def bring(self, content: bytes, dataset: str, name: str = "file", **options) -> Summary:
        file = self.folder / name
        file.write_bytes(content)
        return import_file(
            file, dataset, self.raw, self.out, TODAY, catalogue_folder=self.catalogue, **options
        )

    def rows(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.out), read_only=True) as store:
            return store.execute(sql).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_one_imported_month_is_added_to_another(desk):
    june = [(KTO[0][0].replace("05월", "06월"),), *KTO[1:]]
    assert desk.bring(workbook(*KTO), "kto_visitors").exit_code == 0
    assert desk.bring(workbook(*june), "kto_visitors").exit_code == 0
    found = desk.rows(
        "select period, value from observation where series_id = 'kto_visitors' and origin = 'THA'"
    )
    assert sorted(found) == [("2099-05", 195), ("2099-06", 195)]
    (found_via,) = desk.rows("select found_via from source where source_id like 'imported%'")[0]
    assert found_via.startswith("Imported 2026-11-21 from the file file; sha256 ")


def test_an_import_in_the_old_korean_encoding_meets_the_same_checks(desk):
    summary = desk.bring(entries_in_cp949(), "moj_entries")
    assert summary.exit_code == 1
    assert "moj_entries lacks THA → KOR in 2023-11" in summary.ended[0].sentence
    assert not place_of(desk.raw, "imported_moj_entries").exists()

    assert desk.bring(entries_in_cp949(), "moj_entries", accept=True).exit_code == 0
    assert desk.rows("select count(*) from observation where series_id = 'moj_entries'") == [(13,)]


def test_the_bulk_file_of_unesco_can_be_imported(desk):
    summary = desk.bring(fixture("uis_opri_data_national.csv"), "uis_students")
    assert summary.exit_code == 0, str(summary)
    assert desk.rows("select count(*) from observation where series_id = 'uis_mobile'") == [(47,)]


def test_a_dry_import_changes_nothing(desk):
    summary = desk.bring(workbook(*KTO), "kto_visitors", dry_run=True)
    assert "would be new kto_visitors: 12 new" in str(summary)
    assert not desk.out.exists()


def test_an_unknown_dataset_and_a_missing_file_are_named(desk):
    with pytest.raises(Unusable, match="there is no 'kto' to import: there are kedi_students"):
        desk.bring(b"", "kto")
    with pytest.raises(Unusable, match="cannot be read"):
        import_file(desk.folder / "absent.xlsx", "kto_visitors", desk.raw, desk.out)


def test_the_template_is_printed_for_typing(capsys):
    assert main(["import", "--template"]) == 0
    assert capsys.readouterr().out.startswith("origin,destination,period,value,unit,")


def test_the_import_command_ends_with_one_where_nothing_was_taken(desk, capsys):
    file = desk.folder / "file.xlsx"
    file.write_bytes(b"no workbook")
    where = ["--raw", str(desk.raw), "--out", str(desk.out)]
    assert main(["import", str(file), "--dataset", "kto_visitors", "--dry-run"]) == 1
    assert main(["import", str(file), "--dataset", "nothing", *where]) == 1
    assert main(["import", "--dataset", "kto_visitors"]) == 1
    assert "name the file and its dataset" in capsys.readouterr().err


def test_every_importable_dataset_continues_a_shipped_one():
    shipped = load_catalogue().datasets
    assert {download.like for download in DOWNLOADS.values()} <= shipped.keys()


def test_every_source_is_described_in_both_languages():
    shipped = load_catalogue().datasets
    for source in SOURCES:
        described = read_description(source.name)
        assert described.get("like", "uis_students") in shipped
        dataset = described["dataset"]
        assert len(dataset["caveats_en"]) == len(dataset["caveats_ko"]) > 0
        assert any("가" <= letter <= "힣" for letter in dataset["title_ko"])


def test_no_two_sources_claim_the_same_source_entry():
    ids = [read_description(source.name)["source"]["id"] for source in SOURCES]
    assert len(ids) == len(set(ids))


def test_the_age_of_every_series_is_held_against_its_publishers_cycle(store):
    ages = indicators.freshness(store, TODAY).set_index("series_id")
    singapore = ages.loc["sgp_visitors"]
    assert singapore[["newest", "newest_period", "state"]].tolist() == [
        "2025-01-31",
        "2025-01",
        "behind",
    ]
    assert singapore["days"] == (TODAY - datetime.date(2025, 1, 31)).days
    assert singapore["cycles"] == pytest.approx(singapore["days"] / 30.4)
    assert ages.loc["kedi_total", "state"] == "current"
    assert ages.loc["asean_culture_house", "state"] == "no_cycle"
    later = indicators.freshness(store, datetime.date(2028, 2, 1)).set_index("series_id")
    assert later.loc["kedi_total", "state"] == "due"


def test_every_series_says_how_final_its_newest_figures_are_and_who_keeps_it(store, shipped):
    ages = indicators.freshness(store, TODAY)
    assert len(ages) == shipped.execute("select count(*) from series").fetchone()[0]
    assert (ages["keeper"].str.len() > 0).all() and (ages["keeper_ko"].str.len() > 0).all()
    known = ages[ages["state"] != "empty"]
    assert set(known["status"]) == {"final", "provisional", "estimate", "secondary"}
    for row in known.to_dict("records"):
        statuses = shipped.execute(
            "select distinct status from observation where series_id = ? and period_end = ? "
            "and preferred",
            [row["series_id"], row["newest"]],
        ).fetchall()
        assert (row["status"],) in statuses
    counted = ages[ages["corrections"] > 0].set_index("series_id")["corrections"].to_dict()
    assert counted == indicators.corrections(store)["series_id"].value_counts().to_dict()


def test_the_status_tells_what_failed_last_and_why(store, tmp_path):
    write_attempts(tmp_path, {"uis_students": ("refreshed", "47 new"), "netflix": ("kept", "no")})
    write_attempts(tmp_path, {"uis_students": ("kept", "UNESCO failed")})
    lines = list(report(TODAY, store, tmp_path))
    unesco = next(line for line in lines if line.startswith("  uis_students"))
    assert "kept 2" in unesco
    assert "last good 2" in unesco
    assert unesco.endswith("UNESCO failed")
    assert any("netflix" in line and "never read from the publisher" in line for line in lines)
    assert any(line.startswith("  kcs_goods") and "never tried" in line for line in lines)
    assert any(line.startswith("  behind   sgp_visitors: to 2025-01-31") for line in lines)


def test_a_damaged_memory_of_attempts_is_no_obstacle(tmp_path):
    for damaged in ('{"uis": {"odd": 1}}', '{"uis": {"tried": 1, "ending": 2, "sentence": 3}}'):
        (tmp_path / "attempts.json").write_text(damaged)
        assert read_attempts(tmp_path) == {}
    write_attempts(tmp_path, {"uis": ("kept", "why")})
    assert isinstance(read_attempts(tmp_path)["uis"], Attempt)


def test_status_and_refresh_are_commands(store, capsys):
    assert main(["status", "--store", str(store)]) == 0
    assert "series: " in capsys.readouterr().out
    assert main(["refresh", "uis_student"]) == 1
    assert "did you mean uis_students" in capsys.readouterr().err


def test_a_build_first_finishes_what_a_refresh_left_ready(tmp_path, capsys, monkeypatch):
    raw, _ = small_raw(tmp_path)
    out = tmp_path / "processed" / "store.duckdb"
    monkeypatch.setattr("etl.__main__.build", lambda raw, out, say: "built")
    ready = Staging(raw, out.parent / "refresh").ready / "refreshed_x"
    ready.mkdir(parents=True)
    assert main(["build", "--raw", str(raw), "--out", str(out)]) == 0
    assert "finished the interrupted refresh of refreshed_x" in capsys.readouterr().out
    assert place_of(raw, "refreshed_x").is_dir()


def test_what_the_sources_newly_define_fits_the_whole_catalogue(tmp_path):
    """Measures, series and pairs of every description, beside the shipped ones."""
    raw = tmp_path / "raw"
    shutil.copytree(RAW_FOLDER, raw)
    for source in SOURCES:
        described = read_description(source.name)
        described.pop("like", None)
        described["source"] = [described["source"]]
        described.pop("dataset")
        (raw / f"{source.name}.toml").write_text(toml_text(described), encoding="utf-8")
    catalogue = load_catalogue(raw)
    assert {"goods_trade_imf", "cultural_goods", "cultural_services"} <= catalogue.pairs.keys()
