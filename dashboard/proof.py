"""What stands behind a chart: the table of exactly what is drawn, its files, and its card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from briefing.content import export_pairs, export_rows
from briefing.listing import export_listing
from briefing.model import Drawing
from dashboard import data, provenance
from dashboard.card import show_card
from dashboard.frame import Page
from dashboard.leaving import Parcel, chart_of, code_of, file_name, show_menu
from dashboard.tables import By, show_table
from dashboard.wording import SIDES


def card_of(page: Page, pair: pd.Series, drawn: Sequence[pd.DataFrame]) -> None:
    """The card of a pair for the rows that are drawn."""
    page.draw(f"card {pair['pair_id']}", lambda: _draw_card(page, pair, drawn))


def _draw_card(page: Page, pair: pd.Series, drawn: Sequence[pd.DataFrame]) -> None:
    edition = page.release.edition
    every, series = data.two_way(edition, pair["pair_id"]), data.counted(edition)
    found = {
        side: _each(provenance.series_of(rows, every, side) for rows in drawn) for side in SIDES
    }
    sources = _each(provenance.sources_of(rows, every) for rows in drawn)
    show_card(
        pair,
        {side: series.loc[names] for side, names in found.items()},
        data.sources(edition).loc[sources],
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
    *,
    chart: str = "",
) -> None:
    """Rows as a table and as files, of exactly the same content; ``paper`` as in printing.

    ``chart`` names the chart that draws the rows, where the page has drawn it before.
    """
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
        draw=page.draw,
    )
    part = page.view.partner_code.lower() if by == "year" else str(rows["year"].iloc[0])
    offer_rows(page, pair, rows, f"{pair['pair_id']}-{part}", chart)


def offer_rows(
    page: Page,
    pair: pd.Series,
    rows: pd.DataFrame,
    name: str,
    chart: str = "",
    *,
    per_head: bool = False,
) -> None:
    """The menu of files of rows of one pair that are drawn or listed."""
    pair_id, language = str(pair["pair_id"]), code_of(page)
    show_menu(
        page,
        Parcel(
            name,
            lambda: export_rows(rows, pair_id, language, per_head=per_head),
            chart_of(page, chart),
            slides=True,
        ),
    )


def offer_pairs(page: Page, rows: pd.DataFrame, name: str, title: str, subtitle: str) -> None:
    """The menu of files of rows of several pairs, drawn in the chart of that name."""
    language = code_of(page)
    file = file_name(page, name)
    show_menu(
        page,
        Parcel(
            name,
            lambda: export_pairs(rows, title, subtitle, file, language),
            chart_of(page, name),
            slides=True,
        ),
    )


def offer_listing(
    page: Page,
    cells: pd.DataFrame,
    title: str,
    name: str,
    *,
    headings: Mapping[str, str] | None = None,
    years: Sequence[str] = (),
    sources: Sequence[str] = (),
    chart: str = "",
    drawing: Drawing | None = None,
) -> None:
    """The menu of files of any other table; ``headings`` as in ``export_listing``.

    ``drawing`` is what a slide and a workbook draw of it.
    """
    language = code_of(page)
    file = file_name(page, name)
    show_menu(
        page,
        Parcel(
            name,
            lambda: export_listing(
                cells,
                title,
                file,
                language,
                headings=headings,
                years=years,
                sources=sources,
                drawing=drawing,
            ),
            chart_of(page, chart),
            slides=drawing is not None,
        ),
    )
