"""Promises: every goal, what became of it, what bent the flows, and what changed lately."""

import streamlit as st

from dashboard import goal_in_full, happenings, lately, narrowing, promises
from dashboard.frame import Page, show_page


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    tracker = promises.settle_goal(page)
    narrowing.settle_narrowing(page)
    happenings.settle_measure(page)

    st.title(t("Promises and what became of them"), anchor=False)
    promises.show_answer(page, tracker)
    goal_in_full.show_goal(page, tracker)
    lately.show_changes(page, tracker.today)
    narrowing.show_filters(page)
    promises.show_groups(page, tracker)
    promises.show_held_back(page, tracker)
    happenings.show_events(page)
    happenings.show_event(page)
    happenings.show_before_and_after(page)


show_page("promises", draw)
