"""The parts of the data page: the Assembly table, what is published at all, conflicts, sources."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.downloads import frame_to_csv
from dashboard.frame import Page
from dashboard.printing import show_cells
from dashboard.units import unit_name
from dashboard.wording import SIDES, flow, missing, partner_name, turn

#: Years of the table that the National Assembly asks for.
YEARS = 5


def assembly_table(page: Page, pair: pd.Series, members: list[str]) -> pd.DataFrame:
    """The last five years by member and direction, long: a row a member and year, gaps in words."""
    t, language = page.language.t, page.language
    every = data.two_way(page.release.version, str(pair["pair_id"]))
    own = every[every["partner"].isin(members)]
    last = int(own["year"].max())
    years = range(last - YEARS + 1, last + 1)
    known = {(row["partner"], row["year"]): row for _, row in own.iterrows()}
    sources = data.sources(page.release.version)["publisher"]
    rows = []
    for code in members:
        for year in years:
            row = known.get((code, year))
            there = {
                side: None if row is None or pd.isna(row[side]) else row[side] for side in SIDES
            }
            cited = {
                side: ""
                if row is None or pd.isna(row[f"{side}_source_id"])
                else str(sources[row[f"{side}_source_id"]])
                for side in SIDES
            }
            rows.append(
                {
                    t("Member"): language.country(code),
                    t("Year"): year,
                    flow(pair, "toward_korea", t("the member"), language): there["toward_korea"],
                    flow(pair, "toward_partner", t("the member"), language): there[
                        "toward_partner"
                    ],
                    t("Unit"): unit_name(str(pair["unit"]), language),
                    t("Who turns to whom"): t("no figure found")
                    if row is None
                    else turn(row, language),
                    t("What is known"): t("no figure found")
                    if row is None
                    else missing(row, language) or t("both published"),
                    t("Grade"): "–" if row is None or pd.isna(row["grade"]) else row["grade"],
                    t("Source toward Korea"): cited["toward_korea"],
                    t("Source toward the partner"): cited["toward_partner"],
                }
            )
    return pd.DataFrame(rows)


#: Height in pixels of a row of a table, and of the lines around it.
_ROW, _LINES = 35, 3


def show_table(
    page: Page,
    cells: pd.DataFrame,
    title: str,
    name: str,
    tall: int = 420,
    exact: pd.DataFrame | None = None,
) -> None:
    """A table and its file; ``exact`` are the same cells unrounded, where the table rounds them."""
    t = page.language.t
    years = (t("Year"), t("First year"), t("Last year"))
    numbers: dict[str, Any] = {
        column: st.column_config.NumberColumn(format="%d" if column in years else "localized")
        for column in cells.select_dtypes("number").columns
    }
    show_cells(
        cells,
        page.language,
        hide_index=True,
        alt=title,
        column_config=numbers | _links(cells, page),
        height="content" if len(cells) <= 11 else min(tall, _ROW * (len(cells) + 1) + _LINES),
    )
    st.download_button(
        t("Download this table (CSV)"),
        data=frame_to_csv(cells if exact is None else exact, page.release, page.language),
        file_name=f"reciprocity-{name}-{page.release.version}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{name}",
    )


def _links(cells: pd.DataFrame, page: Page) -> dict[str, Any]:
    t = page.language.t
    if t("Address") not in cells.columns:
        return {}
    return {t("Address"): st.column_config.LinkColumn(display_text=t("open"))}


def coverage_table(page: Page, pillar: str) -> pd.DataFrame:
    """For each pair and partner of a pillar: years with both directions, with one, and why."""
    t, language = page.language.t, page.language
    pairs = data.pairs(page.release.version)
    titles = dict(zip(pairs["pair_id"], pairs[language.column("title")], strict=True))
    in_pillar = list(pairs.loc[pairs["pillar"] == pillar, "pair_id"])
    rows = data.all_coverage(page.release.version)
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
    rows = data.conflicts(page.release.version) if found is None else found
    publishers = data.sources(page.release.version)["publisher"]
    return pd.DataFrame(
        {
            t("Series"): rows["series_id"],
            t("From"): [partner_name(code, language) for code in rows["origin"]],
            t("To"): [partner_name(code, language) for code in rows["destination"]],
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
    t = page.language.t
    rows = data.sources(page.release.version).reset_index()
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
