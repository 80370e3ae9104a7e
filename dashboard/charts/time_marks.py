"""What stands in a chart over time beside its lines: pandemic bands and numbered events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import bold, safe
from dashboard.charts.periods import place_of_date, runs, spread
from dashboard.charts.time_chart import TimeChart


def add_pandemic(
    figure: go.Figure, chart: TimeChart, edges: Sequence[tuple[Any, Any]], reopened: Any = None
) -> None:
    """A labelled band over each run of pandemic periods, through every panel.

    ``reopened`` is the place on the x axis of the day on which the partner let travellers from
    Korea in again, where that is known.
    """
    panels, theme = chart.panels, chart.theme
    parts = [panels.flows_part]
    if panels.balance:
        parts.append(panels.balance_part)
    low_edge, high_edge = figure.layout.xaxis.range
    for first, last in runs(chart.rows["pandemic"]):
        start, end = max(edges[first][0], low_edge), min(edges[last][1], high_edge)
        for low, high in parts:
            figure.add_shape(marks.band(start, end, low, high, theme))
        figure.add_annotation(
            marks.note(
                safe(chart.language.t("Pandemic")),
                theme,
                x=start + (end - start) / 2,
                y=panels.flows_part[1],
                name="pandemic",
                xref="x",
                xanchor="center",
                yshift=-2,
                font={"color": theme.muted, "size": 11},
            )
        )
    if reopened is not None and low_edge <= reopened <= high_edge:
        _mark_reopening(figure, chart, reopened)


def reopening(rows: pd.DataFrame) -> pd.Timestamp | None:
    """The day on which the partner of the rows reopened, where the rows say it."""
    days = rows["reopened"].dropna() if "reopened" in rows else pd.Series(dtype="object")
    return pd.Timestamp(days.iloc[0]) if len(days) else None


def _mark_reopening(figure: go.Figure, chart: TimeChart, place: Any) -> None:
    low, high = chart.panels.flows_part
    line = {"color": chart.theme.muted, "width": 1}
    ends = {"x0": place, "x1": place, "y0": low, "y1": high}
    figure.add_shape(
        type="line", xref="x", yref="paper", **ends, name="reopened", line=line, layer="below"
    )
    figure.add_annotation(
        marks.note(
            safe(chart.language.t("reopened")),
            chart.theme,
            x=place,
            y=high,
            name="reopened",
            xref="x",
            xanchor="left",
            xshift=3,
            yshift=-18,
            font={"color": chart.theme.muted, "size": 11},
        )
    )


def add_events(figure: go.Figure, chart: TimeChart, events: pd.DataFrame) -> None:
    """Numbered markers in a row above the flows, each over a thin line at its date."""
    theme, (_, top) = chart.theme, chart.panels.flows_part
    figure.update_layout(
        yaxis4={"domain": [top, 1.0], "visible": False, "range": [0, 1], "fixedrange": True}
    )
    low, high = figure.layout.xaxis.range
    dated = events.assign(place=[place_of_date(str(date)) for date in events["date"]])
    kept = dated[dated["place"].between(low, high)]
    for place in kept["place"]:
        figure.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=place,
            x1=place,
            y0=0,
            y1=top,
            name="event",
            line={"color": theme.axis, "width": 1, "dash": "1px,3px"},
            layer="below",
        )
    room = (high - low) * (0.06 if chart.panels.narrow else 0.026)
    figure.add_trace(
        go.Scatter(
            x=spread(kept["place"].tolist(), room, high - room / 3),
            y=[0.5] * len(kept),
            yaxis="y4",
            mode="markers+text",
            text=[bold(number) for number in kept["number"]],
            textposition="middle center",
            textfont={"color": theme.ink, "size": 11},
            marker={
                "symbol": "circle",
                "size": 19,
                "color": theme.panel,
                "opacity": 1,
                "line": {"color": theme.axis, "width": 1},
            },
            hovertext=[
                f"{safe(date)}<br>{safe(title)}"
                for date, title in zip(kept["date"], kept["title"], strict=True)
            ],
            hovertemplate=marks.HOVER,
            meta="events",
            showlegend=False,
            cliponaxis=False,
        )
    )
