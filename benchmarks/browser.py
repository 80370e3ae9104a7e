"""What a reader waits for: the first chart, another page, another filter, in a real browser."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.race import Lap, Laps, middle, middle_ratio, race
from benchmarks.ready import figures_of
from benchmarks.report import Finding, Section, table
from benchmarks.serving import BARE_PAGE, serve_dashboard, serve_page
from etl.build import build
from tests.conftest import CHROMIUM_MISSING, find_chromium

MOST_FIRST, MOST_AGAIN = 1.25, 1.5
#: How often a page is asked whether it is there, and the seconds between.
_LOOKS, _PAUSE = 12_000, 0.01

DRAWN = """() => {
    const chart = document.querySelector('.js-plotly-plot');
    const app = document.querySelector('[data-testid=stApp]');
    return chart && chart.data && chart.querySelector('.main-svg')
        && app.dataset.testScriptState === 'notRunning' && chart.data !== window.seen;
}"""
REMEMBER = "() => { window.seen = document.querySelector('.js-plotly-plot')?.data; }"
#: A page that is left takes its charts away one by one: only the new heading tells it has come.
SAID = """text => [...document.querySelectorAll('h1, h2')]
    .some(heading => heading.textContent.includes(text))"""
FIRST_CHART = "() => document.querySelector('.js-plotly-plot .main-svg') !== null"


def measure(quick: bool) -> Section:
    """Fresh browsers and servers that have served one reader before."""
    found = find_chromium()
    if found is None:
        raise SystemExit(CHROMIUM_MISSING)
    arguments = ["--disable-gpu", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with tempfile.TemporaryDirectory() as folder:
        store, ready = Path(folder, "store.duckdb"), Path(folder, "figures.json")
        build(out=store)
        pages = figures_of(store, "students", ["lang=en&partner=VNM", "lang=en&partner=THA"])
        ready.write_text(json.dumps([page[:1] for page in pages]), encoding="utf-8")
        with (
            serve_dashboard({"RECIPROCITY_STORE": str(store)}) as product,
            serve_page(BARE_PAGE, {"BARE_FIGURES": str(ready)}) as bare,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=found, args=arguments)
            try:
                return _measure(browser, product.address, bare.address, quick)
            finally:
                browser.close()


def _measure(browser: Browser, product: str, bare: str, quick: bool) -> Section:
    repeats = 2 if quick else 9
    page = f"{product}/students?lang=en&partner=VNM"
    for address in (page, f"{product}/tourism?lang=en", bare):
        _first_chart(browser, address)
    first = race(
        {
            "product": lambda: _first_chart(browser, page),
            "bare": lambda: _first_chart(browser, bare),
        },
        repeats,
    )
    own, other = _open(browser, page), _open(browser, bare)
    again = race(
        {
            "page": _going_between(own, product),
            "filter": _choosing(
                own, "choose_partner_code", ("Thailand", "Viet Nam"), page, said=True
            ),
            "bare": _choosing(other, "choose_page", ("1", "0"), bare),
        },
        repeats,
    )
    return _judge(first, again)


def _wait(page: Page, state: str, said: str = "") -> None:
    """Ask again and again whether a page is there: what the product serves may not wait inside.

    ``said`` has to stand in a heading of the page by then.
    """
    for _ in range(_LOOKS):
        if (not said or page.evaluate(SAID, said)) and page.evaluate(state):
            return
        time.sleep(_PAUSE)
    raise TimeoutError(f"the page never came to: {state}")


def _first_chart(browser: Browser, address: str) -> Lap:
    """A new visitor with an empty cache, from the address to the first chart in sight."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    _wait(page, FIRST_CHART)
    spent = time.perf_counter() - began
    context.close()
    return Lap(spent)


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page.goto(address)
    _wait(page, DRAWN)
    return page


def _going_between(page: Page, address: str) -> Callable[[], Lap]:
    """From one page to the other by the links of the header, ending where it began."""

    def go(name: str) -> float:
        page.evaluate(REMEMBER)
        link = page.locator("[data-testid=stPageLink] a", has_text=name).first
        began = time.perf_counter()
        link.click()
        _wait(page, DRAWN, name)
        return time.perf_counter() - began

    def lap() -> Lap:
        return Lap((go("Tourism") + go("Students")) / 2)

    return lap


def _choosing(
    page: Page, key: str, options: tuple[str, ...], address: str, *, said: bool = False
) -> Callable[[], Lap]:
    """Each option of a list in turn, typed and entered; the mean over the options.

    ``said``: the page has each option in a heading once it is chosen.
    """

    def choose(option: str) -> float:
        box = page.locator(f".st-key-{key} input").first
        page.evaluate(REMEMBER)
        box.click()
        box.fill(option)
        began = time.perf_counter()
        box.press("Enter")
        _wait(page, DRAWN, option if said else "")
        return time.perf_counter() - began

    def lap() -> Lap:
        if page.url.rstrip("/") != address.rstrip("/"):
            page.goto(address)
            _wait(page, DRAWN)
        return Lap(sum(map(choose, options)) / len(options))

    return lap


def _judge(first: Laps, again: Laps) -> Section:
    section = Section(
        "browser",
        "Browser",
        "Chromium without a screen, 1440 × 900. *First chart*: a visitor with an empty cache, from "
        "the address of the page of students to its first chart in sight, against a Streamlit page "
        "that draws one ready chart. *Page* and *filter*: from the click on a link of the header, "
        "or the key that chooses a partner, to the new chart with the script at rest, against the "
        "choice of another ready chart on the bare page.",
    )
    for laps, name, to, what, most in (
        (first, "product", "bare", "first chart on a fresh session", MOST_FIRST),
        (again, "page", "bare", "switch of page", MOST_AGAIN),
        (again, "filter", "bare", "switch of filter", MOST_AGAIN),
    ):
        ratio = middle_ratio(laps, name, to)
        section.findings.append(Finding(what, f"≤ {most:g} ×", f"{ratio:.2f} ×", ratio <= most))
    rows = [("first chart, product", first["product"]), ("first chart, bare", first["bare"])]
    rows += [(f"{name}, again", laps) for name, laps in again.items()]
    section.details.append(
        table(
            ("wait", "ms (median)", "runs"),
            [(name, f"{1000 * middle(laps):.0f}", len(laps)) for name, laps in rows],
        )
    )
    return section
