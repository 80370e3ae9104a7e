"""Direct labels at the right end of lines, in the place of a legend."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts.lettering import bold, coloured, wrap
from dashboard.charts.panels import HEADROOM
from dashboard.charts.time_chart import TimeChart
from dashboard.charts.words import SIDES, state_in_words, usual_state

_SIZE, _LINE = 12, 16


def last_figure(chart: TimeChart, side: str) -> str:
    """The last figure of a direction, with its period if the chart runs on; else its state."""
    values = chart.rows[f"toward_{side}"].tolist()
    known = [place for place, value in enumerate(values) if pd.notna(value)]
    if not known:
        return state_in_words(usual_state(chart.rows, side), chart.language)
    last = known[-1]
    figure = chart.language.short(values[last])
    if last == len(values) - 1:
        return figure
    return chart.language.t("{figure} in {period}", figure=figure, period=chart.periods[last])


def add_end_labels(figure: go.Figure, chart: TimeChart) -> None:
    """Name and last figure of each direction, beside the end of its line and clear of the other.

    A line that ends before the others carries the period of its last figure; a direction without
    any figure carries its state in words at the foot of the panel.
    """
    panels, (low, high) = chart.panels, chart.panels.flows_part
    top = chart.largest * HEADROOM or 1
    names, centres = [], []
    for side in SIDES:
        names.append(wrap(chart.naming.toward(side, chart.partner), panels.right - 26, _SIZE))
        values = chart.rows[f"toward_{side}"].dropna()
        centres.append(low + (high - low) * (values.iloc[-1] / top if len(values) else 0))
    heights = [panels.part(_LINE * (len(name) + 1) + 6) for name in names]
    for side, name, centre in zip(SIDES, names, apart(centres, heights, low, high), strict=True):
        ink = chart.theme.toward(side)[1]
        lines = [*(coloured(line, ink) for line in name), bold(last_figure(chart, side))]
        figure.add_annotation(
            text="<br>".join(lines),
            name=f"end_{side}",
            x=1,
            y=centre,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="middle",
            xshift=14,
            align="left",
            showarrow=False,
            font={"color": chart.theme.ink, "size": _SIZE},
        )


def apart(centres: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Two centres moved just so far that neither block covers the other nor leaves the panel."""
    upper = 0 if centres[0] >= centres[1] else 1
    lower = 1 - upper
    need = (heights[0] + heights[1]) / 2
    lack = max(0.0, need - (centres[upper] - centres[lower]))
    moved = list(centres)
    moved[upper] += lack / 2
    moved[lower] -= lack / 2
    floor, ceiling = low + heights[lower] / 2, high - heights[upper] / 2
    if moved[lower] < floor:
        moved[lower] = floor
        moved[upper] = max(moved[upper], floor + need)
    if moved[upper] > ceiling:
        moved[upper] = ceiling
        moved[lower] = min(moved[lower], ceiling - need)
    return moved
