"""The two directions of one partner over time, and below them the balance."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_panel import add_balance
from dashboard.charts.end_labels import end_labels, last_figure
from dashboard.charts.lettering import block, bold, safe, wrap
from dashboard.charts.panels import Panels, add_events, add_pandemic, time_figure
from dashboard.charts.periods import complete_years, year_ticks
from dashboard.charts.series_words import notes_on, series_in_words
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    hover,
    is_known,
    naming_of,
    nothing_to_draw,
)
from dashboard.theme import Theme, template


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
    naming = naming_of(frame, naming, language)
    partner = str(rows["partner_name"].iloc[0])
    records = rows.to_dict("records")
    hovers = [hover(row, str(row["year"]), naming, language) for row in records]
    x = rows["year"].tolist()
    labels = [str(year) for year in x]
    notes = [
        line
        for text in notes_on(rows, naming, language)
        for line in wrap(text, 330 if narrow else 780)
    ]
    panels = Panels(
        height=height,
        notes=len(notes),
        legend=2 if narrow else 0,
        balance=bool(rows["balance"].notna().any()),
        strip=any(not is_known(row, side) for row in records for side in SIDES),
        events=events is not None and len(events) > 0,
        narrow=narrow,
    )
    figure = time_figure(rows, naming.unit, language, theme, panels)
    figure.update_layout(meta={"unit": naming.unit, "years": f"{x[0]}–{x[-1]}"})
    ticks = year_ticks(x[0], x[-1], 6 if narrow else 13)
    figure.update_xaxes(range=[x[0] - 0.45, x[-1] + 0.3], tickvals=ticks, ticktext=ticks)
    add_pandemic(figure, rows, [(year - 0.5, year + 0.5) for year in x], language, theme, panels)
    if events is not None and panels.events:
        add_events(figure, events, theme, panels)
    korea, partners = rows["toward_korea"].tolist(), rows["toward_partner"].tolist()
    areas = marks.shades(x, rows["balance"].tolist(), korea, partners)
    figure.add_traces(marks.shade_traces(areas, theme, "y"))
    for side in SIDES:
        name = naming.toward(side, partner)
        figure.add_trace(marks.line(rows, side, x, hovers, theme, name))
        if narrow:
            last = last_figure(rows, side, labels, language)
            entry = f"{safe(name)}  {bold(last)}"
            figure.add_trace(marks.key(side, theme, entry, with_line=True))
    if panels.strip:
        figure.add_traces(marks.absences(rows, x, hovers, theme, "y3"))
    if panels.balance:
        add_balance(figure, rows, x, hovers, language, theme, panels, intervals=intervals)
    if not narrow:
        for label in end_labels(rows, labels, partner, naming, language, theme, panels):
            figure.add_annotation(label)
    if notes:
        figure.add_annotation(
            marks.note(block(notes), theme, name="notes", yshift=-32,
                       xshift=8 - panels.margin["l"])
        )
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
    if events is not None:
        sentences += [
            language.t("Event {number}, {date}: {title}.", **event)
            for event in events[["number", "date", "title"]].to_dict("records")
        ]
    return " ".join(sentences)
