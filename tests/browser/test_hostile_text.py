"""Text of the store that tries to run or to lead elsewhere does neither, on any page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server, run_server
from tests.browser.visit import Visit
from tests.hostile import make_hostile

PAGES = (
    "?lang=en",
    "students?lang=en",
    "culture?lang=ko",
    "perception?lang=en",
    "access?lang=en",
    "country?lang=en",
    "claims?lang=en",
    "promises?lang=ko",
    "compare?lang=en",
    "data?lang=en",
    "students?lang=en&present=1",
)

#: What must not be there: elements that the hostile text would make.
MADE = """() => ({
    ran: window.ran,
    // A bare address is a link that says where it leads; any other link would be a disguise.
    links: [...document.querySelectorAll('a')].map(
        a => [a.getAttribute('href') || a.getAttribute('xlink:href') || '', a.textContent]
    ).filter(([to, said]) => /javascript:/.test(to) || /evil/.test(to) && !/evil/.test(said)),
    pictures: [...document.querySelectorAll('img, svg, iframe')].filter(
        made => /evil|^x$/.test(made.getAttribute('src') || '') || made.hasAttribute('onload'))
        .length,
    mathematics: document.querySelectorAll('.katex').length,
    colours: [...document.querySelectorAll('.stMarkdownColoredText')].length,
    errors: document.querySelectorAll('[data-testid=stException]').length,
})"""
NOTHING = {
    "links": [],
    "pictures": 0,
    "mathematics": 0,
    "colours": 0,
    "errors": 0,
}


@pytest.fixture(scope="module")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    doctored = tmp_path_factory.mktemp("hostile") / "reciprocity.duckdb"
    make_hostile(store, doctored)
    with run_server(doctored) as running:
        yield running


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_makes_nothing_but_text(visit: Visit, server: Server, page: str) -> None:
    visit.open(f"{server.address}/{page}")
    for summary in visit.page.locator("[data-testid=stExpander] summary").all():
        if summary.is_visible():
            summary.click()
    made = visit.page.evaluate(MADE)
    assert made.pop("ran", None) is None
    assert made == NOTHING
    assert visit.foreign == [] and visit.errors == []
    assert "window.ran" in visit.page.content() or "evil" in visit.page.content()
