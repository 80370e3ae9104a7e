"""The shapes that catalogue entries must have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Pillar = Literal["tourism", "students", "culture", "perception", "context"]
Grade = Literal["A", "B", "C", "D"]

#: How the direction of a flow becomes engagement with the other side (docs/methods.md).
Flow = Literal["people", "exports", "opinion", "entry", "none"]


class Entry(BaseModel):
    """What every catalogue entry has in common: no unknown keys, no silent changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Unit(Entry):
    """A unit as a publisher prints it, and the unit and factor it is normalised to."""

    id: Identifier
    base: Identifier
    factor: float = Field(gt=0)
    name_en: Text
    name_ko: Text
    #: Whole things that can be counted one by one (persons, titles): small counts get an interval.
    countable: bool = False
    #: False where one value over another means nothing (percentages, scores, yes or no): such
    #: figures have a difference and no ratio.
    ratio: bool = True


class Measure(Entry):
    """What is measured, independent of who publishes it."""

    id: Identifier
    pillar: Pillar
    flow: Flow
    unit: Identifier
    name_en: Text
    name_ko: Text
    definition_en: Text
    definition_ko: Text
    #: True where a negative value means something (a net flow).
    signed: bool = False


class Series(Entry):
    """One publisher's run of figures on one definition: what may share a line."""

    id: Identifier
    measure: Identifier
    publisher_en: Text
    publisher_ko: Text
    #: The definition the figures stand on. Two series of different basis never share a line.
    basis: Identifier
    unit: Identifier
    definition_en: Text
    definition_ko: Text
    cadence: Literal["year", "month", "two_years", "irregular", "once", "day"]
    #: How a year is had from months: summed over all twelve, the value at year's end, or only
    #: where a year is printed.
    annual: Literal["sum", "year_end", "printed"] = "printed"
    #: Who is asked when a figure looks wrong, and where.
    keeper: Text
    #: The same in Korean; by default the publisher and the address named in `keeper`.
    keeper_ko: str = ""
    #: Who the figure counts: by nationality or by place of residence, where it counts people.
    counted_by: Literal["nationality", "residence", "registration", "not_applicable"] = (
        "not_applicable"
    )


class Source(Entry):
    """A text or file in which figures were read."""

    id: SourceId
    publisher: Text
    title: Text
    published: str = ""
    url: str = ""
    found_via: str = ""
    licence: Text
    reliability: Literal["primary", "republished", "news", "other"]
    note: str = ""


class Note(Entry):
    """A caveat that belongs to single figures, in both languages."""

    id: Identifier
    en: Text
    ko: Text


class Pair(Entry):
    """Two series, one for each direction, with the grade of their comparability."""

    id: Identifier
    pillar: Pillar
    measure: Identifier
    title_en: Text
    title_ko: Text
    basis: Identifier
    unit: Identifier
    #: None where one direction is not published at all: there is nothing to grade.
    grade: Grade | None = None
    #: Grades that differ from the pair's own, by partner, with the reason in the caveat.
    grade_by_partner: dict[str, Grade] = {}
    caveat_en: Text
    caveat_ko: Text
    toward_korea: tuple[Identifier, ...] = ()
    toward_partner: tuple[Identifier, ...] = ()
    #: Words for the two flows, as in "Korean visitors to {partner}".
    toward_korea_en: Text
    toward_korea_ko: Text
    toward_partner_en: Text
    toward_partner_ko: Text
    #: Partners the pair is defined for; by default every member and comparator.
    partners: tuple[str, ...] = ()
    first_year: int | None = None
    #: The last year the figures toward Korea were read for at their publisher. A later year stands
    #: only where both directions are published, that one by its own publisher again (a refresh
    #: brings it): not as a gap, and not where the press alone has it.
    last_year: int | None = None
    #: The same for months, where they go on after the last full year (as "2020-10").
    last_month: str = ""
    #: True where both sides publish months on this basis.
    months: bool = False
    #: True where figures exist for spans only: such a pair has no years.
    spans: bool = False
    #: Place in the order in which a page offers the bases; the lowest is shown first.
    order: int = 100
    #: Why a direction is missing, where one reason holds for all of it.
    missing_toward_korea_en: str = ""
    missing_toward_korea_ko: str = ""
    missing_toward_partner_en: str = ""
    missing_toward_partner_ko: str = ""

    @model_validator(mode="after")
    def _has_a_side(self) -> Pair:
        if not self.toward_korea and not self.toward_partner:
            raise ValueError("a pair needs at least one direction with a series")
        both = bool(self.toward_korea) and bool(self.toward_partner)
        if both and self.grade is None:
            raise ValueError("a pair with both directions needs a grade from A to D")
        if not both and self.grade is not None:
            raise ValueError("a pair with one direction has nothing to grade: leave grade out")
        return self


class Indicator(Entry):
    """A figure computed from the two directions of a pair."""

    id: Identifier
    name_en: Text
    name_ko: Text
    formula: Text
    range_en: Text
    range_ko: Text
    reading_en: Text
    reading_ko: Text
    source: Text


class PartSum(Entry):
    """A whole that the publisher prints beside its parts: they must agree."""

    whole: Identifier
    parts: tuple[Identifier, ...] = ()
    #: Instead of parts: the twelve months of the same series.
    months: bool = False


class Dataset(Entry):
    """The provenance that stands beside a raw CSV file."""

    id: Identifier
    #: What the CSV holds; each kind has its own columns.
    kind: Literal[
        "flows",
        "denominators",
        "opinion",
        "entry_rules",
        "events",
        "commitments",
        "claims",
    ] = "flows"
    title_en: Text
    title_ko: Text
    publisher_en: Text
    publisher_ko: Text
    address: Text
    licence: Text
    counted_en: Text
    counted_ko: Text
    basis: Identifier
    unit: Identifier
    cadence: Text
    caveats_en: tuple[Text, ...] = ()
    caveats_ko: tuple[Text, ...] = ()
    rows: int = Field(ge=0)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    totals: tuple[PartSum, ...] = ()


class Preference(Entry):
    """One rule, in order, for choosing between two figures for the same thing."""

    id: Literal["reliability", "edition", "exactness", "status", "printed"]
    order: int = Field(ge=1)
    rule_en: Text
    rule_ko: Text
    #: Best first, where the rule ranks names.
    ranks: tuple[str, ...] = ()


class Separation(Entry):
    """Bases that must never stand on one line or in one pair, and why."""

    bases: tuple[Identifier, ...]
    reason_en: Text
    reason_ko: Text


class Correction(Entry):
    """A known error in a published figure: the figure stays as printed, this says what is done."""

    id: Identifier
    series: Identifier
    origin: str
    destination: str
    period: str
    source: SourceId
    #: The printed value the correction was written for; another value stops the build.
    expect: float
    action: Literal["withhold", "period"]
    period_becomes: str = ""
    reason_en: Text
    reason_ko: Text
    provider: Text

    @model_validator(mode="after")
    def _says_the_new_period(self) -> Correction:
        if (self.action == "period") != bool(self.period_becomes):
            raise ValueError("period_becomes goes with the action 'period', and only with it")
        return self


class Country(Entry):
    """A country or group of countries that figures may name."""

    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]+$")]
    iso2: str = ""
    m49: str = ""
    name_en: Text
    name_ko: Text
    #: The English name inside a sentence, where it takes an article ("the Philippines").
    in_sentence_en: str = ""
    asean_since: str = ""
    role: Literal["home", "member", "comparator", "group", "other", "region"]
    aliases_en: str = ""
    aliases_ko: str = ""
    comtrade: str = ""
    uis_origin: str = ""
    kto: str = ""
