"""Fifty readers at once, each changing a filter every two seconds, and two hundred who stay."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.race import quantile
from benchmarks.ready import figures_of
from benchmarks.report import Finding, Section, table
from benchmarks.serving import BARE_PAGE, Served, serve_dashboard, serve_page
from benchmarks.session import Session, start_session
from etl.build import build

READERS, EVERY, SECONDS, CROWD = 50, 2.0, 60.0, 200
TARGET = 3.0


@dataclass
class Load:
    """What fifty readers met with."""

    waits: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    mb_a_session: float = 0.0


@dataclass(frozen=True)
class Place:
    """Pages of a server that readers turn to, and the key of the list they choose from."""

    pages: tuple[tuple[str, str], ...]
    filter: str


PRODUCT = Place(
    (
        ("students", "lang=en"),
        ("tourism", "lang=ko"),
        ("students", "lang=ko"),
        ("tourism", "lang=en"),
    ),
    "choose_partner_code",
)
BARE = Place((("", ""),), "choose_page")


def measure(quick: bool) -> Section:
    """The bare page first, then the product, with the same readers."""
    seconds = 8.0 if quick else SECONDS
    readers, crowd = (10, 20) if quick else (READERS, CROWD)
    with tempfile.TemporaryDirectory() as folder:
        store, ready = Path(folder, "store.duckdb"), Path(folder, "figures.json")
        build(out=store)
        partners = ("VNM", "THA", "IDN", "MYS", "PHL", "SGP", "KHM", "LAO")
        figures = figures_of(store, "students", [f"lang=en&partner={code}" for code in partners])
        ready.write_text(json.dumps(figures), encoding="utf-8")
        with serve_page(BARE_PAGE, {"BARE_FIGURES": str(ready)}) as served:
            bare = asyncio.run(_load(served, BARE, readers, seconds))
        with serve_dashboard({"RECIPROCITY_STORE": str(store)}) as served:
            product = asyncio.run(_load(served, PRODUCT, readers, seconds))
            gathered = asyncio.run(_gather(served, crowd))
    return _judge(bare, product, gathered, readers, crowd, seconds)


async def _load(served: Served, place: Place, readers: int, seconds: float) -> Load:
    """Readers one after the other, then all at their filters for so many seconds."""
    found = Load()
    # One reader goes round every choice first, as on any morning but the very first.
    for page, query in dict.fromkeys(place.pages):
        await _read_all(await start_session(served.address, page, query), place)
    before = served.memory_mb()
    sessions = []
    for number in range(readers):
        page, query = place.pages[number % len(place.pages)]
        session = await start_session(served.address, page, query)
        found.first.append(await session.run())
        sessions.append(session)
    found.mb_a_session = (served.memory_mb() - before) / readers
    ends = time.perf_counter() + seconds
    chance = random.Random(1)
    tasks = [_change(session, place, ends, chance.random(), found) for session in sessions]
    await asyncio.gather(*tasks)
    for session in sessions:
        await session.line.close()
    return found


async def _read_all(session: Session, place: Place) -> None:
    await session.run()
    widget, options = session.list_named(place.filter)
    for option in options:
        await session.run({widget: option})
    await session.line.close()


async def _change(session: Session, place: Place, ends: float, start: float, found: Load) -> None:
    chance = random.Random(start)
    await asyncio.sleep(start * EVERY)
    while time.perf_counter() < ends:
        began = time.perf_counter()
        try:
            widget, options = session.list_named(place.filter)
            found.waits.append(await session.run({widget: chance.choice(options)}))
            if not session.charts:
                found.faults.append("a page without its chart")
        except Exception as fault:
            found.faults.append(f"{type(fault).__name__}: {fault}")
            return
        await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))


async def _gather(served: Served, crowd: int) -> tuple[int, float, bool]:
    """So many sessions held open at once: how many drew their page, memory in MB, and whether
    the server still answers and serves one more."""
    sessions, drawn = [], 0
    for number in range(crowd):
        page, query = PRODUCT.pages[number % len(PRODUCT.pages)]
        session = await start_session(served.address, page, query)
        sessions.append(session)
    for result in await asyncio.gather(*(s.run() for s in sessions), return_exceptions=True):
        drawn += isinstance(result, float)
    memory = served.memory_mb()
    more = await start_session(served.address, *PRODUCT.pages[0])
    await more.run()
    with urllib.request.urlopen(f"{served.address}/_stcore/health") as health:
        healthy = health.status == 200 and more.charts > 0
    for session in (*sessions, more):
        await session.line.close()
    return drawn, memory, healthy


def _judge(
    bare: Load,
    product: Load,
    gathered: tuple[int, float, bool],
    readers: int,
    crowd: int,
    seconds: float,
) -> Section:
    drawn, memory, healthy = gathered
    ratio = quantile(product.waits, 0.95) / quantile(bare.waits, 0.95)
    section = Section(
        "load",
        "Load",
        f"{readers} sessions over Streamlit's own websocket protocol, each choosing another "
        f"partner at random every {EVERY:g} seconds for {seconds:g} seconds, on the pages of "
        "students and tourism in both languages; the same number on a bare page that draws ready "
        "figures of the page of students. Readers and server share the machine. One reader has "
        "gone round the choices before, on either server.",
    )
    faults = len(product.faults) + len(bare.faults)
    section.findings += [
        Finding(f"errors among {len(product.waits)} changes", "0", str(faults), faults == 0),
        Finding(
            "95th percentile of the wait against the bare page",
            f"≤ {TARGET:g} ×",
            f"{ratio:.1f} ×",
            ratio <= TARGET,
        ),
        Finding("memory a session", "–", f"{product.mb_a_session:.1f} MB"),
        Finding(
            f"{crowd} sessions at once that drew their page",
            str(crowd),
            f"{drawn}, with {memory:.0f} MB in all",
            drawn == crowd and healthy,
        ),
    ]
    section.details.append(
        table(
            ("server", "changes", "median, ms", "95th percentile, ms", "longest, ms", "MB/session"),
            [
                (
                    name,
                    len(load.waits),
                    *(f"{1000 * quantile(load.waits, share):.0f}" for share in (0.5, 0.95, 1)),
                    f"{load.mb_a_session:.1f}",
                )
                for name, load in (("bare", bare), ("product", product))
            ],
        )
    )
    section.details += [f"- fault: {fault}" for fault in (*bare.faults, *product.faults)[:5]]
    return section
