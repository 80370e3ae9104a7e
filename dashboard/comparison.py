"""The parts of the overview: the newest comparison of every pillar side by side."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import data, provenance
from dashboard.card import plain
from dashboard.charts.dumbbell import dumbbell, dumbbell_in_words
from dashboard.frame import Page, page_title
from dashboard.sections import card_of, naming_of, show_chart, table_with_download
from dashboard.wording import leaning_of_members, named_sources

#: For each pillar its preferred pair, and the members' rows in one year.
Comparisons = Mapping[str, tuple[pd.Series, pd.DataFrame]]


def show_overview_answer(page: Page, comparisons: Comparisons) -> None:
    """Who turns to whom, in one sentence over all pillars, and who says so."""
    language = page.language
    parts = [
        leaning_of_members(rows, pillar, language) for pillar, (_, rows) in comparisons.items()
    ]
    sentence = "; ".join(parts)
    st.subheader(plain(f"{sentence[0].upper()}{sentence[1:]}."), anchor=False)
    st.caption(plain(named_sources(_publishers(page, comparisons), language)))


def show_balances(page: Page, comparisons: Comparisons) -> None:
    """Every member's two flows and their balance, one chart a pillar."""
    for pillar, (pair, rows) in comparisons.items():
        st.header(
            page.language.t(
                "{pillar}, {year}",
                pillar=page_title(pillar, page.language),
                year=rows["year"].iloc[0],
            ),
            anchor=pillar,
        )
        st.caption(plain(page.language.choose(pair["title_en"], pair["title_ko"])))
        naming = naming_of(page, pair)
        show_chart(
            dumbbell(rows, page.language, page.theme, naming=naming, narrow=page.narrow),
            dumbbell_in_words(rows, page.language, naming=naming),
            page,
            name=pillar,
        )


def show_comparison_tables(page: Page, comparisons: Comparisons) -> None:
    """The rows of every chart as a table, each with its download."""
    st.header(page.language.t("The figures"), anchor="figures")
    for tab, (pair, rows) in zip(_tabs(page, comparisons), comparisons.values(), strict=True):
        with tab:
            table_with_download(page, pair, rows, "partner", str(rows["year"].iloc[0]))


def show_comparison_cards(page: Page, comparisons: Comparisons) -> None:
    """What is counted in every pillar."""
    st.header(page.language.t("What is counted"), anchor="counted")
    for tab, (pair, rows) in zip(_tabs(page, comparisons), comparisons.values(), strict=True):
        with tab:
            card_of(page, pair, [rows])


def _tabs(page: Page, comparisons: Comparisons) -> list:
    return list(st.tabs([page_title(pillar, page.language) for pillar in comparisons]))


def _publishers(page: Page, comparisons: Comparisons) -> list[str]:
    version = page.release.version
    named = [
        publisher
        for pair, rows in comparisons.values()
        for publisher in provenance.publishers_of(
            rows, data.two_way(version, pair["pair_id"]), data.series(version), page.language
        )
    ]
    return list(dict.fromkeys(named))
