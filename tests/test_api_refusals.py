"""A refusal is one sentence with its remedy, and tells nothing of the server."""

from __future__ import annotations

import ast
import logging
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import indicators
from api.application import create_application, routes
from api.guard import LONGEST_QUERY
from api.parameters import MOST_NAMES
from api.settings import Settings
from tests.checkout import ROOT

READ_ONLY = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(create_application(Settings(store=store)))


def refusal(client: TestClient, address: str, **options) -> tuple[int, str, str]:
    """Status and the two sentences of an answer that has to be a refusal."""
    answer = client.get(f"/v1/{address}", **options)
    told = answer.json()
    assert set(told) == {"error", "remedy"}
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, told["error"], told["remedy"]


BAD_INPUT = [
    ("two_way?first_year=20x0", "first_year", "20x0", "from 1900 to 2100"),
    ("two_way?first_year=1899", "first_year", "1899", "from 1900 to 2100"),
    ("two_way?last_year=2101", "last_year", "2101", "from 1900 to 2100"),
    ("two_way?last_year=２０２０", "last_year", "２０２０", "from 1900 to 2100"),
    ("two_way?first_year=", "first_year", "''", "from 1900 to 2100"),
    ("two_way?first_year=2019&first_year=2020", "first_year", "2 times", "once"),
    ("two_way?first_year=2020&last_year=2019", "first_year=2020", "last_year=2019", "Exchange"),
    ("two_way?partner=V%20NM", "partner", "V NM", "letters, digits"),
    ("two_way?partner=VNM,", "partner", "''", "letters, digits"),
    ("two_way?pair=%00", "pair", "'�'", "letters, digits"),
    ("two_way?language=fr", "language", "fr", "en or ko"),
    ("two_way?partners=VNM", "partners", "no parameter", "'partner'"),
    ("releases?pair=music", "pair", "no parameter", "no parameters"),
    ("health?verbose=1", "verbose", "no parameter", "no parameters"),
    ("sources?source=" + "a" * 65, "source", "a" * 60, "letters, digits"),
    (
        "coverage?partner=" + ",".join(["VNM"] * (MOST_NAMES + 1)),
        "partner",
        str(MOST_NAMES + 1),
        "Leave partner out",
    ),
]


@pytest.mark.parametrize(("address", "parameter", "value", "allowed"), BAD_INPUT)
def test_bad_input_names_the_parameter_the_value_and_what_is_allowed(
    client, address, parameter, value, allowed
):
    status, error, remedy = refusal(client, address)
    assert status == 400
    assert parameter in error
    assert value in error
    assert allowed in remedy


UNKNOWN = [
    ("two_way?pair=visitor_kto", "pair 'visitor_kto'", "'visitors_kto'"),
    ("two_way?partner=vnm", "partner 'vnm'", "'VNM'"),
    ("indicators?indicator=balanse", "indicator 'balanse'", "'balance'"),
    ("observations?series=kto_visitor", "series 'kto_visitor'", "'kto_visitors'"),
    ("observations?origin=VMN", "origin 'VMN'", "'VNM'"),
    ("observations?destination=KRO", "destination 'KRO'", "'KOR'"),
    ("sources?source=uis_bilateral_360", "source 'uis_bilateral_360'", "'uis_bilateral_360info'"),
    ("coverage?pair=zzzzzz", "pair 'zzzzzz'", "The table pairs lists them all."),
    ("two_ways.csv", "two_ways.csv", "'two_way'"),
    ("two_way/", "two_way/", "'two_way'"),
    ("a/b/c", "a/b/c", "Served here: pairs"),
    ("two%0Away", "two�way", "'two_way'"),
]


@pytest.mark.parametrize(("address", "named", "nearest"), UNKNOWN)
def test_an_unknown_name_is_answered_with_the_nearest(client, address, named, nearest):
    status, error, remedy = refusal(client, address)
    assert status == 404
    assert named in error
    assert nearest in remedy


def test_pairs_on_different_bases_are_not_given_as_one(client):
    status, error, remedy = refusal(client, "two_way?pair=visitors_kto,visitors_moj")
    assert status == 400
    assert "different bases (kto_visitors, moj_entries)" in error
    assert "each pair alone" in remedy


def test_pairs_on_one_basis_are_given_together(client):
    rows = client.get("/v1/two_way?pair=entry_without_prior_visa,visa_free_access").json()
    assert {row["pair_id"] for row in rows} == {"entry_without_prior_visa", "visa_free_access"}


@pytest.mark.parametrize("address", ["two_way.xlsx", "two_way.", "two_way.csv.gz", "pairs.html"])
def test_a_format_that_is_not_written_is_answered_with_those_that_are(client, address):
    status, _, remedy = refusal(client, address)
    assert status == 406
    assert ".csv" in remedy


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/*", "text/csv"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("application/*;q=0.2, application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("text/csv;q=0, */*", "application/json"),
        ("text/csv;q=often, application/json;q=0.1", "application/json"),
    ],
)
def test_without_an_extension_the_format_is_the_one_accepted(client, accepted, given):
    answer = client.get("/v1/releases", headers={"Accept": accepted})
    assert answer.headers["content-type"].partition(";")[0] == given
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("accepted", ["text/html", "image/*", "application/json;q=0"])
def test_where_no_format_is_acceptable_none_is_given(client, accepted):
    assert refusal(client, "releases", headers={"Accept": accepted})[0] == 406
    assert client.get("/v1/releases.csv", headers={"Accept": accepted}).status_code == 200


@pytest.mark.parametrize("method", READ_ONLY)
@pytest.mark.parametrize("path", ["two_way", "pairs.csv", "health", "openapi.json", ""])
def test_figures_can_only_be_read(client, method, path):
    answer = client.request(method, f"/v1/{path}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert set(answer.json()) == {"error", "remedy"}


def test_a_query_longer_than_any_real_one_is_not_looked_at(client):
    assert refusal(client, "pairs?" + "a" * (LONGEST_QUERY + 1))[0] == 414
    assert refusal(client, "pairs?" + "a" * LONGEST_QUERY)[0] == 400


def test_as_many_names_as_are_allowed_fit_into_a_query(client, store):
    longest = sorted(indicators.series(store=store)["series_id"], key=len)[-MOST_NAMES:]
    assert client.get("/v1/series", params={"series": ",".join(longest)}).status_code == 200


def test_a_request_to_read_carries_no_content(client):
    answer = client.request("GET", "/v1/pairs", content=b"select 1")
    assert answer.status_code == 413
    assert set(answer.json()) == {"error", "remedy"}


def test_refusals_speak_korean_to_who_asks_in_korean(client):
    for options in (
        {"address": "two_way?pair=nothing&language=ko"},
        {"address": "two_way?pair=nothing", "headers": {"Accept-Language": "ko-KR,ko;q=0.9,en"}},
    ):
        _, error, remedy = refusal(client, **options)
        assert error == "없는 쌍방향 지표입니다: 'nothing'."
        assert remedy.endswith("전체 목록은 pairs 표에 있습니다.")
    english = {"Accept-Language": "en-GB,ko;q=0.8"}
    assert refusal(client, "two_way?pair=nothing", headers=english)[1].startswith("There is no")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_refusal_is_one_sentence_and_has_a_remedy(client, language):
    for address, *_ in (*BAD_INPUT, *UNKNOWN):
        if "language=" in address:
            continue
        answer = client.get(f"/v1/{address}", headers={"Accept-Language": language}).json()
        told = answer["error"].replace("two_ways.csv", "")
        assert re.fullmatch(r"[^\n]+\.", told), told
        assert (re.search("[가-힣]", told) is not None) == (language == "ko"), told
        assert answer["remedy"].endswith(".")


@pytest.fixture(params=["missing", "empty", "damaged", "cut short", "of another version"])
def broken(request, store: Path, tmp_path: Path, monkeypatch) -> Path:
    """A store that cannot be used, one for each way in which that happens."""
    path = tmp_path / "secret-place.duckdb"
    whole = store.read_bytes()
    match request.param:
        case "empty":
            path.write_bytes(b"")
        case "damaged":
            path.write_bytes(b"not a database" * 1000)
        case "cut short":
            path.write_bytes(whole[: len(whole) // 3])
        case "of another version":
            path.write_bytes(whole)
            monkeypatch.setattr("indicators.store.VERSION", "99.0.0")
    return path


@pytest.mark.parametrize("address", ["health", "pairs", "two_way.csv?pair=music", "openapi.json"])
def test_without_a_usable_store_the_remedy_is_told(broken, address):
    client = TestClient(create_application(Settings(store=broken)))
    answer = client.get(f"/v1/{address}")
    assert answer.status_code == 503
    assert "`make build`" in answer.json()["remedy"]
    assert answer.headers["retry-after"] == "60"
    assert "secret" not in answer.text
    assert str(broken.parent) not in answer.text


def test_the_page_needs_no_store(tmp_path):
    client = TestClient(create_application(Settings(store=tmp_path / "none.duckdb")))
    assert client.get("/v1/").status_code == 200


def test_a_store_that_appears_is_served_without_a_restart(store, tmp_path):
    path = tmp_path / "later.duckdb"
    client = TestClient(create_application(Settings(store=path)))
    assert client.get("/v1/health").status_code == 503
    path.write_bytes(store.read_bytes())
    assert client.get("/v1/health").json()["status"] == "ok"


def test_what_nobody_foresaw_is_told_without_its_trace(store, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("a secret of the server")

    client = TestClient(create_application(Settings(store=store)))
    monkeypatch.setattr("api.service.describe_columns", fail)
    with caplog.at_level(logging.ERROR, logger="reciprocity.api"):
        answer = client.get("/v1/pairs")
    assert answer.status_code == 500
    assert set(answer.json()) == {"error", "remedy"}
    assert "secret" not in answer.text
    assert "a secret of the server" in caplog.text


HOSTILE = (
    "'; drop table pair; --",
    "music' or '1'='1",
    "$pair",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00",
    "\u202e\u2066",
    "${jndi:ldap://example.org}",
    "=1+1",
    "😀" * 40,
)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("parameter", ["pair", "partner", "first_year", "language", "other"])
def test_hostile_values_are_refused_and_change_nothing(client, store, value, parameter):
    before = store.read_bytes()
    answer = client.get("/v1/two_way", params={parameter: value})
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "\u202e" not in answer.text
    assert store.read_bytes() == before


def test_the_api_writes_no_sql_and_asks_the_library_alone():
    """What it does not write it cannot let anyone inject into."""
    sql = re.compile(
        r"\b(?:select|insert|update|delete|attach|copy)\b[^\n]*\b(?:from|into|set|to)\b"
    )
    own = {"api", "indicators"}
    for path in sorted((ROOT / "api").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert [word for word in words if sql.search(word)] == [], path.name
        calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert calls.isdisjoint({"execute", "sql", "query_df", "ask"}), path.name
        modules = {
            module.partition(".")[0]
            for node in ast.walk(tree)
            for module in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        ours = {entry.name for entry in ROOT.iterdir() if entry.is_dir()} | {"run", "app"}
        assert modules & ours <= own, path.name


def test_every_answer_carries_its_headers_and_none_that_tells_of_the_server(client):
    for address in ("pairs.csv", "two_way.json", "openapi.json", "health", "", "nothing"):
        headers = client.get(f"/v1/{address}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert {"server", "x-powered-by", "set-cookie"}.isdisjoint(headers)


def test_other_sites_may_not_read_the_answers_unless_they_are_named(store, client):
    origin = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in client.get("/v1/health", headers=origin).headers
    named = Settings(store=store, origins=("https://example.org",))
    open_to_one = TestClient(create_application(named))
    allowed = open_to_one.get("/v1/health", headers=origin).headers
    assert allowed["access-control-allow-origin"] == "https://example.org"
    other = open_to_one.get("/v1/health", headers={"Origin": "https://example.net"}).headers
    assert "access-control-allow-origin" not in other


def test_beside_the_pages_it_takes_everything_under_its_own_address(store):
    async def page(request):
        return PlainTextResponse("a page")

    app = Starlette(routes=[*routes(Settings(store=store)), Route("/{path:path}", page)])
    client = TestClient(app, follow_redirects=False)
    assert client.get("/api/v1/health").json()["status"] == "ok"
    for start, end in (("/api", "api/v1/"), ("/api/", "v1/"), ("/api/v1", "v1/")):
        assert client.get(start).headers["location"] == end
        assert client.get(start, follow_redirects=True).url.path == "/api/v1/"
    for nothing in ("/api/v2/pairs", "/api/v1/a%0Ab", "/api/x"):
        assert client.get(nothing).status_code == 404
        assert set(client.get(nothing).json()) == {"error", "remedy"}
    assert client.get("/apiary").text == "a page"


def test_settings_come_from_the_environment():
    assert Settings.from_environment({}) == Settings(rate=600)
    chosen = Settings.from_environment(
        {
            "RECIPROCITY_API_RATE": "0",
            "RECIPROCITY_API_BURST": "5",
            "RECIPROCITY_API_ORIGINS": "https://a.example.org http://localhost:8080",
        }
    )
    assert chosen == Settings(
        rate=0, burst=5, origins=("https://a.example.org", "http://localhost:8080")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RECIPROCITY_API_RATE", "many"),
        ("RECIPROCITY_API_RATE", "-1"),
        ("RECIPROCITY_API_BURST", "0"),
        ("RECIPROCITY_API_ORIGINS", "*"),
        ("RECIPROCITY_API_ORIGINS", "https://example.org/path"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name, value):
    with pytest.raises(ValueError, match=name):
        Settings.from_environment({name: value})
