"""Files for handing on that take a while: the one-page brief, and the whole release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from briefing import tables
from briefing.brief_content import Brief, make_brief
from briefing.content import export_all
from briefing.language import Code
from dashboard.desk import Progress
from dashboard.frame import Page
from dashboard.leaving import TABLES, code_of, show_order

Form = Literal["hwpx", "docx", "pdf"]
#: The forms of a brief: what Korean offices file comes first.
BRIEFS: tuple[Form, ...] = ("hwpx", "docx", "pdf")
#: The part of the work that is done when the rows are together.
_ROWS_DONE = 0.7


def offer_brief(page: Page, subject: str) -> None:
    """The one-page brief on a member or a pillar; nothing in the presenting view."""
    if not page.view.present:
        _offer_brief(page, subject)


def _offer_brief(page: Page, subject: str) -> None:
    t, language = page.language.t, code_of(page)
    menu = st.popover(
        t("One-page brief"),
        icon=":material/description:",
        key=f"brief_{subject}",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        st.caption(
            t(
                "One A4 page, ready to edit: the facts are chosen by rule, every sentence is "
                "computed from the figures, every source stands in a footnote."
            )
        )
        for form in BRIEFS:
            show_order(
                page,
                f"brief-{subject.lower()}",
                form.upper(),
                form,
                _brief_writer(subject, language, form, t("Choosing the facts"), t("Writing")),
            )


def _brief_writer(
    subject: str, language: Code, form: Form, choosing: str, writing: str
) -> Callable[[Progress], bytes]:
    def write(tell: Progress) -> bytes:
        tell(0.1, choosing)
        brief = make_brief(subject, language)
        tell(0.6, writing)
        return write_brief(brief, form)

    return write


def write_brief(brief: Brief, form: Form) -> bytes:
    """The brief in one of its forms.

    What writes a form is loaded when it is asked for: it would hold up the first page of a server.
    """
    match form:
        case "hwpx":
            from briefing.brief_hwpx import write_hwpx

            return write_hwpx(brief)
        case "docx":
            from briefing.brief_docx import write_docx

            return write_docx(brief)
        case "pdf":
            from briefing.brief_pdf import write_pdf

            return write_pdf(brief)


def offer_release(page: Page) -> None:
    """Every pair, partner, year and span of the release in one file, in four forms."""
    t, language = page.language.t, code_of(page)
    st.markdown(
        t(
            "Every measure, partner, year and span in one table, each row with its grade, caveat "
            "and sources. Sums over members are left out: whose they are depends on the years."
        )
    )
    with st.container(horizontal=True):
        for form in TABLES:
            show_order(page, "whole-release", form.upper(), form, _release_writer(language, form))


def _release_writer(language: Code, form: str) -> Callable[[Progress], bytes]:
    write_table = {
        "csv": tables.to_csv,
        "xlsx": tables.to_xlsx,
        "json": tables.to_json,
        "parquet": tables.to_parquet,
    }[form]

    def write(tell: Progress) -> bytes:
        rows = export_all(language, progress=lambda done, doing: tell(_ROWS_DONE * done, doing))
        rest = 1 - _ROWS_DONE
        return write_table(rows, lambda done, doing: tell(_ROWS_DONE + rest * done, doing))

    return write
