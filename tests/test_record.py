"""The document of what was tried has one line for each thing and seed, the newest run of it."""

from __future__ import annotations

from pathlib import Path

from tests.record import record


def test_a_newer_run_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    document = tmp_path / "hardening.md"
    record(2, "disk full", "20 disks full", document)
    record(1, "disk full", "FAILED: a | b", document)
    record(1, "disk full", "19 disks full", document)
    record(1, "clock jumps", "12 clocks wrong", document)
    text = document.read_text(encoding="utf-8")
    rows = [line.split(" | ")[:3] for line in text.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        ["| 1", "clock jumps", "12 clocks wrong"],
        ["| 1", "disk full", "19 disks full"],
        ["| 2", "disk full", "20 disks full"],
    ]
    assert text.count("The machine of the newest run") == 1
