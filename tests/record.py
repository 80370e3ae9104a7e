"""docs/hardening.md: what was tried against the product, with which seed, and what came of it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from benchmarks.machine import describe_machine
from indicators.version import VERSION

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "hardening.md"

INTRODUCTION = """# What was tried to break it

Written by `make faults` and `make fuzz`, which anyone can run with any seed
(`make fuzz ARGS="--seed 4"`); the tests run both in a short form. A line that says FAILED would be
an open fault. Three properties are tried: the last good store always serves and a message names the
remedy; a damaged raw file is accepted unchanged or refused with file and line; no address, request
or text ends in an error of the server.

| seed | what was tried | what came of it | when |
|---|---|---|---|
"""


def record(with_seed: int, what: str, told: str, document: Path = DOCUMENT) -> None:
    """Put a line in its place: one for each thing tried and each seed, the newest run of it."""
    day = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    told = " ".join(told.split()).replace("|", "\\|")
    line = f"| {with_seed} | {what} | {told} | {day}, version {VERSION} |"
    text = document.read_text(encoding="utf-8") if document.exists() else INTRODUCTION
    head, _, rest = text.partition("|---|---|---|---|\n")
    lines = [row for row in rest.splitlines() if row.startswith("| ")]
    kept = [row for row in lines if not row.startswith(f"| {with_seed} | {what} |")]
    machine = "\n".join(f"- {fact}" for fact in describe_machine()[:-1])
    rows = "\n".join(sorted([*kept, line], key=_place))
    document.write_text(
        f"{head}|---|---|---|---|\n{rows}\n\nThe machine of the newest run:\n\n{machine}\n",
        encoding="utf-8",
    )


def _place(row: str) -> tuple[str, int]:
    found = re.match(r"\| (\d+) \| ([^|]+) \|", row)
    return (found[2], int(found[1])) if found else (row, 0)
