"""The content of a brief: one A4 page on a member or a pillar, the same for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.brief_notes import Note, Notes
from briefing.brief_page import fits
from briefing.brief_parts import SECTIONS, Fact, Language, Section, Text
from briefing.brief_pillar import PILLARS, facts_about_pillar, rows_of, summary_of_pillar
from briefing.brief_reading import Reading, read
from briefing.brief_table import Table, partner_table, pillar_table
from briefing.brief_words import day, tell
from briefing.facts import facts_about, one_way_of, standings_of, summary_of
from indicators import UnknownNameError

HEADINGS: Mapping[Section, Text] = {
    "standing": Text("Where it stands", "분야별 현황"),
    "change": Text("What changed", "주요 변화"),
    "record": Text("Rules, commitments, events", "제도·약속·최근 동향"),
    "missing": Text("What is not published", "미공표 방향"),
}
KINDS = ("entry", "commitment", "event")
#: Facts in the boxed summary, at least.
LEAST_SUMMARY = 2
PILLAR_NAMES: Mapping[str, Text] = {
    "tourism": Text("tourism", "관광"),
    "students": Text("students", "유학"),
    "culture": Text("culture", "문화"),
    "perception": Text("perception", "인식"),
    "context": Text("residents and trade", "거주·무역"),
}
MARKS: Mapping[Language, Mapping[int, str]] = {
    "ko": {1: "□", 2: "○", 3: "–"},
    "en": {1: "", 2: "•", 3: "–"},
}


@dataclass(frozen=True)
class Line:
    """A line of level 2 or 3: its mark, a word it opens with, its text and its footnotes."""

    level: int
    mark: str
    lead: str
    text: str
    notes: tuple[int, ...]

    @property
    def opening(self) -> str:
        """The word the line opens with, as printed before the text."""
        if not self.lead:
            return ""
        return f"({self.lead}) " if self.mark == "○" else f"{self.lead}: "

    @property
    def printed(self) -> str:
        """The line as printed, without its mark and the marks of its footnotes."""
        return f"{self.opening}{self.text}"

    @property
    def marks(self) -> str:
        """The marks of the footnotes at the end of the line."""
        return "".join(f"{number})" for number in self.notes)


@dataclass(frozen=True)
class Part:
    """A section: its heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Brief:
    """One page: title, date, boxed summary, sections, table, footnotes, and the facts stated."""

    subject: str
    language: Language
    title: str
    dateline: str
    summary: tuple[Line, ...]
    parts: tuple[Part, ...]
    table: Table
    notes: tuple[Note, ...]
    facts: tuple[Fact, ...]
    version: str
    built: str


def make_brief(subject: str, language: Language = "ko", store: Path | None = None) -> Brief:
    """The brief on a member (ISO3) or a pillar, as much as one A4 page holds.

    Facts go in by weight, and one for which there is no room is left out; type is never made
    smaller. Raises UnknownNameError for a subject that is neither, StoreError where there is no
    usable store.
    """
    reading = read(store)
    if subject in PILLARS:
        summary = summary_of_pillar(subject, reading)
        facts = facts_about_pillar(subject, reading)
    elif subject in reading.members:
        summary, facts = summary_of(subject, reading), facts_about(subject, reading)
    else:
        raise UnknownNameError("subject of a brief", subject, (*reading.members, *PILLARS))
    summary, facts = _fill_summary(summary, facts)
    taken: tuple[Fact, ...] = ()
    brief = _compose(subject, language, summary, taken, reading)
    for fact in facts:
        fuller = _compose(subject, language, summary, (*taken, fact), reading)
        if fits(fuller):
            taken, brief = (*taken, fact), fuller
    return brief


def _fill_summary(
    summary: Sequence[Fact], facts: Sequence[Fact]
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """At least two facts in the summary, the weightiest, and none of it said again below."""
    said = {fact.text for fact in summary}
    rest = [fact for fact in facts if fact.text not in said]
    movable = [fact for fact in rest if fact.level == 2 and not fact.detail]
    more = movable[: max(0, LEAST_SUMMARY - len(summary))]
    return (*summary, *more), tuple(fact for fact in rest if fact not in more)


def _compose(
    subject: str,
    language: Language,
    summary: Sequence[Fact],
    facts: Sequence[Fact],
    reading: Reading,
) -> Brief:
    notes = Notes(reading, language)
    kept = _with_parents(facts)
    box = tuple(_line(fact, notes, language, boxed=True) for fact in summary)
    parts = tuple(
        Part(HEADINGS[section].in_(language), lines)
        for section in SECTIONS
        if (lines := _lines(section, kept, notes, language))
    )
    release = reading.release
    built = release.built_at.date().isoformat()
    dateline = tell(
        "Written from release {version} of {day}",
        "자료 버전 {version}, 작성 기준일 {day}",
        day=day(built),
        version=release.version,
    )
    if subject in PILLARS:
        table = pillar_table(rows_of(subject, reading), reading, notes, language)
    else:
        both, one_way = standings_of(subject, reading), one_way_of(subject, reading)
        table = partner_table(subject, both, one_way, reading, notes, language)
    return Brief(
        subject=subject,
        language=language,
        title=_title(subject, reading).in_(language),
        dateline=dateline.in_(language),
        summary=box,
        parts=parts,
        table=table,
        notes=notes.listed(),
        facts=(*summary, *kept),
        version=release.version,
        built=built,
    )


def _title(subject: str, reading: Reading) -> Text:
    if subject in PILLARS:
        return tell(
            "Korea and ASEAN: {pillar} in both directions",
            "한-아세안 {pillar} 분야 쌍방향 교류 현황",
            pillar=PILLAR_NAMES[subject],
        )
    return tell(
        "Korea and {name}: exchange in both directions",
        "한-{name} 쌍방향 교류 현황",
        name=reading.name(subject),
    )


def _with_parents(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without those of level 3 that have nothing above them."""
    parents = {(fact.section, fact.topic) for fact in facts if fact.level == 2}
    return tuple(f for f in facts if f.level == 2 or (f.section, f.topic) in parents)


def _lines(
    section: Section, facts: Sequence[Fact], notes: Notes, language: Language
) -> tuple[Line, ...]:
    """The lines of a section by weight, those of level 3 below their own."""
    lines = []
    # Within the record, rules come before promises and promises before events.
    for fact in sorted(facts, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else 0):
        if fact.section != section or fact.level != 2:
            continue
        below = [f for f in facts if f.level == 3 and (f.section, f.topic) == (section, fact.topic)]
        lines.append(_line(fact, notes, language))
        if fact.detail:
            lines.append(Line(3, MARKS[language][3], "", fact.detail.in_(language), ()))
        lines += [_line(one, notes, language) for one in below]
    return tuple(lines)


def _line(fact: Fact, notes: Notes, language: Language, boxed: bool = False) -> Line:
    return Line(
        level=2 if boxed else fact.level,
        mark=MARKS[language][3 if boxed and language == "ko" else 2 if boxed else fact.level],
        lead="" if boxed else fact.lead.in_(language),
        text=fact.text.in_(language),
        notes=notes.mention(fact.citations),
    )
