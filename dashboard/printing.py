"""Tables for screen and for paper: the screen scrolls inside a table, paper needs all of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.language import Language

#: Keeps what a function makes, under a name (``frame.Page.keep``).
Keep = Callable[[str, Callable[[], Any]], Any]


def make_anew(name: str, make: Callable[[], Any]) -> Any:
    """Keep nothing."""
    return make()


#: Draws with a function, under a name (``frame.Page.draw``).
Draw = Callable[[str, Callable[[], None]], None]


def draw_anew(name: str, body: Callable[[], None]) -> None:
    """Repeat nothing."""
    body()


#: A table of more rows than this is for the screen and the file: it would fill a ream.
MOST_ROWS = 200
_ABSENT = "–"


def show_cells(
    cells: pd.DataFrame,
    language: Language,
    *,
    alt: str,
    column_config: dict[str, Any] | None = None,
    opened: bool = True,
    paper: DeltaGenerator | None = None,
    draw: Draw = draw_anew,
    **options: Any,
) -> None:
    """A table of cells as Streamlit draws it, and the same cells for print.

    ``column_config`` and ``options`` are those of ``st.dataframe``. A table in a tab is given a
    place outside for ``paper``: the tabs that are not open are no part of the page. Such a table
    that is not ``opened`` is for paper alone. ``draw`` is that of the page where the view alone
    decides the cells of the table ``alt``.
    """
    config = column_config or {}
    if opened:
        draw(
            f"screen {alt}",
            lambda: _show_on_screen(
                cells, column_config=config, alt=alt, placeholder=_ABSENT, **options
            ),
        )
    if len(cells) > MOST_ROWS:
        told = language.t(
            "{title}: {count} rows, left out on paper. The file holds them all.",
            title=alt,
            count=language.number(len(cells)),
        )
        (paper or st).html(f'<p class="printed">{escape(told)}</p>')
        return

    with paper or nullcontext():
        draw(
            f"paper {alt}",
            lambda: _show_on_paper(
                cells if options.get("hide_index") else cells.reset_index(), language, alt, config
            ),
        )


def _show_on_paper(
    cells: pd.DataFrame, language: Language, title: str, config: dict[str, Any]
) -> None:
    st.html(write_table(cells, language, title=title, column_config=config))


def _show_on_screen(cells: pd.DataFrame, **options: Any) -> None:
    st.dataframe(cells, **options)


def write_table(
    cells: pd.DataFrame, language: Language, *, title: str, column_config: dict[str, Any]
) -> str:
    """The cells as an HTML table that only paper shows, figures in full."""
    columns = [(str(name), column_config.get(str(name)) or {}) for name in cells.columns]
    heads = "".join(
        f'<th scope="col">{escape(str(config.get("label") or name))}</th>'
        for name, config in columns
    )
    numeric = [pd.api.types.is_numeric_dtype(cells[name]) for name in cells.columns]
    rows = []
    for values in cells.itertuples(index=False, name=None):
        written = (
            f'<td class="figure">{escape(_figure(value, config, language))}</td>'
            if number
            else f"<td>{escape(_words(value))}</td>"
            for value, number, (_, config) in zip(values, numeric, columns, strict=True)
        )
        rows.append(f"<tr>{''.join(written)}</tr>")
    return (
        f'<table class="printed"><caption>{escape(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _figure(value: Any, config: dict[str, Any], language: Language) -> str:
    if pd.isna(value):
        return _ABSENT
    asked = (config.get("type_config") or {}).get("format") or "localized"
    return asked % value if asked.startswith("%") else language.number(float(value))


def _words(value: Any) -> str:
    return _ABSENT if value is None or pd.isna(value) else str(value)
