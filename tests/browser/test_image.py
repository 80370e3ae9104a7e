"""What goes into the image is enough to serve every page, and serving it writes nothing there."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.session import start_session
from dashboard.contents import PAGES
from tests.browser.looks import WITHOUT_CHARTS
from tests.browser.server import Server, run_server
from tests.browser.visit import start_visit
from tests.checkout import ROOT, carried_files, read


def left_behind() -> list[str]:
    """What the image does not hold: not sent to the build, or taken away at its end."""
    ignored = [line for line in read(".dockerignore").splitlines() if not line.startswith("#")]
    removed = re.search(r"rm -rf ((?:[\w./-]+ ?)+)", read("deploy/Dockerfile"))
    assert removed
    return [*ignored, *removed[1].split()]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what /app holds in the image, but for the store."""
    folder = tmp_path_factory.mktemp("image")
    without = left_behind()
    for path in carried_files():
        name = path.relative_to(ROOT).as_posix()
        if any(
            name == left or name.startswith(left + "/") or fnmatch(name, left) for left in without
        ):
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


@pytest.fixture(scope="module")
def server(image: Path, store: Path) -> Iterator[Server]:
    with run_server(store, image, PYTHONDONTWRITEBYTECODE="1") as running:
        yield running


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_the_image_holds_neither_raw_figures_nor_tests(image: Path):
    parts = {name.split("/")[0] for name in files(image)}
    assert {"app.py", "api", "dashboard", "indicators", "pages", "serving", "static"} <= parts
    assert not {"etl", "tests", "benchmarks", "deploy", ".git"} & parts
    assert not (image / "data" / "raw").exists()


def test_every_page_is_served_from_the_image_and_nothing_is_written_there(
    image: Path, server: Server, browser: Browser
):
    before = files(image)
    # The browser of the tests has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, run_every_page(server)).result()
    visit = start_visit(browser)
    visit.open(f"{server.address}/?lang=ko")
    expect(visit.page.locator("h1")).to_be_visible()
    expect(visit.page.locator(".js-plotly-plot").first).to_be_visible()
    visit.close()
    assert visit.errors == []
    assert '"failed"' not in server.said()
    assert files(image) == before


async def run_every_page(server: Server) -> None:
    """Ask for every page as a browser does, without drawing it; a page that fails raises."""
    for page in PAGES:
        session = await start_session(server.address, page, "lang=ko")
        await session.run()
        assert session.charts or page in WITHOUT_CHARTS, page
        await session.line.close()
