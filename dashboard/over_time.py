"""One partner over time: by year with its dated events, and by month where months are published."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import data, provenance, timeline
from dashboard.charts.flows import flows, flows_in_words
from dashboard.charts.months import months, months_in_words
from dashboard.charts.words import Naming
from dashboard.disagreements import show_conflicts
from dashboard.frame import Page
from dashboard.proof import offer_rows
from dashboard.sections import naming_of, show_chart, title_of
from dashboard.selection import Selection
from dashboard.wording import SIDES, answer

#: Fewer months than this on either side tell nothing of the seasons.
_TELLING_MONTHS = 12


def show_over_time(page: Page, shown: Selection) -> None:
    """Both directions over the years, with the balance, for one partner."""
    titles = page.keep("titles over_time", lambda: _titles(page, shown))
    draw_over_time(page, shown.pair, shown.over_time, name="over_time", titles=titles)
    show_conflicts(page, shown.over_time, shown.every, "over-time")


def _titles(page: Page, shown: Selection) -> tuple[str, str]:
    return answer(shown.newest, shown.pair, page.language), title_of(shown.pair, page)


def draw_over_time(
    page: Page, pair: pd.Series, rows: pd.DataFrame, *, name: str, titles: tuple[str, str]
) -> None:
    """The line of one partner in rows with their sources, its events marked and listed below."""
    language = page.language
    naming, years, rows, events = page.keep(
        f"timeline {name}", lambda: _with_events(page, pair, rows)
    )
    # A picture that is presented has no list below it: a number alone would say nothing there.
    marked = events if page.view.events and not page.view.present and len(events) else None
    show_chart(
        lambda: flows(
            rows,
            language,
            page.theme,
            naming=naming,
            years=years,
            events=marked,
            narrow=page.narrow,
        ),
        lambda: flows_in_words(rows, language, naming=naming, years=years, events=marked),
        page,
        name=name,
        title=titles[0],
        subtitle=titles[1],
        drawn=rows,
    )
    if marked is not None:
        page.draw(f"events {name}", lambda: timeline.list_events(page, marked, name))


def _with_events(
    page: Page, pair: pd.Series, rows: pd.DataFrame
) -> tuple[Naming, tuple[int, int], pd.DataFrame, pd.DataFrame]:
    """The words of the pair, the years, the rows with the day of reopening, and their events."""
    naming = naming_of(page, pair, rows["partner_name"].iloc[0])
    years = (int(rows["year"].min()), int(rows["year"].max()))
    reopened = provenance.with_reopening(rows, data.events(page.release.edition))
    partner = str(rows["partner"].iloc[0])
    beside = timeline.events_beside(page, str(pair["pillar"]), partner, years)
    return naming, years, reopened, beside


def show_by_month(page: Page, shown: Selection) -> None:
    """Both directions month by month, where both sides publish a year of months or more."""
    language = page.language
    rows, described = page.keep("months", lambda: _months(page, shown.over_time))
    if rows.empty:
        return
    name = str(described["partner_name"].iloc[0])
    naming, title = naming_of(page, shown.pair, name), language.t("Month by month")
    st.header(title, anchor=False)
    show_chart(
        lambda: months(described, language, page.theme, naming=naming, narrow=page.narrow),
        lambda: months_in_words(described, language, naming=naming),
        page,
        name="by_month",
        title=title,
        subtitle=f"{title_of(shown.pair, page)} – {name}",
        drawn=described,
    )
    part = f"{shown.pair['pair_id']}-months-{page.view.partner_code.lower()}"
    offer_rows(page, shown.pair, rows, part, "by_month")


def _months(page: Page, by_year: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The months of the years that are shown, and the same with who published each figure.

    Empty where either side publishes too few of them.
    """
    edition, years = page.release.edition, by_year["year"]
    every = data.two_way_months(edition, page.view.pair, page.view.partner_code)
    rows = every[every["year"].between(years.min(), years.max())]
    if rows[list(SIDES)].notna().sum().min() < _TELLING_MONTHS:
        rows = rows.iloc[:0]
    rows = provenance.with_reopening(rows, data.events(edition))
    publishers = data.sources(edition)["publisher"]
    described = rows.assign(
        partner_name=by_year["partner_name"].iloc[0],
        **{f"{side}_publisher": rows[f"{side}_source_id"].map(publishers) for side in SIDES},
    )
    return rows, described
