"""Both directions as they were, and dashed beyond them the arithmetic path to a target."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import bold, safe
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.words import SIDES, Language, Naming
from dashboard.theme import Theme, template


def parity_lines(
    known: pd.DataFrame,
    path: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming,
    narrow: bool = False,
    height: int = 420,
) -> go.Figure:
    """Published figures as lines with marks, the path dashed and without marks.

    ``known`` holds rows of ``two_way`` of one partner, ``path`` the frame of a parity path; both
    have ``year``, ``toward_korea`` and ``toward_partner``.
    """
    rows = known.sort_values("year")
    sides = [f"toward_{side}" for side in SIDES]
    largest = float(pd.concat([rows[sides], path[sides]]).max().max())
    ticks = ticks_from_zero(largest * 1.08, 4)
    last = int(path["year"].iloc[-1])
    first = int(min(rows["year"].min(), path["year"].iloc[0]))
    step = max(1, (last - first) // (5 if narrow else 10) + 1)
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": height,
            "margin": {"l": 64, "r": 24, "t": 92, "b": 44, "pad": 0},
            "meta": {"unit": naming.unit, "years": f"{first}–{last}"},
            "showlegend": True,
            "legend": marks.legend(True),
            "xaxis": {
                "range": [first - 0.5, last + 0.5],
                "showline": True,
                "tickvals": list(range(first, last + 1, step)),
            },
            "yaxis": {
                "range": [0, largest * 1.08],
                "tickvals": ticks,
                "ticktext": [language.short(value) for value in ticks],
                "showgrid": True,
            },
        }
    )
    for side in reversed(SIDES):
        colour, column = theme.toward(side)[0], f"toward_{side}"
        name = naming.toward(side, "")
        full = complete(rows)
        for frame, dash, mode in ((full, "solid", "lines+markers"), (path, "dot", "lines")):
            entry = f"{safe(name)}  {bold(language.short(path[column].iloc[-1]))}"
            figure.add_trace(
                go.Scatter(
                    x=frame["year"],
                    y=frame[column],
                    mode=mode,
                    name=entry,
                    showlegend=dash == "solid",
                    line={"color": colour, "width": 2, "dash": dash},
                    marker={"color": colour, "size": 6},
                    hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
                )
            )
    figure.add_annotation(
        marks.note(
            safe(naming.unit), theme, y=1, name="unit", yanchor="bottom", yshift=8, xshift=-56
        )
    )
    return figure


def complete(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every year between the first and the last, so that a gap stays a gap."""
    if rows.empty:
        return rows
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    return rows.set_index("year").reindex(years).rename_axis("year").reset_index()


def parity_lines_in_words(path: pd.DataFrame, language: Language, *, naming: Naming) -> str:
    """What :func:`parity_lines` adds to the published figures, in sentences."""
    start, end = path.iloc[0], path.iloc[-1]
    told = [
        language.t(
            "{direction}: {start} in {first}, {end} in {last} on the path.",
            direction=naming.toward(side, ""),
            start=language.short(start[f"toward_{side}"]),
            first=int(start["year"]),
            end=language.short(end[f"toward_{side}"]),
            last=int(end["year"]),
        )
        for side in SIDES
    ]
    told.append(language.t("The dotted lines are arithmetic, not a forecast."))
    return " ".join(told)
