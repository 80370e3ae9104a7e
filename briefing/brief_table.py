"""The table of a brief: both directions in full digits, with year, ratio, grade and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.brief_notes import Notes
from briefing.brief_parts import Language, Text
from briefing.brief_reading import SIDES, Reading, Side, cite, has_ratio, status_word
from briefing.brief_standing import TOPICS, Standing, ratio_of
from briefing.brief_words import tell, times, written

#: Period, both flows, ratio, grade, sources: the columns every table ends with.
_TAIL: tuple[Literal["left", "centre", "right"], ...] = (
    *("centre", "right", "right"),
    *("centre", "centre", "left"),
)
#: What one of a unit is called in the table, and how many it is there.
_UNITS: Mapping[str, tuple[Text, float]] = {
    "persons": (Text("persons", "명"), 1),
    "usd": (Text("USD million", "백만 달러"), 1e6),
    "percent": (Text("%", "%"), 1),
    "score_0_100": (Text("points", "점"), 1),
    "count": (Text("number", "건"), 1),
}
NOT_PUBLISHED = Text("not published", "미공표")
NOTHING = "–"
LEGEND = Text(
    en="Grades: A one source and definition, B near-equal definitions, C mixed definitions or "
    "secondary sources, D indicative only, no ratio. Ratio: larger to smaller flow. {nothing}: no "
    "figure found, which is not zero. Sentences are rounded, the table is not.",
    ko="※ 등급: A 같은 출처·정의, B 거의 같은 정의, C 다른 정의 또는 2차 자료, D 참고용. "
    "배수: 큰 흐름 ÷ 작은 흐름. {nothing}: 수치 미확인(0이 아님). 문장은 반올림, 표는 전체 자릿수.",
)


@dataclass(frozen=True)
class Table:
    """Heading, head, rows of text, widths of the columns in millimetres, and what it means.

    `alignments` says where the text of a column stands: left, centre or right.
    """

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    legend: str

    @property
    def alignments(self) -> tuple[Literal["left", "centre", "right"], ...]:
        """Words left, figures right, what is compared at a glance in the middle."""
        left: Literal["left"] = "left"
        return (*[left] * (len(self.head) - len(_TAIL)), *_TAIL)


def partner_table(
    partner: str,
    both: Mapping[str, Standing],
    one_way: Mapping[str, Standing],
    reading: Reading,
    notes: Notes,
    language: Language,
) -> Table:
    """Topics by rows: the row with both directions, and the newest figure of one direction."""
    rows = []
    for topic in TOPICS:
        name = topic.name.in_(language)
        chosen = [s for s in (both.get(topic.id), one_way.get(topic.id)) if s is not None]
        for standing in chosen:
            measure = _measure(standing, partner, reading).in_(language)
            rows.append((name, measure, *_cells(standing, reading, notes, language)))
        if not chosen:
            rows.append((name, *[NOTHING] * 7))
    korean = language == "ko"
    head = (
        ("분야", "지표(단위)") if korean else ("Topic", "Measure (unit)"),
        _head(reading.name(partner), language),
    )
    return Table(
        heading="분야별 쌍방향 수치" if korean else "Figures in full, by topic",
        head=(*head[0], *head[1]),
        rows=tuple(rows),
        widths=(17, 50, 25, 26, 26, 11, 8, 11) if korean else (19, 50, 24, 26, 26, 10, 9, 10),
        legend=LEGEND.in_(language).format(nothing=NOTHING),
    )


def pillar_table(
    standings: Sequence[Standing], reading: Reading, notes: Notes, language: Language
) -> Table:
    """Partners by rows on one pair; for opinions, items by rows."""
    korean = language == "ko"
    opinions = bool(standings) and standings[0].topic.flow == "opinion"
    rows = []
    for standing in standings:
        name = reading.name(standing.partner).in_(language)
        name = name[0].upper() + name[1:] if not name.startswith("the ") else name[4:]
        if opinions:
            name = f"{standing.title.in_(language)} – {name}"
        rows.append((name, *_cells(standing, reading, notes, language)))
    measure = ""
    if standings:
        measure = _measure(standings[0], standings[0].partner, reading).in_(language)
    first = (
        ("문항 – 대상" if korean else "Item – partner")
        if opinions
        else ("상대국" if korean else "Partner")
    )
    return Table(
        heading=("문항별 수치" if korean else "Figures in full, by item") if opinions else measure,
        head=(first, *_head(Text("the partner", "상대국"), language)),
        rows=tuple(rows),
        widths=(64, 16, 28, 28, 12, 10, 16) if opinions else (34, 26, 34, 34, 14, 12, 20),
        legend=LEGEND.in_(language).format(nothing=NOTHING),
    )


def _head(partner: Text, language: Language) -> tuple[str, ...]:
    if language == "ko":
        toward = tell("", "{name}을(를) 향한 흐름", name=partner).ko
        return ("기간", "한국을 향한 흐름", toward, "배수", "등급", "출처")
    return ("Period", "Toward Korea", f"Toward {partner.en}", "Ratio", "Grade", "Notes")


def _cells(
    standing: Standing, reading: Reading, notes: Notes, language: Language
) -> tuple[str, ...]:
    row = standing.row
    ratio = times(ratio_of(standing).value).en if has_ratio(row) else NOTHING
    return (
        _period(standing.period),
        *(_value(standing, side, language) for side in SIDES),
        ratio,
        row["grade"] if row["grade"] and None not in (row[SIDES[0]], row[SIDES[1]]) else NOTHING,
        "".join(f"{number})" for number in notes.mention(cite(row, reading=reading))),
    )


def _value(standing: Standing, side: Side, language: Language) -> str:
    value = standing.row[side]
    if value is None:
        return NOT_PUBLISHED.in_(language)
    word = status_word(standing.row, side)
    short = Text(*({"estimate": "est."}.get(word.en, "prov."), word.ko[:2])) if word.en else word
    told = written(value / _unit(standing)[1])
    if not short.en:
        return told
    return f"{told}({short.ko})" if language == "ko" else f"{told} ({short.en})"


def _unit(standing: Standing) -> tuple[Text, float]:
    unit = standing.row["unit"]
    return _UNITS.get(unit, (Text(unit, unit), 1))


def _period(key: str) -> str:
    """A year as it is; a span without spaces, so that it stays on one line."""
    if key.isdecimal():
        return key
    return "~".join(".".join(str(int(n)) for n in end.split("-")) for end in key.split("/"))


def _measure(standing: Standing, partner: str, reading: Reading) -> Text:
    """What is counted, in which unit, and about whom where that is not the partner."""
    unit = _unit(standing)[0]
    if standing.partner == partner:
        return tell("{title} ({unit})", "{title}({unit})", title=standing.title, unit=unit)
    return tell(
        "{title} ({unit}, {name})",
        "{title}({unit}, {name})",
        title=standing.title,
        unit=unit,
        name=reading.name(standing.partner),
    )
