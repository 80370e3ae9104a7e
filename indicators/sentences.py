"""Figures in words, in English and Korean at once, for sentences that the library generates.

At most three significant digits, in the language's manner: 10.1 million, 1,010만. Every function
returns the pair (English, Korean).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

#: The same thing in English and in Korean.
Words = tuple[str, str]

ENGLISH_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
KOREAN_STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
MONTHS = (
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
#: What Korean writes after a number of the unit.
COUNTERS = MappingProxyType({"usd": "달러", "persons": "명"})
NOTHING: Words = ("none", "없음")


def number(value: float) -> Words:
    """At most three significant digits: 1,234,567 is 1.23 million, 123만.

    Raises ValueError for what is no finite number: missing is said in words.
    """
    rounded = _three_digits(exact(value))
    sign, size = ("-" if rounded < 0 else ""), abs(rounded)
    english = grouped(size)
    for step, name in ENGLISH_STEPS:
        if size >= step:
            english = f"{grouped(size / step)} {name}"
            break
    parts, rest = [], size
    for step, name in KOREAN_STEPS:
        count, rest = divmod(rest, step)
        if count:
            parts.append(f"{grouped(count)}{name}")
    if rest or not parts:
        parts.append(grouped(rest))
    return sign + english, sign + " ".join(parts)


def exact(value: float) -> Decimal:
    """The number as it is printed, without the error of its binary form.

    Raises ValueError for what is no finite number.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as a number: say in words why it is missing")
    return Decimal(str(value))


def grouped(value: Decimal) -> str:
    """All digits, in groups of three: 3,599,062 and 12.5."""
    whole = f"{value:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def tally(count: int) -> Words:
    """How many: none, 7, 70."""
    return ("none", "0") if count == 0 else number(count)


def amount(value: float, unit: str) -> Words:
    """A number with its unit: USD 259 million, 2억 5,900만 달러; 305,000, 30만 5,000명."""
    english, korean = number(value)
    if unit == "percent":
        return f"{english}%", f"{korean}%"
    counter = COUNTERS.get(unit, "")
    space = " " if counter and korean[-1] in "만억조" else ""
    return f"USD {english}" if unit == "usd" else english, f"{korean}{space}{counter}"


def years(found: Iterable[int]) -> Words:
    """Years in runs: 2008–2009 and 2019; none where there is no year."""
    runs: list[list[int]] = []
    for year in sorted(set(found)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    if not runs:
        return NOTHING
    english = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    korean = [f"{run[0]}년" if len(run) == 1 else f"{run[0]}~{run[-1]}년" for run in runs]
    return listed(list(zip(english, korean, strict=True)))


def when(period: str) -> Words:
    """A period as it is written in the figures: 2025, 2025-08, 2025-08-16 or a span of two."""
    first, _, last = period.partition("/")
    if last:
        (english, korean), (to_english, to_korean) = when(first), when(last)
        return f"{english} to {to_english}", f"{korean}~{to_korean}"
    parts = [int(part) for part in first.split("-")]
    if len(parts) == 1:
        return first, f"{first}년"
    if len(parts) == 2:
        return f"{MONTHS[parts[1] - 1]} {parts[0]}", f"{parts[0]}년 {parts[1]}월"
    return day(datetime.date(*parts))


def day(date: datetime.date) -> Words:
    """A day: 26 October 2025, 2025년 10월 26일."""
    return (
        f"{date.day} {MONTHS[date.month - 1]} {date.year}",
        f"{date.year}년 {date.month}월 {date.day}일",
    )


def listed(parts: Sequence[Words]) -> Words:
    """Several things in a row: one, two and three; 하나, 둘, 셋. Nothing is said as none."""
    if not parts:
        return NOTHING
    english = [part[0] for part in parts]
    head = ", ".join(english[:-1])
    return (
        f"{head} and {english[-1]}" if head else english[-1],
        ", ".join(part[1] for part in parts),
    )


def fill(template_en: str, template_ko: str, words: Mapping[str, Words]) -> Words:
    """Both sentences with their words in place."""
    return (
        template_en.format(**{name: word[0] for name, word in words.items()}),
        template_ko.format(**{name: word[1] for name, word in words.items()}),
    )


def _three_digits(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - 2)
    return (
        value.quantize(step, rounding=ROUND_HALF_UP)
        if step < 1
        else ((value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step)
    )
