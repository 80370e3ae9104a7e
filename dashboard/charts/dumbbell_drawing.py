"""How the rows of a dumbbell chart are drawn: axis, joins, marks and the words beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.dumbbell_rows import apart
from dashboard.charts.lettering import block, bold, coloured, safe, width, wrap
from dashboard.charts.scales import log_ticks
from dashboard.charts.words import SIDES, Language, Row, is_known
from dashboard.theme import Theme, template

_ROW, _NARROW_ROW, _WORDS, _ZERO, _TICK = 38, 66, 240, 48, 56

#: The open diamond is drawn first and larger, so that a circle on the same place shows inside it.
SIZES = MappingProxyType({"partner": 14, "korea": 9})


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
            inner=330.0 if narrow else 480.0,
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
        return 10.0 ** (low - self.left * pixel)

    @property
    def zero(self) -> float:
        """Where a zero is drawn; the logarithm of zero has no place, so the edge stands for it."""
        low, _, pixel = self._powers
        return 10.0 ** (low - (self.left + 0.45 * _ZERO) * pixel)

    @property
    def range(self) -> list[float]:
        """Powers of ten at both ends, with room for the figures beside the outer marks."""
        low, high, pixel = self._powers
        left = self.left + (_ZERO if self.has_zero else 0)
        return [low - left * pixel, max(high, low + 0.5) + self.right * pixel]

    def place(self, value: float) -> float:
        return value if value > 0 else self.zero


def layout(
    rows: pd.DataFrame,
    words: list[str],
    notes: int,
    theme: Theme,
    narrow: bool,
    height: int | None,
) -> dict[str, Any]:
    """Margins that hold the longest name and the longest words, and a height for the rows."""
    names = [str(name) for name in rows["partner_name"]]
    margin = {
        "l": 16 if narrow else round(max(width(name, 13) for name in names)) + 52,
        "r": 16 if narrow else round(min(_WORDS, max(width(word, 13) for word in words))) + 32,
        "t": 58 if narrow else 46,
        "b": 56 + 18 * notes,
        "pad": 0,
    }
    return {
        "template": template(theme),
        "height": height or margin["t"] + margin["b"] + (_NARROW_ROW if narrow else _ROW) * len(rows),
        "margin": margin,
        "showlegend": True,
        "legend": {"x": 0, "xanchor": "left", "y": 0.995, "yref": "container", "yanchor": "top",
                   "orientation": "v" if narrow else "h"},
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "showticklabels": False},
    }


def add_axis(
    figure: go.Figure, axis: LogRange, unit: str, year: str, language: Language, theme: Theme
) -> None:
    """The logarithmic axis, said to be one, and the place of zero apart from it."""
    low, high = axis.range
    ticks = log_ticks(axis.smallest / 10, axis.largest * 10)
    least = axis.border if axis.has_zero else 10**low
    ticks = [tick for tick in ticks if least < tick <= 10**high]
    pixels = axis.inner / (high - low)
    if len(ticks) > 1 and pixels * math.log10(ticks[1] / ticks[0]) < _TICK:
        ticks = ticks[len(ticks) % 2 == 0 :: 2]
    labels = [language.short(tick) for tick in ticks]
    if axis.has_zero:
        ticks, labels = [axis.zero, *ticks], ["0", *labels]
        figure.add_shape(
            type="line", xref="x", yref="paper", x0=axis.border, x1=axis.border, y0=0, y1=1,
            line={"color": theme.axis, "width": 1, "dash": "2px,3px"}, layer="below",
        )
    figure.update_xaxes(
        type="log", range=[low, high], tickvals=ticks, ticktext=labels, showgrid=True,
        showline=True, ticks="outside", ticklen=5, tickangle=0,
        title={
            "text": safe(
                language.t("{unit}, {year}, logarithmic scale", unit=unit, year=year)
            ),
            "standoff": 8,
        },
    )


def add_joins(figure: go.Figure, rows: pd.DataFrame, axis: LogRange, theme: Theme) -> None:
    """A line between the two marks of a row, dotted where it leads to a zero off the scale."""
    for place, row in enumerate(rows.to_dict("records")):
        if apart(row) == "one" or pd.isna(row["balance"]):
            continue
        ends = [axis.place(row[f"toward_{side}"]) for side in SIDES]
        zero = row["toward_korea"] == 0 or row["toward_partner"] == 0
        figure.add_shape(
            type="line", xref="x", yref="y", x0=ends[0], x1=ends[1], y0=place, y1=place,
            name="join", layer="between",
            line={"color": theme.axis, "width": 2, "dash": "2px,3px" if zero else "solid"},
        )


def side_marks(
    rows: pd.DataFrame,
    side: str,
    axis: LogRange,
    hovers: list[str],
    language: Language,
    theme: Theme,
) -> go.Scatter:
    """The marks of one direction, each with its figure on the side away from the other mark."""
    records = rows.to_dict("records")
    places = [place for place, row in enumerate(records) if is_known(row, side)]
    kept = [records[place] for place in places]
    values = [float(row[f"toward_{side}"]) for row in kept]
    return go.Scatter(
        x=[axis.place(value) for value in values],
        y=places,
        mode="markers+text",
        text=[f"  {safe(language.short(value))}  " for value in values],
        textposition=[f"middle {_outward(row, side)}" for row in kept],
        textfont={"color": theme.toward(side)[1], "size": 12},
        marker=marks.marker(side, theme, SIZES[side], [bool(row["provisional"]) for row in kept]),
        customdata=values,
        hovertext=[hovers[place] for place in places],
        hovertemplate=marks.HOVER,
        meta=f"toward_{side}",
        showlegend=False,
        cliponaxis=False,
    )


def _outward(row: Row, side: str) -> str:
    return "right" if apart(row) in ("one", side) else "left"


def add_row_words(
    figure: go.Figure, rows: pd.DataFrame, words: list[str], theme: Theme, narrow: bool
) -> None:
    """Name and grade at the left, the ratio at the right; on a phone above and below the marks."""
    for place, (row, text) in enumerate(zip(rows.to_dict("records"), words, strict=True)):
        grade = f"  {coloured(row['grade'], theme.muted, 10)}" if pd.notna(row["grade"]) else ""
        name = f"{bold(row['partner_name']) if narrow else safe(row['partner_name'])}{grade}"
        lines = wrap(text, 350 if narrow else _WORDS, 12)
        ink = theme.ink if pd.notna(row["log2_ratio"]) else theme.muted
        here = {"y": place, "yref": "y", "yanchor": "middle"}
        if narrow:
            # A ground of their own keeps the lines of the grid out of the letters.
            figure.add_annotation(
                marks.note(name, theme, name="partner", **here, yshift=21, bgcolor=theme.ground,
                           font={"color": theme.ink, "size": 13})
            )
            figure.add_annotation(
                marks.note(block(lines), theme, name="words", **here, yshift=-19,
                           bgcolor=theme.ground, font={"color": ink, "size": 12})
            )
            figure.add_shape(
                type="line", xref="paper", yref="y", x0=0, x1=1, y0=place + 0.5, y1=place + 0.5,
                line={"color": theme.grid, "width": 1}, layer="below",
            )
            continue
        figure.add_annotation(
            marks.note(name, theme, name="partner", **here, xanchor="right", xshift=-16, yshift=1,
                       font={"color": theme.ink, "size": 13})
        )
        figure.add_annotation(
            marks.note(block(lines), theme, x=1, name="words", **here, xshift=16, yshift=1,
                       font={"color": ink, "size": 12 if len(lines) > 1 else 13})
        )
        figure.add_shape(
            type="line", xref="paper", yref="y", x0=0, x1=1, y0=place, y1=place,
            line={"color": theme.grid, "width": 1}, layer="below",
        )
