"""Perception: what either side says of the other, where both were asked and where one was."""

import streamlit as st

from dashboard import handing
from dashboard import opinion_sections as sections
from dashboard.frame import Page, show_page
from dashboard.opinions import select_opinions


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    shown = select_opinions(page)

    st.title(page.language.t("Perception"), anchor=False)
    sections.show_opinion_answer(page, shown)
    sections.show_both_sides(page, shown)
    sections.show_both_table(page, shown)

    sections.show_alone(page, shown)
    sections.show_opinion_counted(page, shown)
    handing.offer_brief(page, "perception")


show_page("perception", draw)
