"""Which facts a brief on a partner may state, chosen by rule and ranked.

Nothing here is written by hand: a fact is a sentence put together from figures of the store, the
figures themselves, and the places where they were read.
"""

from __future__ import annotations

from briefing.brief_changes import change_fact, changes, trend_fact
from briefing.brief_comparison import comparison_fact, newest_fact, tilt_fact
from briefing.brief_one_way import latest_one_way, one_way_fact, rank_among_members
from briefing.brief_opinion import with_base
from briefing.brief_parts import Fact
from briefing.brief_reading import Reading, has_ratio
from briefing.brief_record import (
    commitment_fact,
    concern_of,
    entry_fact,
    event_fact,
    missing_fact,
    open_commitments,
    recent_events,
)
from briefing.brief_standing import (
    TOPICS,
    Standing,
    Topic,
    headline,
    ratio_of,
    standing_fact,
)

#: Weights by kind of fact; where the page is too small, the lightest are left out.
WEIGHTS = {
    "gap": 100.0,
    "standing": 95.0,
    "change": 88.0,
    "entry": 86.0,
    "commitment": 84.0,
    "event": 82.0,
    "one_way": 81.0,
    "comparison": 78.0,
    "missing": 68.0,
    "trend": 56.0,
}
#: A fact of lower rank of the same kind weighs this much less than the one before it.
STEP = 8.0
#: The second gap says much; those after it stand in the table as well.
STANDING_STEP = 12.0


def standings_of(partner: str, reading: Reading) -> dict[str, Standing]:
    """The row each topic is quoted by; for opinions, that of ASEAN where the partner has none."""
    found = {}
    for topic in TOPICS:
        standing = headline(topic, partner, reading)
        if standing is None and topic.flow == "opinion" and partner in reading.members:
            standing = headline(topic, "ASEAN", reading)
        if standing is not None:
            found[topic.id] = standing
    return found


def one_way_of(partner: str, reading: Reading) -> dict[str, Standing]:
    """The newest figure of each topic without its other direction, newer than what has both."""
    both = standings_of(partner, reading)
    found = {}
    for topic in TOPICS:
        newest = latest_one_way(topic, partner, reading)
        own = both.get(topic.id)
        if newest is None:
            continue
        ended = int(own.period[-7:-3] if "/" in own.period else own.period) if own else 0
        if own is None or own.partner != partner or newest.row["year"] > ended:
            found[topic.id] = newest
    return found


def facts_about(partner: str, reading: Reading) -> tuple[Fact, ...]:
    """Every fact on a partner that a brief may take, the weightiest first.

    The largest gap in words, both directions of each topic in its newest comparable year, newer
    figures of one direction, comparators, the largest changes, entry rules both ways, open
    commitments, recent events, and the directions that are not published.
    """
    both = standings_of(partner, reading)
    one_way = one_way_of(partner, reading)
    facts = [
        *_standing_facts(both, reading),
        *_one_way_facts(both, one_way, reading),
        *_change_facts(partner, both, reading),
        *_record_facts(partner, reading),
    ]
    for number, standing in enumerate(one_way.values()):
        fact = missing_fact(standing, reading, WEIGHTS["missing"] - STEP * number)
        facts += [fact] if fact else []
    return tuple(sorted(facts, key=lambda fact: -fact.weight))


def summary_of(partner: str, reading: Reading) -> tuple[Fact, ...]:
    """The facts of the boxed summary: who turns to whom, what changed most, how new it is."""
    both = [s for s in standings_of(partner, reading).values() if s.partner == partner]
    one_way = list(one_way_of(partner, reading).values())
    first = tilt_fact(both, reading)
    if first is None and one_way:
        first = one_way_fact(one_way[0], reading, 200, 2, rank_among_members(one_way[0], reading))
    moved = changes(TOPICS, [partner], reading)[:1]
    found = (
        first,
        change_fact(moved[0], reading, 195) if moved else None,
        newest_fact(both, reading),
    )
    return tuple(fact for fact in found if fact is not None)


def _standing_facts(both: dict[str, Standing], reading: Reading) -> list[Fact]:
    """Both directions of each topic, the widest gap first, with the comparators below."""
    ranked = [s for s in both.values() if has_ratio(s.row)]
    ranked.sort(key=lambda s: -ratio_of(s).value)
    facts = []
    for standing in both.values():
        largest = bool(ranked) and standing is ranked[0] and len(ranked) > 1
        place = ranked.index(standing) if standing in ranked else len(ranked)
        weight = WEIGHTS["gap"] if largest else WEIGHTS["standing"] - STANDING_STEP * (place - 1)
        fact = standing_fact(standing, reading, weight, largest)
        if standing.pair["flow"] == "opinion":
            fact = with_base(fact, standing, reading)
        facts.append(fact)
        if has_ratio(standing.row):
            below = comparison_fact(standing, reading, WEIGHTS["comparison"] - STEP * place)
            facts += [below] if below else []
    return facts


def _one_way_facts(
    both: dict[str, Standing], one_way: dict[str, Standing], reading: Reading
) -> list[Fact]:
    facts = []
    for topic, standing in one_way.items():
        alone = topic not in both or both[topic].partner != standing.partner
        weight = WEIGHTS["one_way"] if alone else WEIGHTS["one_way"] - STEP
        ranked = rank_among_members(standing, reading)
        facts.append(one_way_fact(standing, reading, weight, 2 if alone else 3, ranked))
    return facts


def _change_facts(partner: str, both: dict[str, Standing], reading: Reading) -> list[Fact]:
    """The largest change of each topic, and the trends of the pairs that carry a ratio."""
    facts: list[Fact] = []
    seen: set[Topic] = set()
    # The largest of all stands in the summary; the body gives the next of each topic.
    for change in changes(TOPICS, [partner], reading)[1:]:
        if change.topic not in seen:
            weight = WEIGHTS["change"] - STEP * len(seen)
            facts.append(change_fact(change, reading, weight))
            seen.add(change.topic)
    for standing in both.values():
        if has_ratio(standing.row) and standing.partner == partner:
            fact = trend_fact(standing, reading, WEIGHTS["trend"])
            facts += [fact] if fact else []
    return facts


def _record_facts(partner: str, reading: Reading) -> list[Fact]:
    facts = []
    entry = entry_fact(partner, reading, WEIGHTS["entry"])
    facts += [entry] if entry else []
    concerns = concern_of(partner)
    for kind, make, rows in (
        ("commitment", commitment_fact, open_commitments(concerns, reading)),
        ("event", event_fact, recent_events(concerns, reading)),
    ):
        for number, row in enumerate(rows[:4]):
            wider = 0 if concerns(row) == 2 else 2 * STEP
            facts.append(make(row, reading, WEIGHTS[kind] - STEP * number - wider))
    return facts
