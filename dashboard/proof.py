"""What stands behind a chart: the table of exactly what is drawn, its file, and its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, provenance
from dashboard.card import show_card
from dashboard.downloads import file_name, to_csv
from dashboard.frame import Page
from dashboard.tables import By, show_table
from dashboard.wording import SIDES


def card_of(page: Page, pair: pd.Series, drawn: Sequence[pd.DataFrame]) -> None:
    """The card of a pair for the rows that are drawn."""
    page.draw(f"card {pair['pair_id']}", lambda: _draw_card(page, pair, drawn))


def _draw_card(page: Page, pair: pd.Series, drawn: Sequence[pd.DataFrame]) -> None:
    version = page.release.version
    every, series = data.two_way(version, pair["pair_id"]), data.series(version)
    found = {
        side: _each(provenance.series_of(rows, every, side) for rows in drawn) for side in SIDES
    }
    sources = _each(provenance.sources_of(rows, every) for rows in drawn)
    show_card(
        pair,
        {side: series.loc[names] for side, names in found.items()},
        data.sources(version).loc[sources],
        page.language,
    )


def _each(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(name for names in lists for name in names))


def table_with_download(
    page: Page,
    pair: pd.Series,
    rows: pd.DataFrame,
    by: By,
    what: str,
    paper: DeltaGenerator | None = None,
) -> None:
    """Rows as a table and as a file, of exactly the same content; ``paper`` as in printing."""
    language = page.language
    about = f"{language.choose(pair['title_en'], pair['title_ko'])}, {what}"
    show_table(
        rows,
        pair,
        language,
        by=by,
        about=about,
        heads=page.view.per_head,
        paper=paper,
        keep=page.keep,
    )
    part = page.view.partner_code.lower() if by == "year" else str(rows["year"].iloc[0])
    st.download_button(
        language.t("Download this table (CSV)"),
        data=page.keep(f"file {about}", lambda: to_csv(rows, pair, page.release, language)),
        file_name=file_name(page.view.page, pair["pair_id"], part, page.release),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{pair['pair_id']}_by_{by}",
    )
