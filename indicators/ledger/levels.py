"""Weigh a level that is reached, figures that rise, and one figure against another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import duckdb

from indicators.catalogue.rules import MEMBERS, Multiple, Reached, Rise
from indicators.ledger.outcome import (
    PANDEMIC,
    Claim,
    Figure,
    Outcome,
    Result,
    expand,
    memberships,
    partner_of,
    unit_of,
    yearly,
)
from indicators.sentences import NOTHING, Words, amount, listed, number, when, years

BEFORE_THE_PANDEMIC = PANDEMIC[0] - 1


def weigh_reached(store: duckdb.DuckDBPyConnection, rule: Reached, claim: Claim) -> Outcome:
    """Whether a level reaches the value of the claim in any period that counts."""
    figures = _levels_of_pair(store, rule) if rule.pair else _levels_of_series(store, rule)
    stated = float(claim.stated_value)
    figures = [
        replace(figure, holds=(figure.value or 0) >= stated)
        for figure in figures
        if rule.before is None or figure.year < rule.before
    ]
    if not figures:
        return Outcome("not_testable")
    unit = figures[0].unit
    first = next((figure for figure in figures if figure.holds), None)
    highest = max(figures, key=lambda figure: (figure.value or 0, figure.period))
    latest = figures[-1]
    words = {
        "stated": amount(stated, unit),
        "reached": _first_reached(first),
        "highest": amount(highest.value or 0, unit),
        "highest_time": when(highest.period),
        "latest": amount(latest.value or 0, unit),
        "latest_time": when(latest.period),
        "highest_members": number(_members(store, rule, highest.year)),
    }
    for side in ("toward_korea", "toward_partner"):
        value = getattr(highest, side)
        words[f"highest_{side}"] = NOTHING if value is None else amount(value, unit)
    return Outcome("supports" if first else "does_not_support", tuple(figures), words)


def _first_reached(first: Figure | None) -> Words:
    if first is None:
        return "not reached in any period", "어느 시기에도 도달하지 못하였다"
    (english, korean), value = when(first.period), amount(first.value or 0, first.unit)
    return f"first reached in {english} ({value[0]})", f"{korean} 처음 도달하였다({value[1]})"


def _levels_of_series(store: duckdb.DuckDBPyConnection, rule: Reached) -> list[Figure]:
    (place,) = expand(rule.direction, ())
    rows = store.execute(
        """
        select period, year(period_start), value, unit, source_id from observation
        where series_id = ? and origin = ? and destination = ? and preferred
            and withheld is null and frequency in ('year', 'month')
        order by period_start, period_end
        """,
        [rule.series, *place],
    ).fetchall()
    return [
        Figure(
            period,
            year,
            partner_of(*place),
            unit,
            value,
            series_id=rule.series,
            source_ids=(source,),
        )
        for period, year, value, unit, source in rows
    ]


def _levels_of_pair(store: duckdb.DuckDBPyConnection, rule: Reached) -> list[Figure]:
    rows = store.execute(
        """
        select year, toward_korea, toward_partner, unit, toward_korea_source_id,
            toward_partner_source_id
        from two_way
        where pair_id = ? and partner = ? and toward_korea is not null
            and toward_partner is not null
        order by year
        """,
        [rule.pair, rule.partner],
    ).fetchall()
    return [
        Figure(
            str(year),
            year,
            rule.partner,
            unit,
            korea + partner,
            pair_id=rule.pair,
            toward_korea=korea,
            toward_partner=partner,
            source_ids=tuple(source for source in sources if source),
        )
        for year, korea, partner, unit, *sources in rows
    ]


def _members(store: duckdb.DuckDBPyConnection, rule: Reached, year: int) -> int:
    found = store.execute(
        "select members from two_way where pair_id = ? and partner = ? and year = ?",
        [rule.pair, rule.partner, year],
    ).fetchone()
    return int(found[0] or 0) if found else 0


def weigh_rise(store: duckdb.DuckDBPyConnection, rule: Rise, claim: Claim) -> Outcome:
    """Whether figures rise: step by step, or the newest above the one before and the base."""
    figures = _editions(store, rule) if rule.item else _sums_of_members(store, rule)
    compared = [figure for figure in figures if not (rule.series and figure.pandemic)]
    labels = list(dict.fromkeys(_label(figure) for figure in compared))
    if not compared:
        return Outcome("not_testable", tuple(figures))
    first, last = compared[0], compared[-1]
    base = next(
        (f for f in compared if f.year == BEFORE_THE_PANDEMIC and last.year > f.year), first
    )
    before = next((f for f in reversed(compared) if _label(f) != _label(last)), first)
    shown = {"first": first, "last": last, "before": before, "base": base}
    words: dict[str, Words] = {}
    for name, figure in shown.items():
        words[name] = amount(figure.value or 0, figure.unit)
        words[f"{name}_year"] = years([figure.year])
    editions = _editions_named(store)
    words["listed"] = listed([_valued(figure, editions) for figure in compared])
    words["count"] = number(len(labels))
    words["change"] = _change(base, last)
    words["members"] = number(len(_constant_members(store, rule)) if rule.series else 0)
    if len(labels) < rule.fewest:
        return Outcome("not_testable", tuple(figures), words)
    if rule.steady:
        holds = _rises_at_every_step(compared)
    else:
        value = last.value or 0
        holds = value > (before.value or 0) and value > (base.value or 0)
    return Outcome("supports" if holds else "does_not_support", tuple(figures), words)


def _change(base: Figure, last: Figure) -> Words:
    if not base.value or last.value is None or base is last:
        return NOTHING
    change = 100 * (last.value / base.value - 1)
    english, korean = amount(abs(change), "percent")
    return (
        f"{english} {'more' if change >= 0 else 'less'}",
        f"{korean} {'증가' if change >= 0 else '감소'}",
    )


def _label(figure: Figure) -> str:
    return figure.survey_id or figure.period


def _valued(figure: Figure, editions: dict[str, Words]) -> Words:
    (english, korean) = amount(figure.value or 0, figure.unit)
    label = editions.get(figure.survey_id or "") or years([figure.year])
    return f"{english} ({label[0]})", f"{korean}({label[1]})"


def _editions_named(store: duckdb.DuckDBPyConnection) -> dict[str, Words]:
    rows = store.execute("select survey_id, programme_en, programme_ko from survey").fetchall()
    return {survey: (english, korean) for survey, english, korean in rows}


def _rises_at_every_step(figures: list[Figure]) -> bool:
    """Where sources print two values for one edition, the rise must hold for either."""
    steps: dict[str, list[float]] = {}
    for figure in figures:
        steps.setdefault(_label(figure), []).append(figure.value or 0)
    values = list(steps.values())
    return all(max(one) < min(two) for one, two in pairwise(values))


def _editions(store: duckdb.DuckDBPyConnection, rule: Rise) -> list[Figure]:
    (place,) = expand(rule.direction, ())
    rows = store.execute(
        """
        select survey_id, year(fieldwork_end), value, unit, source_id from opinion
        where item_id = ? and origin = ? and destination = ?
        order by fieldwork_end, survey_id, source_id
        """,
        [rule.item, *place],
    ).fetchall()
    return [
        Figure(
            str(year),
            year,
            place[0],
            unit,
            value,
            series_id=rule.item,
            survey_id=survey,
            source_ids=(source,),
        )
        for survey, year, value, unit, source in rows
    ]


def _constant_members(store: duckdb.DuckDBPyConnection, rule: Rise) -> list[tuple[str, str]]:
    """Directions that have a figure in every year of the series outside the pandemic."""
    series = yearly(store, rule.series)
    last = rule.last_year or 9999
    counted = {place: {y for y in known if y <= last} for place, known in series.items()}
    if not counted:
        return []
    places = expand(rule.direction, memberships(store).in_year(max(set().union(*counted.values()))))
    here = {y for place in places for y in counted.get(place, ()) if y not in PANDEMIC}
    return [place for place in places if here and here <= counted.get(place, set())]


def _sums_of_members(store: duckdb.DuckDBPyConnection, rule: Rise) -> list[Figure]:
    series, unit = yearly(store, rule.series), unit_of(store, rule.series)
    places = _constant_members(store, rule)
    if not places:
        return []
    last = rule.last_year or 9999
    shared = sorted(
        year for year in set.intersection(*(set(series[place]) for place in places)) if year <= last
    )
    partner = "ASEAN" if MEMBERS in rule.direction else partner_of(*places[0])
    side = "toward_korea" if rule.direction.endswith(">KOR") else "toward_partner"
    figures = []
    for year in shared:
        total = sum(series[place][year][0] for place in places)
        sources = tuple(sorted({series[place][year][1] for place in places}))
        figure = Figure(
            str(year), year, partner, unit, total, series_id=rule.series, source_ids=sources
        )
        figures.append(
            replace(figure, toward_korea=total)
            if side == "toward_korea"
            else replace(figure, toward_partner=total)
        )
    return figures


def weigh_multiple(store: duckdb.DuckDBPyConnection, rule: Multiple, claim: Claim) -> Outcome:
    """Whether one figure is at least so many times as large as another."""
    larger = _answers(store, rule.larger_item, rule.larger_direction)
    smaller = _answers(store, rule.smaller_item, rule.smaller_direction)
    if len(larger) != 1 or len(smaller) != 1 or not smaller[0].value:
        return Outcome("not_testable", (*larger, *smaller))
    times = (larger[0].value or 0) / smaller[0].value
    words = {
        "larger": amount(larger[0].value or 0, larger[0].unit),
        "smaller": amount(smaller[0].value, smaller[0].unit),
        "times": number(times),
    }
    result: Result = "supports" if times >= rule.times else "does_not_support"
    return Outcome(result, (*larger, *smaller), words)


def _answers(store: duckdb.DuckDBPyConnection, item: str, direction: str) -> list[Figure]:
    (place,) = expand(direction, ())
    rows = store.execute(
        """
        select year(fieldwork_end), value, unit, source_id from opinion
        where item_id = ? and origin = ? and destination = ?
        order by fieldwork_end, source_id
        """,
        [item, *place],
    ).fetchall()
    return [
        Figure(
            str(year), year, partner_of(*place), unit, value, series_id=item, source_ids=(source,)
        )
        for year, value, unit, source in rows
    ]
