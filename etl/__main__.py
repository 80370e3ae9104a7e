"""`python -m etl`: build the store, and keep the raw files and the documents in order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.build import build
from etl.conflicts import report
from etl.document import DOCS_FOLDER, write_documents
from etl.release import write_release
from etl.seal import seal
from indicators.catalogue import CatalogueError
from indicators.catalogue.load import RAW_FOLDER
from indicators.store import DEFAULT_STORE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 with one line a fault on standard error."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builds = commands.add_parser("build", help="build the store from the raw files")
    builds.add_argument("--raw", type=Path, default=RAW_FOLDER, help="folder of raw files")
    builds.add_argument("--out", type=Path, default=DEFAULT_STORE, help="the store to write")
    seals = commands.add_parser("seal", help="write row count and sha256 beside a raw file")
    seals.add_argument("file", type=Path, nargs="+", help="a CSV file with its TOML beside it")
    reports = commands.add_parser("conflicts", help="where sources disagree, and why one is used")
    reports.add_argument("--store", type=Path, default=DEFAULT_STORE, help="the store to read")
    releases = commands.add_parser("release", help="write the built store as a release")
    releases.add_argument("--store", type=Path, default=DEFAULT_STORE, help="the store to release")
    documents = commands.add_parser("document", help="write the catalogue as a document")
    documents.add_argument("--raw", type=Path, default=RAW_FOLDER, help="folder of raw files")
    documents.add_argument("--out", type=Path, default=DOCS_FOLDER, help="the folder to write to")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "build":
            print(
                build(
                    chosen.raw,
                    chosen.out,
                    say=lambda step: print(f"… {step}", flush=True),
                )
            )
        elif chosen.command == "release":
            print(f"released {write_release(chosen.store)}")
        elif chosen.command == "conflicts":
            for line in report(chosen.store):
                print(line)
        elif chosen.command == "document":
            for written in write_documents(chosen.raw, chosen.out):
                print(f"wrote {written}")
        else:
            for file in chosen.file:
                seal(file)
                print(f"sealed {file}")
    except CatalogueError as error:
        print(error, file=sys.stderr)
        print(
            f"{len(error.faults)} fault(s): nothing was written, the earlier store is untouched",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
