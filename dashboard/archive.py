"""The parts of the data page: the Assembly table, what is published at all, conflicts, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from briefing.model import Drawing, Export
from dashboard import data
from dashboard.card import plain
from dashboard.frame import Page
from dashboard.leaving import Parcel, code_of, show_menu
from dashboard.printing import show_cells
from dashboard.proof import offer_listing
from dashboard.wording import partner_name


def show_assembly(page: Page, pair: pd.Series) -> None:
    """The table as it is handed in: a row a member, two columns a year, notes and sources below."""
    t, language = page.language.t, page.language
    try:
        table = data.assembly(page.release.edition, str(pair["pair_id"]), code_of(page))
    except ValueError:
        st.markdown(t("No member of ASEAN has yearly figures on this measure."))
        return
    st.subheader(plain(table.title), anchor=False)
    st.caption(plain(" · ".join(table.head[1:])))
    cells, columns = page.keep("assembly", lambda: _assembly_cells(table))
    show_cells(
        cells,
        language,
        hide_index=True,
        alt=table.title,
        column_config=columns,
        height="content",
        draw=page.draw,
    )
    with st.expander(t("Notes and sources of this table")):
        st.markdown("\n\n".join(plain(line) for line in table.foot))
    name = f"five-years-{pair['pair_id']}"
    show_menu(page, Parcel(name, lambda: table, slides=True))


def _assembly_cells(table: Export) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The columns that are read on the screen, and how they are written."""
    listed = [column for column in table.columns if column.reading or column.name == "missing"]
    names = {column.name: column.heading for column in listed}
    numbers = {
        column.heading: st.column_config.NumberColumn(format="localized")
        for column in listed
        if column.kind == "number"
    }
    pinned = {listed[0].heading: st.column_config.TextColumn(pinned=True)}
    return table.frame[list(names)].rename(columns=names), numbers | pinned


#: Height in pixels of a row of a table, and of the lines around it.
_ROW, _LINES = 35, 3


def show_table(
    page: Page,
    cells: pd.DataFrame,
    title: str,
    name: str,
    tall: int = 420,
    exact: pd.DataFrame | None = None,
    *,
    sources: Sequence[str] = (),
    chart: str = "",
    drawing: Drawing | None = None,
) -> None:
    """A table and its files; ``sources`` by their codes, ``chart`` the one that draws the rows.

    ``exact`` are the same cells unrounded, for the files, where the table rounds them; ``drawing``
    is what a slide draws of it.
    """
    t = page.language.t
    years = (t("Year"), t("First year"), t("Last year"))

    def configure() -> dict[str, Any]:
        numbers: dict[str, Any] = {
            column: st.column_config.NumberColumn(format="%d" if column in years else "localized")
            for column in cells.select_dtypes("number").columns
        }
        return numbers | _links(cells, page)

    show_cells(
        cells,
        page.language,
        hide_index=True,
        alt=title,
        column_config=page.keep(f"{name} columns", configure),
        height="content" if len(cells) <= 11 else min(tall, _ROW * (len(cells) + 1) + _LINES),
        # Two tables of one page may have one title; their files never have one name.
        draw=lambda part, body: page.draw(f"{name} {part}", body),
    )
    offer_listing(
        page,
        cells if exact is None else exact,
        title,
        name,
        years=years,
        sources=sources,
        chart=chart,
        drawing=drawing,
    )


def _links(cells: pd.DataFrame, page: Page) -> dict[str, Any]:
    t = page.language.t
    if t("Address") not in cells.columns:
        return {}
    return {t("Address"): st.column_config.LinkColumn(display_text=t("open"))}


def coverage_table(page: Page, pillar: str) -> pd.DataFrame:
    """For each pair and partner of a pillar: years with both directions, with one, and why."""
    return page.keep(f"coverage of {pillar}", lambda: _coverage_cells(page, pillar))


def _coverage_cells(page: Page, pillar: str) -> pd.DataFrame:
    t, language = page.language.t, page.language
    pairs = data.pairs(page.release.edition)
    titles = dict(zip(pairs["pair_id"], pairs[language.column("title")], strict=True))
    in_pillar = list(pairs.loc[pairs["pillar"] == pillar, "pair_id"])
    rows = data.all_coverage(page.release.edition)
    rows = rows[rows["pair_id"].isin(in_pillar)]
    return pd.DataFrame(
        {
            t("Measure"): rows["pair_id"].map(titles),
            t("Partner"): [partner_name(code, language) for code in rows["partner"]],
            t("First year"): rows["first_year"].astype("Int64"),
            t("Last year"): rows["last_year"].astype("Int64"),
            t("Years with both"): rows["years_both"],
            t("Years toward Korea only"): rows["years_toward_korea_only"],
            t("Years toward the partner only"): rows["years_toward_partner_only"],
            t("Why a direction is missing"): rows[language.column("reason_missing")].fillna(""),
        }
    )


def conflict_table(page: Page, found: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where sources disagree: the figure used, the other, and the rule that decided.

    ``found`` holds the conflicts to list, all of them where it is left out.
    """
    t, language = page.language.t, page.language
    rows = data.conflicts(page.release.edition) if found is None else found
    publishers = data.sources(page.release.edition)["publisher"]
    return pd.DataFrame(
        {
            t("Series"): rows["series_id"],
            t("Origin"): [partner_name(code, language) for code in rows["origin"]],
            t("Destination"): [partner_name(code, language) for code in rows["destination"]],
            t("Period"): [
                f"{row.period_start:%Y-%m} – {row.period_end:%Y-%m}" for row in rows.itertuples()
            ],
            t("Figure used"): rows["preferred_value"],
            t("Source of the figure used"): rows["preferred_source_id"].map(publishers),
            t("Other figure"): rows["other_value"],
            t("Source of the other figure"): rows["other_source_id"].map(publishers),
            t("Difference, %"): rows["difference_percent"].round(2),
            t("Why"): rows[language.column("reason")],
        }
    )


def source_table(page: Page) -> pd.DataFrame:
    """Every source: publisher, title, date, address, licence, reliability."""
    return page.keep("sources", lambda: _source_cells(page))


def _source_cells(page: Page) -> pd.DataFrame:
    t = page.language.t
    rows = data.sources(page.release.edition).reset_index()
    return pd.DataFrame(
        {
            t("Publisher"): rows["publisher"],
            t("Title of the source"): rows["title"],
            t("Published"): rows["published"],
            t("Address"): rows["url"].where(rows["url"].str.startswith("http"), None),
            t("Licence"): rows["licence"],
            t("Reliability"): rows["reliability"].map(
                {
                    "primary": t("publisher's own"),
                    "republished": t("republished copy"),
                    "news": t("news report"),
                    "other": t("other text"),
                }
            ),
            t("Code"): rows["source_id"],
        }
    )
