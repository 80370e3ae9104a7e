"""The data API against Datasette: the same table as CSV and as JSON, requests a second."""

from __future__ import annotations

import http.client
import io
import sqlite3
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from benchmarks.race import Lap, Laps, middle, race
from benchmarks.report import Finding, Section, table
from benchmarks.serving import serve, serve_dashboard
from etl.build import build

CLIENTS, SECONDS = 4, 4.0
#: One pair as analysts ask for it, and a whole table of some size.
QUESTIONS = {"one pair": "/api/v1/two_way.csv?pair=students_uis", "sources": "/api/v1/sources.csv"}


def measure(quick: bool) -> Section:
    """Both servers at once, asked in turns; the API's limit on requests is switched off."""
    seconds, repeats = (1.0, 1) if quick else (SECONDS, 3)
    section = Section(
        "api",
        "API",
        f"Requests a second with {CLIENTS} clients that keep their connection, against Datasette "
        "serving the same rows and columns from SQLite, each server one process. The limit on "
        "requests of one address is switched off for this.",
    )
    with tempfile.TemporaryDirectory() as folder:
        store, copy = Path(folder, "store.duckdb"), Path(folder, "copy.db")
        build(out=store)
        own = {"RECIPROCITY_STORE": str(store), "RECIPROCITY_API_RATE": "0"}
        with serve_dashboard(own) as product:
            for number, path in enumerate(QUESTIONS.values()):
                _copy(product.address + path, copy, f"t{number}")
            command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(copy)]
            command += ["--setting", "max_returned_rows", "100000"]
            command += ["--setting", "default_cache_ttl", "0"]
            with serve(command, "--port", "/-/versions.json", {}) as datasette:
                for number, (name, path) in enumerate(QUESTIONS.items()):
                    for form in ("csv", "json"):
                        ending = "_stream=1" if form == "csv" else "_shape=array&_size=max"
                        addresses = {
                            "product": product.address + path.replace(".csv", f".{form}"),
                            "datasette": f"{datasette.address}/copy/t{number}.{form}?{ending}",
                        }
                        laps = race(
                            {who: (lambda a=a: _ask(a, seconds)) for who, a in addresses.items()},
                            repeats,
                        )
                        _judge(section, f"{name}, {form.upper()}", laps)
    rows = section.details
    section.details = [table(("table", "API, a second", "Datasette, a second"), rows)]  # type: ignore[arg-type]
    return section


def _copy(address: str, database: Path, name: str) -> None:
    """The rows of an answer as a table of SQLite."""
    with urllib.request.urlopen(address) as answer:
        rows = pd.read_csv(io.BytesIO(answer.read()))
    with closing(sqlite3.connect(database)) as connection:
        rows.to_sql(name, connection, index=False)


def _ask(address: str, seconds: float) -> Lap:
    """Seconds a request takes on average while all clients ask as fast as they can."""
    parts = urlsplit(address)
    counts = [0] * CLIENTS
    ends = time.perf_counter() + seconds

    def client(number: int) -> None:
        with closing(http.client.HTTPConnection(parts.netloc, timeout=60)) as line:
            while time.perf_counter() < ends:
                line.request("GET", f"{parts.path}?{parts.query}")
                answer = line.getresponse()
                body = answer.read()
                if answer.status != 200 or len(body) < 1000:
                    raise RuntimeError(f"{address}: {answer.status} {body[:200]!r}")
                counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if 0 in counts:
        raise RuntimeError(f"{address}: a client had no answer")
    return Lap((time.perf_counter() - began) / sum(counts))


def _judge(section: Section, what: str, laps: Laps) -> None:
    own, other = (1 / middle(laps[who]) for who in ("product", "datasette"))
    section.findings.append(
        Finding(what, "≥ 1.0 × Datasette", f"{own / other:.1f} ×", own >= other)
    )
    section.details.append((what, f"{own:.0f}", f"{other:.0f}"))  # type: ignore[arg-type]
