"""One goal in full: its status and why, its level in each direction, every announcement."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from briefing.listing import two_sided
from briefing.model import Drawing
from dashboard import archive, controls, data
from dashboard.card import plain
from dashboard.charts.goal_split import goal_split, goal_split_in_words
from dashboard.frame import Page
from dashboard.proof import offer_listing
from dashboard.sections import show_chart
from dashboard.units import unit_name
from dashboard.wording import SIDES
from indicators import Tracker, tracker_frame
from indicators.goal_levels import Level
from indicators.goals import Announcement, Goal


def show_goal(page: Page, tracker: Tracker) -> None:
    """One goal: status and why, its level in each direction, every announcement in order."""
    t = page.language.t
    goals = {goal.goal_id: goal for goal in tracker.goals}
    names = {code: _summary(goal.current, page) for code, goal in goals.items()}
    controls.choose(page, "item", t("Goal"), list(goals), names.__getitem__)
    goal = goals[page.view.item]
    page.draw("goal", lambda: _draw_goal(page, tracker, goal))
    _show_levels(page, goal)
    page.draw("announcements", lambda: _draw_announcements(page, goal))


def _draw_goal(page: Page, tracker: Tracker, goal: Goal) -> None:
    """Its status and what it asks, and why it has this status."""
    language = page.language
    words = tracker_frame(tracker).set_index("goal_id").loc[goal.goal_id]
    st.subheader(
        language.t(
            "{status}: {goal}",
            status=words[language.column("status")],
            goal=plain(_summary(goal.current, page)),
        ),
        anchor=False,
    )
    st.markdown(plain(language.choose(goal.reason_en, goal.reason_ko)))


def _draw_announcements(page: Page, goal: Goal) -> None:
    st.markdown(_bold(page.language.t("Every announcement, in order")))
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
    both, across = page.keep("goal known", lambda: _known_years(drawn))
    if both.empty:
        return
    target = None if goal.current.unit.startswith("percent") else goal.current.target_scaled
    naming = (t("Toward Korea"), t("Toward the partner"))
    count = language.choose(drawn.name_en, drawn.name_ko)
    unit = unit_name(drawn.unit, language)

    def hand_over() -> tuple[pd.DataFrame, list[str], Drawing, str]:
        """The years for files, their sources, what a slide draws of them, and the words below."""
        sources = [name for used in both["source_ids"] for name in used]
        years = [str(year) for year in across.index]
        gaps = t("A direction without a bar is not published for that year.")
        told = f"{count}. {gaps}" if across[list(SIDES)].isna().any(axis=None) else count
        drawing = two_sided("line", across, years, naming, count, unit)
        return _listed(page, both).assign(unit=unit), sources, drawing, plain(told)

    show_chart(
        lambda: goal_split(across, target, language, page.theme, names=naming, unit=unit),
        lambda: goal_split_in_words(across, target, language, names=naming, count=count),
        page,
        name="goal",
    )
    listed, used, drawing, told = page.keep("goal years", hand_over)
    headings = {"year": t("Year"), "toward_korea": naming[0], "toward_partner": naming[1]}
    offer_listing(
        page,
        listed,
        _summary(goal.current, page),
        f"goal-{goal.goal_id}-years",
        headings=headings | {"unit": t("Unit"), "source": t("Source")},
        years=("year",),
        sources=used,
        chart="goal",
        drawing=drawing,
    )
    st.caption(told)


def _known_years(level: Level) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The years with a figure in either direction, and all years from the first to the last.

    Years between without a figure keep their place: an axis that skips them hides the gap.
    """
    both = level.years.dropna(subset=list(SIDES), how="all")
    if both.empty:
        return both, both
    return both, both.reindex(range(int(both.index.min()), int(both.index.max()) + 1))


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
