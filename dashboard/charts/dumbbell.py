"""The two directions of every partner in one year, on a logarithmic axis."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.dumbbell_drawing import (
    SIZES,
    joins,
    layout,
    row_rules,
    row_words,
    side_marks,
)
from dashboard.charts.dumbbell_rows import Wording, drawn, left_out, row_in_words, sentence
from dashboard.charts.lettering import block, safe, wrap
from dashboard.charts.log_range import LogRange, add_axis
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    hover,
    naming_of,
    nothing_to_draw,
    records_of,
    shared_caveats,
)
from dashboard.theme import Theme, template


def dumbbell(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    naming: Naming | None = None,
    ratio_more_korea: Wording | None = None,
    ratio_more_partner: Wording | None = None,
    narrow: bool = False,
    height: int | None = None,
) -> go.Figure:
    """Every partner of one pair in one year: two marks joined, and the ratio in words beside them.

    ``ratio_more_korea`` and ``ratio_more_partner`` say the ratio where that direction is the
    larger: a text with ``{ratio}`` and ``{partner}``, or a function of both. Rows run from the
    partner that turns most to Korea to the one to which Koreans turn most; partners without a
    ratio stand below them with the reason. ``height`` follows from the number of rows unless given.
    """
    rows = drawn(frame)
    if rows.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    naming = naming_of(frame, naming, language)
    year = str(rows["year"].iloc[0])
    notes = _notes(frame, rows, language, narrow)
    records = records_of(rows)
    words = [
        row_in_words(row, naming, language, ratio_more_korea, ratio_more_partner) for row in records
    ]
    axis = LogRange.of(rows, language, narrow=narrow)
    figure = go.Figure(layout=layout(rows, words, len(notes), theme, narrow, height))
    # The partners in the order of the rows: whoever chooses a mark knows whose it is by its y.
    meta = {"unit": naming.unit, "years": year, "partners": rows["partner"].tolist()}
    figure.update_layout(meta=meta)
    add_axis(figure, axis, naming.unit, year, language, theme)
    hovers = [hover(row, year, naming, language) for row in records]
    for side in SIDES:
        name = safe(naming.toward(side, language.t("the partner")))
        figure.add_trace(marks.key(side, theme, name, with_line=False, size=SIZES[side]))
    for side in reversed(SIDES):
        figure.add_trace(side_marks(rows, side, axis, hovers, language, theme))
    marks.add(
        figure,
        row_words(rows, words, theme, narrow),
        [*row_rules(len(rows), theme, narrow), *joins(rows, axis, theme)],
    )
    if notes:
        margin = figure.layout.margin
        figure.add_annotation(
            marks.note(block(notes), theme, name="notes", yshift=-58, xshift=marks.EDGE - margin.l)
        )
    return figure


def dumbbell_in_words(
    frame: pd.DataFrame,
    language: Language,
    *,
    naming: Naming | None = None,
    ratio_more_korea: Wording | None = None,
    ratio_more_partner: Wording | None = None,
) -> str:
    """What :func:`dumbbell` shows, a sentence for each partner, from the same rows."""
    if frame.empty:
        return nothing_to_draw(language)
    naming = naming_of(frame, naming, language)
    opening = language.t(
        "Both directions by partner, {year}, in {unit}, from the partner that turns most to Korea.",
        year=frame["year"].iloc[0],
        unit=naming.unit,
    )
    sentences = [
        sentence(row, naming, language, ratio_more_korea, ratio_more_partner)
        for row in records_of(drawn(frame))
    ]
    return " ".join([opening, *sentences, *left_out(frame, language)])


def _notes(frame: pd.DataFrame, rows: pd.DataFrame, language: Language, narrow: bool) -> list[str]:
    texts = left_out(frame, language)
    if rows["provisional"].any():
        texts.append(marks.provisional_note(language))
    if rows["grade"].notna().any():
        texts.append(language.t("Letters A to D: comparability grade of the two directions."))
        texts += shared_caveats(rows, language)
    return [line for text in texts for line in wrap(text, 340 if narrow else 660)]
