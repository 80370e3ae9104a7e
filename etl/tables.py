"""Write catalogue entries into the store's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
from pydantic import BaseModel

from indicators.catalogue import Catalogue, Series


def insert(store: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows by column name, a whole column at a time (far faster than row by row)."""
    listed = list(rows)
    if not listed:
        return
    columns = list(listed[0])
    values = ", ".join(f"unnest(${number}) as {name}" for number, name in enumerate(columns, 1))
    store.execute(
        f"insert into {table} by name select {values}",
        [[row[name] for row in listed] for name in columns],
    )


def write_catalogue(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill every table that holds catalogue entries and no figures."""
    units = catalogue.units
    insert(
        store,
        "country",
        (
            {
                **_renamed(country, drop=COUNTRY_EXTRAS),
                "in_sentence_en": country.in_sentence_en or country.name_en,
                "asean_since": country.asean_since or None,
            }
            for country in _sorted(catalogue.countries)
        ),
    )
    insert(store, "unit", _entries(units, unit="id"))
    insert(store, "measure", _entries(catalogue.measures, measure="id"))
    insert(store, "source", _entries(catalogue.sources, source_id="id"))
    insert(
        store,
        "note",
        ({"note": n.id, "note_en": n.en, "note_ko": n.ko} for n in _sorted(catalogue.notes)),
    )
    insert(
        store,
        "dataset",
        _entries(catalogue.datasets, drop=("rows", "totals", "kind"), dataset="id"),
    )
    insert(
        store,
        "series",
        (
            {
                **_renamed(series, series_id="id", publisher="publisher_en"),
                "keeper_ko": series.keeper_ko or keeper_in_korean(series),
                "pillar": catalogue.measures[series.measure].pillar,
                "unit": units[series.unit].base,
            }
            for series in _sorted(catalogue.series)
        ),
    )
    _write_pairs(store, catalogue)
    _write_surveys(store, catalogue)
    insert(store, "indicator_definition", _entries(catalogue.indicators, indicator_id="id"))
    insert(
        store,
        "correction",
        (
            {
                **_renamed(
                    correction,
                    correction="id",
                    series_id="series",
                    source_id="source",
                    expected="expect",
                ),
                "period_becomes": correction.period_becomes or None,
            }
            for correction in sorted(catalogue.corrections, key=lambda entry: entry.id)
        ),
    )
    _write_preferences(store, catalogue)


#: Names by which publishers know a country: they serve the loaders, not the readers.
COUNTRY_EXTRAS = ("aliases_en", "aliases_ko", "comtrade", "uis_origin", "kto")


def _write_pairs(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    pairs = _sorted(catalogue.pairs)
    insert(
        store,
        "pair",
        (
            {
                **_renamed(
                    pair,
                    drop=(
                        "grade_by_partner",
                        "partners",
                        "toward_korea",
                        "toward_partner",
                    ),
                    pair_id="id",
                    position="order",
                ),
                "unit": catalogue.units[pair.unit].base,
                "last_month": f"{pair.last_month}-01" if pair.last_month else None,
                "flow": catalogue.measures[pair.measure].flow,
                "countable": catalogue.units[pair.unit].countable,
                "additive": catalogue.units[pair.unit].ratio,
            }
            for pair in pairs
        ),
    )
    insert(
        store,
        "pair_side",
        (
            {"pair_id": pair.id, "side": side, "series_id": series, "place": place}
            for pair in pairs
            for side in ("toward_korea", "toward_partner")
            for place, series in enumerate(getattr(pair, side))
        ),
    )
    everyone = [
        country.iso3
        for country in catalogue.countries.values()
        if country.role in {"member", "comparator"} or country.iso3 == "WLD"
    ]
    insert(
        store,
        "pair_partner",
        (
            {
                "pair_id": pair.id,
                "partner": partner,
                "grade": pair.grade_by_partner.get(partner),
            }
            for pair in pairs
            for partner in sorted(pair.partners or everyone)
        ),
    )


def _write_surveys(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    insert(store, "survey", _entries(catalogue.surveys, survey_id="id"))
    insert(store, "item", _entries(catalogue.items, item_id="id"))
    insert(store, "opinion_base", _entries(catalogue.bases, base="id", base_en="en", base_ko="ko"))
    insert(
        store, "status", _entries(catalogue.statuses, status="id", status_en="en", status_ko="ko")
    )
    insert(
        store,
        "asked",
        (
            {
                **_renamed(asked, drop=("left", "right"), survey_id="survey", item_id="item"),
                "directions": [*asked.left, *asked.right],
            }
            for asked in catalogue.asked
        ),
    )
    insert(
        store,
        "entry_wording",
        (
            {
                **_renamed(wording, meaning_en="en", meaning_ko="ko"),
                "without_prior_visa": None
                if wording.without_prior_visa == "undecided"
                else wording.without_prior_visa,
            }
            for wording in catalogue.wordings
        ),
    )


def _write_preferences(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    rules = catalogue.preferences
    insert(
        store,
        "preference",
        (_renamed(rule, drop=("ranks",), rule="id", rank="order") for rule in rules),
    )
    for rule in rules:
        if rule.ranks:
            store.execute(f"create temp table {rule.id}_rank ({rule.id} varchar, rank integer)")
            insert(
                store,
                f"{rule.id}_rank",
                ({rule.id: name, "rank": rank} for rank, name in enumerate(rule.ranks)),
            )


def keeper_in_korean(series: Series) -> str:
    address = re.search(r"https?://[^\s)]+", series.keeper)
    return f"{series.publisher_ko}, {address[0]}" if address else series.publisher_ko


def _sorted(entries: Mapping[str, Any]) -> list[Any]:
    return [entries[name] for name in sorted(entries)]


def _entries(
    entries: Mapping[str, Any], drop: tuple[str, ...] = (), **names: str
) -> list[dict[str, Any]]:
    return [_renamed(entry, drop, **names) for entry in _sorted(entries)]


def _renamed(entry: BaseModel, drop: tuple[str, ...] = (), **names: str) -> dict[str, Any]:
    """The entry's fields under the store's names, given as store name = field name."""
    fields = {name: getattr(entry, name) for name in type(entry).model_fields if name not in drop}
    for column, field in names.items():
        fields[column] = fields.pop(field)
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()
    }
