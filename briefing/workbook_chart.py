"""The chart of a workbook: native, editable, a gap where there is no figure."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from briefing.cells import clean
from briefing.house import AXIS, COLOUR, FACE, GRID, GROUND, INK, LIGHT, MUTED
from briefing.language import Language
from briefing.model import SIDES, Drawing, Export, Side

#: Where the figures of the chart stand on the metadata sheet, beside what is printed.
_LEFT = 3


def chart_height(drawing: Drawing) -> int:
    """How high the chart stands, in pixels."""
    return 150 + 34 * len(drawing.categories) if drawing.shape == "bar" else 400


def add_chart(
    book: Workbook, sheet: Worksheet, about: Worksheet, export: Export, row: int, wide: int
) -> None:
    """Put the chart on a sheet below its rows, ``wide`` pixels wide, and its figures on another.

    The figures stand once more on the metadata sheet because a chart over time needs every year,
    one without a figure included; a missing one is an empty cell, which the chart leaves open.
    """
    drawing = export.drawing
    if drawing is None:
        return
    _write_figures(book, about, export, drawing)
    chart = book.add_chart({"type": "line" if drawing.shape == "line" else "bar"})
    last = len(drawing.categories)
    for place, side in enumerate(SIDES, start=_LEFT + 1):
        chart.add_series(
            {
                "name": [about.get_name(), 0, place],
                "categories": [about.get_name(), 1, _LEFT, last, _LEFT],
                "values": [about.get_name(), 1, place, last, place],
                **(_line(drawing, side) if drawing.shape == "line" else _bar(drawing, side)),
            }
        )
    font = {"name": FACE[export.language], "color": INK}
    chart.set_title(
        {
            "name": clean(f"{drawing.heading} · {export.title} ({drawing.unit})"),
            "name_font": {**font, "size": 12, "bold": True},
            "overlay": False,
        }
    )
    chart.set_legend({"position": "top", "font": {**font, "size": 10}})
    chart.show_blanks_as("gap")
    muted = {"name": FACE[export.language], "color": MUTED, "size": 9}
    names = {"num_font": muted, "line": {"color": AXIS}, "major_gridlines": {"visible": False}}
    figures = {
        "num_font": muted,
        "num_format": "#,##0",
        "line": {"none": True},
        "min": 0 if _from_zero(drawing) else None,
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
    }
    bars = drawing.shape == "bar"
    # In a chart of bars the names run down and the figures across.
    chart.set_x_axis({**figures, "visible": False} if bars else names)
    chart.set_y_axis({**names, "reverse": True} if bars else figures)
    chart.set_size({"width": wide, "height": chart_height(drawing)})
    sheet.insert_chart(
        row,
        0,
        chart,
        {"object_position": 3, "description": clean(export.answer)},
    )


def _from_zero(drawing: Drawing) -> bool:
    values = [value for side in SIDES for value in drawing.values(side) if value is not None]
    return min(values) >= 0


def _write_figures(book: Workbook, about: Worksheet, export: Export, drawing: Drawing) -> None:
    t = Language(export.language).t
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
    shown = book.add_format({"num_format": "#,##0.0" if drawing.digits else "#,##0"})
    about.write_string(0, _LEFT, t("meta.drawn"), heading)
    for place, name in enumerate(drawing.names, start=_LEFT + 1):
        about.write_string(0, place, clean(name), heading)
    for row, category in enumerate(drawing.categories, start=1):
        about.write_string(row, _LEFT, clean(category))
        for place, side in enumerate(SIDES, start=_LEFT + 1):
            value = drawing.values(side)[row - 1]
            if value is not None:
                about.write_number(row, place, value, shown)
    about.set_column(_LEFT, _LEFT + 2, 24)


def _line(drawing: Drawing, side: Side) -> dict[str, Any]:
    """Solid with circles toward Korea, dashed with diamonds toward the partner."""
    korea = side == "toward_korea"
    colour = COLOUR[side]
    place = SIDES.index(side)
    outline = {"color": colour, "width": 1.5}
    return {
        "line": {"color": colour, "width": 2.25, "dash_type": "solid" if korea else "dash"},
        "marker": {
            "type": "circle" if korea else "diamond",
            "size": 7 if korea else 8,
            "fill": {"color": colour},
            "border": outline,
        },
        "points": [
            {"fill": {"color": GROUND}, "border": outline} if flags[place] else None
            for flags in drawing.provisional
        ],
    }


def _bar(drawing: Drawing, side: Side) -> dict[str, Any]:
    place = SIDES.index(side)
    return {
        "fill": {"color": COLOUR[side]},
        "gap": 60,
        "overlap": 0,
        "points": [
            {"fill": {"color": LIGHT[side]}} if flags[place] else None
            for flags in drawing.provisional
        ],
        "data_labels": {
            "value": True,
            "num_format": "#,##0.0" if drawing.digits else "#,##0",
            "font": {"color": MUTED, "size": 9},
        },
    }
