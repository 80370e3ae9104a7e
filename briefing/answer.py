"""The sentence a view comes down to, made of its own figures."""

from __future__ import annotations

import pandas as pd

from briefing.choice import compared_rows, newest_row, partners_in
from briefing.definitions import capital
from briefing.model import SIDES, Side
from briefing.reference import Reference
from briefing.wording import (
    COMPARABLE,
    amount,
    difference,
    flow,
    is_known,
    period,
    state,
    times,
)


def answer_of(frame: pd.DataFrame, pair: pd.Series, reference: Reference) -> str:
    """The view in one sentence, with its figures and its period and without a full stop."""
    if frame.empty or frame[list(SIDES)].isna().all(axis=None):
        return reference.language.t("answer.no_rows")
    if len(partners_in(frame)) == 1:
        return _of_one(newest_row(frame), pair, reference)
    rows = compared_rows(frame, reference)
    there = rows[rows[list(SIDES)].notna().any(axis="columns")]
    compared = there[there["gap"].notna()] if "gap" in there else there
    # With one comparison to speak of, the sentence is about that partner.
    for only in (there, compared):
        if len(only) == 1:
            return _of_one(only.iloc[0], pair, reference)
    return _of_many(rows, pair, reference)


def _of_one(row: pd.Series, pair: pd.Series, reference: Reference) -> str:
    language, unit = reference.language, row["unit"]
    partner = reference.partner_in_sentence(row)
    words = {side: flow(pair, side, partner, reference) for side in SIDES}
    there = [side for side in SIDES if is_known(row, side)]
    told = {side: amount(row[side], unit, language) for side in there}
    when = period(row, language)
    if len(there) == 1:
        absent: Side = SIDES[1 - SIDES.index(there[0])]
        return language.t(
            "answer.one_side",
            period=when,
            known=words[there[0]],
            figure=told[there[0]],
            absent=words[absent],
            state=state(row, absent, language),
        )
    x, y = row["toward_korea"], row["toward_partner"]
    larger, smaller = SIDES if x >= y else SIDES[::-1]
    values = {
        "period": when,
        "larger": words[larger],
        "smaller": words[smaller],
        "more": told[larger],
        "fewer": told[smaller],
    }
    ratio = row.get("ratio")
    if unit == "flag" or "gap" not in row:
        return language.t("answer.both", **values)
    if row["grade"] not in COMPARABLE:
        return language.t("answer.side_by_side", **values)
    if x == y:
        return language.t("answer.level" if x else "answer.none", **values)
    if pd.notna(ratio):
        key = "outnumbered" if pair["countable"] else "times"
        return language.t(f"answer.{key}", times=times(ratio, language), **values)
    if pd.notna(row["balance"]):
        return language.t("answer.one_way", **values)
    apart = difference(row["gap"], unit, language)
    return language.t("answer.difference", difference=apart, **values)


def _of_many(rows: pd.DataFrame, pair: pd.Series, reference: Reference) -> str:
    language = reference.language
    members = set(rows["partner"]) <= set(reference.members())
    whom = language.t("whom.members" if members else "whom.partners")
    each = language.t("partner.each")
    words = {side: flow(pair, side, each, reference) for side in SIDES}
    values = {"period": period(rows.iloc[0], language), "whom": whom}
    gaps = rows["gap"].dropna() if "gap" in rows else pd.Series(dtype="float64")
    if pair["unit"] == "flag" or gaps.empty:
        there = rows[list(SIDES)].notna().any(axis="columns")
        published = [side for side in SIDES if rows[side].notna().any()]
        if len(published) == 1 and pair["unit"] != "flag":
            return _of_many_one_way(rows, published[0], pair, words, values, reference)
        named = {"larger": words["toward_korea"], "smaller": words["toward_partner"]}
        told = language.t("answer.uncompared", of=int(there.sum()), **named, **values)
        return capital(told)
    leads = {"toward_korea": int((gaps > 0).sum()), "toward_partner": int((gaps < 0).sum())}
    larger: Side = max(SIDES, key=lambda side: leads[side])
    smaller: Side = SIDES[1 - SIDES.index(larger)]
    values |= {"larger": words[larger], "smaller": words[smaller]}
    if leads[larger] == leads[smaller]:
        return language.t("answer.even", count=leads[larger], of=len(gaps), **values)
    whole = "all" if leads[larger] == len(gaps) else "some"
    how_many = language.t(f"answer.{whole}", count=leads[larger], of=len(gaps))
    leading = rows[(rows["gap"] > 0) == (larger == "toward_korea")]
    ratios = leading["ratio"].dropna()
    widest = ""
    if len(ratios):
        row = rows.loc[ratios.index].sort_values("ratio", kind="stable").iloc[-1]
        partner = reference.partner_in_sentence(row)
        widest = language.t("answer.widest", partner=partner, times=times(row["ratio"], language))
    return language.t("answer.most", how_many=how_many, widest=widest, **values)


def _of_many_one_way(
    rows: pd.DataFrame,
    side: Side,
    pair: pd.Series,
    words: dict[Side, str],
    values: dict[str, str],
    reference: Reference,
) -> str:
    most = rows[rows[side].notna()].sort_values(side, kind="stable").iloc[-1]
    told = reference.language.t(
        "answer.one_side_many",
        known=words[side],
        absent=words[SIDES[1 - SIDES.index(side)]],
        of=int(rows[side].notna().sum()),
        partner=reference.partner_in_sentence(most),
        figure=amount(most[side], pair["unit"], reference.language),
        **values,
    )
    return capital(told)
