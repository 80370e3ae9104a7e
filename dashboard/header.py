"""The header of every page: its name, the languages, and the links to all pages."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.contents import GROUPS, group_title, page_file, page_title, product_name
from dashboard.keeping import drawn
from dashboard.language import LANGUAGES, Language
from dashboard.view import View


def draw_header(view: View, language: Language) -> None:
    """The name of the site, the languages and the links to all pages."""
    with st.container(key="header", gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(f"**{product_name(language)}**", width="content")
            _draw_language_switch(view, language)
        # The links are the same on every page, whatever figures there are.
        drawn(
            drawing=f"links {view.language} {view.slides}",
            _body=lambda: _draw_links(view, language),
        )


def _draw_links(view: View, language: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for group, names in GROUPS.items():
            with st.container(width="content", gap=None):
                st.html(f'<p class="group">{escape(group_title(group, language))}</p>')
                with st.container(horizontal=True, gap="small"):
                    for name in names:
                        _link_to(name, view, language)


def _link_to(name: str, view: View, language: Language) -> None:
    """A link to a page: language and gathered slides go along, what is chosen stays behind."""
    there = View(page=name, language=view.language, slides=view.slides)
    st.page_link(page_file(name), label=page_title(name, language), query_params=there.query())


def _draw_language_switch(view: View, language: Language) -> None:
    st.session_state["language"] = view.language
    st.segmented_control(
        "한국어 / English",
        list(LANGUAGES),
        key="language",
        format_func=LANGUAGES.__getitem__,
        required=True,
        label_visibility="collapsed",
        width="content",
        on_change=_switch_language,
        args=(view,),
    )


def _switch_language(view: View) -> None:
    chosen = replace(view, language=st.session_state["language"])
    st.query_params.from_dict(chosen.query())
