"""The two directions of one partner month by month."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.end_labels import add_end_labels, last_figure
from dashboard.charts.periods import complete_months, year_ticks
from dashboard.charts.series_words import series_in_words
from dashboard.charts.time_chart import (
    add_directions,
    add_legend,
    add_notes,
    prepare,
    start_figure,
)
from dashboard.charts.time_marks import add_pandemic, reopening
from dashboard.charts.words import SIDES, Language, Naming, naming_of, nothing_to_draw
from dashboard.theme import Theme, template

_HALF_MONTH = pd.Timedelta(days=15)


def months(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming | None = None,
    narrow: bool = False,
    height: int = 460,
) -> go.Figure:
    """Both directions of one pair and partner by month; a month without a figure breaks the line.

    ``frame`` holds rows of ``two_way_month``. With a ``balance`` column who leads is shaded.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    rows = complete_months(frame)
    dates = rows["date"].tolist()
    chart = prepare(
        rows,
        dates,
        rows["date"].dt.strftime("%Y-%m").tolist(),
        naming_of(frame, naming, language),
        language,
        theme,
        height=height,
        narrow=narrow,
    )
    ticks = _ticks(dates[0], dates[-1], 5 if narrow else 10)
    figure = start_figure(chart, dates[0] - _HALF_MONTH, dates[-1] + _HALF_MONTH, ticks)
    edges = [(date - _HALF_MONTH, date + _HALF_MONTH) for date in dates]
    add_pandemic(figure, chart, edges, reopening(rows))
    add_directions(figure, chart, size=4)
    if narrow:
        add_legend(figure, chart, {side: last_figure(chart, side) for side in SIDES})
    else:
        add_end_labels(figure, chart)
    add_notes(figure, chart)
    return figure


def months_in_words(
    frame: pd.DataFrame, language: Language, *, naming: Naming | None = None
) -> str:
    """What :func:`months` shows, in sentences made from the same rows."""
    if frame.empty:
        return nothing_to_draw(language)
    rows = complete_months(frame)
    periods = rows["date"].dt.strftime("%Y-%m").tolist()
    return " ".join(series_in_words(rows, periods, naming_of(frame, naming, language), language))


def _ticks(first: pd.Timestamp, last: pd.Timestamp, most: int) -> dict[pd.Timestamp, str]:
    """January of the years to label; the first month by name where it is none of them."""
    years = year_ticks(first.year if first.month == 1 else first.year + 1, last.year, most)
    if not years or last.year - first.year < 2:
        every = pd.date_range(first, last, freq="MS")
        step = -(-len(every) // most)
        return {month: month.strftime("%Y-%m") for month in every[::step]}
    return {pd.Timestamp(year, 1, 1): str(year) for year in years}
