"""Every partner's balance in every pillar on one axis from one side to the other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.balance_pillar import add_pillar
from dashboard.charts.balance_rows import (
    add_axis,
    add_head_of_undefined,
    add_rows,
    layout,
)
from dashboard.charts.lettering import block, wrap
from dashboard.charts.words import (
    SIDES,
    Language,
    Naming,
    balance_in_words,
    figure_in_words,
    naming_of,
    nothing_to_draw,
    records_of,
    shared_caveats,
    why_no_balance,
)
from dashboard.theme import Theme, template


def balance_by_partner(
    frame: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    pillar_names: Mapping[str, str] | None = None,
    namings: Mapping[str, Naming] | None = None,
    narrow: bool = False,
    height: int | None = None,
) -> go.Figure:
    """A row a partner, a mark a pillar, from Koreans turning more to the partner to the reverse.

    ``frame`` holds at most one row of ``two_way`` with its indicators for each partner and pillar;
    partners and pillars keep its order. ``pillar_names`` gives the pillars' names in the language,
    ``namings`` the words of a pair by pair id. A row without a balance has a hollow mark beside
    the axis, with the reason.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    _refuse_doubles(frame)
    partners = list(dict.fromkeys(frame["partner_name"]))
    pillars = list(dict.fromkeys(frame["pillar"]))
    notes = [
        line
        for text in _notes(frame, pillar_names or {}, language, narrow)
        for line in wrap(text, 340 if narrow else 660)
    ]
    figure = go.Figure(
        layout=layout(partners, len(pillars), len(notes), frame, language, theme, narrow, height)
    )
    figure.update_layout(meta={"unit": language.t("Balance"), "years": _years(frame["year"])})
    add_axis(figure, len(partners), language, theme, narrow)
    if not narrow and frame["balance"].isna().any():
        add_head_of_undefined(figure, language, theme)
    add_rows(figure, partners, theme, narrow)
    for lane, pillar in enumerate(pillars):
        own = frame[frame["pillar"] == pillar]
        name = f"{(pillar_names or {}).get(pillar, pillar)} {_years(own['year'])}"
        place = (lane, len(pillars))
        add_pillar(figure, own, pillar, name, partners, place, namings, language, theme, narrow)
    if notes:
        figure.add_annotation(
            marks.note(
                block(notes),
                theme,
                name="notes",
                yshift=-34,
                xshift=marks.EDGE - figure.layout.margin.l,
            )
        )
    return figure


def balance_by_partner_in_words(
    frame: pd.DataFrame,
    language: Language,
    *,
    pillar_names: Mapping[str, str] | None = None,
    namings: Mapping[str, Naming] | None = None,
) -> str:
    """What :func:`balance_by_partner` shows, partner by partner, from the same rows."""
    if frame.empty:
        return nothing_to_draw(language)
    _refuse_doubles(frame)
    sentences = [language.t("Balance by partner and pillar, with both directions.")]
    for name, rows in frame.groupby("partner_name", sort=False, observed=True):
        sentences.append(f"{name}.")
        for row in records_of(rows):
            naming = (namings or {}).get(row["pair_id"])
            naming = naming_of(rows, naming, language)
            flows = "; ".join(
                language.t(
                    "{direction}: {state}",
                    direction=naming.toward(side, str(name)),
                    state=figure_in_words(row, side, naming, language),
                )
                for side in SIDES
            )
            sentences.append(
                language.t(
                    "{pillar}, {year}. {flows}. {balance}.",
                    pillar=(pillar_names or {}).get(row["pillar"], row["pillar"]),
                    year=row["year"],
                    flows=flows,
                    balance=balance_in_words(row, str(name), language),
                )
            )
    return " ".join(sentences)


def _refuse_doubles(frame: pd.DataFrame) -> None:
    double = frame[frame.duplicated(["partner", "pillar"])]
    if len(double):
        partner, pillar = double.iloc[0][["partner", "pillar"]]
        raise ValueError(
            f"{partner} has more than one row for {pillar}: choose one pair and year a pillar"
        )


def _years(years: pd.Series) -> str:
    first, last = years.min(), years.max()
    return str(first) if first == last else f"{first}–{last}"


def _notes(
    frame: pd.DataFrame, names: Mapping[str, str], language: Language, narrow: bool
) -> list[str]:
    """Why hollow marks have no balance, where there is no room beside them, and what is open."""
    notes = []
    undefined = frame[frame["balance"].isna()]
    if narrow and len(undefined):
        notes.append(language.t("Hollow marks beside the axis have no balance:"))
        notes += [
            f"– {row['partner_name']}, {names.get(row['pillar'], row['pillar'])}: "
            f"{why_no_balance(row, language)}"
            for row in records_of(undefined)
        ]
    if frame["provisional"].any():
        notes.append(marks.provisional_note(language))
    if frame["grade"].notna().any():
        notes.append(language.t("Letters A to D: comparability grade of the two directions."))
        notes += shared_caveats(frame, language)
    return notes
