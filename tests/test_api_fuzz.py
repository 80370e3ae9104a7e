"""Right, wrong and hostile requests, the short form of `python -m tests.fuzz_api`."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from etl.build import build
from tests.fuzz_api import (
    ask_described_cases,
    ask_hostile_addresses,
    make_addresses,
    make_application,
)
from tests.world import flow, write_world


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    """The API on a synthetic store: small, so that no time goes into answers of many megabytes."""
    folder = tmp_path_factory.mktemp("fuzz")
    rows = [
        flow(series, *route, str(year), 100 * year)
        for series, *route in (
            ("host_count", "KOR", "VNM"),
            ("korean_count", "VNM", "KOR"),
            ("music_trade", "KOR", "THA"),
        )
        for year in range(2001, 2006)
    ]
    raw, catalogue = write_world(folder, sorted(rows), [("VNM", 2001, 1000), ("KOR", 2001, 500)])
    build(raw, folder / "store.duckdb", catalogue_folder=catalogue)
    return make_application(folder / "store.duckdb")


def test_requests_made_of_the_description_are_answered_as_it_says(app):
    report = ask_described_cases(app, cases=150, with_seed=1)
    assert report.wrong == []
    assert report.requests >= 150
    assert {200, 304, 400, 406} <= set(report.answered)
    assert {"/health", "/releases"} >= set(report.nothing_to_mistake)


def test_hostile_addresses_end_in_figures_or_in_a_sentence(app):
    report = ask_hostile_addresses(app, addresses=1000, with_seed=1)
    assert report.wrong == []
    assert {200, 400, 404, 405, 406, 414} <= set(report.answered)


def test_the_same_seed_asks_the_same(app):
    assert list(make_addresses(50, 1)) == list(make_addresses(50, 1))
    assert list(make_addresses(50, 1)) != list(make_addresses(50, 2))


def test_an_undocumented_answer_is_noticed(app):
    async def answer_wrongly(scope, receive, send):
        if scope["type"] == "http" and not scope["path"].endswith("openapi.json"):
            await send({"type": "http.response.start", "status": 418, "headers": []})
            await send({"type": "http.response.body", "body": b"Traceback"})
        else:
            await app(scope, receive, send)

    assert len(ask_described_cases(answer_wrongly, cases=20, with_seed=1).wrong) >= 20
    assert len(ask_hostile_addresses(answer_wrongly, addresses=20, with_seed=1).wrong) >= 15
