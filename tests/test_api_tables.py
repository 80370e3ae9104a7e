"""What the API gives is what the library gives, in every format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

import indicators
from api.application import create_application
from api.rows import FACTS
from api.settings import Settings
from api.tables import TABLES
from etl.build import build
from etl.seal import seal
from indicators.store import open_store
from tests.world import flow, write_world

FORMATS = ("csv", "json", "parquet")

#: For each table the address that asks for part of it, and the library's answer to the same.
PARTS = {
    "pairs": ("pair=students_uis,visitors_kto", lambda store: some_pairs(store)),
    "two_way": (
        "pair=students_uis&partner=VNM&partner=THA,ASEAN_POOLED&first_year=2010&last_year=2019",
        lambda store: indicators.two_way(
            "students_uis", ["VNM", "THA", "ASEAN_POOLED"], (2010, 2019), store
        ),
    ),
    "indicators": (
        "pair=trust_youth_akc&indicator=gap",
        lambda store: indicators.indicator("gap", "trust_youth_akc", store=store),
    ),
    "observations": (
        "series=phl_visitors&origin=KOR",
        lambda store: indicators.observations(["phl_visitors"], origin="KOR", store=store),
    ),
    "series": ("series=uis_mobile", lambda store: indicators.series(["uis_mobile"], store)),
    "sources": (
        "source=uis_bilateral_360info",
        lambda store: indicators.sources(["uis_bilateral_360info"], store),
    ),
    "coverage": (
        "pair=students_kedi_total",
        lambda store: indicators.coverage("students_kedi_total", store),
    ),
    "releases": ("", lambda store: pd.DataFrame([vars(indicators.release(store))])),
}

#: For each table that is not too long to be compared in every format, all of the library's answer.
WHOLES = {
    "pairs": lambda store: indicators.pairs(store),
    "series": lambda store: indicators.series(store=store),
    "sources": lambda store: indicators.sources(store=store),
    "coverage": lambda store: indicators.coverage(store=store),
}


def some_pairs(store: Path) -> pd.DataFrame:
    every = indicators.pairs(store)
    return every[every["pair_id"].isin(["students_uis", "visitors_kto"])]


@pytest.fixture(scope="module", autouse=True)
def opened(store: Path) -> Iterator[None]:
    """The library opens the store for each question; here it has hundreds, so it stays open."""
    with open_store(store):
        yield


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(create_application(Settings(store=store)))


def read(client: TestClient, address: str) -> pd.DataFrame:
    """The rows of an answer, as they stand in it: a CSV holds nothing but text."""
    answer = client.get(f"/v1/{address}")
    assert answer.status_code == 200, answer.text
    extension = address.partition("?")[0].rpartition(".")[2]
    if extension == "csv":
        return pd.DataFrame(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    if extension == "json":
        return pd.DataFrame(answer.json())
    return pq.read_table(io.BytesIO(answer.content)).to_pandas()


def told(column: pd.Series, like: pd.Series) -> list[object]:
    """The values of a column as a reader of its kind understands them; "" where there is none."""
    values = [None if pd.isna(value) or value == "" else value for value in column]
    if pd.api.types.is_bool_dtype(like):
        return [str(value).upper() == "TRUE" for value in values]
    if pd.api.types.is_numeric_dtype(like):
        return ["" if value is None else float(value) for value in values]
    if pd.api.types.is_datetime64_any_dtype(like):
        return ["" if value is None else str(value)[:10] for value in values]
    return ["" if value is None else str(value) for value in values]


def assert_same(given: pd.DataFrame, library: pd.DataFrame) -> None:
    """Every column of the library, row by row, to the last digit."""
    assert len(given) == len(library) > 0
    for column in library:
        expected = told(library[column], library[column])
        assert told(given[column], library[column]) == expected, column


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", sorted(PARTS))
def test_a_part_of_a_table_equals_the_frame_of_the_library(client, store, table, form):
    query, ask = PARTS[table]
    assert_same(read(client, f"{table}.{form}?{query}"), ask(store))


def test_every_table_is_compared():
    assert sorted(PARTS) == sorted(table.name for table in TABLES)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", sorted(WHOLES))
def test_a_whole_table_equals_the_frame_of_the_library(client, store, table, form):
    assert_same(read(client, f"{table}.{form}"), WHOLES[table](store))


@pytest.mark.parametrize("form", FORMATS)
def test_all_published_figures_come_in_one_answer(client, store, form):
    every = indicators.observations(indicators.series(store=store)["series_id"], store=store)
    assert_same(read(client, f"observations.{form}"), every)


def test_all_pairs_come_in_one_answer_each_with_its_own_rows(client, store):
    given = read(client, "two_way.parquet")
    for pair in indicators.pairs(store)["pair_id"]:
        library = indicators.two_way(pair, store=store)
        rows = given[given["pair_id"] == pair]
        assert len(rows) == len(library), pair
        if len(library):
            assert_same(rows, library)


def test_indicators_are_those_of_the_library_with_their_intervals(client, store):
    given = read(client, "indicators.parquet")
    for pair in ("students_uis", "visitors_moj", "trust_youth_akc", "un_stock_2024", "music"):
        for name in indicators.indicator_definitions(store)["indicator_id"]:
            library = indicators.indicator(name, pair, store=store)
            rows = given[(given["pair_id"] == pair) & (given["indicator_id"] == name)]
            assert len(rows) == len(library), (pair, name)
            if len(library):
                assert_same(rows, library)


def test_no_indicator_of_the_catalogue_is_left_out(client, store):
    known = set(indicators.indicator_definitions(store)["indicator_id"])
    assert set(read(client, "indicators.parquet")["indicator_id"]) == known


def test_every_row_names_its_release(client, store):
    for table in TABLES:
        versions = set(read(client, f"{table.name}.parquet")["version"])
        assert versions == {indicators.release(store).version}, table.name


@pytest.mark.parametrize("table", ["two_way", "indicators"])
def test_every_figure_leads_to_publisher_and_place(client, table):
    rows = read(client, f"{table}.parquet")
    for side in ("toward_korea", "toward_partner"):
        # A flow that is told has a status; one that is not published has none.
        told = rows[rows[f"{side}_status"].notna()]
        assert len(told) > 100
        for fact in ("publisher", "title", "licence", "locator"):
            assert told[f"{side}_{fact}"].notna().all(), (side, fact)


def test_every_published_figure_leads_to_publisher_licence_and_place(client):
    rows = read(client, "observations.parquet")
    for fact in ("source_publisher", "source_title", "source_licence", "locator"):
        assert rows[fact].notna().all(), fact


def test_a_sum_over_members_names_the_sources_of_its_members_alone(client, store):
    query = "pair=visitors_kto&first_year=2018&last_year=2018"
    rows = read(client, f"two_way.json?{query}").set_index("partner")
    alone = read(client, f"two_way.json?{query}&partner=ASEAN_POOLED").iloc[0]
    pooled = rows.loc["ASEAN_POOLED"]
    members = rows.loc[pooled["members_included"].split()]
    assert len(members) > 1
    for side in ("toward_korea", "toward_partner"):
        for fact in FACTS:
            expected = list(dict.fromkeys(members[f"{side}_{fact}"].dropna()))
            assert pooled[f"{side}_{fact}"] == " | ".join(expected)
            assert alone[f"{side}_{fact}"] == pooled[f"{side}_{fact}"]


def test_one_partner_is_told_the_same_whoever_stands_beside_it(client):
    address = "/v1/two_way.json?pair=students_uis"
    alone, every = client.get(f"{address}&partner=VNM").json(), client.get(address).json()
    assert alone
    assert alone == [row for row in every if row["partner"] == "VNM"]


def test_names_may_be_repeated_or_stand_between_commas_in_any_order(client):
    answers = {
        client.get(f"/v1/coverage?{query}").text
        for query in ("partner=VNM,THA", "partner=THA&partner=VNM", "partner=VNM,THA,VNM")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("pairs", {"pair_title"}),
        ("two_way", {"pair_title", "partner_name"}),
        ("indicators", {"pair_title", "partner_name", "indicator_name"}),
        ("observations", {"origin_name", "destination_name"}),
        ("coverage", {"pair_title", "partner_name"}),
    ],
)
def test_the_language_changes_columns_of_names_and_nothing_else(client, table, names):
    filters = "series=uis_mobile&" if table == "observations" else "pair=students_uis&"
    english, korean = (
        read(client, f"{table}.json?{filters}language={language}") for language in ("en", "ko")
    )
    changed = {column for column in english if not english[column].equals(korean[column])}
    assert changed == names
    assert (
        korean[sorted(names)]
        .map(lambda name: any("가" <= letter <= "힣" for letter in name))
        .all(axis=None)
    )


def test_years_keep_out_what_begins_before_or_ends_after(client):
    rows = read(client, "observations.parquet?series=kto_visitors&first_year=2018&last_year=2019")
    every = read(client, "observations.parquet?series=kto_visitors")
    years = [pd.to_datetime(every[end]).dt.year for end in ("period_start", "period_end")]
    expected = every[(years[0] >= 2018) & (years[1] <= 2019)]
    assert 0 < len(rows) == len(expected) < len(every)


def test_a_question_without_an_answer_keeps_its_columns_and_their_types(client):
    asked = "two_way.parquet?pair=students_uis&first_year=1901&last_year=1902"
    empty, full = client.get(f"/v1/{asked}"), client.get("/v1/two_way.parquet?pair=students_uis")
    schemas = [pq.read_schema(io.BytesIO(answer.content)) for answer in (empty, full)]
    assert schemas[0] == schemas[1]
    assert client.get(f"/v1/{asked.replace('parquet', 'json', 1)}").json() == []
    assert client.get(f"/v1/{asked.replace('parquet', 'csv', 1)}").text.count("\r\n") == 1


def test_parquet_names_the_release_in_its_metadata(client, store):
    schema = pq.read_schema(io.BytesIO(client.get("/v1/pairs.parquet").content))
    assert schema.metadata[b"version"].decode() == indicators.release(store).version


def test_csv_opens_on_a_korean_windows_as_it_was_written(client):
    answer = client.get("/v1/coverage.csv?language=ko&pair=students_uis&partner=VNM")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "베트남" in answer.content.decode("utf-8-sig")
    assert answer.content.replace(b"\r\n", b"").count(b"\n") == 0


def test_a_direction_that_is_not_published_is_empty_and_a_zero_is_a_zero(client):
    asked = "pair=visitors_moj&partner=BRN&first_year=2024&last_year=2024"
    row = client.get(f"/v1/two_way.json?{asked}").json()[0]
    assert row["toward_partner"] is None
    assert row["toward_partner_state"] == "not_published"
    assert row["balance"] is None
    states = client.get("/v1/two_way.json").json()
    zeros = [row for row in states if row["toward_korea_state"] == "zero"]
    assert zeros
    assert {row["toward_korea"] for row in zeros} == {0}


HOSTILE = (
    '=HYPERLINK("https://example.org")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "<script>alert(1)</script>",
    'a "quoted", text',
    "right to left: \u05e9\u05dc\u05d5\u05dd",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A store whose texts try to be something else."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = sorted(
        flow("host_count", "KOR", "VNM", str(2001 + number), number, locator=text)
        for number, text in enumerate(HOSTILE)
    )
    raw, catalogue = write_world(folder, rows)
    build(raw, folder / "hostile.duckdb", catalogue_folder=catalogue)
    return TestClient(create_application(Settings(store=folder / "hostile.duckdb")))


def test_text_in_csv_is_never_run_as_a_formula(hostile):
    cells = read(hostile, "observations.csv")["locator"]
    assert [cell.removeprefix("'") for cell in cells] == list(HOSTILE)
    assert [cell for cell in cells if cell[0] in "=+-@＝"] == []


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_text_that_tries_to_be_something_else_stays_what_it_was(hostile, form):
    assert list(read(hostile, f"observations.{form}")["locator"]) == list(HOSTILE)


def test_negative_figures_stay_figures_in_csv(client):
    printed = read(client, "observations.csv")["value_printed"]
    negative = [value for value in printed if value.startswith("-")]
    assert negative
    assert [value for value in printed if value.startswith("'")] == []


def test_a_figure_under_embargo_is_in_no_answer(tmp_path):
    line = flow("host_count", "KOR", "VNM", "2001", 5)
    raw, catalogue = write_world(tmp_path, [line])
    file = raw / "figures" / "flows.csv"
    header, row = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{header},release_date\n{row},9999-12-31\n", encoding="utf-8")
    seal(file)
    build(raw, tmp_path / "store.duckdb", catalogue_folder=catalogue)
    client = TestClient(create_application(Settings(store=tmp_path / "store.duckdb")))
    for table in ("observations", "two_way", "indicators"):
        assert client.get(f"/v1/{table}.json").json() == [], table
    assert client.get("/v1/series.json?series=host_count").json()[0]["figures"] == 0
