"""The panels of a chart over time: flows, absent figures and balance on one x axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import bold, safe
from dashboard.charts.periods import place_of_date, runs, spread
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.words import SIDES, Language
from dashboard.theme import Theme, template

STRIP, EVENTS, GAP, FOOT = 20, 26, 50, 24
#: The axis of values runs this far beyond the largest one, so that nothing touches its top.
HEADROOM = 1.14
LEFT, RIGHT, NARROW_LEFT, NARROW_RIGHT = 64, 204, 56, 18


@dataclass(frozen=True)
class Panels:
    """Heights in pixels, and the part of the plotting area that each panel takes."""

    height: int
    notes: int = 0
    legend: int = 0
    balance: bool = False
    strip: bool = False
    events: bool = False
    narrow: bool = False

    @property
    def margin(self) -> dict[str, int]:
        return {
            "l": NARROW_LEFT if self.narrow else LEFT,
            "r": NARROW_RIGHT if self.narrow else RIGHT,
            "t": 34 + 22 * self.legend,
            "b": 38 + 18 * self.notes,
            "pad": 0,
        }

    def part(self, pixels: float) -> float:
        """Pixels as a part of the plotting area."""
        margin = self.margin
        return pixels / (self.height - margin["t"] - margin["b"])

    @property
    def balance_part(self) -> tuple[float, float]:
        # On a phone the lower end of the balance is named below its panel, not beside it.
        foot = self.part(FOOT) if self.narrow else 0.0
        return foot, foot + 0.27

    @property
    def strip_part(self) -> tuple[float, float]:
        base = self.balance_part[1] + self.part(GAP) if self.balance else 0.0
        return base, base + self.part(STRIP)

    @property
    def flows_part(self) -> tuple[float, float]:
        low, high = self.strip_part
        top = 1.0 - (self.part(EVENTS) if self.events else 0.0)
        return (high + self.part(6) if self.strip else low), top


def time_figure(
    rows: pd.DataFrame, unit: str, language: Language, theme: Theme, panels: Panels
) -> go.Figure:
    """An empty figure with the axes of the panels; the x axis is left to the caller."""
    largest = max((rows[f"toward_{side}"].max() for side in SIDES), default=0)
    largest = 0.0 if pd.isna(largest) else float(largest)
    ticks = ticks_from_zero(largest * HEADROOM, 4)
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": panels.height,
            "margin": panels.margin,
            "showlegend": panels.legend > 0,
            "legend": {"x": 0, "xanchor": "left", "y": 0.995, "yref": "container",
                       "yanchor": "top", "orientation": "v"},
            "xaxis": {"anchor": "free", "position": 0, "showline": True, "ticks": "outside",
                      "ticklen": 5},
            "yaxis": {
                "domain": panels.flows_part,
                "range": [0, max(largest * HEADROOM, 1e-9)],
                "tickvals": ticks,
                "ticktext": [language.short(tick) for tick in ticks],
                "ticklabelstandoff": 6,
                "showgrid": True,
                "zeroline": True,
            },
        }
    )
    if panels.strip:
        figure.update_layout(
            yaxis3={
                "domain": panels.strip_part,
                "range": [-0.7, 1.7],
                "tickvals": [0.5],
                "ticktext": [safe(language.t("No figure"))],
                "tickfont": {"size": 10},
                "ticklabelstandoff": 6,
            }
        )
    figure.add_annotation(
        marks.note(safe(unit), theme, y=1, name="unit", yanchor="bottom",
                   yshift=8, xshift=8 - panels.margin["l"])
    )
    return figure


def add_pandemic(
    figure: go.Figure,
    rows: pd.DataFrame,
    edges: Sequence[tuple[Any, Any]],
    language: Language,
    theme: Theme,
    panels: Panels,
) -> None:
    """A labelled band over each run of pandemic periods, through every panel."""
    parts = [panels.flows_part]
    if panels.balance:
        parts.append(panels.balance_part)
    low_edge, high_edge = figure.layout.xaxis.range
    for first, last in runs(rows["pandemic"]):
        start, end = max(edges[first][0], low_edge), min(edges[last][1], high_edge)
        for low, high in parts:
            figure.add_shape(marks.band(start, end, low, high, theme))
        figure.add_annotation(
            marks.note(
                safe(language.t("Pandemic")), theme, x=start + (end - start) / 2,
                y=panels.flows_part[1], name="pandemic", xref="x", xanchor="center", yshift=-2,
                font={"color": theme.muted, "size": 11},
            )
        )


def add_events(figure: go.Figure, events: pd.DataFrame, theme: Theme, panels: Panels) -> None:
    """Numbered markers in a row above the flows, each over a thin line at its date."""
    _, top = panels.flows_part
    figure.update_layout(
        yaxis4={"domain": [top, 1.0], "visible": False, "range": [0, 1], "fixedrange": True}
    )
    low, high = figure.layout.xaxis.range
    dates = [place_of_date(str(date)) for date in events["date"]]
    shown = [place for place, date in enumerate(dates) if low <= date <= high]
    for place in shown:
        figure.add_shape(
            type="line", xref="x", yref="paper", x0=dates[place], x1=dates[place], y0=0, y1=top,
            line={"color": theme.axis, "width": 1, "dash": "1px,3px"}, layer="below",
        )
    kept = events.iloc[shown].to_dict("records")
    room = (high - low) * (0.06 if panels.narrow else 0.026)
    figure.add_trace(
        go.Scatter(
            x=spread([dates[place] for place in shown], room), y=[0.5] * len(shown), yaxis="y4",
            mode="markers+text", text=[bold(event["number"]) for event in kept],
            textposition="middle center", textfont={"color": theme.ink, "size": 11},
            marker={"symbol": "circle", "size": 19, "color": theme.panel, "opacity": 1,
                    "line": {"color": theme.axis, "width": 1}},
            hovertext=[f"{safe(event['date'])}<br>{safe(event['title'])}" for event in kept],
            hovertemplate=marks.HOVER, meta="events", showlegend=False, cliponaxis=False,
        )
    )
