"""What a page keeps is kept for its view, its release and its name, and for no other."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from dashboard import data
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.theme import DARK, LIGHT
from dashboard.view import View
from indicators import Release
from tests.test_frame_pages import shipped_store

__all__ = ["shipped_store"]

RELEASE = Release("0.1.0+synthetic", datetime.datetime(2026, 1, 1), "0" * 64)


@pytest.fixture
def page() -> Page:
    data.forget()
    view = View("students", partner="VNM")
    return Page(view, Language("en"), LIGHT, RELEASE, view)


def test_a_part_is_made_once_for_a_view(page: Page) -> None:
    made = []
    for _ in range(3):
        assert page.keep("rows", lambda: made.append("made") or len(made)) == 1
    assert made == ["made"]


@pytest.mark.parametrize(
    "change",
    [
        lambda page: setattr(page, "view", replace(page.view, partner="THA")),
        lambda page: setattr(page, "view", replace(page.view, language="ko")),
        lambda page: setattr(page, "view", replace(page.view, per_head=True)),
        lambda page: setattr(page, "theme", DARK),
        lambda page: setattr(page, "narrow", True),
        lambda page: setattr(page, "release", replace(RELEASE, version="0.1.0+other")),
        lambda page: setattr(page, "release", replace(RELEASE, built_at=datetime.datetime.max)),
        lambda page: data.forget(),
    ],
)
def test_another_view_look_or_release_is_made_anew(page: Page, change) -> None:
    page.keep("rows", lambda: "first")
    change(page)
    assert in_the_next_run(page).keep("rows", lambda: "second") == "second"


def in_the_next_run(page: Page) -> Page:
    """Only the view changes while a page is drawn; every run has a page of its own."""
    return replace(page)


def test_another_store_is_read_anew(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.keep("rows", lambda: "first")
    monkeypatch.setenv("RECIPROCITY_STORE", "another.duckdb")
    assert in_the_next_run(page).keep("rows", lambda: "second") == "second"


def test_what_was_settled_and_said_comes_back_with_the_rows(page: Page) -> None:
    def settle() -> str:
        page.settle("year", [2019], 2019, "Another year is shown.")
        return "rows"

    page.view = replace(page.view, year=1999)
    asked = page.view
    page.keep_settled("selection", settle)
    again = Page(asked, page.language, LIGHT, RELEASE, asked, notices=["Said before."])
    assert again.keep_settled("selection", lambda: "not made again") == "rows"
    assert again.view.year == 2019
    assert again.notices == ["Said before.", "Another year is shown."]


def test_two_parts_of_one_name_are_two_parts(page: Page) -> None:
    drawn = []
    for _ in range(2):
        run = Page(page.asked, page.language, LIGHT, RELEASE, page.view)
        run.draw("table", lambda: drawn.append("first"))
        run.draw("table", lambda: drawn.append("second"))
    assert drawn == ["first", "second"]


def test_a_view_that_is_settled_meanwhile_is_another_view(page: Page) -> None:
    page.keep("rows", lambda: "first")
    page.view = replace(page.view, partner="THA")
    assert page.keep("rows", lambda: "second") == "second"


def test_whoever_changes_a_frame_changes_their_own(shipped_store: None) -> None:
    edition = data.release().edition
    mine = data.sources(edition)
    mine["publisher"] = "changed"
    mine.loc[:, "title"] = "changed"
    assert not data.sources(edition)[["publisher", "title"]].isin(["changed"]).any(axis=None)


def test_what_is_read_for_one_build_is_not_shown_for_the_next(shipped_store: None) -> None:
    edition = data.release().edition
    later = replace(data.release(), built_at=datetime.datetime(2030, 1, 1)).edition
    assert later != edition and later.startswith(data.release().version)
