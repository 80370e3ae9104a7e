"""Direct labels at the right end of lines, in the place of a legend."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.lettering import bold, coloured, wrap
from dashboard.charts.panels import HEADROOM, RIGHT, Panels
from dashboard.charts.words import SIDES, Language, Naming, state_in_words
from dashboard.theme import Theme

_SIZE, _LINE = 12, 16


def last_figure(rows: pd.DataFrame, side: str, periods: list[str], language: Language) -> str:
    """The last figure of a direction, with its period if the chart runs on; else its state."""
    values = rows[f"toward_{side}"]
    last = values.last_valid_index()
    if last is None:
        return state_in_words(rows[f"toward_{side}_state"].mode().iloc[0], language)
    figure = language.short(values[last])
    if last == rows.index[-1]:
        return figure
    return language.t("{figure} in {period}", figure=figure, period=periods[last])


def end_labels(
    rows: pd.DataFrame,
    periods: list[str],
    partner: str,
    naming: Naming,
    language: Language,
    theme: Theme,
    panels: Panels,
) -> list[dict[str, Any]]:
    """Name and last figure of each direction, beside the end of its line and clear of the other.

    A line that ends before the others carries the period of its last figure; a direction without
    any figure carries its state in words at the foot of the panel.
    """
    low, high = panels.flows_part
    top = HEADROOM * max(1e-9, rows[["toward_korea", "toward_partner"]].max().max())
    labels = []
    for side in SIDES:
        name = wrap(naming.toward(side, partner), RIGHT - 26, _SIZE)
        value = rows[f"toward_{side}"].dropna()
        level = value.iloc[-1] / top if len(value) else 0
        figure = last_figure(rows, side, periods, language)
        labels.append((side, name, figure, low + (high - low) * level))
    heights = [panels.part(_LINE * (len(name) + 1) + 6) for _, name, _, _ in labels]
    centres = _apart([centre for *_, centre in labels], heights, low, high)
    return [
        {
            "text": "<br>".join(
                [*(coloured(line, theme.toward(side)[1]) for line in name), bold(figure)]
            ),
            "name": f"end_{side}",
            "x": 1, "y": centre, "xref": "paper", "yref": "paper",
            "xanchor": "left", "yanchor": "middle", "xshift": 14,
            "align": "left", "showarrow": False,
            "font": {"color": theme.ink, "size": _SIZE},
        }
        for (side, name, figure, _), centre in zip(labels, centres, strict=True)
    ]


def _apart(centres: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Two centres moved just so far that neither block covers the other nor leaves the panel."""
    upper = 0 if centres[0] >= centres[1] else 1
    lower = 1 - upper
    need = (heights[0] + heights[1]) / 2
    lack = need - (centres[upper] - centres[lower])
    moved = list(centres)
    if lack > 0:
        moved[upper] += lack / 2
        moved[lower] -= lack / 2
    floor = low + heights[lower] / 2
    if moved[lower] < floor:
        moved[lower] = floor
        moved[upper] = max(moved[upper], floor + need)
    ceiling = high - heights[upper] / 2
    if moved[upper] > ceiling:
        moved[upper] = ceiling
        moved[lower] = min(moved[lower], ceiling - need)
    return moved
