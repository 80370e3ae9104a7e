"""What happened around the flows: changes since the last release, events, before and after."""

from __future__ import annotations

import datetime

import pandas as pd
import streamlit as st

from dashboard import archive, controls, data
from dashboard.card import plain
from dashboard.frame import Page
from dashboard.selection import members
from dashboard.units import unit_name
from dashboard.view import ASEAN_POOLED
from dashboard.wording import partner_name

#: Pillars of which events bend a yearly flow of people.
PILLARS = ("tourism", "students")
#: Whom an event concerns that names no single member.
ALL_MEMBERS = ("ASEAN", "SEA", "WLD")


def today() -> datetime.date:
    """The day on which deadlines and twelve months are counted."""
    return datetime.datetime.now(datetime.UTC).date()


def settle_events(page: Page) -> None:
    """The partner and the measure by which events are listed; all partners where none is asked."""
    t = page.language.t
    page.settle_partner([ASEAN_POOLED, *members(page), "USA"], ASEAN_POOLED)
    codes = list(_pairs(page).index)
    default = "visitors_moj" if "visitors_moj" in codes else codes[0]
    told = t("The address names a measure that does not exist: another is shown.")
    page.settle("pair", codes, default, told)


def _pairs(page: Page) -> pd.DataFrame:
    pairs = data.pairs(page.release.version)
    return pairs[pairs["pillar"].isin(PILLARS)].set_index("pair_id", drop=False)


def show_changes(page: Page, today: datetime.date) -> None:
    """New and revised figures, moved targets, near deadlines, flipped verdicts; and the digest."""
    t, language = page.language.t, page.language
    changes = data.changes(page.release.version, today)
    column = language.column
    st.header(t("What changed"), anchor=False)
    if changes.previous is None:
        st.markdown(t("There is no earlier release to compare the figures with."))
    else:
        st.markdown(
            t(
                "Since version {previous}: {figures} figures new, revised or gone; {flipped} "
                "verdicts changed.",
                previous=changes.previous,
                figures=language.number(len(changes.figures)),
                flipped=language.number(len(changes.flipped)),
            )
        )
    for _, row in changes.flipped.iterrows():
        statement = plain(row[column("statement")])
        before, after = plain(row[column("before")]), plain(row[column("after")])
        st.markdown(f"- {statement}: {before} → {after}")
    if len(changes.moved):
        moved = [
            f"- {plain(row['announced'])}: {plain(row[column('summary')])} "
            f"({plain(row[column('move')])})"
            for _, row in changes.moved.iterrows()
        ]
        title = t("Targets moved within twelve months")
        st.markdown(f"**{title}**\n\n" + "\n".join(moved))
    if len(changes.deadlines):
        near = [
            f"- {language.date(row['deadline'])}: {plain(row[column('summary')])} "
            f"({plain(row[column('status')])})"
            for _, row in changes.deadlines.iterrows()
        ]
        title = t("Deadlines within twelve months")
        st.markdown(f"**{title}**\n\n" + "\n".join(near))
    english, korean = data.digest(page.release.version, today)
    st.download_button(
        t("Download the changes on one page"),
        data=language.choose(english, korean).encode(),
        file_name=f"reciprocity-changes-{today}-{page.release.version}.md",
        mime="text/markdown",
        on_click="ignore",
        icon=":material/download:",
        key="download_digest",
    )


def show_events(page: Page) -> None:
    """Events that concern the chosen partner, newest first, each with its source."""
    t, language = page.language.t, page.language
    column = language.column
    events = data.events(page.release.version)
    code = page.view.partner_code
    if code != ASEAN_POOLED:
        concerned = {code, "WLD"} if code == "USA" else {code, *ALL_MEMBERS}
        events = events[[bool(concerned & set(named)) for named in events["partners"]]]
    title = t("Events that bend the flows")
    st.header(title, anchor=False)
    with st.container(width=320):
        controls.choose_partner(
            page,
            t("Partner"),
            [ASEAN_POOLED, *members(page), "USA"],
            lambda chosen: (
                t("All partners") if chosen == ASEAN_POOLED else language.country(chosen)
            ),
        )
    pillars = {
        "students": t("Students"),
        "tourism": t("Tourism"),
        "culture": t("Culture"),
        "perception": t("Perception"),
        "context": t("Context"),
    }
    rows = events.iloc[::-1]
    cells = pd.DataFrame(
        {
            t("Date"): rows["date"],
            t("Event"): rows[column("title")],
            t("Partners"): [
                ", ".join(partner_name(str(one), language) for one in named)
                for named in rows["partners"]
            ],
            t("Pillar"): [
                ", ".join(pillars[str(one)] for one in named) for named in rows["pillars"]
            ],
            t("Summary"): rows[column("summary")].fillna(""),
            t("Address"): rows["source_url"],
        }
    )
    archive.show_table(page, cells, title, "events")


def show_before_and_after(page: Page) -> None:
    """The series an event bends: both flows before it and after it."""
    t, language = page.language.t, page.language
    pairs, code = _pairs(page), page.view.partner_code
    titles = pairs[language.column("title")]
    st.header(t("Before and after each event"), anchor=False)
    with st.container(width=520):
        controls.choose(page, "pair", t("Measure"), list(titles.index), titles.__getitem__)
    rows = data.events_near(page.release.version, page.view.pair, code).iloc[::-1]
    if rows.empty:
        st.markdown(t("No event falls into the years of this measure for this partner."))
        return
    st.markdown(
        t(
            "{partner}, {unit}. That figures moved after an event does not show that the event "
            "moved them; a window in 2020–2022 has no change in per cent.",
            partner=partner_name(code, language),
            unit=unit_name(str(pairs.loc[page.view.pair, "unit"]), language),
        )
    )
    cells = pd.DataFrame(
        {
            t("Date"): rows["date"],
            t("Event"): rows[language.column("title")],
            t("Period before"): rows["before_period"],
            t("Period after"): rows["after_period"],
            t("Toward Korea, before"): rows["before_toward_korea"],
            t("Toward Korea, after"): rows["after_toward_korea"],
            t("Toward Korea, change in %"): rows["change_toward_korea_percent"].round(1),
            t("Toward the partner, before"): rows["before_toward_partner"],
            t("Toward the partner, after"): rows["after_toward_partner"],
            t("Toward the partner, change in %"): rows["change_toward_partner_percent"].round(1),
            t("Address"): rows["source_url"],
        }
    )
    archive.show_table(page, cells, t("Before and after each event"), "before-and-after")
