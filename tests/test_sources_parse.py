"""Every recorded or documented reply becomes the right figures, or the right named error.

Some values in the fixtures are made up, which their names say: they test shape, not fact.
"""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from etl.downloads import moj
from etl.reading import read_json, read_xml
from etl.refusal import (
    BadEncoding,
    BadRequest,
    CutOff,
    Disagreement,
    KeyExpired,
    KeyRefused,
    NoData,
    NotData,
    QuotaSpent,
    Refusal,
    TooFast,
    TooMuch,
    UnknownCode,
    UnknownName,
)
from etl.reply import Reply, join_replies
from etl.sources import (
    comtrade_goods,
    imf_goods_trade,
    kcs_goods,
    kosis,
    kto_visitors,
    moj_students,
    mys_entries,
    oecd_services,
    sgp_visitors,
    uis_students,
    world_bank,
)
from tests.replay import FIXTURES, entries_in_cp949, fixture

#: Reply → reader, number of figures, and cells that must stand in the frame.
FIGURES: dict[str, tuple[ModuleType, int, dict[tuple[str, ...], str]]] = {
    "uis_data_asean_to_kor.json": (
        uis_students,
        35,
        {
            ("uis_mobile", "VNM", "KOR", "2019"): "13176",
            ("uis_mobile", "TLS", "KOR", "2015"): "24",
        },
    ),
    "uis_data_kor_to_asean.json": (
        uis_students,
        12,
        {
            ("uis_mobile", "KOR", "MYS", "2017"): "1491",
            ("uis_mobile", "KOR", "LAO", "2020"): "27",
        },
    ),
    "uis_data_footnotes_PARTLY_MADEUP.json": (
        uis_students,
        2,
        {("uis_mobile", "VNM", "KOR", "2018"): "7752"},
    ),
    "uis_opri_data_national.csv": (
        uis_students,
        47,
        {("uis_mobile", "KOR", "PHL", "2008"): "581"},
    ),
    "worldbank_population_ok.json": (
        world_bank,
        9,
        {
            ("population_total", "KOR", "2023"): "51712619",
            ("population_total", "TLS", "2022"): "1369295",
        },
    ),
    "worldbank_gdp_NULLS_MADEUP.json": (
        world_bank,
        4,
        {("gdp_current_usd", "VNM", "2022"): "410324028883.325"},
    ),
    "imf_imts.csv": (
        imf_goods_trade,
        1,
        {("imf_goods_exports", "KOR", "CHN", "2024"): "132902972288"},
    ),
    "singstat_M550001_SERIESNO_MADEUP.json": (
        sgp_visitors,
        8,
        {
            ("sgp_visitors", "KOR", "SGP", "2024-12"): "42841",
            ("sgp_visitors", "WLD", "SGP", "2025-01"): "1633471",
        },
    ),
    "datagovmy_arrivals_soe.csv": (
        mys_entries,
        1,
        {("mys_entries", "KOR", "MYS", "2024-03"): "39049"},
    ),
    "kosis_moj_arrivals_by_nationality_PARTLY_MADEUP.json": (
        kosis,
        3,
        {("moj_entries", "VNM", "KOR", "2024"): "596462"},
    ),
    "kosis_music_exports_by_region_PARTLY_MADEUP.json": (
        kosis,
        8,
        {
            ("kosis_music_exports", "KOR", "SEA", "2024"): "258838",
            ("kosis_music_exports", "KOR", "WLD", "2023"): "1222535",
        },
    ),
    "kosis_content_exports_by_industry_PARTLY_MADEUP.json": (
        kosis,
        5,
        {("kosis_sector_music_exports", "KOR", "WLD", "2024"): "1801449"},
    ),
    "kto_list_202005.json": (
        kto_visitors,
        11,
        {
            ("kto_visitors", "CHN", "KOR", "2020-05"): "5124",
            ("kto_visitors", "THA", "KOR", "2020-05"): "195",
        },
    ),
    "kto_list_202005.xml": (
        kto_visitors,
        11,
        {("kto_visitors", "VNM", "KOR", "2020-05"): "1381"},
    ),
    "kto_single_202005_china.json": (
        kto_visitors,
        1,
        {("kto_visitors", "CHN", "KOR", "2020-05"): "5124"},
    ),
    "odcloud_moj_monthly_students_PAGING_MADEUP.json": (
        moj_students,
        12,
        {
            ("moj_student_visas_d2", "VNM", "KOR", "2022-01"): "30915",
            ("moj_student_visas", "VNM", "KOR", "2022-01"): "63605",
            ("moj_student_visas", "THA", "KOR", "2023-12"): "971",
        },
    ),
    "comtrade_breakdown_rows_vnm_3304.json": (
        comtrade_goods,
        1,
        {("comtrade_cosmetics_imports_partner", "KOR", "VNM", "2023"): "127145600.973"},
    ),
    "customs_nitemtrade_MADEUP.xml": (
        kcs_goods,
        4,
        {
            ("kcs_cosmetics_exports", "KOR", "USA", "2025-02"): "250",
            ("kcs_cosmetics_imports", "USA", "KOR", "2025-02"): "0",
        },
    ),
    "oecd_batis_MADEUP.csv": (
        oecd_services,
        2,
        {
            ("oecd_cultural_services", "KOR", "VNM", "2099"): "11.1",
            ("oecd_cultural_services", "VNM", "KOR", "2099"): "2.2",
        },
    ),
}

#: Reply → reader and the error it must become.
ERRORS: dict[str, tuple[ModuleType, type[Refusal]]] = {
    "uis_data_empty.json": (uis_students, NoData),
    "uis_data_recorded_CR1_CHE.json": (uis_students, NoData),
    "uis_data_unknown_geounit.json": (uis_students, UnknownCode),
    "uis_data_unknown_indicator_MESSAGE_MADEUP.json": (uis_students, UnknownCode),
    "uis_definitions_geounits.json": (uis_students, NoData),
    "uis_definitions_indicators_PARTLY_MADEUP.json": (uis_students, NoData),
    "uis_error_400_too_much.json": (uis_students, TooMuch),
    "uis_opri_label.csv": (uis_students, NotData),
    "uis_versions.json": (uis_students, NoData),
    "uis_versions_default.json": (uis_students, NoData),
    "worldbank_error_120.json": (world_bank, UnknownCode),
    "worldbank_error_120_with_bom.json": (world_bank, UnknownCode),
    "worldbank_no_rows.json": (world_bank, NoData),
    "worldbank_population_india_documented.json": (world_bank, NoData),
    "worldbank_population_page1of2.json": (world_bank, CutOff),
    "worldbank_population_page2of2.json": (world_bank, CutOff),
    "kosis_err_11_bad_key.json": (kosis, KeyRefused),
    "kosis_err_20_missing_objL.json": (kosis, BadRequest),
    "kosis_err_30_malformed.txt": (kosis, NoData),
    "kosis_err_30_no_data.json": (kosis, NoData),
    "kosis_ok_population_documented.json": (kosis, NoData),
    "kto_empty.json": (kto_visitors, NoData),
    "kto_empty.xml": (kto_visitors, NoData),
    "datagokr_gateway_22_quota.xml": (kto_visitors, QuotaSpent),
    "datagokr_gateway_30_key.xml": (kto_visitors, KeyRefused),
    "datagokr_gateway_31_expired.xml": (kto_visitors, KeyExpired),
    "odcloud_error_401_no_key.json": (moj_students, KeyRefused),
    "odcloud_error_4_bad_key.json": (moj_students, KeyRefused),
    "odcloud_moj_students_page_ORDER_MADEUP.json": (moj_students, CutOff),
    "odcloud_oas_excerpt.json": (moj_students, NoData),
    "comtrade_empty.json": (comtrade_goods, NoData),
    "comtrade_ok_full_row.json": (comtrade_goods, NoData),
    "comtrade_error_400_periods.json": (comtrade_goods, TooMuch),
    "comtrade_error_401_no_key.json": (comtrade_goods, KeyRefused),
    "comtrade_error_403_quota_ENVELOPE_ASSUMED.json": (comtrade_goods, QuotaSpent),
    "comtrade_error_429_rate.json": (comtrade_goods, TooFast),
    "customs_error_over_one_year.xml": (kcs_goods, TooMuch),
    "oecd_404_no_records.txt": (oecd_services, NoData),
}

#: Replies of interfaces that no dataset of the project is read from.
NOT_READ = {
    "aseanstats_indicator_MADEUP.json",
    "aseanstats_kpi_chart.json",
    "kobis_fault_320010.json",
    "kobis_fault_320102.json",
    "kobis_movielist_MADEUP.json",
    "moj_error_5_no_data_ENVELOPE_ASSUMED.xml",
    "moj_personcountry_MADEUP.xml",
}

READERS = {
    "uis_students": uis_students,
    "world_bank": world_bank,
    "imf_goods_trade": imf_goods_trade,
    "sgp_visitors": sgp_visitors,
    "mys_entries": mys_entries,
    "kosis": kosis,
    "kto_visitors": kto_visitors,
    "moj_students": moj_students,
    "comtrade_goods": comtrade_goods,
    "kcs_goods": kcs_goods,
    "oecd_services": oecd_services,
}


def figures(frame) -> dict[tuple[str, ...], str]:
    """Values by cell."""
    key = (
        ["measure", "country", "year"]
        if "country" in frame
        else ["series", "origin", "destination", "period"]
    )
    return {tuple(row[name] for name in key): row["value"] for _, row in frame.iterrows()}


def test_every_fixture_is_read_by_a_test():
    used = {*FIGURES, *ERRORS, *NOT_READ, "README.md", "moj_arrivals_file_thailand_gap.csv"}
    assert {path.name for path in FIXTURES.iterdir()} == used


@pytest.mark.parametrize("name", FIGURES)
def test_a_good_reply_becomes_its_figures(name):
    reader, count, cells = FIGURES[name]
    frame = reader.parse(fixture(name))
    found = figures(frame)
    assert len(found) == len(frame) == count
    assert {cell: found.get(cell) for cell in cells} == cells
    assert (frame["locator"] != "").all()


@pytest.mark.parametrize("name", ERRORS)
def test_a_refusal_or_an_empty_reply_becomes_its_named_error(name):
    reader, expected = ERRORS[name]
    with pytest.raises(Refusal) as caught:
        reader.parse(fixture(name))
    assert type(caught.value) is expected
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>\n", NotData),
        (b"<html><head><title>502</title></head></html>\n", (NotData, NoData, BadRequest)),
        (b"", (NotData, NoData, CutOff)),
        (b"null", (NotData, NoData, CutOff)),
        (b"[]", (NotData, NoData, CutOff)),
        (b"{}", (NotData, NoData, CutOff)),
        (b'{"records": [{"indicatorId"', (NotData, CutOff)),
        (b"[" * 100_000, (NotData, CutOff)),
        ("한국어로 된 점검 안내".encode("cp949"), (BadEncoding, NotData)),
        (b"\xff\xfe\x00\x01", (BadEncoding, NotData)),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>\n', NotData),
    ],
)
def test_what_is_no_reply_at_all_is_called_so(reader, body, expected):
    with pytest.raises(expected):
        READERS[reader].parse(body)


@pytest.mark.parametrize("name", FIGURES)
def test_a_reply_cut_anywhere_yields_no_figure_that_is_not_in_the_whole(name):
    """JSON and XML that end early are refused; a table that ends early holds true lines only."""
    reader, _, _ = FIGURES[name]
    whole = fixture(name)
    complete = figures(reader.parse(whole))
    for cut in range(1, 10):
        piece = whole[: len(whole) * cut // 10]
        try:
            found = figures(reader.parse(piece))
        except Refusal:
            continue
        assert name.endswith(".csv")
        assert found.items() <= complete.items()


@pytest.mark.parametrize("missing", ["", "-", "…", "..", None])
def test_a_cell_without_a_figure_is_left_out_and_never_zero(missing):
    rows = json.loads(fixture("kosis_music_exports_by_region_PARTLY_MADEUP.json"))
    for row in rows:
        if row["C1_NM"] == "동남아":
            row["DT"] = missing
    frame = kosis.parse(json.dumps(rows).encode())
    assert set(frame["destination"]) == {"GREATER_CHINA", "JPN", "WLD"}


def test_a_magnitude_of_nil_is_a_true_zero():
    record = {"indicatorId": "26530", "geoUnit": "KOR", "year": 2019, "value": 0}
    record |= {"magnitude": "NIL", "qualifier": None}
    frame = uis_students.parse(json.dumps({"hints": [], "records": [record]}).encode())
    assert frame["value"].tolist() == ["0"]


def test_an_estimate_of_the_publisher_stays_an_estimate():
    record = {"indicatorId": "26542", "geoUnit": "USA", "year": 2017, "value": 54555.5}
    record |= {"magnitude": None, "qualifier": "UIS_EST"}
    frame = uis_students.parse(json.dumps({"hints": [], "records": [record]}).encode())
    assert frame[["status", "value"]].iloc[0].tolist() == ["estimate", "54555.5"]


def test_a_code_that_now_means_another_country_stops_the_source():
    names = json.loads(fixture("uis_definitions_indicators_PARTLY_MADEUP.json"))
    for entry in names:
        if entry["indicatorCode"] == "26568":
            entry["name"] = entry["name"].replace("Viet Nam", "Vanuatu")
    with pytest.raises(Disagreement, match="26568"):
        uis_students.parse(json.dumps(names).encode())


def test_both_pages_of_a_reply_make_it_whole():
    pages = [fixture(f"worldbank_population_page{page}of2.json") for page in (1, 2)]
    frame = world_bank.parse(join_replies([Reply(page) for page in pages]))
    whole = world_bank.parse(fixture("worldbank_population_ok.json"))
    assert figures(frame) == figures(whole)


@pytest.mark.parametrize("updated", ["2026-07-13", "1783900800", "1783900800000"])
def test_the_day_of_the_last_update_is_read_in_every_form(updated):
    answer = json.loads(fixture("worldbank_population_ok.json"))
    answer[0]["lastupdated"] = updated
    frame = world_bank.parse(json.dumps(answer).encode())
    assert set(frame["edition"]) == {"2026-07-13"}


def repeated(rows: list, count: int) -> list:
    return [rows[0]] * count


@pytest.mark.parametrize(
    ("reader", "body"),
    [
        (
            comtrade_goods,
            lambda: json.dumps(
                {
                    "count": 500,
                    "error": "",
                    "data": repeated(
                        json.loads(fixture("comtrade_breakdown_rows_vnm_3304.json"))["data"], 500
                    ),
                }
            ),
        ),
        (
            uis_students,
            lambda: json.dumps(
                {
                    "hints": [],
                    "records": repeated(
                        json.loads(fixture("uis_data_kor_to_asean.json"))["records"], 100_000
                    ),
                }
            ),
        ),
        (
            kosis,
            lambda: json.dumps(
                repeated(
                    json.loads(fixture("kosis_music_exports_by_region_PARTLY_MADEUP.json")), 40_000
                )
            ),
        ),
        (
            sgp_visitors,
            lambda: json.dumps(
                {
                    "Data": {
                        "id": "M550001",
                        "row": [
                            {
                                "rowText": "Japan",
                                "columns": [{"key": "2024 Jan", "value": "1"}] * 2_000,
                            }
                        ],
                    }
                }
            ),
        ),
        (
            kto_visitors,
            lambda: (
                fixture("kto_list_202005.json")
                .decode()
                .replace('"totalCount": 11', '"totalCount": 400')
            ),
        ),
    ],
    ids=["Comtrade", "UNESCO", "KOSIS", "SingStat", "KTO"],
)
def test_as_many_rows_as_the_cap_are_taken_for_a_reply_that_was_cut_off(reader, body):
    with pytest.raises(CutOff):
        reader.parse(body().encode())


def test_parts_by_transport_are_not_added_to_the_whole():
    answer = json.loads(fixture("comtrade_breakdown_rows_vnm_3304.json"))
    assert len(answer["data"]) == 3
    frame = comtrade_goods.parse(json.dumps(answer).encode())
    assert frame["value"].tolist() == ["127145600.973"]


def test_the_headings_of_cultural_goods_are_added_up_to_one_figure():
    answer = json.loads(fixture("comtrade_breakdown_rows_vnm_3304.json"))
    whole = answer["data"][0]
    rows = [{**whole, "cmdCode": code, "primaryValue": 0.1} for code in ("4901", "9207", "950450")]
    answer = {"count": 3, "data": [*rows, {**whole, "cmdCode": "9705"}], "error": ""}
    frame = comtrade_goods.parse(json.dumps({**answer, "count": 4}).encode())
    assert frame[["series", "value"]].to_numpy().tolist() == [
        ["comtrade_cultural_imports_partner", "0.3"]
    ]


def test_lines_of_customs_that_do_not_reach_their_total_are_cut_off():
    body = fixture("customs_nitemtrade_MADEUP.xml").replace(b"<expDlr>350<", b"<expDlr>351<")
    with pytest.raises(CutOff, match="add up to 350, not to 351"):
        kcs_goods.parse(body)


def test_regions_that_do_not_add_up_to_the_printed_total_stop_the_source():
    row = json.loads(fixture("kosis_music_exports_by_region_PARTLY_MADEUP.json"))[0]
    regions = {"합계": 700, "중화권": 100, "일본": 100, "동남아": 100}
    regions |= {"북미": 100, "유럽": 100, "기타": 100}
    rows = [{**row, "C1_NM": name, "DT": str(value)} for name, value in regions.items()]
    with pytest.raises(Disagreement, match="add up to 600"):
        kosis.parse(json.dumps(rows).encode())
    rows[0]["DT"] = "600"
    assert len(kosis.parse(json.dumps(rows).encode())) == 7


def test_both_reporters_of_a_balanced_flow_must_agree():
    body = fixture("oecd_batis_MADEUP.csv").replace(
        b"VNM,KOR,X,SK,2099,2.2", b"VNM,KOR,X,SK,2099,9"
    )
    with pytest.raises(Disagreement):
        oecd_services.parse(body)
    assert set(oecd_services.parse(fixture("oecd_batis_MADEUP.csv"))["status"]) == {"estimate"}


def test_thailand_is_found_under_both_its_names_and_taiwan_under_neither():
    frame = moj.parse(entries_in_cp949(), "file.csv")
    thailand = frame[frame["origin"] == "THA"].set_index("period")["value"].to_dict()
    assert thailand == {
        "2023-10": "47424",
        "2024-02": "23578",
        "2024-03": "34669",
        "2024-06": "21215",
        "2024-07": "19258",
    }
    assert set(frame["origin"]) == {"THA", "TLS"}


def test_a_new_name_that_may_be_a_missing_partner_stops_the_source():
    rows = json.loads(fixture("kosis_moj_arrivals_by_nationality_PARTLY_MADEUP.json"))
    for row in rows:
        row["C1_NM"] = row["C1_NM"].replace("베트남", "베트남사회주의공화국")
    with pytest.raises(UnknownName, match="may be VNM"):
        kosis.parse(json.dumps(rows).encode())


def test_ethnic_koreans_and_other_countries_are_not_taken_for_partners():
    rows = json.loads(fixture("kosis_moj_arrivals_by_nationality_PARTLY_MADEUP.json"))
    template = rows[1]
    others = [{**template, "C1_NM": name} for name in ("한국계중국인", "타이완", "인도", "가나")]
    frame = kosis.parse(json.dumps([*rows, *others]).encode())
    assert set(frame["origin"]) == {"VNM", "PHL", "IDN"}


def test_china_is_both_its_rows_or_is_left_out():
    def page(*names: str) -> bytes:
        rows = [
            {"년": 2024, "월": 5, "국적지역": name, "구분": "유학D2", "유학생수": count}
            for count, name in enumerate(names, start=1)
        ]
        return json.dumps({"totalCount": len(rows), "data": rows}).encode()

    both = moj_students.parse(page("중국", "한국계중국인", "베트남"))
    assert figures(both)["moj_student_visas", "CHN", "KOR", "2024-05"] == "3"
    one = moj_students.parse(page("중국", "베트남"))
    assert set(one["origin"]) == {"VNM"}


def test_an_unknown_kind_of_visa_stops_the_source():
    body = fixture("odcloud_moj_monthly_students_PAGING_MADEUP.json").decode()
    with pytest.raises(UnknownName, match="유학D9"):
        moj_students.parse(body.replace("유학D2", "유학D9").encode())


def test_the_register_is_counted_by_nationality_on_the_day_of_its_file():
    page = json.loads(fixture("odcloud_moj_students_page_ORDER_MADEUP.json"))
    page["totalCount"] = len(page["data"])
    path = "/3069982/v1/uddi:b851d214-1a5c-4eeb-8566-ab7f1aeaa3db"
    content = join_replies(
        [
            Reply(fixture("odcloud_oas_excerpt.json")),
            Reply(json.dumps(page).encode(), f"https://api.odcloud.kr/api{path}?page=1"),
        ]
    )
    frame = moj_students.parse(content)
    assert figures(frame) == {("moj_student_register", "VNM", "KOR", "2026-06"): "18"}


def test_students_by_visa_are_read_by_programme_and_without_their_parts():
    def row(nationality: str, sex: str, programme: str, count: int) -> dict[str, str]:
        names = {"C1_NM": nationality, "C2_NM": sex, "C3_NM": programme, "ITM_NM": "유학생"}
        table = {"ORG_ID": "111", "TBL_ID": "DT_1B040A14", "PRD_DE": "2025", "UNIT_NM": "명"}
        return {**table, **names, "DT": str(count)}

    rows = [
        row("아시아주계", "계", "합계", 900),
        row("베트남", "계", "합계", 30),
        row("베트남", "남자", "합계", 10),
        row("베트남", "계", "유학(D-2)", 20),
        row("베트남", "계", "전문학사(D-2-1)", 5),
        row("베트남", "계", "일반연수(D-4)", 10),
    ]
    assert figures(kosis.parse(json.dumps(rows, ensure_ascii=False).encode())) == {
        ("kosis_student_residents", "VNM", "KOR", "2025"): "30",
        ("kosis_student_residents_d2", "VNM", "KOR", "2025"): "20",
        ("kosis_student_residents_d4", "VNM", "KOR", "2025"): "10",
    }


def test_a_table_of_imports_by_region_is_known_by_its_title():
    row = json.loads(fixture("kosis_music_exports_by_region_PARTLY_MADEUP.json"))[3]
    row |= {"TBL_ID": "DT_MADEUP", "TBL_NM": "음악산업 지역별 수입액 현황"}
    frame = kosis.parse(json.dumps([row]).encode())
    assert list(figures(frame)) == [("kosis_music_imports", "SEA", "KOR", "2023")]


def test_a_nationality_code_with_another_name_stops_the_source():
    body = fixture("kto_list_202005.json").decode().replace("베트남", "몽골")
    with pytest.raises(Disagreement, match="185"):
        kto_visitors.parse(body.encode())


def test_the_quotes_that_kosis_leaves_out_are_put_back():
    assert read_json(b'{err:"30",errMsg:"a:b"}') == {"err": "30", "errMsg": "a:b"}


def test_entities_are_never_expanded():
    with pytest.raises(NotData):
        read_xml(b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>')


@pytest.mark.parametrize("printed", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_finite_number_is_no_figure(printed):
    answer = fixture("worldbank_population_ok.json").decode().replace("51712619", printed)
    with pytest.raises(NotData):
        world_bank.parse(answer.encode())
