"""The two languages of the files: their words, numbers, dates and names of months."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Literal

Code = Literal["ko", "en"]
CODES: tuple[Code, Code] = ("ko", "en")

WORDS = Path(__file__).with_name("words.toml")

_ENGLISH_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_KOREAN_STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

#: A particle whose form is left open, after a word that may stand in quotation marks.
_OPEN_PARTICLE = re.compile(
    r"([가-힣])([’”)\]]*)(?:(을|은|이|과)\((?:를|는|가|와)\)|(를|는|가|와)\((?:을|은|이|과)\))"
)
_AFTER_VOWEL = {"을": "를", "은": "는", "이": "가", "과": "와"}
_AFTER_CONSONANT = {open_: closed for closed, open_ in _AFTER_VOWEL.items()}


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
        return _grouped(_exact(value))

    def short(self, value: float) -> str:
        """At most three significant digits, in the language's manner: 3.6 million, 360만."""
        exact = _exact(value)
        rounded = exact and exact.quantize(
            Decimal(1).scaleb(exact.adjusted() - 2), rounding=ROUND_HALF_UP
        )
        return self._short_korean(rounded) if self.code == "ko" else _short_english(rounded)

    def _short_korean(self, value: Decimal) -> str:
        parts, rest = [], abs(value)
        for step, name in _KOREAN_STEPS:
            count, rest = divmod(rest, step)
            if count:
                parts.append(f"{_grouped(count)}{name}")
        if rest or not parts:
            parts.append(_grouped(rest))
        return ("-" if value < 0 else "") + " ".join(parts)

    def date(self, day: date) -> str:
        """A day: 26 October 2025, 2025년 10월 26일."""
        if self.code == "ko":
            return f"{day.year}년 {day.month}월 {day.day}일"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

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
        return self.t("period.month", year=year, month=month, month_name=_MONTHS[month - 1])


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


def close_particles(text: str) -> str:
    """The text with every particle left open in the form that fits: 베트남을(를) is 베트남을."""

    def close(match: re.Match[str]) -> str:
        syllable, marks, closed, open_ = match.groups()
        particle = closed or _AFTER_CONSONANT[open_]
        if (ord(syllable) - ord("가")) % 28 == 0:
            particle = _AFTER_VOWEL[particle]
        return f"{syllable}{marks}{particle}"

    return _OPEN_PARTICLE.sub(close, text)


def _exact(value: float) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as a number: say in words why it is missing")
    return Decimal(str(value))


def _grouped(value: Decimal) -> str:
    whole = f"{value:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def _short_english(value: Decimal) -> str:
    for step, name in _ENGLISH_STEPS:
        if abs(value) >= step:
            return f"{_grouped(value / step)} {name}"
    return _grouped(value)
