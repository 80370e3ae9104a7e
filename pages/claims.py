"""Claims: what has been said about the relation, and whether the figures bear it out."""

import streamlit as st

from dashboard import ledger
from dashboard.frame import Page, show_page


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    claims = ledger.settle_claim(page)

    st.title(t("Published claims against the figures"), anchor=False)
    ledger.show_answer(page, claims)
    ledger.show_claim(page, claims)
    ledger.show_ledger(page, claims)


show_page("claims", draw)
