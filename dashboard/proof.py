"""What stands behind a chart: the table of exactly what is drawn, its files, and its card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.content import export_pairs, export_rows
from briefing.listing import export_listing
from briefing.model import Drawing
from dashboard import data, provenance
from dashboard.card import show_card
from dashboard.frame import Page
from dashboard.leaving import Parcel, chart_of, code_of, file_name, show_menu
from dashboard.selection import Selection
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


def show_tables(page: Page, shown: Selection) -> None:
    """Both sets of rows as tables, each with its download, behind tabs that are sent when opened.

    The tabs are named alike for every view, so that the one that was opened stays open.
    """
    t = page.language.t
    st.header(t("The figures"), anchor=False)
    partner = page.language.country(page.view.partner_code)
    years = f"{page.view.first_year}–{page.view.last_year}"
    parts: dict[str, tuple[pd.DataFrame, By, str, str]] = {
        t("By year"): (
            shown.over_time,
            "year",
            t("{partner}, {years}", partner=partner, years=years),
            "over_time",
        )
    }
    if len(shown.by_member):
        title = t("Members, {year}", year=page.view.year)
        parts[t("By member")] = (shown.by_member, "partner", title, "by_member")
    tabs = st.tabs(list(parts), key="figures", on_change="rerun")
    paper = st.container()
    for tab, (rows, by, title, chart) in zip(tabs, parts.values(), strict=True):
        with tab:
            table_with_download(
                page, shown.pair, rows, by, title, paper, chart=chart, opened=bool(tab.open)
            )


def show_counted(page: Page, shown: Selection) -> None:
    """The card of everything drawn on the page."""
    st.header(page.language.t("What is counted"), anchor=False)
    card_of(page, shown.pair, [shown.over_time, shown.by_member])


def table_with_download(
    page: Page,
    pair: pd.Series,
    rows: pd.DataFrame,
    by: By,
    what: str,
    paper: DeltaGenerator | None = None,
    *,
    chart: str = "",
    opened: bool = True,
) -> None:
    """Rows as a table and as files, of exactly the same content; ``paper`` as in printing.

    ``chart`` names the chart that draws the rows, where the page has drawn it before. Of a table
    that is not ``opened`` only paper is sent.
    """
    language = page.language
    about = f"{language.choose(pair['title_en'], pair['title_ko'])}, {what}"
    show_table(
        rows,
        pair,
        language,
        by=by,
        what=what,
        about=about,
        heads=page.view.per_head,
        opened=opened,
        paper=paper,
        keep=page.keep,
        draw=page.draw,
    )
    if not opened:
        return
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
