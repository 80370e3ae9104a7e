"""Periods as publishers print them, and the days they cover."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal

Frequency = Literal["year", "month", "day", "span"]

_PART = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True)
class Period:
    """The first and the last day of a period, and what kind of period it is."""

    start: datetime.date
    end: datetime.date
    frequency: Frequency


def parse_period(text: str) -> Period:
    """Read `2023`, `2023-04`, `2023-04-01`, or a span of two of these joined by `/`.

    Raises ValueError with the remedy where the text is not a period.
    """
    first, slash, last = text.partition("/")
    start, start_end, frequency = _parse_part(first, text)
    if not slash:
        return Period(start, start_end, frequency)
    _, end, _ = _parse_part(last, text)
    if end < start:
        raise ValueError(f"period '{text[:60]}' ends before it begins: put the earlier part first")
    return Period(start, end, "span")


def _parse_part(part: str, whole: str) -> tuple[datetime.date, datetime.date, Frequency]:
    matched = _PART.match(part)
    if not matched:
        raise ValueError(
            f"period '{whole[:60]}' is not 2023, 2023-04, 2023-04-01 or a span of these"
        )
    year, month, day = matched.groups()
    try:
        if day:
            date = datetime.date(int(year), int(month), int(day))
            return date, date, "day"
        if month:
            days = calendar.monthrange(int(year), int(month))[1]
            return (
                datetime.date(int(year), int(month), 1),
                datetime.date(int(year), int(month), days),
                "month",
            )
        return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31), "year"
    except ValueError:
        raise ValueError(
            f"period '{whole[:60]}' names a day or month that does not exist"
        ) from None
