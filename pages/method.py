"""Method: definitions, formulas, limits and questions, on one page."""

import re
from pathlib import Path

import streamlit as st

from dashboard.frame import Page, show_page

DOCS = Path(__file__).resolve().parent.parent / "docs"


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    language = page.language
    name = "methods.ko.md" if language.code == "ko" else "methods.md"
    text = (DOCS / name).read_text(encoding="utf-8")
    # The title is the page's own, and links to files lead nowhere from here.
    _, _, _, body = text.split("\n", 3)
    body = re.sub(r"\[([^\]]+)\]\([^)#]+\.md(?:#[^)]*)?\)", r"\1", body)

    st.title(language.t("Method"), anchor=False)
    with st.container(width=860):
        st.markdown(body)


show_page("method", draw)
