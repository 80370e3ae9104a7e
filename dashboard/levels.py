"""Sentences for flows that are not people: money, shares, counts of things.

A row is one row of the ``two_way`` table, a pair one row of the ``pair`` table. As in
``dashboard.wording`` no sentence shows a sign.
"""

from __future__ import annotations

import pandas as pd

from dashboard.language import Language
from dashboard.units import amount
from dashboard.wording import COMPARABLE, SIDES, flow, is_known, name_in_row, ratio

#: Units in which one figure over another means nothing.
_WITHOUT_RATIO = ("percent", "score_0_100")


def level(row: pd.Series, pair: pd.Series, language: Language) -> str:
    """The row as one sentence: both figures, or the one there is and that the other is not."""
    partner = name_in_row(row, language)
    words = {side: flow(pair, side, partner, language) for side in SIDES}
    known = [side for side in SIDES if is_known(row[side])]
    figures = {side: amount(row[side], row["unit"], language) for side in known}
    year = row["year"]
    if not known:
        return language.t(
            "{year}: neither {korea} nor {partner} is published.",
            year=year,
            korea=words["toward_korea"],
            partner=words["toward_partner"],
        )
    if len(known) == 1:
        (side,) = known
        absent = words[SIDES[1 - SIDES.index(side)]]
        values = {"year": year, "known": words[side], "figure": figures[side], "absent": absent}
        share = row["share_of_korea_total"]
        if side == "toward_korea" and is_known(share):
            return language.t(
                "In {year}, {known} came to {figure}, {share} of the world total. The reverse, "
                "{absent}, is not published.",
                share=language.percent(share, points=True),
                **values,
            )
        if row["unit"] == "usd":
            return language.t(
                "In {year}, {known} came to {figure}. The reverse, {absent}, is not published.",
                **values,
            )
        return language.t(
            "{year}, {known}: {figure}. The reverse, {absent}, is not published.", **values
        )
    x, y = (row[side] for side in SIDES)
    comparable = row["grade"] in COMPARABLE and row["unit"] not in _WITHOUT_RATIO
    if not comparable or 0 in (x, y) or x == y:
        return language.t(
            "{year}, {korea}: {x}; {partner}: {y}.",
            year=year,
            korea=words["toward_korea"],
            partner=words["toward_partner"],
            x=figures["toward_korea"],
            y=figures["toward_partner"],
        )
    larger, smaller = SIDES if x > y else SIDES[::-1]
    return language.t(
        "In {year}, {larger} came to {times} times {smaller}: {more} against {fewer}.",
        year=year,
        larger=words[larger],
        smaller=words[smaller],
        times=ratio(row[larger], row[smaller], language),
        more=figures[larger],
        fewer=figures[smaller],
    )


def reason(row: pd.Series, language: Language) -> str:
    """Why a direction of the row is not there, in the words of the catalogue, or nothing."""
    english, korean = row["missing_en"], row["missing_ko"]
    if not isinstance(english, str) or not english:
        return ""
    told = language.choose(english, korean if isinstance(korean, str) else "")
    return language.t("Not published: {reason}.", reason=told.rstrip("."))
