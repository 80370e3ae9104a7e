"""The balance over time against parity, with its ends named in words."""

from __future__ import annotations

from typing import Any

from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import block, safe, wrap
from dashboard.charts.shades import shade_traces, shades
from dashboard.charts.time_chart import TimeChart
from dashboard.charts.words import Language, leaning

#: Sizes of the balance, without a sign: the ends say in words which way it leans.
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)


def tick_words(language: Language) -> list[str]:
    """The ticks of a balance axis: sizes on either side, and parity by name."""
    return [language.number(abs(tick)) if tick else language.t("Parity") for tick in TICKS]


def add_balance(figure: go.Figure, chart: TimeChart, *, intervals: bool) -> None:
    """Line, area to parity, undefined periods and named ends, on the second y axis."""
    rows, theme = chart.rows, chart.theme
    balance = rows["balance"].tolist()
    areas = shades(chart.x, balance, balance, [0.0] * len(balance))
    figure.add_traces(shade_traces(areas, theme, "y2"))
    figure.update_layout(
        yaxis2={
            "domain": chart.panels.balance_part,
            "range": [-1.08, 1.08],
            "tickvals": list(TICKS),
            "ticktext": [safe(word) for word in tick_words(chart.language)],
            "ticklabelstandoff": 6,
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": theme.ink,
            "zerolinewidth": 1,
        }
    )
    trace = go.Scatter(
        x=list(chart.x),
        y=balance,
        yaxis="y2",
        mode="lines+markers",
        name=safe(chart.language.t("Balance")),
        connectgaps=False,
        line={"color": theme.muted, "width": 1.8},
        marker=_leaders(chart),
        hovertext=chart.hovers,
        hovertemplate=marks.HOVER,
        meta="balance",
        showlegend=False,
        cliponaxis=False,
    )
    if intervals:
        trace.error_y = {
            "type": "data",
            "symmetric": False,
            "color": theme.axis,
            "thickness": 1.2,
            "width": 3,
            "array": (rows["balance_high"] - rows["balance"]).tolist(),
            "arrayminus": (rows["balance"] - rows["balance_low"]).tolist(),
        }
    figure.add_trace(trace)
    _add_no_flow(figure, chart)
    _name_ends(figure, chart)


def _leaders(chart: TimeChart) -> dict[str, Any]:
    """Each point in the mark of the direction that leads, on parity that toward Korea."""
    sides = ["partner" if value < 0 else "korea" for value in chart.rows["balance"]]
    each = [
        marks.marker(side, chart.theme, 6, flag)
        for side, flag in zip(sides, chart.rows["provisional"].tolist(), strict=True)
    ]
    return {
        "symbol": [mark["symbol"] for mark in each],
        "color": [mark["color"] for mark in each],
        "size": 6,
        "opacity": 1,
        "line": {"color": [mark["line"]["color"] for mark in each], "width": 1.5},
    }


def _add_no_flow(figure: go.Figure, chart: TimeChart) -> None:
    """Periods in which both sides report zero: known, yet without a balance."""
    states = chart.rows[["toward_korea_state", "toward_partner_state"]]
    places = [place for place, zero in enumerate((states == "zero").all(axis=1)) if zero]
    if not places:
        return
    figure.add_trace(
        go.Scatter(
            x=[chart.x[place] for place in places],
            y=[0.0] * len(places),
            yaxis="y2",
            mode="markers+text",
            text=[safe(chart.language.t("no flow"))] * len(places),
            textposition="top center",
            textfont={"color": chart.theme.muted, "size": 10},
            marker={
                "symbol": "x-thin",
                "size": 7,
                "color": chart.theme.ink,
                "line": {"color": chart.theme.ink, "width": 1.4},
            },
            hovertext=[chart.hovers[place] for place in places],
            hovertemplate=marks.HOVER,
            meta="no_flow",
            showlegend=False,
        )
    )


def _name_ends(figure: go.Figure, chart: TimeChart) -> None:
    """Who turns more to whom at either end: beside the panel, on a phone above and below it."""
    panels, theme, language = chart.panels, chart.theme, chart.language
    low, high = panels.balance_part
    caption = language.t("Balance")
    upper = f"↑ {leaning(1, chart.partner, language)}"
    lower = f"↓ {leaning(-1, chart.partner, language)}"
    edge = marks.EDGE - panels.left
    if panels.narrow:
        ends = [
            marks.note(
                f"{safe(caption)} · {safe(upper)}",
                theme,
                y=high,
                name="upper_end",
                yanchor="bottom",
                yshift=5,
                xshift=edge,
            ),
            marks.note(safe(lower), theme, y=low, name="lower_end", yshift=-4, xshift=edge),
        ]
    else:
        room = panels.right - 26
        ends = [
            marks.note(
                safe(caption),
                theme,
                y=high,
                name="balance_caption",
                yanchor="bottom",
                yshift=8,
                xshift=edge,
            ),
            marks.note(block(wrap(upper, room)), theme, x=1, y=high, name="upper_end", xshift=14),
            marks.note(
                block(wrap(lower, room)),
                theme,
                x=1,
                y=low,
                name="lower_end",
                yanchor="bottom",
                xshift=14,
            ),
        ]
    for end in ends:
        figure.add_annotation(end)
