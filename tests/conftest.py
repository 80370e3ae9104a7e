"""What every test may rely on: the checkout, a browser, and no call that leaves this machine."""

from __future__ import annotations

import functools
import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from etl.build import build
from indicators.catalogue.load import CATALOGUE_FOLDER
from indicators.store import open_store
from tests.world import write_world

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
CHROMIUM_MISSING = (
    "The browser tests need Chromium, which was not found: install it (Debian: apt install "
    "chromium fonts-noto-cjk), name a Chromium, Chrome or Edge in the environment variable "
    "CHROMIUM, or leave these tests out (make test ARGS='-m \"not browser\"')."
)

# The same examples on every machine, and no test fails for being slow.
settings.register_profile("checkout", deadline=None, derandomize=True)
settings.load_profile("checkout")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--live", action="store_true", help="also ask the publishers' servers")


def find_chromium() -> str | None:
    """Path of the browser for the tests: the one named in $CHROMIUM, or one in a usual place."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else CHROMIUM_NAMES
    return next(filter(None, map(shutil.which, names)), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the browser, and leave out what needs the publishers' servers."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("live") and not config.getoption("--live"):
            item.add_marker(pytest.mark.skip(reason="asks a publisher's server: needs --live"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say what to install before the first test runs; to skip the browser would be to hide it."""
    wanted = any(item.get_closest_marker("browser") for item in session.items)
    if wanted and not session.config.option.collectonly and find_chromium() is None:
        pytest.exit(CHROMIUM_MISSING, returncode=1)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    found = find_chromium()
    assert found is not None, CHROMIUM_MISSING
    return found


@contextmanager
def launch(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium.

    One a module and not one a session: while it is open, an event loop runs in this thread and
    nothing else here can start one.
    """
    with launch(chromium) as started:
        yield started


def is_this_machine(host: object) -> bool:
    """Whether a host name or address is the machine the tests run on."""
    if host in (None, "", "localhost", "testserver", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True)
def stay_on_this_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that looks up or calls another machine, even where the code would forgive it."""
    if request.node.get_closest_marker("live"):
        return
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def look_up_here(host, *arguments, **options):
        if not is_this_machine(host):
            pytest.fail(f"The test looked up {host}: only a live test may leave this machine.")
        return look_up(host, *arguments, **options)

    def connect_here(self, address):
        if isinstance(address, tuple) and not is_this_machine(address[0]):
            pytest.fail(f"The test called {address[0]}: only a live test may leave this machine.")
        return connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Look through the installed packages for components of pages once, and not for each visitor.

    Streamlit's visitor within the process does so whenever one is made, which takes longer than
    most pages.
    """
    with pytest.MonkeyPatch.context() as patch:
        look = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", look)
        yield


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The store as it is built from the shipped figures, once for the whole run."""
    path = tmp_path_factory.mktemp("store") / "reciprocity.duckdb"
    build(out=path)
    # A handle that stays makes every other one of this process quick.
    with open_store(path):
        yield path


@pytest.fixture(scope="session")
def shipped(store: Path) -> Iterable[duckdb.DuckDBPyConnection]:
    """A read-only connection to the shipped store."""
    with duckdb.connect(str(store), read_only=True) as connection:
        yield connection


@pytest.fixture
def synthetic(tmp_path: Path) -> Callable[..., duckdb.DuckDBPyConnection]:
    """Build a store from synthetic rows and open it."""

    def make(rows: Iterable[tuple[str, ...]], **options) -> duckdb.DuckDBPyConnection:
        build_options = {key: options.pop(key) for key in ("today",) if key in options}
        raw, catalogue = write_world(tmp_path, rows, **options)
        path = tmp_path / "synthetic.duckdb"
        build(raw, path, catalogue_folder=catalogue, **build_options)
        return duckdb.connect(str(path), read_only=True)

    return make


@pytest.fixture(scope="session")
def formulas() -> Iterable[duckdb.DuckDBPyConnection]:
    """A connection in which the formulas are defined and nothing else."""
    with duckdb.connect() as connection:
        sql = CATALOGUE_FOLDER.parent / "sql" / "macros.sql"
        connection.execute(sql.read_text(encoding="utf-8"))
        yield connection
