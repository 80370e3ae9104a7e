"""The pages as Streamlit's router takes them."""

from __future__ import annotations

from copy import copy

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.contents import HOME, PAGES, page_file


def places() -> list[Page]:
    """Every page, for one run: a page notes on itself whether it was run."""
    return [copy(place) for place in _places()]


@st.cache_resource(show_spinner=False)
def _places() -> list[Page]:
    # Each page looks for its script on the disk: once is enough.
    return [st.Page(page_file(name), url_path=name, default=name == HOME) for name in PAGES]
