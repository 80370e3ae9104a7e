"""The parts of the page of promises: the count of goals, one goal in full, all goals by group."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from briefing.listing import two_sided
from dashboard import archive, controls, data
from dashboard.card import plain
from dashboard.charts.goal_split import goal_split, goal_split_in_words
from dashboard.frame import Page
from dashboard.narrowing import concerns
from dashboard.proof import offer_listing
from dashboard.sections import show_chart
from dashboard.units import unit_name
from dashboard.wording import SIDES, partner_name
from indicators import Tracker, tracker_frame
from indicators.goals import Announcement, Goal

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


def show_goal(page: Page, tracker: Tracker) -> None:
    """One goal: status and why, its level in each direction, every announcement in order."""
    t, language = page.language.t, page.language
    goals = {goal.goal_id: goal for goal in tracker.goals}
    names = {code: _summary(goal.current, page) for code, goal in goals.items()}
    controls.choose(page, "item", t("Goal"), list(goals), names.__getitem__)
    goal = goals[page.view.item]
    told = page.keep("goals in words", lambda: tracker_frame(tracker).set_index("goal_id"))
    words = told.loc[goal.goal_id]
    st.subheader(
        t(
            "{status}: {goal}",
            status=words[language.column("status")],
            goal=plain(names[goal.goal_id]),
        ),
        anchor=False,
    )
    st.markdown(plain(language.choose(goal.reason_en, goal.reason_ko)))
    _show_levels(page, goal)
    st.markdown(_bold(t("Every announcement, in order")))
    st.markdown("\n".join(_announced(made, page) for made in goal.announcements))


def _show_levels(page: Page, goal: Goal) -> None:
    """The newest level on every count, split into its directions, and the years as a chart."""
    title = page.language.t("Level now, in each direction")
    cells = page.keep("levels", lambda: _level_cells(page, goal))
    if cells.empty:
        return
    st.markdown(_bold(title))
    archive.show_table(page, cells, title, f"goal-{goal.goal_id}")
    _show_goal_years(page, goal)


def _show_goal_years(page: Page, goal: Goal) -> None:
    t, language = page.language.t, page.language
    drawn = goal.levels[0]
    both = drawn.years.dropna(subset=["toward_korea", "toward_partner"], how="all")
    if both.empty:
        return
    # Years between without a figure keep their place: an axis that skips them hides the gap.
    across = both.reindex(range(int(both.index.min()), int(both.index.max()) + 1))
    target = None if goal.current.unit.startswith("percent") else goal.current.target_scaled
    naming = (t("Toward Korea"), t("Toward the partner"))
    count = language.choose(drawn.name_en, drawn.name_ko)
    unit = unit_name(drawn.unit, language)
    show_chart(
        lambda: goal_split(across, target, language, page.theme, names=naming, unit=unit),
        lambda: goal_split_in_words(across, target, language, names=naming, count=count),
        page,
        name="goal",
    )
    headings = {"year": t("Year"), "toward_korea": naming[0], "toward_partner": naming[1]}
    offer_listing(
        page,
        page.keep("goal years", lambda: _listed(page, both).assign(unit=unit)),
        _summary(goal.current, page),
        f"goal-{goal.goal_id}-years",
        headings=headings | {"unit": t("Unit"), "source": t("Source")},
        years=("year",),
        sources=[name for used in both["source_ids"] for name in used],
        chart="goal",
        drawing=two_sided(
            "line", across, [str(year) for year in across.index], naming, count, unit
        ),
    )
    gaps = t("A direction without a bar is not published for that year.")
    st.caption(plain(f"{count}. {gaps}" if across[list(SIDES)].isna().any(axis=None) else count))


def _listed(page: Page, both: pd.DataFrame) -> pd.DataFrame:
    """Both directions of the years, each with who published it."""
    publishers = data.sources(page.release.edition)["publisher"]
    names = [
        "; ".join(dict.fromkeys(publishers[name] for name in used)) for used in both["source_ids"]
    ]
    years = both[[*SIDES, "source_ids"]].rename_axis("year").reset_index()
    return years.assign(source=names)


def _level_cells(page: Page, goal: Goal) -> pd.DataFrame:
    t, language = page.language.t, page.language
    rows = []
    for level in goal.levels:
        newest = level.newest
        if newest is None:
            continue
        rows.append(
            {
                t("Count"): language.choose(level.name_en, level.name_ko),
                t("Year"): newest["year"],
                t("Toward Korea"): newest["toward_korea"],
                t("Toward the partner"): newest["toward_partner"],
                t("Together"): newest["total"],
                t("Unit"): unit_name(level.unit, language),
                t("What the sum covers"): t("complete")
                if newest["complete"]
                else t("at least: members without a figure are left out"),
                t("Decides the status"): t("yes")
                if level.decides
                else language.choose(level.why_en, level.why_ko),
            }
        )
    cells = pd.DataFrame(rows)
    for column in (t("Toward Korea"), t("Toward the partner"), t("Together")) if rows else ():
        cells[column] = cells[column].astype("Float64")
    return cells


def _announced(made: Announcement, page: Page) -> str:
    """An announcement as a line: when, who, what, what moved, the record and the address."""
    t, language = page.language.t, page.language
    parts = [
        t(
            "**{day}**, {actor}: {summary}.",
            day=plain(made.announced or t("no date stated")),
            actor=plain(language.choose(made.actor_en, made.actor_ko)),
            summary=plain(_summary(made, page)),
        ),
        t(
            "Deadline: {deadline}.",
            deadline=plain(language.choose(made.deadline_en, made.deadline_ko)),
        )
        if made.deadline_en
        else "",
    ]
    if move := language.choose(made.move_en, made.move_ko):
        parts.append(t("Changed: {move}.", move=plain(move)))
    recorded = language.choose(made.recorded_en, made.recorded_ko)
    parts.append(t("On record: {status}.", status=plain(recorded)))
    parts.append(plain(language.choose(made.evidence_en, made.evidence_ko)))
    if made.source_url:
        parts.append(f"<{made.source_url}>")
    return f"1. {' '.join(part for part in parts if part)}"


def _summary(made: Announcement, page: Page) -> str:
    return page.language.choose(made.summary_en, made.summary_ko)


def _bold(text: str) -> str:
    return f"**{text}**"


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
                t("Why"): rows[column("reason")],
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
