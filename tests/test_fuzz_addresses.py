"""Addresses of pages in the short form of `python -m tests.fuzz_addresses`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import data
from dashboard.view import View
from tests import fuzz_addresses
from tests.test_frame_pages import visit


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


def test_a_list_of_slides_that_names_no_page_leaves_the_page_as_it_is() -> None:
    visitor = visit("tourism", lang="ko", slides="out")
    assert not visitor.exception
    assert not [button for button in visitor.button if button.key == "present_slides"]
    visitor = visit("tourism", lang="ko", slides="out,students.over_time.VNM")
    assert [button for button in visitor.button if button.key == "present_slides"]
