"""Count figures so that none can be lost or added: an order-free digest over their keys."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

Key = tuple[str, ...]

FLOW_FILES = ("tourism", "students", "context", "perception")
CULTURE_FILES = ("culture", "culture_mirrored", "culture_regions")


def digest(keys: Iterable[Key]) -> tuple[int, str]:
    """How many keys, and a sum of their hashes that no order changes."""
    count = total = 0
    for key in keys:
        count += 1
        hashed = hashlib.sha256("\x1f".join(key).encode()).digest()
        total = (total + int.from_bytes(hashed, "big")) % 2**256
    return count, f"{total:064x}"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_figures(folder: Path) -> Iterator[Key]:
    """Keys of every figure as it was read: place, period, value, unit, source and cell.

    Culture figures are keyed without the place: some name regions, which the project codes anew.
    """
    for name in FLOW_FILES:
        for row in rows(folder / f"{name}.csv"):
            if row["measure"] == "population_total" and row["origin"] == row["destination"]:
                yield _population(row["origin"], row["period"], row, row["source_id"])
            else:
                yield _figure(row, row["source_id"])
    for name in CULTURE_FILES:
        for row in rows(folder / f"{name}.csv"):
            yield _culture(row, row["source_id"])
    for row in rows(folder / "denominators.csv"):
        yield _population(row["country"], row["year"], row, row["source_id"])
    for row in rows(folder / "visa_requirements.csv"):
        rule = {**row, "passport": row["origin"], "requirement": row["requirement_raw"]}
        yield _rule(rule, row["source_id"])
    for row in rows(folder / "commitments.csv"):
        yield _commitment(row)
    for row in rows(folder / "events.csv"):
        yield (row["date"], row["source_url"])
    for row in rows(folder / "claims.csv"):
        yield (row["claim_id"],)


def shipped_figures(raw: Path, kinds: dict[str, str]) -> Iterator[Key]:
    """The same keys from the raw files and the list of rows left out.

    `kinds` is the kind of each dataset by id.
    """
    for path in sorted(raw.glob("*/*.csv")):
        for row in rows(path):
            kind = "culture" if path.parent.name == "culture" else kinds[path.stem]
            yield _shipped(kind, row)
    for row in rows(raw / "left_out.csv"):
        yield _culture(row, row["source"])


def _shipped(kind: str, row: dict[str, str]) -> Key:
    if kind == "culture":
        return _culture(row, row["source"])
    if kind == "denominators":
        return _population(row["country"], row["year"], row, row["source"])
    if kind == "entry_rules":
        return _rule(row, row["source"])
    if kind == "commitments":
        return _commitment(row)
    if kind == "events":
        return (row["date"], row["url"])
    if kind == "claims":
        return (row["claim_id"],)
    return _figure(row, row["source"])


def _figure(row: dict[str, str], source: str) -> Key:
    place = (row["origin"], row["destination"], row["period"])
    return (*place, row["value"], row["unit"], row["status"], source, row["locator"])


def _culture(row: dict[str, str], source: str) -> Key:
    return (row["period"], row["value"], row["unit"], source)


def _population(country: str, year: str, row: dict[str, str], source: str) -> Key:
    return (country, year, row["value"], row["unit"], source)


def _rule(row: dict[str, str], source: str) -> Key:
    place = (row["passport"], row["destination"], row["snapshot_date"])
    return (*place, row["requirement"], source, row["locator"])


def _commitment(row: dict[str, str]) -> Key:
    return (row["commitment_id"], row["target_value"], row["unit"], row["deadline"])
