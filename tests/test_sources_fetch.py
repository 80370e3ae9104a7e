"""The session: patient with a publisher's server, impatient with a broken one, silent on keys."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator

import pytest

from etl.fetch import Limits, Session, without_keys
from etl.refusal import (
    CutShort,
    KeyMissing,
    NotData,
    Refusal,
    ServerFailed,
    TimedOut,
    TooBig,
    TooFast,
    Unreachable,
    WrongHost,
)
from etl.reply import Reply, join_replies, split_replies
from tests import replay as stand_in
from tests.replay import Answer, Replay, replay

PUBLISHER = "https://publisher.example/data"
MARKER = "MARKER+key/qvxwjkzq=="
IMPATIENT = Limits(
    connect=2, read=0.6, call=3, most_bytes=200_000, tries=3, backoff=0.01, longest_wait=1, pause=0
)


@pytest.fixture
def publisher() -> Iterator[Replay]:
    with replay() as running:
        yield running


def ask(publisher: Replay, answer: object, limits: Limits = IMPATIENT, **options) -> Reply:
    """Ask a publisher that answers in one way."""
    publisher.answers["publisher.example"] = answer
    session = Session({"THE_KEY": MARKER}, limits, publisher.route)
    try:
        with session.source():
            params = {"key": session.key("THE_KEY"), "year": "2024"}
            return session.get(PUBLISHER, params, **options)
    finally:
        session.close()


def test_an_answer_comes_back_whole_with_its_address_but_without_the_key(publisher):
    reply = ask(publisher, b"figures")
    assert (reply.body, reply.status) == (b"figures", 200)
    assert reply.address == f"{PUBLISHER}?year=2024"
    assert publisher.calls[0].query["key"] == MARKER


def test_a_key_that_was_pasted_in_its_encoded_form_is_encoded_once_only(publisher):
    session = Session({"THE_KEY": "MARKER%2Bkey%2Fqvxwjkzq%3D%3D"}, IMPATIENT, publisher.route)
    publisher.answers["publisher.example"] = b"{}"
    session.get(PUBLISHER, {"key": session.key("THE_KEY")})
    session.close()
    assert publisher.calls[0].query["key"] == MARKER


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_twice_is_asked_a_third_time(publisher, status):
    reply = ask(publisher, stand_in.failing_first(2, status, b"figures"))
    assert reply.body == b"figures"
    assert len(publisher.calls) == 3


def test_a_server_that_stays_broken_is_given_up_after_three_tries(publisher):
    with pytest.raises(ServerFailed, match=r"publisher\.example failed \(HTTP 500\)"):
        ask(publisher, Answer(b"", 500))
    assert len(publisher.calls) == 3


def test_a_refusal_that_is_meant_is_not_asked_again(publisher):
    assert ask(publisher, Answer(b"no such table", 404)).status == 404
    assert len(publisher.calls) == 1


def test_a_status_that_means_busy_at_one_publisher_only_is_asked_again(publisher):
    with pytest.raises(TooFast):
        ask(publisher, Answer(b"", 400), again={400})
    assert len(publisher.calls) == 3


def test_the_wait_a_server_asks_for_is_kept(publisher, monkeypatch):
    waits = []
    monkeypatch.setattr("etl.fetch.time.sleep", waits.append)
    ask(publisher, stand_in.failing_first(1, 429, b"figures", Retry_After="0.7"))
    ask(publisher, stand_in.failing_first(1, 503, b"figures", Retry_After="1"))
    assert waits[-1] == 1


def test_a_wait_longer_than_the_limit_ends_the_source_at_once(publisher):
    with pytest.raises(TooFast, match="after 3600 seconds"):
        ask(publisher, Answer(b"", 429, (("Retry-After", "3600"),)))
    assert len(publisher.calls) == 1


def test_calls_to_one_host_keep_their_distance(publisher, monkeypatch):
    waits = []
    monkeypatch.setattr("etl.fetch.time.sleep", waits.append)
    session = Session({}, Limits(pause=5), publisher.route)
    publisher.answers["publisher.example"] = b"{}"
    for _ in range(2):
        session.get(PUBLISHER)
    session.close()
    assert len(waits) == 1
    assert 4 < waits[0] <= 5


MISBEHAVIOURS = {
    "says nothing": (stand_in.silent(), TimedOut),
    "drips its body": (stand_in.dripping(), TimedOut),
    "drips its headers": (stand_in.dripping_head(), TimedOut),
    "never ends": (stand_in.endless(), TooBig),
    "sends a gzip bomb": (stand_in.gzip_bomb(64), TooBig),
    "is cut off": (stand_in.truncated(b'{"records": ['), CutShort),
    "hangs up": (stand_in.hung_up(), Refusal),
    "packs badly": (Answer(b"not gzip", 200, (("Content-Encoding", "gzip"),)), CutShort),
    "sends on to another host": (stand_in.redirect("https://elsewhere.example/data"), WrongHost),
    "sends on to an open line": (stand_in.redirect("http://publisher.example/data"), WrongHost),
    "sends on and on": (stand_in.redirect("/data"), WrongHost),
}


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
def test_a_server_that_misbehaves_is_named_and_not_waited_for(publisher, misbehaviour):
    answer, expected = MISBEHAVIOURS[misbehaviour]
    with pytest.raises(expected) as caught:
        ask(publisher, answer)
    told = f"{caught.value!r} {caught.value.__cause__!r}"
    assert MARKER not in told
    assert "qvxwjkzq" not in told


def test_a_redirect_to_another_host_is_not_followed(publisher):
    with pytest.raises(WrongHost, match=r"sends on to https://elsewhere\.example"):
        ask(publisher, stand_in.redirect("https://elsewhere.example/data?key=x"))
    assert {call.host for call in publisher.calls} == {"publisher.example"}


def test_a_redirect_within_the_host_is_followed(publisher):
    publisher.answers["publisher.example/newer"] = b"figures"
    publisher.answers["publisher.example/data"] = stand_in.redirect("/newer")
    session = Session({}, IMPATIENT, publisher.route)
    assert session.get(PUBLISHER).body == b"figures"
    session.close()


def test_a_whole_source_has_a_time_limit_too(publisher):
    publisher.answers["publisher.example"] = stand_in.slowly(0.3, b"{}")
    session = Session({}, IMPATIENT, publisher.route)
    with pytest.raises(TimedOut), session.source(1):
        for _ in range(100):
            session.get(PUBLISHER)
    session.close()
    assert len(publisher.calls) < 10


def test_no_network_is_said_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    session = Session({}, IMPATIENT, lambda address: f"http://127.0.0.1:{port}/")
    with pytest.raises(Unreachable, match=r"publisher\.example cannot be reached"):
        session.get(PUBLISHER)
    session.close()


def test_no_log_of_the_http_library_holds_the_key(publisher, caplog):
    caplog.set_level(logging.DEBUG)
    ask(publisher, b"{}")
    assert "GET" in caplog.text
    for form in (MARKER, "MARKER%2Bkey%2Fqvxwjkzq%3D%3D", "qvxwjkzq"):
        assert form not in caplog.text


def test_a_missing_key_is_named_and_nothing_is_asked():
    with pytest.raises(KeyMissing, match="THE_KEY is not set"):
        Session({"THE_KEY": "  "}).key("THE_KEY")


@pytest.mark.parametrize("name", ["serviceKey", "ServiceKey", "apiKey", "key", "subscription-key"])
def test_every_name_a_publisher_has_for_a_key_is_taken_out_of_an_address(name):
    address = f"https://publisher.example/x?a=1&{name}={MARKER}&b=%ED%95%9C"
    assert without_keys(address) == "https://publisher.example/x?a=1&b=%ED%95%9C"


def test_replies_travel_together_and_come_apart_again():
    replies = [
        Reply(b"one\n\nreplies/1\n", "https://publisher.example/?page=1", 200, "2026-01-01"),
        Reply("둘".encode(), "", 404, ""),
    ]
    assert list(split_replies(join_replies(replies))) == replies
    assert replies[0].asked("page") == "1"


def test_replies_that_were_cut_off_are_not_taken_for_whole_ones():
    whole = join_replies([Reply(b"figures", "", 200, "")])
    for length in range(len(b"replies/1\n") + 1, len(whole) - 1):
        with pytest.raises(NotData):
            list(split_replies(whole[:length]))
