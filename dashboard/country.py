"""The parts of a country's page: facts, every pair both ways, comparators, promises, events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import controls, data
from dashboard.card import plain
from dashboard.frame import Page
from dashboard.glance import profile_rows, show_matrix
from dashboard.over_time import draw_over_time
from dashboard.printing import show_cells
from dashboard.proof import offer_listing, offer_pairs, offer_rows
from dashboard.provenance import with_sources
from dashboard.units import unit_name
from dashboard.wording import (
    COMPARABLE,
    answer,
    partner_name,
    turn,
)

#: Pairs whose newest figures make the sentences at the head of the page, in this order.
HEADLINE = ("students_uis", "visitors_moj", "un_stock_2024", "goods_trade")
#: Whom a member is set beside.
COMPARATORS = ("JPN", "CHN", "USA")
FACTS = 5
#: Pairs whose whole line is drawn.
OVER_TIME = ("students_uis", "visitors_moj")


def settle_country(page: Page, members: Sequence[str]) -> str:
    """The country the page is about; Viet Nam where none is asked for."""
    default = "VNM" if "VNM" in members else members[0]
    return page.settle_partner([*members, *COMPARATORS], default)


def show_choice(page: Page, members: Sequence[str]) -> None:
    """Which country the page is about, and whether events are marked on its charts."""
    t = page.language.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose_partner(
            page,
            t("Country"),
            [*members, *COMPARATORS],
            page.language.country,
            width=280,
        )
        controls.choose_events(
            page,
            t("Events"),
            t("Marks dated, sourced events on the chart and lists them under it."),
        )


def show_facts(page: Page, partner: str) -> None:
    """Up to five sentences with figures: the newest of every headline pair, and the entry rules."""
    rows, pairs = profile_rows(page, [partner]), data.pairs(page.release.edition)
    told = []
    for name in HEADLINE:
        for _, row in rows[rows["pair_id"] == name].iterrows():
            pair = pairs[pairs["pair_id"] == name].iloc[0]
            told.append(f"{answer(row, pair, page.language)} ({_grade(row, page)})")
    told.append(_entry_rules(page, partner))
    first, *others = [sentence for sentence in told if sentence][:FACTS]
    st.header(plain(first), anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in others))


def _grade(row: pd.Series, page: Page) -> str:
    if row["grade"] in COMPARABLE or row["grade"] == "D":
        return page.language.t("grade {grade}", grade=row["grade"])
    return page.language.t("one direction")


def _entry_rules(page: Page, partner: str) -> str:
    rules = data.latest_entry_rules(page.release.edition)
    own = rules[rules.index == partner]
    if own.empty:
        return ""
    language, rule = page.language, own.iloc[0]
    column = language.column
    name = partner_name(partner, language)
    return language.t(
        "Entry rules on {date}: for citizens of {partner} in Korea, {korea}; for Koreans in "
        "{partner}, {there}.",
        date=language.date(rule["snapshot_date"]),
        partner=name,
        korea=_rule(rule, "toward_korea", column("meaning")),
        there=_rule(rule, "toward_partner", column("meaning")),
    )


def _rule(rule: pd.Series, side: str, column: str) -> str:
    return str(rule[f"{side}_{column}"])


def show_every_pair(page: Page, partner: str) -> None:
    """Both directions of every pair with the newest figures, as a table and a file."""
    t, language = page.language.t, page.language
    st.header(t("Every measure, both ways"), anchor=False)
    cells = page.keep("cells of every pair", lambda: _every_pair(page, partner))
    about = t("Newest figures of every measure, {partner}", partner=partner_name(partner, language))
    number = st.column_config.NumberColumn(format="localized")
    show_cells(
        cells,
        language,
        hide_index=True,
        alt=about,
        column_config={
            t("Toward Korea"): number,
            t("Toward the partner"): number,
            t("Period"): st.column_config.TextColumn(width=130),
        },
        height="content" if len(cells) <= 14 else 520,
        draw=page.draw,
    )
    title = language.t("Korea and {partner}", partner=language.country(partner))
    rows = profile_rows(page, [partner])
    offer_pairs(page, rows, f"{partner.lower()}-every-pair", title, about)


def _every_pair(page: Page, partner: str) -> pd.DataFrame:
    t, language = page.language.t, page.language
    rows = profile_rows(page, [partner])
    pillars = {
        "students": t("Students"),
        "tourism": t("Tourism"),
        "culture": t("Culture"),
        "perception": t("Perception"),
        "context": t("Context"),
    }
    return pd.DataFrame(
        {
            t("Pillar"): rows["pillar"].map(pillars),
            t("Measure"): rows[language.column("title")],
            t("Period"): rows["period"],
            t("Toward Korea"): rows["toward_korea"].astype("Float64"),
            t("Toward the partner"): rows["toward_partner"].astype("Float64"),
            t("Unit"): [unit_name(unit, language) for unit in rows["unit"]],
            t("Who turns to whom"): [turn(row, language) for _, row in rows.iterrows()],
            t("Grade"): rows["grade"].fillna("–"),
            t("Source toward Korea"): _publishers(rows, "toward_korea", page),
            t("Source toward the partner"): _publishers(rows, "toward_partner", page),
        }
    )


def _publishers(rows: pd.DataFrame, side: str, page: Page) -> list[str]:
    sources = data.sources(page.release.edition)["publisher"]
    return [
        str(sources.get(source, "")) if pd.notna(source) else ""
        for source in rows[f"{side}_source_id"]
    ]


def show_comparators(page: Page, partner: str) -> None:
    """The member beside Korea's other partners: Japan, China and the United States."""
    st.header(page.language.t("Beside Korea's other partners"), anchor=False)
    show_matrix(page, beside(partner))


def beside(partner: str) -> list[str]:
    """The partner, and whom it is set beside."""
    return [partner, *(code for code in COMPARATORS if code != partner)]


def show_events(page: Page, partner: str) -> None:
    """Dated events that concern the country or all of ASEAN, newest first, each with its source."""
    t, column = page.language.t, page.language.column
    events = data.events(page.release.edition)
    concerned = {partner, "ASEAN", "SEA", "WLD"}
    own = events[[bool(concerned & set(partners)) for partners in events["partners"]]]
    st.header(t("Events"), anchor=False)
    with st.expander(t("{count} dated events", count=page.language.number(len(own)))):
        for _, event in own.iloc[::-1].iterrows():
            st.markdown(
                f"**{plain(event['date'])}** {plain(event[column('title')])}. "
                f"{plain(event[column('summary')] or '')} <{event['source_url']}>"
            )


def show_commitments(page: Page, partner: str) -> None:
    """What was promised: every announcement that names the country or all of ASEAN."""
    t = page.language.t
    promised = data.commitments(page.release.edition)
    concerned = {partner, "ASEAN", "SEA"} if partner not in COMPARATORS else {partner}
    own = page.keep(
        "promised",
        lambda: promised[[bool(concerned & set(partners)) for partners in promised["partners"]]],
    )
    st.header(t("Commitments"), anchor=False)
    if own.empty:
        st.markdown(t("No commitment with this partner was read."))
        return
    cells = page.keep("promised cells", lambda: _promised_cells(own, page))
    show_cells(
        cells,
        page.language,
        hide_index=True,
        alt=t("Commitments"),
        column_config={t("Source"): st.column_config.LinkColumn(display_text=t("open"))},
        height="content" if len(cells) <= 10 else 400,
        draw=page.draw,
    )
    offer_listing(page, cells, t("Commitments"), f"{partner.lower()}-commitments")


def _promised_cells(own: pd.DataFrame, page: Page) -> pd.DataFrame:
    t, column = page.language.t, page.language.column
    return pd.DataFrame(
        {
            t("Announced"): own["announced"].fillna(t("no date stated")),
            t("Promise"): own[column("summary")],
            t("Deadline"): own["deadline"].fillna(t("no deadline stated")),
            t("Status"): own[column("status")],
            t("Source"): own["source_url"],
        }
    )


def show_over_time(page: Page, partner: str) -> None:
    """Both directions of the two headline pairs over the years."""
    language = page.language
    for name in OVER_TIME:
        pair, described = rows_over_time(page, partner, name)
        if described.empty:
            continue
        title = str(pair[language.column("title")])
        st.header(plain(title), anchor=False)
        both = language.t("Korea and {partner}", partner=language.country(partner))
        draw_over_time(page, pair, described, name=name, titles=(title, both))
        offer_rows(page, pair, described, f"{name}-{partner.lower()}", name)


def rows_over_time(page: Page, partner: str, name: str) -> tuple[pd.Series, pd.DataFrame]:
    """A pair, and the partner's years of it with their sources."""
    return page.keep(f"over time {partner} {name}", lambda: _rows_over_time(page, partner, name))


def _rows_over_time(page: Page, partner: str, name: str) -> tuple[pd.Series, pd.DataFrame]:
    edition = page.release.edition
    every, pairs = data.two_way(edition, name), data.pairs(edition)
    rows = every[every["partner"] == partner].sort_values("year")
    pair = pairs[pairs["pair_id"] == name].iloc[0]
    return pair, with_sources(rows, every, data.sources(edition), page.language)
