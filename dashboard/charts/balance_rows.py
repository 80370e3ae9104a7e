"""How the balances of the partners are drawn: axis, rows, and one lane a pillar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_panel import TICKS, tick_words
from dashboard.charts.lettering import as_label, bold, safe, width
from dashboard.charts.words import Language, records_of, why_no_balance
from dashboard.theme import Theme, template

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
        width(why_no_balance(row, language), 11)
        for row in records_of(frame)
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
        "legend": marks.legend(narrow),
        "yaxis": {"range": [len(partners) - 0.5, -0.5], "showticklabels": False},
    }


def add_axis(
    figure: go.Figure, partners: int, language: Language, theme: Theme, narrow: bool
) -> None:
    """The balance from one way on the left to one way on the right, ends and parity named."""
    figure.update_xaxes(
        range=[-1.06, OFF + (0.12 if narrow else 0.06)],
        tickvals=list(TICKS),
        ticktext=[safe(word) for word in tick_words(language)],
        tickangle=0,
        showgrid=True,
        zeroline=True,
        zerolinecolor=theme.ink,
        zerolinewidth=1,
        ticks="",
        ticklabelstandoff=4,
    )
    # Said on lines of their own: a message inside an f-string is not found for translation.
    left = language.t("Koreans turn more to the partner")
    right = language.t("The partner turns more to Korea")
    ends = ((f"← {left}", -1.06, "left", 2 if narrow else 1), (f"{right} →", 1.06, "right", 1))
    for text, x, anchor, row in ends:
        figure.add_annotation(
            marks.note(
                safe(text),
                theme,
                x=x,
                y=1,
                name=f"{anchor}_end",
                xref="x",
                xanchor=anchor,
                yanchor="bottom",
                yshift=6 + 18 * (row - 1),
            )
        )


def add_head_of_undefined(figure: go.Figure, language: Language, theme: Theme) -> None:
    """What the marks beside the axis are."""
    figure.add_annotation(
        marks.note(
            safe(language.t("No balance")),
            theme,
            x=OFF,
            y=1,
            name="undefined_head",
            xref="x",
            yanchor="bottom",
            xanchor="left",
            xshift=-6,
            yshift=6,
        )
    )


def add_rows(figure: go.Figure, partners: Sequence[str], theme: Theme, narrow: bool) -> None:
    """Names of the partners, and a thin line between one row and the next."""
    place: dict[str, Any] = {"yanchor": "middle", "xanchor": "right", "xshift": -16}
    if narrow:
        place = {"yanchor": "top", "xanchor": "left", "yshift": -3, "bgcolor": theme.ground}
    marks.add(
        figure,
        [
            marks.note(
                bold(as_label(name)) if narrow else safe(as_label(name)),
                theme,
                y=row - 0.5 if narrow else row,
                yref="y",
                name="partner",
                font={"color": theme.ink, "size": 13},
                **place,
            )
            for row, name in enumerate(partners)
        ],
        [marks.rule(row - 0.5, theme) for row in range(1, len(partners))],
    )


def lane_offset(lane: int, lanes: int, narrow: bool) -> float:
    """The lane's distance from the middle of the row, in rows; on a phone below the name."""
    step = _LANE * lanes + _PAD + (_HEAD if narrow else 0)
    pixels = _LANE * (lane - (lanes - 1) / 2) + (_HEAD / 2 if narrow else 0)
    return pixels / step
