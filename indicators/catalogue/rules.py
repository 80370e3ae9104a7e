"""The shapes of the rules by which claims are tested.

A claim has one rule with one or more definitions; each definition is of one of seven kinds
(docs/claims.md). A rule says which figures are held against the claim and how; the verdict is
computed from the store by `indicators.claims` and is written nowhere by hand.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from indicators.catalogue.model import Entry, Grade, Identifier, Pillar, Text

ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{2,}$")]
#: ORIGIN>DESTINATION; MEMBERS on either side stands for the members of ASEAN of that year.
Direction = Annotated[str, StringConstraints(pattern=r"^[A-Z_]+>[A-Z_]+$")]
Side = Literal["toward_korea", "toward_partner"]

MEMBERS = "MEMBERS"


class Definition(Entry):
    """One definition on which a claim is tested, with the sentence its figures allow.

    `says_en` and `says_ko` are sentences with the words of the kind in braces; they must be true
    whatever the figures are.
    """

    #: What may stand in braces in the sentences of this kind.
    WORDS: ClassVar[str] = ""

    id: Identifier
    name_en: Text
    name_ko: Text
    says_en: Text
    says_ko: Text
    #: A further sentence for the evidence, too long to be quoted.
    detail_en: str = ""
    detail_ko: str = ""
    #: Measures something that only stands in for what the claim speaks of.
    proxy: bool = False
    #: Reported as the nearest figure, without a part in the verdict.
    nearest: bool = False

    @model_validator(mode="after")
    def _uses_known_words(self) -> Definition:
        for template in (self.says_en, self.says_ko, self.detail_en, self.detail_ko):
            used = {name for _, name, _, _ in string.Formatter().parse(template) if name}
            for unknown in sorted(used - set(self.WORDS.split())):
                known = ", ".join(sorted(self.WORDS.split()))
                raise ValueError(f"unknown word {{{unknown}}} (known: {known})")
        if bool(self.detail_en) != bool(self.detail_ko):
            raise ValueError("a detail stands in both languages")
        return self

    def names(self) -> Iterator[tuple[str, str]]:
        """Catalogue entries the definition refers to, as (table, id)."""
        for table in ("series", "pair", "item", "whole_series"):
            name = getattr(self, table, "")
            if name:
                yield "series" if table == "whole_series" else table, name


class Share(Definition):
    """A part of a whole in percent, or a share as printed, against the value of the claim."""

    WORDS = (
        "stated share year part whole where years_true years_tested first_year "
        "last_year highest highest_year lowest lowest_year beside_share leaders "
        "months_low months_high"
    )

    kind: Literal["share"]
    series: Identifier
    parts: tuple[Direction, ...]
    #: Empty where the series is printed in percent.
    whole: Direction | Literal[""] = ""
    compare: Literal["more_than", "at_least", "rounds_to"]
    #: The year the claim speaks of; the newest where it names none.
    year: int | None = None
    #: One year that fits is enough (a claim that something "has risen to" a value).
    any_year: bool = False
    #: The parts are compared one by one and not added up.
    each: bool = False
    #: Must stand among so many largest destinations of the same series and year.
    among: int | None = None
    #: Must be larger than this one on the same count.
    beside: Direction | None = None
    #: The series has months: report how far they ran in the year.
    months: bool = False


class Reached(Definition):
    """A level, or the sum of both directions of a pair, that reaches the value of the claim."""

    WORDS = (
        "stated reached highest highest_time latest latest_time highest_toward_korea "
        "highest_toward_partner highest_members"
    )

    kind: Literal["reached"]
    series: Identifier | Literal[""] = ""
    direction: Direction | Literal[""] = ""
    pair: Identifier | Literal[""] = ""
    partner: str = ""
    #: Figures of this year and later do not count.
    before: int | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> Reached:
        if bool(self.series and self.direction) == bool(self.pair and self.partner):
            raise ValueError("name a series with a direction, or a pair with a partner")
        return self


class Rise(Definition):
    """Figures that rise: the newest above the one before and above the base, or step by step.

    The base is 2019 where the figures go on after the pandemic, otherwise the first year;
    2020 to 2022 are never compared. Members that have every year are added up.
    """

    WORDS = (
        "listed first first_year last last_year before before_year base base_year "
        "change members count"
    )

    kind: Literal["rise"]
    series: Identifier | Literal[""] = ""
    item: Identifier | Literal[""] = ""
    direction: Direction
    #: The last year of the count for all members; single later figures are left aside.
    last_year: int | None = None
    steady: bool = False
    fewest: int = Field(default=2, ge=2)

    @model_validator(mode="after")
    def _names_one_thing(self) -> Rise:
        if bool(self.series) == bool(self.item):
            raise ValueError("name a series, or an item of surveys")
        return self


class Multiple(Definition):
    """One figure against another: how many times as large."""

    WORDS = "larger smaller times"

    kind: Literal["multiple"]
    larger_item: Identifier
    larger_direction: Direction
    smaller_item: Identifier
    smaller_direction: Direction
    times: float = Field(gt=1)

    def names(self) -> Iterator[tuple[str, str]]:
        yield "item", self.larger_item
        yield "item", self.smaller_item


class Mirrored(Definition):
    """An item of a survey put to both sides, against the percentages quoted in the claim."""

    WORDS = "toward_korea toward_partner"

    kind: Literal["mirrored"]
    item: Identifier
    toward_korea: Direction
    toward_partner: Direction


class Sided(Definition):
    """Pairs in which one side leads, and whether the same side leads anywhere else."""

    WORDS = (
        "rows rows_true rows_far times lowest lowest_where highest highest_where "
        "pandemic_rows pandemic_true exceptions exceptions_count others_count "
        "missing_count pairs_count"
    )

    kind: Literal["sided"]
    pillar: Pillar
    #: Pairs of the pillar; all of them where none is named.
    pairs: tuple[Identifier, ...] = ()
    side: Side
    #: Each member by itself, or the members together (pooled, or the publisher's own total).
    partners: Literal["each", "together"]
    times: float = Field(default=1, ge=1)
    #: The side may lead in no other pillar.
    only: bool = False
    grades: tuple[Grade, ...] = ("A", "B", "C")
    #: A sum over fewer members does not stand for ASEAN.
    fewest_members: int = 2

    def names(self) -> Iterator[tuple[str, str]]:
        for pair in self.pairs:
            yield "pair", pair


class Limited(Definition):
    """A flow to the members that is small in all Koreans abroad, and seldom reported."""

    WORDS = (
        "share_high share_high_year share_years at_most reported possible "
        "reported_share latest latest_year latest_members first_year last_year"
    )

    kind: Literal["limited"]
    series: Identifier
    direction: Direction
    whole_series: Identifier
    whole: Direction
    #: No year's share is above this, in percent.
    at_most: float = Field(gt=0, lt=100)
    #: Fewer than this part of all members and years is reported, in percent.
    reported_below: float = Field(gt=0, le=100)


AnyDefinition = Annotated[
    Share | Reached | Rise | Multiple | Mirrored | Sided | Limited, Field(discriminator="kind")
]


class ClaimRule(Entry):
    """How a claim is tested: the reading that the rule takes, and the definitions."""

    id: ClaimId
    #: How the words of the claim are read, so that they can be tested at all.
    reading_en: Text
    reading_ko: Text
    #: Why the definitions differ, or what none of them covers.
    note_en: str = ""
    note_ko: str = ""
    definition: tuple[AnyDefinition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _decides(self) -> ClaimRule:
        if all(definition.nearest for definition in self.definition):
            raise ValueError("at least one definition must take part in the verdict")
        if bool(self.note_en) != bool(self.note_ko):
            raise ValueError("a note stands in both languages")
        return self
