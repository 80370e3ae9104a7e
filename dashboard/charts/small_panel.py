"""One panel of the small multiples: one partner's two directions over time."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.grid import Grid
from dashboard.charts.lettering import as_label, bold, coloured, wrap
from dashboard.charts.periods import place_of_date, runs
from dashboard.charts.scales import ticks_from_zero
from dashboard.charts.shades import shade_traces, shades
from dashboard.charts.time_marks import reopening
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    hover,
    known_flags,
    records_of,
    state_in_words,
    usual_state,
)
from dashboard.theme import Theme

#: Room under the base line for the crosses of periods without a figure, and over the largest value.
_BELOW, _ABOVE = 0.2, 1.1
#: Pixels for what is said above a panel, on a desk and on a phone.
_DESK, _PHONE = 240, 150


def add_panel(
    figure: go.Figure,
    rows: pd.DataFrame,
    place: int,
    grid: Grid,
    largest: float,
    naming: Naming,
    language: Language,
    theme: Theme,
) -> None:
    """Axes, band, lines, absent figures and name of one partner at a place of the grid."""
    x_axis, y_axis = f"x{place + 1}", f"y{place + 1}"
    largest = 0.0 if pd.isna(largest) else float(largest)
    _add_axes(figure, rows, place, grid, largest, language)
    years = rows["year"].tolist()
    partner = str(rows["partner_name"].iloc[0])
    hovers = [hover(row, str(row["year"]), naming, language) for row in records_of(rows)]
    low, high = grid.upward(place)
    for first, last in runs(rows["pandemic"]):
        start = max(years[first] - 0.5, years[0] - 0.4)
        end = min(years[last] + 0.5, years[-1] + 0.4)
        figure.add_shape(marks.band(start, end, low, high, theme) | {"xref": x_axis})
    day = reopening(rows)
    if day is not None:
        at = place_of_date(f"{day:%Y-%m-%d}")
        ends = {"x0": at, "x1": at, "y0": low, "y1": high}
        line = {"color": theme.axis, "width": 1}
        figure.add_shape(type="line", xref=x_axis, yref="paper", **ends, name="reopened", line=line)
    areas = shades(
        years,
        rows["balance"].tolist(),
        rows["toward_korea"].tolist(),
        rows["toward_partner"].tolist(),
    )
    traces = shade_traces(areas, theme, y_axis)
    for side in reversed(SIDES):
        name = naming.toward(side, partner)
        traces.append(marks.line(rows, side, years, hovers, theme, name, size=5))
    crosses = marks.absences(rows, years, hovers, theme, y_axis)
    for cross in crosses:
        level = 0.09 if cross.meta == "absent_korea" else 0.16
        cross.update(y=[-level * (largest or 1.0)] * len(cross.x), marker_size=4)
    for trace in [*traces, *crosses]:
        figure.add_trace(trace.update(xaxis=x_axis, yaxis=y_axis))
    _add_words(figure, rows, place, grid, partner, language, theme)


def value_ticks(largest: float) -> list[float]:
    """Ticks of a panel whose largest value this is."""
    return ticks_from_zero(largest * _ABOVE, 4)


def _add_axes(
    figure: go.Figure,
    rows: pd.DataFrame,
    place: int,
    grid: Grid,
    largest: float,
    language: Language,
) -> None:
    years = rows["year"].tolist()
    name = "" if place == 0 else str(place + 1)
    ticks = value_ticks(largest)
    largest = largest or 1.0
    figure.update_layout(
        {
            f"xaxis{name}": {
                "domain": grid.across(place),
                "anchor": f"y{place + 1}",
                "range": [years[0] - 0.4, years[-1] + 0.4],
                "tickvals": [years[0], years[-1]],
                "ticktext": [years[0], years[-1]],
                "ticks": "",
                "tickangle": 0,
                "tickfont": {"size": 11},
            },
            f"yaxis{name}": {
                "domain": grid.upward(place),
                "anchor": f"x{place + 1}",
                "range": [-_BELOW * largest, _ABOVE * largest],
                "tickvals": ticks,
                "ticktext": [language.short(tick) for tick in ticks],
                "showticklabels": grid.own_scales or grid.column(place) == 0,
                "tickfont": {"size": 11},
                "ticklabelstandoff": 4,
                "showgrid": True,
                "zeroline": True,
            },
        }
    )


def _add_words(
    figure: go.Figure,
    rows: pd.DataFrame,
    place: int,
    grid: Grid,
    partner: str,
    language: Language,
    theme: Theme,
) -> None:
    left, _ = grid.across(place)
    _, top = grid.upward(place)
    grades = "/".join(sorted({str(grade) for grade in rows["grade"].dropna()}))
    grade = f"  {coloured(grades, theme.muted, 10)}" if grades else ""
    missing = missing_directions(rows, language, grid.narrow)
    lines = [
        f"{bold(as_label(partner))}{grade}",
        *(coloured(state, theme.muted, 11) for state in missing),
    ]
    figure.add_annotation(
        marks.note(
            "<br>".join(lines),
            theme,
            x=left,
            y=top,
            name="partner",
            yshift=24 + 15 * grid.states,
            xshift=-grid.labels - 4 if grid.own_scales and grid.narrow else 0,
            font={"color": theme.ink, "size": 13},
        )
    )


def missing_directions(rows: pd.DataFrame, language: Language, narrow: bool) -> list[str]:
    """What is said above a panel of each direction without any figure, or of both at once.

    A panel of a phone has room for few words in a line.
    """
    told = _missing_directions(rows, language)
    return [line for text in told for line in wrap(text, _PHONE if narrow else _DESK, 11)]


def _missing_directions(rows: pd.DataFrame, language: Language) -> list[str]:
    states = {
        side: state_in_words(usual_state(rows, side), language)
        for side in SIDES
        if not known_flags(rows, side).any()
    }
    if len(states) == 2 and len(set(states.values())) == 1:
        return [language.t("Neither direction: {state}", state=states["korea"])]
    lines = []
    if "korea" in states:
        lines.append(language.t("Toward Korea: {state}", state=states["korea"]))
    if "partner" in states:
        lines.append(language.t("Toward the partner: {state}", state=states["partner"]))
    return lines
