"""Addresses of pages by the thousand: every one is read, and every page it opens can be drawn.

`python -m tests.fuzz_addresses --cases 10000 --seed 1` reads that many query strings as
`dashboard.view.View` does, and runs the real script of a page for one in a hundred of them.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

import indicators
from dashboard import data
from dashboard.contents import PAGES, page_file
from dashboard.view import View
from etl.build import build
from tests.fuzz_api import HOSTILE
from tests.record import record

ROUTER = Path(__file__).resolve().parent.parent / "dashboard" / "router.py"
DRAWN_EVERY = 100

KEYS = ("lang", "pair", "partner", "asean", "vnm", "year", "from", "to", "per", "item", "present")
KEYS += ("chart", "slides", "utm_source", "", "LANG", "lang[]", "embed")
CODES = ("ko", "en", "VNM", "THA", "ASEAN", "ASEAN_POOLED", "SEA", "WLD", "TLS", "ZZZ", "EUROPE")
CODES += ("pooled", "published", "out", "in", "head", "total", "1", "0", "100_0_5_0", "90_m5_10_0")
CODES += ("over_time", "by_member", "overview.matrix,students.over_time.VNM", "2022-08-01")
STRANGE = (*HOSTILE, "\u202e", "\u200b", "가나다", "1" * 5000, "\ud800", "x\ny", "٢٠١٩", "2019.0")


@dataclass
class Report:
    """How many addresses were read and drawn, and which ended wrongly."""

    read: Counter[str] = field(default_factory=Counter)
    drawn: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{count:,} {how}" for how, count in sorted(self.read.items()))
        told = f"{self.read.total():,} addresses read ({counted}), {self.drawn:,} of them drawn"
        return "\n".join([told, *self.wrong[:20]])


def make_query(chance: random.Random, pairs: list[str]) -> dict[str, str]:
    """Keys and values of an address: right ones, right ones in the wrong place, hostile ones."""
    strangeness = chance.choice((0, 0.2, 0.7))
    query = {}
    for _ in range(chance.choice((0, 1, 2, 3, 5, 12))):
        key = chance.choice(KEYS)
        if chance.random() < strangeness:
            value = chance.choice(STRANGE)
        elif key == "pair":
            value = chance.choice(pairs)
        elif key in ("year", "from", "to"):
            value = str(chance.randrange(1890, 2110))
        else:
            value = chance.choice(CODES)
        query[key] = value
    return query


def read_address(page: str, query: dict[str, str]) -> str:
    """Read an address; `right`, or `in part` where some of it was not understood.

    What was understood must come back from the address that the view writes.
    """
    view, misread = View.read(page, query)
    written = view.address()
    assert all(ord(character) < 128 for character in written), written
    again, nothing = View.read(page, dict(parse_qsl(written.partition("?")[2])))
    assert again == view and not nothing, f"{view} became {again}"
    return "in part" if misread else "right"


def draw_address(page: str, query: dict[str, str]) -> None:
    """Run the script of the page, as for a reader who opened the address."""
    visitor = AppTest.from_file(str(ROUTER), default_timeout=300)
    visitor.run()
    visitor.switch_page(str(page_file(page)))
    for key, value in query.items():
        visitor.query_params[key] = value
    visitor.run()
    assert not visitor.exception, visitor.exception[0].message
    assert not visitor.error, visitor.error[0].value


def fuzz(cases: int, with_seed: int, drawn_every: int = DRAWN_EVERY) -> Report:
    """Read every address, and draw a share of them on the shipped figures."""
    report, chance = Report(), random.Random(with_seed)
    pairs = [*indicators.pairs()["pair_id"], "no_such_pair"]
    for number in range(cases):
        page, query = chance.choice(PAGES), make_query(chance, pairs)
        try:
            report.read[read_address(page, query)] += 1
            if number % drawn_every == 0:
                # A browser cannot send half of a character.
                sent = {
                    key: text.encode("utf-8", "replace").decode() for key, text in query.items()
                }
                draw_address(page, sent)
                report.drawn += 1
        except Exception as error:
            report.wrong.append(f"/{page} {query!r}: {type(error).__name__}: {error}"[:600])
    return report


def main(arguments: list[str] | None = None) -> int:
    """Build a store, read and draw, and tell what came of it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_addresses", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write docs/hardening.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.duckdb"
        build(out=store)
        with mock.patch.dict(os.environ, {"RECIPROCITY_STORE": str(store)}):
            data.forget()
            report = fuzz(chosen.cases, chosen.seed)
    print(f"seed {chosen.seed}: {report}", flush=True)
    if chosen.record:
        record(
            chosen.seed, "addresses of pages", ("FAILED: " if report.wrong else "") + str(report)
        )
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
