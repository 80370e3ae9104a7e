"""Where sources disagree on a figure that is drawn: both values, one press away from the chart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import archive, data, provenance
from dashboard.frame import Page
from dashboard.wording import SIDES

#: What names one figure of a pair: the series it is from, the partner and the year.
_CELL = ["series_id", "partner", "year"]


def conflicts_of(rows: pd.DataFrame, every: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """The conflicts behind the rows that are drawn, one row a figure in doubt.

    ``rows`` and ``every`` are rows of one pair, ``conflicts`` those of the store. A sum over
    members stands for the members' own figures.
    """
    parts = [provenance.members_of(row, every) for _, row in rows.iterrows()]
    if not parts:
        return conflicts.iloc[:0]
    drawn = pd.concat(parts, ignore_index=True)
    cells = pd.concat(
        [
            drawn[[f"{side}_series_id", "partner", "year"]].set_axis(_CELL, axis="columns")
            for side in SIDES
        ]
    ).drop_duplicates()
    abroad = conflicts["origin"].where(conflicts["origin"] != "KOR", conflicts["destination"])
    asked = conflicts.assign(partner=abroad, year=conflicts["period_start"].dt.year)
    return asked.merge(cells.astype(asked[_CELL].dtypes.to_dict()), on=_CELL)


def show_conflicts(page: Page, rows: pd.DataFrame, every: pd.DataFrame, name: str) -> None:
    """Both figures wherever another source gives another one; nothing where none does."""
    found = page.keep(
        f"conflicts {name}",
        lambda: conflicts_of(rows, every, data.conflicts(page.release.edition)),
    )
    if found.empty:
        return
    t = page.language.t
    title = t("Where sources disagree on these figures ({count})", count=len(found))
    # What is inside is sent to the browser when it is opened.
    place = st.expander(title, key=f"conflicts_{name}", on_change="rerun")
    if not place.open:
        return
    with place:
        st.caption(
            t(
                "The chart draws the figure used. The other one is as much a published figure; the "
                "last column says why it is not used."
            )
        )
        cells = page.keep(f"conflict cells {name}", lambda: archive.conflict_table(page, found))
        archive.show_table(page, cells, title, f"conflicts-{name}")
