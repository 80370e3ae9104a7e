"""A reader's browser: opens a page, waits until it is drawn, and notes what it should not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
#: As high as a page gets: a rule on contrast passes over what is scrolled out of sight.
HIGH = {"viewport": {"width": 1440, "height": 6000}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
    "user_agent": (
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Mobile Safari/537.36"
    ),
}

_DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
#: How often, and after how many milliseconds, a page is asked whether it is there yet.
_LOOKS, _PAUSE = 600, 100
_SETTLED = (
    # Parts that come later take the focus away from what is pressed before they are there.
    "!document.querySelector('[data-testid=stSkeleton]')",
    # What an earlier run left stands pale until it is redrawn: no colour can be judged by it.
    "!document.querySelector('[data-stale=true]')",
    "document.querySelectorAll('[data-testid=stPlotlyChart]').length"
    " === document.querySelectorAll('.js-plotly-plot .main-svg:first-of-type').length",
)
_FORGET = "localStorage.clear(); sessionStorage.clear()"
#: What Streamlit asks below a page's own address first, to find where the server's root is.
_PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Visit:
    """One browser tab and what it did: foreign addresses asked, errors in its console."""

    page: Page
    context: BrowserContext
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is drawn."""
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the server has run the page and every chart on it is drawn."""
        self.page.wait_for_selector("[data-testid=stPageLink], .st-key-walk", timeout=60_000)
        self.page.wait_for_selector(_DRAWN, timeout=60_000)
        for state in _SETTLED:
            self.wait_until(state)

    def wait_until(self, state: str) -> None:
        """Wait until an expression holds in the page.

        Asked from here again and again: the page may not evaluate text by itself, and what waits
        inside it would have to.
        """
        for _ in range(_LOOKS):
            if self.page.evaluate(state):
                return
            self.page.wait_for_timeout(_PAUSE)
        raise TimeoutError(f"the page never came to: {state}")

    def choose(self, control: str, option: str) -> None:
        """Open a list of choices by its key and take one."""
        field = self.page.locator(f".st-key-{control} input")
        # A list closes when the page moves, and the browser tells of a move a moment later.
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(_PAUSE * 3)
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def save(self, form: str) -> Path:
        """The first chart or table of the page as a file of that form, from its menu."""
        self.page.locator("[class*=st-key-leave_] button").first.click()
        with self.page.expect_download(timeout=60_000) as started:
            self.page.get_by_role("button", name=form, exact=True).first.click()
        # Escape closes the menu, and would end a download that has not arrived.
        file = Path(started.value.path())
        self.page.keyboard.press("Escape")
        return file

    def leave(self) -> None:
        """Leave the server and forget all of it but its compiled scripts, as if never there."""
        if self.page.url.startswith("http"):
            self.page.evaluate(_FORGET)
        self.context.clear_cookies()
        self.page.goto("about:blank")
        self.foreign.clear()
        self.errors.clear()

    def close(self) -> None:
        self.context.close()


def start_visit(browser: Browser, **options: object) -> Visit:
    """A new tab of its own, with nothing remembered from another visit."""
    context = browser.new_context(**{**DESKTOP, "locale": "en-GB", **options})
    page = context.new_page()
    visit = Visit(page, context)
    page.on("request", lambda request: _note_foreign(visit, request.url))
    page.on("websocket", lambda socket: _note_foreign(visit, socket.url))
    page.on("console", lambda message: _note_error(visit, message))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    return visit


def path(page: str, query: str) -> str:
    """Where a page of that name stands below the address of a server."""
    return f"/{'' if page == 'overview' else page}?{query}"


def _note_foreign(visit: Visit, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("data", "blob") and parts.hostname not in ("localhost", "127.0.0.1"):
        visit.foreign.append(address)


def _note_error(visit: Visit, message: ConsoleMessage) -> None:
    if message.type != "error":
        return
    if message.location["url"].endswith(_PROBES) and "404" in message.text:
        return
    visit.errors.append(f"{message.text} ({message.location['url']})")
