"""Both sides of an answer or a share on one linear scale, a row each, with what lies between."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.dumbbell_drawing import SIZES
from dashboard.charts.lettering import block, bold, coloured, safe, width, wrap
from dashboard.charts.paired_words import (
    has_both,
    hover_on_pair,
    notes_on_pairs,
    words_beside,
)
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    is_known,
    nothing_to_draw,
    records_of,
)
from dashboard.theme import Theme, template

_ROW, _NARROW_ROW, _NAMES, _WORDS, _PHONE, _LEGEND = 46, 108, 290, 270, 350, 30
#: Pixels of a wide chart between its axis and its end, and of one space of its figures.
_WIDE, _SPACE, _SPACES = 620, 3.4, 3
#: Below this part of the larger figure the smaller one stands too close to zero for its number.
_CLOSE_TO_ZERO = 0.07


def paired_dots(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming,
    narrow: bool = False,
) -> go.Figure:
    """A row for each thing both sides were asked or have a share in, in the order of the frame.

    Beside ``toward_korea``, ``toward_partner``, their states, ``grade``, ``partner_name`` and
    ``year``, a row has a ``label`` and a ``detail`` under it, and where the two may be subtracted
    ``gap``, ``gap_low`` and ``gap_high``, in points. A bar around the larger mark is the interval
    of the difference, measured from the smaller mark. A row with grade D is not subtracted.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    rows = frame.reset_index(drop=True)
    records = records_of(rows)
    notes = [
        line
        for text in notes_on_pairs(rows, language)
        for line in wrap(text, 340 if narrow else 660)
    ]
    words = words_beside(records, language)
    largest = float(rows[["toward_korea", "toward_partner"]].max().max()) or 1.0
    figure = go.Figure(layout=_layout(rows, words, len(notes), theme, narrow))
    figure.update_layout(meta={"unit": naming.unit, "years": _years(rows)})
    points = (_PHONE if narrow else _WIDE) / (1.1 * largest)
    ticks = ticks_from_zero(largest, 4 if narrow else 5)
    figure.update_xaxes(
        # On a phone a figure near zero needs room left of it, where no margin holds it.
        range=[-0.08 * largest if narrow else 0, largest * (1.16 if narrow else 1.1)],
        tickvals=ticks,
        ticktext=[language.short(tick) for tick in ticks],
        showgrid=True,
        zeroline=True,
        title={"text": safe(naming.unit), "standoff": 8},
    )
    for side in SIDES:
        name = safe(naming.toward(side, language.t("the partner")))
        figure.add_trace(marks.key(side, theme, name, with_line=False, size=SIZES[side]))
    hovers = [hover_on_pair(row, naming, language) for row in records]
    if len(bars := rows[rows["gap_low"].notna()]):
        figure.add_trace(_intervals(bars, theme))
    for side in reversed(SIDES):
        figure.add_trace(_dots(rows, side, hovers, points, language, theme))
    marks.add(
        figure,
        _row_words(records, words, theme, narrow),
        [
            *(marks.rule(place + (0.5 if narrow else 0), theme) for place in range(len(rows))),
            *(_join(place, row, theme) for place, row in enumerate(records) if has_both(row)),
        ],
    )
    if notes:
        shift = marks.EDGE - figure.layout.margin.l
        figure.add_annotation(
            marks.note(block(notes), theme, name="notes", yshift=-54, xshift=shift)
        )
    return figure


def _years(rows: pd.DataFrame) -> str:
    years = sorted({str(year) for year in rows["year"]})
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _layout(
    rows: pd.DataFrame, words: list[list[str]], notes: int, theme: Theme, narrow: bool
) -> dict[str, Any]:
    names = [str(text) for column in ("label", "detail") for text in rows[column]]
    left = min(_NAMES, max(width(name, 13) for name in names)) + 34
    right = min(_WORDS, max((width(text, 12) for said in words for text in said), default=8)) + 32
    margin = {
        "l": 16 if narrow else round(left),
        "r": 16 if narrow else round(right),
        "t": 28 + _LEGEND if narrow else 16 + _LEGEND,
        "b": 52 + 18 * notes,
        "pad": 0,
    }
    step = _NARROW_ROW if narrow else _ROW
    return {
        "template": template(theme),
        "height": margin["t"] + margin["b"] + step * len(rows),
        "margin": margin,
        "showlegend": True,
        "legend": marks.legend(narrow),
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "showticklabels": False},
    }


def _join(place: int, row: Row, theme: Theme) -> dict[str, Any]:
    """A line between two marks; dashed where the two are not subtracted."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": row["toward_korea"],
        "x1": row["toward_partner"],
        "y0": place,
        "y1": place,
        "name": "join",
        "layer": "between",
        "line": {
            "color": theme.axis,
            "width": 2,
            "dash": "2px,3px" if pd.isna(row["gap"]) else "solid",
        },
    }


def _intervals(rows: pd.DataFrame, theme: Theme) -> go.Scatter:
    """The interval of the difference, laid off from the smaller mark."""
    records = records_of(rows)
    centres, above, below = [], [], []
    for row in records:
        smaller = min(row["toward_korea"], row["toward_partner"])
        ends = [row["gap_low"], row["gap_high"]]
        low, high = ends if row["gap"] >= 0 else (-ends[1], -ends[0])
        centre = smaller + abs(row["gap"])
        centres.append(centre)
        above.append(smaller + high - centre)
        below.append(centre - smaller - low)
    return go.Scatter(
        x=centres,
        y=rows.index.tolist(),
        mode="markers",
        marker={"size": 1, "color": theme.ink},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": above,
            "arrayminus": below,
            "color": theme.ink,
            "thickness": 1.6,
            "width": 7,
        },
        hoverinfo="skip",
        meta="interval",
        showlegend=False,
    )


def _dots(
    rows: pd.DataFrame,
    side: str,
    hovers: list[str],
    points: float,
    language: Language,
    theme: Theme,
) -> go.Scatter:
    records = records_of(rows)
    places = [place for place, row in enumerate(records) if is_known(row, side)]
    kept = [records[place] for place in places]
    values = [float(row[f"toward_{side}"]) for row in kept]
    return go.Scatter(
        x=values,
        y=places,
        mode="markers+text",
        text=[
            f"{_room(row, side, points)}{safe(language.short(value))}{_room(row, side, points)}"
            for row, value in zip(kept, values, strict=True)
        ],
        textposition=[_place(row, side) for row in kept],
        textfont={"color": theme.toward(side)[1], "size": 12},
        marker=marks.marker(side, theme, SIZES[side]),
        customdata=values,
        hovertext=[hovers[place] for place in places],
        hovertemplate=marks.HOVER,
        meta=f"toward_{side}",
        showlegend=False,
        cliponaxis=False,
    )


def _place(row: Row, side: str) -> str:
    """Away from the other mark, but above the line where there is no room left of the zero."""
    values = (row["toward_korea"], row["toward_partner"])
    higher = "korea" if values[0] >= values[1] else "partner"
    if not has_both(row) or side == higher:
        return "middle right"
    return "top right" if min(values) < _CLOSE_TO_ZERO * max(values) else "middle left"


def _room(row: Row, side: str, points: float) -> str:
    """Room between a mark and its figure, past the bar where one reaches out on that side.

    ``points`` is how many pixels one point of the scale takes.
    """
    if not has_both(row) or pd.isna(row["gap_low"]):
        return _SPACES * " "
    ends = sorted((row["gap_low"], row["gap_high"]))
    low, high = ends if row["gap"] >= 0 else (-ends[1], -ends[0])
    higher = "korea" if row["toward_korea"] >= row["toward_partner"] else "partner"
    reach = high - abs(row["gap"]) if side == higher else max(0.0, -low)
    return (_SPACES + math.ceil(reach * points / _SPACE)) * " "


def _row_words(
    records: list[Row], words: list[list[str]], theme: Theme, narrow: bool
) -> list[dict[str, Any]]:
    """What a row is, with its grade, at the left; the difference at the right or below."""
    notes = []
    for place, (row, said) in enumerate(zip(records, words, strict=True)):
        grade: str = (
            f"  {coloured(row['grade'], theme.muted, 10)}" if pd.notna(row["grade"]) else ""
        )
        lines = wrap(str(row["label"]), _PHONE if narrow else _NAMES, 13)
        detail = f"<br>{coloured(row['detail'], theme.muted, 12)}" if row["detail"] else ""
        parts = [", ".join(said)] if narrow else said
        told = [line for part in parts for line in wrap(part, _PHONE if narrow else _WORDS, 12)]
        name = "<br>".join(bold(line) if narrow else safe(line) for line in lines)
        name = f"{name}{grade}{detail}"
        here: dict[str, Any] = {"y": place, "yref": "y", "yanchor": "middle"}
        left: dict[str, Any]
        right: dict[str, Any]
        if narrow:
            here["bgcolor"] = theme.ground
            left, right = {"yshift": 32}, {"yshift": -22}
        else:
            left = {"xshift": -16, "xanchor": "right", "align": "right"}
            right = {"xshift": 16, "x": 1}
        ink: str = theme.muted if pd.isna(row["gap"]) else theme.ink
        notes += [
            marks.note(
                name, theme, name="label", font={"color": theme.ink, "size": 13}, **here, **left
            ),
            marks.note(
                block(told), theme, name="words", font={"color": ink, "size": 12}, **here, **right
            ),
        ]
    return notes
