"""The real server in a real browser: what an in-process test of a page cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.contents import PAGES
from dashboard.language import Language
from dashboard.theme import THEMES
from tests.browser.axe import find_violations
from tests.browser.looks import TITLES, look_at
from tests.browser.server import Server, free_port, run_server
from tests.browser.visit import HIGH, PHONE, Visit, path, start_visit


@dataclass(frozen=True)
class Readers:
    """A desktop and a phone that keep their tab, and one address, where server follows server."""

    desktop: Visit
    phone: Visit
    port: int


#: The theme on desktop and phone: each language is looked at on both and in both, and so is each
#: theme on both. All four looks of a language are taken by ``make screenshots``, to the same rules.
THEMES_OF = {"ko": ("light", "dark"), "en": ("dark", "light")}


@pytest.fixture(scope="module")
def readers(browser: Browser) -> Iterator[Readers]:
    known = Readers(start_visit(browser, **HIGH), start_visit(browser, **PHONE), free_port())
    yield known
    known.desktop.close()
    known.phone.close()


@pytest.mark.parametrize(("page", "language"), TITLES)
def test_a_link_into_a_fresh_server_opens_its_page_for_everybody(
    store: Path, readers: Readers, page: str, language: str
):
    visits = (readers.desktop, readers.phone)
    with run_server(store, port=readers.port) as fresh:
        for visit, scheme in zip(visits, THEMES_OF[language], strict=True):
            visit.page.emulate_media(color_scheme=scheme)
            visit.open(fresh.address + path(page, f"lang={language}"))
            look_at(visit, page, language)
        assert find_violations(readers.desktop) == []
        for visit in visits:
            assert visit.foreign == []
            assert visit.errors == []
            visit.leave()
        assert "Traceback" not in fresh.said()


def test_every_page_is_tried():
    assert {page for page, _ in TITLES} == set(PAGES)


def test_the_overview_has_one_address(server: Server, visit: Visit):
    visit.open(f"{server.address}/overview?lang=ko")
    assert visit.page.url == f"{server.address}/?lang=ko"
    expect(visit.page.locator("h1")).to_have_text(TITLES["overview", "ko"])


def test_a_choice_goes_into_the_address_and_the_back_button_takes_it_out(
    server: Server, visit: Visit
):
    page = visit.page
    visit.open(f"{server.address}/students?lang=en")
    answer = page.locator("h2").first
    first = answer.inner_text()
    visit.choose("choose_partner_code", "Indonesia")
    page.wait_for_url("**/students?lang=en&partner=IDN")
    expect(answer).to_contain_text("Indonesia")
    chosen = answer.inner_text()
    page.reload()
    visit.settle()
    expect(answer).to_have_text(chosen)
    page.go_back()
    expect(answer).to_have_text(first)
    page.go_forward()
    expect(answer).to_have_text(chosen)
    assert visit.errors == []


def test_choosing_a_member_in_the_comparison_draws_it_over_time(server: Server, visit: Visit):
    page = visit.page
    visit.open(f"{server.address}/students?lang=en")
    marks = page.locator("[class*=st-key-chart_by_member] .scatterlayer .trace .point")
    marks.first.scroll_into_view_if_needed()
    marks.first.click(force=True)
    page.wait_for_url("**/students?lang=en&pair=students_uis&partner=*")
    visit.settle()
    chosen = page.url.partition("partner=")[2]
    expect(page.locator("h2").first).to_contain_text(Language("en").country(chosen))
    # The list leads elsewhere and leaves no mark chosen: the same mark can be chosen again.
    visit.choose("choose_partner_code", "Japan")
    page.wait_for_url("**&partner=JPN")
    visit.settle()
    marks.first.click(force=True)
    page.wait_for_url(f"**&partner={chosen}")
    visit.settle()
    assert visit.errors == []


def test_the_language_switch_keeps_the_view_and_tells_the_browser(server: Server, visit: Visit):
    page = visit.page
    visit.open(f"{server.address}/students?lang=en&partner=VNM&year=2015")
    page.get_by_role("radio", name="한국어").click()
    page.wait_for_url("**/students?lang=ko&partner=VNM&year=2015")
    expect(page.locator("h1")).to_have_text("유학생")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page).to_have_title(re.compile("^유학생 – "))
    assert visit.errors == []


def test_the_language_goes_along_to_the_next_page(server: Server, visit: Visit):
    visit.open(f"{server.address}/students?lang=ko")
    visit.page.locator("[data-testid=stPageLink] a", has_text="관광").click()
    visit.page.wait_for_url("**/tourism?lang=ko")
    expect(visit.page.locator("h1")).to_have_text("관광")
    visit.page.go_back()
    expect(visit.page.locator("h1")).to_have_text("유학생")


def test_a_table_is_sent_when_its_tab_is_opened_and_the_tab_stays_open(
    server: Server, visit: Visit
):
    page = visit.page
    visit.open(f"{server.address}/students?lang=en&partner=VNM")
    tab, tables = page.get_by_role("tab", name="By member"), page.get_by_test_id("stDataFrame")
    expect(tables).to_have_count(1)
    expect(page.get_by_text("Viet Nam, 1998–2020 · Unit: persons")).to_be_visible()
    tab.click()
    expect(page.get_by_text("Members, 2018 · Unit: persons")).to_be_visible()
    expect(tables).to_have_count(1)
    visit.settle()
    visit.choose("choose_partner_code", "Thailand")
    page.wait_for_url("**partner=THA")
    visit.settle()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text(re.compile("^Members, .* · Unit: persons$"))).to_be_visible()
    assert visit.errors == []


def expect_ground(visit: Visit, scheme: str) -> None:
    ground = THEMES[scheme].ground
    rgb = "rgb({}, {}, {})".format(*(int(ground[place : place + 2], 16) for place in (1, 3, 5)))
    for part in ("[data-testid=stApp]", ".js-plotly-plot .main-svg"):
        expect(visit.page.locator(part).first).to_have_css("background-color", rgb)


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_a_chart_stands_on_the_ground_of_the_page_and_follows_the_device(
    server: Server, visit: Visit, scheme: str, other: str
):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open(f"{server.address}/students?lang=en")
    expect_ground(visit, scheme)
    visit.page.emulate_media(color_scheme=other)
    expect_ground(visit, other)
    visit.settle()
    visit.page.emulate_media(color_scheme="light")
    assert visit.errors == []


def test_a_chart_is_told_in_words_to_those_who_cannot_see_it(server: Server, visit: Visit):
    visit.open(f"{server.address}/students?lang=en&partner=VNM")
    chart = visit.page.get_by_role("figure").first
    expect(chart).to_have_attribute("aria-label", re.compile("Korea and Viet Nam"))
    visit.page.get_by_text("The chart in words").first.click()
    expect(visit.page.get_by_text(re.compile("^Korea and Viet Nam, "))).to_be_visible()


def test_a_download_opens_in_a_spreadsheet(server: Server, visit: Visit, tmp_path: Path):
    visit.open(f"{server.address}/students?lang=ko&partner=VNM")
    visit.page.get_by_role("button", name="내려받기").first.click()
    with visit.page.expect_download() as started:
        visit.page.get_by_role("button", name="CSV", exact=True).click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert file.name.startswith("reciprocity-students-students_uis-vnm-")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "베트남" in file.read_text(encoding="utf-8-sig")


def test_a_brief_is_written_with_its_progress_in_sight_and_saved(server: Server, visit: Visit):
    visit.open(f"{server.address}/country?lang=en&partner=LAO")
    visit.page.get_by_role("button", name="One-page brief").click()
    visit.page.get_by_role("button", name="HWPX", exact=True).click()
    saving = visit.page.get_by_role("button", name="Save: HWPX")
    saving.wait_for(timeout=120_000)
    with visit.page.expect_download() as started:
        saving.click()
    assert started.value.suggested_filename.endswith("-en.hwpx")
    assert Path(started.value.path()).read_bytes().startswith(b"PK")


def test_without_a_store_a_page_says_what_to_run(tmp_path: Path, visit: Visit):
    with run_server(tmp_path / "nowhere.duckdb") as empty:
        visit.open(f"{empty.address}/students?lang=en")
        expect(visit.page.get_by_role("alert")).to_have_count(1)
        expect(visit.page.get_by_text("make build")).to_be_visible()
        expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)
        assert "Traceback" not in empty.said()
