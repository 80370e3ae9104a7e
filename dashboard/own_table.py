"""A table of the reader's own: any measure, partners and years, both directions in every row."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import controls, data
from dashboard.card import plain
from dashboard.charts.coverage import coverage, coverage_in_words
from dashboard.frame import Page
from dashboard.proof import offer_rows
from dashboard.provenance import with_sources
from dashboard.sections import show_chart
from dashboard.selection import asean_members
from dashboard.tables import show_table
from dashboard.view import ASEAN, ASEAN_POOLED

#: Years that are shown where the reader names none.
_YEARS = 10


def settle_own_table(page: Page, pair: pd.Series) -> pd.DataFrame:
    """The rows that are chosen, by partner and year, with their sources.

    Settles partner and years. All partners are chosen where none is; a sum over ASEAN is theirs who
    publish one, for whose sum another would be depends on the years.
    """
    return page.keep_settled("own table", lambda: _settle(page, pair))


def _settle(page: Page, pair: pd.Series) -> pd.DataFrame:
    t, edition = page.language.t, page.release.edition
    every = data.two_way(edition, str(pair["pair_id"]))
    published = every[every["aggregate"] != "pooled"]
    codes = _partners(published, page)
    code = page.settle_partner([ASEAN_POOLED, *codes], ASEAN_POOLED)
    rows = published if code == ASEAN_POOLED else published[published["partner"] == code]
    years = sorted({int(year) for year in rows["year"]})
    if not years:
        return rows
    told = t("The address names a year without a figure on this measure: another is shown.")
    first = page.settle("first_year", years, max(years[0], years[-1] - _YEARS + 1), told)
    last = page.settle("last_year", [year for year in years if year >= first], years[-1], told)
    rows = rows[rows["year"].between(first, last)]
    order = {one: place for place, one in enumerate(codes)}
    rows = rows.assign(place=rows["partner"].map(order)).sort_values(["place", "year"])
    return with_sources(rows, every, data.sources(edition), page.language)


def _partners(rows: pd.DataFrame, page: Page) -> list[str]:
    """ASEAN first, then its members, then everyone else, by name."""
    there = set(rows["partner"])
    members = set(asean_members(data.countries(page.release.edition)))
    rank = {code: (code != ASEAN, code not in members) for code in there}
    return sorted(there, key=lambda code: (*rank[code], page.language.country(code)))


def show_own_table(page: Page, pair: pd.Series, rows: pd.DataFrame) -> None:
    """What to choose, and the table with its files."""
    t, language = page.language.t, page.language
    every = data.two_way(page.release.edition, str(pair["pair_id"]))
    codes, years = page.keep("choices", lambda: _choices(page, every))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose_partner(
            page,
            t("Partner"),
            [ASEAN_POOLED, *codes],
            lambda code: t("All partners") if code == ASEAN_POOLED else language.country(code),
            width=280,
        )
        for name, label in (("first_year", t("From")), ("last_year", t("To"))):
            controls.choose(page, name, label, years, str, width=110)
    if rows.empty:
        st.markdown(t("No yearly figure is published on this measure for this choice."))
        return
    title = plain(pair[language.column("title")])
    span = f"{page.view.first_year}–{page.view.last_year}"
    show_table(
        rows,
        pair,
        language,
        by="both",
        what=span,
        about=f"{title}, {span}",
        heads=page.view.per_head,
        keep=page.keep,
        draw=page.draw,
    )
    code = "all" if page.view.partner_code == ASEAN_POOLED else page.view.partner_code.lower()
    offer_rows(page, pair, rows, f"{pair['pair_id']}-{code}")


def _choices(page: Page, every: pd.DataFrame) -> tuple[list[str], list[int]]:
    """The partners and the years of a measure that are offered."""
    codes = _partners(every[every["aggregate"] != "pooled"], page)
    return codes, sorted({int(year) for year in every["year"]})


def show_coverage(page: Page, pair: pd.Series) -> None:
    """For every partner and year of the measure: both directions, one of them, or none."""
    t, language = page.language.t, page.language
    rows = page.keep("covered", lambda: _covered(page, pair))
    show_chart(
        lambda: coverage(rows, language, page.theme, narrow=page.narrow),
        lambda: coverage_in_words(rows, language),
        page,
        name="coverage",
        title=t("What is published at all"),
        subtitle=str(pair[language.column("title")]),
    )
    if len(rows):
        offer_rows(page, pair, rows, f"{pair['pair_id']}-coverage", "coverage")


def _covered(page: Page, pair: pd.Series) -> pd.DataFrame:
    every = data.two_way(page.release.edition, str(pair["pair_id"]))
    rows = every[every["aggregate"] != "pooled"]
    order = {code: place for place, code in enumerate(_partners(rows, page))}
    return rows.assign(
        place=rows["partner"].map(order),
        partner_name=rows["partner"].map(page.language.country),
    ).sort_values(["place", "year"])


def show_release(page: Page) -> None:
    """Which release this is, and what differs from the one before."""
    page.draw("release", lambda: _draw_release(page))


def _draw_release(page: Page) -> None:
    t, language = page.language.t, page.language
    st.markdown(
        t(
            "Data version {version}, built on {date}, from raw files with the SHA-256 digest "
            "{digest}.",
            version=page.release.version,
            date=language.date(page.release.built_at),
            digest=f"`{page.release.raw_sha256}`",
        )
    )
    changes = data.changes(page.release.edition, page.release.built_at.date())
    if changes.previous is None:
        st.markdown(t("There is no earlier release to compare the figures with."))
        return
    told = t(
        "{count} figures differ from version {previous}.",
        count=language.number(len(changes.figures)),
        previous=changes.previous,
    )
    st.markdown(told)
    if len(changes.figures):
        st.dataframe(changes.figures, hide_index=True, alt=told)
