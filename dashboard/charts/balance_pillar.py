"""One pillar's balances: marks with a stem from parity, and hollow ones beside the axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_rows import OFF, lane_offset
from dashboard.charts.lettering import coloured, safe
from dashboard.charts.words import (
    Language,
    Naming,
    Row,
    hover,
    naming_of,
    records_of,
    why_no_balance,
)
from dashboard.theme import Theme

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
    records = records_of(rows)
    heights = [partners.index(row["partner_name"]) + lane_offset(*place, narrow) for row in records]
    hovers = [
        hover(
            row,
            str(row["year"]),
            naming_of(rows, (namings or {}).get(row["pair_id"]), language),
            language,
        )
        for row in records
    ]
    defined = [at for at, row in enumerate(records) if pd.notna(row["balance"])]
    undefined = [at for at, row in enumerate(records) if pd.isna(row["balance"])]
    colour, shape = theme.pillars[pillar], SHAPES[pillar]
    several_years = rows.loc[rows["balance"].notna(), "year"].nunique() > 1
    flags = [bool(records[at]["provisional"]) for at in defined]
    mark = {
        "symbol": [shape + ("-dot" if flag else "") for flag in flags],
        "color": [theme.ground if flag else colour for flag in flags],
        "size": 10,
        "opacity": 1,
        "line": {"color": colour, "width": 1.6},
    }
    balances = [records[at]["balance"] for at in defined]
    figure.add_trace(
        go.Scatter(
            x=[value for balance in balances for value in (0.0, balance, None)],
            y=[value for at in defined for value in (heights[at], heights[at], None)],
            mode="lines",
            line={"color": colour, "width": 1.6},
            hoverinfo="skip",
            meta=f"stem_{pillar}",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=balances,
            y=[heights[at] for at in defined],
            mode="markers+text",
            marker=mark,
            text=[_label(records[at], several_years) for at in defined],
            textposition=[f"middle {'left' if value < 0 else 'right'}" for value in balances],
            textfont={"color": theme.muted, "size": 10},
            hovertext=[hovers[at] for at in defined],
            hovertemplate=marks.HOVER,
            meta=f"balance_{pillar}",
            showlegend=False,
            cliponaxis=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=safe(name),
            meta="key",
            hoverinfo="skip",
            marker={
                "symbol": shape,
                "color": colour,
                "size": 10,
                "opacity": 1,
                "line": {"color": colour, "width": 1.6},
            },
        )
    )
    if undefined:
        figure.add_trace(
            _hollow(
                [records[at] for at in undefined],
                [heights[at] for at in undefined],
                [hovers[at] for at in undefined],
                pillar,
                language,
                theme,
                narrow,
            )
        )


def _hollow(
    records: list[Row],
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
        x=[OFF] * len(records),
        y=heights,
        mode="markers" if narrow else "markers+text",
        marker={
            "symbol": f"{SHAPES[pillar]}-open",
            "color": colour,
            "size": 8,
            "opacity": 1,
            "line": {"color": colour, "width": 1.4},
        },
        text=None if narrow else reasons,
        textposition="middle right",
        textfont={"color": theme.muted, "size": 11},
        hovertext=hovers,
        hovertemplate=marks.HOVER,
        meta=f"undefined_{pillar}",
        showlegend=False,
        cliponaxis=False,
    )


def _label(row: Row, with_year: bool) -> str:
    """The grade beside a mark, and its year where the marks are not all of one year."""
    parts: list[str] = [safe(row["grade"])] if pd.notna(row["grade"]) else []
    if with_year:
        parts.append(str(row["year"]))
    return f"  {' · '.join(parts)}  " if parts else ""
