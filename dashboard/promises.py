"""The parts of the page of promises: the count of goals, and all goals by group."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import archive, data
from dashboard.card import plain
from dashboard.frame import Page
from dashboard.narrowing import concerns
from dashboard.units import unit_name
from dashboard.wording import partner_name
from indicators import Tracker, tracker_frame

#: The goal in both directions, which the page opens with.
FIRST = "mutual_visits_15_million"


def settle_goal(page: Page) -> Tracker:
    """All goals as of today, with the one that is shown in full."""
    tracker = data.tracker(page.release.edition, data.today())
    codes = [goal.goal_id for goal in tracker.goals]
    told = page.language.t("The address names a goal that is not tracked: another is shown.")
    page.settle("item", codes, FIRST if FIRST in codes else codes[0], told)
    return tracker


def show_answer(page: Page, tracker: Tracker) -> None:
    """How many goals are met, on the way, behind, missed, or without an outturn."""
    page.draw("answer", lambda: _draw_answer(page, tracker))


def _draw_answer(page: Page, tracker: Tracker) -> None:
    t = page.language.t
    count = pd.Series([goal.status for goal in tracker.goals]).value_counts()
    st.header(
        t(
            "Of {of} goals {met} are met, {on_track} on track, {behind} behind and {missed} "
            "missed; for {silent} no outturn is published and {unmeasured} cannot be measured.",
            of=len(tracker.goals),
            met=int(count.get("met", 0)),
            on_track=int(count.get("on_track", 0)),
            behind=int(count.get("behind", 0)),
            missed=int(count.get("missed", 0)),
            silent=int(count.get("no_outturn_published", 0)),
            unmeasured=int(count.get("not_measurable", 0)),
        ),
        anchor=False,
    )
    st.caption(
        t(
            "As of {day}. Each status follows a rule: from the figures where they decide, else "
            "from what is on record. A goal counts as last announced; what became of earlier "
            "targets stands in its history.",
            day=page.language.date(tracker.today),
        )
    )


def show_groups(page: Page, tracker: Tracker) -> None:
    """Goals that concern what is chosen, by group, Korea and ASEAN first."""
    groups = page.keep("groups", lambda: _groups(page, tracker))
    if not groups:
        st.markdown(page.language.t("No goal on record concerns this choice."))
    for group, title, cells in groups:
        st.header(title, anchor=False)
        archive.show_table(page, cells, title, f"goals-{group.replace('_', '-')}")


def _groups(page: Page, tracker: Tracker) -> list[tuple[str, str, pd.DataFrame]]:
    """Each group that has goals, with its title and its table."""
    t, column = page.language.t, page.language.column
    every = tracker_frame(tracker)
    kept = [
        concerns(page, str(partners).split(), [str(pillar)])
        for partners, pillar in zip(every["partners"], every["pillar"], strict=True)
    ]
    frame = every[kept]
    titles = {
        "korea_asean": t("Goals between Korea and ASEAN"),
        "all_countries": t("Goals for all countries"),
        "korea_us": t("Goals between Korea and the United States"),
    }
    units = {
        goal.goal_id: unit_name((goal.deciding or goal.levels[0]).unit, page.language)
        for goal in tracker.goals
        if goal.levels
    }
    groups = []
    for group, title in titles.items():
        rows = frame[frame["group"] == group]
        if rows.empty:
            continue
        cells = pd.DataFrame(
            {
                t("Goal"): rows[column("summary")],
                t("Status"): rows[column("status")],
                t("Partners"): [_partners(str(codes), page) for codes in rows["partners"]],
                t("Target"): rows[column("target")],
                t("Deadline"): rows[column("deadline")],
                t("Year"): rows["level_year"].astype("Int64"),
                t("Toward Korea"): rows["toward_korea"].astype("Float64"),
                t("Toward the partner"): rows["toward_partner"].astype("Float64"),
                t("Together"): rows["total"].astype("Float64"),
                t("Unit"): rows["goal_id"].map(units).fillna(""),
                t("Needed a year"): rows["needed_per_year"].astype("Float64").round(),
                t("Pace of the last years"): rows["last_per_year"].astype("Float64").round(),
                t("Announcements"): rows["announcements"],
                t("Why this status"): rows[column("reason")],
                t("Evidence"): rows[column("evidence")],
                t("Address"): rows["source_url"],
            }
        )
        empty = [name for name in cells if cells[name].isna().all()]
        cells = cells.drop(columns=[*empty, t("Unit")] if t("Together") in empty else empty)
        groups.append((group, title, cells))
    return groups


def _partners(codes: str, page: Page) -> str:
    return ", ".join(partner_name(code, page.language) for code in codes.split())


def show_held_back(page: Page, tracker: Tracker) -> None:
    """Announcements that wait until their text has been read: where and why, not what."""
    t, language = page.language.t, page.language
    if not tracker.held_back:
        return
    with st.expander(
        t("{count} announcements held back", count=language.number(len(tracker.held_back)))
    ):
        for row in tracker.held_back:
            st.markdown(
                f"**{plain(row.announced)}** "
                f"{plain(language.choose(row.instrument_en, row.instrument_ko))}. "
                f"{plain(language.choose(row.reason_en, row.reason_ko))}"
            )
