"""The description, the page and the documents tell what the API does, all of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
import requests
import schemathesis
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

import indicators
from api.application import create_application, routes
from api.columns import COLUMNS, describe_columns, find_undescribed
from api.formats import FORMATS
from api.page import WORDS as PAGE_WORDS
from api.parameters import FIRST_YEAR, LAST, LAST_YEAR, MOST_NAMES
from api.settings import Settings
from api.statuses import STATUSES
from api.statuses import WORDS as OTHER_WORDS
from api.tables import TABLES
from tests.checkout import read

DOCUMENTS = ("docs/api.md", "docs/api.ko.md")
HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(create_application(Settings(store=store)))


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    return client.get("/v1/openapi.json").json()


def parameters_of(description: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    """The parameters of an address by name, looked up where they are referred to."""
    shared = description["components"]["parameters"]
    listed = (
        shared[entry["$ref"].rpartition("/")[2]] if "$ref" in entry else entry
        for entry in description["paths"][path]["get"]["parameters"]
    )
    return {entry["name"]: entry for entry in listed}


def test_the_description_is_valid_openapi(description):
    assert description["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(description).validate()


def test_every_table_is_described_with_and_without_an_extension(description):
    paths = {f"/{table.name}" for table in TABLES}
    paths |= {f"/{table.name}.{{format}}" for table in TABLES}
    assert set(description["paths"]) == paths | {"/", "/health", "/openapi.json"}


def test_every_parameter_is_described_with_all_it_takes(description, store):
    for table in TABLES:
        for path in (f"/{table.name}", f"/{table.name}.{{format}}"):
            described = parameters_of(description, path)
            for parameter in table.parameters:
                schema = described[parameter.name]["schema"]
                match parameter.takes:
                    case "names":
                        assert schema["maxItems"] == MOST_NAMES
                        assert len(schema["items"]["enum"]) > 5
                    case "year":
                        assert (schema["minimum"], schema["maximum"]) == (FIRST_YEAR, LAST_YEAR)
                    case "language":
                        assert schema["enum"] == ["en", "ko"]
    ending = parameters_of(description, "/pairs.{format}")["format"]
    assert ending["required"]
    assert set(ending["schema"]["enum"]) == {form.name for form in FORMATS}
    known = parameters_of(description, "/two_way")
    assert known["pair"]["schema"]["items"]["enum"] == list(indicators.pairs(store)["pair_id"])


@pytest.mark.parametrize("path", ["/pairs", "/indicators", "/observations", "/sources", "/series"])
def test_every_name_that_is_described_is_answered(client, description, path):
    for name, parameter in parameters_of(description, path).items():
        codes = parameter["schema"].get("items", {}).get("enum", [])
        for start in range(0, len(codes), MOST_NAMES):
            some = {name: ",".join(codes[start : start + MOST_NAMES])}
            # A year without figures: whether the names are known is told all the same.
            some |= {"last_year": "1900"} if "last_year" in parameters_of(description, path) else {}
            assert client.head(f"/v1{path}", params=some).status_code == 200, name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_are_as_they_are_described(client, description, table):
    filters = {"observations": "?series=phl_visitors,moj_entries,uis_mobile"}.get(table.name, "")
    rows = client.get(f"/v1/{table.name}.json{filters}").json()
    schema = description["components"]["schemas"][table.name]
    check = jsonschema.Draft202012Validator(schema)
    # Every seventh row of a long table, and all of a short one.
    faults = [
        fault.message
        for row in rows[:: 7 if len(rows) > 500 else 1]
        for fault in check.iter_errors(row)
    ]
    assert rows
    assert faults[:3] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_its_meaning_in_both_languages(client, table):
    filters = {"observations": "?series=uis_mobile"}.get(table.name, "")
    frame = pd.DataFrame(client.get(f"/v1/{table.name}.json{filters}").json())
    columns = describe_columns(table.name, frame)
    missing = find_undescribed(columns)
    assert missing == [], f"describe {', '.join(missing)} in api/columns.csv"


def test_no_column_is_described_that_no_table_has(client, description):
    given = {
        name
        for table in TABLES
        for column in description["components"]["schemas"][table.name]["properties"]
        for name in (column, f"{table.name}.{column}")
    }
    assert set(COLUMNS) - given == set()


def test_all_words_are_there_in_both_languages():
    texts = [column.meaning for column in COLUMNS.values() if not column.name.startswith("log2")]
    texts += [text for table in TABLES for text in (table.title, table.meaning)]
    texts += [parameter.meaning for table in TABLES for parameter in table.parameters]
    texts += [form.meaning for form in FORMATS] + [status.meaning for status in STATUSES]
    texts += [text for name, text in OTHER_WORDS.items()]
    texts += [text for name, text in PAGE_WORDS.items() if name not in ("other", "r")]
    assert [text for text in texts if HANGUL.search(text.en)] == []
    assert [text for text in texts if not HANGUL.search(text.ko)] == []


def test_the_description_speaks_the_language_that_is_asked_for(client, description):
    korean = client.get("/v1/openapi.json?language=ko").json()
    assert HANGUL.search(korean["info"]["title"])
    assert not HANGUL.search(json.dumps(description, ensure_ascii=False))
    assert korean["paths"].keys() == description["paths"].keys()


def test_the_description_names_the_place_where_it_stands(store):
    beside = TestClient(Starlette(routes=routes(Settings(store=store))))
    assert beside.get("/api/v1/openapi.json").json()["servers"] == [{"url": "/api/v1"}]
    behind = TestClient(Starlette(routes=routes(Settings(store=store))), root_path="/asean")
    assert behind.get("/asean/api/v1/openapi.json").json()["servers"] == [{"url": "/asean/api/v1"}]


class Links(HTMLParser):
    """Everything on a page that a browser would load, or that leads away from it."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attributes)
        self.loaded += [value for name in ("src", "srcset", "data") if (value := given.get(name))]
        self.loaded += [given["href"] or ""] if tag == "link" else []
        self.links += [given["href"] or ""] if tag == "a" else []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_loads_nothing_and_leads_only_to_what_is_there(client, language):
    answer = client.get(f"/v1/?language={language}")
    page = Links()
    page.feed(answer.text)
    assert page.loaded == []
    assert "script" not in page.tags
    assert "url(" not in answer.text
    assert len(page.links) > 20
    years = {table.name for table in TABLES if LAST in table.parameters}
    for link in page.links:
        assert "//" not in link
        if not link.startswith("../"):
            # A year without figures: the table is there all the same.
            short = "?last_year=1900" if link.partition(".")[0] in years else ""
            assert client.head(f"/v1/{link}{short}").status_code == 200, link


def test_the_page_allows_its_own_style_and_nothing_else(client):
    answer = client.get("/v1/")
    style = re.search(r"<style>(.*?)</style>", answer.text, flags=re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert "style=" not in answer.text


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "en"),
        ("", "ko-KR,ko", "ko"),
        ("?language=ko", "en", "ko"),
        ("?language=en", "ko", "en"),
    ],
)
def test_the_page_speaks_the_language_of_its_reader(client, query, header, language):
    answer = client.get(f"/v1/{query}", headers={"Accept-Language": header})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["content-language"] == language
    assert ("사용 예" in answer.text) == (language == "ko")
    assert ("How to read a row" in answer.text) == (language == "en")


def test_the_page_tells_every_table_parameter_format_and_status(client):
    page = client.get("/v1/").text
    for table in TABLES:
        assert f"<code>{table.name}</code>" in page
        for parameter in table.parameters:
            assert f"<code>{parameter.name}</code>" in page
    for form in FORMATS:
        assert form.media_type in page
    for status in STATUSES:
        assert f"<td>{status.code}</td>" in page


@pytest.mark.parametrize("host", ['"><script>', "never a host", "evil.example/..", "x" * 300])
def test_the_page_repeats_no_host_that_is_none(client, host):
    answer = client.get("/v1/", headers={"Host": host})
    assert host not in answer.text
    assert "http://localhost/v1/two_way.csv" in answer.text


def test_the_recipes_on_the_page_name_the_address_of_the_reader(client):
    page = client.get("/v1/", headers={"Host": "figures.example.org:8443"}).text
    assert "http://figures.example.org:8443/v1/two_way.csv" in page


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_tells_every_table_parameter_format_status_and_setting(name):
    text = read(name)
    for table in TABLES:
        listed = ", ".join(f"`{parameter.name}`" for parameter in table.parameters) or "–"
        assert re.search(rf"^\| `{table.name}` \|.*\| {re.escape(listed)} \|$", text, re.M), (
            table.name
        )
    for form in FORMATS:
        assert f"| `.{form.name}` | `{form.media_type}` |" in text
    for status in STATUSES:
        assert re.search(rf"^\| {status.code} \|", text, flags=re.MULTILINE), status.code
    for setting in re.findall(r"RECIPROCITY_API_\w+", read("api/settings.py")):
        assert f"| `{setting}` |" in text


def test_both_documents_have_the_same_parts_and_recipes():
    english, korean = (read(name) for name in DOCUMENTS)
    for pattern in (r"^#+ ", r"^\| `[^`]+`", r"^```\w*$", r"^frame = .*|^frame <- .*"):
        assert re.findall(pattern, english, re.M) == re.findall(pattern, korean, re.M), pattern


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[str]:
    """The API on a free port of this machine, as a program meets it."""
    app = Starlette(routes=routes(Settings(store=store)))
    with socket.create_server(("127.0.0.1", 0)) as line:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{line.getsockname()[1]}/api/v1"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_recipe_for_pandas_works_as_it_is_written(served, name, store):
    recipe = re.search(r"^```python\n(.*?)^```$", read(name), flags=re.MULTILINE | re.DOTALL)
    assert recipe
    lines = recipe[1].replace("http://localhost:8501/api/v1", served).splitlines()
    frames = []
    known: dict[str, Any] = {}
    for line in lines:
        exec(line, known)
        if line.startswith("frame"):
            frames.append(known["frame"])
    two_way, observations, coverage = frames
    library = indicators.two_way("students_uis", ["THA", "VNM"], store=store)
    assert (
        two_way["toward_korea"].fillna(-1).tolist() == library["toward_korea"].fillna(-1).tolist()
    )
    assert len(observations) == len(indicators.observations(["uis_mobile"], store=store))
    assert len(coverage) == len(indicators.coverage("students_uis", store))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_address_in_the_recipes_leads_to_figures(client, name):
    text = read(name)
    for language in ("en", "ko"):
        text += client.get(f"/v1/?language={language}").text.replace("&amp;", "&")
    tables = "|".join(table.name for table in TABLES)
    found = set(re.findall(rf"/((?:{tables})\.\w+\?[\w=&,]+)", text))
    assert len(found) >= 3
    for address in found:
        assert client.get(f"/v1/{address}").status_code == 200, address
    for query in set(re.findall(r"\[Query = \[(.*?)\]\]", text)):
        asked = dict(re.findall(r'(\w+) = "([^"]*)"', query))
        assert client.get("/v1/two_way.csv", params=asked).status_code == 200
    columns = client.get("/v1/two_way.json?pair=students_uis").json()[0]
    named = set(re.findall(r'\{"(\w+)", (?:type|Int64)', text))
    assert {"year"} < named <= set(columns)


def test_a_real_server_answers_head_compressed_and_plain_requests(served):
    plain = requests.get(f"{served}/two_way.csv", headers={"Accept-Encoding": "identity"})
    packed = requests.get(f"{served}/two_way.csv")
    head = requests.head(f"{served}/two_way.csv", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert head.headers["content-length"] == str(len(plain.content))
    assert requests.post(f"{served}/two_way.csv", data=b"x" * 100_000).status_code == 405
