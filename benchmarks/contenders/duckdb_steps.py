"""`python -m benchmarks.contenders.duckdb_steps product|by_hand STORE`: pair a synthetic store.

The product's way is `etl.build.compute`, the very function that the build calls.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

from benchmarks.machine import memory_gb
from benchmarks.race import print_lap
from etl.build import SQL, compute

BY_HAND = Path(__file__).with_name("by_hand.sql")


def run(way: str, store: duckdb.DuckDBPyConnection) -> None:
    """Make the tables two_way and indicator in an open store."""
    if way == "product":
        compute(store)
        return
    for file in (SQL / "macros.sql", SQL / "words.sql", BY_HAND):
        store.execute(file.read_text(encoding="utf-8"))


def main(way: str, path: str) -> None:
    # The tables go into a file of their own, so that every run finds the store as it was made.
    out = Path(path).with_suffix(f".{way}.duckdb")
    out.unlink(missing_ok=True)
    with duckdb.connect(str(out)) as store:
        store.execute(f"attach '{path}' as world (read_only)")
        # Half the machine: beyond that DuckDB uses the disk, as it would beside other work.
        store.execute(f"set memory_limit = '{max(1, memory_gb() / 2):.1f}GB'")
        for (name,) in store.execute(
            "select table_name from duckdb_tables() where database_name = 'world'"
        ).fetchall():
            store.execute(f"create view {name} as select * from world.{name}")
        began = time.perf_counter()
        run(way, store)
        spent = time.perf_counter() - began
    print_lap(spent)


if __name__ == "__main__":
    main(*sys.argv[1:])
