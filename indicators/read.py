"""Questions to the store. Every answer is a pandas frame, sorted, with documented columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from indicators.errors import MixedBasisError, UnknownNameError
from indicators.store import ask, release

__all__ = [
    "conflicts",
    "coverage",
    "indicator",
    "observations",
    "pairs",
    "release",
    "two_way",
    "two_way_months",
    "two_way_spans",
]

#: Indicators that stand beside the two flows in the frame of `two_way`.
BESIDE = (
    "gap",
    "balance",
    "reciprocity",
    "log2_ratio",
    "ratio",
    "parity_distance",
    "per_capita_log2_ratio",
    "share_of_korea_total",
    "share_of_partner_total",
    "recovery_toward_korea",
    "recovery_toward_partner",
)


def pairs(store: Path | None = None) -> pd.DataFrame:
    """Every pair: one row each, in the order in which pages offer them.

    Columns as in table `pair`: pair_id, pillar, measure, title_en, title_ko, unit, basis, grade
    (A to D, or missing where only one direction is published), caveat_en, caveat_ko, the words
    for either flow, and the reasons why a direction is missing.
    """
    return ask("select * from pair order by pillar, position, pair_id", store=store)


def two_way(
    pair: str | Sequence[str],
    partners: Iterable[str] | None = None,
    years: tuple[int, int] | None = None,
    store: Path | None = None,
) -> pd.DataFrame:
    """Both directions of one pair by partner and year, with the indicators beside them.

    `partners` are ISO3 codes, ASEAN (a publisher's own total) or ASEAN_POOLED; `years` is the
    first and the last year. Flows are in the pair's unit; a direction that is not published is
    missing (NaN), never zero. Indicators are missing for grade D and where they are undefined.
    `toward_korea_per_100k` is the flow for each 100,000 of the partner's people,
    `toward_partner_per_100k` for each 100,000 of Korea's, with populations of the same year
    (population_partner, population_korea, population_source_id); missing without one.

    Several pairs may be asked for together where they stand on one basis.

    Raises UnknownNameError for a pair or partner that does not exist, MixedBasisError for pairs
    on different bases.
    """
    known = _one_basis(pair, store)
    chosen = known_partners(partners, store)
    first, last = years or (0, 9999)
    beside = ", ".join(
        f"any_value(value) filter (indicator_id = '{name}') as {name}" for name in BESIDE
    )
    return ask(
        f"""
        with beside as (
            select pair_id, partner, year, {beside},
                any_value(low) filter (indicator_id = 'balance') as balance_low,
                any_value(high) filter (indicator_id = 'balance') as balance_high,
                any_value(low) filter (indicator_id = 'gap') as gap_low,
                any_value(high) filter (indicator_id = 'gap') as gap_high
            from indicator
            where list_contains($pairs, pair_id)
            group by pair_id, partner, year
        )
        select t.*, b.* exclude (pair_id, partner, year),
            case when p.additive then 100000 * t.toward_korea / t.population_partner end
                as toward_korea_per_100k,
            case when p.additive then 100000 * t.toward_partner / t.population_korea end
                as toward_partner_per_100k
        from two_way t
        join pair p using (pair_id)
        left join beside b using (pair_id, partner, year)
        where list_contains($pairs, t.pair_id) and t.year between $first and $last
            and ($partners is null or list_contains($partners, t.partner))
        order by t.pair_id, t.partner, t.year
        """,
        {"pairs": known, "partners": chosen, "first": first, "last": last},
        store,
    )


def indicator(
    indicator_id: str,
    pair: str,
    partners: Iterable[str] | None = None,
    years: tuple[int, int] | None = None,
    store: Path | None = None,
) -> pd.DataFrame:
    """One indicator of one pair by partner and year.

    Columns: pair_id, partner, year, indicator_id, value, low, high, grade. `low` and `high` are
    the 95 % interval where one is defined: Wilson for a balance of counts, Newcombe for a
    difference of shares. A year in which the indicator is undefined has no row.

    Raises UnknownNameError for an indicator, pair or partner that does not exist.
    """
    known = ask("select indicator_id from indicator_definition", store=store)["indicator_id"]
    if indicator_id not in set(known):
        raise UnknownNameError("indicator", indicator_id, known)
    first, last = years or (0, 9999)
    return ask(
        """
        select i.*, t.grade
        from indicator i
        join two_way t using (pair_id, partner, year)
        where i.pair_id = $pair and i.indicator_id = $indicator
            and i.year between $first and $last
            and ($partners is null or list_contains($partners, i.partner))
        order by i.partner, i.year
        """,
        {
            "pair": _require("pair", pair, store),
            "indicator": indicator_id,
            "partners": known_partners(partners, store),
            "first": first,
            "last": last,
        },
        store,
    )


def two_way_months(
    pair: str, partners: Iterable[str] | None = None, store: Path | None = None
) -> pd.DataFrame:
    """Both directions of one pair by partner and month, where both sides publish months.

    Columns as `two_way`, with `month` (1 to 12). Raises UnknownNameError as `two_way` does.
    """
    known = _require("pair", pair, store)
    chosen = known_partners(partners, store)
    return ask(
        """
        select * from two_way_month
        where pair_id = $pair and ($partners is null or list_contains($partners, partner))
        order by partner, year, month
        """,
        {"pair": known, "partners": chosen},
        store,
    )


def coverage(pair: str | None = None, store: Path | None = None) -> pd.DataFrame:
    """What is published at all: years with both directions, with one, and why one is missing.

    One row for a pair and a partner, of one pair or of all. Raises UnknownNameError for a pair
    that does not exist.
    """
    return ask(
        "select * from coverage where $pair is null or pair_id = $pair order by pair_id, partner",
        {"pair": _require("pair", pair, store) if pair else None},
        store,
    )


def two_way_spans(pair: str, store: Path | None = None) -> pd.DataFrame:
    """Both directions of one pair by partner and span, where figures exist for spans only.

    Raises UnknownNameError for a pair that does not exist.
    """
    return ask(
        "select * from two_way_span where pair_id = $pair order by partner, period_start",
        {"pair": _require("pair", pair, store)},
        store,
    )


def conflicts(series: Iterable[str] | None = None, store: Path | None = None) -> pd.DataFrame:
    """Figures that stand beside a preferred one for the same thing, and why they do.

    One row for each figure that was not preferred: preferred_value and preferred_source_id,
    other_value and other_source_id, difference_percent, decided_by and the reason in words.
    """
    return ask(
        """
        select * from conflict where $series is null or list_contains($series, series_id)
        order by series_id, origin, destination, period_start, period_end, other_source_id
        """,
        {"series": None if series is None else list(series)},
        store,
    )


def observations(
    series: Sequence[str],
    origin: str | None = None,
    destination: str | None = None,
    store: Path | None = None,
) -> pd.DataFrame:
    """Every figure of the series named, the preferred ones and the ones they were chosen over.

    One row a figure with its source, locator, note and whether it is preferred. Raises
    UnknownNameError for a series that does not exist.
    """
    for name in series:
        _require("series", name, store)
    return ask(
        """
        select o.*, s.publisher as source_publisher, s.title as source_title, s.url as source_url,
            s.reliability, n.note_en, n.note_ko
        from observation o
        join source s using (source_id)
        left join note n on n.note = o.note
        where list_contains($series, o.series_id)
            and ($origin is null or o.origin = $origin)
            and ($destination is null or o.destination = $destination)
        order by o.series_id, o.origin, o.destination, o.period_start, o.period_end, o.source_id
        """,
        {"series": list(series), "origin": origin, "destination": destination},
        store,
    )


def _require(kind: str, name: str, store: Path | None) -> str:
    column = {"pair": "pair_id", "series": "series_id"}[kind]
    known = ask(f"select {column} from {kind}", store=store)[column].tolist()
    if name not in known:
        raise UnknownNameError(kind, name, known)
    return name


def _one_basis(pair: str | Sequence[str], store: Path | None) -> list[str]:
    names = [pair] if isinstance(pair, str) else list(dict.fromkeys(pair))
    if not names:
        raise ValueError("name at least one pair")
    bases = set()
    for name in names:
        known = ask(
            "select basis from pair where pair_id = ?", [_require("pair", name, store)], store
        )
        bases.add(known["basis"].iloc[0])
    if len(bases) > 1:
        raise MixedBasisError(bases)
    return names


def known_partners(partners: Iterable[str] | None, store: Path | None) -> list[str] | None:
    """The partners asked for, or None for all; raises UnknownNameError for one that is unknown."""
    if partners is None:
        return None
    chosen = list(partners)
    known = ask(
        "select iso3 as partner from country union select distinct partner from two_way",
        store=store,
    )["partner"].tolist()
    for name in chosen:
        if name not in known:
            raise UnknownNameError("partner", name, known)
    return chosen
