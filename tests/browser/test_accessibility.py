"""Everybody can read the pages: the rules of WCAG 2.2, the keyboard, paper, a projected picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from dashboard.contents import PAGES
from tests.browser.axe import find_violations
from tests.browser.server import Server
from tests.browser.visit import PHONE, Visit, start_visit

#: Milliseconds for the next picture, on a machine that has other work.
PATIENCE = 30_000


@pytest.mark.parametrize("query", ["present=1&lang=en", "present=1&lang=ko"])
def test_the_presenting_view_breaks_no_rule(server: Server, visit: Visit, query: str):
    visit.open(f"{server.address}/students?{query}")
    expect(visit.page.locator(".st-key-slide .js-plotly-plot")).to_be_visible()
    assert find_violations(visit) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_rule_is_kept_on_a_phone_too(server: Server, browser: Browser, language: str):
    visit = start_visit(browser, **PHONE)
    visit.open(f"{server.address}/?lang={language}")
    found = find_violations(visit)
    visit.close()
    assert found == []


def test_a_broken_rule_would_be_found(server: Server, visit: Visit):
    visit.open(f"{server.address}/method?lang=en")
    visit.page.evaluate("document.querySelector('h1').style.color = '#eeeeee'")
    assert [text.split(":")[0] for text in find_violations(visit)] == ["color-contrast"]


def test_three_keys_lead_from_the_overview_to_the_students_of_korea_and_viet_nam(
    server: Server, visit: Visit
):
    visit.open(f"{server.address}/?lang=en")
    for key in ("Tab", "Tab", "Enter"):
        visit.page.keyboard.press(key)
    visit.page.wait_for_url("**/students?lang=en&partner=VNM")
    visit.settle()
    expect(visit.page.locator("h2").first).to_contain_text("Viet Nam")


def test_the_first_stop_of_the_tab_key_skips_the_header(server: Server, visit: Visit):
    visit.open(f"{server.address}/tourism?lang=ko")
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(":focus")).to_have_text("본문 답변으로 건너뛰기")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_be_focused()


def test_keys_open_pages_and_change_the_language(server: Server, visit: Visit):
    page = visit.page
    visit.open(f"{server.address}/method?lang=en")
    page.keyboard.press(f"Alt+Shift+Digit{PAGES.index('tourism') + 1}")
    page.wait_for_url("**/tourism?lang=en")
    expect(page.locator("h1")).to_have_text("Tourism")
    visit.settle()
    page.keyboard.press("Alt+Shift+KeyL")
    page.wait_for_url("**/tourism?lang=ko")
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_the_first_visit_is_given_a_hint_that_goes_away_for_good(server: Server, visit: Visit):
    visit.open(f"{server.address}/")
    hint = visit.page.locator(".st-key-hint")
    expect(hint.get_by_role("listitem")).to_have_count(3)
    hint.get_by_role("button", name="Understood").click()
    expect(hint).to_have_count(0)
    visit.page.reload()
    visit.settle()
    expect(hint).to_have_count(0)


def test_arrow_keys_walk_through_a_list_of_pictures(server: Server, visit: Visit):
    page, slides = visit.page, "tourism.over_time.VNM,students.over_time.THA"
    visit.open(f"{server.address}/tourism?lang=en&partner=VNM&present=1&slides={slides}")
    picture = page.locator(".st-key-slide .js-plotly-plot")
    expect(picture).to_contain_text("Viet Nam", timeout=PATIENCE)
    expect(page.locator(".st-key-header")).to_have_count(0)
    expect(page.locator("[data-testid=stSelectbox]")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(picture).to_contain_text("Thailand", timeout=PATIENCE)
    expect(picture).to_contain_text("Source: UNESCO", timeout=PATIENCE)
    visit.settle()
    page.keyboard.press("ArrowLeft")
    expect(picture).to_contain_text("Viet Nam", timeout=PATIENCE)
    visit.settle()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-header")).to_be_visible(timeout=PATIENCE)
    assert "present" not in page.url
    assert visit.errors == []


def test_charts_gathered_on_two_pages_are_presented_in_their_order(server: Server, visit: Visit):
    page = visit.page
    visit.open(f"{server.address}/students?lang=en&partner=VNM")
    page.locator(".st-key-slides button").click()
    page.get_by_role("checkbox").first.locator("xpath=ancestor::label").click()
    page.wait_for_url("**slides=students.over_time.partner-VNM*")
    visit.settle()
    page.keyboard.press("Escape")
    page.locator("[data-testid=stPageLink] a", has_text="Compare").click()
    page.wait_for_url("**/compare?lang=en&slides=*")
    visit.settle()
    page.locator(".st-key-slides button").click()
    page.get_by_role("checkbox").first.locator("xpath=ancestor::label").click()
    page.wait_for_url("**%2Ccompare.members*")
    visit.settle()
    page.locator(".st-key-present_slides button").click()
    picture = page.locator(".st-key-slide .js-plotly-plot")
    expect(picture).to_contain_text("Viet Nam", timeout=PATIENCE)
    visit.settle()
    page.keyboard.press("ArrowRight")
    expect(picture).to_contain_text("Members of ASEAN", timeout=PATIENCE)
    assert visit.errors == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_a_presented_picture_fills_the_window_and_is_not_cut(
    server: Server, browser: Browser, size: tuple[int, int]
):
    width, height = size
    visit = start_visit(browser, viewport={"width": width, "height": height})
    visit.open(f"{server.address}/students?lang=ko&present=1")
    box = visit.page.locator(".st-key-slide .js-plotly-plot").bounding_box()
    visit.close()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    assert min(width - box["width"], height - box["height"]) == pytest.approx(0, abs=2)
    assert (box["x"], box["y"]) == pytest.approx(
        ((width - box["width"]) / 2, (height - box["height"]) / 2), abs=2
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_prints_on_a4_with_whole_tables_and_without_controls(
    server: Server, browser: Browser, scheme: str
):
    visit = start_visit(browser, color_scheme=scheme)
    page = visit.page
    visit.open(f"{server.address}/students?lang=en&partner=VNM")
    page.emulate_media(media="print")
    for hidden in (".st-key-header", "[data-testid=stSelectbox]", "[data-testid=stDataFrame]"):
        expect(page.locator(hidden).first).to_be_hidden()
    tables = page.locator("table.printed")
    expect(tables).to_have_count(2)
    expect(tables.first).to_be_visible()
    assert tables.first.locator("tbody tr").count() > 10
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    paper = page.pdf(prefer_css_page_size=True)
    visit.close()
    assert 2 <= paper.count(b"/Type /Page\n") <= 6
    assert b"/MediaBox [0 0 594.9" in paper
