"""What every answer of the running server carries, whatever was asked: a check as ZAP makes it."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.server import Server, run_server

#: A page, a script and a font of it, the probe, the API with its page and a refusal, and unknown
#: addresses on both sides.
ADDRESSES = (
    "/",
    "/students?lang=ko&partner=VNM",
    "/favicon.png",
    "/app/static/fonts/PretendardVariable.woff2",
    "/app/static/nothing",
    "/_stcore/health",
    "/_stcore/host-config",
    "/api/v1/",
    "/api/v1/health",
    "/api/v1/pairs.csv",
    "/api/v1/nothing",
    "/nowhere/at/all",
    "/media/nothing.csv",
)
STATUS = {"/app/static/nothing": 404, "/api/v1/nothing": 404, "/media/nothing.csv": 404}


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with run_server(store) as running:
        yield running


def ask(
    server: Server,
    address: str,
    *,
    method: str = "GET",
    host: str = "",
    body: object = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers (names in small letters) and content of one answer."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc)
    sent = {**(headers or {}), **({"Host": host} if host else {})}
    connection.request(method, address, body, sent, encode_chunked=body is not None)  # type: ignore[arg-type]
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, [(k.lower(), v) for k, v in answer.getheaders()], content


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: sources for name, *sources in parts}


@pytest.fixture(scope="module", params=ADDRESSES)
def answered(server: Server, request) -> tuple[str, int, dict[str, str]]:
    status, headers, _ = ask(server, request.param)
    assert len({name for name, _ in headers}) == len(headers), "a header is sent twice"
    return request.param, status, dict(headers)


def test_an_address_is_answered_as_expected(answered):
    address, status, _ = answered
    assert status == STATUS.get(address, 200)


def test_a_browser_is_told_to_believe_the_type_that_is_named(answered):
    _, _, headers = answered
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-type" in headers


def test_every_answer_names_what_may_be_loaded_and_who_may_frame_it(answered):
    address, _, headers = answered
    policy = directives(headers["content-security-policy"])
    assert policy["default-src"] == ["'none'"]
    if address.startswith("/api/"):
        assert policy["frame-ancestors"] == ["'none'"]
        assert headers["x-frame-options"] == "DENY"
    else:
        assert policy["frame-ancestors"] == ["'self'"]
        assert headers["x-frame-options"] == "SAMEORIGIN"


def test_no_policy_lets_in_scripts_from_elsewhere_or_out_of_the_page(answered):
    _, _, headers = answered
    policy = directives(headers["content-security-policy"])
    everything = [source for sources in policy.values() for source in sources]
    assert not {"*", "http:", "https:", "'unsafe-eval'", "'unsafe-hashes'"} & set(everything)
    assert [source for source in everything if "//" in source] == []
    assert "'unsafe-inline'" not in policy.get("script-src", [])
    assert "data:" not in policy.get("script-src", [])
    assert policy.get("object-src", policy["default-src"]) == ["'none'"]


def test_no_other_site_is_told_what_a_reader_looks_at(answered):
    _, _, headers = answered
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")


def test_abilities_of_the_browser_are_given_up(answered):
    _, _, headers = answered
    given_up = headers["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(given_up)


def test_no_answer_names_the_server_or_its_version(answered):
    _, _, headers = answered
    assert not {"server", "x-powered-by", "via"} & headers.keys()
    told = json.dumps({k: v for k, v in headers.items() if k != "set-cookie"})
    assert not re.search(r"uvicorn|starlette|python/|tornado", told, flags=re.I)


def test_no_other_site_may_read_an_answer(answered):
    _, _, headers = answered
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_tls_is_not_promised_where_there_is_none(answered):
    _, _, headers = answered
    assert "strict-transport-security" not in headers


def test_cookies_stay_with_this_site(answered):
    _, _, headers = answered
    assert "SameSite=Lax" in headers.get("set-cookie", "SameSite=Lax")


@pytest.mark.parametrize("address", ["/", "/api/v1/health", "/_stcore/health"])
def test_behind_a_proxy_that_speaks_tls_browsers_are_told_to_keep_to_it(server, address):
    _, sent, _ = ask(server, address, headers={"X-Forwarded-Proto": "https"})
    headers = dict(sent)
    assert int(re.findall(r"max-age=(\d+)", headers["strict-transport-security"])[0]) >= 31536000
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "Secure" in headers.get("set-cookie", "Secure")


def test_a_foreign_site_cannot_ask_in_the_name_of_a_reader(server):
    status, headers, _ = ask(server, "/_stcore/health", headers={"Origin": "https://foreign.org"})
    assert status == 200
    assert "access-control-allow-origin" not in dict(headers)
    status, _, _ = ask(server, "/_stcore/upload_file/a/b", method="PUT", body=[b"x"])
    assert status == 403


def test_the_interface_for_programs_that_drive_sessions_is_off(server):
    for method in ("GET", "POST"):
        body = [b"{}"] if method == "POST" else None
        for address in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
            status, _, _ = ask(server, address, method=method, body=body)
            assert status >= 400, (method, address)
    assert ask(server, "/_stcore/agent/interact", method="POST", body=[b"{}"])[0] in (403, 404)


@pytest.mark.parametrize("address", ["/", "/students", "/_stcore/upload_file/a/b", "/api/v1/pairs"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_request_with_much_content_is_refused(server, address, method):
    large = b"0" * (64 * 2**10 + 1)
    status, headers, _ = ask(server, address, method=method, body=large)
    assert status == 413
    assert dict(headers)["x-content-type-options"] == "nosniff"


def test_an_endless_address_is_refused(server):
    assert ask(server, "/students?partner=" + "A" * 9_000)[0] == 414
    assert ask(server, "/students?partner=" + "A" * 4_000)[0] == 200


@pytest.fixture(scope="module")
def named(store: Path) -> Iterator[Server]:
    """A server that answers under two names only, and may be framed by one other site."""
    settings = {
        "RECIPROCITY_HOSTS": "dashboard.example.org *.ministry.example localhost",
        "RECIPROCITY_FRAMES": "self https://intranet.example.org",
        "RECIPROCITY_TLS": "off",
        "RECIPROCITY_API_RATE": "1",
        "RECIPROCITY_API_BURST": "2",
        "RECIPROCITY_PROXIES": "127.0.0.1 ::1",
    }
    with run_server(store, **settings) as running:
        yield running


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("dashboard.example.org", 200),
        ("DASHBOARD.example.org:8501", 200),
        ("asean.ministry.example", 200),
        ("ministry.example", 400),
        ("dashboard.example.org.evil.example", 400),
        ("evil.example", 400),
        ("evil.example:80@dashboard.example.org", 400),
        ("127.0.0.1", 400),
    ],
)
@pytest.mark.parametrize("address", ["/", "/api/v1/sources.csv", "/_stcore/host-config"])
def test_only_allowed_names_are_answered(named, host, status, address):
    answered, headers, _ = ask(named, address, host=host)
    # The figures are rationed on this server: whether it answers at all is what counts.
    assert answered in ((200, 429) if status == 200 else (400,))
    assert dict(headers)["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("probe", ["/_stcore/health", "/api/v1/health"])
def test_a_probe_is_answered_whatever_name_it_asks_under(named, probe):
    assert ask(named, probe, host="10.0.0.7:8501")[0] == 200


def test_a_session_is_not_opened_under_a_foreign_name(named):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    assert ask(named, "/_stcore/stream", host="evil.example", headers=upgrade)[0] == 403
    foreign = {**upgrade, "Origin": "https://evil.example"}
    assert ask(named, "/_stcore/stream", host="localhost", headers=foreign)[0] == 403


def test_other_sites_may_frame_the_pages_where_that_was_chosen(named):
    _, sent, _ = ask(named, "/")
    policy = directives(dict(sent)["content-security-policy"])
    assert policy["frame-ancestors"] == ["'self'", "https://intranet.example.org"]
    assert "x-frame-options" not in dict(sent)
    assert dict(ask(named, "/api/v1/")[1])["x-frame-options"] == "DENY"


def test_tls_is_not_promised_where_that_was_chosen(named):
    _, sent, _ = ask(named, "/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in dict(sent)


def test_readers_behind_a_proxy_are_counted_one_by_one(named):
    def times_answered(address: str) -> list[int]:
        forwarded = {"X-Forwarded-For": address}
        return [ask(named, "/api/v1/sources.json", headers=forwarded)[0] for _ in range(3)]

    assert times_answered("198.51.100.1") == [200, 200, 429]
    assert times_answered("198.51.100.2") == [200, 200, 429]


def test_a_reader_cannot_name_an_address_where_no_proxy_is_believed(store):
    limits = {"RECIPROCITY_API_RATE": "1", "RECIPROCITY_API_BURST": "2"}
    with run_server(store, RECIPROCITY_PROXIES="none", **limits) as direct:
        answers = [
            ask(direct, "/api/v1/sources.json", headers={"X-Forwarded-For": f"198.51.100.{n}"})[0]
            for n in range(3)
        ]
    assert answers == [200, 200, 429]
