"""The table of a slide whose view cannot be a chart: rules, or nothing published."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pptx.slide import Slide
from pptx.util import Inches

from briefing.cells import clean
from briefing.house import GROUND, INK
from briefing.language import Language
from briefing.model import Column, Export
from briefing.slide_look import ACROSS, LEFT, Lettering, put_text
from briefing.wording import amount

#: Rows a slide has room for; the newest are kept.
_ROWS = 11
#: Rows of several pairs, whose titles take two lines.
_ROWS_OF_PAIRS = 7
_SHOWN = ("partner_name", "year", "month", "period", "toward_korea", "toward_partner", "known")
#: What is shown of rows of several pairs.
_OF_PAIRS = ("partner_name", "pair_title", "period", "toward_korea", "toward_partner", "turn")
_HEADING, _CELL = Lettering(13, GROUND, bold=True), Lettering(12, INK)
#: Widths in inches, and the height of a row.
_WIDTHS = {"partner_name": 2.4, "year": 0.9, "month": 0.9, "period": 2.2}
_WIDTHS_OF_PAIRS = {
    "partner_name": 1.5,
    "pair_title": 3.3,
    "period": 1.1,
    "toward_korea": 1.6,
    "toward_partner": 1.6,
}
_FLOW, _ROW = 2.4, 0.33


def table_pages(export: Export) -> list[pd.DataFrame]:
    """The rows of each slide: of one pair the newest, of several pairs all of them.

    One empty page for no rows: the slide says so.
    """
    if not _of_pairs(export):
        return [_newest(export.frame)]
    frame = export.frame
    return [
        frame.iloc[first : first + _ROWS_OF_PAIRS] for first in range(0, len(frame), _ROWS_OF_PAIRS)
    ]


def _of_pairs(export: Export) -> bool:
    return "pair_id" in export.frame and export.frame["pair_id"].nunique() > 1


def add_table(slide: Slide, export: Export, rows: pd.DataFrame) -> None:
    """Put rows on a slide as a native table, figures in words; nothing for no rows."""
    if rows.empty:
        return
    several = _of_pairs(export)
    shown, wide_as = (_OF_PAIRS, _WIDTHS_OF_PAIRS) if several else (_SHOWN, _WIDTHS)
    by_name = {column.name: column for column in export.columns}
    columns = [by_name[name] for name in shown if name in by_name]
    widths = [wide_as.get(column.name, _FLOW) for column in columns]
    widths[-1] = 12.13 - sum(widths[:-1])
    high = Inches(_ROW)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(columns), LEFT, Inches(1.85), ACROSS, Inches(_ROW * (len(rows) + 1))
    )
    table = frame.table
    for at, wide in enumerate(widths):
        table.columns[at].width = Inches(wide)
    for line in table.rows:
        line.height = high
    for at, column in enumerate(columns):
        put_text(table.cell(0, at).text_frame, [clean(column.heading)], _HEADING, export.language)
        for place, row in enumerate(rows.to_dict("records"), start=1):
            told = _told(row[column.name], column, str(row["unit"]), Language(export.language))
            put_text(table.cell(place, at).text_frame, [told], _CELL, export.language)
    for cell in table.iter_cells():
        cell.margin_left, cell.margin_right = Inches(0.1), Inches(0.1)
        cell.margin_top, cell.margin_bottom = Inches(0.04), Inches(0.03)


def _newest(frame: pd.DataFrame) -> pd.DataFrame:
    if "year" in frame and frame["partner"].nunique() > 1:
        frame = frame[frame["year"] == frame["year"].max()]
    return frame.tail(_ROWS)


def _told(value: Any, column: Column, unit: str, language: Language) -> str:
    if value is None or pd.isna(value):
        return "–"
    if column.kind == "number":
        return amount(float(value), unit, language)
    return clean(str(value))
