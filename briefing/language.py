"""The two languages of the files: their words, numbers, dates and names of months."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from indicators.particles import close_particles
from indicators.sentences import MONTHS, day, exact, grouped, number

Code = Literal["ko", "en"]
CODES: tuple[Code, Code] = ("ko", "en")

WORDS = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Language:
    """A language by its code; ValueError for a code that is neither ``ko`` nor ``en``."""

    code: Code

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"files are written in 'ko' or 'en', not in {self.code!r}")

    def t(self, key: str, **values: object) -> str:
        """The words under a key of words.toml, with the values in their places."""
        told = words()[key][self.code].format(**values)
        return close_particles(told) if self.code == "ko" else told

    def column(self, name: str) -> str:
        """The column that holds this language: ``title`` is ``title_ko``."""
        return f"{name}_{self.code}"

    def number(self, value: float) -> str:
        """All digits, grouped: 3,599,062 and 12.5."""
        return grouped(exact(value))

    def short(self, value: float) -> str:
        """At most three significant digits, in the language's manner: 3.6 million, 360만."""
        english, korean = number(value)
        return korean if self.code == "ko" else english

    def date(self, on: date) -> str:
        """A day: 26 October 2025, 2025년 10월 26일."""
        english, korean = day(on)
        return korean if self.code == "ko" else english

    def year(self, year: int) -> str:
        """A year in a sentence: 2025, 2025년."""
        return self.t("period.year", year=year)

    def years(self, first: int, last: int) -> str:
        """A run of years, or the one year: 2019–2025, 2019~2025년."""
        if first == last:
            return self.year(first)
        return self.t("period.years", first=first, last=last)

    def month(self, year: int, month: int) -> str:
        """A month: March 2024, 2024년 3월."""
        return self.t("period.month", year=year, month=month, month_name=MONTHS[month - 1])


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Every text of words.toml by its key, as ``heading.year``: ``{"en": …, "ko": …}``."""
    with WORDS.open("rb") as file:
        tables = tomllib.load(file)
    return {
        f"{table}.{name}": texts
        for table, entries in tables.items()
        for name, texts in entries.items()
    }
