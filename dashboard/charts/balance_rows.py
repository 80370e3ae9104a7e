"""How the balances of the partners are drawn: axis, rows, and one lane a pillar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_panel import TICKS, tick_words
from dashboard.charts.lettering import bold, coloured, safe, width
from dashboard.charts.words import Language, Naming, hover, naming_of, why_no_balance
from dashboard.theme import Theme, template

#: A shape a pillar, so that the pillars are told apart without colour.
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "tourism": "circle",
        "students": "square",
        "culture": "triangle-up",
        "perception": "diamond",
        "context": "cross",
    }
)

#: Where the marks of undefined balances stand, right of the axis.
OFF = 1.3
_LANE, _PAD, _HEAD = 13, 14, 24


def layout(
    partners: Sequence[str],
    pillars: int,
    notes: int,
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    narrow: bool,
    height: int | None,
) -> dict[str, Any]:
    """Margins that hold the longest name and the longest reason, and a height for the rows."""
    reasons = [
        width(why_no_balance(row, language), 11) for row in frame.to_dict("records")
        if pd.isna(row["balance"])
    ]
    legend = pillars if narrow else 1
    margin = {
        "l": 16 if narrow else round(max(width(str(name), 13) for name in partners)) + 36,
        "r": 16 if narrow else round(min(220, max(reasons, default=0))) + 16,
        "t": 22 * legend + (66 if narrow else 38),
        "b": 48 + 18 * notes,
        "pad": 0,
    }
    step = _LANE * pillars + _PAD + (_HEAD if narrow else 0)
    return {
        "template": template(theme),
        "height": height or margin["t"] + margin["b"] + step * len(partners),
        "margin": margin,
        "showlegend": True,
        "legend": {"x": 0, "xanchor": "left", "y": 0.995, "yref": "container", "yanchor": "top",
                   "orientation": "v" if narrow else "h"},
        "yaxis": {"range": [len(partners) - 0.5, -0.5], "showticklabels": False},
    }


def add_axis(
    figure: go.Figure, partners: int, language: Language, theme: Theme, narrow: bool
) -> None:
    """The balance from one way on the left to one way on the right, ends and parity named."""
    figure.update_xaxes(
        range=[-1.06, OFF + (0.12 if narrow else 0.06)], tickvals=list(TICKS),
        ticktext=[safe(word) for word in tick_words(language)], tickangle=0, showgrid=True,
        zeroline=True, zerolinecolor=theme.ink, zerolinewidth=1, ticks="", ticklabelstandoff=4,
    )
    ends = (
        (f"← {language.t('Koreans turn more to the partner')}", -1.06, "left", 2 if narrow else 1),
        (f"{language.t('The partner turns more to Korea')} →", 1.06, "right", 1),
    )
    for text, x, anchor, row in ends:
        figure.add_annotation(
            marks.note(safe(text), theme, x=x, y=1, name=f"{anchor}_end", xref="x",
                       xanchor=anchor, yanchor="bottom", yshift=6 + 18 * (row - 1))
        )


def add_head_of_undefined(figure: go.Figure, language: Language, theme: Theme) -> None:
    """What the marks beside the axis are."""
    figure.add_annotation(
        marks.note(safe(language.t("No balance")), theme, x=OFF, y=1, name="undefined_head",
                   xref="x", yanchor="bottom", xanchor="left", xshift=-6, yshift=6)
    )


def add_rows(figure: go.Figure, partners: Sequence[str], theme: Theme, narrow: bool) -> None:
    """Names of the partners, and a thin line between one row and the next."""
    for place, name in enumerate(partners):
        here: dict[str, Any] = {"y": place, "yref": "y", "yanchor": "middle", "xanchor": "right",
                                "xshift": -16}
        if narrow:
            here |= {"y": place - 0.5, "yanchor": "top", "xanchor": "left", "xshift": 0,
                     "yshift": -3, "bgcolor": theme.ground}
        text = bold(name) if narrow else safe(name)
        font = {"color": theme.ink, "size": 13}
        figure.add_annotation(marks.note(text, theme, name="partner", font=font, **here))
        if place:
            figure.add_shape(
                type="line", xref="paper", yref="y", x0=0, x1=1, y0=place - 0.5, y1=place - 0.5,
                line={"color": theme.grid, "width": 1}, layer="below",
            )


def add_pillar(
    figure: go.Figure,
    rows: pd.DataFrame,
    pillar: str,
    name: str,
    partners: Sequence[str],
    place: tuple[int, int],
    namings: Mapping[str, Naming] | None,
    language: Language,
    theme: Theme,
    narrow: bool,
) -> None:
    """One pillar's marks with a stem from parity, and hollow ones where there is no balance."""
    records = rows.to_dict("records")
    heights = [
        partners.index(row["partner_name"]) + _offset(*place, narrow) for row in records
    ]
    hovers = [
        hover(row, str(row["year"]),
              naming_of(rows, (namings or {}).get(row["pair_id"]), language), language)
        for row in records
    ]
    defined = [at for at, row in enumerate(records) if pd.notna(row["balance"])]
    undefined = [at for at, row in enumerate(records) if pd.isna(row["balance"])]
    colour, shape = theme.pillars[pillar], SHAPES[pillar]
    flags = [bool(records[at]["provisional"]) for at in defined]
    mark = {
        "symbol": [shape + ("-dot" if flag else "") for flag in flags],
        "color": [theme.ground if flag else colour for flag in flags],
        "size": 10, "opacity": 1, "line": {"color": colour, "width": 1.6},
    }
    balances = [records[at]["balance"] for at in defined]
    figure.add_trace(
        go.Scatter(
            x=[value for balance in balances for value in (0.0, balance, None)],
            y=[value for at in defined for value in (heights[at], heights[at], None)],
            mode="lines", line={"color": colour, "width": 1.6}, hoverinfo="skip",
            meta=f"stem_{pillar}", showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=balances, y=[heights[at] for at in defined], mode="markers", marker=mark,
            hovertext=[hovers[at] for at in defined], hovertemplate=marks.HOVER,
            meta=f"balance_{pillar}", showlegend=False, cliponaxis=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[None], y=[None], mode="markers", name=safe(name), meta="key", hoverinfo="skip",
            marker={"symbol": shape, "color": colour, "size": 10, "opacity": 1,
                    "line": {"color": colour, "width": 1.6}},
        )
    )
    if undefined:
        figure.add_trace(
            _hollow([records[at] for at in undefined], [heights[at] for at in undefined],
                    [hovers[at] for at in undefined], pillar, language, theme, narrow)
        )


def _hollow(
    records: list[dict[str, Any]],
    heights: list[float],
    hovers: list[str],
    pillar: str,
    language: Language,
    theme: Theme,
    narrow: bool,
) -> go.Scatter:
    colour = theme.pillars[pillar]
    reasons = [coloured(f"  {why_no_balance(row, language)}", theme.muted) for row in records]
    return go.Scatter(
        x=[OFF] * len(records), y=heights, mode="markers" if narrow else "markers+text",
        marker={"symbol": f"{SHAPES[pillar]}-open", "color": colour, "size": 8, "opacity": 1,
                "line": {"color": colour, "width": 1.4}},
        text=None if narrow else reasons, textposition="middle right",
        textfont={"color": theme.muted, "size": 11}, hovertext=hovers,
        hovertemplate=marks.HOVER, meta=f"undefined_{pillar}", showlegend=False, cliponaxis=False,
    )


def _offset(lane: int, lanes: int, narrow: bool) -> float:
    """The lane's distance from the middle of the row, in rows; on a phone below the name."""
    step = _LANE * lanes + _PAD + (_HEAD if narrow else 0)
    pixels = _LANE * (lane - (lanes - 1) / 2) + (_HEAD / 2 if narrow else 0)
    return pixels / step
