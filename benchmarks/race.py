"""Two or more ways to one result, timed in turns so that a busy moment strikes them alike."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Lap:
    """Seconds one contender took, and the most memory its process held (0 if not measured)."""

    seconds: float
    peak_mb: float = 0.0


Laps = dict[str, list[Lap]]


def race(contenders: Mapping[str, Callable[[], Lap]], repeats: int) -> Laps:
    """Every contender in turn, `repeats` times round; the order is turned each time."""
    laps: Laps = {name: [] for name in contenders}
    names = list(contenders)
    for turn in range(repeats):
        for name in names if turn % 2 == 0 else names[::-1]:
            laps[name].append(contenders[name]())
    return laps


def timed(run: Callable[[], object]) -> Lap:
    """One run of a function of this process."""
    began = time.perf_counter()
    run()
    return Lap(time.perf_counter() - began)


def in_process(module: str, *arguments: str) -> Lap:
    """One run of a module in a process of its own, which prints its own Lap as JSON."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == -9:
        raise MemoryError(f"{module} was ended by the system for want of memory")
    if done.returncode:
        raise RuntimeError(f"{module} failed: {done.stderr}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return Lap(told["seconds"], told["peak_mb"])


def print_lap(seconds: float) -> None:
    """What `in_process` reads: the seconds given and the peak memory of this process."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if _is_mac() else 1024)
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


def _is_mac() -> bool:
    return sys.platform == "darwin"


def middle(laps: Sequence[Lap]) -> float:
    """The median of the seconds."""
    return statistics.median(lap.seconds for lap in laps)


def middle_ratio(laps: Laps, name: str, to: str) -> float:
    """The median of the ratios of laps that were run side by side."""
    pairs = zip(laps[name], laps[to], strict=True)
    return statistics.median(one.seconds / other.seconds for one, other in pairs)


def peak(laps: Sequence[Lap]) -> float:
    """The median of the peaks of memory, in MB."""
    return statistics.median(lap.peak_mb for lap in laps)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the sorted values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
