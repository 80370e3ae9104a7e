"""What stands behind the rows of an export, read from the library once for each file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

import indicators
from briefing.language import Language
from indicators import Release, UnknownNameError
from indicators.store import ask

ASEAN = "ASEAN"
ASEAN_POOLED = "ASEAN_POOLED"
ASEAN_POOLED_EX_VNM = "ASEAN_POOLED_EX_VNM"
POOLED = (ASEAN_POOLED, ASEAN_POOLED_EX_VNM)


@dataclass(frozen=True, eq=False)
class Reference:
    """Pairs, countries, series, sources, units and definitions by their ids, and the release."""

    store: Path | None
    language: Language
    release: Release
    pairs: pd.DataFrame
    countries: pd.DataFrame
    series: pd.DataFrame
    sources: pd.DataFrame
    units: pd.DataFrame
    definitions: pd.DataFrame

    def pair(self, pair_id: str) -> pd.Series:
        """The row of a pair; UnknownNameError where the catalogue has none of that name."""
        if pair_id not in self.pairs.index:
            raise UnknownNameError("pair", pair_id, self.pairs.index)
        return self.pairs[self.pairs["pair_id"] == pair_id].iloc[0]

    def in_language(self, row: Any, name: str) -> str:
        """A text that the catalogue has in both languages; empty where it has none."""
        text = row.get(self.language.column(name))
        return str(text) if pd.notna(text) else ""

    def unit(self, unit: str) -> str:
        """The name of a unit."""
        return self.in_language(self.units.loc[unit], "name")

    def partner(self, code: str) -> str:
        """A partner by its name."""
        if code == ASEAN_POOLED:
            return self.language.t("partner.pooled")
        if code == ASEAN_POOLED_EX_VNM:
            return self.language.t("partner.pooled_without_vnm")
        return self.in_language(self.countries.loc[code], "name")

    def partner_in_sentence(self, row: Any) -> str:
        """The partner of a row as a sentence names it; a sum over members says over how many."""
        if row.get("aggregate") == "pooled":
            return self.language.t("partner.pooled_in_sentence", count=int(row["members"]))
        country = self.countries.loc[row["partner"]]
        if self.language.code == "en":
            return str(country["in_sentence_en"] or country["name_en"])
        return str(country["name_ko"])

    def members(self) -> list[str]:
        """The members of ASEAN by code, in the order of their names."""
        found = self.countries[self.countries["asean_since"].notna()]
        return sorted(found.index, key=self.partner)


def read_reference(language: Language, store: Path | None = None) -> Reference:
    """Everything behind the rows; raises StoreError where there is no usable store.

    What stands behind the rows changes with the release only, and is kept by its version.
    """
    return _read(language, store, indicators.release(store))


@lru_cache(maxsize=4)
def _read(language: Language, store: Path | None, release: Release) -> Reference:
    return Reference(
        store=store,
        language=language,
        release=release,
        pairs=indicators.pairs(store).set_index("pair_id", drop=False),
        countries=indicators.countries(store).set_index("iso3", drop=False),
        series=indicators.series(store=store).set_index("series_id", drop=False),
        sources=indicators.sources(store=store).set_index("source_id", drop=False),
        units=ask("select unit, name_en, name_ko from unit", store=store).set_index("unit"),
        definitions=indicators.indicator_definitions(store).set_index("indicator_id"),
    )
