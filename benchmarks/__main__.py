"""`python -m benchmarks [NAME …]`: measure, print, and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

from benchmarks.machine import describe_machine
from benchmarks.report import DOCUMENT, NAMES, write_section


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks named, or all; 0 where every target is met, 2 where one falls short."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*NAMES, []], metavar="NAME", help=str(NAMES))
    parser.add_argument("--quick", action="store_true", help="small and once; writes nothing")
    parser.add_argument("--print", action="store_true", help="write nothing")
    chosen = parser.parse_args(arguments)
    print("\n".join(describe_machine()), flush=True)
    short = 0
    for name in chosen.name or NAMES:
        print(f"\nmeasuring {name} ...", flush=True)
        began = time.perf_counter()
        section = importlib.import_module(f"benchmarks.{name}").measure(chosen.quick)
        spent = time.perf_counter() - began
        print(section.text(), f"\n({spent:.0f} s)", flush=True)
        if not (chosen.quick or chosen.print):
            write_section(section, spent)
        short += sum(finding.met is False for finding in section.findings)
    if not (chosen.quick or chosen.print):
        print(f"\nwritten to {DOCUMENT.relative_to(DOCUMENT.parents[1])}")
    print(f"{short} target(s) not met" if short else "every target met")
    return 2 if short else 0


if __name__ == "__main__":
    sys.exit(main())
