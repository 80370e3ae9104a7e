"""How old the figures are against their publishers' cycles, and how the last refreshes ended."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pandas as pd

from indicators.store import ask, store_path

#: `current`: nothing newer should be out. `due`: one newer figure should be. `behind`: more than
#: one should. `no_cycle`: the publisher keeps no rhythm. `empty`: no figure at all.
State = Literal["current", "due", "behind", "no_cycle", "empty"]

#: Days from one figure to the next, by the cadence of a series; others have no fixed cycle.
CYCLES: Mapping[str, float] = MappingProxyType(
    {"day": 1, "month": 30.4, "year": 365.25, "two_years": 730.5}
)
#: A publisher needs time after the period has ended: a series is due once a second cycle is over.
DUE, BEHIND = 2, 3

#: The folder and the file beside the store in which a refresh remembers how it ended.
REFRESH_FOLDER = "refresh"
ATTEMPTS_FILE = "attempts.json"

#: `refreshed`: new figures are in. `confirmed`: the publisher has the same as before. `kept`: the
#: last good figures stay, for a reason. `skipped`: there was no key, or nothing to read.
Ending = Literal["refreshed", "confirmed", "kept", "skipped"]


@dataclass(frozen=True)
class Attempt:
    """When a source was last tried and how that ended, and when it last went well."""

    tried: str
    ending: Ending
    sentence: str
    #: The last time the publisher's figures were taken or confirmed, or an empty text.
    good: str = ""


def freshness(store: Path | None = None, today: datetime.date | None = None) -> pd.DataFrame:
    """The age of every series on a day (default: today), one row a series, by its id.

    Columns: series_id, pillar, publisher, publisher_ko, definition_en/_ko, cadence (day, month,
    year, two_years, once, irregular), newest_period (as printed, such as 2025-01), newest (its
    last day), status (provisional, estimate, secondary or final, of the figures of that period),
    figures, days and cycles since that day, state, keeper and keeper_ko (who answers for the
    series, with the address), corrections (how many of its figures are corrected, with the
    reason on record).

    The state is `current` up to two cycles, since a publisher needs time after a period has
    ended, `due` in the third and `behind` after that; `no_cycle` where the publisher keeps none,
    `empty` without a figure. A period that has not ended is 0 days old.
    """
    day = today or datetime.datetime.now(datetime.UTC).date()
    frame = ask(
        """
        with last as (
            select series_id, max(period_end) as newest, count(value) as figures
            from observation group by series_id
        ),
        told as (
            select l.series_id, l.newest, l.figures, arg_max(o.period, o.period_start) as period,
                bool_or(o.status = 'provisional') as provisional,
                bool_or(o.status = 'estimate') as estimate,
                bool_or(o.status = 'secondary') as secondary
            from last l
            join observation o
                on o.series_id = l.series_id and o.period_end = l.newest and o.preferred
            group by all
        ),
        corrected as (
            select series_id, count(*) as corrections from correction group by series_id
        )
        select s.series_id, s.pillar, s.publisher, s.publisher_ko, s.definition_en,
            s.definition_ko, s.cadence, t.period as newest_period, t.newest,
            case when t.provisional then 'provisional' when t.estimate then 'estimate'
                when t.secondary then 'secondary' when t.newest is not null then 'final' end
                as status,
            coalesce(t.figures, 0) as figures, s.keeper, s.keeper_ko,
            coalesce(c.corrections, 0) as corrections
        from series s
        left join told t using (series_id)
        left join corrected c using (series_id)
        order by s.series_id
        """,
        store=store,
    )
    newest = pd.to_datetime(frame["newest"])
    frame["newest"] = newest.dt.strftime("%Y-%m-%d")
    frame["days"] = (pd.Timestamp(day) - newest).dt.days.clip(lower=0).astype(float)
    frame["cycles"] = frame["days"] / frame["cadence"].map(dict(CYCLES)).astype(float)
    frame["state"] = [
        age_state(days, cycles)
        for days, cycles in zip(frame["days"].tolist(), frame["cycles"].tolist(), strict=True)
    ]
    return frame


def age_state(days: float, cycles: float) -> State:
    """What an age in days and in cycles of the publisher means; NaN where there is none.

    >>> age_state(400, 400 / 365.25), age_state(900, 900 / 365.25)
    ('current', 'due')
    """
    if math.isnan(days):
        return "empty"
    if math.isnan(cycles):
        return "no_cycle"
    return "current" if cycles < DUE else "due" if cycles < BEHIND else "behind"


def refresh_attempts(store: Path | None = None) -> pd.DataFrame:
    """How the last refresh of each source ended, one row a source that was ever tried, by name.

    Columns: source, tried (the moment, in UTC), ending (refreshed, confirmed, kept, skipped),
    good (when it last went well; empty where it never did), sentence (what happened, as the
    command said it). Empty where no refresh has run beside this store.
    """
    known = read_attempts(store_path(store).parent / REFRESH_FOLDER)
    rows = [
        {"source": name, **{column: getattr(known[name], column) for column in _ATTEMPT_COLUMNS}}
        for name in sorted(known)
    ]
    return pd.DataFrame(rows, columns=["source", *_ATTEMPT_COLUMNS])


_ATTEMPT_COLUMNS = ("tried", "ending", "good", "sentence")


def read_attempts(folder: Path) -> dict[str, Attempt]:
    """Attempts by source; none where nothing was tried yet or the file cannot be read."""
    try:
        content = json.loads((folder / ATTEMPTS_FILE).read_text(encoding="utf-8"))
        found = {name: Attempt(**attempt) for name, attempt in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    texts = [
        getattr(attempt, field.name) for attempt in found.values() for field in fields(Attempt)
    ]
    return found if all(isinstance(text, str) for text in texts) else {}
