"""An event is chosen, read and followed to its series without a mouse, and has an address."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.server import Server
from tests.browser.visit import Visit


def test_an_event_opens_its_series_by_the_keyboard_alone(server: Server, visit: Visit):
    page = visit.page
    visit.open(f"{server.address}/promises?lang=en&partner=VNM")
    field = page.locator(".st-key-choose_event input")
    field.focus()
    page.keyboard.type("45 days without a visa")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**event=viet_nam_waiver_2023**")
    visit.settle()
    expect(page.locator("h3").filter(has_text="Viet Nam: 45 days")).to_be_visible()
    # From the list of events the tab key leads on to the ways to the series.
    field.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Open the series" in page.locator(":focus").inner_text():
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/tourism?lang=en&pair=*&partner=VNM")
    visit.settle()
    expect(page.locator("h2").first).to_contain_text("Viet Nam")
    assert visit.errors == []


def test_an_event_comes_back_from_its_address(server: Server, visit: Visit):
    visit.open(f"{server.address}/promises?lang=ko&event=ban_korea_2023")
    expect(visit.page.locator("h3").filter(has_text="2023-10/2023-12")).to_be_visible()
    visit.page.reload()
    visit.settle()
    expect(visit.page.locator("h3").filter(has_text="2023-10/2023-12")).to_be_visible()
