"""The machine that a measurement was made on, in words."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

#: Packages whose version decides how fast something is.
PACKAGES = ("duckdb", "pandas", "polars", "streamlit", "plotly", "starlette", "datasette")


def describe_machine() -> list[str]:
    """One line a fact: processor, cores, memory, operating system, versions."""
    return [
        f"Processor: {_processor()}, {cores()} cores",
        f"Memory: {memory_gb():.0f} GB",
        f"Operating system: {_system()}",
        f"Python {platform.python_version()}; " + ", ".join(_versions()),
        f"Load before the run (1, 5, 15 minutes): {_load()}",
    ]


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_gb() -> float:
    """Memory of the machine in GB; zero where the system does not say."""
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal:"):
            return int(line.split()[1]) / 2**20
    return 0.0


def resident_mb(process: int) -> float:
    """Memory that a process and its children hold at this moment, in MB."""
    own = [line for line in _lines(f"/proc/{process}/status") if line.startswith("VmRSS:")]
    children = " ".join(_lines(f"/proc/{process}/task/{process}/children")).split()
    return sum(int(line.split()[1]) for line in own) / 1024 + sum(
        resident_mb(int(child)) for child in children
    )


def _processor() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    for line in _lines("/etc/os-release"):
        if line.startswith("PRETTY_NAME="):
            return f"{line.partition('=')[2].strip(chr(34))}, {platform.system()} kernel"
    return f"{platform.system()} {platform.release()}"


def _versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _load() -> str:
    return (
        ", ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "-"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
