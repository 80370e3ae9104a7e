"""Checks between catalogue entries: everything that is named must exist and fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from indicators.catalogue.fault import Fault
from indicators.catalogue.model import Pair
from indicators.catalogue.whole import Catalogue


def check_references(catalogue: Catalogue) -> list[Fault]:
    """Every fault in how entries refer to one another."""
    return [
        *_check_measures(catalogue),
        *_check_series(catalogue),
        *_check_pairs(catalogue),
        *_check_totals(catalogue),
        *_check_corrections(catalogue),
        *_check_rules(catalogue),
    ]


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint at the known name that looks most like the one given, or an empty text."""
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _unknown(catalogue: Catalogue, at: tuple[str, str], kind: str, name: str) -> Fault:
    file, line = catalogue.places[at]
    tables: dict[str, Mapping[str, object]] = {
        "measure": catalogue.measures,
        "unit": catalogue.units,
        "series": catalogue.series,
        "country": catalogue.countries,
        "source": catalogue.sources,
        "survey": catalogue.surveys,
        "item": catalogue.items,
        "pair": catalogue.pairs,
    }
    hint = nearest(name, tables[kind])
    return Fault(
        file,
        line,
        f"{at[0]} '{at[1]}' names the {kind} '{name}', which is not defined{hint}",
    )


def _check_measures(catalogue: Catalogue) -> Iterator[Fault]:
    for measure in catalogue.measures.values():
        if measure.unit not in catalogue.units:
            yield _unknown(catalogue, ("measure", measure.id), "unit", measure.unit)


def _check_series(catalogue: Catalogue) -> Iterator[Fault]:
    for series in catalogue.series.values():
        at = ("series", series.id)
        if series.measure not in catalogue.measures:
            yield _unknown(catalogue, at, "measure", series.measure)
        if series.unit not in catalogue.units:
            yield _unknown(catalogue, at, "unit", series.unit)


def _check_pairs(catalogue: Catalogue) -> Iterator[Fault]:
    for pair in catalogue.pairs.values():
        at = ("pair", pair.id)
        if pair.measure not in catalogue.measures:
            yield _unknown(catalogue, at, "measure", pair.measure)
        if pair.unit not in catalogue.units:
            yield _unknown(catalogue, at, "unit", pair.unit)
        measure = catalogue.measures.get(pair.measure)
        kind = "item" if measure and measure.flow == "opinion" else "series"
        known = catalogue.items if kind == "item" else catalogue.series
        for name in (*pair.toward_korea, *pair.toward_partner):
            if name not in known:
                yield _unknown(catalogue, at, kind, name)
        for code in (*pair.partners, *pair.grade_by_partner):
            if code not in catalogue.countries:
                yield _unknown(catalogue, at, "country", code)
        yield from _check_bases(catalogue, pair)


def _check_bases(catalogue: Catalogue, pair: Pair) -> Iterator[Fault]:
    """A direction stands on one definition, and no pair joins bases that are kept apart."""
    file, line = catalogue.places["pair", pair.id]
    bases = {
        name: catalogue.series[name].basis
        for name in (*pair.toward_korea, *pair.toward_partner)
        if name in catalogue.series
    }
    toward_korea = {bases[name] for name in pair.toward_korea if name in bases}
    if len(toward_korea) > 1:
        yield Fault(
            file,
            line,
            f"pair '{pair.id}' mixes the bases {', '.join(sorted(toward_korea))} in the flow "
            "toward Korea: make one pair for each basis",
        )
    for separation in catalogue.separations:
        mixed = sorted(set(bases.values()) & set(separation.bases))
        if len(mixed) > 1:
            yield Fault(
                file,
                line,
                f"pair '{pair.id}' joins {' and '.join(mixed)}, which must stay apart "
                f"({separation.reason_en}): take one of them out",
            )


def _check_totals(catalogue: Catalogue) -> Iterator[Fault]:
    for dataset in catalogue.datasets.values():
        for total in dataset.totals:
            for name in (total.whole, *total.parts):
                if name not in catalogue.series:
                    yield _unknown(catalogue, ("dataset", dataset.id), "series", name)


def _check_corrections(catalogue: Catalogue) -> Iterator[Fault]:
    for correction in catalogue.corrections:
        at = ("correction", correction.id)
        if correction.series not in catalogue.series:
            yield _unknown(catalogue, at, "series", correction.series)
        if correction.source not in catalogue.sources:
            yield _unknown(catalogue, at, "source", correction.source)


def _check_rules(catalogue: Catalogue) -> Iterator[Fault]:
    """What claims are tested with, and goals measured on, must be in the catalogue."""
    known: dict[str, Mapping[str, object]] = {
        "series": catalogue.series,
        "pair": catalogue.pairs,
        "item": catalogue.items,
    }
    named = [
        (("claim_rule", rule.id), definition.names())
        for rule in catalogue.claim_rules.values()
        for definition in rule.definition
    ] + [
        (("goal_rule", goal.id), level.names())
        for goal in catalogue.goal_rules.values()
        for level in goal.level
    ]
    for at, names in named:
        for kind, name in names:
            if name not in known[kind]:
                yield _unknown(catalogue, at, kind, name)
