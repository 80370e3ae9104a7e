"""The balance over time against parity, with its ends named in words."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import block, safe, wrap
from dashboard.charts.panels import FOOT, NARROW_LEFT, RIGHT, Panels
from dashboard.charts.words import Language, leaning
from dashboard.theme import Theme

#: Sizes of the balance, without a sign: the ends say in words which way it leans.
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)


def tick_words(language: Language) -> list[str]:
    """The ticks of a balance axis: sizes on either side, and parity by name."""
    return [language.number(abs(tick)) if tick else language.t("Parity") for tick in TICKS]


def add_balance(
    figure: go.Figure,
    rows: pd.DataFrame,
    x: list[float],
    hovers: list[str],
    language: Language,
    theme: Theme,
    panels: Panels,
    *,
    intervals: bool,
) -> None:
    """Line, area to parity, undefined periods and named ends, on the second y axis."""
    balance = rows["balance"].tolist()
    areas = marks.shades(x, balance, balance, [0.0] * len(balance))
    figure.add_traces(marks.shade_traces(areas, theme, "y2"))
    figure.update_layout(
        yaxis2={
            "domain": panels.balance_part,
            "range": [-1.08, 1.08],
            "tickvals": list(TICKS),
            "ticktext": [safe(word) for word in tick_words(language)],
            "ticklabelstandoff": 6,
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": theme.ink,
            "zerolinewidth": 1.5,
        }
    )
    trace = go.Scatter(
        x=x, y=balance, yaxis="y2", mode="lines+markers", name=language.t("Balance"),
        connectgaps=False, line={"color": theme.muted, "width": 1.8},
        marker=_leaders(rows, theme), hovertext=hovers, hovertemplate=marks.HOVER,
        meta="balance", showlegend=False, cliponaxis=False,
    )
    if intervals:
        trace.error_y = {
            "type": "data", "symmetric": False, "color": theme.axis, "thickness": 1.2, "width": 3,
            "array": (rows["balance_high"] - rows["balance"]).tolist(),
            "arrayminus": (rows["balance"] - rows["balance_low"]).tolist(),
        }
    figure.add_trace(trace)
    _add_no_flow(figure, rows, x, hovers, language, theme)
    _name_ends(figure, rows, language, theme, panels)


def _leaders(rows: pd.DataFrame, theme: Theme) -> dict[str, object]:
    """Each point in the mark of the direction that leads, on parity that toward Korea."""
    sides = ["partner" if value < 0 else "korea" for value in rows["balance"]]
    each = [
        marks.marker(side, theme, 6, flag)
        for side, flag in zip(sides, rows["provisional"].tolist(), strict=True)
    ]
    return {
        "symbol": [mark["symbol"] for mark in each],
        "color": [mark["color"] for mark in each],
        "size": 6,
        "opacity": 1,
        "line": {"color": [mark["line"]["color"] for mark in each], "width": 1.5},
    }


def _add_no_flow(
    figure: go.Figure, rows: pd.DataFrame, x: list[float], hovers: list[str],
    language: Language, theme: Theme,
) -> None:
    """Periods in which both sides report zero: known, yet without a balance."""
    both_zero = (rows["toward_korea_state"] == "zero") & (rows["toward_partner_state"] == "zero")
    places = [place for place, flag in enumerate(both_zero) if flag]
    if not places:
        return
    figure.add_trace(
        go.Scatter(
            x=[x[place] for place in places], y=[0.0] * len(places), yaxis="y2",
            mode="markers+text", text=[safe(language.t("no flow"))] * len(places),
            textposition="top center", textfont={"color": theme.muted, "size": 10},
            marker={"symbol": "x-thin", "size": 7, "color": theme.ink,
                    "line": {"color": theme.ink, "width": 1.4}},
            hovertext=[hovers[place] for place in places], hovertemplate=marks.HOVER,
            meta="no_flow", showlegend=False,
        )
    )


def _name_ends(
    figure: go.Figure, rows: pd.DataFrame, language: Language, theme: Theme, panels: Panels
) -> None:
    partner = str(rows["partner_name"].iloc[0])
    low, high = panels.balance_part
    upper, lower = leaning(1, partner, language), leaning(-1, partner, language)
    caption = language.t("Balance")
    if panels.narrow:
        figure.add_annotation(
            marks.note(f"{safe(caption)} · ↑ {safe(upper)}", theme, y=high, name="upper_end",
                       yanchor="bottom", yshift=5, xshift=8 - NARROW_LEFT)
        )
        figure.add_annotation(
            marks.note(f"↓ {safe(lower)}", theme, y=low, name="lower_end", yshift=-4,
                       xshift=8 - NARROW_LEFT)
        )
        return
    figure.add_annotation(
        marks.note(safe(caption), theme, y=high, name="balance_caption", yanchor="bottom",
                   yshift=8, xshift=8 - panels.margin["l"])
    )
    for arrow, words, y, anchor, name in (
        ("↑", upper, high, "top", "upper_end"),
        ("↓", lower, low, "bottom", "lower_end"),
    ):
        lines = wrap(f"{arrow} {words}", RIGHT - 26, 12)
        figure.add_annotation(
            marks.note(block(lines), theme, x=1, y=y, name=name, yanchor=anchor, xshift=14)
        )
