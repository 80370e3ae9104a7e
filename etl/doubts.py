"""What must be right with an edition before it takes the place of the one before."""

from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from etl.cells import Cell, Difference, named

CONTROL_POINTS = Path(__file__).parent / "sources" / "control_points.csv"
#: A figure that moved further than this is not a revision but a mistake, here or there.
FURTHEST_MOVE = 10
#: Below this many (persons, places; or dollars), a figure may well move tenfold or fall to zero.
SMALL = 20
SMALL_MONEY = 100_000


def find_doubts(
    name: str,
    complete: Collection[str],
    after: Mapping[Cell, Decimal],
    against_last: Difference,
    on_file: Mapping[Cell, list[Decimal]],
    money: Collection[str] = (),
    control_points: Path = CONTROL_POINTS,
) -> list[str]:
    """Every reason not to take the edition of a source, each as one sentence.

    In the series `complete` every period must list every place. `after` holds the values in base
    units, `against_last` compares them with the edition this one would replace, `on_file` are the
    figures of the same series in the other raw files, `money` are the series that count dollars.
    """
    return [
        *_vanished(against_last),
        *_moved(after, against_last, on_file, money),
        *_fell_to_zero(after, money),
        *_gaps(complete, after),
        *_control(name, after, control_points),
    ]


def _vanished(difference: Difference) -> Iterator[str]:
    if difference.vanished:
        yield (
            f"coverage shrank: the last edition has {len(difference.vanished):,} more, such as "
            f"{named(difference.vanished[0])}"
        )


def _moved(
    after: Mapping[Cell, Decimal],
    difference: Difference,
    on_file: Mapping[Cell, list[Decimal]],
    money: Collection[str],
) -> Iterator[str]:
    moved = []
    for cell, value in after.items():
        revised = cell in difference.revised
        known = [difference.revised[cell][0]] if revised else on_file.get(cell, [])
        small = SMALL_MONEY if cell[0] in money else SMALL
        if known and all(_is_far(value, other, small) for other in known):
            moved.append((cell, known[0], value))
    if moved:
        cell, was, now = moved[0]
        yield (
            f"figures moved more than tenfold ({len(moved):,}), such as {named(cell)}: {was:,f} "
            f"became {now:,f}"
        )


def _is_far(one: Decimal, other: Decimal, small: int) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return high >= small and high > FURTHEST_MOVE * low


def _fell_to_zero(after: Mapping[Cell, Decimal], money: Collection[str]) -> Iterator[str]:
    """Zeros at the end of most lines of a series are how gaps look that were filled in."""
    lines: dict[tuple[str, str, str, int], list[Cell]] = defaultdict(list)
    for cell in after:
        lines[*cell[:3], len(cell[3])].append(cell)
    large: Counter[tuple[str, str]] = Counter()
    fallen: Counter[tuple[str, str]] = Counter()
    for (series, *_), cells in lines.items():
        for before, last in list(itertools.pairwise(sorted(cells)))[-1:]:
            if after[before] >= (SMALL_MONEY if series in money else SMALL):
                large[series, last[3]] += 1
                fallen[series, last[3]] += after[last] == 0
    for (series, period), count in sorted(fallen.items()):
        if count and 2 * count >= large[series, period]:
            yield (
                f"{series} is zero in {period} for {count:,} of {large[series, period]:,} places "
                "that had figures before: missing figures may have been written as zero"
            )


def _gaps(complete: Collection[str], after: Mapping[Cell, Decimal]) -> Iterator[str]:
    for series in complete:
        places: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name, origin, destination, period in after:
            if name == series:
                places[period].add((origin, destination))
        everywhere = set().union(*places.values()) if places else set()
        missing = [
            (period, place) for period in sorted(places) for place in everywhere - places[period]
        ]
        if missing:
            period, (origin, destination) = min(missing)
            yield (
                f"{series} lacks {origin} → {destination} in {period} where other places have a "
                f"figure ({len(missing):,} such gaps): a name may have changed"
            )


def _control(name: str, after: Mapping[Cell, Decimal], file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        points = [row for row in csv.DictReader(lines) if row["source"] == name]
    for point in points:
        cell = (point["series"], point["origin"], point["destination"], point["period"])
        expected = Decimal(point["expected"])
        tolerance = expected * Decimal(point["tolerance_percent"]) / 100
        if cell not in after:
            yield f"the control point {named(cell)} is not in the answer"
        elif abs(after[cell] - expected) > tolerance:
            yield (
                f"the control point {named(cell)} should be {expected:,f} and is {after[cell]:,f}"
            )
