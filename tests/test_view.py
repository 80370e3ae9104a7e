"""A view and its address are two forms of one thing."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.view import ASEAN_POOLED, ASEAN_POOLED_EX_VNM, View

YEARS = st.none() | st.integers(min_value=1900, max_value=2099)

SLIDE = "students.over_time.partner-VNM.from-2010"


@st.composite
def views(draw: st.DrawFn) -> View:
    first, last = draw(YEARS), draw(YEARS)
    if first is not None and last is not None:
        first, last = sorted((first, last))
    return View(
        page=draw(st.sampled_from(["overview", "tourism", "students", "culture", "access"])),
        language=draw(st.sampled_from(["ko", "en"])),
        pair=draw(st.sampled_from(["", "students_uis", "visitors_moj"])),
        partner=draw(st.sampled_from(["ASEAN", "VNM", "JPN", "WLD", "EUROPE", "GREATER_CHINA"])),
        year=draw(YEARS),
        first_year=first,
        last_year=last,
        per_head=draw(st.booleans()),
        aggregate=draw(st.sampled_from(["pooled", "published"])),
        ex_vnm=draw(st.booleans()),
        item=draw(st.sampled_from(["", "2026-02-17", "kf_ach_2022"])),
        pillar=draw(st.sampled_from(["", "students", "context"])),
        event=draw(st.sampled_from(["", "ban_korea_2023"])),
        events=draw(st.booleans()),
        present=draw(st.booleans()),
        chart=draw(st.sampled_from(["", "over_time", "matrix"])),
        slides=draw(st.sampled_from(["", "overview", f"overview.matrix,{SLIDE}"])),
    )


@given(views())
def test_a_view_comes_back_from_its_address_in_the_language_it_was_sent_in(view: View):
    query = dict(parse_qs(urlsplit(view.address()).query))
    read_back = View.read(view.page, {key: values[-1] for key, values in query.items()}, "ko")
    assert read_back == (view, ())


@given(views(), st.sampled_from(["ko", "en"]))
def test_changing_the_language_changes_nothing_else_in_an_address(view: View, language: str):
    changed = replace(view, language=language).query()
    assert {**changed, "lang": view.language} == view.query()


KEYS = [
    "lang",
    "pair",
    "partner",
    "asean",
    "vnm",
    "year",
    "from",
    "to",
    "per",
    "item",
    "pillar",
    "event",
    "events",
    "present",
    "chart",
    "slides",
    "embed",
    "",
]


CODES = st.sampled_from(["VNM", "ASEAN", "2019", "2030", "off", "head", "out", "1", "students_uis"])


@settings(max_examples=500)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), CODES | st.text(max_size=30)))
def test_no_address_is_refused_whatever_stands_in_it(query: dict[str, str]):
    view, misread = View.read("students", query)
    asked = [f"{key}={value}" for key, value in query.items()]
    assert view == View.read("students", view.query())[0]
    assert all(part in asked or part.startswith("from=") for part in misread)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lang", "fr"),
        ("pair", "students uis"),
        ("pair", "../etc/passwd"),
        ("partner", "vnm"),
        ("partner", "VIETNAM"),
        ("partner", "ASEAN_POOLED"),
        ("item", "../etc"),
        ("item", "Day"),
        ("pillar", "Tourism"),
        ("event", "../ban"),
        ("asean", "mean"),
        ("vnm", "0"),
        ("year", "twenty"),
        ("year", "20204"),
        ("year", "２０２０"),
        ("from", "-2009"),
        ("per", "1000"),
    ],
)
def test_a_part_that_is_not_understood_falls_back_and_is_named(key: str, value: str):
    assert View.read("students", {key: value}) == (View(page="students"), (f"{key}={value}",))


def test_years_in_the_wrong_order_are_both_left_out():
    view, misread = View.read("tourism", {"from": "2020", "to": "2010"})
    assert (view.first_year, view.last_year) == (None, None)
    assert misread == ("from=2020&to=2010",)


def test_what_other_programs_add_to_an_address_is_passed_over():
    assert View.read("tourism", {"utm_source": "mail", "embed": "true"})[1] == ()


def test_an_address_holds_codes_in_one_order_and_no_defaults():
    view = View(page="students", language="ko", year=2019, pair="students_uis", partner="VNM")
    assert view.address() == "/students?lang=ko&pair=students_uis&partner=VNM&year=2019"
    assert View(language="ko").address() == "/?lang=ko"
    assert all(value.isascii() for value in view.query().values())
    assert urlencode(view.query()) in view.address()


def test_asean_is_added_up_unless_the_publishers_own_total_is_chosen():
    assert View().partner_code == "ASEAN_POOLED"
    assert View(ex_vnm=True).partner_code == "ASEAN_POOLED_EX_VNM"
    assert View(aggregate="published").partner_code == "ASEAN"
    assert View(partner="VNM").partner_code == "VNM"


@pytest.mark.parametrize("code", ["ASEAN", ASEAN_POOLED, ASEAN_POOLED_EX_VNM, "VNM", "WLD"])
def test_a_partner_is_chosen_by_its_code_in_the_store(code: str):
    assert View(partner="LAO").toward(code).partner_code == code


def test_how_asean_is_formed_is_forgotten_where_the_partner_is_a_country():
    assert View(partner="VNM", aggregate="published", ex_vnm=True) == View(partner="VNM")


def test_a_value_the_figures_do_not_allow_gives_way_and_is_reported():
    view = View(page="students", year=1850)
    assert view.settle("year", [2018, 2019], 2019) == (replace(view, year=2019), True)


def test_a_value_left_to_the_page_becomes_the_default_without_a_word():
    assert View().settle("year", [2018, 2019], 2019) == (View(year=2019), False)


def test_a_value_the_figures_allow_stays():
    assert View(year=2018).settle("year", [2018, 2019], 2019) == (View(year=2018), False)


def test_a_view_settles_only_what_it_has():
    with pytest.raises(ValueError, match="a view has no colour"):
        View().settle("colour", ["red"], "red")
