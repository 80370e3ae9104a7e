"""What the charts over time have in common: one partner's rows, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import block, bold, safe, width, wrap
from dashboard.charts.panels import HEADROOM, Panels
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.series_words import notes_on
from dashboard.charts.shades import shade_traces, shades
from dashboard.charts.words import SIDES, Language, Naming, hover, known_flags, records_of
from dashboard.theme import Theme, template

#: Pixels for a name in the legend of a phone, and the height of one more line of it.
_LEGEND, _LINE = 300, 17


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
        return largest_of(self.rows)


def largest_of(rows: pd.DataFrame) -> float:
    """The largest figure of either direction, 0 where there is none."""
    value = rows[["toward_korea", "toward_partner"]].max().max()
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
    records = records_of(rows)
    notes = [
        line
        for text in notes_on(rows, naming, language)
        for line in wrap(text, 330 if narrow else 660)
    ]
    labels = [language.short(tick) for tick in axis_ticks(largest_of(rows))]
    panels = Panels(
        height=height,
        notes=len(notes),
        balance=balance,
        strip=not all(known_flags(rows, side).all() for side in SIDES),
        events=events,
        narrow=narrow,
        label=max(width(text) for text in labels),
    )
    hovers = [
        hover(row, period, naming, language) for row, period in zip(records, periods, strict=True)
    ]
    return TimeChart(rows, x, periods, hovers, naming, language, theme, panels, notes)


def axis_ticks(largest: float) -> list[float]:
    """The values marked on the axis of flows of which the largest is given."""
    return ticks_from_zero(largest * HEADROOM, 4)


def start_figure(chart: TimeChart, low: Any, high: Any, ticks: dict[Any, str]) -> go.Figure:
    """A figure with the axes of the flows from zero, the unit above them, and the x axis."""
    panels, theme, language = chart.panels, chart.theme, chart.language
    values = axis_ticks(chart.largest)
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": panels.height,
            "margin": {
                "l": panels.left,
                "r": panels.right,
                "t": panels.top,
                "b": panels.bottom,
                "pad": 0,
            },
            "meta": {
                "unit": chart.naming.unit,
                "years": f"{chart.periods[0]}–{chart.periods[-1]}",
            },
            "showlegend": panels.narrow,
            "legend": marks.legend(True),
            "xaxis": {
                "anchor": "free",
                "position": 0,
                "showline": True,
                "ticks": "outside",
                "ticklen": 5,
                "range": [low, high],
                "tickangle": 0,
                "tickvals": list(ticks),
                "ticktext": list(ticks.values()),
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
        marks.note(
            safe(chart.naming.unit),
            theme,
            y=1,
            name="unit",
            yanchor="bottom",
            yshift=8,
            xshift=marks.EDGE - panels.left,
        )
    )
    return figure


def add_directions(figure: go.Figure, chart: TimeChart, size: float = 7) -> None:
    """Both lines, with who leads shaded where that is known, and a mark for each absent figure."""
    rows = chart.rows
    if "balance" in rows:
        areas = shades(
            chart.x,
            rows["balance"].tolist(),
            rows["toward_korea"].tolist(),
            rows["toward_partner"].tolist(),
        )
        figure.add_traces(shade_traces(areas, chart.theme, "y"))
    for side in reversed(SIDES):
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
    """Both directions with their last figures above the panels, for a phone.

    A name that is too long for its line goes on in the next, and the figure grows by that line.
    """
    lines = 0
    for side in SIDES:
        *above, last = wrap(chart.naming.toward(side, chart.partner), _LEGEND)
        if width(f"{last}  {figures[side]}") > _LEGEND:
            above, last = [*above, last], ""
        entry = block([*above, last]) + f"  {bold(figures[side])}"
        figure.add_trace(marks.key(side, chart.theme, entry, with_line=True))
        lines += 1 + len(above)
    more = _LINE * (lines - len(SIDES))
    panels = chart.panels
    figure.update_layout(height=panels.height + more, margin={"t": panels.top + more})


def add_notes(figure: go.Figure, chart: TimeChart) -> None:
    """The notes under the x axis."""
    if chart.notes:
        figure.add_annotation(
            marks.note(
                block(chart.notes),
                chart.theme,
                name="notes",
                yshift=-34,
                xshift=marks.EDGE - chart.panels.left,
            )
        )
