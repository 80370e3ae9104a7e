"""Read TOML so that a fault can name its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from indicators.catalogue.fault import CatalogueError, Fault
from indicators.catalogue.hidden import find_hidden

M = TypeVar("M", bound=BaseModel)


_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]")


class TomlFile:
    """A parsed TOML file that remembers where its entries stand."""

    def __init__(self, path: Path, shown_as: str) -> None:
        self.shown_as = shown_as
        self._lines: list[str] = []
        #: Lines on which the entries of each table begin.
        self._headers: dict[str, list[int]] = {}
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CatalogueError(
                [
                    Fault(
                        shown_as,
                        1,
                        f"is not UTF-8 text ({error.reason}): save it as UTF-8",
                    )
                ]
            ) from None
        if hidden := find_hidden(text, shown_as):
            raise CatalogueError(hidden)
        self._lines = text.splitlines()
        for number, text_line in enumerate(self._lines, start=1):
            if header := _HEADER.match(text_line):
                self._headers.setdefault(header[1], []).append(number)
        try:
            self.content: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else max(1, len(self._lines))
            raise CatalogueError(
                [Fault(shown_as, line, f"is not valid TOML ({error}): mend this line")]
            ) from None
        except (ValueError, RecursionError) as error:
            # A number of thousands of digits, or brackets within brackets without end.
            told = f"is not valid TOML ({error}): find the longest line and mend it"
            raise CatalogueError([Fault(shown_as, 1, told)]) from None

    def line_of(self, table: str, index: int = 0, key: str | None = None) -> int:
        """Line of the `index`-th entry of a table, or of a key inside it (1 if not found)."""
        places = self._headers.get(table, [])
        start = places[index] if index < len(places) else 0
        if not start:
            return 1
        if key:
            wanted = re.compile(rf"^\s*{re.escape(key)}\s*=")
            for number in range(start, len(self._lines)):
                line = self._lines[number]
                if line.lstrip().startswith("["):
                    break
                if wanted.match(line):
                    return number + 1
        return start


def parse_entries(
    toml: TomlFile, table: str, model: type[M], faults: list[Fault]
) -> list[tuple[M, int]]:
    """Entries of a table as models, each with its line; what does not fit goes to `faults`."""
    entries = toml.content.get(table, [])
    if isinstance(entries, dict):
        entries = [entries]
    parsed: list[tuple[M, int]] = []
    for index, entry in enumerate(entries):
        try:
            parsed.append((model.model_validate(entry), toml.line_of(table, index)))
        except ValidationError as error:
            for problem in error.errors():
                key = str(problem["loc"][0]) if problem["loc"] else None
                name = entry.get("id", f"number {index + 1}") if isinstance(entry, dict) else index
                where = ".".join(str(part) for part in problem["loc"]) or "entry"
                faults.append(
                    Fault(
                        toml.shown_as,
                        toml.line_of(table, index, key),
                        f"{table} '{name}': {where}: {problem['msg']}; "
                        "see docs/adding-a-dataset.md for what belongs here",
                    )
                )
    return parsed
