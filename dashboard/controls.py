"""The small controls under a chart. What they show comes from the address, and goes back there.

A control has no state of its own: before it is drawn it takes its value from the view, and a change
writes a new view into the address, from which the next run reads it. So a link, a reload and the
browser's back button all show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from dashboard.frame import Page
from dashboard.view import View

Show = Callable[[Any], str]
Width = int | Literal["stretch"]

#: What a control may write into the address; the partner by its code in the store comes besides.
_NAMES = (
    *("pair", "partner", "year", "first_year", "last_year", "per_head"),
    *("item", "pillar", "event", "events"),
)


def choose(
    page: Page,
    name: str,
    label: str,
    options: Sequence[Any],
    show: Show,
    *,
    width: Width = "stretch",
) -> None:
    """A list to choose one value of the view from: a pair, a year; so many pixels wide."""
    _offer(page, name, getattr(page.view, name))
    st.selectbox(label, options, format_func=show, key=_key(name), width=width, **_answering(page))


def choose_partner(
    page: Page, label: str, codes: Sequence[str], show: Show, *, width: Width = "stretch"
) -> None:
    """A list of partners by their codes in the store, ASEAN in each of its senses among them."""
    _offer(page, "partner_code", page.view.partner_code)
    key = _key("partner_code")
    st.selectbox(label, codes, format_func=show, key=key, width=width, **_answering(page))


def choose_per_head(page: Page, label: str, explained: str) -> None:
    """Whether figures are set against the population of the side that turns."""
    _offer(page, "per_head", page.view.per_head)
    st.toggle(label, key=_key("per_head"), help=explained, **_answering(page))


def choose_events(page: Page, label: str, explained: str) -> None:
    """Whether dated events are marked on the chart and listed under it."""
    _offer(page, "events", page.view.events)
    st.toggle(label, key=_key("events"), help=explained, **_answering(page))


def _key(name: str) -> str:
    return f"choose_{name}"


def _offer(page: Page, name: str, value: Any) -> None:
    st.session_state[_key(name)] = value


def _answering(page: Page) -> dict[str, Any]:
    return {"on_change": write_address, "args": (page.asked, page.view)}


def write_address(asked: View, shown: View) -> None:
    """Write every control that differs from what was shown into the address.

    All of them are read, not only the one that changed: two quick changes may arrive in one run.
    What was left to the page before stays left to it.
    """
    st.query_params.from_dict(changed(asked, shown, st.session_state).query())


def changed(asked: View, shown: View, controls: Any) -> View:
    """The view asked for, with what the controls say where they differ from what was shown."""
    view = asked
    for name in _NAMES:
        if _key(name) in controls and controls[_key(name)] != getattr(shown, name):
            view = replace(view, **{name: controls[_key(name)]})
    if _key("partner_code") in controls and controls[_key("partner_code")] != shown.partner_code:
        view = view.toward(controls[_key("partner_code")])
    return view
