"""A table as HTML for paper: rows and columns, or records where rows are too wide for a sheet."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from dashboard.language import Language

ABSENT = "–"
#: Rows of more columns of words and more characters (each column at its longest) than these would
#: stand letter under letter on an upright sheet.
_MOST_COLUMNS_OF_WORDS, _MOST_CHARACTERS = 6, 400
#: Characters from which a cell of a record has a line of its own.
_LONG = 60

Rows = list[list[str]]


def write_table(
    cells: pd.DataFrame, language: Language, *, title: str, column_config: dict[str, Any]
) -> str:
    """The cells as HTML that only paper shows, figures in full; ``column_config`` as in Streamlit.

    A table; or, where the rows are too wide for a sheet, a record of each, headed by its first
    cell, with every other cell beside its heading.
    """
    columns = [(str(name), column_config.get(str(name)) or {}) for name in cells.columns]
    heads = [escape(str(config.get("label") or name)) for name, config in columns]
    numeric = [pd.api.types.is_numeric_dtype(cells[name]) for name in cells.columns]
    rows = [
        [
            _figure(value, config, language) if number else _words(value)
            for value, number, (_, config) in zip(values, numeric, columns, strict=True)
        ]
        for values in cells.itertuples(index=False, name=None)
    ]
    if numeric.count(False) > _MOST_COLUMNS_OF_WORDS and _longest(rows) > _MOST_CHARACTERS:
        return _write_records(rows, heads, escape(title))
    return _write_rows(rows, heads, numeric, escape(title))


def _longest(rows: Rows) -> int:
    return sum(max(map(len, column)) for column in zip(*rows, strict=True))


def _write_rows(rows: Rows, heads: list[str], numeric: list[bool], title: str) -> str:
    starts = ['<td class="figure">' if number else "<td>" for number in numeric]
    written = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = []
    for row in rows:
        cells = (f"{start}{escape(cell)}</td>" for start, cell in zip(starts, row, strict=True))
        body.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<table class="printed"><caption>{title}</caption><thead><tr>{written}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _write_records(rows: Rows, heads: list[str], title: str) -> str:
    records = []
    for first, *others in rows:
        pairs = []
        for head, cell in zip(heads[1:], others, strict=True):
            start = '<div class="long">' if len(cell) > _LONG else "<div>"
            pairs.append(f"{start}<dt>{head}</dt><dd>{escape(cell)}</dd></div>")
        records.append(f"<li><strong>{escape(first)}</strong><dl>{''.join(pairs)}</dl></li>")
    return f'<section class="printed records"><p>{title}</p><ol>{"".join(records)}</ol></section>'


def _figure(value: Any, config: dict[str, Any], language: Language) -> str:
    if pd.isna(value):
        return ABSENT
    asked = (config.get("type_config") or {}).get("format") or "localized"
    return asked % value if asked.startswith("%") else language.number(float(value))


def _words(value: Any) -> str:
    return ABSENT if value is None or pd.isna(value) else str(value)
