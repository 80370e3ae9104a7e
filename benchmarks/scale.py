"""Pairing and indicators over 1, 10 and 50 million synthetic flows, against four other ways."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import duckdb

from benchmarks.race import Lap, Laps, in_process, middle, middle_ratio, peak, race
from benchmarks.report import Finding, Section, table
from benchmarks.synthetic import write_synthetic_store

#: Millions of directed flows, and how often each contender runs on them.
SIZES = {1: 5, 10: 2, 50: 1}
QUICK = {0.2: 1, 1: 1}
#: Frames of pandas and polars are compared at this many millions.
IN_MEMORY = 10
MOST_TIMES_BY_HAND, LEAST_TIMES_PANDAS, MOST_EXPONENT = 1.3, 4.0, 1.1
TABLES = ("two_way", "indicator")
DUCKDB = "benchmarks.contenders.duckdb_steps"


def measure(quick: bool) -> Section:
    """Each contender in a process of its own, in turns, on the same file."""
    sizes = QUICK if quick else SIZES
    in_memory = max(sizes) if quick else IN_MEMORY
    laps: dict[float, Laps] = {}
    differing = 0
    for millions, repeats in sizes.items():
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder, "synthetic.duckdb")
            write_synthetic_store(store, millions)
            contenders = {
                "product": lambda s=store: in_process(DUCKDB, "product", str(s)),
                "by hand": lambda s=store: in_process(DUCKDB, "by_hand", str(s)),
            }
            laps[millions] = race(contenders, repeats)
            if millions == min(sizes):
                differing = count_differences(store)
            if millions == in_memory:
                frames = {
                    name: (lambda m=f"benchmarks.contenders.in_{name}", s=store: _try(m, s))
                    for name in ("pandas", "polars")
                }
                laps[millions] |= race(frames, 1)
    return _judge(laps, in_memory, differing)


def _try(module: str, store: Path) -> Lap:
    """A contender that the memory of the machine does not hold counts as infinitely slow."""
    try:
        return in_process(module, str(store))
    except MemoryError:
        return Lap(math.inf, math.inf)


def count_differences(store: Path) -> int:
    """Rows in which the tables of the product and those made by hand differ."""
    with duckdb.connect() as both:
        for name in ("product", "by_hand"):
            both.execute(f"attach '{store.with_suffix(f'.{name}.duckdb')}' as {name} (read_only)")
        return sum(
            both.execute(
                f"select count(*) from (select * from {one}.{name} except all "
                f"select * from {other}.{name})"
            ).fetchall()[0][0]
            for name in TABLES
            for one, other in (("product", "by_hand"), ("by_hand", "product"))
        )


def _judge(laps: dict[float, Laps], in_memory: float, differing: int) -> Section:
    section = Section(
        "scale",
        "Scale",
        "Synthetic directed flows in the schema of the store; `etl.build.compute`, which the build "
        "itself calls, makes pairs and indicators of them, and so does each of the others, from "
        "the same file, in a process of its own. The SQL by hand "
        "(`benchmarks/contenders/by_hand.sql`) leaves out all that the synthetic world does not "
        "need; its tables must equal the product's row by row.",
    )
    add = section.findings.append
    add(Finding("rows that differ from the SQL by hand", "0", str(differing), differing == 0))
    for millions, runs in laps.items():
        ratio = middle_ratio(runs, "product", "by hand")
        add(
            Finding(
                f"{millions:g} million flows: time against SQL by hand",
                f"≤ {MOST_TIMES_BY_HAND:g} ×",
                f"{ratio:.2f} ×",
                ratio <= MOST_TIMES_BY_HAND,
            )
        )
    runs = laps[in_memory]
    product, most = middle(runs["product"]), peak(runs["product"])
    faster = middle(runs["pandas"]) / product
    lighter = most / peak(runs["pandas"])
    against_polars = product / middle(runs["polars"])
    at = f"{in_memory:g} million flows"
    least = f"≥ {LEAST_TIMES_PANDAS:g} × faster"
    add(Finding(f"{at}: pandas", least, f"{faster:.1f} × faster", faster >= LEAST_TIMES_PANDAS))
    add(
        Finding(
            f"{at}: peak memory against pandas",
            "≤ half",
            f"{100 * lighter:.0f} %",
            lighter <= 0.5,
        )
    )
    add(
        Finding(
            f"{at}: time against polars",
            "not slower",
            f"{against_polars:.2f} ×",
            against_polars <= 1,
        )
    )
    small, large = min(laps), max(laps)
    grown = middle(laps[large]["product"]) / middle(laps[small]["product"])
    exponent = math.log(grown) / math.log(large / small)
    add(
        Finding(
            f"growth from {small:g} to {large:g} million flows, as an exponent",
            f"≤ {MOST_EXPONENT:g}",
            f"{exponent:.2f}",
            exponent <= MOST_EXPONENT,
        )
    )
    section.details.append(
        table(
            ("million flows", "way", "seconds (median)", "peak memory, GB", "runs"),
            [
                (
                    f"{millions:g}",
                    name,
                    f"{middle(timed):.1f}",
                    f"{peak(timed) / 1024:.1f}",
                    len(timed),
                )
                for millions, runs in laps.items()
                for name, timed in runs.items()
            ],
        )
    )
    return section
