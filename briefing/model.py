"""What every file is made of: the rows, what they are called, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from briefing.language import Code

#: Called with the part that is done (0 to 1) and what is being done, in the file's language.
Progress = Callable[[float, str], None]

Kind = Literal["text", "number", "integer", "flag", "date"]
Side = Literal["toward_korea", "toward_partner"]
SIDES: tuple[Side, Side] = ("toward_korea", "toward_partner")


def quiet(done: float, doing: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Column:
    """A column of an export: its name for programs and its heading for readers."""

    name: str
    heading: str
    kind: Kind
    #: The unit in the language, empty where the column has none.
    unit: str = ""
    #: Decimals to show; the file holds all digits.
    digits: int = 0
    #: Whether whole numbers are written in groups of three digits: years and months are not.
    grouped: bool = True
    #: Part of the printed page; the rest is for programs and for checking.
    reading: bool = False
    #: What the figures in it mean, where a definition exists.
    meaning: str = ""


@dataclass(frozen=True)
class Note:
    """One thing a reader has to know, under its kind and heading."""

    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """The figures of the chart of an export: one category a period or partner, gaps as None."""

    shape: Literal["line", "bar"]
    categories: tuple[str, ...]
    #: Names of the two series, then their values in the order of the categories.
    names: tuple[str, str]
    toward_korea: tuple[float | None, ...]
    toward_partner: tuple[float | None, ...]
    #: Which points are provisional figures, as (toward Korea, toward the partner).
    provisional: tuple[tuple[bool, bool], ...]
    heading: str
    unit: str
    #: Whether the figures are shares or scores, which are labelled with a decimal.
    digits: int = 0

    def values(self, side: Side) -> tuple[float | None, ...]:
        """The values of one direction."""
        return self.toward_korea if side == "toward_korea" else self.toward_partner


@dataclass(frozen=True, eq=False)
class Export:
    """One view, ready to be written in any form; every form holds the same rows.

    ``frame`` has the columns of ``columns`` in their order, numbers unrounded and a missing figure
    missing. ``sources`` has one row for each source behind the rows.
    """

    title: str
    subtitle: str
    #: The figures in one sentence, without a full stop.
    answer: str
    language: Code
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]
    sources: pd.DataFrame
    source_columns: tuple[Column, ...]
    unit: str
    version: str
    released: date
    citation: str
    keeper: str
    #: A file name without its ending.
    name: str
    #: None where nothing can be drawn: no rows, rows of many pairs, or rules.
    drawing: Drawing | None = None
    #: Lines above and below the table, for a table that is handed in as it is printed.
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    def notes_of(self, *kinds: str) -> list[Note]:
        """The notes of the kinds named, in the order of the kinds."""
        return [note for kind in kinds for note in self.notes if note.kind == kind]
