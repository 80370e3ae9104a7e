"""`python -m etl`: build the store, bring new figures in, keep files and documents in order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from etl.build import build
from etl.conflicts import report
from etl.document import DOCS_FOLDER, write_documents
from etl.downloads.akc import TEMPLATE
from etl.importing import DOWNLOADS, import_file
from etl.refresh import refresh
from etl.refusal import Unusable
from etl.register import SOURCES
from etl.release import write_release
from etl.seal import seal
from etl.snapshots import Staging
from etl.status import report as status
from indicators.catalogue import CatalogueError
from indicators.catalogue.load import RAW_FOLDER
from indicators.errors import StoreError
from indicators.store import DEFAULT_STORE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 with one line a fault on standard error.

    `refresh` and `import` also end with 2 where some figures stayed as they were.
    """
    chosen = _read_command(arguments)
    try:
        return chosen.run(chosen)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        print(
            f"{len(error.faults)} fault(s): nothing was written, the earlier store is untouched",
            file=sys.stderr,
        )
    except (Unusable, StoreError) as error:
        print(error, file=sys.stderr)
    return 1


def _build(chosen: argparse.Namespace) -> int:
    _finish_interrupted(chosen)
    print(build(chosen.raw, chosen.out, say=lambda step: print(f"… {step}", flush=True)))
    return 0


def _seal(chosen: argparse.Namespace) -> int:
    for file in chosen.file:
        seal(file)
        print(f"sealed {file}")
    return 0


def _document(chosen: argparse.Namespace) -> int:
    for written in write_documents(chosen.raw, chosen.out):
        print(f"wrote {written}")
    return 0


def _conflicts(chosen: argparse.Namespace) -> int:
    for line in report(chosen.store):
        print(line)
    return 0


def _release(chosen: argparse.Namespace) -> int:
    print(f"released {write_release(chosen.store)}")
    return 0


def _refresh(chosen: argparse.Namespace) -> int:
    summary = refresh(
        chosen.name,
        chosen.raw,
        chosen.out,
        dry_run=chosen.dry_run,
        accept=chosen.accept,
        say=lambda line: print(line, flush=True),
    )
    print(summary)
    return summary.exit_code


def _import(chosen: argparse.Namespace) -> int:
    if chosen.template:
        print(TEMPLATE, end="")
        return 0
    if chosen.file is None or chosen.dataset is None:
        raise Unusable("name the file and its dataset: python -m etl import FILE --dataset ID")
    summary = import_file(
        chosen.file,
        chosen.dataset,
        chosen.raw,
        chosen.out,
        published=chosen.published,
        dry_run=chosen.dry_run,
        accept=chosen.accept,
        say=lambda line: print(line, flush=True),
    )
    print(summary)
    return summary.exit_code


def _status(chosen: argparse.Namespace) -> int:
    for line in status(store=chosen.store):
        print(line)
    return 0


def _finish_interrupted(chosen: argparse.Namespace) -> None:
    """Move in what a refresh had checked when it was interrupted, unless one is at work."""
    state = chosen.out.parent / "refresh"
    if not state.is_dir():
        return
    try:
        staging = Staging(chosen.raw, state)
        with staging.alone():
            for name in staging.finish():
                print(f"… finished the interrupted refresh of {name}", flush=True)
    except Unusable:
        return


def _read_command(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    builds = add("build", _build, "build the store from the raw files")
    refreshes = add("refresh", _refresh, "bring in the newest figures from the publishers")
    refreshes.add_argument(
        "name",
        nargs="*",
        metavar="NAME",
        help=f"sources to ask (all): {', '.join(source.name for source in SOURCES)}",
    )
    refreshes.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="NAME",
        help="take this source's figures in spite of the doubts raised about them",
    )
    imports = add("import", _import, "bring in a publisher's file that was downloaded by hand")
    imports.add_argument("file", type=Path, nargs="?", help="the file as downloaded")
    imports.add_argument("--dataset", metavar="ID", help=f"what it is: {', '.join(DOWNLOADS)}")
    imports.add_argument("--published", default="", help="the day it was published, 2026-01-31")
    imports.add_argument("--accept", action="store_true", help="take it in spite of doubts")
    imports.add_argument(
        "--template", action="store_true", help="print the template for typed tables and stop"
    )
    for command in (builds, refreshes, imports):
        command.add_argument("--raw", type=Path, default=RAW_FOLDER, help="folder of raw files")
        command.add_argument("--out", type=Path, default=DEFAULT_STORE, help="the store to write")
    for command in (refreshes, imports):
        command.add_argument("--dry-run", action="store_true", help="show, and change nothing")
    documents = add("document", _document, "write the catalogue as a document")
    documents.add_argument("--raw", type=Path, default=RAW_FOLDER, help="folder of raw files")
    documents.add_argument("--out", type=Path, default=DOCS_FOLDER, help="the folder to write to")
    seals = add("seal", _seal, "write row count and sha256 beside a raw file")
    seals.add_argument("file", type=Path, nargs="+", help="a CSV file with its TOML beside it")
    for name, run, text in (
        ("status", _status, "how old every series is, and how the last refresh ended"),
        ("conflicts", _conflicts, "where sources disagree, and why one is used"),
        ("release", _release, "write the built store as a release"),
    ):
        command = add(name, run, text)
        command.add_argument("--store", type=Path, default=DEFAULT_STORE, help="the store to read")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
