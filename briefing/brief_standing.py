"""Where a pair stands with one partner: the row that a brief takes, and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.brief_parts import Derived, Fact, Figure, Text
from briefing.brief_reading import (
    PANDEMIC,
    SIDES,
    Reading,
    Row,
    Side,
    cite,
    figure,
    has_ratio,
    is_both,
    status_word,
)
from briefing.brief_words import (
    after_comma,
    capital,
    day,
    difference,
    period,
    spoken,
    tell,
    times,
)


@dataclass(frozen=True)
class Topic:
    """A part of a pillar that is compared on one pair: its kind of flow and its name."""

    pillar: str
    flow: str
    name: Text

    @property
    def id(self) -> str:
        """The topic in one word."""
        return f"{self.pillar}_{self.flow}"


TOPICS = (
    Topic("tourism", "people", Text("Tourism", "관광")),
    Topic("students", "people", Text("Students", "유학")),
    Topic("culture", "exports", Text("Culture", "문화")),
    Topic("perception", "opinion", Text("Perception", "인식")),
    Topic("context", "people", Text("Residents", "거주")),
    Topic("context", "exports", Text("Goods trade", "상품무역")),
)

GRADE_WORDS: Mapping[str, Text] = {
    grade: Text(f"grade {grade}", f"등급 {grade}") for grade in "ABC"
} | {"D": Text("grade D, no ratio", "등급 D, 비율 미산출")}


@dataclass(frozen=True)
class Standing:
    """One row of a pair, chosen for a topic and a partner."""

    topic: Topic
    pair: Row
    row: Row

    @property
    def period(self) -> str:
        """The year, or the span of months."""
        return str(self.row.get("period") or self.row["year"])

    @property
    def partner(self) -> str:
        """The partner's code."""
        return str(self.row["partner"])

    @property
    def title(self) -> Text:
        """What is compared, without the publishers that stand in brackets."""
        return Text(_bare(self.pair["title_en"]), _bare(self.pair["title_ko"]))

    def larger_first(self) -> tuple[Side, Side]:
        """The sides of the row, that with the larger flow first."""
        korea, partner = SIDES
        return SIDES if self.row[korea] >= self.row[partner] else (partner, korea)


def _bare(title: str) -> str:
    head, bracket, _ = title.partition("(")
    return head.strip() if bracket and title.endswith(")") else title


def pairs_on(topic: Topic, reading: Reading) -> tuple[Row, ...]:
    """The pairs of a topic."""
    return tuple(pair for pair in reading.pairs_of(topic.pillar) if pair["flow"] == topic.flow)


def headline(topic: Topic, partner: str, reading: Reading) -> Standing | None:
    """The row of a topic that is quoted first: both directions, the latest year, the best grade.

    Years of the pandemic are left out. Rows that carry a ratio come before rows of grade D, and
    those before figures for spans. None where no pair has both directions.
    """
    found = [
        Standing(topic, pair, row)
        for pair in pairs_on(topic, reading)
        for row in reading.of_partner(pair["pair_id"], partner)
        if is_both(row) and (topic.flow == "opinion" or row["year"] not in PANDEMIC)
    ]
    if found:
        return max(found, key=_rank)
    return longest_span(topic, partner, reading)


def _rank(standing: Standing) -> tuple[bool, int, int, int]:
    row = standing.row
    comparable = has_ratio(row) or row["grade"] in ("A", "B", "C")
    return comparable, row["year"], -ord(row["grade"] or "Z"), -standing.pair["position"]


def longest_span(topic: Topic, partner: str, reading: Reading) -> Standing | None:
    """The longest span with both directions, on the first pair that has one."""
    for pair in pairs_on(topic, reading):
        rows = reading.spans(pair["pair_id"]) if pair["spans"] else ()
        both = [row for row in rows if row["partner"] == partner and is_both(row)]
        if both:
            longest = max(both, key=lambda row: row["period_end"] - row["period_start"])
            return Standing(topic, pair, longest)
    return None


def known_side(row: Row) -> tuple[Side, Side]:
    """The side of a one-way row that has a figure, and the one that has none."""
    korea, partner = SIDES
    return SIDES if row[korea] is not None else (partner, korea)


def ratio_of(standing: Standing) -> Derived:
    """How many times the larger flow is of the smaller."""
    larger, smaller = (figure(standing.row, side) for side in standing.larger_first())
    return Derived(larger.value / smaller.value, "ratio", (larger, smaller))


def standing_fact(standing: Standing, reading: Reading, weight: float, largest: bool) -> Fact:
    """The sentence on both directions of a row: as a ratio where one may be given."""
    row, pair = standing.row, standing.pair
    figures = tuple(figure(row, side) for side in standing.larger_first())
    flows = [reading.flow(pair, side, standing.partner) for side in standing.larger_first()]
    derived: tuple[Derived, ...] = ()
    common = {
        "period": period(standing.period),
        "larger_flow": capital(flows[0]),
        "smaller_flow": flows[1],
        "larger": spoken(figures[0].value, row["unit"]),
        "smaller": spoken(figures[1].value, row["unit"]),
        "grade": GRADE_WORDS[row["grade"]],
        "status": after_comma(status_word(row)),
    }
    if has_ratio(row):
        derived = (ratio_of(standing),)
        text = tell(
            "{larger_flow}: {larger} {period}, {times} times the {smaller} {of}{smaller_flow}"
            "{most} ({grade}{status})",
            "{period} {larger_flow} {larger}, {smaller_flow} {smaller}의 {times}배{most}"
            "({grade}{status})",
            times=times(derived[0].value),
            of=Text("" if row["unit"] in ("persons", "count") else "of ", ""),
            most=Text(", the widest gap of all topics", "로 분야 중 최대 격차")
            if largest
            else Text("", ""),
            **common,
        )
    else:
        apart = Text("", "")
        if pair["flow"] == "opinion" and row["gap"] is not None:
            derived = (Derived(abs(row["gap"]), "difference", figures),)
            apart = tell(
                "; difference {n}", ", 차이 {n}", n=difference(abs(row["gap"]), row["unit"])
            )
        text = tell(
            "{title} ({period}): {larger_flow} {larger}, {smaller_flow} {smaller}{apart} "
            "({grade}{status})",
            "{title}({period}): {larger_flow} {larger}, {smaller_flow} {smaller}{apart}"
            "({grade}{status})",
            title=standing.title,
            apart=apart,
            **(common | {"larger_flow": flows[0], "period": _bare_period(standing.period)}),
        )
    return Fact(
        kind="gap" if largest else "standing",
        section="standing",
        topic=standing.topic.id,
        weight=weight,
        lead=standing.topic.name,
        text=text,
        citations=cite(row, reading=reading),
        figures=figures,
        derived=derived,
        grade=row["grade"],
    )


def _bare_period(key: str) -> Text:
    """A period in brackets: 2022, July 2021 to November 2022."""
    return Text(day(key).en, period(key).ko)


def figures_of(standings: Iterable[Standing]) -> tuple[Figure, ...]:
    """Both figures of every standing."""
    return tuple(figure(s.row, side) for s in standings for side in s.larger_first())
