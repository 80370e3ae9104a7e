"""The script behind every address: finds the page and runs it.

It stands in a folder without a ``pages`` folder of its own on purpose. Where there is one beside
the script, Streamlit answers the first address asked of a fresh server by itself, past this file.
"""

import streamlit as st

from dashboard.contents import HOME, PAGES, page_file
from dashboard.log import run_noted

chosen = st.navigation(
    [st.Page(page_file(name), url_path=name, default=name == HOME) for name in PAGES],
    position="hidden",
)
run_noted(chosen.url_path or HOME, chosen.run)
