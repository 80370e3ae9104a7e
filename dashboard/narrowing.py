"""Which goals and events are listed: by partner and by pillar, both of them in the address."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import controls, data
from dashboard.frame import Page
from dashboard.selection import members
from dashboard.view import ASEAN_POOLED

#: Whom an event concerns that names no single member.
ALL_MEMBERS = ("ASEAN", "SEA", "WLD")
#: The event the page opens with: figures stand on either side of it.
FIRST_EVENT = "ban_korea_2023"


def settle_narrowing(page: Page) -> None:
    """Partner and pillar by which goals and events are listed, and the event that is opened."""
    page.keep_settled("narrowing", lambda: _settle(page))


def _settle(page: Page) -> None:
    t = page.language.t
    page.settle_partner([ASEAN_POOLED, *members(page), "USA"], ASEAN_POOLED)
    told = t("The address names a pillar that does not exist: all are shown.")
    page.settle("pillar", ["", *pillar_names(page)], "", told)
    every = list(data.events(page.release.edition)["event_id"])
    told = t("The address names an event that is not listed: another is shown.")
    page.settle("event", ["", *every], "", told)
    listed = list(concerned(page)["event_id"])
    default = FIRST_EVENT if FIRST_EVENT in listed else next(iter(listed), "")
    page.settle("event", listed, default)


def pillar_names(page: Page) -> dict[str, str]:
    """The pillars by their codes, in the order of the pages."""
    t = page.language.t
    return {
        "tourism": t("Tourism"),
        "students": t("Students"),
        "culture": t("Culture"),
        "perception": t("Perception"),
        "context": t("Context"),
    }


def show_filters(page: Page) -> None:
    """By partner and by pillar; goals and events below follow both."""
    t = page.language.t
    names = pillar_names(page)
    st.header(t("All goals and events"), anchor=False)
    with st.container(horizontal=True):
        controls.choose_partner(
            page,
            t("Partner"),
            [ASEAN_POOLED, *members(page), "USA"],
            lambda code: t("All partners") if code == ASEAN_POOLED else page.language.country(code),
            width=320,
        )
        controls.choose(
            page,
            "pillar",
            t("Pillar"),
            ["", *names],
            lambda code: names.get(code, t("All pillars")),
            width=240,
        )


def concerns(page: Page, partners: Iterable[str], pillars: Iterable[str]) -> bool:
    """Whether something that names these partners and pillars is among what is listed."""
    code, pillar = page.view.partner_code, page.view.pillar
    if pillar and pillar not in set(pillars):
        return False
    if code == ASEAN_POOLED:
        return True
    wanted = {code, "WLD"} if code == "USA" else {code, *ALL_MEMBERS}
    return bool(wanted & set(partners))


def concerned(page: Page) -> pd.DataFrame:
    """The events that are listed, newest first."""
    return page.keep("concerned", lambda: _concerned(page))


def _concerned(page: Page) -> pd.DataFrame:
    events = data.events(page.release.edition).iloc[::-1]
    kept = [
        concerns(page, partners, pillars)
        for partners, pillars in zip(events["partners"], events["pillars"], strict=True)
    ]
    return events[kept]
