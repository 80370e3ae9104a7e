"""The script behind every address: finds the page and runs it.

It stands in a folder without a ``pages`` folder of its own on purpose. Where there is one beside
the script, Streamlit answers the first address asked of a fresh server by itself, past this file.
"""

import streamlit as st

from dashboard.places import places

st.navigation(places(), position="hidden").run()
