"""The least a Streamlit page can do: draw figures that are ready. What pages are measured against.

BARE_FIGURES names a JSON file: a list of pages, each a list of Plotly figures.
"""

import json
import os
from pathlib import Path

import streamlit as st
from plotly import graph_objects as go


@st.cache_resource
def ready(path: str) -> list[list[go.Figure]]:
    """The figures, read once."""
    pages = json.loads(Path(path).read_text(encoding="utf-8"))
    return [[go.Figure(figure) for figure in page] for page in pages]


pages = ready(os.environ["BARE_FIGURES"])
chosen = st.selectbox("Page", [str(number) for number in range(len(pages))], key="choose_page")
for place, figure in enumerate(pages[int(chosen)]):
    st.plotly_chart(figure, theme=None, key=f"chart_{place}")
