"""Culture: whose works are sold, seen and heard on the other side, trade by trade."""

import streamlit as st

from dashboard import handing, over_time, proof, sections, spans
from dashboard.frame import Page, show_page
from dashboard.selection import select, settle_pair


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    st.title(page.language.t("Culture"), anchor=False)
    _, pair = settle_pair(page, "culture")

    if pair["spans"]:
        over_span = spans.select_span(page, "culture")
        spans.show_span_answer(page, over_span)
        spans.show_span(page, over_span)
        spans.show_span_table(page, over_span)
        spans.show_span_counted(page, over_span)
    else:
        shown = select(page, "culture")
        sections.show_answer(page, shown)
        over_time.show_over_time(page, shown)
        sections.show_basis_and_partner(page, shown)
        sections.show_by_member(page, shown)
        proof.show_tables(page, shown)
        proof.show_counted(page, shown)
    handing.offer_brief(page, "culture")


show_page("culture", draw)
