"""Marks that several charts share: the two directions, shades, bands and absent figures."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts.words import Language, known_flags
from dashboard.theme import Theme

#: Solid and filled toward Korea, dashed and open toward the partner: told apart without colour.
_DASH = MappingProxyType({"korea": "solid", "partner": "6px,4px"})
_SYMBOL = MappingProxyType({"korea": "circle", "partner": "diamond"})
#: Pixels between the left edge of a figure and the words that start there.
EDGE = 10
HOVER = "%{hovertext}<extra></extra>"


def marker(side: str, theme: Theme, size: float, provisional: Sequence[bool] | bool = False) -> Any:
    """The mark of a direction. A provisional one is open with a dot in it, in either direction."""
    colour, _, _ = theme.toward(side)
    final = colour if side == "korea" else theme.ground

    def symbol(flag: bool) -> str:
        return _SYMBOL[side] + ("-dot" if flag else "")

    def fill(flag: bool) -> str:
        return theme.ground if flag else final

    several = not isinstance(provisional, bool)
    flags = [provisional] if isinstance(provisional, bool) else list(provisional)
    symbols, fills = [symbol(flag) for flag in flags], [fill(flag) for flag in flags]
    return {
        "symbol": symbols if several else symbols[0],
        "color": fills if several else fills[0],
        # A dot needs room to be seen inside a small mark.
        "size": [max(size, 6.5) if flag else size for flag in flags] if several else size,
        "line": {"color": colour, "width": 1.8 if size > 5 else 1.4},
        "opacity": 1,
    }


def line(
    rows: pd.DataFrame,
    side: str,
    x: Sequence[Any],
    hovers: Sequence[str],
    theme: Theme,
    name: str,
    size: float = 7,
) -> go.Scatter:
    """One direction over time; a period without a figure breaks the line."""
    colour, _, _ = theme.toward(side)
    return go.Scatter(
        x=list(x),
        y=rows[f"toward_{side}"].tolist(),
        mode="lines+markers",
        name=name,
        connectgaps=False,
        line={"color": colour, "width": 2.4, "dash": _DASH[side]},
        # The open diamond is larger, so that a circle on the same place shows inside it.
        marker=marker(side, theme, size + 2 * (side == "partner"), rows["provisional"].tolist()),
        hovertext=list(hovers),
        hovertemplate=HOVER,
        meta=f"toward_{side}",
        showlegend=False,
        cliponaxis=False,
    )


def key(side: str, theme: Theme, name: str, *, with_line: bool, size: float = 8) -> go.Scatter:
    """An entry of the legend for a direction; it draws nothing itself."""
    colour, _, _ = theme.toward(side)
    return go.Scatter(
        x=[None],
        y=[None],
        mode="lines+markers" if with_line else "markers",
        name=name,
        line={"color": colour, "width": 2.4, "dash": _DASH[side]},
        marker=marker(side, theme, size),
        meta="key",
        showlegend=True,
        hoverinfo="skip",
    )


def absences(
    rows: pd.DataFrame, x: Sequence[Any], hovers: Sequence[str], theme: Theme, yaxis: str
) -> list[go.Scatter]:
    """A mark for every period in which a direction has no figure, one row a direction."""
    traces = []
    for side, level in (("korea", 1), ("partner", 0)):
        places = [place for place, known in enumerate(known_flags(rows, side)) if not known]
        if not places:
            continue
        colour, _, _ = theme.toward(side)
        traces.append(
            go.Scatter(
                x=[x[place] for place in places],
                y=[level] * len(places),
                yaxis=yaxis,
                mode="markers",
                marker={
                    "symbol": "x-thin",
                    "size": 6,
                    "color": colour,
                    "line": {"color": colour, "width": 1.6},
                },
                hovertext=[hovers[place] for place in places],
                hovertemplate=HOVER,
                meta=f"absent_{side}",
                showlegend=False,
                cliponaxis=False,
            )
        )
    return traces


def legend(narrow: bool) -> dict[str, Any]:
    """A legend above the panels: in one line, on a phone one below the other."""
    return {
        "x": 0,
        "xanchor": "left",
        "y": 0.995,
        "yref": "container",
        "yanchor": "top",
        "orientation": "v" if narrow else "h",
    }


def band(x0: Any, x1: Any, y0: float, y1: float, theme: Theme) -> dict[str, Any]:
    """The band behind pandemic periods, over a part of the height of the figure."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "fillcolor": theme.band,
        "line": {"width": 0, "color": theme.band},
        "layer": "below",
    }


def rule(y: float, theme: Theme) -> dict[str, Any]:
    """A thin line across the plotting area that helps the eye along a row."""
    return {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": theme.grid, "width": 1},
        "layer": "below",
    }


def add(
    figure: go.Figure,
    notes: Sequence[dict[str, Any]] = (),
    shapes: Sequence[dict[str, Any]] = (),
) -> None:
    """Notes and shapes added all at once: one by one, each costs as much as all before it."""
    figure.update_layout(
        annotations=[*figure.layout.annotations, *notes],
        shapes=[*figure.layout.shapes, *shapes],
    )


def note(
    text: str, theme: Theme, x: float = 0, y: float = 0, *, name: str, **place: Any
) -> dict[str, Any]:
    """A line of text in second rank, placed in parts of the plotting area."""
    return {
        "text": text,
        "name": name,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
        **place,
    }


def empty(text: str, theme: Theme, template: go.layout.Template) -> go.Figure:
    """A figure that says why it shows nothing."""
    figure = go.Figure(layout={"template": template, "height": 160})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        note(text, theme, x=0.5, y=0.5, name="empty", xanchor="center", yanchor="middle")
    )
    return figure


def provisional_note(language: Language) -> str:
    """What the dotted open marks mean."""
    return language.t("A dot inside an open mark: provisional figure.")
