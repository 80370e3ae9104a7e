"""Why did it bend? Events that touch a series, with the figures before and after."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.provenance import countries
from indicators.read import pairs, two_way, two_way_months
from indicators.store import ask
from indicators.trends import PANDEMIC

SIDES = ("toward_korea", "toward_partner")
#: Twelve full months on either side of an event, where both are published; else whole years.
WINDOW = 12
VALUES = [f"{when}_{side}" for side in SIDES for when in ("before", "after")]
CHANGES = [f"change_{side}_percent" for side in SIDES]
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
    *CHANGES,
    *(f"members_{side}" for side in SIDES),
    "before_pandemic",
    "after_pandemic",
]

#: Figures of one side by member and by period: a year, or the first day of a month.
Figures = dict[str, dict[Hashable, float]]


def events_near(pair: str, partner: str, store: Path | None = None) -> pd.DataFrame:
    """Events of a pair's pillar that concern a partner, with both flows before and after.

    An event concerns a member where it names the member, ASEAN or every country; a sum over
    ASEAN where it names ASEAN, every country or any member. Only events that fall into the years
    of the series, or the year after, and that have a figure on either side are listed, oldest
    first.

    Columns: event_id, date, date_start, date_end, title_en/_ko, summary_en/_ko, partners,
    source_url, window ('12 months' or 'year'), before_period, after_period, and for either side
    before_…, after_…, change_…_percent and members_… (codes of whom the figures count). A sum
    over ASEAN adds up the members that have the window before and the one after, so that both
    count the same members. A value is missing where the window is not whole, and change also
    where either window lies in 2020–2022 (`before_pandemic`, `after_pandemic`) or the value
    before is zero. That figures moved after an event does not show that the event moved them.

    Raises UnknownNameError for an unknown pair or partner.
    """
    asked = two_way(pair, [partner], store=store)
    listed = pairs(store=store)
    described = listed[listed["pair_id"] == pair].iloc[0]
    found = _events(str(described["pillar"]), partner, store)
    if asked.empty or found.empty:
        return pd.DataFrame(columns=COLUMNS)
    members = _members(partner, store)
    frame = two_way(pair, members, store=store)
    months = two_way_months(pair, members, store=store) if described["months"] else None
    flows = _Flows(
        {side: _by_member(frame, side, "year") for side in SIDES},
        {side: {} for side in SIDES}
        if months is None
        else {side: _by_member(_dated(months), side, "first_day") for side in SIDES},
    )
    first, last = int(asked["year"].min()), int(asked["year"].max())
    if months is not None and len(months):
        last = max(last, int(months["year"].max()))
    rows = [
        {**event, **flows.around(event["date_start"].date(), event["date_end"].date())}
        for event in found.to_dict("records")
        if first <= event["date_start"].year <= last + 1
    ]
    known = [row for row in rows if any(row[name] is not None for name in VALUES)]
    result = pd.DataFrame(known, columns=COLUMNS)
    return result.astype(dict.fromkeys([*VALUES, *CHANGES], float))


@dataclass(frozen=True)
class _Flows:
    """Both sides by member, in years and, where they are published, in months."""

    yearly: Mapping[str, Figures]
    monthly: Mapping[str, Figures]

    def around(self, start: datetime.date, end: datetime.date) -> dict[str, Any]:
        """Both flows in the window before and after an event."""
        before, after = _months(start, range(-WINDOW, 0)), _months(end, range(1, WINDOW + 1))
        years = ([start.year - 1], [end.year + 1])
        by_month = {side: _both(self.monthly[side], before, after) for side in SIDES}
        by_year = {side: _both(self.yearly[side], *years) for side in SIDES}
        # Months are closer to the event, but not at the price of members or of a side.
        whole = any(by_month.values()) and all(
            set(by_month[side]) >= set(by_year[side]) for side in SIDES
        )
        row: dict[str, Any] = {"window": "12 months" if whole else "year"}
        for name, span, (year,) in zip(("before", "after"), (before, after), years, strict=True):
            seen = {month.year for month in span} if whole else {year}
            row[f"{name}_period"] = f"{span[0]:%Y-%m}/{span[-1]:%Y-%m}" if whole else str(year)
            row[f"{name}_pandemic"] = any(seen_year in PANDEMIC for seen_year in seen)
        # A change from or to a year of the pandemic says nothing on the event.
        comparable = not (row["before_pandemic"] or row["after_pandemic"])
        for side in SIDES:
            figures = self.monthly[side] if whole else self.yearly[side]
            spans = (before, after) if whole else years
            chosen = (by_month if whole else by_year)[side]
            if not chosen and len(figures) == 1:
                # One partner alone: a known window is shown beside a missing one.
                chosen = list(figures)
            one, two = (_total(figures, chosen, span) for span in spans)
            row[f"before_{side}"], row[f"after_{side}"] = one, two
            row[f"members_{side}"] = " ".join(chosen)
            row[f"change_{side}_percent"] = (
                100 * (two / one - 1) if comparable and one and two is not None else None
            )
        return row


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


def _members(partner: str, store: Path | None) -> list[str]:
    """The partner itself, or the members a sum over ASEAN is made of."""
    if not partner.startswith("ASEAN_POOLED"):
        return [partner]
    named = countries(store=store)
    codes = named.loc[named["asean_since"].notna(), "iso3"].tolist()
    return [code for code in codes if not (partner.endswith("EX_VNM") and code == "VNM")]


def _dated(months: pd.DataFrame) -> pd.DataFrame:
    days = [
        datetime.date(int(year), int(month), 1)
        for year, month in zip(months["year"], months["month"], strict=True)
    ]
    return months.assign(first_day=days)


def _by_member(frame: pd.DataFrame, side: str, period: str) -> Figures:
    known = frame.dropna(subset=[side])
    found: Figures = {}
    for member, when, value in zip(known["partner"], known[period], known[side], strict=True):
        found.setdefault(member, {})[when] = value
    return found


def _both(figures: Figures, before: Sequence[Hashable], after: Sequence[Hashable]) -> list[str]:
    """The members that have both windows whole."""
    wanted = {*before, *after}
    return sorted(member for member, known in figures.items() if wanted <= known.keys())


def _total(figures: Figures, members: Sequence[str], span: Sequence[Hashable]) -> float | None:
    if not members or any(period not in figures[member] for member in members for period in span):
        return None
    return float(sum(figures[member][period] for member in members for period in span))


def _months(day: datetime.date, steps: Sequence[int]) -> list[datetime.date]:
    """First days of the months that lie so many steps from the month of a day."""
    here = day.year * 12 + day.month - 1
    return [datetime.date((here + step) // 12, (here + step) % 12 + 1, 1) for step in steps]
