"""A logarithmic axis for two directions, with a place of its own for zero."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts.lettering import safe, width
from dashboard.charts.scales import log_ticks
from dashboard.charts.words import Language
from dashboard.theme import Theme

#: Pixels for the place of zero, and the least between two labels of the axis.
_ZERO, _TICK = 48, 56


@dataclass(frozen=True)
class LogRange:
    """A logarithmic axis with a place of its own for zero, left of everything."""

    smallest: float
    largest: float
    has_zero: bool
    #: Pixels for the figures beside the outer marks, and for the whole axis on a small screen.
    left: float
    right: float
    inner: float

    @classmethod
    def of(cls, rows: pd.DataFrame, language: Language, *, narrow: bool) -> LogRange:
        values = pd.concat([rows["toward_korea"], rows["toward_partner"]]).dropna()
        positive = values[values > 0]
        smallest, largest = (
            (1.0, 10.0) if positive.empty else (float(positive.min()), float(positive.max()))
        )
        return cls(
            smallest,
            largest,
            has_zero=bool((values == 0).any()),
            left=width(language.short(smallest), 12) + 26,
            right=width(language.short(largest), 12) + 20,
            inner=330.0 if narrow else 400.0,
        )

    @property
    def _powers(self) -> tuple[float, float, float]:
        """Powers of ten at both ends of the values, and for one pixel between them."""
        low, high = math.log10(self.smallest), math.log10(self.largest)
        room = self.inner - self.left - self.right - (_ZERO if self.has_zero else 0)
        return low, high, max(high - low, 0.5) / room

    @property
    def border(self) -> float:
        """Between the place of zero and the scale."""
        low, _, pixel = self._powers
        return float(10 ** (low - self.left * pixel))

    @property
    def zero(self) -> float:
        """Where a zero is drawn; the logarithm of zero has no place, so the edge stands for it."""
        low, _, pixel = self._powers
        return float(10 ** (low - (self.left + 0.45 * _ZERO) * pixel))

    @property
    def range(self) -> list[float]:
        """Powers of ten at both ends, with room for the figures beside the outer marks."""
        low, high, pixel = self._powers
        left = self.left + (_ZERO if self.has_zero else 0)
        return [low - left * pixel, max(high, low + 0.5) + self.right * pixel]

    def place(self, value: float) -> float:
        return value if value > 0 else self.zero


def add_axis(
    figure: go.Figure, axis: LogRange, unit: str, year: str, language: Language, theme: Theme
) -> None:
    """The logarithmic axis, said to be one, and the place of zero apart from it."""
    low, high = axis.range
    # The last label stays clear of the right edge.
    most = 10 ** (high - 0.08 * (high - low))
    ticks = log_ticks(axis.border if axis.has_zero else 10**low, most)
    pixels = axis.inner / (high - low)
    if len(ticks) > 1 and pixels * math.log10(ticks[1] / ticks[0]) < _TICK:
        ticks = ticks[len(ticks) % 2 == 0 :: 2]
    labels = [language.short(tick) for tick in ticks]
    if axis.has_zero:
        ticks, labels = [axis.zero, *ticks], ["0", *labels]
        figure.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=axis.border,
            x1=axis.border,
            y0=0,
            y1=1,
            line={"color": theme.axis, "width": 1, "dash": "2px,3px"},
            layer="below",
        )
    figure.update_xaxes(
        type="log",
        range=[low, high],
        tickvals=ticks,
        ticktext=labels,
        showgrid=True,
        showline=True,
        ticks="outside",
        ticklen=5,
        tickangle=0,
        title={
            "text": safe(language.t("{unit}, {year}, logarithmic scale", unit=unit, year=year)),
            "standoff": 8,
        },
    )
