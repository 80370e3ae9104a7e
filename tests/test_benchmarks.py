"""Benchmarks: ratios of laps run side by side, and a document that keeps each in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.race import Lap, middle_ratio, quantile, race
from benchmarks.report import Finding, Section, write_section


def test_contenders_run_in_turns_and_turn_their_order() -> None:
    ran: list[str] = []

    def contender(name: str, seconds: float) -> Lap:
        ran.append(name)
        return Lap(seconds)

    laps = race({"a": lambda: contender("a", 3.0), "b": lambda: contender("b", 2.0)}, repeats=3)
    assert ran == ["a", "b", "b", "a", "a", "b"]
    assert middle_ratio(laps, "a", "b") == 1.5


def test_the_ratio_is_the_middle_one_of_laps_side_by_side() -> None:
    laps = {"a": [Lap(1), Lap(9), Lap(4)], "b": [Lap(1), Lap(3), Lap(2)]}
    assert middle_ratio(laps, "a", "b") == 2


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile(list(range(100)), 0.95) == 95


@pytest.mark.parametrize(
    ("met", "words"), [(True, "| met |"), (False, "| **falls short** |"), (None, "| – |")]
)
def test_what_falls_short_is_said(met: bool | None, words: str) -> None:
    assert Finding("speed", "≤ 2 ×", "3 ×", met).row().endswith(words)


def test_a_section_takes_the_place_of_its_older_self_in_the_order_of_the_document(
    tmp_path: Path,
) -> None:
    document = tmp_path / "benchmarks.md"
    for name, title in (("load", "Old load"), ("build", "Build"), ("load", "Load")):
        write_section(Section(name, title, "How."), 1.0, document)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks")
    assert text.index("## Build") < text.index("## Load")
    assert "Old load" not in text and text.count("- Processor:") == 2
