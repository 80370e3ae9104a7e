"""Numbers, days and names as a sentence writes them, in both languages."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from briefing.brief_parts import Text

_ENGLISH_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_KOREAN_STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))

#: How a unit stands around a spoken number, in English and Korean.
_UNITS: Mapping[str, Text] = {
    "persons": Text("{n}", "{n}명"),
    "usd": Text("USD {n}", "{n}달러"),
    "percent": Text("{n}%", "{n}%"),
    "score_0_100": Text("{n} points", "{n}점"),
    "days": Text("{n} days", "{n}일"),
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

#: A particle left open after a word, as in 베트남은(는).
_OPEN = re.compile(
    r"(\S)([)\]’”」]*)(은\(는\)|는\(은\)|이\(가\)|을\(를\)|를\(을\)|과\(와\)|\(으\)로)"
)
_FORMS = {
    "은(는)": ("은", "는"),
    "는(은)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "를(을)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}


def tell(en: str, ko: str, **values: Text | str | int) -> Text:
    """Both templates with the values in their places, each in its language."""
    told = {name: v if isinstance(v, Text) else Text(str(v), str(v)) for name, v in values.items()}
    return Text(
        en=en.format(**{name: value.en for name, value in told.items()}),
        ko=close_particles(ko.format(**{name: value.ko for name, value in told.items()})),
    )


def spoken(value: float, unit: str) -> Text:
    """A number in a sentence, with its unit and at most three significant digits.

    596,462 persons are 596,000 and 59만 6,000명. Korean counts in ten thousands, so a number
    from ten million to a hundred million keeps all of them: 10,053,000 is 1,005만.
    """
    form = _UNITS.get(unit, Text("{n}", "{n}"))
    exact = Decimal(str(value))
    en, ko = _short_english(_three_digits(exact)), _short_korean(exact)
    # 456명, but 910만 명: the counter stands apart from a number that ends in a word.
    apart = " " if unit in ("persons", "usd") and not ko[-1].isdecimal() else ""
    return Text(form.en.format(n=en), form.ko.format(n=ko + apart))


def times(value: float) -> Text:
    """How many times one flow is of the other: 86.7, 7.5, 1.03."""
    digits = 0 if value >= 100 else 1 if value >= 1.05 else 2
    exact = Decimal(str(value))
    shown = _three_digits(exact) if value >= 100 else _round(exact, digits)
    return Text(f"{shown:,f}", f"{shown:,f}")


def percent(value: float) -> Text:
    """A share or a change in per cent, to one decimal: 4.5%."""
    shown = _plain(_round(Decimal(str(value)), 1))
    return Text(f"{shown}%", f"{shown}%")


def difference(value: float, unit: str) -> Text:
    """A difference in the unit, to one decimal; of percentages, in percentage points."""
    shown = _plain(_round(Decimal(str(value)), 1))
    if unit == "percent":
        return Text(f"{shown} percentage points", f"{shown}%p")
    return spoken(float(shown), unit)


def written(value: float) -> str:
    """A number with all its digits, grouped: for tables."""
    return f"{Decimal(str(value)).normalize():,f}"


def joined(parts: list[Text]) -> Text:
    """A list in words: A, B and C; A·B·C."""
    english = [part.en for part in parts]
    last = " and ".join(english[-2:])
    return Text(", ".join([*english[:-2], last]), "·".join(part.ko for part in parts))


def day(written_as: str) -> Text:
    """A day, month or year as the record writes it: 2025-08-11 is 11 August 2025, 2025. 8. 11."""
    start, _, end = written_as.partition("/")
    if end:
        first, last = day(start), day(end)
        return Text(f"{first.en} to {last.en}", f"{first.ko}~{last.ko}")
    parts = [int(part) for part in start.split("-")]
    if len(parts) == 1:
        return Text(str(parts[0]), f"{parts[0]}년")
    month = _MONTHS[parts[1] - 1]
    if len(parts) == 2:
        return Text(f"{month} {parts[0]}", f"{parts[0]}. {parts[1]}.")
    return Text(f"{parts[2]} {month} {parts[0]}", f"{parts[0]}. {parts[1]}. {parts[2]}.")


def period(key: str) -> Text:
    """A year or a span of months: 2024, 2024년; 2021-07/2022-11 is July 2021 to November 2022."""
    return Text(f"in {key}", f"{key}년") if key.isdecimal() else _span(key)


def _span(key: str) -> Text:
    told = day(key)
    return Text(f"from {told.en}", told.ko)


def after_comma(text: Text) -> Text:
    """The text after a comma, or nothing where there is no text."""
    return Text(f", {text.en}", f", {text.ko}") if text.en else text


def in_brackets(text: Text) -> Text:
    """The text in brackets, or nothing where there is no text."""
    return Text(f" ({text.en})", f"({text.ko})") if text.en else text


def capital(text: Text) -> Text:
    """The text with a capital at the start of the English."""
    return Text(text.en[:1].upper() + text.en[1:], text.ko)


def close_particles(text: str) -> str:
    """The text with every open particle in the form that fits the word before it."""

    def close(match: re.Match[str]) -> str:
        last, brackets, particle = match.groups()
        closed, open_ = _FORMS[particle]
        final = _final(last)
        fits = final and not (particle == "(으)로" and final == "ㄹ")
        return last + brackets + (closed if fits else open_)

    return _OPEN.sub(close, text)


def _final(letter: str) -> str:
    """The consonant a letter ends in when read: empty for none, ㄹ, or ㄱ for any other."""
    if "가" <= letter <= "힣":
        rest = (ord(letter) - ord("가")) % 28
        return "" if not rest else "ㄹ" if rest == 8 else "ㄱ"
    if letter in "178":
        return "ㄹ"
    return "ㄱ" if letter in "036LMNRn" else ""


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _three_digits(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)
    exponent = math.floor(abs(value).log10())
    return _round(value, 2 - exponent)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _short_english(value: Decimal) -> str:
    for step, name in _ENGLISH_STEPS:
        if abs(value) >= step:
            return f"{_plain(value / step)} {name}"
    return _plain(value)


def _short_korean(value: Decimal) -> str:
    rounded = _round(value, -4) if 10**7 <= value < 10**8 else _three_digits(value)
    parts, rest = [], rounded
    for step, name in _KOREAN_STEPS:
        count, rest = divmod(rest, step)
        if count:
            parts.append(f"{_plain(count)}{name}")
    if rest or not parts:
        parts.append(_plain(rest))
    return " ".join(parts)
