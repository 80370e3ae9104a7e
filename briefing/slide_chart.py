"""The chart of a slide: PowerPoint's own, editable, a gap where there is no figure."""

from __future__ import annotations

from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.point import Point
from pptx.chart.series import BarSeries, LineSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Inches, Pt

from briefing.cells import clean
from briefing.house import AXIS, COLOUR, GRID, GROUND, INK, LIGHT, MUTED
from briefing.language import Code, Language
from briefing.model import SIDES, Drawing, Export, Side
from briefing.slide_look import colour, set_face

_LEFT, _TOP, _WIDE, _HIGH = Inches(0.5), Inches(1.75), Inches(12.33), Inches(4.2)
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
#: Names of periods and partners a chart has room for at full size.
_PERIODS, _PARTNERS = 24, 8
#: From here on figures are written in millions or billions, each with the word beside it.
_MANY = 100_000_000


def add_chart(slide: Slide, export: Export, drawing: Drawing) -> None:
    """Put a native chart on a slide: a line for periods, clustered bars for partners.

    The figures stand in the workbook behind the chart; one that is missing is an empty cell there
    and a gap in the chart, never zero.
    """
    shown = number_format(drawing, export.language)
    data: Any = CategoryChartData(number_format=shown)  # type: ignore[no-untyped-call]
    data.categories = [clean(category) for category in drawing.categories]
    for name, side in zip(drawing.names, SIDES, strict=True):
        data.add_series(clean(name), drawing.values(side))
    line = drawing.shape == "line"
    kind = XL_CHART_TYPE.LINE_MARKERS if line else XL_CHART_TYPE.BAR_CLUSTERED
    frame: Any = slide.shapes.add_chart(kind, _LEFT, _TOP, _WIDE, _HIGH, data)
    t = Language(export.language).t
    frame.name = clean(t("slide.chart_name", title=export.title))
    frame.element.nvGraphicFramePr.cNvPr.set("descr", clean(export.answer))
    chart: Chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(12)
    set_face(chart.font._rPr, export.language)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(13)
    chart.legend.font.color.rgb = colour(INK)
    _set_axes(chart, drawing, shown)
    for series, side in zip(chart.plots[0].series, SIDES, strict=True):
        if line:
            _draw_line(series, side, drawing)
        else:
            _draw_bars(series, side, drawing)
    if not line:
        _label_bars(chart, drawing, shown)


def number_format(drawing: Drawing, language: Code) -> str:
    """How figures are written in the chart; the word for millions stands in the format itself."""
    values = [abs(value) for side in SIDES for value in drawing.values(side) if value is not None]
    if drawing.digits:
        return "#,##0.0"
    if max(values, default=0) < _MANY:
        return "#,##0"
    if language == "ko":
        return '#,##0,,"백만"'
    return '#,##0.0,,,"bn"' if max(values) >= 10 * _MANY else '#,##0,,"m"'


def _set_axes(chart: Chart, drawing: Drawing, shown: str) -> None:
    names, figures = chart.category_axis, chart.value_axis
    names.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = colour(AXIS)
    names.tick_labels.font.size = Pt(12)
    names.tick_labels.font.color.rgb = colour(INK)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _thin_out(names, drawing)
    figures.tick_labels.number_format = shown
    figures.tick_labels.number_format_is_linked = False
    figures.tick_labels.font.size = Pt(11)
    figures.tick_labels.font.color.rgb = colour(MUTED)
    figures.major_tick_mark = XL_TICK_MARK.NONE
    figures.format.line.fill.background()
    figures.major_gridlines.format.line.color.rgb = colour(GRID)
    known = [value for side in SIDES for value in drawing.values(side) if value is not None]
    if min(known, default=0) >= 0:
        figures.minimum_scale = 0
    if drawing.shape == "bar":
        # Partners from the top down; the labels say the figures, the axis need not.
        names.reverse_order = True
        figures.visible = False
        figures.has_major_gridlines = False


def _thin_out(names: Any, drawing: Drawing) -> None:
    """Name every twelfth month, or every second year, where all of them have no room."""
    if drawing.shape == "bar" or len(drawing.categories) <= _PERIODS:
        return
    step = 12 if "-" in drawing.categories[0] else 2
    axis = names._element
    skip = axis.makeelement(f"{{{_C}}}tickLblSkip", {"val": str(step)})
    axis.find(f"{{{_C}}}noMultiLvlLbl").addprevious(skip)


def _draw_line(series: LineSeries, side: Side, drawing: Drawing) -> None:
    """Solid with circles toward Korea, dashed with diamonds toward the partner; open where
    provisional."""
    korea = side == "toward_korea"
    series.smooth = False
    _draw_stroke(series, side)
    style = XL_MARKER_STYLE.CIRCLE if korea else XL_MARKER_STYLE.DIAMOND
    size = (8 if korea else 9) if len(drawing.categories) <= _PERIODS else 5
    series.marker.style, series.marker.size = style, size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(COLOUR[side])
    series.marker.format.line.color.rgb = colour(COLOUR[side])
    place = SIDES.index(side)
    values = drawing.values(side)
    for at, flags in enumerate(drawing.provisional):
        if not flags[place] or values[at] is None:
            continue
        # A point with a look of its own takes the stroke that leads to it from itself.
        _draw_stroke(series.points[at], side)
        marker = series.points[at].marker
        marker.style, marker.size = style, size
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = colour(GROUND)
        marker.format.line.color.rgb = colour(COLOUR[side])
    known = [at for at, value in enumerate(values) if value is not None]
    if known:
        _label_last(series, known[-1], side, drawing)


def _draw_stroke(drawn: LineSeries | Point, side: Side) -> None:
    line = drawn.format.line
    line.color.rgb = colour(COLOUR[side])
    line.width = Pt(2.5)
    if side == "toward_partner":
        line.dash_style = MSO_LINE.DASH


def _label_last(series: LineSeries, at: int, side: Side, drawing: Drawing) -> None:
    """The newest figure in words beside its point, above or below so that the two never meet."""
    x, y = (drawing.values(one)[at] for one in SIDES)
    above = x is None or y is None or (x >= y) == (side == "toward_korea")
    label = series.points[at].data_label
    label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    label.font.size = Pt(13)
    label.font.bold = True
    label.font.color.rgb = colour(COLOUR[side])


def _draw_bars(series: BarSeries, side: Side, drawing: Drawing) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(COLOUR[side])
    series.invert_if_negative = False
    for at, flags in enumerate(drawing.provisional):
        if flags[SIDES.index(side)] and drawing.values(side)[at] is not None:
            fill = series.points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = colour(LIGHT[side])


def _label_bars(chart: Chart, drawing: Drawing, shown: str) -> None:
    plot = chart.plots[0]
    plot.vary_by_categories = False
    partners = len(drawing.categories)
    plot.gap_width, plot.overlap = (45 if partners > 3 else 120), 0
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = shown, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(12 if partners <= _PARTNERS else 10)
    labels.font.color.rgb = colour(INK)
