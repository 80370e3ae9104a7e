"""`python -m benchmarks.contenders.in_pandas STORE`: the same two tables in pandas.

From the store to two files on disk, as the product goes from a file to a file.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.contenders.tables import read_tables
from benchmarks.race import print_lap

SIDES = {"in": "toward_korea", "out": "toward_partner"}


def pair(flows: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Both directions of every pair, partner and year in one row, with all that describes them."""
    flows = flows.merge(tables["pair_side"][["series_id", "side", "pair_id"]], on="series_id")
    flows["partner"] = flows["origin"].where(flows["origin"] != "KOR", flows["destination"])
    flows["year"] = flows["period_start"].dt.year
    flows = flows.drop(columns=["origin", "destination", "period_start"])
    key = ["pair_id", "partner", "year"]
    names = {"value": "", "source_id": "_source_id", "status": "_status", "locator": "_locator"}
    names["series_id"] = "_series_id"
    halves = [
        flows[flows["side"] == side]
        .drop(columns="side")
        .rename(columns={name: side + end for name, end in names.items()})
        for side in SIDES.values()
    ]
    both = halves[0].merge(halves[1], on=key, how="outer")
    both = both.merge(tables["pair"], on="pair_id")
    both = both.merge(tables["country"], left_on="partner", right_on="iso3").drop(columns="iso3")
    people = tables["denominator"][["iso3", "year", "value", "source_id"]]
    theirs = people.rename(columns={"iso3": "partner", "value": "population_partner"})
    both = both.merge(
        theirs.rename(columns={"source_id": "population_source_id"}), on=["partner", "year"]
    )
    ours = people.loc[people["iso3"] == "KOR", ["year", "value"]]
    both = both.merge(ours.rename(columns={"value": "population_korea"}), on="year")
    for side in SIDES.values():
        value = both[side]
        both[f"{side}_state"] = np.where(
            value.isna(), "not_published", np.where(value == 0, "zero", "reported")
        )
        both[f"{side}_derivation"] = np.where(value.isna(), None, "printed")
    both["provisional"] = both["toward_korea_status"].isin(["provisional", "estimate"]) | both[
        "toward_partner_status"
    ].isin(["provisional", "estimate"])
    both["pandemic"] = both["year"].between(2020, 2022)
    both["members"] = both["members_included"] = None
    both["aggregate"] = ""
    for code, name in (("en", "in_sentence_en"), ("ko", "name_ko")):
        both[f"missing_{code}"] = name_missing(both, code, name)
    both = both.drop(columns=["in_sentence_en", "name_ko"])
    return both.sort_values(key, ignore_index=True)


def name_missing(both: pd.DataFrame, code: str, name: str) -> pd.Series:
    """What is missing, in words, for the rows of which one direction is not published."""
    words = pd.Series(None, index=both.index, dtype="str")
    for side in SIDES.values():
        absent = both[side].isna()
        rows = both[absent]
        named = [
            text.replace("{partner}", partner) + f" ({year})"
            for text, partner, year in zip(
                rows[f"{side}_{code}"], rows[name], rows["year"], strict=True
            )
        ]
        words[absent] = named
    return words


def indicate(both: pd.DataFrame) -> pd.DataFrame:
    """Every indicator of every row with both directions, one a row."""
    key = ["pair_id", "partner", "year"]
    known = both[both["toward_korea"].notna() & both["toward_partner"].notna()]
    x, y = known["toward_korea"], known["toward_partner"]
    total, larger, smaller = x + y, np.maximum(x, y), np.minimum(x, y)
    flow, one_way = total.where(total > 0), (x > 0) & (y > 0)
    log2 = np.log2(x.where(one_way)) - np.log2(y.where(one_way))
    heads = np.log2(known["population_partner"]) - np.log2(known["population_korea"])
    z = 1.959963984540054
    share = x / flow
    middle = (share + z * z / (2 * flow)) / (1 + z * z / flow)
    half = z * np.sqrt(share * (1 - share) / flow + z * z / (4 * flow**2)) / (1 + z * z / flow)
    values = {
        "gap": x - y,
        "balance": (x - y) / flow,
        "reciprocity": 2 * smaller / flow,
        "log2_ratio": log2,
        "ratio": larger / smaller.where(one_way),
        "parity_distance": larger - smaller,
        "per_capita_log2_ratio": log2 - heads,
    }
    parts = []
    for name, value in values.items():
        part = known[key].assign(indicator_id=name, value=value, low=np.nan, high=np.nan)
        if name == "balance":
            part["low"] = 2 * (middle - half).clip(lower=0) - 1
            part["high"] = 2 * (middle + half).clip(upper=1) - 1
        parts.append(part)
    base = both.loc[both["year"] == 2019, [*key[:2], *SIDES.values()]]
    late = both.loc[both["year"] >= 2019, [*key, *SIDES.values()]]
    late = late.merge(base, on=key[:2], suffixes=("", "_2019"))
    for side in SIDES.values():
        start = late[f"{side}_2019"]
        value = 100 * late[side] / start.where(start != 0)
        parts.append(late[key].assign(indicator_id=f"recovery_{side}", value=value))
    every = pd.concat([part[part["value"].notna()] for part in parts], ignore_index=True)
    return every.sort_values([*key, "indicator_id"], ignore_index=True)


def main(path: str) -> None:
    began = time.perf_counter()
    flows, tables = read_tables(path)
    both = pair(flows.to_pandas(), {name: table.to_pandas() for name, table in tables.items()})
    both.to_parquet(Path(path).with_suffix(".two_way.parquet"))
    indicate(both).to_parquet(Path(path).with_suffix(".indicator.parquet"))
    print_lap(time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
