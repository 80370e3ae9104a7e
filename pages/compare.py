"""Compare: every member, and Korea's other partners, on one measure."""

import pandas as pd
import streamlit as st

from dashboard import compare
from dashboard.frame import Page, show_page
from dashboard.selection import members


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    pair = compare.settle_pair(page)
    own = compare.rows_of(page, pair, members(page))
    others = compare.rows_of(page, pair, compare.YARDSTICKS)
    every = page.keep("every", lambda: pd.concat([own, others], ignore_index=True))

    st.title(t("Compare"), anchor=False)
    page.draw("answer", lambda: compare.show_answer(page, pair, every))
    compare.show_measure(page)

    compare.show_partners(page, pair, own, t("Members of ASEAN"), "members")
    compare.show_partners(page, pair, others, t("Korea's other partners"), "others")
    page.draw("recovery", lambda: compare.show_recovery(page, every))
    if len(every):
        compare.show_table_and_card(page, pair, every)


show_page("compare", draw)
