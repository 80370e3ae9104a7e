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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A tab of its own on a desktop."""
    started = start_visit(browser)
    yield started
    started.close()
