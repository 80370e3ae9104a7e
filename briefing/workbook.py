"""An export as a workbook: data, metadata and sources, with a native chart of both directions."""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from briefing.cells import clean
from briefing.house import FACE, MUTED
from briefing.language import Language
from briefing.model import Export, Progress, quiet
from briefing.sheets import column_width, fitting, format_of, set_up_page, write, write_header
from briefing.workbook_about import write_metadata, write_sources
from briefing.workbook_chart import add_chart, chart_height

#: Rows written between two reports of progress.
_STEP = 200
#: Columns that stay in sight when the sheet is moved sideways.
_FIXED = ("partner_name", "member_name", "year", "period", "month")
#: Height of a row, and width and height of what is printed on A4 landscape, in pixels.
_ROW, _PAGE = 20, (1026, 640)


def to_xlsx(export: Export, progress: Progress = quiet) -> bytes:
    """The export as a workbook of three sheets, named in its language: data, metadata, sources.

    Numbers and dates are real, missing ones empty; text is text, whatever it starts with. The
    header is frozen and filtered, no cells are merged, A4 landscape prints the columns for reading
    on one page's width. The same export gives the same bytes.

    Raises ValueError for a text longer than a cell can hold.
    """
    t = Language(export.language).t
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FACE[export.language], "font_size": 10},
        },
    )
    book.set_properties(
        {
            "title": clean(export.title),
            "subject": clean(export.subtitle),
            "author": t("product.name"),
            "comments": clean(export.citation),
            "created": datetime.combine(export.released, time()),
        }
    )
    data, about, sources = (
        book.add_worksheet(t(f"sheet.{name}")) for name in ("data", "metadata", "sources")
    )
    _write_data(book, data, export, progress)
    write_metadata(book, about, export)
    write_sources(book, sources, export)
    if export.drawing is not None:
        last = len(export.head) + len(export.frame) + len(export.foot)
        row = last + 2 + bool(export.head) + bool(export.foot)
        add_chart(book, data, about, export, row, _reading_pixels(export))
    progress(0.95, t("progress.closing"))
    book.close()
    progress(1.0, t("progress.done"))
    return file.getvalue()


def _write_data(book: Workbook, sheet: Worksheet, export: Export, progress: Progress) -> None:
    t = Language(export.language).t
    _write_lines(book, sheet, export.head, 0, bold_first=True)
    top = len(export.head) + bool(export.head)
    widths = [column_width(column, export.frame[column.name]) for column in export.columns]
    write_header(book, sheet, export.columns, top, widths)
    formats = [format_of(book, column) for column in export.columns]
    for place, row in enumerate(export.frame.itertuples(index=False, name=None)):
        if place % _STEP == 0:
            progress(0.9 * place / len(export.frame), t("progress.writing"))
        for at, value in enumerate(row):
            write(sheet, top + 1 + place, at, value, formats[at])
    bottom = top + len(export.frame)
    _write_lines(book, sheet, export.foot, bottom + 2)
    fixed = sum(column.name in _FIXED for column in export.columns[: len(_FIXED)])
    sheet.freeze_panes(top + 1, fixed)
    sheet.autofilter(top, 0, max(bottom, top + 1), len(export.columns) - 1)
    reading = [at for at, column in enumerate(export.columns) if column.reading]
    set_up_page(sheet, export)
    sheet.repeat_rows(top)
    last = bottom + len(export.foot) + bool(export.foot)
    sheet.print_area(0, 0, last + _printed_rows_of_chart(export, last), reading[-1])


def _printed_rows_of_chart(export: Export, above: int) -> int:
    """Rows the chart takes where it fits on the page under the table; else it stays on screen."""
    if export.drawing is None:
        return 0
    rows = -(-chart_height(export.drawing) // _ROW) + 2
    wide, high = _PAGE
    fits = (above + 2 + rows) * _ROW * wide <= high * max(_reading_pixels(export), wide)
    return rows if fits else 0


def _reading_pixels(export: Export) -> int:
    """How wide the columns for reading are together."""
    widths = [
        column_width(column, export.frame[column.name])
        for column in export.columns
        if column.reading
    ]
    return min(max(round(sum(7 * wide + 5 for wide in widths)), 720), 1200)


def _write_lines(
    book: Workbook, sheet: Worksheet, lines: tuple[str, ...], row: int, bold_first: bool = False
) -> None:
    title = book.add_format({"bold": True, "font_size": 13})
    plain = book.add_format({"font_color": MUTED, "font_size": 9})
    for place, line in enumerate(lines):
        face = title if bold_first and place == 0 else plain
        sheet.write_string(row + place, 0, fitting(line), face)
