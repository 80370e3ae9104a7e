"""The sheets that say what the figures of a workbook are and where they were read."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from briefing.cells import clean
from briefing.house import GRID, LINK
from briefing.language import Language
from briefing.model import Column, Export
from briefing.sheets import fitting, set_height, set_up_page, write, write_header

_ITEM, _CONTENT = 26, 110
_SOURCE_WIDTHS = MappingProxyType({"publisher": 30, "title": 46, "url": 46, "locators": 60})


def write_metadata(book: Workbook, sheet: Worksheet, export: Export) -> None:
    """What the figures are: one item a row, then every column with its meaning."""
    language = Language(export.language)
    t = language.t
    look = {"valign": "top", "text_wrap": True, "indent": 1}
    item = book.add_format({"bold": True, **look})
    text = book.add_format(look)
    day = book.add_format({**look, "align": "left", "num_format": "yyyy-mm-dd"})
    columns = (
        Column("item", t("meta.item"), "text"),
        Column("content", t("meta.content"), "text"),
    )
    write_header(book, sheet, columns, 0, [_ITEM, _CONTENT])
    rows: list[tuple[str, str | date]] = [
        (t("meta.title"), export.title),
        (t("meta.subtitle"), export.subtitle),
        (t("note.answer"), f"{export.answer}."),
        (t("meta.unit"), export.unit),
        *((note.heading, note.text) for note in export.notes),
        (t("meta.keeper"), export.keeper),
        (t("meta.licence"), t("meta.licence_text")),
        (t("meta.version"), export.version),
        (t("meta.built"), export.released),
        (t("meta.citation"), export.citation),
    ]
    kept = [(name, value) for name, value in rows if value != ""]
    for row, (name, value) in enumerate(kept, start=1):
        sheet.write_string(row, 0, fitting(name), item)
        write(sheet, row, 1, value, text if isinstance(value, str) else day)
        set_height(sheet, row, [(_ITEM, name), (_CONTENT, str(value))])
    top = len(kept) + 2
    sheet.write_string(top, 0, t("meta.columns"), item)
    for row, column in enumerate(export.columns, start=top + 1):
        sheet.write_string(row, 0, fitting(column.heading), text)
        told = " · ".join(part for part in (column.name, column.unit, column.meaning) if part)
        sheet.write_string(row, 1, fitting(told), text)
        set_height(sheet, row, [(_ITEM, column.heading), (_CONTENT, told)])
    sheet.freeze_panes(1, 0)
    set_up_page(sheet, export)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, top + len(export.columns), 1)


def write_sources(book: Workbook, sheet: Worksheet, export: Export) -> None:
    look = {
        "valign": "top",
        "text_wrap": True,
        "indent": 1,
        "bottom": 4,
        "bottom_color": GRID,
    }
    face, link = book.add_format(look), book.add_format({**look, "font_color": LINK})
    columns = export.source_columns
    widths = [_SOURCE_WIDTHS.get(column.name, 18) for column in columns]
    write_header(book, sheet, columns, 0, widths)
    for row, values in enumerate(export.sources.itertuples(index=False, name=None), start=1):
        for at, value in enumerate(values):
            address = columns[at].name == "url" and value.startswith(("https://", "http://"))
            if address and " " not in value and len(value) < 2_000:
                sheet.write_url(row, at, clean(value), link, string=clean(value))
            else:
                write(sheet, row, at, value, face)
        reading = [at for at, column in enumerate(columns) if column.reading]
        set_height(sheet, row, [(widths[at], values[at]) for at in reading])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(export.sources), 1), len(columns) - 1)
    set_up_page(sheet, export)
    sheet.repeat_rows(0)
    last = sum(column.reading for column in columns) - 1
    sheet.print_area(0, 0, max(len(export.sources), 1), last)
