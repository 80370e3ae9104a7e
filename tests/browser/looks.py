"""What holds of every page, however it is opened: its language, its charts, its width."""

from __future__ import annotations

from playwright.sync_api import expect

from dashboard.contents import PAGES
from tests.browser.visit import Visit

TITLES = {
    ("overview", "en"): "Who turns to whom between Korea and ASEAN",
    ("overview", "ko"): "한국과 아세안, 어느 쪽이 더 향하는가",
    ("tourism", "en"): "Tourism",
    ("tourism", "ko"): "관광",
    ("students", "en"): "Students",
    ("students", "ko"): "유학생",
    ("country", "en"): "Korea and Viet Nam",
    ("country", "ko"): "한국과 베트남",
    ("claims", "en"): "Published claims against the figures",
    ("claims", "ko"): "공표된 주장과 수치 대조",
    ("promises", "en"): "Promises and what became of them",
    ("promises", "ko"): "약속과 이행 현황",
    ("scenario", "en"): "What parity would take",
    ("scenario", "ko"): "균형에 필요한 변화",
    ("compare", "en"): "Compare",
    ("compare", "ko"): "비교",
    ("data", "en"): "Data",
    ("data", "ko"): "자료",
    ("method", "en"): "Method",
    ("method", "ko"): "산출 방법",
    ("culture", "en"): "Culture",
    ("culture", "ko"): "문화",
    ("perception", "en"): "Perception",
    ("perception", "ko"): "상호 인식",
    ("access", "en"): "Access and context",
    ("access", "ko"): "입국·교류 여건",
}
WITHOUT_CHARTS = ("claims", "method")

#: Blocks that may scroll sideways only by mistake.
_WIDTHS = (
    "['html', '[data-testid=stMain]', '[data-testid=stMainBlockContainer]']"
    ".map(name => document.querySelector(name).scrollWidth)"
)


def look_at(visit: Visit, page: str, language: str) -> None:
    """Raise AssertionError unless an open page shows what it should, within its window."""
    expect(visit.page.locator("h1")).to_have_text(TITLES[page, language])
    expect(visit.page.locator("html")).to_have_attribute("lang", language)
    expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)
    expect(visit.page.locator(".st-key-header [data-testid=stPageLink]")).to_have_count(len(PAGES))
    if page not in WITHOUT_CHARTS:
        expect(visit.page.locator(".js-plotly-plot").first).to_be_visible()
    window = visit.page.viewport_size
    assert window is not None
    assert max(visit.page.evaluate(_WIDTHS)) <= window["width"]
