"""The language of a page: its sentences, names of countries, numbers and dates."""

from __future__ import annotations

import gettext
import io
import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from indicators.particles import close_particles, with_particle

LOCALES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "reciprocity"

#: The languages offered, each under its own name.
LANGUAGES = MappingProxyType({"ko": "한국어", "en": "English"})
FALLBACK = "en"

#: Names that differ from those of CLDR: ASEAN's own usage, and codes that are no country.
_NAMES = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "BRN": "Brunei Darussalam",
                "CHN": "China",
                "KOR": "Korea",
                "LAO": "Lao PDR",
                "MMR": "Myanmar",
                "TLS": "Timor-Leste",
                "VNM": "Viet Nam",
                "ASEAN": "ASEAN",
                "ASEAN_POOLED": "ASEAN, members added up",
                "ASEAN_POOLED_EX_VNM": "ASEAN without Viet Nam, members added up",
                "SEA": "Southeast Asia",
                "WLD": "World",
                "ASIA_ALL": "Asia (all, with Japan and China)",
                "ASIA_INCL_SEA": "Asia including Southeast Asia",
                "EUROPE": "Europe",
                "GREATER_CHINA": "Greater China",
                "HKG": "Hong Kong",
                "NORTH_AMERICA": "North America",
            }
        ),
        "ko": MappingProxyType(
            {
                "KOR": "한국",
                "ASEAN": "아세안",
                "ASEAN_POOLED": "아세안(회원국 합산)",
                "ASEAN_POOLED_EX_VNM": "아세안(베트남 제외, 회원국 합산)",
                "SEA": "동남아시아",
                "WLD": "세계",
                "ASIA_ALL": "아시아 전체(일본·중국 포함)",
                "ASIA_INCL_SEA": "아시아(동남아시아 포함)",
                "EUROPE": "유럽",
                "GREATER_CHINA": "중화권",
                "HKG": "홍콩",
                "NORTH_AMERICA": "북미",
            }
        ),
    }
)

#: Steps in which each language groups large numbers when it rounds them in a sentence.
_ENGLISH_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_KOREAN_STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


@dataclass(frozen=True)
class Language:
    """A language by its code; an unknown code reads as English.

    The English sentence is the message itself, so English needs no catalogue. Korean comes from
    ``locales/ko/LC_MESSAGES/reciprocity.po``, read as it stands.
    """

    code: str = FALLBACK

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            object.__setattr__(self, "code", FALLBACK)

    def t(self, message: str, **values: object) -> str:
        """The message in this language, with the values in its places.

        A Korean sentence may leave a particle open after a value, as in ``{name}은(는)``.
        """
        text = _catalogue(self.code).gettext(message)
        told = text.format(**values) if values else text
        return close_particles(told) if self.code == "ko" else told

    def choose(self, english: str, korean: str) -> str:
        """The one of two texts that the figures bring in both languages themselves."""
        return korean if self.code == "ko" and korean else english

    def column(self, name: str) -> str:
        """The name of the column that holds this language: ``title`` is ``title_ko``."""
        return f"{name}_{self.code}"

    def country(self, code: str) -> str:
        """The name of a country or group by its code; a code nobody knows stands for itself."""
        if own := _NAMES[self.code].get(code):
            return own
        aliases = get_global("territory_aliases").get(code)
        territory = aliases[0] if aliases else code
        return str(_locale(self.code).territories.get(territory, code))

    def number(self, value: float, digits: int | None = None) -> str:
        """All digits, grouped; with ``digits`` that many decimals, else none for whole numbers."""
        _refuse_undefined(value)
        if digits is None:
            pattern = "#,##0.######"
        else:
            pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(
            _rounded(value, digits), format=pattern, locale=self.code, decimal_quantization=False
        )

    def short(self, value: float) -> str:
        """At most three significant digits, in the language's manner: 10.1 million, 1,010만."""
        _refuse_undefined(value)
        rounded = _to_three_digits(Decimal(str(value)))
        return self._short_korean(rounded) if self.code == "ko" else self._short_english(rounded)

    def _short_english(self, value: Decimal) -> str:
        for step, name in _ENGLISH_STEPS:
            if abs(value) >= step:
                return f"{_plain(value / step, self.code)} {name}"
        return _plain(value, self.code)

    def _short_korean(self, value: Decimal) -> str:
        parts, rest = [], abs(value)
        for step, name in _KOREAN_STEPS:
            count, rest = divmod(rest, step)
            if count:
                parts.append(f"{_plain(count, self.code)}{name}")
        if rest or not parts:
            parts.append(_plain(rest, self.code))
        return ("-" if value < 0 else "") + " ".join(parts)

    def percent(self, value: float, *, points: bool = False) -> str:
        """A share in per cent, at most three digits: 0.123 is 12.3%.

        With ``points`` the value is already in per cent: 12.3 is 12.3%.
        """
        _refuse_undefined(value)
        share = Decimal(str(value)) * (1 if points else 100)
        return f"{_plain(_to_three_digits(share), self.code)}%"

    def date(self, day: date | datetime | str) -> str:
        """A day: 26 October 2025, 2025년 10월 26일. Text is read as an ISO date."""
        if isinstance(day, str):
            day = datetime.fromisoformat(day)
        return _written_day(date(day.year, day.month, day.day), self.code)

    def month(self, year: int, month: int) -> str:
        """A month: March 2024, 2024년 3월."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self.code)

    def with_particle(self, word: str, particle: str) -> str:
        """The word with its Korean particle (``은/는``); in English the word alone."""
        return with_particle(word, particle) if self.code == "ko" else word


@lru_cache(maxsize=1000)
def _written_day(day: date, code: str) -> str:
    written = "d MMMM y" if code == "en" else "y년 M월 d일"
    return format_date(day, format=written, locale=code)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """The sentences of a language, read from its .po file: nothing compiled is kept."""
    file = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not file.exists():
        return gettext.NullTranslations()
    with file.open("rb") as text:
        catalogue = read_po(text, locale=code, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _refuse_undefined(value: float) -> None:
    if not math.isfinite(value):
        raise ValueError(
            f"{value} is no number that can be written: say in words why it is missing"
        )


def _rounded(value: float, digits: int | None) -> Decimal:
    exact = Decimal(str(value))
    if digits is None:
        return exact
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _to_three_digits(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), rounding=ROUND_HALF_UP)


def _plain(value: Decimal, locale: str) -> str:
    return format_decimal(value, format="#,##0.###########", locale=locale)
