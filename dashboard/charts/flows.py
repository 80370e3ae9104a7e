"""The two directions of one partner over time, and below them the balance."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_panel import add_balance
from dashboard.charts.end_labels import add_end_labels, last_figure
from dashboard.charts.periods import complete_years, place_of_date, year_ticks
from dashboard.charts.series_words import reopening_in_words, series_in_words
from dashboard.charts.time_chart import (
    add_directions,
    add_legend,
    add_notes,
    prepare,
    start_figure,
)
from dashboard.charts.time_marks import add_events, add_pandemic, reopening
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    naming_of,
    nothing_to_draw,
    records_of,
)
from dashboard.theme import Theme, template

#: How far the axis reaches before the first year's figure and after the last one's, in years.
_BEFORE, _AFTER = 0.45, 0.3


def stands_between(date: str, first: int, last: int) -> bool:
    """Whether a date falls on the axis of a chart from one year to another."""
    return first - _BEFORE <= place_of_date(date) <= last + _AFTER


def flows(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming | None = None,
    years: tuple[int, int] | None = None,
    events: pd.DataFrame | None = None,
    intervals: bool = False,
    narrow: bool = False,
    height: int = 560,
) -> go.Figure:
    """Both directions of one pair and partner by year, shaded by who leads, over the balance.

    ``frame`` holds rows of ``two_way`` with the indicators; ``events`` has ``number``, ``date``
    (ISO, may be a year or month) and ``title``. ``intervals`` draws the interval of the balance.
    Without any balance (grade D, or one direction unpublished) a sentence takes the panel's place.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    rows = complete_years(frame, years)
    x = rows["year"].tolist()
    chart = prepare(
        rows,
        x,
        [str(year) for year in x],
        naming_of(frame, naming, language),
        language,
        theme,
        height=height,
        narrow=narrow,
        balance=bool(rows["balance"].notna().any()),
        events=events is not None and len(events) > 0,
    )
    ticks = {year: str(year) for year in year_ticks(x[0], x[-1], 6 if narrow else 10)}
    figure = start_figure(chart, x[0] - _BEFORE, x[-1] + _AFTER, ticks)
    day = reopening(rows)
    place = None if day is None else place_of_date(f"{day:%Y-%m-%d}")
    add_pandemic(figure, chart, [(year - 0.5, year + 0.5) for year in x], place)
    if events is not None and len(events):
        add_events(figure, chart, events)
    add_directions(figure, chart)
    if chart.panels.balance:
        add_balance(figure, chart, intervals=intervals)
    if narrow:
        add_legend(figure, chart, {side: last_figure(chart, side) for side in SIDES})
    else:
        add_end_labels(figure, chart)
    add_notes(figure, chart)
    return figure


def flows_in_words(
    frame: pd.DataFrame,
    language: Language,
    *,
    naming: Naming | None = None,
    years: tuple[int, int] | None = None,
    events: pd.DataFrame | None = None,
) -> str:
    """What :func:`flows` shows, in sentences made from the same rows."""
    if frame.empty:
        return nothing_to_draw(language)
    rows = complete_years(frame, years)
    sentences = series_in_words(
        rows, rows["year"].astype(str).tolist(), naming_of(frame, naming, language), language
    )
    sentences += reopening_in_words(rows, language)
    if events is not None:
        sentences += [
            language.t(
                "Event {number}, {date}: {title}.",
                number=event["number"],
                date=event["date"],
                title=event["title"],
            )
            for event in records_of(events)
        ]
    return " ".join(sentences)
