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
    "persons": (Text("", ""), 1),
    "usd": (Text("USD million", "백만 달러"), 1e6),
    "percent": (Text("%", "%"), 1),
    "score_0_100": (Text("points", "점"), 1),
    "count": (Text("number", "건"), 1),
}
#: Widths of the columns in millimetres, together the width of the text.
PARTNER_WIDTHS: Mapping[Language, tuple[float, ...]] = {
    "ko": (18, 58, 16, 26, 28, 10, 8.5, 9.5),
    "en": (20.5, 55, 16, 22.5, 25.5, 11, 11.8, 11.7),
}
OPINION_WIDTHS = (70.0, 14.0, 26.0, 28.0, 12.0, 12.0, 12.0)
PILLAR_WIDTHS = (38.0, 24.0, 34.0, 34.0, 14.0, 12.0, 18.0)
NOT_PUBLISHED = Text("not published", "미공표")
NOTHING = "–"
LEGEND = Text(
    en="Comparability grades: A one source and definition, B near-equal definitions, C mixed "
    "definitions or secondary sources, D indicative only, no ratio. Ratio: larger to smaller "
    "flow. {nothing}: no figure found, which is not zero. (p) provisional, (e) estimate. "
    "Sentences are rounded, the table is not.",
    ko="※ 비교가능성 등급: A 같은 출처·정의, B 거의 같은 정의, C 다른 정의 또는 2차 자료, "
    "D 참고용. 배수: 큰 흐름 ÷ 작은 흐름. {nothing}: 수치 미확인(0이 아님). 문장은 반올림, "
    "표는 전체 자릿수.",
)


@dataclass(frozen=True)
class Table:
    """Heading, head, rows of text, widths of the columns in millimetres, and what it means.

    `alignments` says where the text of a column stands: left, centre or right.
    """

    heading: str
    #: Sources that no sentence before the table has named.
    notes: tuple[int, ...]
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
    named = notes.count
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
        ("분야", "지표") if korean else ("Topic", "Measure"),
        _head(reading.name(partner), language),
    )
    return Table(
        heading="분야별 쌍방향 수치(따로 적지 않은 단위는 명)"
        if korean
        else "Figures in full, by topic (persons where no unit is given)",
        notes=tuple(range(named + 1, notes.count + 1)),
        head=(*head[0], *head[1]),
        rows=tuple(rows),
        widths=(18, 58, 16, 26, 28, 10, 8.5, 9.5)
        if korean
        else (20.5, 54, 16, 23, 26, 11, 11.8, 11.7),
        legend=LEGEND.in_(language).format(nothing=NOTHING),
    )


def pillar_table(
    standings: Sequence[Standing], reading: Reading, notes: Notes, language: Language
) -> Table:
    """Partners by rows on one pair; for opinions, items by rows."""
    korean = language == "ko"
    opinions = bool(standings) and standings[0].topic.flow == "opinion"
    named = notes.count
    rows = []
    for standing in standings:
        name = reading.name(standing.partner).in_(language)
        name = name.removeprefix("the ")
        if opinions:
            measure = _measure(standing, standing.partner, reading).in_(language)
            name = f"{measure} – {name}"
        rows.append((name, *_cells(standing, reading, notes, language)))
    measure = ""
    if standings:
        measure = _measure(standings[0], standings[0].partner, reading).in_(language)
        if standings[0].row["unit"] == "persons":
            measure += "(명)" if korean else " (persons)"
    first = (
        ("문항 – 대상" if korean else "Item – partner")
        if opinions
        else ("상대국" if korean else "Partner")
    )
    return Table(
        heading=("문항별 수치" if korean else "Figures in full, by item") if opinions else measure,
        notes=tuple(range(named + 1, notes.count + 1)),
        head=(first, *_head(Text("the partner", "상대국"), language)),
        rows=tuple(rows),
        widths=OPINION_WIDTHS if opinions else PILLAR_WIDTHS,
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
    # Publishers' estimates of persons carry decimals that say nothing.
    exact = round(value) if standing.row["unit"] == "persons" else value
    told = written(exact / _unit(standing)[1])
    if not word.en:
        return told
    return f"{told}({word.ko[:2]})" if language == "ko" else f"{told} ({word.en[0]})"


def _unit(standing: Standing) -> tuple[Text, float]:
    unit = standing.row["unit"]
    return _UNITS.get(unit, (Text(unit, unit), 1))


def _period(key: str) -> str:
    """A year as it is; a span in two lines, its beginning and its end."""
    if key.isdecimal():
        return key
    return "~ ".join(".".join(str(int(n)) for n in end.split("-")) for end in key.split("/"))


def _measure(standing: Standing, partner: str, reading: Reading) -> Text:
    """What is counted, in which unit if not persons, and about whom if not the partner."""
    about = [] if standing.partner == partner else [reading.name(standing.partner)]
    inside = [text for text in (_unit(standing)[0], *about) if text.en]
    if not inside:
        return standing.title
    return tell(
        "{title} ({inside})",
        "{title}({inside})",
        title=standing.title,
        inside=Text(*(", ".join(text.in_(code) for text in inside) for code in ("en", "ko"))),
    )
