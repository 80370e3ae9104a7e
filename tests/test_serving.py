"""Serving: what a request passes, what is chosen for it, and what the log keeps."""

from __future__ import annotations

import asyncio
import json
import logging
import tomllib
from collections.abc import Iterator, Sequence

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from dashboard.log import run_noted
from dashboard.reading import scripts
from serving import middleware
from serving.gate import LARGEST_BODY, Gate, is_named
from serving.headers import FAILED
from serving.logs import JsonLines
from serving.policy import content_policy, frame_options
from serving.settings import Settings
from tests.checkout import read


async def count(request: Request) -> PlainTextResponse:
    """Answers with the number of bytes it was sent."""
    return PlainTextResponse(str(len(await request.body())))


async def fail(request: Request) -> PlainTextResponse:
    raise RuntimeError("the name of a reader")


def serve(**choices: object) -> TestClient:
    wrapped = middleware((), Settings(**choices))  # type: ignore[arg-type]
    routes = [Route("/count", count, methods=["GET", "POST"]), Route("/fail", fail)]
    application = Starlette(routes=routes, middleware=wrapped)
    return TestClient(application, raise_server_exceptions=False)


def test_an_error_of_the_server_tells_a_reader_nothing_of_it(caplog):
    answer = serve().get("/fail")
    assert (answer.status_code, answer.text) == (500, FAILED)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_what_is_sent_is_handed_on_up_to_the_limit():
    assert serve().post("/count", content=b"0" * LARGEST_BODY).text == str(LARGEST_BODY)
    assert serve().post("/count", content=b"0" * (LARGEST_BODY + 1)).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "65537", "", "٣"])
def test_a_length_that_is_none_is_refused(length):
    headers = {"Content-Length": length.encode()}
    assert serve().post("/count", headers=headers).status_code == 413


def pass_gate(pieces: Sequence[bytes]) -> list[Message]:
    """What the gate sends back for a request that comes in pieces without a length."""
    waiting: Iterator[bytes] = iter(pieces)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": next(waiting), "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    async def take_everything(scope, receive, send) -> None:
        while (await receive())["more_body"]:
            pass

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    asyncio.run(Gate(take_everything)(scope, receive, send))
    return sent


def test_a_request_that_never_ends_is_cut_off():
    assert pass_gate([b"0" * 2**10] * 1_000)[0]["status"] == 413


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("example.org", True),
        ("EXAMPLE.org.", True),
        ("example.org:8501", True),
        ("a.example.com", True),
        ("example.com", False),
        ("aexample.com", False),
        ("example.org:x", False),
        ("[::1]:8501", True),
        ("[::1]", True),
        ("", False),
    ],
)
def test_a_host_is_known_by_its_name_whatever_the_port(host, named):
    assert is_named(host, ("example.org", "*.example.com", "[::1]")) is named


def test_without_names_every_host_is_answered():
    assert serve().get("/count", headers={"Host": "anything.example"}).text == "0"
    assert serve(hosts=("a.org",)).get("/count").status_code == 400


@pytest.mark.parametrize(
    ("frames", "ancestors", "older"),
    [
        (("self",), "'self'", "SAMEORIGIN"),
        ((), "'none'", "DENY"),
        (("https://a.org", "https://*.b.org"), "https://a.org https://*.b.org", None),
    ],
)
def test_who_may_frame_the_pages_is_said_in_both_ways(frames, ancestors, older):
    assert content_policy((), frames).endswith(f"frame-ancestors {ancestors}")
    assert frame_options(frames) == older
    assert serve(frames=frames).get("/count").headers.get("x-frame-options") == older


@pytest.mark.parametrize(
    ("tls", "scheme", "promised"),
    [("auto", "http", False), ("auto", "https", True), ("on", "http", True), ("off", "https", 0)],
)
def test_tls_is_promised_where_it_is_spoken(tls, scheme, promised):
    client = serve(tls=tls)
    client.base_url = client.base_url.copy_with(scheme=scheme)
    assert ("strict-transport-security" in client.get("/count").headers) == promised


def test_a_page_may_run_its_own_scripts_and_no_others():
    allowed = content_policy(scripts(), ("self",))
    assert len(scripts()) == 3
    assert allowed.count("'sha256-") == len(scripts()) + 1  # and the one of Streamlit's page
    assert content_policy((scripts()[0] + " ",), ("self",)) not in allowed


def test_settings_have_safe_defaults():
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.frames == ("self",)
    assert settings.proxies == ("127.0.0.1", "::1")


def test_settings_are_read_from_the_environment():
    written = {
        "RECIPROCITY_FRAMES": "self  https://intranet.example.org:8443",
        "RECIPROCITY_HOSTS": "Dashboard.example.org. *.ministry.example",
        "RECIPROCITY_TLS": "ON",
        "RECIPROCITY_PROXIES": "10.0.0.0/24 fd00::1",
        "RECIPROCITY_LOG": "warning",
    }
    assert Settings.from_environment(written) == Settings(
        frames=("self", "https://intranet.example.org:8443"),
        hosts=("dashboard.example.org", "*.ministry.example"),
        tls="on",
        proxies=("10.0.0.0/24", "fd00::1"),
        level="WARNING",
    )
    assert Settings.from_environment({"RECIPROCITY_HOSTS": "*"}).hosts == ()
    assert Settings.from_environment({"RECIPROCITY_FRAMES": "none"}).frames == ()
    assert Settings.from_environment({"RECIPROCITY_PROXIES": "none"}).proxies == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RECIPROCITY_FRAMES", "intranet.example.org"),
        ("RECIPROCITY_FRAMES", "https://a.org/path"),
        ("RECIPROCITY_FRAMES", "https://a.org; script-src *"),
        ("RECIPROCITY_HOSTS", "https://a.org"),
        ("RECIPROCITY_HOSTS", "a.org:8501"),
        ("RECIPROCITY_TLS", "yes"),
        ("RECIPROCITY_PROXIES", "proxy.example.org"),
        ("RECIPROCITY_PROXIES", "*"),
        ("RECIPROCITY_LOG", "loud"),
    ],
)
def test_a_setting_that_is_none_is_named_with_its_value(name, value):
    with pytest.raises(ValueError, match=name):
        Settings.from_environment({name: value})


def test_the_settings_of_streamlit_keep_others_out():
    config = tomllib.loads(read(".streamlit/config.toml"))
    assert config["server"]["enableCORS"] is True
    assert config["server"]["enableXsrfProtection"] is True
    assert config["server"]["enableAgentApi"] is False
    assert config["server"]["enableStaticServing"] is False
    assert config["server"]["maxUploadSize"] == 1
    assert config["server"]["maxMessageSize"] <= 20
    assert config["client"]["showErrorDetails"] == "none"
    # "minimal" shows a visitor less than "viewer" does, and nothing meant for developers.
    assert config["client"]["toolbarMode"] in ("viewer", "minimal")
    assert config["browser"]["gatherUsageStats"] is False


def record(name: str, message: str, error: BaseException | None = None) -> logging.LogRecord:
    problem = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.INFO, __file__, 1, message, (), problem)


def test_a_line_of_the_log_is_one_object():
    line = JsonLines().format(record("reciprocity.api", '{"event": "api", "status": 200}'))
    told = json.loads(line)
    assert (told["event"], told["status"], told["level"]) == ("api", 200, "INFO")
    assert told["time"].endswith("Z")
    plain = json.loads(JsonLines().format(record("streamlit", 'two\nlines of "text"')))
    assert plain["message"] == 'two\nlines of "text"'


def test_an_error_in_the_log_tells_where_it_was_and_not_what_a_reader_sent():
    try:
        int("the name of a reader")
    except ValueError as error:
        line = JsonLines().format(record("streamlit", "failed", error))
    told = json.loads(line)
    assert told["error"] == "ValueError"
    assert told["at"][-1].startswith("tests/test_serving.py:")
    assert "the name of a reader" not in line


def notes(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(r.message) for r in caplog.records if r.name == "reciprocity.pages"]


def test_a_page_that_was_drawn_is_noted_with_its_name_and_its_time(caplog):
    caplog.set_level(logging.INFO, logger="reciprocity.pages")
    run_noted("students", lambda: None)
    (note,) = notes(caplog)
    assert (note["page"], note["status"]) == ("students", "shown")
    assert isinstance(note["milliseconds"], int)


@pytest.mark.parametrize(
    ("ended", "status"), [(ValueError("no"), "failed"), (KeyboardInterrupt(), "left")]
)
def test_a_page_that_was_not_drawn_to_its_end_is_noted_too(caplog, ended, status):
    def end() -> None:
        raise ended

    caplog.set_level(logging.INFO, logger="reciprocity.pages")
    with pytest.raises(type(ended)):
        run_noted("students", end)
    assert [note["status"] for note in notes(caplog)] == [status]


def test_a_setting_that_is_none_stops_the_start_with_its_name(monkeypatch, capsys):
    from serving.__main__ import main

    monkeypatch.setenv("RECIPROCITY_TLS", "perhaps")
    assert main(["--port", "1"]) == 2
    assert "RECIPROCITY_TLS" in capsys.readouterr().err
