"""Areas between two lines, in the colour of the direction that leads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from plotly import graph_objects as go

from dashboard.theme import Theme


def shades(
    x: Sequence[float], balance: Sequence[float], one: Sequence[float], other: Sequence[float]
) -> list[tuple[str, list[float], list[float]]]:
    """Areas between two lines as (leader, x, y) polygons, split where the lines cross.

    ``balance`` says where a comparison is allowed: an area has a defined balance at both its ends,
    so that it bridges no missing period and none of grade D.
    """
    areas: list[tuple[str, list[float], list[float]]] = []
    for place in range(len(x) - 1):
        if pd.isna(balance[place]) or pd.isna(balance[place + 1]):
            continue
        x0, x1 = x[place], x[place + 1]
        ends = (one[place], one[place + 1], other[place], other[place + 1])
        before, after = ends[0] - ends[2], ends[1] - ends[3]
        if before * after < 0:
            part = before / (before - after)
            xc, yc = x0 + part * (x1 - x0), ends[0] + part * (ends[1] - ends[0])
            areas.append((_leader(before), [x0, xc, x0], [ends[0], yc, ends[2]]))
            areas.append((_leader(after), [xc, x1, x1], [yc, ends[1], ends[3]]))
        elif before or after:
            corners = [ends[0], ends[1], ends[3], ends[2]]
            areas.append((_leader(before or after), [x0, x1, x1, x0], corners))
    return areas


def _leader(difference: float) -> str:
    return "korea" if difference > 0 else "partner"


def shade_traces(
    areas: list[tuple[str, list[float], list[float]]], theme: Theme, yaxis: str
) -> list[go.Scatter]:
    """The areas as one trace for each leader; a None between two areas keeps them apart."""
    traces = []
    for side in ("korea", "partner"):
        _, _, shade = theme.toward(side)
        own = [area for area in areas if area[0] == side]
        if not own:
            continue
        traces.append(
            go.Scatter(
                x=[value for _, xs, _ in own for value in [*xs, None]],
                y=[value for _, _, ys in own for value in [*ys, None]],
                yaxis=yaxis,
                mode="lines",
                line={"width": 0, "color": shade},
                fill="toself",
                fillcolor=shade,
                hoverinfo="skip",
                meta=f"shade_{side}",
                showlegend=False,
            )
        )
    return traces
