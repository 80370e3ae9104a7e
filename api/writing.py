"""Rows written as CSV, JSON and Parquet, a slice at a time."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from api.columns import Column, Type
from indicators import Release
from indicators.spreadsheet import without_formula

#: Rows turned into objects of Python at one time.
_SLICE = 2_000


def write_csv(frame: pd.DataFrame, columns: Sequence[Column], release: Release) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with byte-order mark; figures at full precision, no separators."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow([column.name for column in columns])
    for rows in _slices(frame, columns):
        writer.writerows([_cell(value) for value in row] for row in rows)
        yield _take(text)
    yield _take(text)


def write_json(frame: pd.DataFrame, columns: Sequence[Column], release: Release) -> Iterator[bytes]:
    """A list of objects, one a line."""
    names = [column.name for column in columns]
    before = "[\n"
    for rows in _slices(frame, columns):
        for row in rows:
            entry = dict(zip(names, row, strict=True))
            written = json.dumps(entry, ensure_ascii=False, allow_nan=False)
            yield f"{before}{written}".encode()
            before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def write_parquet(
    frame: pd.DataFrame, columns: Sequence[Column], release: Release
) -> Iterator[bytes]:
    """One file with typed columns; its metadata name the release."""
    schema = pa.schema(
        [pa.field(column.name, _arrow_type(column.type)) for column in columns],
        metadata={"version": release.version, "built_at": release.built_at.isoformat() + "Z"},
    )
    file = io.BytesIO()
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for start in range(0, len(frame), 10 * _SLICE):
            part = frame.iloc[start : start + 10 * _SLICE]
            arrays = [
                pa.array(_values(part[field.name], column.type, for_text=False), type=field.type)
                for field, column in zip(schema, columns, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    yield file.getvalue()


def _slices(frame: pd.DataFrame, columns: Sequence[Column]) -> Iterator[Iterator[tuple[Any, ...]]]:
    for start in range(0, len(frame), _SLICE):
        part = frame.iloc[start : start + _SLICE]
        yield zip(*(_values(part[c.name], c.type) for c in columns), strict=True)


def _values(column: pd.Series, kind: Type, for_text: bool = True) -> list[Any]:
    """The values of a column as objects of Python; None where there is none."""
    match kind:
        case "number":
            return [_number(value) for value in column.tolist()]
        case "integer":
            return [None if pd.isna(value) else int(value) for value in column.tolist()]
        case "boolean":
            return [None if pd.isna(value) else bool(value) for value in column.tolist()]
        case "date":
            days = [None if pd.isna(value) else value.date() for value in pd.to_datetime(column)]
            return [day and day.isoformat() for day in days] if for_text else days
        case "time":
            moments = [None if pd.isna(value) else value for value in pd.to_datetime(column)]
            if for_text:
                return [moment and moment.isoformat() + "Z" for moment in moments]
            return [moment and moment.tz_localize("UTC") for moment in moments]
        case _:
            return [None if pd.isna(value) else str(value) for value in column.tolist()]


def _number(value: Any) -> float | int | None:
    """A figure as short as it is exact: whole numbers without a point."""
    if pd.isna(value) or math.isinf(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _cell(value: Any) -> Any:
    if value is True or value is False:
        return "TRUE" if value else "FALSE"
    return without_formula(value)


def _take(text: io.StringIO) -> bytes:
    written = text.getvalue().encode("utf-8", errors="replace")
    text.seek(0)
    text.truncate()
    return written


def _arrow_type(kind: Type) -> pa.DataType:
    match kind:
        case "number":
            return pa.float64()
        case "integer":
            return pa.int64()
        case "boolean":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "time":
            return pa.timestamp("us", tz="UTC")
        case _:
            return pa.string()
