"""What surrounds the flows: entry rules, open promises, recent events, missing directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import indicators
from briefing.brief_parts import Citation, Fact, Quote, Section, Text
from briefing.brief_reading import Reading, Row, cite, records
from briefing.brief_standing import Standing, known_side
from briefing.brief_words import day, tell

#: A promise that may still be kept, or whose end is not known.
OPEN = ("announced", "in_progress", "on_track", "at_risk", "slipped")
#: Events older than this many years are history.
RECENT = 3
#: What a partner's brief takes up beside the partner itself, less urgent.
WIDER = ("ASEAN", "SEA", "WLD")


def entry_fact(partner: str, reading: Reading, weight: float) -> Fact | None:
    """The entry rules both ways on the newest day, in the publisher's words."""
    rows = records(indicators.entry_rules([partner], "latest", reading.store))
    if not rows or not all(rows[0][f"toward_{side}_meaning_en"] for side in ("korea", "partner")):
        return None
    row = rows[0]
    snapshot = row["snapshot_date"].date().isoformat()
    quotes = [
        Quote(
            "entry_rules",
            (partner, snapshot, f"toward_{side}_meaning"),
            Text(row[f"toward_{side}_meaning_en"], row[f"toward_{side}_meaning_ko"]),
        )
        for side in ("korea", "partner")
    ]
    text = tell(
        "For citizens of {name} in Korea: {korea}; for Koreans in {name}: {partner} (as of {day})",
        "{name} 국민의 한국 입국은 {korea}, 한국인의 {name} 입국은 {partner}({day} 기준)",
        name=reading.name(partner),
        korea=quotes[0].text,
        partner=quotes[1].text,
        day=day(snapshot),
    )
    return Fact(
        kind="entry",
        section="record",
        topic="entry",
        weight=weight,
        lead=Text("Entry rules", "입국제도"),
        text=text,
        citations=(Citation(source_id=row["source_id"]),),
        quotes=tuple(quotes),
    )


def open_commitments(concerns: Callable[[Row], int], reading: Reading) -> tuple[Row, ...]:
    """The last announcement of every goal that is still open, those of most concern first.

    `concerns` tells how much a row concerns the subject: 0 is not at all. Of equal concern, what
    was announced last comes first.
    """
    last: dict[str, Row] = {}
    for row in records(indicators.commitments(reading.store)):
        last[row["goal_id"]] = row
    found = [
        row
        for row in last.values()
        if row["status"] in OPEN and concerns(row) and row["source_url"]
    ]
    found.sort(key=lambda row: str(row["announced"]), reverse=True)
    return tuple(sorted(found, key=concerns, reverse=True))


def commitment_fact(row: Row, reading: Reading, weight: float) -> Fact:
    """The sentence on a promise: what, who, when, by when, and how it stands."""
    summary = Text(row["summary_en"], row["summary_ko"])
    text = tell(
        "{summary} – {actor}{announced}{deadline}: {status}",
        "{summary} – {actor}{announced}{deadline}, {status}",
        summary=summary,
        actor=Text(row["actor_en"], row["actor_ko"]),
        announced=tell(", {day}", " {day} 발표", day=day(row["announced"]))
        if row["announced"]
        else Text("", ""),
        deadline=_deadline(row, reading),
        status=Text(row["status_en"][0].lower() + row["status_en"][1:], row["status_ko"]),
    )
    return Fact(
        kind="commitment",
        section="record",
        topic=row["goal_id"],
        weight=weight,
        lead=Text("Commitment", "약속"),
        text=text,
        citations=(Citation(url=row["source_url"]),),
        quotes=(Quote("commitments", (row["commitment_id"], "summary"), summary),),
    )


def _deadline(row: Row, reading: Reading) -> Text:
    """The deadline where the summary does not name it, whether it has passed, or that none is."""
    deadline = row["deadline"]
    if not deadline or "no deadline" in deadline:
        return Text(", no deadline stated", ", 기한 미명시")
    if not deadline[:4].isdecimal():
        return Text("", "")
    built = reading.release.built_at.date().isoformat()
    passed = Text(" (passed)", "(경과)") if deadline < built[: len(deadline)] else Text("", "")
    if deadline[:4] in row["summary_en"] and not passed.en:
        return Text("", "")
    return tell(", due {day}{passed}", ", 기한 {day}{passed}", day=day(deadline), passed=passed)


def recent_events(concerns: Callable[[Row], int], reading: Reading) -> tuple[Row, ...]:
    """Events of the last three years up to the day of the build, those of most concern first."""
    built = reading.release.built_at
    found = [
        row
        for row in records(indicators.events(reading.store))
        if concerns(row)
        and row["source_url"]
        and built.year - RECENT <= row["date_start"].year
        and row["date_start"] <= built
    ]
    found.sort(key=lambda row: row["date_start"], reverse=True)
    return tuple(sorted(found, key=concerns, reverse=True))


def event_fact(row: Row, reading: Reading, weight: float) -> Fact:
    """The sentence on an event: when, and what."""
    title = Text(row["title_en"], row["title_ko"])
    return Fact(
        kind="event",
        section="record",
        topic=row["event_id"],
        weight=weight,
        lead=Text("Event", "동향"),
        text=tell("{day}: {title}", "{day} {title}", day=day(row["date"]), title=title),
        citations=(Citation(url=row["source_url"]),),
        quotes=(Quote("events", (row["event_id"], "title"), title),),
    )


def missing_fact(standing: Standing, reading: Reading, weight: float) -> Fact | None:
    """Which direction is missing beside a known figure, and why, where the reason is known."""
    row = standing.row
    side, other = known_side(row)
    if not row["missing_en"] or not standing.pair[f"missing_{other}_en"]:
        return None
    reason = Text(row["missing_en"], row["missing_ko"])
    section: Section = "missing"
    return Fact(
        kind="missing",
        section=section,
        topic=standing.topic.id,
        weight=weight,
        lead=standing.topic.name,
        text=Text(reason.en[:1].upper() + reason.en[1:], reason.ko),
        citations=cite(row, side, reading=reading),
        quotes=(
            Quote(
                "two_way",
                (row["pair_id"], row["partner"], str(row["year"]), "missing"),
                reason,
            ),
        ),
    )


def concern_of(partner: str) -> Callable[[Row], int]:
    """How much a record concerns a partner: named 2, as one of a group 1."""

    def concerns(row: Row) -> int:
        named = list(row["partners"])
        if partner in named:
            return 2
        return 1 if any(group in named for group in WIDER[:2]) else 0

    return concerns


def concern_of_pillar(pillar: str, members: Iterable[str]) -> Callable[[Row], int]:
    """How much a record concerns a pillar with ASEAN: the group 2, a member or the world 1."""
    known = {*members, *WIDER}

    def concerns(row: Row) -> int:
        pillars = [row["pillar"]] if "pillar" in row else list(row["pillars"])
        named = list(row["partners"])
        if pillar not in pillars or not known.intersection(named):
            return 0
        return 2 if "ASEAN" in named else 1

    return concerns
