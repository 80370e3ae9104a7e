"""Why did it bend? Events that touch a series, with the figures before and after."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.read import pairs, two_way, two_way_months
from indicators.store import ask
from indicators.trends import PANDEMIC

SIDES = ("toward_korea", "toward_partner")
#: Twelve full months on either side of an event, where both are published; else whole years.
WINDOW = 12


def events_near(pair: str, partner: str, store: Path | None = None) -> pd.DataFrame:
    """Events of a pair's pillar that concern a partner, with both flows before and after.

    An event concerns a member where it names the member, ASEAN or every country; a sum over
    ASEAN where it names ASEAN, every country or any member. Only events that fall into the years
    of the series, or the year after, and that have a figure on either side are listed, oldest
    first.

    Columns: event_id, date, date_start, date_end, title_en/_ko, summary_en/_ko, partners,
    source_url, window ('12 months' or 'year'), before_period, after_period, and for either side
    before_…, after_… and change_…_percent. A value is missing where the window is not whole, and
    change also where either window lies in 2020–2022 (`before_pandemic`, `after_pandemic`) or the
    value before is zero. That figures moved after an event does not show that the event moved
    them.

    Raises UnknownNameError for an unknown pair or partner.
    """
    frame = two_way(pair, [partner], store=store)
    described = pairs(store=store).set_index("pair_id").loc[pair]
    found = _events(str(described["pillar"]), partner, store)
    if frame.empty or found.empty:
        return pd.DataFrame(columns=COLUMNS)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    yearly = {side: _yearly(frame, side) for side in SIDES}
    monthly: dict[str, dict[datetime.date, float]] = {side: {} for side in SIDES}
    if described["months"]:
        months = two_way_months(pair, [partner], store=store)
        monthly = {side: _monthly(months, side) for side in SIDES}
        if len(months):
            last = max(last, int(months["year"].max()))
    rows = [
        {**event, **_around(event, yearly, monthly)}
        for event in found.to_dict("records")
        if first <= event["date_start"].year <= last + 1
    ]
    known = [row for row in rows if any(row[name] is not None for name in VALUES)]
    return pd.DataFrame(known, columns=COLUMNS)


VALUES = [f"{when}_{side}" for side in SIDES for when in ("before", "after")]
COLUMNS = [
    "event_id",
    "date",
    "date_start",
    "date_end",
    "title_en",
    "title_ko",
    "summary_en",
    "summary_ko",
    "partners",
    "source_url",
    "window",
    "before_period",
    "after_period",
    *VALUES,
    *(f"change_{side}_percent" for side in SIDES),
    "before_pandemic",
    "after_pandemic",
]


def _events(pillar: str, partner: str, store: Path | None) -> pd.DataFrame:
    return ask(
        """
        with members as (select list(iso3) as codes from country where asean_since is not null)
        select e.event_id, e.date, e.date_start, e.date_end, e.title_en, e.title_ko, e.summary_en,
            e.summary_ko, e.partners, e.source_url
        from event e, members m
        where list_contains(e.pillars, $pillar) and (
            list_contains(e.partners, 'WLD') or list_contains(e.partners, $partner)
            or list_contains(e.partners, 'ASEAN')
                and (list_contains(m.codes, $partner) or $partner = 'SEA'
                    or starts_with($partner, 'ASEAN'))
            or starts_with($partner, 'ASEAN') and list_has_any(e.partners, m.codes)
        )
        order by e.date_start, e.event_id
        """,
        {"pillar": pillar, "partner": partner},
        store,
    )


def _yearly(frame: pd.DataFrame, side: str) -> dict[int, float]:
    known = frame.dropna(subset=[side])
    return dict(zip(known["year"].tolist(), known[side].tolist(), strict=True))


def _monthly(frame: pd.DataFrame, side: str) -> dict[datetime.date, float]:
    known = frame.dropna(subset=[side])
    return {
        datetime.date(int(year), int(month), 1): value
        for year, month, value in zip(known["year"], known["month"], known[side], strict=True)
    }


def _around(
    event: Mapping[Hashable, Any],
    yearly: Mapping[str, Mapping[int, float]],
    monthly: Mapping[str, Mapping[datetime.date, float]],
) -> dict[str, object]:
    """Both flows in the window before and after an event."""
    start, end = event["date_start"].date(), event["date_end"].date()
    before = _months(start, range(-WINDOW, 0))
    after = _months(end, range(1, WINDOW + 1))
    years = (start.year - 1, end.year + 1)
    by_month = {side: all(month in monthly[side] for month in (*before, *after)) for side in SIDES}
    by_year = {side: all(year in yearly[side] for year in years) for side in SIDES}
    # Months are closer to the event, but not at the price of a side that has only years.
    whole = any(by_month.values()) and all(by_month[s] or not by_year[s] for s in SIDES)
    periods: dict[str, object] = {}
    for name, span, year in zip(("before", "after"), (before, after), years, strict=True):
        seen = {month.year for month in span} if whole else {year}
        periods[f"{name}_period"] = f"{span[0]:%Y-%m}/{span[-1]:%Y-%m}" if whole else str(year)
        periods[f"{name}_pandemic"] = any(seen_year in PANDEMIC for seen_year in seen)
    # A change from or to a year of the pandemic says nothing on the event.
    comparable = not (periods["before_pandemic"] or periods["after_pandemic"])
    values: dict[str, float | None] = {}
    for side in SIDES:
        if whole:
            one, two = _total(monthly[side], before), _total(monthly[side], after)
        else:
            one, two = yearly[side].get(years[0]), yearly[side].get(years[1])
        values[f"before_{side}"], values[f"after_{side}"] = one, two
        values[f"change_{side}_percent"] = (
            100 * (two / one - 1) if comparable and one and two is not None else None
        )
    return {"window": "12 months" if whole else "year", **periods, **values}


def _months(day: datetime.date, steps: Sequence[int]) -> list[datetime.date]:
    """First days of the months that lie so many steps from the month of a day."""
    here = day.year * 12 + day.month - 1
    return [datetime.date((here + step) // 12, (here + step) % 12 + 1, 1) for step in steps]


def _total(known: Mapping[datetime.date, float], months: Sequence[datetime.date]) -> float | None:
    return sum(known[month] for month in months) if all(m in known for m in months) else None
