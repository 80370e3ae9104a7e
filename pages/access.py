"""Access and context: who may enter whom, who lives, trades and invests on the other side."""

import streamlit as st

from dashboard import entry, handing, over_time, proof, sections
from dashboard.frame import Page, show_page
from dashboard.selection import select


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    rules = entry.select_entry_rules(page)
    shown = select(page, "context")

    st.title(t("Access and context"), anchor=False)
    entry.show_entry_answer(page, rules)
    entry.show_entry_grid(page, rules)
    entry.show_entry_download(page, rules)

    st.divider()
    st.subheader(t("Residents, trade, aid and investment"), anchor=False)
    sections.show_answer(page, shown)
    over_time.show_over_time(page, shown)
    sections.show_basis_and_partner(page, shown)

    sections.show_by_member(page, shown)

    proof.show_tables(page, shown)
    proof.show_counted(page, shown)
    handing.offer_brief(page, "context")


show_page("access", draw)
