"""The table of a slide whose view cannot be a chart: rules, several pairs, or nothing published."""

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

#: Width of the slide between its margins, in inches.
_ACROSS = 12.13
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
#: A grid of partners and pairs: pairs it has room for, the look of a cell, and its measures.
_PAIRS_ACROSS = 6
_GRID_HEADING, _GRID_CELL = Lettering(10, GROUND, bold=True), Lettering(10, INK)
_GRID_NAME, _GRID_HIGH, _GRID_TOP = 1.7, 0.38, 1.4


def table_pages(export: Export) -> list[pd.DataFrame]:
    """The rows of each slide: of one pair the newest, of several pairs all of them.

    One empty page for no rows: the slide says so.
    """
    if not _of_pairs(export):
        return [_newest(export.frame)]
    frame = export.frame
    if _is_grid(frame):
        codes = list(dict.fromkeys(frame["partner"]))
        pages = [codes[first : first + _ROWS] for first in range(0, len(codes), _ROWS)]
        return [frame[frame["partner"].isin(page)] for page in pages]
    return [
        frame.iloc[first : first + _ROWS_OF_PAIRS] for first in range(0, len(frame), _ROWS_OF_PAIRS)
    ]


def _of_pairs(export: Export) -> bool:
    return "pair_id" in export.frame and export.frame["pair_id"].nunique() > 1


def _is_grid(frame: pd.DataFrame) -> bool:
    """Whether several partners have one row each of a few pairs."""
    few = 1 < frame["pair_id"].nunique() <= _PAIRS_ACROSS
    once = not frame.duplicated(["partner", "pair_id"]).any()
    return few and once and frame["partner"].nunique() > 1


def _add_grid(slide: Slide, export: Export, rows: pd.DataFrame) -> None:
    """A row a partner and a column a pair: who turns to whom, the period and the grade."""
    pairs = dict(zip(export.frame["pair_id"], export.frame["pair_title"], strict=True))
    partners = dict(zip(rows["partner"], rows["partner_name"], strict=True))
    cells = {(row["partner"], row["pair_id"]): row for row in rows.to_dict("records")}
    frame = slide.shapes.add_table(
        len(partners) + 1,
        len(pairs) + 1,
        LEFT,
        Inches(_GRID_TOP),
        ACROSS,
        Inches(_GRID_HIGH * (len(partners) + 1)),
    )
    table = frame.table
    table.columns[0].width = Inches(_GRID_NAME)
    for at in range(1, len(pairs) + 1):
        table.columns[at].width = Inches((_ACROSS - _GRID_NAME) / len(pairs))
    for line in table.rows:
        line.height = Inches(_GRID_HIGH)
    heads = {column.name: column.heading for column in export.columns}
    for at, said in enumerate([heads["partner_name"], *pairs.values()]):
        put_text(table.cell(0, at).text_frame, [clean(said)], _GRID_HEADING, export.language)
    for place, (code, name) in enumerate(partners.items(), start=1):
        put_text(table.cell(place, 0).text_frame, [clean(name)], _GRID_CELL, export.language)
        for at, pair in enumerate(pairs, start=1):
            told = _in_grid(cells.get((code, pair)))
            put_text(table.cell(place, at).text_frame, told, _GRID_CELL, export.language)
    for cell in table.iter_cells():
        cell.margin_left, cell.margin_right = Inches(0.08), Inches(0.06)
        cell.margin_top, cell.margin_bottom = Inches(0.02), Inches(0.02)


def _in_grid(row: dict[Any, Any] | None) -> list[str]:
    if row is None:
        return ["–"]
    when = row["period"] if row.get("period") else row["year"]
    parts = [str(part) for part in (when, row["grade"]) if part and not pd.isna(part)]
    return [clean(row["turn"]), " · ".join(parts)]


def add_table(slide: Slide, export: Export, rows: pd.DataFrame) -> None:
    """Put rows on a slide as a native table, figures in words; nothing for no rows."""
    if rows.empty:
        return
    several = _of_pairs(export)
    if several and _is_grid(export.frame):
        _add_grid(slide, export, rows)
        return
    shown, wide_as = (_OF_PAIRS, _WIDTHS_OF_PAIRS) if several else (_SHOWN, _WIDTHS)
    by_name = {column.name: column for column in export.columns}
    columns = [by_name[name] for name in shown if name in by_name]
    widths = [wide_as.get(column.name, _FLOW) for column in columns]
    widths[-1] = _ACROSS - sum(widths[:-1])
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
