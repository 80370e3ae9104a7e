"""Overview: how the two sides turn to each other, pillar by pillar and member by member."""

import streamlit as st

from dashboard import comparison, data, lately
from dashboard.frame import Page, show_page
from dashboard.glance import show_matrix
from dashboard.selection import latest_comparison, members, newest_comparison

PILLARS = ("tourism", "students")


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    comparisons = {pillar: newest_comparison(page, pillar) for pillar in PILLARS}

    st.title(t("Who turns to whom between Korea and ASEAN"), anchor=False)
    latest = {pillar: latest_comparison(page, pillar) for pillar in PILLARS}
    page.draw("answer", lambda: comparison.show_overview_answer(page, comparisons, latest))
    show_matrix(page, members(page))

    st.header(t("How far from balance"), anchor=False)
    comparison.show_balances(page, comparisons, latest)
    lately.show_changes(page, data.today())
    comparison.show_flows(page, comparisons)
    comparison.show_comparison_tables(page, comparisons)
    comparison.show_comparison_cards(page, comparisons)


show_page("overview", draw)
