"""The parts of the comparison: every member, and Korea's other partners, on one measure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import controls, data
from dashboard.card import plain
from dashboard.charts.small_multiples import small_multiples, small_multiples_in_words
from dashboard.frame import Page
from dashboard.printing import show_cells
from dashboard.proof import card_of, offer_rows, table_with_download
from dashboard.provenance import with_reopening, with_sources
from dashboard.sections import naming_of, show_chart
from dashboard.wording import COMPARABLE, SIDES

#: Korea's other partners: the yardsticks.
YARDSTICKS = ("JPN", "CHN", "USA", "WLD")


def settle_pair(page: Page) -> pd.Series:
    """The measure that is compared: any pair, tourism where none is asked for."""
    return page.keep_settled("measure", lambda: _settle_pair(page))


def _settle_pair(page: Page) -> pd.Series:
    pairs = data.pairs(page.release.edition)
    codes = [str(code) for code in pairs["pair_id"]]
    page.settle(
        "pair",
        codes,
        "visitors_moj" if "visitors_moj" in codes else codes[0],
        page.language.t("The address names a measure that does not exist: another is shown."),
    )
    return pairs[pairs["pair_id"] == page.view.pair].iloc[0]


def show_measure(page: Page) -> None:
    """A list of every pair, by pillar."""
    pairs = data.pairs(page.release.edition)
    titles = dict(zip(pairs["pair_id"], pairs[page.language.column("title")], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose(
            page,
            "pair",
            page.language.t("Measure"),
            list(titles),
            titles.__getitem__,
            width=560,
        )
        controls.choose_per_head(
            page,
            page.language.t("Per head"),
            page.language.t("Sets each flow against the population of the side that turns."),
        )


def rows_of(page: Page, pair: pd.Series, partners: Sequence[str]) -> pd.DataFrame:
    """The rows of the partners, in their order, with their sources; per head where asked for."""
    name = f"rows {' '.join(partners)}"
    return page.keep(name, lambda: _rows_of(page, pair, partners))


def _rows_of(page: Page, pair: pd.Series, partners: Sequence[str]) -> pd.DataFrame:
    edition = page.release.edition
    every = data.two_way(edition, str(pair["pair_id"]))
    order = {code: place for place, code in enumerate(partners)}
    rows = every[every["partner"].isin(order)].copy()
    rows = rows.assign(place=rows["partner"].map(order)).sort_values(["place", "year"])
    if page.view.per_head:
        for side in SIDES:
            # A flow that is published where no population is known has no figure per head.
            unknown = rows[side].notna() & rows[f"{side}_per_100k"].isna()
            rows = rows[~unknown].copy()
            rows[side] = rows[f"{side}_per_100k"]
        rows = rows[rows[list(SIDES)].notna().any(axis="columns")]
    described = with_sources(rows, every, data.sources(edition), page.language)
    return with_reopening(described, data.events(edition))


def rows_as_counted(page: Page, pair: pd.Series, rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The same rows with either flow as it was counted, beside what it is per head.

    Tables and files say persons; what a chart draws per 100,000 people has columns of its own.
    ``name`` tells these rows from others of the page.
    """
    return page.keep(f"as counted {name}", lambda: _rows_as_counted(page, pair, rows))


def _rows_as_counted(page: Page, pair: pd.Series, rows: pd.DataFrame) -> pd.DataFrame:
    every = data.two_way(page.release.edition, str(pair["pair_id"]))
    counted = every.set_index(["partner", "year"])
    wanted = pd.MultiIndex.from_frame(rows[["partner", "year"]])
    return rows.assign(**{side: counted.loc[wanted, side].to_numpy() for side in SIDES})


def show_partners(page: Page, pair: pd.Series, rows: pd.DataFrame, title: str, name: str) -> None:
    """Both directions of every partner over time, a small panel each."""
    language = page.language
    st.header(title, anchor=False)
    if rows.empty:
        st.markdown(language.t("No figure is published for these partners on this measure."))
        return
    naming = naming_of(page, pair)
    if page.view.per_head:
        unit = language.t("for each 100,000 people of the side that turns")
        naming = type(naming)(unit, naming.toward_korea, naming.toward_partner)
    own = not page.view.per_head
    show_chart(
        lambda: small_multiples(
            rows,
            language,
            page.theme,
            naming=naming,
            own_scales=own,
            narrow=page.narrow,
        ),
        lambda: small_multiples_in_words(rows, language, naming=naming, own_scales=own),
        page,
        name=name,
        title=str(pair[language.column("title")]),
        subtitle=title,
        drawn=rows,
    )
    drawn = rows_as_counted(page, pair, rows, name)
    part = f"{pair['pair_id']}-{name}"
    offer_rows(page, pair, drawn, part, name, per_head=page.view.per_head)


def show_answer(page: Page, pair: pd.Series, rows: pd.DataFrame) -> None:
    """How many of the partners turn more to Korea in their newest comparable year."""
    st.header(plain(answer(page, pair, rows)), anchor=False)


def answer(page: Page, pair: pd.Series, rows: pd.DataFrame) -> str:
    """The same as a sentence."""
    language = page.language
    title = str(pair[language.column("title")])
    if pair["grade"] not in COMPARABLE:
        return language.t("{title}: no ratio is given.", title=title)
    newest = rows[rows["balance"].notna()].sort_values("year").groupby("partner").tail(1)
    if newest.empty:
        return language.t("{title}: no partner has figures in both directions.", title=title)
    return language.t(
        "{title}: {korea} of {of} partners turn more to Korea, and Koreans turn more to {partner}, "
        "each in its newest year.",
        title=title,
        korea=int((newest["balance"] > 0).sum()),
        partner=int((newest["balance"] < 0).sum()),
        of=len(newest),
    )


def show_recovery(page: Page, rows: pd.DataFrame) -> None:
    """Either flow against 2019 = 100 on the same series, where the series has a 2019."""
    t = page.language.t
    measured = ["recovery_toward_korea", "recovery_toward_partner"]
    known = rows[rows["year"].ge(2019) & rows[measured].notna().any(axis="columns")]
    if known["year"].nunique() < 2:
        return
    st.header(t("Recovery since 2019 (2019 = 100, same series)"), anchor=False)
    table = known.pivot_table(index="partner_name", columns="year", values=measured, sort=False)
    parts = {
        "recovery_toward_korea": t("Toward Korea"),
        "recovery_toward_partner": t("Toward the partner"),
    }
    present = [name for name in measured if name in table.columns.get_level_values(0)]
    tabs, paper = st.tabs([parts[name] for name in present]), st.container()
    for tab, name in zip(tabs, present, strict=True):
        with tab:
            cells = pd.DataFrame(table[name]).round(1)
            cells.columns = [str(year) for year in cells.columns]
            show_cells(
                cells.rename_axis(t("Partner")),
                page.language,
                alt=parts[name],
                paper=paper,
                height="content",
            )


def show_table_and_card(page: Page, pair: pd.Series, rows: pd.DataFrame) -> None:
    """The newest rows as a table with its download, and what is counted."""
    language = page.language
    st.header(language.t("The figures"), anchor=False)
    both = rows[rows[list(SIDES)].notna().all(axis="columns")]
    counts = (both if len(both) else rows).groupby("year").size()
    fullest = int(counts[counts == counts.max()].index.max())
    year = page.settle("year", sorted(set(rows["year"])), fullest)
    years = sorted(set(rows["year"]), reverse=True)
    controls.choose(page, "year", language.t("Year"), years, str, width=180)
    in_year = rows_as_counted(page, pair, rows[rows["year"] == year], str(year))
    table_with_download(page, pair, in_year, "partner", str(year))
    st.header(language.t("What is counted"), anchor=False)
    card_of(page, pair, [rows])
