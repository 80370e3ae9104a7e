"""The level of a goal year by year, each year split into its two directions, and the target."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import safe
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.words import SIDES, Language
from dashboard.theme import Theme, template


def goal_split(
    years: pd.DataFrame,
    target: float | None,
    language: Language,
    theme: Theme,
    *,
    names: tuple[str, str],
    unit: str,
    height: int = 340,
) -> go.Figure:
    """A bar a year, the flow toward Korea below the flow toward the partner; a missing one is left.

    ``years`` is the frame of a level, by year; ``names`` are the two directions.
    """
    sums = years[["toward_korea", "toward_partner"]].sum(axis=1)
    largest = max(float(sums.max()), target or 0.0) * 1.1 or 1.0
    ticks = ticks_from_zero(largest, 4)
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": height,
            "margin": {"l": 64, "r": 24, "t": 84, "b": 40, "pad": 0},
            "barmode": "stack",
            "bargap": 0.35,
            "showlegend": True,
            "legend": {**marks.legend(True), "traceorder": "normal"},
            "meta": {"unit": unit, "years": f"{years.index[0]}–{years.index[-1]}"},
            "xaxis": {"type": "category", "showline": True},
            "yaxis": {
                "range": [0, largest],
                "tickvals": ticks,
                "ticktext": [language.short(value) for value in ticks],
                "showgrid": True,
            },
        }
    )
    for side, name in zip(SIDES, names, strict=True):
        values = years[f"toward_{side}"].astype(float)
        figure.add_trace(
            go.Bar(
                x=[str(year) for year in years.index],
                y=values,
                name=safe(name),
                marker={"color": theme.toward(side)[0]},
                hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
            )
        )
    if target is not None:
        figure.add_hline(y=target, line={"color": theme.ink, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            text=safe(language.t("target {value}", value=language.short(target))),
            x=0,
            xref="paper",
            y=target,
            xanchor="left",
            yanchor="bottom",
            yshift=4,
            showarrow=False,
        )
    figure.add_annotation(
        marks.note(safe(unit), theme, y=1, name="unit", yanchor="bottom", yshift=8, xshift=-56)
    )
    return figure


def goal_split_in_words(
    years: pd.DataFrame,
    target: float | None,
    language: Language,
    *,
    names: tuple[str, str],
    count: str,
) -> str:
    """What :func:`goal_split` shows, year by year, from the same rows."""
    told = [f"{count}."]
    missing = language.t("not published")
    for year, row in years.iterrows():
        korea, partner = (
            missing if pd.isna(row[f"toward_{side}"]) else language.short(row[f"toward_{side}"])
            for side in SIDES
        )
        told.append(
            language.t(
                "{year}: {korea_name} {korea}, {partner_name} {partner}.",
                year=year,
                korea_name=names[0],
                korea=korea,
                partner_name=names[1],
                partner=partner,
            )
        )
    if target is not None:
        told.append(language.t("Target: {value}.", value=language.short(target)))
    return " ".join(told)
