"""Method: definitions, formulas, limits and questions, on one page."""

from pathlib import Path

import streamlit as st

from dashboard.frame import open_page

DOCS = Path(__file__).resolve().parent.parent / "docs"

with open_page("method") as page:
    name = "methods.ko.md" if page.language.code == "ko" else "methods.md"
    st.title(page.language.t("Method"), anchor=False)
    with st.container(width=860):
        text = (DOCS / name).read_text(encoding="utf-8")
        st.markdown(text.partition("\n")[2])
