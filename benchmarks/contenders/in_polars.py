"""`python -m benchmarks.contenders.in_polars STORE`: the same two tables in polars.

From the store to two files on disk, as the product goes from a file to a file.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import polars as pl

from benchmarks.contenders.tables import read_tables
from benchmarks.race import print_lap

KEY = ["pair_id", "partner", "year"]
SIDES = ("toward_korea", "toward_partner")


def pair(flows: pl.LazyFrame, tables: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Both directions of every pair, partner and year in one row, with all that describes them."""
    origin = pl.col("origin")
    flows = flows.join(tables["pair_side"], on="series_id").with_columns(
        partner=pl.when(origin == "KOR").then(pl.col("destination")).otherwise(origin),
        year=pl.col("period_start").dt.year(),
    )
    of_side = [
        pl.col(name).filter(pl.col("side") == side).first().alias(side + end)
        for side in SIDES
        for name, end in (
            ("value", ""),
            ("source_id", "_source_id"),
            ("status", "_status"),
            ("locator", "_locator"),
            ("series_id", "_series_id"),
        )
    ]
    people = tables["denominator"].with_columns(pl.col("year").cast(pl.Int32))
    theirs = people.rename(
        {"iso3": "partner", "value": "population_partner", "source_id": "population_source_id"}
    )
    ours = people.filter(pl.col("iso3") == "KOR").select("year", population_korea="value")
    both = (
        flows.group_by(KEY)
        .agg(of_side)
        .join(tables["pair"], on="pair_id")
        .join(tables["country"], left_on="partner", right_on="iso3")
        .join(theirs, on=["partner", "year"], how="left")
        .join(ours, on="year", how="left")
    )
    described = [state(side) for side in SIDES] + [
        pl.when(pl.col(side).is_not_null()).then(pl.lit("printed")).alias(f"{side}_derivation")
        for side in SIDES
    ]
    return (
        both.with_columns(
            *described,
            pl.any_horizontal(
                *(pl.col(f"{side}_status").is_in(["provisional", "estimate"]) for side in SIDES)
            ).alias("provisional"),
            pl.col("year").is_between(2020, 2022).alias("pandemic"),
            pl.lit("").alias("aggregate"),
            missing("en", "in_sentence_en"),
            missing("ko", "name_ko"),
        )
        .drop("in_sentence_en", "name_ko")
        .sort(KEY)
    )


def state(side: str) -> pl.Expr:
    """reported, zero or not_published."""
    value = pl.col(side)
    known = pl.when(value == 0).then(pl.lit("zero")).otherwise(pl.lit("reported"))
    unknown = pl.when(value.is_null()).then(pl.lit("not_published"))
    return unknown.otherwise(known).alias(f"{side}_state")


def missing(code: str, name: str) -> pl.Expr:
    """What is missing, in words."""
    words = [
        pl.when(pl.col(side).is_null()).then(
            pl.col(f"{side}_{code}").str.replace("{partner}", pl.col(name), literal=True)
            + " ("
            + pl.col("year").cast(pl.String)
            + ")"
        )
        for side in SIDES
    ]
    return pl.coalesce(words).alias(f"missing_{code}")


def indicate(both: pl.LazyFrame) -> pl.LazyFrame:
    """Every indicator of every row with both directions, one a row."""
    x, y = pl.col("toward_korea"), pl.col("toward_partner")
    known = both.filter(x.is_not_null() & y.is_not_null())
    flow = pl.when(x + y > 0).then(x + y)
    log2 = pl.when((x > 0) & (y > 0)).then(x.log(2) - y.log(2))
    larger, smaller = pl.max_horizontal(x, y), pl.min_horizontal(x, y)
    z = 1.959963984540054
    share = x / flow
    middle = (share + z * z / (2 * flow)) / (1 + z * z / flow)
    half = z * (share * (1 - share) / flow + z * z / (4 * flow**2)).sqrt() / (1 + z * z / flow)
    heads = pl.col("population_partner").log(2) - pl.col("population_korea").log(2)
    nothing = pl.lit(None, dtype=pl.Float64)
    values = {
        "gap": (x - y, nothing, nothing),
        "balance": (
            (x - y) / flow,
            2 * pl.max_horizontal(middle - half, pl.lit(0.0)) - 1,
            2 * pl.min_horizontal(middle + half, pl.lit(1.0)) - 1,
        ),
        "reciprocity": (2 * smaller / flow, nothing, nothing),
        "log2_ratio": (log2, nothing, nothing),
        "ratio": (pl.when(smaller > 0).then(larger / smaller), nothing, nothing),
        "parity_distance": (larger - smaller, nothing, nothing),
        "per_capita_log2_ratio": (log2 - heads, nothing, nothing),
    }
    parts = [
        known.select(
            *KEY, indicator_id=pl.lit(name), value=value.cast(pl.Float64), low=low, high=high
        )
        for name, (value, low, high) in values.items()
    ]
    base = both.filter(pl.col("year") == 2019).select(
        *KEY[:2], *(pl.col(side).alias(f"{side}_2019") for side in SIDES)
    )
    late = both.filter(pl.col("year") >= 2019).join(base, on=KEY[:2])
    for side in SIDES:
        start = pl.col(f"{side}_2019")
        value = 100 * pl.col(side) / pl.when(start != 0).then(start)
        parts.append(
            late.select(
                *KEY,
                indicator_id=pl.lit(f"recovery_{side}"),
                value=value,
                low=nothing,
                high=nothing,
            )
        )
    every = pl.concat(parts).filter(pl.col("value").is_not_null())
    return every.sort([*KEY, "indicator_id"])


def main(path: str) -> None:
    began = time.perf_counter()
    flows, tables = read_tables(path)
    frames = {name: pl.from_arrow(table).lazy() for name, table in tables.items()}
    both = pair(pl.from_arrow(flows).lazy(), frames).collect()
    both.write_parquet(Path(path).with_suffix(".two_way.parquet"))
    indicators = indicate(both.lazy()).collect()
    indicators.write_parquet(Path(path).with_suffix(".indicator.parquet"))
    print_lap(time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
