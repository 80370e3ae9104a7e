"""One country: what a visit needs, on one page."""

import streamlit as st

from dashboard import country, handing
from dashboard.frame import Page, show_page
from dashboard.selection import members


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    offered = members(page)
    partner = country.settle_country(page, offered)

    st.title(t("Korea and {partner}", partner=page.language.country(partner)), anchor=False)
    page.draw("facts", lambda: country.show_facts(page, partner))
    country.show_choice(page, offered)
    if partner in offered:
        handing.offer_brief(page, partner)

    country.show_comparators(page, partner)
    country.show_over_time(page, partner)
    country.show_every_pair(page, partner)
    country.show_commitments(page, partner)
    page.draw("events", lambda: country.show_events(page, partner))


show_page("country", draw)
