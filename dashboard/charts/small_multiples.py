"""The two directions of every partner over time, a small panel each."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.grid import Grid
from dashboard.charts.lettering import block, safe, width, wrap
from dashboard.charts.periods import complete_years
from dashboard.charts.series_words import direction_in_words
from dashboard.charts.small_panel import add_panel, missing_directions, value_ticks
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    known_flags,
    naming_of,
    nothing_to_draw,
    shared_caveats,
)
from dashboard.theme import Theme, template


def small_multiples(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming | None = None,
    own_scales: bool = False,
    narrow: bool = False,
    height: int | None = None,
) -> go.Figure:
    """Both directions of one pair for every partner of the frame, in the order of the frame.

    All panels share one scale of values from zero, or with ``own_scales`` each has its own, which
    a notice above them says. All share the same years.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    naming = naming_of(frame, naming, language)
    panels = _by_partner(frame)
    notes = [
        line for text in _notes(panels, language) for line in wrap(text, 340 if narrow else 660)
    ]
    notice = _notice(naming.unit, language, own_scales, 330 if narrow else 800)
    both = ["toward_korea", "toward_partner"]
    largest = frame[both].max().max()
    scales = [rows[both].max().max() if own_scales else largest for rows in panels]
    grid = Grid(
        len(panels),
        len(notes),
        states=max(len(missing_directions(rows, language, narrow)) for rows in panels),
        notice=len(notice),
        labels=max(
            width(language.short(tick), 11)
            for scale in scales
            for tick in value_ticks(0.0 if pd.isna(scale) else scale)
        ),
        own_scales=own_scales,
        narrow=narrow,
        fixed_height=height,
    )
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": grid.height,
            "margin": grid.margin,
            "showlegend": True,
            "legend": marks.legend(narrow),
            "meta": {
                "unit": naming.unit,
                "years": f"{frame['year'].min()}–{frame['year'].max()}",
            },
        }
    )
    for side in SIDES:
        name = safe(naming.toward(side, language.t("the partner")))
        figure.add_trace(marks.key(side, theme, name, with_line=True))
    for place, (rows, scale) in enumerate(zip(panels, scales, strict=True)):
        add_panel(figure, rows, place, grid, scale, naming, language, theme)
    figure.add_annotation(
        marks.note(
            "<br>".join(notice),
            theme,
            y=1,
            name="scale",
            yanchor="bottom",
            yshift=30 + 15 * grid.states,
            xshift=marks.EDGE - grid.margin["l"],
            font={"color": theme.warning if own_scales else theme.muted, "size": 12},
        )
    )
    if notes:
        figure.add_annotation(
            marks.note(
                block(notes), theme, name="notes", yshift=-30, xshift=marks.EDGE - grid.margin["l"]
            )
        )
    return figure


def small_multiples_in_words(
    frame: pd.DataFrame,
    language: Language,
    *,
    naming: Naming | None = None,
    own_scales: bool = False,
) -> str:
    """What :func:`small_multiples` shows, partner by partner, from the same rows."""
    if frame.empty:
        return nothing_to_draw(language)
    naming = naming_of(frame, naming, language)
    sentences = [
        language.t(
            "Both directions by partner, {first} to {last}, in {unit}.",
            first=frame["year"].min(),
            last=frame["year"].max(),
            unit=naming.unit,
        )
    ]
    for rows in _by_partner(frame):
        partner = str(rows["partner_name"].iloc[0])
        years = rows["year"].astype(str).tolist()
        sentences.append(f"{partner}.")
        for side in SIDES:
            name = naming.toward(side, partner)
            sentences += direction_in_words(rows, years, side, name, language)
    return " ".join(sentences)


def _by_partner(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each partner over the years of the whole frame."""
    years = (int(frame["year"].min()), int(frame["year"].max()))
    return [
        complete_years(own, years) for _, own in frame.groupby("partner", sort=False, observed=True)
    ]


def _notice(unit: str, language: Language, own_scales: bool, room: float) -> list[str]:
    """The unit, and whether the panels share their scale, in escaped lines."""
    text = (
        language.t("Each panel has a scale of its own: heights do not compare across panels.")
        if own_scales
        else language.t("All panels share one scale.")
    )
    return [safe(line) for line in wrap(f"{unit} · {text}", room)]


def _notes(panels: list[pd.DataFrame], language: Language) -> list[str]:
    rows = pd.concat(panels)
    notes = []
    if not all(known_flags(rows, side).all() for side in SIDES):
        notes.append(language.t("Crosses below the base line: no figure for that year."))
    if rows["pandemic"].any():
        notes.append(language.t("Grey band: pandemic years."))
    if "reopened" in rows and rows["reopened"].notna().any():
        notes.append(language.t("Line in the band: reopened to travellers from Korea."))
    if rows["provisional"].any():
        notes.append(marks.provisional_note(language))
    if rows["grade"].notna().any():
        notes.append(language.t("Letters A to D: comparability grade of the two directions."))
        notes += shared_caveats(rows, language)
    return notes
