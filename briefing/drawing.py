"""What the chart of an export draws: a line over time, or bars by partner; gaps stay gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from briefing.choice import compared_rows, partners_in
from briefing.definitions import capital
from briefing.model import SIDES, Drawing
from briefing.reference import Reference
from briefing.wording import flow, period

#: States of a figure that its publisher may still change.
_UNSETTLED = ("provisional", "estimate")
#: Decimals of a flow per 100,000 people.
_DIGITS_PER_HEAD = 1


def draw(frame: pd.DataFrame, pair: pd.Series, reference: Reference, digits: int) -> Drawing | None:
    """The figures of the chart, or None where there is nothing a chart could show.

    One partner over years or months is a line over every period from the first to the last, one
    without a figure included as a gap. Spans, one period and several partners are bars.
    """
    figures = frame[list(SIDES)].notna().any(axis="columns")
    if not figures.any() or pair["unit"] == "flag":
        return None
    partners = partners_in(frame[figures])
    if len(partners) > 1:
        return _by_partner(frame, pair, reference, digits)
    rows = frame[frame["partner"] == partners[0]]
    if "period" in rows or len(rows) == 1:
        return _by_period(rows[figures.loc[rows.index]], pair, reference, digits)
    return _over_time(rows, pair, reference, digits)


def draw_per_head(rows: pd.DataFrame, pair: pd.Series, reference: Reference) -> Drawing | None:
    """The same chart with either flow for each 100,000 people of the side that turns."""
    frame = rows.assign(
        partner_name=[reference.partner(code) for code in rows["partner"]],
        **{side: rows[f"{side}_per_100k"] for side in SIDES},
    )
    drawn = draw(frame, pair, reference, _DIGITS_PER_HEAD)
    return drawn and replace(drawn, unit=reference.language.t("print.per_head"))


def _by_partner(frame: pd.DataFrame, pair: pd.Series, reference: Reference, digits: int) -> Drawing:
    rows = compared_rows(frame, reference)
    rows = rows[rows[list(SIDES)].notna().any(axis="columns")]
    largest = rows[list(SIDES)].max(axis="columns")
    rows = rows.loc[largest.sort_values(ascending=False, kind="stable").index]
    each = reference.language.t("partner.each")
    return _drawing(
        "bar",
        rows.to_dict("records"),
        [str(name) for name in rows["partner_name"]],
        each,
        pair,
        reference,
        digits,
        heading=period(rows.iloc[0].to_dict(), reference.language),
    )


def _by_period(rows: pd.DataFrame, pair: pd.Series, reference: Reference, digits: int) -> Drawing:
    records = rows.to_dict("records")
    labels = [period(row, reference.language) for row in records]
    partner = reference.partner_in_sentence(rows.iloc[0])
    heading = str(rows["partner_name"].iloc[0])
    return _drawing("bar", records, labels, partner, pair, reference, digits, heading=heading)


def _over_time(rows: pd.DataFrame, pair: pd.Series, reference: Reference, digits: int) -> Drawing:
    by_month = "month" in rows
    places = rows["year"] * 12 + rows["month"] - 1 if by_month else rows["year"]
    found = dict(zip(places, rows.to_dict("records"), strict=True))
    every = range(int(places.min()), int(places.max()) + 1)
    labels = [f"{place // 12}-{place % 12 + 1:02d}" if by_month else str(place) for place in every]
    partner = reference.partner_in_sentence(rows.iloc[-1])
    return _drawing(
        "line",
        [found.get(place) for place in every],
        labels,
        partner,
        pair,
        reference,
        digits,
        heading=str(rows["partner_name"].iloc[0]),
    )


def _drawing(
    shape: Literal["line", "bar"],
    records: Sequence[dict[Any, Any] | None],
    labels: Sequence[str],
    partner: str,
    pair: pd.Series,
    reference: Reference,
    digits: int,
    heading: str,
) -> Drawing:
    korea, toward_partner = (
        tuple(_value(row[side]) if row else None for row in records) for side in SIDES
    )
    names = [flow(pair, side, partner, reference) for side in SIDES]
    return Drawing(
        shape=shape,
        categories=tuple(labels),
        names=(capital(names[0]), capital(names[1])),
        toward_korea=korea,
        toward_partner=toward_partner,
        provisional=tuple(_provisional(row) for row in records),
        heading=heading,
        unit=reference.unit(pair["unit"]),
        digits=digits,
    )


def _value(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _provisional(row: dict[Any, Any] | None) -> tuple[bool, bool]:
    """Which side is provisional: by the status of either, or of both where a row has none."""
    if row is None or not row["provisional"]:
        return False, False
    told = [row.get(f"{side}_status") in _UNSETTLED for side in SIDES]
    return (told[0], told[1]) if any(told) else (True, True)
