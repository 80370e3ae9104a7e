"""Every published figure that was read is loaded, or stands in a list with the reason."""

from __future__ import annotations

import csv

from indicators.catalogue import load_catalogue
from indicators.catalogue.load import RAW_FOLDER
from tests.accounting import digest, shipped_figures

#: All figures read up to the first release: how many, and the digest of their keys.
READ = (26_991, "a1e5f9e183366d130a5c88c6037d9314b14f7c4cfdd799f9ead8bf3cca5c8001")


def test_loaded_and_left_out_are_all_that_was_read():
    kinds = {dataset.id: dataset.kind for dataset in load_catalogue().datasets.values()}
    assert digest(shipped_figures(RAW_FOLDER, kinds)) == READ


def test_what_is_left_out_says_why_in_both_languages():
    with (RAW_FOLDER / "left_out.csv").open(encoding="utf-8", newline="") as file:
        left_out = list(csv.DictReader(file))
    assert left_out
    assert all(row["reason_en"] and row["reason_ko"] for row in left_out)


def test_what_is_loaded_reaches_the_store(shipped):
    kinds = {dataset.id: dataset.kind for dataset in load_catalogue().datasets.values()}
    tables = {
        "flows": "observation",
        "denominators": "denominator",
        "opinion": "opinion",
        "entry_rules": "visa_rule",
        "events": "event",
        "commitments": "commitment",
        "claims": "claim",
    }
    for kind, table in tables.items():
        listed = sum(
            path.read_bytes().count(b"\n") - 1
            for path in RAW_FOLDER.glob("*/*.csv")
            if kinds[path.stem] == kind
        )
        stored = shipped.execute(f"select count(*) from {table}").fetchone()[0]
        assert stored == listed, table
