"""Weigh a share of a whole, and a flow that is called limited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import duckdb

from indicators.catalogue.rules import MEMBERS, Limited, Share
from indicators.ledger.outcome import (
    Claim,
    Figure,
    Outcome,
    Yearly,
    expand,
    memberships,
    names_of,
    partner_of,
    unit_of,
    yearly,
)
from indicators.sentences import NOTHING, Words, amount, listed, number, years


def weigh_share(store: duckdb.DuckDBPyConnection, rule: Share, claim: Claim) -> Outcome:
    """Whether a share fits the value that the claim states, in its year or in the newest."""
    series, unit = yearly(store, rule.series), unit_of(store, rule.series)
    shares = [
        replace(share, holds=_fits(share.value, claim.stated_value, rule.compare))
        for share in _shares(store, rule, series, unit)
    ]
    if not shares:
        return Outcome("not_testable")
    judged = [share for share in shares if share.year == (rule.year or shares[-1].year)]
    if rule.any_year:
        judged = shares
    if not judged:
        return Outcome("not_testable", tuple(shares))
    names = names_of(store)
    chosen = max(judged, key=lambda share: (bool(share.holds), share.value or 0, share.year))
    words = _share_words(shares, chosen, claim, names)
    holds = bool(chosen.holds)
    beside: list[Figure] = []
    if rule.among:
        leaders = _leaders(series, chosen.year, rule)[: rule.among]
        holds &= chosen.partner in [code for code, _ in leaders]
        words["leaders"] = listed(
            [_joined(names[code], amount(value, "percent")) for code, value in leaders]
        )
    if rule.beside:
        (place,) = expand(rule.beside, ())
        value, source = series.get(place, {}).get(chosen.year, (None, ""))
        if value is None or not chosen.whole:
            return Outcome("not_testable", tuple(shares))
        other = 100 * value / chosen.whole
        holds &= other < (chosen.value or 0)
        words["beside_share"] = amount(other, "percent")
        beside = [
            replace(
                chosen,
                partner=partner_of(*place),
                value=other,
                part=value,
                holds=None,
                source_ids=(source,),
            )
        ]
    monthly = _by_month(store, rule, chosen.year) if rule.months else []
    if monthly:
        ran = [month.value or 0 for month in monthly]
        words["months_low"] = amount(min(ran), "percent")
        words["months_high"] = amount(max(ran), "percent")
    figures = (*shares, *beside, *monthly)
    return Outcome("supports" if holds else "does_not_support", figures, words)


def _shares(
    store: duckdb.DuckDBPyConnection, rule: Share, series: Yearly, unit: str
) -> list[Figure]:
    """Every share that can be computed, or is printed, oldest first."""
    (whole_of,) = expand(rule.whole, ()) if rule.whole else (("", ""),)
    found: list[Figure] = []
    members = memberships(store)
    for year in sorted({year for known in series.values() for year in known}):
        places = [place for part in rule.parts for place in expand(part, members.in_year(year))]
        known = [(place, *series[place][year]) for place in places if year in series.get(place, {})]
        if rule.whole and year not in series.get(whole_of, {}):
            continue
        whole = series[whole_of][year][0] if rule.whole else None
        # A sum stands only where every part of it is known.
        complete = len(known) == len(places) > 0
        groups = [[entry] for entry in known] if rule.each else [known] if complete else []
        for group in groups:
            part = sum(value for _, value, _ in group)
            together = len(group) > 1 or MEMBERS in rule.parts[0]
            found.append(
                Figure(
                    period=str(year),
                    year=year,
                    partner="ASEAN" if together and not rule.each else partner_of(*group[0][0]),
                    unit="percent",
                    value=100 * part / whole if whole else None if rule.whole else part,
                    series_id=rule.series,
                    part=part if rule.whole else None,
                    whole=whole,
                    part_unit=unit if rule.whole else None,
                    source_ids=tuple(sorted({source for *_, source in group})),
                )
            )
    return [share for share in found if share.value is not None]


def _by_month(store: duckdb.DuckDBPyConnection, rule: Share, year: int) -> list[Figure]:
    rows = store.execute(
        """
        select period, origin, destination, value, source_id from observation
        where series_id = ? and frequency = 'month' and year(period_start) = ? and preferred
            and withheld is null
        order by period
        """,
        [rule.series, year],
    ).fetchall()
    (whole_of,) = expand(rule.whole, ())
    members = memberships(store).in_year(year)
    places = {place for part in rule.parts for place in expand(part, members)}
    found = []
    for period in sorted({row[0] for row in rows}):
        here = {(row[1], row[2]): (row[3], row[4]) for row in rows if row[0] == period}
        if whole_of in here and places <= here.keys():
            part, whole = sum(here[place][0] for place in places), here[whole_of][0]
            found.append(
                Figure(
                    period=period,
                    year=year,
                    partner="ASEAN",
                    unit="percent",
                    value=100 * part / whole,
                    series_id=rule.series,
                    part=part,
                    whole=whole,
                    part_unit="persons",
                    source_ids=tuple(sorted({here[place][1] for place in places})),
                )
            )
    return found


def _fits(value: float | None, stated: str, compare: str) -> bool:
    if value is None:
        return False
    exact, wanted = Decimal(str(value)), Decimal(stated)
    if compare == "more_than":
        return exact > wanted
    if compare == "at_least":
        return exact >= wanted
    return exact.quantize(wanted, rounding=ROUND_HALF_UP) == wanted


def _leaders(series: Yearly, year: int, rule: Share) -> list[tuple[str, float]]:
    """Destinations of the year, the largest first; the world is no destination."""
    origin = rule.parts[0].split(">")[0]
    found = [
        (place[1], known[year][0])
        for place, known in series.items()
        if place[0] == origin and place[1] != "WLD" and year in known
    ]
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))


def _share_words(
    shares: list[Figure], chosen: Figure, claim: Claim, names: dict[str, Words]
) -> dict[str, Words]:
    ranked = sorted(shares, key=lambda share: (share.value or 0, share.year))
    low, high = ranked[0], ranked[-1]
    seen = [share.year for share in shares]
    nothing = (NOTHING, NOTHING)
    part, whole = (
        (amount(chosen.part, chosen.part_unit or ""), amount(chosen.whole, chosen.part_unit or ""))
        if chosen.part is not None and chosen.whole is not None
        else nothing
    )
    return {
        "stated": amount(float(claim.stated_value), "percent"),
        "share": amount(chosen.value or 0, "percent"),
        "year": years([chosen.year]),
        "part": part,
        "whole": whole,
        "where": names[chosen.partner],
        "years_true": years(share.year for share in shares if share.holds),
        "years_tested": number(len(set(seen))),
        "first_year": years([min(seen)]),
        "last_year": years([max(seen)]),
        "highest": amount(high.value or 0, "percent"),
        "highest_year": years([high.year]),
        "lowest": amount(low.value or 0, "percent"),
        "lowest_year": years([low.year]),
    }


def _joined(name: Words, value: Words) -> Words:
    return f"{name[0]} {value[0]}", f"{name[1]} {value[1]}"


def weigh_limited(store: duckdb.DuckDBPyConnection, rule: Limited, claim: Claim) -> Outcome:
    """Whether the members take a small part of all Koreans abroad and are seldom reported."""
    series, unit = yearly(store, rule.series), unit_of(store, rule.series)
    (whole_of,) = expand(rule.whole, ())
    wholes = yearly(store, rule.whole_series).get(whole_of, {})
    to_members: dict[int, list[tuple[str, float, str]]] = {}
    possible = 0
    joined = memberships(store)
    seen = sorted({y for place, known in series.items() if place[0] == "KOR" for y in known})
    for year in seen:
        members = joined.in_year(year)
        possible += len(members)
        for place in expand(rule.direction, members):
            if year in series.get(place, {}):
                value, source = series[place][year]
                to_members.setdefault(year, []).append((partner_of(*place), value, source))
    figures = [
        _limited_figure(rule, year, found, wholes, unit) for year, found in to_members.items()
    ]
    shares = [figure for figure in figures if figure.value is not None]
    if not shares or not possible:
        return Outcome("not_testable", tuple(figures))
    reported = sum(len(found) for found in to_members.values())
    highest = max(shares, key=lambda figure: (figure.value or 0, figure.year))
    small = all(figure.holds for figure in shares)
    seldom = 100 * reported / possible < rule.reported_below
    last = max(to_members)
    words = {
        "share_high": amount(highest.value or 0, "percent"),
        "share_high_year": years([highest.year]),
        "share_years": years(figure.year for figure in shares),
        "at_most": amount(rule.at_most, "percent"),
        "reported": number(reported),
        "possible": number(possible),
        "reported_share": amount(100 * reported / possible, "percent"),
        "latest": amount(sum(value for _, value, _ in to_members[last]), unit),
        "latest_year": years([last]),
        "latest_members": _members_in(to_members[last], names_of(store)),
        "first_year": years([seen[0]]),
        "last_year": years([seen[-1]]),
    }
    return Outcome("supports" if small and seldom else "does_not_support", tuple(figures), words)


def _limited_figure(
    rule: Limited,
    year: int,
    found: list[tuple[str, float, str]],
    wholes: dict[int, tuple[float, str]],
    unit: str,
) -> Figure:
    part = sum(value for _, value, _ in found)
    whole, whole_source = wholes.get(year, (None, ""))
    share = 100 * part / whole if whole else None
    return Figure(
        period=str(year),
        year=year,
        partner="ASEAN",
        unit="percent",
        value=share,
        series_id=rule.series,
        toward_partner=part,
        part=part,
        whole=whole,
        part_unit=unit,
        holds=None if share is None else share <= rule.at_most,
        source_ids=tuple(sorted({source for *_, source in found} | {whole_source} - {""})),
    )


def _members_in(found: Iterable[tuple[str, float, str]], names: dict[str, Words]) -> Words:
    return listed([names[member] for member, *_ in found])
