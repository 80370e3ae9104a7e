"""Put an edition beside the shipped figures so that a crash at any moment leaves a whole one.

A raw dataset is two files that must fit each other. They are written aside, as one folder, and
the folder is moved into place. Between moving the old folder out and the new one in, the raw
figures are whole without the dataset; whatever was interrupted is finished by the next command.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock, Timeout

from etl.columns import COLUMNS
from etl.refusal import Unusable
from etl.seal import seal
from etl.toml_text import toml_text
from indicators.catalogue import Catalogue

FOLDER = "refreshed"
KEYS_OF_DATASET = (
    "id",
    "kind",
    "title_en",
    "title_ko",
    "publisher_en",
    "publisher_ko",
    "address",
    "licence",
    "counted_en",
    "counted_ko",
    "basis",
    "unit",
    "cadence",
    "caveats_en",
    "caveats_ko",
    "rows",
    "sha256",
)


def place_of(raw: Path, dataset: str) -> Path:
    """The folder of a refreshed or imported dataset."""
    return raw / FOLDER / dataset


def files_of(folder: Path) -> tuple[Path, Path]:
    """The CSV and the TOML of a dataset in its folder, which bears its name."""
    return folder / f"{folder.name}.csv", folder / f"{folder.name}.toml"


def write_edition(
    folder: Path,
    frame: pd.DataFrame,
    described: Mapping[str, Any],
    found: Mapping[str, str],
    catalogue: Catalogue,
) -> None:
    """Write the CSV and its provenance into a new folder that bears the name of the dataset.

    `described` is the source's own description (etl/sources/NAME.toml); `found` tells where and
    when the figures were read, and takes precedence in [[source]].
    """
    folder.mkdir(parents=True)
    table, provenance = files_of(folder)
    source = {**described["source"], **found}
    kind = "denominators" if "country" in frame.columns else "flows"
    columns = COLUMNS[kind]
    rows = frame.assign(source=source["id"], **({} if "note" in frame.columns else {"note": ""}))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows[list(columns)].itertuples(index=False))
    table.write_text(text.getvalue(), encoding="utf-8", newline="")

    dataset = {"kind": kind, **_like(described, catalogue), **described["dataset"]}
    dataset |= {"id": folder.name, "licence": source["licence"]}
    dataset |= {"rows": 0, "sha256": "0" * 64}
    content = {
        "dataset": {key: dataset[key] for key in KEYS_OF_DATASET if key in dataset},
        "source": [source],
        **{
            table: described[table] for table in ("measure", "series", "pair") if table in described
        },
    }
    provenance.write_text(toml_text(content), encoding="utf-8", newline="")
    seal(table)


def _like(described: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """What a dataset shares with the shipped one whose counting it continues."""
    if "like" not in described:
        return {}
    shipped = catalogue.datasets[described["like"]]
    shared = ("kind", "publisher_en", "publisher_ko", "counted_en", "counted_ko", "basis", "unit")
    return {key: getattr(shipped, key) for key in (*shared, "cadence")}


def read_description(name: str) -> dict[str, Any]:
    """The description of a source: its dataset, its source entry, and what it newly defines."""
    file = Path(__file__).parent / "sources" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Staging:
    """The folder beside the store where editions wait; on the same disk as the raw figures."""

    def __init__(self, raw: Path, state: Path) -> None:
        self.raw = raw
        self.state = state
        self.aside = state / "aside"
        self.ready = state / "ready"
        self.old = state / "old"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One refresh or import at a time; raises Unusable where another is at work."""
        self.state.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.state / ".lock", timeout=0):
                yield
        except Timeout:
            raise Unusable("another refresh or import is at work: wait for it to end") from None

    def prepare(self) -> None:
        """Finish what a crash interrupted, and clear what it left half-written.

        Raises Unusable where raw figures and store are on different disks: a folder cannot be
        moved from one to the other in one step.
        """
        self.finish()
        for folder in (self.aside, self.ready, self.old):
            folder.mkdir(parents=True, exist_ok=True)
        if os.stat(self.raw).st_dev != os.stat(self.state).st_dev:
            raise Unusable(
                f"{self.raw} and {self.state} are on different disks: keep the raw figures and "
                "the store on one"
            )

    def finish(self) -> list[str]:
        """Move in what was checked and waits, and put back what was moved out for nothing."""
        finished = []
        for edition in _folders(self.ready):
            self._install(edition.name)
            finished.append(edition.name)
        for former in _folders(self.old):
            place = place_of(self.raw, former.name)
            if place.exists():
                shutil.rmtree(former)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                os.rename(former, place)
                finished.append(former.name)
        shutil.rmtree(self.aside, ignore_errors=True)
        return finished

    def commit(self, names: list[str]) -> None:
        """Move checked editions from aside into the raw figures."""
        for name in names:
            os.rename(self.aside / name, self.ready / name)
        for name in names:
            self._install(name)

    def _install(self, name: str) -> None:
        place, former = place_of(self.raw, name), self.old / name
        place.parent.mkdir(parents=True, exist_ok=True)
        self.old.mkdir(parents=True, exist_ok=True)
        if place.exists():
            if former.exists():
                shutil.rmtree(former)
            os.rename(place, former)
        os.rename(self.ready / name, place)
        shutil.rmtree(former, ignore_errors=True)


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []
