"""The codes and names by which publishers call a country, from countries.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from etl.reading import without_spaces
from etl.refusal import UnknownName
from indicators.catalogue.load import RAW_FOLDER

#: Rows that sum others up, or that stand for no country.
TOTALS = ("계", "총계", "합계", "소계", "전체")
#: Names of publishers for places outside the project that hold the name of one inside it.
OTHER_NAMES = ("한국계중국인", "타이완", "타이완(대만)", "대만(타이완)", "미국인근섬", "홍콩")


@dataclass(frozen=True)
class Place:
    """One country the project follows, under every code a publisher uses."""

    iso3: str
    iso2: str
    m49: str
    comtrade: str
    uis_origin: str
    kto: str
    english: frozenset[str]
    korean: frozenset[str]
    role: str


@dataclass(frozen=True)
class Places:
    """Korea and its partners: the members of ASEAN and the countries compared with them."""

    korea: Place
    partners: tuple[Place, ...]

    @property
    def all(self) -> tuple[Place, ...]:
        return (self.korea, *self.partners)

    def by(self, code: str) -> dict[str, str]:
        """ISO3 by one of the publishers' codes (`iso2`, `m49`, `comtrade`, `uis_origin`, `kto`)."""
        return {getattr(place, code): place.iso3 for place in self.all if getattr(place, code)}

    def by_english(self) -> dict[str, str]:
        """ISO3 by every English name in use."""
        return {name: place.iso3 for place in self.all for name in place.english}

    def match_korean(self, names: Iterable[str]) -> dict[str, str]:
        """ISO3 of the partners among the names of one table, by the name as it stands there.

        Names are matched whole: 타이완 is not 타이, 인도 is not 인도네시아. Raises UnknownName
        where a partner is missing from the table and a new name in it looks like that partner's.
        """
        known = {alias: place.iso3 for place in self.partners for alias in place.korean}
        printed = {name: without_spaces(name) for name in names}
        found = {name: known[key] for name, key in printed.items() if key in known}
        missing = [place for place in self.partners if place.iso3 not in found.values()]
        elsewhere = _names_elsewhere()
        for name, key in printed.items():
            if key in known or key in elsewhere or key.endswith(TOTALS) or not key:
                continue
            for place in missing:
                if any(alias in key or key in alias for alias in place.korean if len(key) > 1):
                    raise UnknownName(
                        f"'{name.strip()}' is new and may be {place.iso3}, which is missing: add "
                        "the name to aliases_ko in data/raw/countries.csv, or to the names of "
                        "other places in etl/places.py"
                    )
        return found


def _names_elsewhere() -> frozenset[str]:
    """Korean names of all the world's countries, and of places that only look like a partner."""
    world = Locale("ko").territories.values()
    return frozenset({*map(without_spaces, world), *OTHER_NAMES})


def load_places(file: Path = RAW_FOLDER / "countries.csv") -> Places:
    """Korea and its partners, in the order of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    places = {
        row["iso3"]: Place(
            row["iso3"],
            row["iso2"],
            row["m49"],
            row["comtrade"],
            row["uis_origin"],
            row["kto"],
            frozenset({row["name_en"], *filter(None, row["aliases_en"].split("|"))}),
            frozenset(
                without_spaces(name)
                for name in (row["name_ko"], *row["aliases_ko"].split("|"))
                if name
            ),
            row["role"],
        )
        for row in rows
        if row["role"] in {"home", "member", "comparator"}
    }
    korea = places.pop("KOR")
    return Places(korea, tuple(places.values()))
