"""An export as a table for another program: CSV, JSON, Parquet, and a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from briefing.cells import clean, inert
from briefing.language import Language
from briefing.model import Column, Export, Progress, quiet
from briefing.workbook import to_xlsx

__all__ = ["to_csv", "to_json", "to_parquet", "to_xlsx"]

#: Rows written between two reports of progress.
_STEP = 200
#: Digits a spreadsheet keeps of a number; more would show how a computer rounds, not a figure.
_DIGITS = 15

_ARROW = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
}


def to_csv(export: Export, progress: Progress = quiet) -> bytes:
    """The rows as CSV that Excel opens right: UTF-8 with byte-order mark, lines end in CR LF.

    Headings and words are in the export's language, figures unrounded to the 15 digits of a
    spreadsheet, missing ones empty. Text that a spreadsheet would run as a formula is preceded by
    an apostrophe.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([inert(column.heading) for column in export.columns])
    for row in _rows(export.frame, export, progress):
        writer.writerow([_written(value) for value in row])
    return lines.getvalue().encode("utf-8-sig")


def to_json(export: Export, progress: Progress = quiet) -> bytes:
    """The rows as records under the columns' names, with all that stands behind them.

    UTF-8; a missing value is null.
    """
    records = _records(export.frame, export.columns, export, progress)
    sources = _records(export.sources, export.source_columns, export, quiet)
    told = {**metadata(export), "records": records, "sources": sources}
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def to_parquet(export: Export, progress: Progress = quiet) -> bytes:
    """The rows as Parquet under the columns' names, each of one type.

    Everything else that ``to_json`` says stands in the file's metadata under ``reciprocity``.
    """
    t = Language(export.language).t
    progress(0.0, t("progress.writing"))
    arrays, fields = [], []
    for column in export.columns:
        values = [_plain(value) for value in export.frame[column.name]]
        kind = _ARROW[column.kind]
        arrays.append(pa.array(values, type=kind))
        fields.append(pa.field(column.name, kind, metadata={"heading": column.heading}))
    sources = _records(export.sources, export.source_columns, export, quiet)
    about = json.dumps({**metadata(export), "sources": sources}, ensure_ascii=False)
    schema = pa.schema(fields, metadata={"reciprocity": about})
    file = io.BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), file, compression="zstd")
    progress(1.0, t("progress.done"))
    return file.getvalue()


def metadata(export: Export) -> dict[str, Any]:
    """What an export says of itself, beside its rows and sources."""
    return {
        "title": export.title,
        "subtitle": export.subtitle,
        "answer": export.answer,
        "language": export.language,
        "unit": export.unit,
        "version": export.version,
        "released": export.released.isoformat(),
        "citation": export.citation,
        "keeper": export.keeper,
        "notes": [
            {"kind": note.kind, "heading": note.heading, "text": note.text} for note in export.notes
        ],
        "columns": [
            {
                "name": column.name,
                "heading": column.heading,
                "type": column.kind,
                "unit": column.unit,
                "meaning": column.meaning,
            }
            for column in export.columns
        ],
    }


def _rows(frame: pd.DataFrame, export: Export, progress: Progress) -> Iterator[list[Any]]:
    """The rows of a frame as plain values, telling how far they have been read."""
    t = Language(export.language).t
    for place, row in enumerate(frame.itertuples(index=False, name=None)):
        if place % _STEP == 0:
            progress(place / len(frame), t("progress.writing"))
        yield [_plain(value) for value in row]
    progress(1.0, t("progress.done"))


def _records(
    frame: pd.DataFrame, columns: tuple[Column, ...], export: Export, progress: Progress
) -> list[dict[str, Any]]:
    names = [column.name for column in columns]
    return [
        {name: _told(value) for name, value in zip(names, row, strict=True)}
        for row in _rows(frame[names], export, progress)
    ]


def _plain(value: Any) -> Any:
    """A value as Python knows it; one that is missing is None."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, str):
        return clean(value)
    return value.item() if hasattr(value, "item") else value


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.{_DIGITS}g}" if not value.is_integer() else f"{value:.0f}"
        case str():
            return inert(value)
        case _:
            return str(value)
