"""What every column of every table holds: type and meaning, read from columns.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

import pandas as pd

from api.words import Text

Type = Literal["text", "number", "integer", "boolean", "date", "time"]


@dataclass(frozen=True)
class Column:
    """A column of an answer."""

    name: str
    type: Type
    #: Empty words where the store has a column that columns.csv does not know yet.
    meaning: Text


def _read_columns() -> MappingProxyType[str, Column]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        name = row["column"].rpartition(".")[2]
        kind = cast(Type, row["type"])
        if kind not in get_args(Type) or row["column"] in found or not (row["en"] and row["ko"]):
            raise ValueError(f"columns.csv: the entry for '{row['column']}' is not usable")
        found[row["column"]] = Column(name, kind, Text(row["en"], row["ko"]))
    return MappingProxyType(found)


#: By column, or by table and column ("series.unit") where a name means something else there.
COLUMNS = _read_columns()


def describe_columns(table: str, frame: pd.DataFrame) -> list[Column]:
    """The columns of an answer in their order, as columns.csv describes them.

    A column that it does not know is given the type of its values.
    """
    return [_describe(table, name, frame) for name in frame.columns]


def _describe(table: str, name: str, frame: pd.DataFrame) -> Column:
    found = COLUMNS.get(f"{table}.{name}") or COLUMNS.get(name)
    return found or Column(name, _type_of(frame[name]), Text("", ""))


def _type_of(values: pd.Series) -> Type:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(values) else "text"


def find_undescribed(columns: Iterable[Column]) -> list[str]:
    """Names of the columns that columns.csv does not know."""
    return [column.name for column in columns if not column.meaning.en]
