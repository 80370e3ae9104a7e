"""How a partner compares: with Japan, China and the United States, and topics side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefing.brief_parts import Citation, Fact, Text
from briefing.brief_reading import COMPARATORS, PANDEMIC, Reading, cite, has_ratio
from briefing.brief_standing import Standing, figures_of, ratio_of
from briefing.brief_words import joined, tell, times


def comparator(standing: Standing, partner: str, reading: Reading) -> Standing | None:
    """The same pair for another partner, with a ratio: the same year, or else the newest."""
    rows = [
        row
        for row in reading.of_partner(standing.pair["pair_id"], partner)
        if has_ratio(row) and row["year"] not in PANDEMIC
    ]
    same = [row for row in rows if row["year"] == standing.row.get("year")]
    chosen = (same or rows)[-1:]
    return Standing(standing.topic, standing.pair, chosen[0]) if chosen else None


def side_word(standing: Standing, reading: Reading) -> Text:
    """Which way the larger flow goes: 한국 → 일본, toward Japan."""
    name = reading.name(standing.partner)
    if standing.larger_first()[0] == "toward_korea":
        return Text("toward Korea", f"{name.ko} → 한국")
    return Text(f"toward {name.en}", f"한국 → {name.ko}")


def comparison_fact(
    standing: Standing, reading: Reading, weight: float, level: Literal[2, 3] = 3
) -> Fact | None:
    """How the same pair stands with the comparators, and which of them cannot be compared.

    A line of level 3 stands below that of the standing and shares its year.
    """
    others = [
        other for code in COMPARATORS if (other := comparator(standing, code, reading)) is not None
    ]
    if not others:
        return None
    year = standing.row.get("year")
    parts = []
    for other in others:
        # Below its own line a ratio is of that line's year; by itself it names its year.
        told = level == 3 and other.row["year"] == year
        when = "" if told else str(other.row["year"])
        parts.append(
            tell(
                "{name} {times} to 1 {way}{when}",
                "{name} {times}배({way}{when})",
                name=reading.name(other.partner),
                times=times(ratio_of(other).value),
                way=side_word(other, reading),
                when=Text(f" ({when})", f", {when}년") if when else Text("", ""),
            )
        )
    compared = {other.partner for other in others}
    missing = [reading.name(code) for code in COMPARATORS if code not in compared]
    rest = Text("", "")
    if missing:
        rest = tell(
            "; {names} not comparable, a direction is missing",
            "; {names}은(는) 양방향 수치 미확인",
            names=joined(missing),
        )
    text = tell(
        "{parts}{rest}",
        "같은 지표로 {parts}{rest}",
        parts=Text("; ".join(p.en for p in parts), ", ".join(p.ko for p in parts)),
        rest=rest,
    )
    return Fact(
        kind="comparison",
        section="standing",
        topic=standing.topic.id,
        weight=weight,
        level=level,
        lead=Text("On the same measure", "비교"),
        text=text,
        citations=cited(others, reading),
        figures=figures_of(others),
        derived=tuple(ratio_of(other) for other in others),
        grade=standing.row["grade"],
    )


def tilt_fact(standings: Sequence[Standing], reading: Reading) -> Fact | None:
    """In one sentence for the summary: in which topics people turn which way, and how far."""
    people = [s for s in standings if s.pair["flow"] == "people" and has_ratio(s.row)]
    if not people:
        return None
    people.sort(key=lambda s: -ratio_of(s).value)
    name = reading.name(people[0].partner)
    clauses = []
    for side, way in (
        ("toward_korea", Text("toward Korea", f"{name.ko} → 한국")),
        ("toward_partner", Text(f"toward {name.en}", f"한국 → {name.ko}")),
    ):
        tilted = [s for s in people if s.larger_first()[0] == side]
        if not tilted:
            continue
        topics = [
            tell(
                "{topic} ({times} to 1, {year})",
                "{topic}({times}배, {year}년)",
                topic=Text(s.topic.name.en.lower(), s.topic.name.ko),
                times=times(ratio_of(s).value),
                year=s.period,
            )
            for s in tilted
        ]
        clauses.append(
            tell("{way} in {topics}", "{topics}에서 {way} 우세", way=way, topics=joined(topics))
        )
    text = tell(
        "Exchange of people tilts {clauses}",
        "인적 교류: {clauses}",
        clauses=Text(", and ".join(c.en for c in clauses), ", ".join(c.ko for c in clauses)),
    )
    return Fact(
        kind="tilt",
        section="standing",
        topic="summary",
        weight=200,
        lead=Text("", ""),
        text=text,
        citations=cited(people, reading),
        figures=figures_of(people),
        derived=tuple(ratio_of(s) for s in people),
    )


def newest_fact(standings: Sequence[Standing], reading: Reading) -> Fact | None:
    """For the summary: the newest year in which each topic has both directions."""
    yearly = [s for s in standings if has_ratio(s.row)]
    if not yearly:
        return None
    years = sorted({s.row["year"] for s in yearly}, reverse=True)
    parts = [
        tell(
            "{year} ({topics})",
            "{year}년({topics})",
            year=year,
            topics=joined(
                [
                    Text(s.topic.name.en.lower(), s.topic.name.ko)
                    for s in yearly
                    if s.row["year"] == year
                ]
            ),
        )
        for year in years
    ]
    text = tell(
        "Newest year with both directions: {parts}",
        "양방향 수치의 최신 연도는 {parts}",
        parts=Text(*(", ".join(part.in_(code) for part in parts) for code in ("en", "ko"))),
    )
    return Fact(
        kind="newest",
        section="standing",
        topic="summary",
        weight=190,
        lead=Text("", ""),
        text=text,
        citations=cited(yearly, reading),
        figures=figures_of(yearly),
    )


def cited(standings: Sequence[Standing], reading: Reading) -> tuple[Citation, ...]:
    """Where the figures of all the standings were read, each place once."""
    found = [citation for s in standings for citation in cite(s.row, reading=reading)]
    return tuple(dict.fromkeys(found))
