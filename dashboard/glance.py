"""The relation at a glance: the newest figures of the measures that say most, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from dashboard import data
from dashboard.card import plain
from dashboard.charts.matrix import matrix, matrix_in_words
from dashboard.charts.ready import ReadyFigure
from dashboard.charts.words import Naming
from dashboard.contents import page_file
from dashboard.frame import Page
from dashboard.proof import offer_pairs
from dashboard.sections import CHART, keep_slide, naming_of
from dashboard.view import View
from dashboard.wording import SIDES, partner_name

T = TypeVar("T")


def measures_at_a_glance(page: Page) -> dict[str, str]:
    """The pairs that stand for the pillars at a glance, with a short name each."""
    t = page.language.t
    return {
        "visitors_moj": t("Visits"),
        "students_uis": t("Students"),
        "un_stock_2024": t("Migrants"),
        "goods_trade": t("Goods trade"),
        "netflix_share": t("Netflix Top 10, %"),
    }


def profile_rows(page: Page, partners: Sequence[str]) -> pd.DataFrame:
    """The newest row of every pair for the partners, in their order, named in the language."""
    return page.keep(f"profiles {' '.join(partners)}", lambda: _profile_rows(page, partners))


def _profile_rows(page: Page, partners: Sequence[str]) -> pd.DataFrame:
    rows = data.profiles(page.release.edition)
    chosen = rows[rows["partner"].isin(partners)].copy()
    chosen["partner_name"] = [partner_name(code, page.language) for code in chosen["partner"]]
    order = {code: place for place, code in enumerate(partners)}
    return chosen.sort_values("partner", key=lambda codes: codes.map(order), kind="stable")


def show_matrix(page: Page, partners: Sequence[str]) -> None:
    """The matrix of partners and measures; choosing a cell opens the partner's page."""
    rows = profile_rows(page, partners)
    measures = measures_at_a_glance(page)
    parts: list[Mapping[str, str]] = [measures]
    if page.narrow:
        listed = list(measures.items())
        parts = [dict(listed[:3]), dict(listed[3:])]
    for place, columns in enumerate(parts):
        figure, words = page.keep(
            f"matrix {place} {' '.join(partners)}", partial(_draw_matrix, page, rows, columns)
        )
        drawn = page.keep(f"drawn {' '.join(partners)}", partial(_with_publishers, rows, page))
        keep_slide(page, "matrix", _given(figure), _given(words), titles(page), drawn)
        if page.view.present:
            return
        chosen = st.plotly_chart(
            figure,
            theme=None,
            config=CHART,
            key=f"chart_matrix_{place}",
            alt=page.language.t(
                "Matrix of partners and measures: which side turns more to the other."
            ),
            on_select="rerun",
            selection_mode="points",
        )
        _open_partner(chosen, page)
        with st.expander(page.language.t("The chart in words")):
            st.markdown(plain(words))
    st.caption(
        page.language.t(
            "Each cell: which side turns more to the other, how many times as much, the newest "
            "year with both directions outside the pandemic, and the grade of comparability. "
            "Hatched: one direction or both not published. Choosing a cell opens the country."
        )
    )
    offer_pairs(page, drawn_rows(page, partners), "matrix", *titles(page))


def drawn_rows(page: Page, partners: Sequence[str]) -> pd.DataFrame:
    """The rows of the matrix: those of the measures that stand for the pillars."""
    rows, shown = profile_rows(page, partners), measures_at_a_glance(page)
    return page.keep(f"matrix {' '.join(partners)}", lambda: rows[rows["pair_id"].isin(shown)])


def _given(made: T) -> Callable[[], T]:
    return lambda: made


def _draw_matrix(
    page: Page, rows: pd.DataFrame, columns: Mapping[str, str]
) -> tuple[go.Figure, str]:
    figure = matrix(
        rows,
        page.language,
        page.theme,
        columns=columns,
        namings=_namings(page),
        narrow=page.narrow,
    )
    return ReadyFigure(figure), matrix_in_words(rows, page.language, columns=columns)


def titles(page: Page) -> tuple[str, str]:
    """What the matrix is called, and how it is read."""
    t = page.language.t
    return t("Who turns to whom between Korea and ASEAN"), t(
        "Each cell: which side turns more to the other, and how many times as much."
    )


def _with_publishers(rows: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The rows that are drawn, with who published either side."""
    drawn = rows[rows["pair_id"].isin(measures_at_a_glance(page))]
    publishers = data.sources(page.release.edition)["publisher"]
    return drawn.assign(
        **{f"{side}_publisher": drawn[f"{side}_source_id"].map(publishers) for side in SIDES}
    )


def _open_partner(chosen: Any, page: Page) -> None:
    points = cast(dict[str, Any], chosen).get("selection", {}).get("points", [])
    if points:
        code, _ = points[0]["customdata"]
        there = View(page="country", language=page.language.code, partner=code)
        st.switch_page(page_file("country"), query_params=there.query())


def _namings(page: Page) -> dict[str, Naming]:
    pairs = data.pairs(page.release.edition)
    shown = pairs[pairs["pair_id"].isin(measures_at_a_glance(page))]
    return {str(pair["pair_id"]): naming_of(page, pair) for _, pair in shown.iterrows()}
