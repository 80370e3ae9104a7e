"""Which facts a brief on a pillar may state: all members on one pair, chosen by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.brief_changes import change_fact, changes
from briefing.brief_comparison import cited, comparison_fact
from briefing.brief_one_way import latest_one_way, one_way_fact
from briefing.brief_opinion import with_base
from briefing.brief_parts import Fact, Text
from briefing.brief_pooled import pooled_fact
from briefing.brief_reading import (
    COMPARATORS,
    PANDEMIC,
    SIDES,
    Reading,
    Row,
    cite,
    figure,
    has_ratio,
    is_both,
)
from briefing.brief_record import (
    commitment_fact,
    concern_of_pillar,
    event_fact,
    missing_fact,
    open_commitments,
    recent_events,
)
from briefing.brief_standing import (
    TOPICS,
    Standing,
    Topic,
    known_side,
    longest_span,
    pairs_on,
    ratio_of,
    standing_fact,
)
from briefing.brief_words import capital, joined, tell, times

#: The pillars a brief can be about.
PILLARS = tuple(dict.fromkeys(topic.pillar for topic in TOPICS))
#: A row older than this many years does not count when the pair of a pillar is chosen.
OLDEST = 10
GROUPS = ("ASEAN", "SEA")
NO_LEAD = Text("", "")


def topic_of(pillar: str) -> Topic:
    """The first topic of a pillar."""
    return next(topic for topic in TOPICS if topic.pillar == pillar)


def rows_of(pillar: str, reading: Reading) -> tuple[Standing, ...]:
    """The rows of a pillar's table: members first, then comparators, each in its newest year.

    All stand on one pair, that which has both directions for most members; of equals, the newer.
    Where no pair has years for two members, spans stand in; opinions stand by item, since
    surveys ask about ASEAN as a whole.
    """
    topic = topic_of(pillar)
    if topic.flow == "opinion":
        return tuple(_opinions(topic, reading))
    by_pair = [
        [
            standing
            for partner in (*reading.members, *COMPARATORS)
            if (standing := _newest(topic, pair, partner, reading)) is not None
        ]
        for pair in pairs_on(topic, reading)
    ]
    best = max(by_pair, key=lambda rows: _breadth(rows, reading), default=[])
    if _breadth(best, reading)[0] < 2:
        spans = [longest_span(topic, code, reading) for code in (*reading.members, *GROUPS)]
        best = [standing for standing in spans if standing is not None] or best
    return tuple(best)


def _newest(topic: Topic, pair: Row, partner: str, reading: Reading) -> Standing | None:
    """The newest row of a partner outside the pandemic: with both directions, else with one."""
    first = reading.release.built_at.year - OLDEST
    rows = [
        row
        for row in reading.of_partner(pair["pair_id"], partner)
        if row["year"] >= first and row["year"] not in PANDEMIC
    ]
    both = [row for row in rows if is_both(row)]
    chosen = (both or rows)[-1:]
    return Standing(topic, pair, chosen[0]) if chosen else None


def _breadth(rows: Sequence[Standing], reading: Reading) -> tuple[int, int]:
    both = [s for s in rows if has_ratio(s.row) and s.partner in reading.members]
    return len(both), max((s.row["year"] for s in both), default=0)


def _opinions(topic: Topic, reading: Reading) -> list[Standing]:
    """The newest row with both directions of every mirrored item, for ASEAN and comparators."""
    found = []
    for pair in pairs_on(topic, reading):
        for partner in ("ASEAN", *COMPARATORS):
            both = [row for row in reading.of_partner(pair["pair_id"], partner) if is_both(row)]
            if both and both[-1]["grade"] != "D":
                found.append(Standing(topic, pair, both[-1]))
    return found


def facts_about_pillar(pillar: str, reading: Reading) -> tuple[Fact, ...]:
    """Every fact on a pillar that a brief may take, the weightiest first.

    The widest and the narrowest gap among the members, ASEAN as one with and without Viet Nam,
    comparators, the largest changes, open commitments, recent events, missing directions.
    """
    rows = rows_of(pillar, reading)
    facts = [
        *_gap_facts(rows, reading),
        *_group_facts(pillar, reading),
        *_change_facts(pillar, reading),
        *_record_facts(pillar, reading),
        *_missing_facts(rows, reading),
    ]
    return tuple(sorted(facts, key=lambda fact: -fact.weight))


def summary_of_pillar(pillar: str, reading: Reading) -> tuple[Fact, ...]:
    """The facts of the boxed summary: how many members tilt which way, and the largest change."""
    rows = rows_of(pillar, reading)
    topics = [topic for topic in TOPICS if topic.pillar == pillar]
    moved = changes(topics, (*reading.members, *GROUPS), reading)[:1]
    found = (
        _count_fact(rows, reading),
        *(change_fact(change, reading, 195) for change in moved),
        pooled_fact(_members_with_ratio(rows, reading), reading, 190),
    )
    return tuple(fact for fact in found if fact is not None)


def _members_with_ratio(rows: Sequence[Standing], reading: Reading) -> list[Standing]:
    found = [s for s in rows if s.partner in reading.members and has_ratio(s.row)]
    return sorted(found, key=lambda s: -ratio_of(s).value)


def _count_fact(rows: Sequence[Standing], reading: Reading) -> Fact | None:
    """Which members tilt which way, by name."""
    ranked = _members_with_ratio(rows, reading)
    if len(ranked) < 2:
        return None
    clauses = []
    for side, way in (
        ("toward_korea", Text("toward Korea for", "상대국 → 한국 우세")),
        ("toward_partner", Text("toward the partner for", "한국 → 상대국 우세")),
    ):
        names = [
            tell(
                "{name} ({n} to 1)",
                "{name}({n}배)",
                name=reading.name(s.partner),
                n=times(ratio_of(s).value),
            )
            for s in ranked
            if s.larger_first()[0] == side
        ]
        if names:
            listed = Text(joined(names).en, ", ".join(name.ko for name in names))
            clauses.append(tell("{way} {names}", "{way}: {names}", way=way, names=listed))
    text = tell(
        "The larger flow runs {clauses}; each member in its newest year",
        "{clauses} ※ 회원국별 최신 연도 기준",
        clauses=Text("; ".join(c.en for c in clauses), " / ".join(c.ko for c in clauses)),
    )
    return Fact(
        kind="tilt",
        section="standing",
        topic="summary",
        weight=200,
        lead=Text("", ""),
        text=text,
        citations=cited(ranked, reading),
        figures=tuple(figure(s.row, side) for s in ranked for side in SIDES),
        derived=tuple(ratio_of(s) for s in ranked),
    )


def _gap_facts(rows: Sequence[Standing], reading: Reading) -> list[Fact]:
    """The widest and the narrowest gap in words, the comparators, or every row of an opinion."""
    ranked = _members_with_ratio(rows, reading)
    if not ranked:
        told = [s for s in rows if is_both(s.row)]
        if told and told[0].topic.flow != "opinion":
            # One measure for all: ASEAN as a group and the member with the largest figure.
            told.sort(key=lambda s: -s.row["toward_korea"])
            told = [s for s in told if s.partner in GROUPS] + told[:1]
        facts = [
            replace(standing_fact(s, reading, 90.0 - n, largest=False), lead=NO_LEAD)
            for n, s in enumerate(told)
        ]
        return [with_base(fact, s, reading) for fact, s in zip(facts, told, strict=True)]
    widest, narrowest = ranked[0], ranked[-1]
    facts = [_led(standing_fact(widest, reading, 100, False), Text("Widest gap", "최대 격차"))]
    if narrowest is not widest:
        fact = standing_fact(narrowest, reading, 90, False)
        facts.append(_led(fact, Text("Narrowest gap", "최소 격차")))
    compared = comparison_fact(widest, reading, 80, level=2)
    return [*facts, compared] if compared else facts


def _led(fact: Fact, lead: Text) -> Fact:
    return replace(fact, lead=lead, topic=f"{fact.topic}_{lead.en}")


def _group_facts(pillar: str, reading: Reading) -> list[Fact]:
    """Figures for Southeast Asia or ASEAN as a group, where publishers give no others."""
    topic = topic_of(pillar)
    if topic.flow != "exports":
        return []
    facts = []
    for pair in pairs_on(topic, reading):
        rows = [row for code in GROUPS for row in reading.of_partner(pair["pair_id"], code)]
        both = [row for row in rows if is_both(row)]
        if both:
            fact = standing_fact(Standing(topic, pair, both[-1]), reading, 70.0, False)
            facts.append(replace(fact, lead=NO_LEAD))
    newest = [s for code in GROUPS if (s := latest_one_way(topic, code, reading)) is not None]
    for standing in newest[:1]:
        fact = one_way_fact(standing, reading, 72.0, 2)
        why = missing_fact(standing, reading, 54.0)
        facts += [replace(f, lead=NO_LEAD) for f in (fact, why) if f]
    return facts


def _change_facts(pillar: str, reading: Reading) -> list[Fact]:
    topics = [topic for topic in TOPICS if topic.pillar == pillar]
    moved = changes(topics, (*reading.members, *GROUPS), reading)[1:4]
    facts: list[Fact] = []
    for number, change in enumerate(moved):
        fact = change_fact(change, reading, 66.0 - 8 * number)
        name = reading.name(change.now["partner"])
        facts.append(replace(fact, lead=Text(name.en, name.ko), topic=str(number)))
    return facts


def _record_facts(pillar: str, reading: Reading) -> list[Fact]:
    concerns = concern_of_pillar(pillar, reading.members)
    commitments = open_commitments(concerns, reading)[:4]
    events = recent_events(concerns, reading)[:4]
    return [
        *(commitment_fact(row, reading, 62.0 - 8 * n) for n, row in enumerate(commitments)),
        *(event_fact(row, reading, 60.0 - 8 * n) for n, row in enumerate(events)),
    ]


def _missing_facts(rows: Sequence[Standing], reading: Reading) -> list[Fact]:
    """Which members lack which direction, by name."""
    facts = []
    for side in SIDES:
        lacking = [
            s
            for s in rows
            if s.partner in reading.members and not is_both(s.row) and known_side(s.row)[1] == side
        ]
        if not lacking:
            continue
        pair, known = lacking[0].pair, known_side(lacking[0].row)[0]
        flow = tell(pair[f"{side}_en"], pair[f"{side}_ko"], partner=Text("the partner", "상대국"))
        text = tell(
            "{flow}: no comparable year was found for {names}",
            "{flow}: {names}은(는) 비교할 수 있는 연도의 수치 미확인",
            flow=capital(flow),
            names=joined([reading.name(s.partner) for s in lacking]),
        )
        read_in = [c for s in lacking for c in cite(s.row, known, reading=reading)]
        facts.append(
            Fact(
                kind="missing",
                section="missing",
                topic=side,
                weight=54.0,
                lead=Text("Missing", "미공표"),
                text=text,
                citations=tuple(dict.fromkeys(read_in)),
                figures=tuple(figure(s.row, known) for s in lacking),
            )
        )
    return facts
