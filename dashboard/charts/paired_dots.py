"""Both sides of an answer or a share on one linear scale, a row each, with what lies between."""

from __future__ import annotations

from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.dumbbell_drawing import SIZES
from dashboard.charts.lettering import block, bold, coloured, safe, width, wrap
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    figure_in_words,
    is_known,
    nothing_to_draw,
    records_of,
)
from dashboard.theme import Theme, template

_ROW, _NARROW_ROW, _NAMES, _WORDS, _PHONE, _LEGEND = 46, 96, 290, 240, 350, 30


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
        line for text in _notes(rows, language) for line in wrap(text, 340 if narrow else 660)
    ]
    words = [difference_in_words(row, language) for row in records]
    largest = float(rows[["toward_korea", "toward_partner"]].max().max()) or 1.0
    figure = go.Figure(layout=_layout(rows, words, len(notes), theme, narrow))
    figure.update_layout(meta={"unit": naming.unit, "years": _years(rows)})
    ticks = ticks_from_zero(largest, 4 if narrow else 5)
    figure.update_xaxes(
        range=[0, largest * (1.16 if narrow else 1.1)],
        tickvals=ticks,
        ticktext=[language.short(tick) for tick in ticks],
        showgrid=True,
        zeroline=True,
        title={"text": safe(naming.unit), "standoff": 8},
    )
    for side in SIDES:
        name = safe(naming.toward(side, language.t("the partner")))
        figure.add_trace(marks.key(side, theme, name, with_line=False, size=SIZES[side]))
    hovers = [_hover(row, naming, language) for row in records]
    if len(bars := rows[rows["gap_low"].notna()]):
        figure.add_trace(_intervals(bars, theme))
    for side in reversed(SIDES):
        figure.add_trace(_dots(rows, side, hovers, language, theme))
    marks.add(
        figure,
        _row_words(records, words, theme, narrow),
        [
            *(marks.rule(place + (0.5 if narrow else 0), theme) for place in range(len(rows))),
            *(_join(place, row, theme) for place, row in enumerate(records) if _both(row)),
        ],
    )
    if notes:
        shift = marks.EDGE - figure.layout.margin.l
        figure.add_annotation(
            marks.note(block(notes), theme, name="notes", yshift=-54, xshift=shift)
        )
    return figure


def paired_dots_in_words(frame: pd.DataFrame, language: Language, *, naming: Naming) -> str:
    """What :func:`paired_dots` shows, a sentence for each row."""
    if frame.empty:
        return nothing_to_draw(language)
    told = []
    for row in records_of(frame):
        figures = "; ".join(
            f"{_named(row, side, naming)}: {figure_in_words(row, side, naming, language)}"
            for side in SIDES
        )
        told.append(
            f"{row['label']}, {row['detail']}. {figures}. {difference_in_words(row, language)}."
        )
    return " ".join([*told, *_notes(frame, language)])


def difference_in_words(row: Row, language: Language) -> str:
    """By how many points which side is higher, and its interval; or that it is not subtracted."""
    if not _both(row):
        return language.t("one side only")
    if pd.isna(row["gap"]):
        return language.t("side by side, not subtracted")
    gap, low, high = row["gap"], row["gap_low"], row["gap_high"]
    points = language.number(round(abs(gap), 1))
    if gap == 0:
        return language.t("level")
    told = (
        language.t("{points} points more toward Korea", points=points)
        if gap > 0
        else language.t("{points} points more toward {partner}", points=points, partner=_name(row))
    )
    if pd.isna(low):
        return told
    if low <= 0 <= high:
        return language.t("{difference}, within the uncertainty of the samples", difference=told)
    ends = sorted((abs(low), abs(high)))
    first, last = (language.number(round(end, 1)) for end in ends)
    return language.t(
        "{difference} (95%: {low} to {high})", difference=told, low=first, high=last
    )


def _named(row: Row, side: str, naming: Naming) -> str:
    return str(row.get(f"toward_{side}_words") or naming.toward(side, _name(row)))


def _name(row: Row) -> str:
    return str(row["partner_name"])


def _both(row: Row) -> bool:
    return all(is_known(row, side) for side in SIDES)


def _years(rows: pd.DataFrame) -> str:
    years = sorted({str(year) for year in rows["year"]})
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _notes(rows: pd.DataFrame, language: Language) -> list[str]:
    texts = []
    if rows["gap_low"].notna().any():
        texts.append(
            language.t(
                "Bar around the larger mark: 95% interval of the difference, measured from the "
                "smaller mark; drawn where the number of answers is known."
            )
        )
    if rows["grade"].notna().any():
        texts.append(language.t("Letters A to D: comparability grade of the two directions."))
    return texts


def _layout(
    rows: pd.DataFrame, words: list[str], notes: int, theme: Theme, narrow: bool
) -> dict[str, Any]:
    names = [str(text) for column in ("label", "detail") for text in rows[column]]
    left = min(_NAMES, max(width(name, 13) for name in names)) + 34
    right = min(_WORDS, max(width(word, 13) for word in words)) + 32
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
    rows: pd.DataFrame, side: str, hovers: list[str], language: Language, theme: Theme
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
            f"{_gap(row)}{safe(language.short(value))}{_gap(row)}"
            for row, value in zip(kept, values, strict=True)
        ],
        textposition=[f"middle {_outward(row, side)}" for row in kept],
        textfont={"color": theme.toward(side)[1], "size": 12},
        marker=marks.marker(side, theme, SIZES[side]),
        customdata=values,
        hovertext=[hovers[place] for place in places],
        hovertemplate=marks.HOVER,
        meta=f"toward_{side}",
        showlegend=False,
        cliponaxis=False,
    )


def _outward(row: Row, side: str) -> str:
    """The figure stands on the side away from the other mark, but never left of the zero."""
    if not _both(row):
        return "right"
    higher = "korea" if row["toward_korea"] >= row["toward_partner"] else "partner"
    close_to_zero = min(row["toward_korea"], row["toward_partner"]) < 3
    return "right" if side == higher or close_to_zero else "left"


def _gap(row: Row) -> str:
    """Room between a mark and its figure, past the bar where there is one."""
    return " " * (3 if pd.isna(row["gap_low"]) else 9)


def _row_words(
    records: list[Row], words: list[str], theme: Theme, narrow: bool
) -> list[dict[str, Any]]:
    """What a row is, with its grade, at the left; the difference at the right or below."""
    notes = []
    for place, (row, text) in enumerate(zip(records, words, strict=True)):
        grade = f"  {coloured(row['grade'], theme.muted, 10)}" if pd.notna(row["grade"]) else ""
        lines = wrap(str(row["label"]), _PHONE if narrow else _NAMES, 13)
        detail = coloured(row["detail"], theme.muted, 12)
        said = wrap(text, _PHONE if narrow else _WORDS, 12)
        name = "<br>".join(bold(line) if narrow else safe(line) for line in lines)
        name = f"{name}{grade}<br>{detail}"
        here: dict[str, Any] = {"y": place, "yref": "y", "yanchor": "middle"}
        left: dict[str, Any]
        right: dict[str, Any]
        if narrow:
            here["bgcolor"] = theme.ground
            left, right = {"yshift": 24}, {"yshift": -22}
        else:
            left = {"xshift": -16, "xanchor": "right", "align": "right"}
            right = {"xshift": 16, "x": 1}
        ink = theme.muted if pd.isna(row["gap"]) else theme.ink
        notes += [
            marks.note(
                name, theme, name="label", font={"color": theme.ink, "size": 13}, **here, **left
            ),
            marks.note(
                block(said), theme, name="words", font={"color": ink, "size": 12}, **here, **right
            ),
        ]
    return notes


def _hover(row: Row, naming: Naming, language: Language) -> str:
    lines = [bold(f"{row['label']}, {row['detail']}")]
    for side in SIDES:
        figure = figure_in_words(row, side, naming, language)
        lines.append(f"{safe(_named(row, side, naming))}: {bold(figure)}")
    lines.append(safe(difference_in_words(row, language)))
    if row.get("question"):
        lines += [safe(line) for line in wrap(str(row["question"]), 420)]
    return "<br>".join(lines)
