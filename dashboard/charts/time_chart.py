"""What the charts over time have in common: one partner's rows, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import block, bold, safe, wrap
from dashboard.charts.panels import HEADROOM, Panels
from dashboard.charts.periods import place_of_date, runs, spread
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.series_words import notes_on
from dashboard.charts.words import SIDES, Language, Naming, hover, is_known
from dashboard.theme import Theme, template


@dataclass(frozen=True)
class TimeChart:
    """One partner's rows over all periods, in the words and colours in which they are drawn."""

    rows: pd.DataFrame
    x: Sequence[Any]
    periods: list[str]
    hovers: list[str]
    naming: Naming
    language: Language
    theme: Theme
    panels: Panels
    notes: list[str]

    @property
    def partner(self) -> str:
        return str(self.rows["partner_name"].iloc[0])

    @property
    def largest(self) -> float:
        """The largest figure of either direction, 0 where there is none."""
        value = self.rows[["toward_korea", "toward_partner"]].max().max()
        return 0.0 if pd.isna(value) else float(value)


def prepare(
    rows: pd.DataFrame,
    x: Sequence[Any],
    periods: list[str],
    naming: Naming,
    language: Language,
    theme: Theme,
    *,
    height: int,
    narrow: bool,
    balance: bool = False,
    events: bool = False,
) -> TimeChart:
    """The chart of completed rows, with the panels they need."""
    records = rows.to_dict("records")
    notes = [
        line
        for text in notes_on(rows, naming, language)
        for line in wrap(text, 330 if narrow else 780)
    ]
    panels = Panels(
        height=height,
        notes=len(notes),
        balance=balance,
        strip=any(not is_known(row, side) for row in records for side in SIDES),
        events=events,
        narrow=narrow,
    )
    hovers = [
        hover(row, period, naming, language)
        for row, period in zip(records, periods, strict=True)
    ]
    return TimeChart(rows, x, periods, hovers, naming, language, theme, panels, notes)


def start_figure(chart: TimeChart, low: Any, high: Any, ticks: dict[Any, str]) -> go.Figure:
    """A figure with the axes of the flows from zero, the unit above them, and the x axis."""
    panels, theme, language = chart.panels, chart.theme, chart.language
    values = ticks_from_zero(chart.largest * HEADROOM, 4)
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": panels.height,
            "margin": {"l": panels.left, "r": panels.right, "t": panels.top, "b": panels.bottom,
                       "pad": 0},
            "meta": {
                "unit": chart.naming.unit,
                "years": f"{chart.periods[0]}–{chart.periods[-1]}",
            },
            "showlegend": panels.narrow,
            "legend": {"x": 0, "xanchor": "left", "y": 0.995, "yref": "container",
                       "yanchor": "top", "orientation": "v"},
            "xaxis": {
                "anchor": "free", "position": 0, "showline": True, "ticks": "outside",
                "ticklen": 5, "range": [low, high], "tickangle": 0,
                "tickvals": list(ticks), "ticktext": list(ticks.values()),
            },
            "yaxis": {
                "domain": panels.flows_part,
                "range": [0, chart.largest * HEADROOM or 1],
                "tickvals": values,
                "ticktext": [language.short(value) for value in values],
                "ticklabelstandoff": 6,
                "showgrid": True,
                "zeroline": True,
            },
        }
    )
    figure.add_annotation(
        marks.note(safe(chart.naming.unit), theme, y=1, name="unit", yanchor="bottom",
                   yshift=8, xshift=8 - panels.left)
    )
    return figure


def add_directions(figure: go.Figure, chart: TimeChart, size: float = 7) -> None:
    """Both lines, with who leads shaded where that is known, and a mark for each absent figure."""
    rows = chart.rows
    if "balance" in rows:
        areas = marks.shades(
            chart.x,
            rows["balance"].tolist(),
            rows["toward_korea"].tolist(),
            rows["toward_partner"].tolist(),
        )
        figure.add_traces(marks.shade_traces(areas, chart.theme, "y"))
    for side in SIDES:
        name = chart.naming.toward(side, chart.partner)
        figure.add_trace(
            marks.line(rows, side, chart.x, chart.hovers, chart.theme, safe(name), size)
        )
    if chart.panels.strip:
        figure.update_layout(
            yaxis3={
                "domain": chart.panels.strip_part,
                "range": [-0.7, 1.7],
                "tickvals": [0.5],
                "ticktext": [safe(chart.language.t("No figure"))],
                "tickfont": {"size": 10},
                "ticklabelstandoff": 6,
            }
        )
        figure.add_traces(marks.absences(rows, chart.x, chart.hovers, chart.theme, "y3"))


def add_legend(figure: go.Figure, chart: TimeChart, figures: dict[str, str]) -> None:
    """Both directions with their last figures above the panels, for a phone."""
    for side in SIDES:
        name = safe(chart.naming.toward(side, chart.partner))
        entry = f"{name}  {bold(figures[side])}"
        figure.add_trace(marks.key(side, chart.theme, entry, with_line=True))


def add_notes(figure: go.Figure, chart: TimeChart) -> None:
    """The notes under the x axis."""
    if chart.notes:
        figure.add_annotation(
            marks.note(block(chart.notes), chart.theme, name="notes", yshift=-34,
                       xshift=8 - chart.panels.left)
        )


def add_pandemic(figure: go.Figure, chart: TimeChart, edges: Sequence[tuple[Any, Any]]) -> None:
    """A labelled band over each run of pandemic periods, through every panel."""
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
                safe(chart.language.t("Pandemic")), theme, x=start + (end - start) / 2,
                y=panels.flows_part[1], name="pandemic", xref="x", xanchor="center", yshift=-2,
                font={"color": theme.muted, "size": 11},
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
            type="line", xref="x", yref="paper", x0=place, x1=place, y0=0, y1=top, name="event",
            line={"color": theme.axis, "width": 1, "dash": "1px,3px"}, layer="below",
        )
    room = (high - low) * (0.06 if chart.panels.narrow else 0.026)
    figure.add_trace(
        go.Scatter(
            x=spread(kept["place"].tolist(), room), y=[0.5] * len(kept), yaxis="y4",
            mode="markers+text", text=[bold(number) for number in kept["number"]],
            textposition="middle center", textfont={"color": theme.ink, "size": 11},
            marker={"symbol": "circle", "size": 19, "color": theme.panel, "opacity": 1,
                    "line": {"color": theme.axis, "width": 1}},
            hovertext=[
                f"{safe(date)}<br>{safe(title)}"
                for date, title in zip(kept["date"], kept["title"], strict=True)
            ],
            hovertemplate=marks.HOVER, meta="events", showlegend=False, cliponaxis=False,
        )
    )
