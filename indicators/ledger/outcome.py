"""What weighing one definition of a claim yields, and the figures it is weighed with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import duckdb

from indicators.catalogue.rules import MEMBERS
from indicators.sentences import Words

Result = Literal["supports", "does_not_support", "not_testable"]

#: What is said of a definition, after its figures.
RESULTS: Mapping[Result, Words] = {
    "supports": ("On this definition the claim holds.", "이 정의에서는 주장이 성립함."),
    "does_not_support": (
        "On this definition the claim does not hold.",
        "이 정의에서는 주장이 성립하지 않음.",
    ),
    "not_testable": (
        "On this definition the claim cannot be tested.",
        "이 정의로는 주장을 검증할 수 없음.",
    ),
}

PANDEMIC = range(2020, 2023)


@dataclass(frozen=True)
class Claim:
    """What of a claim the rules need: its words and the value it states."""

    claim_id: str
    statement_en: str
    stated_value: str = ""
    stated_unit: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure behind a verdict: a pair or series, a partner, a period, and what was tested.

    `value` is the quantity that the rule compares, in `unit`; `part` and `whole` stand behind a
    share. `holds` says whether this figure alone would bear the claim out, and is missing where
    the figure is only reported.
    """

    period: str
    year: int
    partner: str
    unit: str
    value: float | None = None
    pair_id: str | None = None
    #: A series, or an item of surveys.
    series_id: str | None = None
    survey_id: str | None = None
    toward_korea: float | None = None
    toward_partner: float | None = None
    part: float | None = None
    whole: float | None = None
    part_unit: str | None = None
    holds: bool | None = None
    source_ids: tuple[str, ...] = ()
    missing_en: str | None = None
    missing_ko: str | None = None

    @property
    def pandemic(self) -> bool:
        """Whether the period lies in 2020 to 2022."""
        return self.year in PANDEMIC


@dataclass(frozen=True)
class Outcome:
    """The result on one definition, its figures, and the words its sentence may use."""

    result: Result
    figures: tuple[Figure, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)


#: Figures of a series by direction and year: value and source.
Yearly = dict[tuple[str, str], dict[int, tuple[float, str]]]


def yearly(store: duckdb.DuckDBPyConnection, series: str) -> Yearly:
    """The one figure a year of a series, by origin and destination."""
    found: Yearly = {}
    for origin, destination, year, value, source in store.execute(
        "select origin, destination, year, value, source_id from annual where series_id = ? "
        "order by origin, destination, year",
        [series],
    ).fetchall():
        found.setdefault((origin, destination), {})[year] = (value, source)
    return found


def unit_of(store: duckdb.DuckDBPyConnection, series: str) -> str:
    """The unit of a series."""
    return store.execute("select unit from series where series_id = ?", [series]).fetchall()[0][0]


@dataclass(frozen=True)
class Memberships:
    """The day each member joined ASEAN, by code."""

    joined: Mapping[str, datetime.date]

    def in_year(self, year: int) -> list[str]:
        """The members ASEAN had on 1 January of a year."""
        new_year = datetime.date(year, 1, 1)
        return [member for member, day in self.joined.items() if day <= new_year]


def memberships(store: duckdb.DuckDBPyConnection) -> Memberships:
    """Who joined ASEAN when."""
    rows = store.execute(
        "select iso3, asean_since from country where asean_since is not null order by iso3"
    ).fetchall()
    return Memberships(dict(rows))


def names_of(store: duckdb.DuckDBPyConnection) -> dict[str, Words]:
    """What countries and groups are called inside a sentence, by code."""
    rows = store.execute("select iso3, in_sentence_en, name_ko from country").fetchall()
    named = {code: (english, korean) for code, english, korean in rows}
    return named | {"ASEAN_POOLED": ("ASEAN, members added up", "아세안(회원국 합산)")}


def expand(direction: str, members: Iterable[str]) -> list[tuple[str, str]]:
    """A direction as (origin, destination); MEMBERS stands for each of the members."""
    origin, destination = direction.split(">")
    return [
        (member if origin == MEMBERS else origin, member if destination == MEMBERS else destination)
        for member in (members if MEMBERS in (origin, destination) else [""])
    ]


def partner_of(origin: str, destination: str) -> str:
    """The side of a direction that is not Korea."""
    return destination if origin == "KOR" else origin
