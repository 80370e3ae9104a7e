"""What changed: the largest moves of one series over five years or more, and trends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import indicators
from briefing.brief_parts import Derived, Fact, Figure, Text
from briefing.brief_reading import PANDEMIC, SIDES, Reading, Row, Side, cite, figure
from briefing.brief_standing import Standing, Topic, pairs_on
from briefing.brief_words import capital, percent, spoken, tell, times

#: A change is counted over at least this many years, back to a year outside the pandemic.
YEARS = 5
#: A change that ended longer ago than this is no news.
NEWEST = 3
#: From smaller numbers a few persons more make a large change.
SMALLEST_BASE = 30
#: Less than half a per cent is no change (on the scale of logarithms).
SMALLEST = 0.005


@dataclass(frozen=True)
class Change:
    """One direction of one series, then and now."""

    topic: Topic
    pair: Row
    side: Side
    then: Row
    now: Row

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """The figure then and the figure now."""
        return figure(self.then, self.side), figure(self.now, self.side)

    @property
    def size(self) -> float:
        """How large the change is, up and down alike."""
        then, now = self.figures
        return abs(math.log(now.value / then.value))


def changes(
    topics: Iterable[Topic], partners: Iterable[str], reading: Reading
) -> tuple[Change, ...]:
    """Every change of the topics and partners, the largest first, each series once."""
    named = tuple(partners)
    found: dict[tuple[str, str, Side], Change] = {}
    for topic in topics:
        for pair in pairs_on(topic, reading):
            if not pair["additive"] or pair["grade"] == "D":
                continue
            for partner in named:
                rows = reading.of_partner(pair["pair_id"], partner)
                for side in SIDES:
                    change = _change(topic, pair, side, rows, reading)
                    if change:
                        series = change.now[f"{side}_series_id"]
                        found.setdefault((series, partner, side), change)
    return tuple(sorted(found.values(), key=lambda change: -change.size))


def _change(
    topic: Topic, pair: Row, side: Side, rows: tuple[Row, ...], reading: Reading
) -> Change | None:
    """The change of one side from a year before the pandemic, or outside it, to the newest."""
    known = [
        row
        for row in rows
        if row[side]
        and row["year"] not in PANDEMIC
        and row[f"{side}_status"] in ("final", "secondary")
    ]
    if not known or known[-1]["year"] < reading.release.built_at.year - NEWEST:
        return None
    now = known[-1]
    series = now[f"{side}_series_id"]
    before = [
        row
        for row in known
        if row["year"] <= now["year"] - YEARS and row[f"{side}_series_id"] == series
    ]
    # The base is the nearest such year; one far older would compare another age.
    if not before or before[-1]["year"] < now["year"] - YEARS - 3:
        return None
    if before[-1][side] < SMALLEST_BASE:
        return None
    change = Change(topic, pair, side, before[-1], now)
    return change if change.size > SMALLEST else None


def change_fact(change: Change, reading: Reading, weight: float) -> Fact:
    """The sentence on a change: in per cent, or in times where it more than doubled."""
    then, now = change.figures
    increase = now.value / then.value
    if increase >= 2:
        derived = Derived(increase, "ratio", (now, then))
        told = tell("{n} times as many", "{n}배로 증가", n=times(increase))
        if now.unit == "usd":
            told = tell("{n} times as much", "{n}배로 증가", n=times(increase))
    else:
        up = increase > 1
        derived = Derived(100 * (increase - 1), "percent_change", (then, now))
        shown = percent(abs(derived.value))
        told = tell("up {n}", "{n} 증가", n=shown) if up else tell("down {n}", "{n} 감소", n=shown)
    text = tell(
        "{flow}: from {then} in {first} to {now} in {last}, {told}",
        "{flow} {then}({first}년) → {now}({last}년), {told}",
        flow=capital(reading.flow(change.pair, change.side, change.now["partner"])),
        then=spoken(then.value, then.unit),
        now=spoken(now.value, now.unit),
        first=change.then["year"],
        last=change.now["year"],
        told=told,
    )
    cited = (
        *cite(change.then, change.side, reading=reading),
        *cite(change.now, change.side, reading=reading),
    )
    return Fact(
        kind="change",
        section="change",
        topic=change.topic.id,
        weight=weight,
        lead=change.topic.name,
        text=text,
        citations=tuple(dict.fromkeys(cited)),
        figures=(then, now),
        derived=(derived,),
    )


def trend_fact(standing: Standing, reading: Reading, weight: float) -> Fact | None:
    """Whether the two directions converge or diverge, where at least five years tell it."""
    pair_id = standing.pair["pair_id"]
    found = indicators.trend(pair_id, standing.partner, store=reading.store)
    words = {
        "converging": Text("grow closer", "축소"),
        "diverging": Text("grow further apart", "확대"),
    }
    if found.verdict not in words or found.years[-1] < standing.row["year"]:
        return None
    rows = [
        row for row in reading.of_partner(pair_id, standing.partner) if row["year"] in found.years
    ]
    if len({row[f"{side}_series_id"] for row in rows for side in SIDES}) > 2:
        return None
    text = tell(
        "{title}: the two directions {verdict} ({count} comparable years from {first} to {last}, "
        "95% interval of the slope of the balance on one side of zero)",
        "{title}: 양방향 격차 {verdict} 추세({first}~{last}년 중 비교 가능한 {count}개 연도, "
        "균형지수 기울기의 95% 신뢰구간 기준)",
        title=standing.title,
        verdict=words[found.verdict],
        count=len(found.years),
        first=found.years[0],
        last=found.years[-1],
    )
    cited = [citation for row in rows for citation in cite(row, reading=reading)]
    return Fact(
        kind="trend",
        section="change",
        topic=standing.topic.id,
        weight=weight,
        lead=standing.topic.name,
        text=text,
        citations=tuple(dict.fromkeys(cited)),
        figures=tuple(figure(row, side) for row in rows for side in SIDES),
    )
