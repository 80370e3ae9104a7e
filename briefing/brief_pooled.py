"""ASEAN as one: the sum of the members that have both directions, with and without Viet Nam."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.brief_comparison import cited
from briefing.brief_parts import Derived, Fact, Figure, Text
from briefing.brief_reading import PANDEMIC, Reading, Row, figure, has_ratio, is_both
from briefing.brief_standing import GRADE_WORDS, Standing, ratio_of
from briefing.brief_words import joined, spoken, tell, times

#: A sum of fewer members says nothing about ASEAN.
FEWEST = 2


def pooled_fact(members: Sequence[Standing], reading: Reading, weight: float) -> Fact | None:
    """The sum in its newest year, by name, since a changing set of members makes false trends."""
    if not members:
        return None
    pair = members[0].pair
    whole = _sum("ASEAN_POOLED", members[0], reading)
    if whole is None:
        return None
    year = whole.period
    rest = _sum("ASEAN_POOLED_EX_VNM", members[0], reading)
    sums = [whole]
    if rest is not None and rest.period == year and rest.row["members"] < whole.row["members"]:
        sums.append(rest)
    parts = [_against(one) for one in sums]
    figures: list[Figure] = [figure(one.row, side) for one in sums for side in one.larger_first()]
    derived: list[Derived] = [ratio_of(one) for one in sums]
    included = _included(pair, year, members[0], reading)
    text = tell(
        "ASEAN in {year}, {count} members with both directions ({names}): {first}{rest} ({grade})",
        "{year}년 아세안 {count}개국({names}) 합계 {first}{rest}({grade})",
        year=year,
        count=whole.row["members"],
        names=joined([reading.name(one.partner) for one in included]),
        first=parts[0],
        rest=tell("; without Viet Nam {part}", ", 베트남 제외 시 {part}", part=parts[1])
        if len(parts) > 1
        else Text("", ""),
        grade=GRADE_WORDS[whole.row["grade"]],
    )
    return Fact(
        kind="pooled",
        section="standing",
        topic="summary",
        weight=weight,
        lead=Text("ASEAN", "아세안"),
        text=text,
        citations=cited(included, reading),
        figures=tuple(figures),
        derived=tuple(derived),
        grade=whole.row["grade"],
    )


def _sum(code: str, like: Standing, reading: Reading) -> Standing | None:
    rows = [
        row
        for row in reading.rows(like.pair["pair_id"])
        if row["partner"] == code and row["year"] not in PANDEMIC and has_ratio(row)
    ]
    if not rows or rows[-1]["members"] < FEWEST:
        return None
    return Standing(like.topic, like.pair, rows[-1])


def _against(one: Standing) -> Text:
    """Both sums, the larger first, each with its direction, and the ratio."""
    ways = {
        "toward_korea": Text("toward Korea", "아세안 → 한국"),
        "toward_partner": Text("toward ASEAN", "한국 → 아세안"),
    }
    larger, smaller = one.larger_first()
    return tell(
        "{larger} {larger_way} against {smaller} {smaller_way}, {n} to 1",
        "{larger_way} {larger}, {smaller_way} {smaller}의 {n}배",
        larger=spoken(one.row[larger], one.row["unit"]),
        smaller=spoken(one.row[smaller], one.row["unit"]),
        larger_way=ways[larger],
        smaller_way=ways[smaller],
        n=times(ratio_of(one).value),
    )


def _included(pair: Row, year: str, like: Standing, reading: Reading) -> list[Standing]:
    """The members whose figures are in the sum of a year."""
    return [
        Standing(like.topic, pair, row)
        for row in reading.rows(pair["pair_id"])
        if row["partner"] in reading.members and str(row["year"]) == year and is_both(row)
    ]
