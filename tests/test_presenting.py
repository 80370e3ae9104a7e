"""A list of slides brings back what was gathered, in the order in which it was gathered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.presenting import neighbours, slide_of, views_of
from dashboard.view import View
from tests.test_view import views

VIET_NAM = View(page="students", partner="VNM", first_year=2010)
SINGAPORE = View(page="tourism", pair="visitors_kto", partner="SGP", per_head=True)


def gathered(*slides: str) -> View:
    return View(language="ko", slides=",".join(slides))


def test_a_slide_says_what_is_chosen_in_the_codes_of_an_address():
    assert slide_of(VIET_NAM, "over_time") == "students.over_time.partner-VNM.from-2010"


@given(views(), st.sampled_from(["over_time", "by_member"]))
def test_a_gathered_slide_brings_its_view_back(view: View, chart: str):
    listed = gathered(slide_of(replace(view, chart=""), chart))
    assert View.read("overview", listed.query())[0] == listed
    (back,) = views_of(listed.slides, listed)
    wanted = replace(view, present=True, chart=chart, slides=listed.slides, language="ko")
    assert back == wanted


def test_a_lone_partner_is_understood_and_a_page_that_does_not_exist_is_passed_over():
    asked = gathered("students.over_time.VNM", "nowhere.chart", "overview")
    first, second = views_of(asked.slides, asked)
    assert (first.partner, first.chart, second.page) == ("VNM", "over_time", "overview")


def test_slides_are_walked_through_in_their_order():
    asked = gathered(slide_of(VIET_NAM, "over_time"), slide_of(SINGAPORE, "by_member"))
    first, second = views_of(asked.slides, asked)
    assert neighbours(first) == (None, second)
    assert neighbours(second) == (first, None)


def test_what_the_page_settles_by_itself_does_not_lose_the_place():
    asked = gathered(slide_of(VIET_NAM, "over_time"), slide_of(SINGAPORE, "by_member"))
    first, second = views_of(asked.slides, asked)
    settled = replace(second, year=2019, first_year=2009, last_year=2020)
    assert neighbours(settled) == (first, None)


def test_of_two_slides_that_fit_the_one_that_asks_for_more_is_meant():
    asked = gathered("students.over_time", "students.over_time.partner-VNM", "overview.matrix")
    _, _, last = views_of(asked.slides, asked)
    shown = View("students", "ko", partner="VNM", present=True, chart="over_time")
    assert neighbours(replace(shown, slides=asked.slides))[1] == last


@pytest.mark.parametrize("slides", ["a b", "../etc", "students.over_time.partner=VNM", "x," * 41])
def test_a_list_that_cannot_be_one_is_refused(slides: str):
    assert View.read("overview", {"slides": slides})[1] == (f"slides={slides}",)
