"""Cells, headings, widths and printed pages of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from briefing.cells import clean, width, wrap
from briefing.house import AXIS, GRID, PANEL
from briefing.language import Language
from briefing.model import Column, Export
from briefing.source_line import source_line, version_line

_A4 = 9
#: Characters a cell can hold, and the head or foot of a printed page.
_CELL, _PAGE_LINE = 32_767, 255
#: Least and greatest width of a column in characters; the greatest of one that is not printed.
_NARROW, _WIDE, _ASIDE, _HEADING = 7, 44, 30, 16
#: Lines of a heading; a longer one belongs in the metadata.
_HEADING_LINES = 4
#: Height of a line of text in points.
_LINE = 13.5


def write(sheet: Worksheet, row: int, at: int, value: Any, face: Format) -> None:
    """A value as what it is: XlsxWriter guesses nothing."""
    if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
        sheet.write_blank(row, at, None, face)
    elif isinstance(value, str):
        sheet.write_string(row, at, fitting(value), face)
    elif isinstance(value, bool):
        sheet.write_boolean(row, at, value, face)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, face)
    else:
        sheet.write_number(row, at, value, face)


def fitting(text: str) -> str:
    cleaned = clean(text)
    if len(cleaned) > _CELL:
        raise ValueError(
            f"a cell holds {_CELL:,} characters, this text has {len(cleaned):,}: {cleaned[:60]}…"
        )
    return cleaned


#: Columns that stay in sight when the sheet is moved sideways.
_FIXED = ("partner_name", "year", "period", "month")


def write_header(
    book: Workbook,
    sheet: Worksheet,
    columns: tuple[Column, ...],
    row: int,
    widths: Sequence[float],
) -> None:
    """The headings of a table, each over its column, as high as the longest needs."""
    look = {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": PANEL,
        "bottom": 1,
        "bottom_color": AXIS,
    }
    heading = book.add_format({**look, "align": "left", "indent": 1})
    over_figures = book.add_format({**look, "align": "right"})
    lines = 1
    for at, (column, wide) in enumerate(zip(columns, widths, strict=True)):
        figures = column.kind == "number"
        sheet.write_string(row, at, fitting(column.heading), over_figures if figures else heading)
        sheet.set_column(at, at, wide)
        lines = max(lines, len(wrap(column.heading, round(wide) - 2)))
    sheet.set_row(row, 15 * min(lines, _HEADING_LINES) + 6)


def format_of(book: Workbook, column: Column) -> Format:
    decimals = f".{'0' * column.digits}" if column.digits else ""
    shown = {
        "number": f"#,##0{decimals}",
        "integer": "#,##0" if column.grouped else "0",
        "date": "yyyy-mm-dd",
        "text": "@",
        "flag": "General",
    }[column.kind]
    look = {"num_format": shown, "valign": "top", "bottom": 4, "bottom_color": GRID}
    if column.kind != "number":
        look |= {"align": "left", "indent": 1}
    return book.add_format(look)


def column_width(column: Column, values: pd.Series) -> float:
    """Wide enough for the widest value and the longest word of the heading, within reason."""
    if column.kind == "number":
        shown = [f"{value:,.{column.digits}f}" for value in values.dropna()]
    else:
        shown = [str(value) for value in values.dropna()]
    longest = max((width(text) for text in shown), default=0)
    word = max(width(part) for part in column.heading.split())
    half = -(-width(column.heading) // 2)
    limit = _WIDE if column.reading else _ASIDE
    return min(max(longest, min(max(word, half), _HEADING), _NARROW) + 3, limit)


def set_height(sheet: Worksheet, row: int, cells: list[tuple[float, str]]) -> None:
    """A row as high as its cells need: the width of each in characters, and its text."""
    lines = max(-(-width(text) // round(wide - 2)) for wide, text in cells)
    sheet.set_row(row, _LINE * max(lines, 1) + 3)


def set_up_page(sheet: Worksheet, export: Export) -> None:
    """A4 landscape, one page wide, with title, source, version and page number in the margins."""
    t = Language(export.language).t
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    head = f"{export.title}, {export.subtitle}"
    sheet.set_header(_page_line("&L", head, ""))
    version = f"\n{version_line(export)}&R{t('print.page')}"
    sheet.set_footer(_page_line("&L", source_line(export, named=2), version))


def _page_line(start: str, text: str, end: str) -> str:
    """A line for the margin of a page, cut to what a margin can hold."""
    told = clean(text).replace("&", "&&")
    room = _PAGE_LINE - len(start) - len(end)
    if len(told) <= room:
        return f"{start}{told}{end}"
    cut = told[: room - 1].rstrip("& ")
    return f"{start}{cut}…{end}"
