"""Addresses of pages in the short form of `python -m tests.fuzz_addresses`."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
    assert "present_slides" not in buttons_of_slides(visitor)
    visitor = visit("tourism", lang="ko", slides="out,students.over_time.VNM")
    assert "present_slides" in buttons_of_slides(visitor)


def buttons_of_slides(visitor: AppTest) -> set[str | None]:
    """The buttons of a page whose list of slides is opened."""
    visitor.session_state["slides"] = True
    visitor.run()
    assert not visitor.exception
    assert visitor.checkbox
    return {button.key for button in visitor.button}
