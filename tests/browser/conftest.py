"""The server and the browser tab that the browser tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Server, run_server
from tests.browser.visit import Visit, start_visit


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """One server of the shipped figures for all tests that do not need a fresh one."""
    with run_server(store) as running:
        yield running


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Visit]:
    """A tab on a desktop that is kept, for compiling Streamlit takes longer than drawing a page."""
    started = start_visit(browser)
    yield started
    started.close()


@pytest.fixture
def visit(tab: Visit) -> Iterator[Visit]:
    """A tab on a desktop in which nothing is remembered from another visit."""
    yield tab
    tab.leave()
