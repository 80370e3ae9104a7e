"""The parts of the overview: the newest comparison of every pillar side by side."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import pandas as pd
import streamlit as st

from briefing.content import export_pairs
from briefing.model import Export
from dashboard import data, provenance
from dashboard.card import plain
from dashboard.charts.balance_by_partner import (
    balance_by_partner,
    balance_by_partner_in_words,
)
from dashboard.charts.dumbbell import dumbbell, dumbbell_in_words
from dashboard.contents import page_title
from dashboard.frame import Page
from dashboard.leaving import code_of, file_name
from dashboard.proof import card_of, offer_pairs, table_with_download
from dashboard.sections import naming_of, show_chart
from dashboard.wording import leaning_of_members, named_sources

#: For each pillar its preferred pair, and the members' rows in one year.
Comparisons = Mapping[str, tuple[pd.Series, pd.DataFrame]]


def show_overview_answer(
    page: Page, comparisons: Comparisons, latest: Mapping[str, pd.DataFrame]
) -> None:
    """Who turns to whom, in one sentence over all pillars, and who says so."""
    language = page.language
    parts = [leaning_of_members(rows, pillar, language) for pillar, rows in latest.items()]
    sentence = "; ".join(parts)
    st.header(plain(f"{sentence[0].upper()}{sentence[1:]}."), anchor=False)
    st.caption(plain(named_sources(_publishers(page, comparisons), language)))


def show_balances(page: Page, comparisons: Comparisons, latest: Mapping[str, pd.DataFrame]) -> None:
    """Every member's newest balance in every pillar, on one axis between the two sides."""
    language = page.language
    every = _together(page, latest)
    names = {pillar: page_title(pillar, language) for pillar in comparisons}
    namings = page.keep(
        "namings",
        lambda: {pair["pair_id"]: naming_of(page, pair) for pair, _ in comparisons.values()},
    )
    show_chart(
        lambda: balance_by_partner(
            every, language, page.theme, pillar_names=names, namings=namings, narrow=page.narrow
        ),
        lambda: balance_by_partner_in_words(every, language, pillar_names=names, namings=namings),
        page,
        name="balances",
        title=language.t("How far from balance"),
        subtitle=language.t("Who turns to whom between Korea and ASEAN"),
        drawn=every,
    )
    offer_pairs(page, every, "balances", *_of_balances(page))


def _together(page: Page, latest: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return page.keep("latest", lambda: pd.concat(list(latest.values()), ignore_index=True))


def _of_balances(page: Page) -> tuple[str, str]:
    t = page.language.t
    return t("How far from balance"), t("newest year of each member")


def export_balances(page: Page, latest: Mapping[str, pd.DataFrame]) -> Export:
    """The rows of the chart of balances as a file is written from them."""
    every = _together(page, latest)
    name = file_name(page, "balances")
    return export_pairs(every, *_of_balances(page), name, code_of(page))


def show_flows(page: Page, comparisons: Comparisons) -> None:
    """Both flows of every member, one chart a pillar."""
    for pillar, (pair, rows) in comparisons.items():
        _show_pillar(page, pillar, pair, rows)


def _show_pillar(page: Page, pillar: str, pair: pd.Series, rows: pd.DataFrame) -> None:
    language = page.language
    title = language.t(
        "{pillar}, {year}", pillar=page_title(pillar, language), year=rows["year"].iloc[0]
    )
    st.subheader(title, anchor=False)
    st.caption(plain(language.choose(pair["title_en"], pair["title_ko"])))
    naming = naming_of(page, pair)
    show_chart(
        lambda: dumbbell(rows, language, page.theme, naming=naming, narrow=page.narrow),
        lambda: dumbbell_in_words(rows, language, naming=naming),
        page,
        name=pillar,
        title=title,
        subtitle=language.choose(pair["title_en"], pair["title_ko"]),
        drawn=rows,
    )


def show_comparison_tables(page: Page, comparisons: Comparisons) -> None:
    """The rows of every chart as a table, each with its download."""
    st.header(page.language.t("The figures"), anchor=False)
    tabs, paper = _tabs(page, comparisons), st.container()
    for tab, (pillar, (pair, rows)) in zip(tabs, comparisons.items(), strict=True):
        with tab:
            year = str(rows["year"].iloc[0])
            table_with_download(page, pair, rows, "partner", year, paper, chart=pillar)


def show_comparison_cards(page: Page, comparisons: Comparisons) -> None:
    """What is counted in every pillar."""
    st.header(page.language.t("What is counted"), anchor=False)
    for tab, (pair, rows) in zip(_tabs(page, comparisons), comparisons.values(), strict=True):
        with tab:
            card_of(page, pair, [rows])


def _tabs(page: Page, comparisons: Comparisons) -> list[AbstractContextManager[Any]]:
    return list(st.tabs([page_title(pillar, page.language) for pillar in comparisons]))


def _publishers(page: Page, comparisons: Comparisons) -> list[str]:
    edition = page.release.edition
    named = [
        publisher
        for pair, rows in comparisons.values()
        for publisher in provenance.publishers_of(
            rows, data.two_way(edition, pair["pair_id"]), data.counted(edition), page.language
        )
    ]
    return list(dict.fromkeys(named))
