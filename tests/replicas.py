"""Three servers behind nginx, as deploy/nginx.conf has them, and one stopped while it is read.

``make replicas``. Says step by step what was seen and how long it took, and ends with 1 where a
reader met an error page, lost a view, or changed places without need.
"""

from __future__ import annotations

import argparse
import json
import secrets
import ssl
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as PlaywrightError

from indicators.store import store_path
from tests.browser.server import Server, free_port, run_server
from tests.browser.visit import Visit, start_visit
from tests.conftest import find_chromium, launch
from tests.proxy import find_nginx, run_proxy

REPLICAS, READERS = 3, 9
#: Seconds between two questions of the watch that runs beside the readers.
_PAUSE = 0.05


@dataclass
class Watch:
    """Asks for a page and for figures all the time, each time as another reader."""

    address: str
    answers: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._stop.is_set():
            for path in ("/students", "/api/v1/health"):
                began = time.perf_counter()
                self.answers[fetch(self.address + path)] += 1
                self.longest = max(self.longest, time.perf_counter() - began)
            time.sleep(_PAUSE)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Run beside what the block does, and end with it however it ends."""
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()


def fetch(address: str) -> str:
    """Status of one answer, or the error, for a reader whom nobody has seen before."""
    untrusted = ssl.create_default_context()
    untrusted.check_hostname, untrusted.verify_mode = False, ssl.CERT_NONE
    asked = urllib.request.Request(
        address, headers={"Cookie": f"reciprocity_seat={secrets.token_hex(8)}"}
    )
    try:
        with urllib.request.urlopen(asked, context=untrusted, timeout=10) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError as error:
        return type(error).__name__


def runs(server: Server) -> int:
    """How often a server has drawn a page."""
    return server.said().count('"event": "page"')


def seat_of(servers: list[Server], before: list[int]) -> set[int]:
    """Which servers have drawn a page since `before`."""
    return {n for n, server in enumerate(servers) if runs(server) > before[n]}


def main() -> int:
    """Try it; 0 where every step went as it should."""
    parser = argparse.ArgumentParser(prog="run.py replicas", description=__doc__)
    parser.parse_args()
    nginx, store = find_nginx(), store_path()
    if nginx is None:
        sys.exit("nginx was not found: install it (Debian: apt install nginx-light openssl).")
    if not store.is_file():
        sys.exit("There is no store to serve: run make build first.")
    chromium = find_chromium()
    if chromium is None:
        sys.exit("Chromium was not found: install it (Debian: apt install chromium).")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shared = {
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            "RECIPROCITY_HOSTS": "localhost",
        }
        servers = [stack.enter_context(run_server(store, **shared)) for _ in range(REPLICAS)]
        ports = [server.port for server in servers]
        address = stack.enter_context(run_proxy(nginx, folder, ports, free_port()))
        browser = stack.enter_context(launch(chromium))
        return try_replicas(browser, servers, address, folder)


def move_readers(
    readers: list[tuple[Visit, set[int]]], stopped: int, servers: list[Server]
) -> tuple[list[float], list[str]]:
    """Have every reader go on; the seconds it took those of the killed replica, and faults."""
    faults: list[str] = []
    waits: list[float] = []
    moved = [visit for visit, seat in readers if seat == {stopped}]
    for visit, seat in readers:
        before = [runs(server) for server in servers]
        began = time.perf_counter()
        if visit in moved:
            visit.page.reload()
            visit.settle()
        expect(visit.page.locator("h1")).to_have_text("유학생")
        expect(visit.page.locator(".js-plotly-plot").first).to_be_visible()
        expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)
        where = "moved" if visit in moved else "stayed"
        try:
            # A file belongs to the session and is only at the replica that holds it.
            visit.save("CSV")
        except PlaywrightError as error:
            faults.append(f"the file of a reader who {where} did not arrive: {error.message}")
        if visit not in moved:
            visit.page.get_by_role("radio", name="English").click()
            visit.page.wait_for_url("**lang=en**")
            visit.settle()
            expect(visit.page.locator("h1")).to_have_text("Students")
        now = seat_of(servers, before)
        if visit in moved:
            waits.append(time.perf_counter() - began)
            if stopped in now or "partner=VNM" not in visit.page.url:
                faults.append("a reader of the killed replica lost the view")
        elif now != seat:
            faults.append(f"a reader of replica {seat} was moved to {now} without need")
        visit.close()
    return waits, faults


def try_replicas(browser: Browser, servers: list[Server], address: str, folder: Path) -> int:
    """The steps, each with what it showed."""
    faults: list[str] = []
    readers: list[tuple[Visit, set[int]]] = []
    for _ in range(READERS):
        before = [runs(server) for server in servers]
        visit = start_visit(browser, ignore_https_errors=True)
        visit.open(f"{address}/students?lang=en&partner=VNM")
        visit.page.get_by_role("radio", name="한국어").click()
        visit.page.wait_for_url("**lang=ko**")
        visit.settle()
        readers.append((visit, seat_of(servers, before)))
    seats = [seat for _, seat in readers]
    print(f"{READERS} readers took seats at replicas {[sorted(seat) for seat in seats]}")
    if any(len(seat) != 1 for seat in seats):
        faults.append("a reader was sent from replica to replica")

    stopped = next(iter(seats[0]))
    watch = Watch(address)
    with watch.beside():
        time.sleep(1)
        servers[stopped].kill()
        print(f"replica {stopped} was killed, with {seats.count({stopped})} of the readers on it")
        waits, more = move_readers(readers, stopped, servers)
    faults += more
    print(
        f"its readers loaded the page again: chart and file from another replica after "
        f"{max(waits):.1f} s at most"
    )
    print(f"the {READERS - len(waits)} others stayed where they were")
    print(
        f"meanwhile {sum(watch.answers.values())} requests of new readers: "
        f"{dict(watch.answers)}, the slowest after {watch.longest:.1f} s"
    )
    if set(watch.answers) != {"200"}:
        faults.append("a new reader met an error")
    for line in (folder / "reciprocity.log").read_text(encoding="utf-8").splitlines():
        if set(json.loads(line)) != {"time", "event", "method", "status", "bytes", "seconds"}:
            faults.append("the log of the proxy holds more than it should")
            break
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
