"""The table under a chart: exactly the rows that are drawn, missing figures in words."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.card import plain
from dashboard.language import Language
from dashboard.printing import Draw, Keep, draw_anew, make_anew, show_cells
from dashboard.units import unit_name
from dashboard.wording import SIDES, flow, is_known, missing, turn, turn_per_head

By = Literal["year", "partner", "both"]


def show_table(
    described: pd.DataFrame,
    pair: pd.Series,
    language: Language,
    *,
    by: By,
    what: str,
    about: str,
    heads: bool = False,
    opened: bool = True,
    paper: DeltaGenerator | None = None,
    keep: Keep = make_anew,
    draw: Draw = draw_anew,
) -> None:
    """The rows of a frame of ``provenance.with_sources``, one a year, a partner, or both.

    ``what`` says which rows these are, and ``about`` also of which pair. With ``heads`` the table
    also says who turns to whom per head of population. Of a table that is not ``opened`` only
    ``paper`` gets the cells.
    """

    def lay_out() -> tuple[pd.DataFrame, dict[str, Any]]:
        cells = table(described, language, by=by)
        shown = cells if heads else cells.drop(columns="per_head")
        return shown, _columns(described, pair, language)

    cells, columns = keep(f"cells {about}", lay_out)
    if opened:
        unit = language.t("Unit: {unit}", unit=unit_name(pair["unit"], language))
        st.caption(f"{plain(what)} · {unit}")
    show_cells(
        cells,
        language,
        column_config=columns,
        hide_index=True,
        height="content" if len(described) <= 12 else "auto",
        alt=about,
        opened=opened,
        paper=paper,
        draw=draw,
    )


def table(described: pd.DataFrame, language: Language, *, by: By) -> pd.DataFrame:
    """The cells of the table: figures with all digits, everything else in words."""
    rows = [row for _, row in described.iterrows()]
    named: dict[str, pd.Series] = {}
    if by != "year":
        named["partner"] = described["partner"].map(language.country)
    if by != "partner":
        named["year"] = described["year"].astype("int64")
    return pd.DataFrame(
        {
            **named,
            "toward_korea": described["toward_korea"].astype("Float64"),
            "toward_partner": described["toward_partner"].astype("Float64"),
            "turn": [turn(row, language) for row in rows],
            # The words beside it say which side the balance tilts to: no sign is shown.
            "balance": described["balance"].abs().astype("Float64"),
            "per_head": [turn_per_head(row, language) for row in rows],
            "known": [_known(row, language) for row in rows],
            "grade": described["grade"].fillna("–"),
            "toward_korea_publisher": described["toward_korea_publisher"],
            "toward_partner_publisher": described["toward_partner_publisher"],
        }
    ).reset_index(drop=True)


def _known(row: pd.Series, language: Language) -> str:
    """Which figures are there, and how firm they are."""
    words = missing(row, language) or language.t("both published")
    details = []
    if row["provisional"]:
        details.append(language.t("provisional"))
    if is_known(row["members"]):
        details.append(language.t("{count} members", count=language.number(row["members"])))
    return " · ".join([words, *details])


def _columns(described: pd.DataFrame, pair: pd.Series, language: Language) -> dict[str, Any]:
    t = language.t
    column = st.column_config
    partners = described["partner_name"].unique()
    partner = partners[0] if len(partners) == 1 else ""
    heads = (
        {side: flow(pair, side, partner, language) for side in SIDES}
        if partner
        else {"toward_korea": t("Toward Korea"), "toward_partner": t("Toward the partner")}
    )
    return {
        "partner": column.TextColumn(t("Partner"), pinned=True),
        "year": column.NumberColumn(t("Year"), format="%d", pinned=True),
        **{side: column.NumberColumn(head, format="localized") for side, head in heads.items()},
        "turn": column.TextColumn(t("Who turns to whom")),
        "balance": column.NumberColumn(
            t("Balance"),
            format="%.3f",
            help=t("0 is parity, 1 means that the whole flow runs one way."),
        ),
        "per_head": column.TextColumn(t("Who turns to whom, per head")),
        "known": column.TextColumn(t("What is known")),
        "grade": column.TextColumn(t("Grade")),
        "toward_korea_publisher": column.TextColumn(t("Source toward Korea")),
        "toward_partner_publisher": column.TextColumn(t("Source toward the partner")),
    }
