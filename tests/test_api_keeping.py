"""Answers are kept by release: asked for again they cost nothing, and none outlives its release."""

from __future__ import annotations

import datetime
import gzip
import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from starlette.testclient import TestClient

import indicators
from api import answers, rate
from api.answers import pack
from api.application import create_application
from api.holdings import Shelf, StaleError
from api.kept import Kept
from api.rate import RateLimit
from api.settings import Settings
from etl.build import build
from indicators.store import open_store
from tests.world import flow, write_world

DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(create_application(Settings(store=store)))


@pytest.fixture
def rebuild(tmp_path: Path) -> Callable[..., Path]:
    """Build a synthetic store with one figure, again and again in the same place."""

    def build_with(value: int, now: datetime.datetime = DAY) -> Path:
        rows = [flow("host_count", "KOR", "VNM", "2001", value)]
        raw, catalogue = write_world(tmp_path, rows)
        build(raw, tmp_path / "store.duckdb", now=now, catalogue_folder=catalogue)
        return tmp_path / "store.duckdb"

    return build_with


ADDRESSES = ("pairs.csv", "pairs.json", "pairs.parquet", "pairs.csv?language=ko", "openapi.json")


def test_each_question_and_format_has_a_mark_of_its_own(client):
    marks = {client.get(f"/v1/{address}").headers["etag"] for address in ADDRESSES}
    assert len(marks) == len(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_answer_already_is_not_sent_it_again(client, address):
    first = client.get(f"/v1/{address}")
    mark = first.headers["etag"]
    for held in (mark, f'"other", {mark}', "*"):
        again = client.get(f"/v1/{address}", headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == mark
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers["vary"] == first.headers["vary"]
    other = client.get(f"/v1/{address}", headers={"If-None-Match": 'W/"other"'})
    assert other.content == first.content


def test_the_same_question_in_other_words_has_the_same_mark(client):
    asked = ("pair=music,game&language=en", "pair=game&pair=music", "pair=game,music,game")
    assert len({client.get(f"/v1/pairs?{query}").headers["etag"] for query in asked}) == 1


@pytest.mark.parametrize("mark", ["*", 'W/"x"'])
def test_a_wrong_question_is_refused_whatever_the_reader_has(client, mark):
    for address in ("two_way?pair=nothing", "two_way?pair=visitors_kto,visitors_moj"):
        answer = client.get(f"/v1/{address}", headers={"If-None-Match": mark})
        assert answer.status_code in (400, 404)


def test_kept_answers_are_asked_for_again_each_time(client):
    assert client.get("/v1/pairs.csv").headers["cache-control"] == "public, no-cache"


def test_a_new_release_is_served_at_once_under_a_new_mark(rebuild):
    client = TestClient(create_application(Settings(store=rebuild(5))))
    first = client.get("/v1/observations.json")
    rebuild(6)
    again = client.get("/v1/observations.json", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert (first.json()[0]["value"], again.json()[0]["value"]) == (5, 6)
    assert first.json()[0]["version"] != again.json()[0]["version"]
    assert again.headers["reciprocity-version"] == again.json()[0]["version"]


def test_a_build_of_the_same_files_on_another_day_has_another_mark(rebuild):
    """What was under embargo on one day may be there on the next, in a release of the same name."""
    client = TestClient(create_application(Settings(store=rebuild(5))))
    first = client.get("/v1/observations.json")
    rebuild(5, now=DAY + datetime.timedelta(days=1))
    again = client.get("/v1/observations.json")
    assert first.json()[0]["version"] == again.json()[0]["version"]
    assert first.headers["etag"] != again.headers["etag"]


def test_an_answer_never_mixes_two_releases(rebuild):
    store = rebuild(5)
    shelf = Shelf(store)
    held = shelf.holdings()
    rebuild(6)
    with pytest.raises(StaleError):
        shelf.read(lambda path: indicators.pairs(path), held)
    assert shelf.holdings().release != held.release


def test_functions_asked_together_see_one_file_even_if_it_is_replaced_between_them(rebuild):
    store = rebuild(5)
    shelf = Shelf(store)
    seen: list[float] = []

    def ask_twice(path: Path | None) -> pd.DataFrame:
        for _ in range(2):
            frame = indicators.observations(["host_count"], store=path)
            seen.append(frame["value"].iloc[0])
            rebuild(6)
        return frame

    shelf.read(ask_twice, shelf.holdings())
    assert seen == [5, 5]


def test_a_question_that_meets_a_new_release_is_asked_again(rebuild, monkeypatch):
    client = TestClient(create_application(Settings(store=rebuild(5))))
    ask = Shelf.read
    meetings = iter((True, True, False))

    def meet(self, *arguments):
        if next(meetings):
            raise StaleError
        return ask(self, *arguments)

    monkeypatch.setattr(Shelf, "read", meet)
    assert client.get("/v1/observations.json").json()[0]["value"] == 5


def test_between_two_requests_nothing_of_the_store_is_open(rebuild):
    store = rebuild(5)
    client = TestClient(create_application(Settings(store=store)))
    for address in ("observations.json", "two_way.csv", "openapi.json", "health"):
        assert client.get(f"/v1/{address}").status_code == 200
        # A handle that is held for reading would keep anyone from opening it for writing.
        with duckdb.connect(str(store)) as connection:
            connection.execute("create or replace table written as select 1")


def test_a_release_that_somebody_held_open_is_let_go_of_after_a_while(rebuild):
    """In one process a file that was replaced is read on for as long as anybody holds it."""
    now = [0.0]
    store = rebuild(5)
    old = indicators.release(store)
    shelf = Shelf(store, clock=lambda: now[0])
    with open_store(store):
        rebuild(6)
        assert shelf.holdings().release == old
    now[0] += 6
    assert shelf.holdings().release != old


def test_many_readers_at_once_get_the_same_answer(client):
    bodies: list[bytes] = []

    def ask() -> None:
        bodies.append(client.get("/v1/observations.json?series=kto_visitors").content)

    readers = [threading.Thread(target=ask) for _ in range(12)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(bodies) == 12
    assert len(set(bodies)) == 1


def test_what_is_kept_is_not_read_again(store, monkeypatch):
    client = TestClient(create_application(Settings(store=store)))
    first = client.get("/v1/coverage.csv")

    def fail(*_):
        raise AssertionError("the store was read again")

    monkeypatch.setattr(Shelf, "read", fail)
    assert client.get("/v1/coverage.csv").content == first.content


def test_the_oldest_answers_make_room_for_the_newest():
    kept = Kept(3 * 2100, len)
    for name in ("first", "second", "third"):
        kept.put(name, b"x" * 1000)
    assert kept.get("first") is not None
    kept.put("fourth", b"x" * 1000)
    assert kept.get("second") is None
    assert None not in [kept.get(name) for name in ("first", "third", "fourth")]


def test_an_answer_larger_than_all_the_room_is_not_kept():
    kept = Kept(3000, len)
    kept.put("small", b"x")
    kept.put("large", b"x" * 5000)
    assert kept.get("large") is None
    assert kept.get("small") is not None


def test_putting_an_answer_twice_counts_it_once():
    kept = Kept(2500, len)
    for _ in range(10):
        kept.put("same", b"x" * 100)
    kept.put("other", b"x" * 100)
    assert kept.get("same") is not None


def test_one_filter_after_another_reads_the_store_once(store, monkeypatch):
    client = TestClient(create_application(Settings(store=store)))
    every = client.get("/v1/two_way.json?pair=students_uis").json()

    def fail(*_):
        raise AssertionError("the store was read again")

    monkeypatch.setattr(Shelf, "read", fail)
    some = client.get("/v1/two_way.json?pair=students_uis&partner=VNM&first_year=2015").json()
    assert some == [row for row in every if row["partner"] == "VNM" and row["year"] >= 2015]


def test_without_room_to_keep_anything_the_answers_are_the_same(store, client):
    bare = TestClient(create_application(Settings(store=store, kept_bytes=0)))
    for address in ("two_way.json?pair=students_uis", "observations.csv?series=phl_visitors"):
        assert bare.get(f"/v1/{address}").content == client.get(f"/v1/{address}").content


@pytest.mark.parametrize("compress", [True, False])
def test_a_large_answer_leaves_in_pieces_and_arrives_whole(compress):
    text = os.urandom(answers.CHUNK) + b"0" * (3 * answers.CHUNK) + os.urandom(5)
    packed = pack((text[start : start + 1000] for start in range(0, len(text), 1000)), compress)
    pieces = list(packed.chunks())
    assert b"".join(pieces) == text
    assert packed.length == len(text)
    assert max(map(len, pieces)) <= answers.CHUNK
    assert len(pieces) > 3


def test_who_takes_compressed_answers_gets_them_and_others_get_the_same_text(client):
    packed = client.get("/v1/pairs.csv", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert packed.headers["content-encoding"] == "gzip"
    for encoding in ("identity", "gzip;q=0, *;q=0", ""):
        text = client.get("/v1/pairs.csv", headers={"Accept-Encoding": encoding})
        assert "content-encoding" not in text.headers
        assert text.content == packed.content
        assert int(text.headers["content-length"]) == len(text.content)
    assert "Accept-Encoding" in packed.headers["vary"]


def test_compressed_bytes_are_a_gzip_file_that_is_the_same_each_time(client, store):
    bodies = set()
    for _ in range(2):
        fresh = TestClient(create_application(Settings(store=store)))
        with fresh.stream("GET", "/v1/pairs.csv") as answer:
            bodies.add(b"".join(answer.iter_raw()))
    assert len(bodies) == 1
    assert gzip.decompress(bodies.pop()) == client.get("/v1/pairs.csv").content


def test_parquet_is_not_compressed_twice(client):
    answer = client.get("/v1/pairs.parquet", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("address", [*ADDRESSES, "health", ""])
def test_head_tells_what_get_would_without_sending_it(client, address):
    head, full = (client.request(method, f"/v1/{address}") for method in ("HEAD", "GET"))
    assert head.status_code == 200
    assert {**head.headers} == {**full.headers}


def test_files_to_be_saved_are_named_after_table_and_release(client, store):
    version = indicators.release(store).version
    for form in ("csv", "parquet"):
        named = client.get(f"/v1/pairs.{form}").headers["content-disposition"]
        assert named == f'attachment; filename="reciprocity-pairs-{version}.{form}"'
    assert "content-disposition" not in client.get("/v1/pairs.json").headers


def test_health_tells_the_release_and_its_age(rebuild):
    now = datetime.datetime.now(datetime.UTC)
    client = TestClient(create_application(Settings(store=rebuild(5, now=now))))
    told = client.get("/v1/health")
    assert told.headers["cache-control"] == "no-store"
    assert told.json()["status"] == "ok"
    assert told.json()["version"] == client.get("/v1/releases").json()[0]["version"]
    assert 0 <= told.json()["age_seconds"] < 600


def test_a_release_from_the_future_is_no_younger_than_new(rebuild):
    client = TestClient(create_application(Settings(store=rebuild(5, now=DAY.replace(year=2999)))))
    assert client.get("/v1/health").json()["age_seconds"] == 0


@pytest.fixture
def clock() -> list[float]:
    return [100.0]


def test_a_reader_may_ask_in_a_burst_and_then_at_a_steady_rate(clock):
    limit = RateLimit(rate=60, burst=3, clock=lambda: clock[0])
    assert [limit.seconds_to_wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 1]
    assert limit.seconds_to_wait("192.0.2.2") == 0
    clock[0] += 1
    assert [limit.seconds_to_wait("192.0.2.1") for _ in range(2)] == [0, 1]
    clock[0] += 3600
    assert [limit.seconds_to_wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 1]


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer(clock):
    limit = RateLimit(rate=60, burst=1, clock=lambda: clock[0])
    assert limit.seconds_to_wait("192.0.2.1") == 0
    clock[0] -= 3600
    assert limit.seconds_to_wait("192.0.2.1") == 1
    clock[0] += 1
    assert limit.seconds_to_wait("192.0.2.1") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_one_line_is_one_reader(one, other, same):
    limit = RateLimit(rate=1, burst=1, clock=lambda: 0.0)
    assert limit.seconds_to_wait(one) == 0
    assert (limit.seconds_to_wait(other) > 0) == same


def test_the_memory_for_readers_is_bounded(monkeypatch):
    monkeypatch.setattr(rate, "MOST_CLIENTS", 10)
    limit = RateLimit(rate=1, burst=1, clock=lambda: 0.0)
    for number in range(100):
        limit.seconds_to_wait(f"192.0.2.{number}")
    assert len(limit._buckets) == 10


def test_a_rate_of_nothing_sets_no_limit():
    limit = RateLimit(rate=0, burst=1)
    assert {limit.seconds_to_wait("192.0.2.1") for _ in range(100)} == {0}


def test_who_asks_too_often_is_told_how_long_to_wait(store):
    client = TestClient(create_application(Settings(store=store, rate=1, burst=2)))
    statuses = [client.get("/v1/releases").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.get("/v1/releases")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["retry-after"] in refused.json()["remedy"]
    # Whoever watches the server is not counted.
    assert client.get("/v1/health").status_code == 200


def test_the_log_tells_what_was_asked_and_not_by_whom(store, caplog):
    client = TestClient(create_application(Settings(store=store)))
    with caplog.at_level(logging.INFO, logger="reciprocity.api"):
        client.get("/v1/two_way.csv?pair=music&partner=VNM", headers={"User-Agent": "a person"})
        client.get("/v1/my-own-name")
    lines = [json.loads(record.message) for record in caplog.records]
    assert [(line["answered"], line["status"]) for line in lines] == [("two_way", 200), ("", 404)]
    for private in ("VNM", "a person", "testclient", "my-own-name"):
        assert private not in caplog.text
