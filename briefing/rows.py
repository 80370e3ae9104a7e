"""The rows of a view, asked of the library, each with the sources of either direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import pandas as pd

import indicators
from briefing.model import SIDES, Side
from briefing.reference import ASEAN, ASEAN_POOLED, ASEAN_POOLED_EX_VNM, POOLED, Reference

By = Literal["year", "month", "span"]
Aggregate = Literal["pooled", "published"]

#: What a row says of the source of each side.
FACTS = ("publisher", "title", "published", "url", "licence")
#: Between the sources of a sum over members.
AND = " | "
#: A sum over fewer members than this is no sum.
_ENOUGH_MEMBERS = 2


def view_rows(
    pair: str,
    partners: Sequence[str] | None,
    years: tuple[int, int] | None,
    aggregate: Aggregate,
    by: By,
    reference: Reference,
) -> pd.DataFrame:
    """The rows of a view in the shape of ``two_way``, by partner and period.

    ``ASEAN`` stands for the publisher's own total or for the sum over members, as ``aggregate``
    says; without partners, every one is given but sums over members. In a view of one year, a
    partner that was asked for and has no row is added with the reason for its absence.
    """
    described = reference.pair(pair)
    if by == "month":
        return _months(pair, partners, years, reference)
    if described["spans"]:
        return _spans(pair, partners, years, reference)
    asked = None if partners is None else [_meant(code, aggregate) for code in partners]
    plain = None if asked is None else [code for code in asked if code not in POOLED]
    rows = indicators.two_way(pair, plain, years, reference.store)
    if asked is None:
        return rows[~rows["partner"].isin(POOLED)].reset_index(drop=True)
    pooled = [pooled_rows(pair, code, years, reference) for code in POOLED if code in asked]
    rows = _in_order(_joined([rows, *pooled]), asked)
    if years is None or years[0] != years[1]:
        return rows
    return _in_order(with_absent(rows, plain or [], described, years[0], reference), asked)


def _meant(code: str, aggregate: Aggregate) -> str:
    return ASEAN_POOLED if code == ASEAN and aggregate == "pooled" else code


def _in_order(rows: pd.DataFrame, partners: Iterable[str]) -> pd.DataFrame:
    """By partner in the order in which they were asked for, then by year."""
    place = {code: number for number, code in enumerate(partners)}
    return rows.sort_values(
        ["partner", "year"], key=lambda of: of.map(place) if of.name == "partner" else of
    ).reset_index(drop=True)


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def pooled_rows(
    pair: str, code: str, years: tuple[int, int] | None, reference: Reference
) -> pd.DataFrame:
    """The sum over members by year, of the members present throughout, as rows of ``two_way``.

    No rows where fewer than two members have both directions in every year.
    """
    without = ["VNM"] if code == ASEAN_POOLED_EX_VNM else []
    found = indicators.aggregate(
        pair, "pooled", years, constant_members=True, without=without, store=reference.store
    )
    found = found[found["members"] >= _ENOUGH_MEMBERS].assign(partner=code)
    every = indicators.two_way(pair, store=reference.store)
    parts = [members_of(row, every) for row in found.to_dict("records")]
    for side in SIDES:
        found[f"{side}_state"] = ["reported" if value else "zero" for value in found[side]]
    for name in ("caveat_en", "caveat_ko"):
        found[name] = [AND.join(each_once(part[name])) for part in parts]
    found["pillar"] = reference.pair(pair)["pillar"]
    found["pandemic"] = [bool(part["pandemic"].any()) for part in parts]
    return _typed_like(found.reindex(columns=[*every.columns, "members_of"]), every)


def with_absent(
    rows: pd.DataFrame, partners: Sequence[str], pair: pd.Series, year: int, reference: Reference
) -> pd.DataFrame:
    """The rows of a year with one for every partner asked for, absent ones with the reason."""
    absent = [code for code in partners if code not in set(rows["partner"])]
    if not absent:
        return rows
    reasons = indicators.coverage(pair["pair_id"], reference.store)
    reasons = reasons.set_index("partner").reindex(absent)
    added = pd.DataFrame(
        {
            "pair_id": pair["pair_id"],
            "pillar": pair["pillar"],
            "partner": absent,
            "year": year,
            "unit": pair["unit"],
            "toward_korea_state": "absent",
            "toward_partner_state": "absent",
            "grade": pair["grade"],
            "caveat_en": pair["caveat_en"],
            "caveat_ko": pair["caveat_ko"],
            "provisional": False,
            "pandemic": bool(rows["pandemic"].any()),
            "missing_en": reasons["reason_missing_en"].tolist(),
            "missing_ko": reasons["reason_missing_ko"].tolist(),
        }
    ).reindex(columns=rows.columns)
    return _joined([rows, _typed_like(added, rows)])


def _typed_like(frame: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The frame with the types of another, where what is not said is missing and not zero."""
    types = {
        name: "Int64" if pd.api.types.is_integer_dtype(kind) else kind
        for name, kind in known.dtypes.items()
        if name in frame
    }
    return frame.astype(types)


def _months(
    pair: str,
    partners: Sequence[str] | None,
    years: tuple[int, int] | None,
    reference: Reference,
) -> pd.DataFrame:
    rows = indicators.two_way_months(pair, partners, reference.store)
    first, last = years or (0, 9999)
    return rows[rows["year"].between(first, last)].reset_index(drop=True)


def _spans(
    pair: str,
    partners: Sequence[str] | None,
    years: tuple[int, int] | None,
    reference: Reference,
) -> pd.DataFrame:
    rows = indicators.two_way_spans(pair, reference.store)
    first, last = years or (0, 9999)
    within = (rows["period_start"].dt.year >= first) & (rows["period_end"].dt.year <= last)
    if partners is not None:
        within &= rows["partner"].isin(list(partners))
    return rows[within].reset_index(drop=True)


def members_of(row: dict[Any, Any], every: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``two_way`` that a sum over members is made of."""
    codes = str(row["members_included"]).split()
    return every[(every["year"] == row["year"]) & every["partner"].isin(codes)]


def behind(row: dict[Any, Any], every: pd.DataFrame, side: Side, fact: str) -> list[str]:
    """A fact (source_id, locator, series_id) of one side of a row, or of the members summed."""
    name = f"{side}_{fact}"
    if row.get("aggregate") != "pooled":
        return each_once([row.get(name)])
    return each_once(members_of(row, every)[name])


def add_sources(rows: pd.DataFrame, every: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The rows with publisher, title, date, address, licence and place for either direction.

    Where a sum has several sources they stand side by side, each once, parted by `` | ``.
    """
    described = rows.copy()
    records = rows.to_dict("records")
    for side in SIDES:
        used = [behind(row, every, side, "source_id") for row in records]
        described[f"{side}_source_id"] = [AND.join(ids) for ids in used]
        described[f"{side}_locator"] = [
            AND.join(behind(row, every, side, "locator")) for row in records
        ]
        for fact in FACTS:
            texts = sources[fact]
            described[f"{side}_{fact}"] = [
                AND.join(each_once(texts[name] for name in ids)) for ids in used
            ]
    return described


def each_once(values: Iterable[Any]) -> list[str]:
    """The texts that are there, each once, in their order."""
    return list(dict.fromkeys(str(value) for value in values if pd.notna(value) and value != ""))
