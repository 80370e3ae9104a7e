"""What the served pages may do in a browser, who may frame them, and what the log keeps of it."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Server, run_server
from tests.browser.visit import Visit, start_visit

#: Notes every breach of the policy, also those that write nothing to the console.
WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    started = start_visit(browser)
    started.page.add_init_script(WATCH)
    yield started
    started.close()


def breaches(visit: Visit) -> list[str]:
    return visit.page.evaluate("window.breaches")


@pytest.mark.parametrize("page", ["students", "data"])
def test_a_page_does_all_it_does_within_its_policy(server: Server, visit: Visit, page: str):
    visit.open(f"{server.address}/{page}?lang=en")
    for expander in visit.page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    if page == "students":
        assert visit.save("XLSX").stat().st_size > 0
    visit.page.get_by_role("radio", name="한국어").click()
    visit.page.wait_for_url("**lang=ko**")
    visit.settle()
    fonts = visit.page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts]"
        ".filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', '')))"
    )
    assert "Pretendard" in fonts
    assert breaches(visit) == []
    assert visit.errors == []


def test_the_page_of_the_api_is_dressed_within_its_policy(server: Server, visit: Visit):
    visit.page.goto(f"{server.address}/api/v1/")
    expect(visit.page.locator("h1")).to_be_visible()
    assert visit.page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert breaches(visit) == []
    assert visit.errors == []


def test_a_script_that_gets_into_a_page_does_not_run(server: Server, visit: Visit):
    visit.open(f"{server.address}/students?lang=en")
    visit.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const image = document.createElement("div");
            image.innerHTML = '<img src="data:," onerror="window.ran = true">';
            document.body.append(image);
            const foreign = document.createElement("script");
            foreign.src = "data:text/javascript,window.ran=true";
            document.body.append(foreign);
        }"""
    )
    visit.wait_until("window.breaches.length >= 3")
    assert visit.page.evaluate("window.ran") is None


def frame(folder: Path, address: str) -> None:
    """Write the only page of another site: one that frames an address."""
    page = f'<!doctype html><title>Intranet</title><iframe src="{address}" height="800"></iframe>'
    (folder / "index.html").write_text(page, encoding="utf-8")


@contextmanager
def another_site(folder: Path) -> Iterator[str]:
    """A site of another origin, which serves a folder."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the requests of the test are no news."""


def test_another_site_cannot_frame_the_pages(server: Server, visit: Visit, tmp_path: Path):
    with another_site(tmp_path) as intranet:
        frame(tmp_path, f"{server.address}/students?lang=en")
        with visit.page.expect_console_message(lambda told: "frame-ancestors" in told.text):
            visit.page.goto(intranet)
        framed = visit.page.frame_locator("iframe")
        expect(framed.locator("[data-testid=stApp]")).to_have_count(0)


def test_a_site_that_was_allowed_to_frames_a_page_that_works(
    store: Path, visit: Visit, tmp_path: Path
):
    with (
        another_site(tmp_path) as intranet,
        run_server(store, RECIPROCITY_FRAMES=f"self {intranet}") as framed,
    ):
        frame(tmp_path, f"{framed.address}/students?lang=en")
        visit.page.goto(intranet)
        inside = visit.page.frame_locator("iframe")
        expect(inside.locator("h1")).to_have_text("Students", timeout=60_000)
        expect(inside.locator(".js-plotly-plot").first).to_be_visible(timeout=60_000)


def test_the_log_keeps_which_pages_were_opened_and_not_by_whom(store: Path, browser: Browser):
    with run_server(store) as fresh:
        visit = start_visit(browser, user_agent="Reader/1.0 (a minister)")
        visit.open(f"{fresh.address}/students?lang=en&partner=VNM")
        visit.page.locator("[data-testid=stPageLink] a", has_text="Tourism").click()
        visit.page.wait_for_url("**/tourism?**")
        visit.settle()
        visit.page.request.get(f"{fresh.address}/api/v1/two_way.csv?partner=VNM")
        visit.close()
        lines = [json.loads(line) for line in fresh.said().splitlines()]
        said = fresh.said()
    pages = [line["page"] for line in lines if line.get("event") == "page"]
    assert list(dict.fromkeys(pages)) == ["students", "tourism"]
    assert [line["answered"] for line in lines if line.get("event") == "api"] == ["two_way"]
    for private in ("Reader", "minister", "127.0.0.1", "::1", "VNM"):
        assert private not in said


def test_an_error_on_a_page_is_in_the_log_and_not_on_the_page(
    store: Path, visit: Visit, tmp_path: Path
):
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(store.read_bytes()[: 2**16])
    with run_server(broken) as fresh:
        visit.open(f"{fresh.address}/students?lang=en")
        expect(visit.page.get_by_text("make build")).to_be_visible()
        expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)
        assert str(tmp_path) not in visit.page.content()
        for line in fresh.said().splitlines():
            json.loads(line)
