"""What the browser is told beside the page: its language, its style and its keys."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.contents import HOME, PAGES
from dashboard.language import LANGUAGES, Language
from dashboard.theme import Theme
from dashboard.view import View

_STYLE = Path(__file__).resolve().with_name("style.css")
_KEYS = Path(__file__).resolve().with_name("keys.js")

#: On paper the dark theme turns into a light one: the lightness changes sides, the hue stays.
_ON_PAPER = {"light": "none", "dark": "invert(1) hue-rotate(180deg) brightness(1.15)"}


def dress(theme: Theme) -> None:
    """Give the page the style that Streamlit's theme cannot express."""
    colours = (
        f"--ink: {theme.ink}; --muted: {theme.muted}; --ground: {theme.ground}; "
        f"--on-paper: {_ON_PAPER[theme.name]}"
    )
    st.html(f"<style>:root {{ {colours} }}\n{_read(_STYLE)}</style>")


def offer_short_way(view: View, language: Language) -> None:
    """From home, the second stop of the Tab key leads to the largest exchange of students."""
    if view.page != HOME:
        return
    t = language.t
    there = View(page="students", language=language.code, partner="VNM")
    address, name = there.address().lstrip("/"), t("Students: Korea and Viet Nam")
    label = t("Shortcuts")
    st.html(
        f'<nav class="skip-links" aria-label="{escape(label)}">'
        f'<a href="{escape(address)}" target="_self">{escape(name)}</a></nav>'
    )


def welcome(view: View, language: Language) -> None:
    """Three lines for somebody who comes by the bare address; gone with the first choice."""
    t = language.t
    lines = (
        t("Every flow is shown in both directions: toward Korea and toward the partner."),
        t("Choose a cell or a page to go deeper; the address always brings the same view back."),
        t("Sources, definitions and limits stand under each chart and in the tables."),
    )
    with st.container(
        key="hint", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown("\n".join(f"- {line}" for line in lines), width="stretch")
        st.button(t("Understood"), on_click=_remember, args=(view,), width="content")


def offer_redraw(language: Language) -> None:
    """What is pressed, out of sight, when the device changes between light and dark."""
    st.button(language.t("Draw in the colours of the device"), key="redraw")


def list_keys(language: Language) -> None:
    """The keys, in one line for the footer."""
    with st.container(key="keys"):
        st.caption(
            language.t(
                "Keys: Alt+Shift+1 to {last} open the pages, Alt+Shift+L changes the language, "
                "Alt+Shift+P presents; there, the arrow keys walk on and Esc leaves.",
                last=min(len(PAGES), 9),
            )
        )


def instruct(language: Language) -> None:
    """Tell screen readers the language, and the browser what the keys do."""
    told = "".join(f"<script>{script}</script>" for script in (_introduction(language), _keys()))
    st.html(told, unsafe_allow_javascript=True)


def scripts() -> tuple[str, ...]:
    """Every script that a page may write into itself: a browser is told to run no other."""
    return (*(_introduction(Language(code)) for code in LANGUAGES), _keys())


def _introduction(language: Language) -> str:
    """Streamlit writes lang="en" into every page; nothing of the reader's goes into this script.

    Its link past the header is in English, and the whole page a stop of the Tab key.
    """
    skip = language.t("Skip to the answer")
    return f"""
        document.documentElement.lang = "{language.code}";
        document.querySelector("[data-testid=stSkipToContent]")?.replaceChildren("{skip}");
        document.querySelector("[data-testid=stMain]")?.setAttribute("tabindex", "-1");
        """


def _keys() -> str:
    return _read(_KEYS)


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _remember(view: View) -> None:
    """An address that names what is chosen belongs to somebody who was here before."""
    st.query_params.from_dict(view.query())
