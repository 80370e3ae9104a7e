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
from dashboard.paper import ABSENT, write_table

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
                cells, column_config=config, alt=alt, placeholder=ABSENT, **options
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
