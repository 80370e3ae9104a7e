"""`python -m tests.fuzz --seed 1`: damaged files, addresses and requests, by the thousand."""

from __future__ import annotations

import argparse
import sys
import time

from tests import fuzz_addresses, fuzz_api, fuzz_raw


def main(arguments: list[str] | None = None) -> int:
    """Run the three one after the other with one seed; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write docs/hardening.md")
    chosen = parser.parse_args(arguments)
    cases, seed = str(chosen.cases), ["--seed", str(chosen.seed)]
    if chosen.record:
        seed.append("--record")
    runs = {
        "raw files": lambda: fuzz_raw.main(["--cases", cases, *seed]),
        "addresses of pages": lambda: fuzz_addresses.main(["--cases", cases, *seed]),
        "requests of the API": lambda: fuzz_api.main(
            ["--cases", str(chosen.cases // 5), "--addresses", cases, *seed]
        ),
    }
    codes = []
    for name, run in runs.items():
        began = time.perf_counter()
        print(f"{name} ...", flush=True)
        codes.append(run())
        print(f"  {time.perf_counter() - began:.0f} s", flush=True)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
