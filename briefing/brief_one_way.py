"""Figures of which only one direction is published: the newest, and a partner's place."""

from __future__ import annotations

from typing import Literal

from briefing.brief_parts import Derived, Fact, Text
from briefing.brief_reading import SIDES, Reading, Row, cite, figure, is_both, status_word
from briefing.brief_standing import Standing, Topic, known_side, pairs_on
from briefing.brief_words import capital, in_brackets, period, spoken, tell

#: A figure of one direction that is older than this many years is no news.
NEWEST = 5
#: A place among the members is told down to this one.
LAST_PLACE = 3


def latest_one_way(topic: Topic, partner: str, reading: Reading) -> Standing | None:
    """The newest figure of a topic of which the other direction is not published.

    Pairs of which one direction is never published come before gaps in pairs of two. Figures
    that are older than five years, that no publisher stands for, or that are shares, are not taken.
    """
    oldest = reading.release.built_at.year - NEWEST
    found = [
        Standing(topic, pair, row)
        for pair in pairs_on(topic, reading)
        if pair["additive"]
        for row in reading.of_partner(pair["pair_id"], partner)
        if not is_both(row)
        and any(row[side] for side in SIDES)
        and row["year"] >= oldest
        and _is_published(row, reading)
    ]
    if not found:
        return None
    return max(
        found,
        key=lambda s: (s.row["year"], s.pair["grade"] is None, -s.pair["position"]),
    )


def _is_published(row: Row, reading: Reading) -> bool:
    side, _ = known_side(row)
    source = reading.sources.get(row[f"{side}_source_id"] or "")
    return source is not None and source["reliability"] != "other"


def one_way_fact(
    standing: Standing,
    reading: Reading,
    weight: float,
    level: Literal[2, 3],
    ranked: tuple[Derived, Text] | None = None,
) -> Fact:
    """The sentence on a figure of which the other direction is not published."""
    side, _ = known_side(standing.row)
    known = figure(standing.row, side)
    text = tell(
        "{flow}: {value} {period}{rank}; the other direction has no published figure{status}",
        "{period} {flow} {value}{rank}, 반대 방향은 미공표{status}",
        flow=capital(reading.flow(standing.pair, side, standing.partner)),
        value=spoken(known.value, known.unit),
        period=period(standing.period),
        rank=ranked[1] if ranked else Text("", ""),
        status=in_brackets(status_word(standing.row, side)),
    )
    return Fact(
        kind="one_way",
        section="standing",
        topic=standing.topic.id,
        weight=weight,
        level=level,
        lead=standing.topic.name if level == 2 else Text("Latest", "최신"),
        text=text,
        citations=cite(standing.row, side, reading=reading),
        figures=(known,),
        derived=(ranked[0],) if ranked else (),
    )


def rank_among_members(standing: Standing, reading: Reading) -> tuple[Derived, Text] | None:
    """The partner's place among the members, where one series counts at least five of them."""
    side, _ = known_side(standing.row)
    series = standing.row[f"{side}_series_id"]
    rows = [
        row
        for row in reading.rows(standing.pair["pair_id"])
        if row["partner"] in reading.members
        and row["year"] == standing.row["year"]
        and row[side] is not None
        and row[f"{side}_series_id"] == series
    ]
    if len(rows) < 5:
        return None
    own = figure(standing.row, side)
    others = tuple(figure(row, side) for row in rows if row["partner"] != standing.partner)
    place = 1 + sum(other.value > own.value for other in others)
    if place > LAST_PLACE:
        return None
    all_of_them = len(rows) == len(reading.members)
    told = tell(
        ", {place} of the {count} members of ASEAN{known}",
        "({known}아세안 {count}개국 중 {place}위)",
        place=Text(ordinal(place), str(place)),
        count=len(rows),
        known=Text("", "") if all_of_them else Text(" with a figure", "수치가 있는 "),
    )
    return Derived(place, "rank", (own, *others)), told


def ordinal(place: int) -> str:
    """A place as a word: 1st, 2nd, 3rd, 4th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{place}{'th' if place in (11, 12, 13) else endings.get(place % 10, 'th')}"
