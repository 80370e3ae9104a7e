"""Scenario: what a chosen reciprocity would take, by plain arithmetic."""

import streamlit as st

from dashboard import asking, scenario
from dashboard.frame import Page, show_page


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    asked = asking.settle_scenario(page)

    st.title(t("What parity would take"), anchor=False)
    found = scenario.find_path(page, asked)
    scenario.show_answer(page, asked, found)
    scenario.show_controls(page, asked)
    scenario.show_path(page, asked, found)
    scenario.show_what_if(page, asked)
    scenario.show_counted(page, asked)


show_page("scenario", draw)
