"""How the rows of a dumbbell chart are drawn: axis, joins, marks and the words beside them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.dumbbell_rows import apart
from dashboard.charts.lettering import as_label, block, bold, coloured, safe, width, wrap
from dashboard.charts.log_range import LogRange
from dashboard.charts.words import SIDES, Language, Row, is_known, records_of
from dashboard.theme import Theme, template

_ROW, _NARROW_ROW, _WORDS = 38, 66, 240

#: The open diamond is drawn first and larger, so that a circle on the same place shows inside it.
SIZES = MappingProxyType({"partner": 14, "korea": 9})


def layout(
    rows: pd.DataFrame,
    words: list[str],
    notes: int,
    theme: Theme,
    narrow: bool,
    height: int | None,
) -> dict[str, Any]:
    """Margins that hold the longest name and the longest words, and a height for the rows."""
    names = [as_label(name) for name in rows["partner_name"]]
    margin = {
        "l": 16 if narrow else round(max(width(name, 13) for name in names)) + 52,
        "r": 16 if narrow else round(min(_WORDS, max(width(word, 13) for word in words))) + 32,
        "t": 58 if narrow else 46,
        "b": 56 + 18 * notes,
        "pad": 0,
    }
    step = _NARROW_ROW if narrow else _ROW
    return {
        "template": template(theme),
        "height": height or margin["t"] + margin["b"] + step * len(rows),
        "margin": margin,
        "showlegend": True,
        "legend": marks.legend(narrow),
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "showticklabels": False},
    }


def joins(rows: pd.DataFrame, axis: LogRange, theme: Theme) -> list[dict[str, Any]]:
    """A line between the two marks of a row, dotted where it leads to a zero off the scale."""
    lines: list[dict[str, Any]] = []
    for place, row in enumerate(records_of(rows)):
        if apart(row) == "one" or pd.isna(row["balance"]):
            continue
        ends = [axis.place(row[f"toward_{side}"]) for side in SIDES]
        zero = row["toward_korea"] == 0 or row["toward_partner"] == 0
        lines.append(
            {
                "type": "line",
                "xref": "x",
                "yref": "y",
                "x0": ends[0],
                "x1": ends[1],
                "y0": place,
                "y1": place,
                "name": "join",
                "layer": "between",
                "line": {"color": theme.axis, "width": 2, "dash": "2px,3px" if zero else "solid"},
            }
        )
    return lines


def side_marks(
    rows: pd.DataFrame,
    side: str,
    axis: LogRange,
    hovers: list[str],
    language: Language,
    theme: Theme,
) -> go.Scatter:
    """The marks of one direction, each with its figure on the side away from the other mark."""
    records = records_of(rows)
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


def row_words(
    rows: pd.DataFrame, words: list[str], theme: Theme, narrow: bool
) -> list[dict[str, Any]]:
    """Name and grade at the left, the ratio at the right; on a phone above and below the marks."""
    notes = []
    for place, (row, text) in enumerate(zip(records_of(rows), words, strict=True)):
        grade: str = (
            f"  {coloured(row['grade'], theme.muted, 10)}" if pd.notna(row["grade"]) else ""
        )
        label = as_label(row["partner_name"])
        name = f"{bold(label) if narrow else safe(label)}{grade}"
        lines = wrap(text, 350 if narrow else _WORDS, 12)
        ink: str = theme.ink if pd.notna(row["log2_ratio"]) else theme.muted
        left: dict[str, Any]
        right: dict[str, Any]
        here: dict[str, Any] = {"y": place, "yref": "y", "yanchor": "middle"}
        name_font = {"color": theme.ink, "size": 13}
        words_font = {"color": ink, "size": 12 if narrow or len(lines) > 1 else 13}
        if narrow:
            # A ground of their own keeps the lines of the grid out of the letters.
            here["bgcolor"] = theme.ground
            left, right = {"yshift": 21}, {"yshift": -19}
        else:
            left = {"yshift": 1, "xshift": -16, "xanchor": "right"}
            right = {"yshift": 1, "xshift": 16, "x": 1}
        notes += [
            marks.note(name, theme, name="partner", font=name_font, **here, **left),
            marks.note(block(lines), theme, name="words", font=words_font, **here, **right),
        ]
    return notes


def row_rules(rows: int, theme: Theme, narrow: bool) -> list[dict[str, Any]]:
    """A thin line through every row; on a phone, where words stand in the rows, between them."""
    return [marks.rule(place + (0.5 if narrow else 0), theme) for place in range(rows)]
