"""Pictures of every page: ``python -m tests.browser.screenshots FOLDER``.

Both languages, light and dark, at 1440 and at 390 pixels, each page in its full height.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard.contents import PAGES
from indicators.store import store_path
from tests.browser.server import run_server
from tests.browser.visit import DESKTOP, PHONE, Visit, start_visit
from tests.conftest import CHROMIUM_MISSING, find_chromium

SIZES = {"1440": DESKTOP, "390": PHONE}
LANGUAGES = ("ko", "en")
SCHEMES = ("light", "dark")

#: Streamlit scrolls inside the window, so the window is made as high as what it holds.
_HEIGHT = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
_HIGHEST = 12_000


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
            visit.open(f"{server.address}/{'' if page == PAGES[0] else page}?lang={language}")
            file = folder / f"{page}-{language}-{scheme}-{size}.png"
            _picture(visit, file)
            visit.close()
            taken.append(file)
        browser.close()
    return taken


def _picture(visit: Visit, file: Path) -> None:
    size = visit.page.viewport_size
    assert size is not None
    height = min(int(visit.page.evaluate(_HEIGHT)) + 40, _HIGHEST)
    visit.page.set_viewport_size({"width": size["width"], "height": height})
    visit.settle()
    visit.page.screenshot(path=file)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("say where the pictures go: python -m tests.browser.screenshots FOLDER")
    for written in take_screenshots(Path(sys.argv[1])):
        print(written)
