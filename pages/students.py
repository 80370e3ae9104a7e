"""Students: who studies with whom, over time and member by member."""

import streamlit as st

from dashboard import handing, over_time, proof, sections
from dashboard.frame import Page, show_page
from dashboard.selection import select


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    shown = select(page, "students")

    st.title(t("Students"), anchor=False)
    sections.show_answer(page, shown)

    over_time.show_over_time(page, shown)
    sections.show_basis_and_partner(page, shown)

    sections.show_by_member(page, shown)

    proof.show_tables(page, shown)
    proof.show_counted(page, shown)
    handing.offer_brief(page, "students")


show_page("students", draw)
