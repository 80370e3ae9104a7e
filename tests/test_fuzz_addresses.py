"""Addresses of pages in the short form of `python -m tests.fuzz_addresses`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import data
from dashboard.view import View
from tests import fuzz_addresses


@pytest.fixture(autouse=True)
def shipped_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECIPROCITY_STORE", str(store))
    data.forget()


def test_every_address_is_read_and_what_it_opens_is_drawn() -> None:
    report = fuzz_addresses.fuzz(cases=1000, with_seed=7, drawn_every=200)
    assert report.wrong == []
    assert report.drawn == 5
    assert min(report.read["right"], report.read["in part"]) > 200


def test_an_address_that_does_not_come_back_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(View, "address", lambda view: f"/{view.page}?lang={view.language}")
    report = fuzz_addresses.fuzz(cases=100, with_seed=7, drawn_every=1000)
    assert any("became" in wrong for wrong in report.wrong)
