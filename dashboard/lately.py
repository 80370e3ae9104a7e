"""What changed up to a day: figures, targets, near deadlines, verdicts; and the digest of it."""

from __future__ import annotations

import datetime

import streamlit as st

from dashboard import data
from dashboard.card import plain
from dashboard.frame import Page
from dashboard.language import LANGUAGES


def show_changes(page: Page, today: datetime.date) -> None:
    """New and revised figures, moved targets, near deadlines, flipped verdicts; and the digest."""
    page.draw("changes", lambda: _draw_changes(page, today))
    _offer_digest(page, today)


def _draw_changes(page: Page, today: datetime.date) -> None:
    t, language = page.language.t, page.language
    changes = data.changes(page.release.edition, today)
    column = language.column
    st.header(t("What changed"), anchor=False)
    if changes.previous is None:
        st.markdown(t("There is no earlier release to compare the figures with."))
    else:
        st.markdown(
            t(
                "Since version {previous}: {figures} figures new, revised or gone; {flipped} "
                "verdicts changed.",
                previous=changes.previous,
                figures=language.number(len(changes.figures)),
                flipped=language.number(len(changes.flipped)),
            )
        )
    for _, row in changes.flipped.iterrows():
        statement = plain(row[column("statement")])
        before, after = plain(row[column("before")]), plain(row[column("after")])
        st.markdown(f"- {statement}: {before} → {after}")
    moved = [
        f"{plain(row['announced'])}: {plain(row[column('summary')])} ({plain(row[column('move')])})"
        for _, row in changes.moved.iterrows()
    ]
    day = language.date(today)
    _list(t("Targets moved in the twelve months before {day}", day=day), moved)
    near = [
        f"{language.date(row['deadline'])}: {plain(row[column('summary')])} "
        f"({plain(row[column('status')])})"
        for _, row in changes.deadlines.iterrows()
    ]
    _list(t("Deadlines in the twelve months after {day}", day=day), near)


def _list(title: str, lines: list[str]) -> None:
    if lines:
        st.markdown("\n".join([f"**{plain(title)}**\n", *(f"- {line}" for line in lines)]))


def _offer_digest(page: Page, today: datetime.date) -> None:
    """The changes on one page, in either language whatever the page is read in."""
    t = page.language.t
    labels = {
        "ko": t("Download the changes on one page, in Korean"),
        "en": t("Download the changes on one page, in English"),
    }
    english, korean = data.digest(page.release.edition, today)
    with st.container(horizontal=True):
        for code in sorted(LANGUAGES, key=lambda code: code != page.language.code):
            st.download_button(
                labels[code],
                data=(korean if code == "ko" else english).encode(),
                file_name=f"reciprocity-changes-{today}-{page.release.version}.{code}.md",
                mime="text/markdown",
                on_click="ignore",
                icon=":material/download:",
                key=f"download_digest_{code}",
            )
