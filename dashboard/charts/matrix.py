"""The relation at a glance: partners down, measures across, who turns to whom in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import as_label, bold, coloured, safe, width
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    Row,
    figure_in_words,
    hover,
    is_known,
    naming_of,
    nothing_to_draw,
    records_of,
    why_no_balance,
)
from dashboard.theme import Theme, template

_ROW = 46
#: Strength of a cell's colour: from a whisper near parity to this where all runs one way.
_FAINTEST, _STRONGEST = 0.08, 0.42


def matrix(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    columns: Mapping[str, str],
    namings: Mapping[str, Naming] | None = None,
    narrow: bool = False,
) -> go.Figure:
    """A cell for every partner and measure: which side turns more to the other, how much, when.

    ``frame`` holds rows of ``indicators.profiles`` with ``partner_name``; ``columns`` names the
    pairs to show, by pair id, in order. A cell without a figure, or with one direction only, is
    hatched and says so. Points carry the partner's code and the pair as ``customdata``.
    """
    if frame.empty or not columns:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    partners = list(dict.fromkeys(frame["partner"]))
    names = frame.drop_duplicates("partner").set_index("partner")["partner_name"]
    rows = {(row["partner"], row["pair_id"]): row for row in records_of(frame)}
    labels = [as_label(names[code]) for code in partners]
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": 74 + _ROW * len(partners),
            "margin": {
                "l": round(max(width(label, 13) for label in labels)) + 24,
                "r": 10,
                "t": 54,
                "b": 14,
                "pad": 0,
            },
            "barmode": "overlay",
            "bargap": 0.08,
            "showlegend": False,
            "meta": {"unit": "", "years": ""},
        }
    )
    for place, pair in enumerate(columns):
        cells = [rows.get((code, pair)) for code in partners]
        figure.add_trace(_column(cells, partners, pair, place, namings, language, theme, narrow))
    figure.update_xaxes(
        range=[-0.02, len(columns)],
        tickvals=[place + 0.47 for place in range(len(columns))],
        ticktext=[bold(name) for name in columns.values()],
        side="top",
        showgrid=False,
        zeroline=False,
        tickangle=0,
        fixedrange=True,
        tickfont={"color": theme.ink, "size": 11 if narrow else 13},
    )
    figure.update_yaxes(
        tickvals=list(range(len(partners))),
        ticktext=[safe(label) for label in labels],
        range=[len(partners) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        tickfont={"color": theme.ink, "size": 13},
    )
    return figure


def matrix_in_words(frame: pd.DataFrame, language: Language, *, columns: Mapping[str, str]) -> str:
    """What :func:`matrix` shows, partner by partner."""
    if frame.empty or not columns:
        return nothing_to_draw(language)
    rows = {(row["partner"], row["pair_id"]): row for row in records_of(frame)}
    names = frame.drop_duplicates("partner").set_index("partner")["partner_name"]
    sentences = []
    for code, name in names.items():
        told = [
            language.t(
                "{measure}: {cell}",
                measure=title,
                cell=" ".join(_lines(rows.get((code, pair)), language)),
            )
            for pair, title in columns.items()
        ]
        sentences.append(f"{as_label(name)} – {'; '.join(told)}.")
    return " ".join(sentences)


def _column(
    cells: Sequence[Row | None],
    partners: Sequence[str],
    pair: str,
    place: int,
    namings: Mapping[str, Naming] | None,
    language: Language,
    theme: Theme,
    narrow: bool,
) -> go.Bar:
    return go.Bar(
        orientation="h",
        base=[place] * len(cells),
        x=[0.94] * len(cells),
        y=list(range(len(cells))),
        marker={
            "color": [_colour(cell, theme) for cell in cells],
            "pattern": {
                "shape": ["" if _has_both(cell) else "/" for cell in cells],
                "fgcolor": theme.grid,
                # Faint enough for the words across it to be read.
                "fgopacity": 0.3,
                "fillmode": "overlay",
                "size": 8,
                "solidity": 0.1,
            },
            "line": {"color": theme.grid, "width": 1},
        },
        text=[_text(cell, language, theme, narrow) for cell in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": theme.ink, "size": 10 if narrow else 12},
        hovertext=[_hover(cell, pair, namings, language) for cell in cells],
        hovertemplate=marks.HOVER,
        customdata=[[code, pair] for code in partners],
        meta=f"cells_{pair}",
        cliponaxis=False,
    )


def _has_both(cell: Row | None) -> bool:
    return cell is not None and all(is_known(cell, side) for side in SIDES)


def _colour(cell: Row | None, theme: Theme) -> str:
    if cell is None or pd.isna(cell["balance"]):
        return theme.ground
    colour, _, _ = theme.toward("korea" if cell["balance"] > 0 else "partner")
    strength = _FAINTEST + (_STRONGEST - _FAINTEST) * abs(cell["balance"])
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength:.3f})"


def _parts(cell: Row | None, language: Language) -> tuple[str, str, str]:
    """What a cell says, in parts that may stand on lines of their own: which way, how much, when.

    A part that has nothing to say is empty.
    """
    t = language.t
    if cell is None:
        return "", t("no figure found"), ""
    when = str(cell["period"])
    if pd.notna(cell["balance"]):
        if cell["balance"] == 0:
            return "", t("level"), when
        times = f"{language.short(cell['ratio'])} : 1" if pd.notna(cell["ratio"]) else t("only")
        return t("→ Korea") if cell["balance"] > 0 else t("← partner"), times, when
    if _has_both(cell):
        figures = [language.short(cell[f"toward_{side}"]) for side in SIDES]
        return "", " | ".join(figures), when
    side = "korea" if is_known(cell, "korea") else "partner"
    word = t("only → Korea") if side == "korea" else t("only ← partner")
    return word, language.short(cell[f"toward_{side}"]), when


def _lines(cell: Row | None, language: Language) -> tuple[str, str]:
    """Two short lines for a cell: which way and how much, then the year."""
    word, figure, when = _parts(cell, language)
    if cell is not None and pd.isna(cell["balance"]) and _has_both(cell):
        without = language.t("no ratio")
        when = f"{when}, {without}"
    return f"{word} {figure}".strip(), when


def _text(cell: Row | None, language: Language, theme: Theme, narrow: bool) -> str:
    if cell is None:
        return coloured(language.t("no figure found"), theme.muted)
    grade: str = f" · {cell['grade']}" if pd.notna(cell["grade"]) else ""
    if narrow:
        word, figure, when = _parts(cell, language)
        told = [bold(part) for part in (word, figure) if part]
    else:
        line, when = _lines(cell, language)
        told = [bold(line)]
    return "<br>".join([*told, coloured(when + grade, theme.muted)])


def _hover(
    cell: Row | None, pair: str, namings: Mapping[str, Naming] | None, language: Language
) -> str:
    if cell is None:
        return safe(language.t("no figure found"))
    naming = naming_of(pd.DataFrame([cell]), (namings or {}).get(pair), language)
    if _has_both(cell) or any(is_known(cell, side) for side in SIDES):
        return hover(cell, str(cell["period"]), naming, language)
    return safe(
        f"{figure_in_words(cell, 'korea', naming, language)}; {why_no_balance(cell, language)}"
    )
