"""Pictures of every page: ``python -m tests.browser.screenshots [FOLDER]``.

Both languages, light and dark, at 1440 and at 390 pixels, each page in its full height. Each is
held to what holds of every page and, on a desktop, to the rules of WCAG 2.2. Then the first screen
of the overview in both languages, for the README, and the pages of slides and briefs, where
LibreOffice and poppler are installed.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dashboard.contents import PAGES
from indicators.store import store_path
from tests.browser.axe import find_violations
from tests.browser.looks import look_at
from tests.browser.papers import picture_papers
from tests.browser.server import CHECKOUT, Server, run_server
from tests.browser.visit import DESKTOP, PHONE, Visit, path, start_visit
from tests.conftest import CHROMIUM_MISSING, find_chromium

SIZES = {"1440": DESKTOP, "390": PHONE}
LANGUAGES = ("ko", "en")
SCHEMES = ("light", "dark")

#: Streamlit scrolls inside the window, so the window is made as high as what it holds.
_HEIGHT = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
_HIGHEST = 12_000
#: Where the pictures go that nobody names a folder for; git leaves it out.
FOLDER = CHECKOUT / "screenshots"
README_IMAGES = CHECKOUT / "docs" / "images"


def take_screenshots(folder: Path) -> list[Path]:
    """One picture for each page, language, theme and width; the files that were written."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit(CHROMIUM_MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with run_server(store_path()) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for page, language, scheme, size in product(PAGES, LANGUAGES, SCHEMES, SIZES):
            visit = start_visit(browser, **SIZES[size], color_scheme=scheme)
            visit.open(server.address + path(page, f"lang={language}"))
            look_at(visit, page, language)
            file = folder / f"{page}-{language}-{scheme}-{size}.png"
            _picture(visit, file)
            if size == "1440":
                assert find_violations(visit) == [], file.name
            assert visit.foreign == [] and visit.errors == [], file.name
            visit.close()
            taken.append(file)
        taken += _picture_readme(browser, server)
        browser.close()
    return taken


def _picture_readme(browser: Browser, server: Server) -> list[Path]:
    """The first screen of the overview as the README shows it, one picture a language."""
    README_IMAGES.mkdir(parents=True, exist_ok=True)
    taken = []
    for language in LANGUAGES:
        visit = start_visit(browser, **DESKTOP)
        visit.open(f"{server.address}/?lang={language}")
        taken.append(README_IMAGES / f"overview.{language}.png")
        visit.page.screenshot(path=taken[-1])
        visit.close()
    return taken


def _picture(visit: Visit, file: Path) -> None:
    size = visit.page.viewport_size
    assert size is not None
    height = min(int(visit.page.evaluate(_HEIGHT)) + 40, _HIGHEST)
    visit.page.set_viewport_size({"width": size["width"], "height": height})
    visit.settle()
    visit.page.screenshot(path=file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to put them")
    parser.add_argument("--papers", action="store_true", help="slides and briefs alone")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    written = [] if asked.papers else take_screenshots(asked.folder)
    drawn, told = picture_papers(asked.folder)
    print(*written, *drawn, *told, sep="\n")
