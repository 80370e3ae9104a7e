"""The parts of the data page on freshness: age of every series, last refreshes, corrections."""

from __future__ import annotations

import datetime

import pandas as pd
import streamlit as st

import indicators
from dashboard import archive, data
from dashboard.ages import cycle_name, state_name
from dashboard.frame import Page
from dashboard.wording import partner_name

#: The oldest against its publisher's cycle first; what has no cycle or no figure last.
_ORDER = ("behind", "due", "current", "no_cycle", "empty")


def show_ages(page: Page, today: datetime.date) -> None:
    """Every series against its publisher's cycle, with who keeps it and where to turn."""
    t = page.language.t
    ages = data.freshness(page.release.edition, today)
    page.draw("state of ages", lambda: _draw_state(page, ages, today))
    title = _title_of_ages(page)
    cells = page.keep("ages", lambda: age_table(page, ages))
    archive.show_table(page, cells, title, "series")
    st.markdown(
        t(
            "A figure looks wrong? What the publisher printed is for the keeper to mend. What was "
            "read or computed wrongly here is for whoever runs this dashboard: name the series, "
            "from, to, period, and where you read another figure. The printed figure stays; "
            "whatever is mended is listed below with its reason."
        )
    )


def _title_of_ages(page: Page) -> str:
    return page.language.t("How old the figures are, and who keeps them")


def _draw_state(page: Page, ages: pd.DataFrame, today: datetime.date) -> None:
    """How many series are current, due and behind, and what these words mean."""
    t = page.language.t
    count = ages["state"].value_counts()
    st.header(_title_of_ages(page), anchor=False)
    st.markdown(
        t(
            "On {day}: {current} series are current, {due} due and {behind} behind their "
            "publisher's cycle; {free} appear once or without a rhythm.",
            day=page.language.date(today),
            current=int(count.get("current", 0)),
            due=int(count.get("due", 0)),
            behind=int(count.get("behind", 0)),
            free=int(count.get("no_cycle", 0)),
        )
    )
    st.caption(
        t(
            "Current: less than two cycles since the newest period ended, for a publisher needs "
            "time; due: in the third; behind: after that."
        )
    )


def age_table(page: Page, ages: pd.DataFrame) -> pd.DataFrame:
    """The ages as cells: cycle, last period, age, provisional or final, keeper, corrections."""
    t, language = page.language.t, page.language
    korean = language.code == "ko"
    statuses = {
        "provisional": t("provisional"),
        "estimate": t("estimate"),
        "secondary": t("second-hand"),
        "final": t("final"),
    }
    place = ages["state"].map(_ORDER.index)
    rows = ages.assign(place=place).sort_values(
        ["place", "cycles", "series_id"], ascending=[True, False, True]
    )
    return pd.DataFrame(
        {
            t("Series"): rows["series_id"],
            t("Publisher"): rows["publisher_ko" if korean else "publisher"],
            t("Cycle"): [cycle_name(cadence, language) for cadence in rows["cadence"]],
            t("Last period"): rows["newest_period"].fillna(""),
            t("Age, days"): rows["days"].astype("Int64"),
            t("Age, cycles"): rows["cycles"].round(1),
            t("State"): [state_name(state, language) for state in rows["state"]],
            t("Provisional or final"): rows["status"].map(statuses).fillna(""),
            t("Keeper"): rows["keeper_ko" if korean else "keeper"],
            t("Corrections"): rows["corrections"],
            t("Figures"): rows["figures"],
            t("Definition"): rows[language.column("definition")],
        }
    )


def show_attempts(page: Page) -> None:
    """How the last refresh of each source ended, where one has run beside this store."""
    t, language = page.language.t, page.language
    attempts = indicators.refresh_attempts()
    if attempts.empty:
        return
    endings = {
        "refreshed": t("new figures taken"),
        "confirmed": t("nothing new"),
        "kept": t("failed; the last good figures stay"),
        "skipped": t("not asked"),
    }
    title = t("How the last refresh ended")
    st.header(title, anchor=False)
    failed = int((attempts["ending"] == "kept").sum())
    st.markdown(
        t(
            "Of {of} sources, {failed} failed at the last attempt and kept their last good "
            "figures. The reasons are in the words of the command.",
            of=len(attempts),
            failed=language.number(failed),
        )
    )
    first = attempts["ending"].ne("kept")
    rows = attempts.assign(first=first).sort_values(["first", "source"])
    cells = pd.DataFrame(
        {
            t("Source"): rows["source"],
            t("Last attempt"): rows["tried"].str[:10],
            t("Ended"): rows["ending"].map(endings).fillna(rows["ending"]),
            t("Last went well"): rows["good"].str[:10].replace("", t("never")),
            t("Reason"): rows["sentence"],
        }
    )
    archive.show_table(page, cells, title, "refreshes")


def show_corrections(page: Page) -> None:
    """Figures that are left out or moved although they were printed, each with its reason."""
    title = page.language.t("Printed figures that are not used as printed")
    st.header(title, anchor=False)
    cells = page.keep("corrections", lambda: _correction_cells(page))
    archive.show_table(page, cells, title, "corrections")


def _correction_cells(page: Page) -> pd.DataFrame:
    t, language = page.language.t, page.language
    rows = data.corrections(page.release.edition)
    actions = {"withhold": t("left out"), "period": t("moved to its period")}
    return pd.DataFrame(
        {
            t("Series"): rows["series_id"],
            t("Origin"): [partner_name(str(code), language) for code in rows["origin"]],
            t("Destination"): [partner_name(str(code), language) for code in rows["destination"]],
            t("Period"): rows["period"],
            t("Printed"): rows["expected"],
            t("Unit"): rows[language.column("unit")],
            t("What is done"): rows["action"].map(actions).fillna(rows["action"]),
            t("Reason"): rows[language.column("reason")],
        }
    )
