"""Read the whole catalogue and check that it holds together."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from indicators.catalogue.check import check_references
from indicators.catalogue.fault import CatalogueError, Fault
from indicators.catalogue.goal_rules import GoalRule
from indicators.catalogue.hidden import find_hidden
from indicators.catalogue.model import (
    Correction,
    Country,
    Dataset,
    Indicator,
    Measure,
    Note,
    Pair,
    Preference,
    Separation,
    Series,
    Source,
    Unit,
)
from indicators.catalogue.rules import ClaimRule
from indicators.catalogue.survey import Asked, Base, Item, Status, Survey, Wording
from indicators.catalogue.toml import TomlFile, parse_entries
from indicators.catalogue.whole import Catalogue

CATALOGUE_FOLDER = Path(__file__).parent
#: The folder of raw figures: the one in RECIPROCITY_RAW, or that of the checkout.
RAW_FOLDER = Path(os.environ.get("RECIPROCITY_RAW") or CATALOGUE_FOLDER.parents[1] / "data" / "raw")

#: Tables that name their entries by id, and may stand in any TOML file.
NAMED: dict[str, type[BaseModel]] = {
    "unit": Unit,
    "measure": Measure,
    "series": Series,
    "pair": Pair,
    "indicator": Indicator,
    "source": Source,
    "note": Note,
    "correction": Correction,
    "preference": Preference,
    "dataset": Dataset,
    "survey": Survey,
    "item": Item,
    "base": Base,
    "status": Status,
    "claim_rule": ClaimRule,
    "goal_rule": GoalRule,
}

#: Tables whose entries have no id of their own.
UNNAMED: dict[str, type[BaseModel]] = {
    "separation": Separation,
    "asked": Asked,
    "wording": Wording,
}

M = TypeVar("M", bound=BaseModel)


class _Shelf:
    """Entries as they are found, with their places; two of one name are a fault."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {table: {} for table in NAMED}
        self.entries["country"] = {}
        self.unnamed: dict[str, list[Any]] = {table: [] for table in UNNAMED}
        self.places: dict[tuple[str, str], tuple[str, int]] = {}
        self.faults: list[Fault] = []

    def add(self, table: str, name: str, entry: BaseModel, file: str, line: int) -> None:
        known = self.places.get((table, name))
        if known:
            self.faults.append(
                Fault(
                    file,
                    line,
                    f"{table} '{name}' is already defined at {known[0]}:{known[1]}: "
                    "give this one another id or remove it",
                )
            )
            return
        self.entries[table][name] = entry
        self.places[table, name] = (file, line)


def load_catalogue(raw: Path = RAW_FOLDER, folder: Path = CATALOGUE_FOLDER) -> Catalogue:
    """Read every catalogue entry in `folder` and beside the raw figures in `raw`.

    Raises CatalogueError with every fault found: an unknown key, a name used twice, a reference
    to something that is not defined.
    """
    shelf = _Shelf()
    for path, shown_as in _toml_files(raw, folder):
        try:
            toml = TomlFile(path, shown_as)
        except CatalogueError as error:
            shelf.faults.extend(error.faults)
            continue
        _shelve(toml, shelf)
    _shelve_csv(raw / "countries.csv", f"{raw.name}/countries.csv", "country", Country, shelf)
    _shelve_csv(raw / "sources.csv", f"{raw.name}/sources.csv", "source", Source, shelf)
    _shelve_csv(raw / "notes.csv", f"{raw.name}/notes.csv", "note", Note, shelf)
    found = shelf.entries
    catalogue = Catalogue.model_construct(
        units=found["unit"],
        measures=found["measure"],
        series=found["series"],
        pairs=found["pair"],
        indicators=found["indicator"],
        sources=found["source"],
        notes=found["note"],
        countries=found["country"],
        preferences=tuple(sorted(found["preference"].values(), key=lambda rule: rule.order)),
        separations=tuple(shelf.unnamed["separation"]),
        corrections=tuple(found["correction"].values()),
        datasets=found["dataset"],
        surveys=found["survey"],
        items=found["item"],
        bases=found["base"],
        statuses=found["status"],
        claim_rules=found["claim_rule"],
        goal_rules=found["goal_rule"],
        asked=tuple(shelf.unnamed["asked"]),
        wordings=tuple(shelf.unnamed["wording"]),
        places=shelf.places,
    )
    faults = shelf.faults + check_references(catalogue)
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _toml_files(raw: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """Every TOML file with the short name by which faults call it."""
    for base in (folder, raw):
        for path in sorted(base.rglob("*.toml")):
            yield path, f"{base.name}/{path.relative_to(base).as_posix()}"


def _shelve(toml: TomlFile, shelf: _Shelf) -> None:
    known = {*NAMED, *UNNAMED}
    for table in toml.content:
        if table not in known:
            shelf.faults.append(
                Fault(
                    toml.shown_as,
                    toml.line_of(table),
                    f"unknown table '{table}': use one of {', '.join(sorted(known))}",
                )
            )
    for table, model in NAMED.items():
        for entry, line in parse_entries(toml, table, model, shelf.faults):
            shelf.add(table, entry.id, entry, toml.shown_as, line)  # type: ignore[attr-defined]
    for table, model in UNNAMED.items():
        parsed = parse_entries(toml, table, model, shelf.faults)
        shelf.unnamed[table].extend(entry for entry, _ in parsed)


def _shelve_csv(path: Path, shown_as: str, table: str, model: type[M], shelf: _Shelf) -> None:
    """Entries that are many and short stand in a CSV file: countries, sources, notes."""
    if not path.is_file():
        shelf.faults.append(Fault(shown_as, 1, "is missing: restore it from the release"))
        return
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        shelf.faults.append(Fault(shown_as, line, "is not UTF-8 text here: save the file as UTF-8"))
        return
    if hidden := find_hidden(text, shown_as):
        shelf.faults.extend(hidden)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            line = reader.line_num
            if None in row or None in row.values():
                shelf.faults.append(
                    Fault(
                        shown_as,
                        line,
                        "has too many or too few cells: compare with line 1",
                    )
                )
                continue
            try:
                entry = model.model_validate(row)
            except ValidationError as error:
                shelf.faults.extend(
                    Fault(
                        shown_as,
                        line,
                        f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}: correct the cell",
                    )
                    for problem in error.errors()
                )
                continue
            name = row["iso3"] if table == "country" else row["id"]
            shelf.add(table, name, entry, shown_as, line)
    except csv.Error as error:
        line = max(1, reader.line_num)
        shelf.faults.append(
            Fault(shown_as, line, f"cannot be read as CSV ({error}): mend the quotes")
        )
