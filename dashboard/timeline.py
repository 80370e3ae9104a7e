"""Dated events beside a chart: which ones concern it, their numbers, and the list below it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.card import plain
from dashboard.charts.flows import stands_between
from dashboard.charts.periods import place_of_date
from dashboard.frame import Page
from dashboard.narrowing import ALL_MEMBERS
from dashboard.selection import asean_members

#: Whom an event concerns that names every country.
_EVERYBODY = "WLD"
#: Codes of the members together.
_TOGETHER = ("ASEAN", "ASEAN_POOLED", "ASEAN_POOLED_EX_VNM", "SEA")


def events_beside(page: Page, pillar: str, partner: str, years: tuple[int, int]) -> pd.DataFrame:
    """Events of a pillar that concern a partner in a range of years, oldest first, numbered from 1.

    Columns: ``number``, ``date`` (a year, month, day or range as published), ``title``, ``summary``
    and ``source_url``. For ASEAN these are the events that name ASEAN, the region or every country;
    those of one member stand with the member.
    """
    every = data.events(page.release.edition)
    concerned = _concerned(partner, asean_members(data.countries(page.release.edition)))
    kept = every[
        [
            pillar in set(pillars)
            and bool(concerned & set(partners))
            and stands_between(str(date), *years)
            for pillars, partners, date in zip(
                every["pillars"], every["partners"], every["date"], strict=True
            )
        ]
    ]
    # A year alone stands at the middle of its year: the numbers follow the places on the axis.
    kept = kept.sort_values("date", key=lambda dates: dates.map(place_of_date), kind="stable")
    column = page.language.column
    return pd.DataFrame(
        {
            "number": range(1, len(kept) + 1),
            "date": kept["date"].tolist(),
            "title": kept[column("title")].tolist(),
            "summary": kept[column("summary")].fillna("").tolist(),
            "source_url": kept["source_url"].tolist(),
        }
    )


def _concerned(partner: str, members: list[str]) -> set[str]:
    if partner in _TOGETHER:
        return set(ALL_MEMBERS)
    return {partner, *ALL_MEMBERS} if partner in members else {partner, _EVERYBODY}


def list_events(page: Page, events: pd.DataFrame, name: str) -> None:
    """The numbered events in words under their chart, each with its source."""
    t = page.language.t
    source = t("source")
    lines = "\n".join(
        f"{number}. **{plain(date)}** {plain(title)} ([{source}](<{address}>))"
        for number, date, title, address in zip(
            events["number"], events["date"], events["title"], events["source_url"], strict=True
        )
    )
    with st.container(key=f"events_{name}"):
        st.caption(
            t(
                "Events by date. That figures moved after an event does not show that the event "
                "moved them."
            )
        )
        st.markdown(lines)
