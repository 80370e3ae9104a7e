"""The tracker of commitments: was the promise kept, and what would keeping it take?

Each goal stands with every announcement and every move of its target in order, with its level in
each direction, and with a status found by rule (`indicators.pace`), never by hand.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pandas as pd

from indicators.goal_levels import Level, levels_of_goals
from indicators.goals import (
    GROUPS,
    STATUSES,
    Announcement,
    Goal,
    HeldBack,
    Tracker,
    deciding_level,
    group_of,
    has_number,
    parse_deadline,
    rule_out,
    said_of_record,
    unit_factor,
)
from indicators.goals_in_words import (
    deadline_in_words,
    move_in_words,
    reason_in_words,
    target_in_words,
)
from indicators.pace import STALE_AFTER, Pace, Status, judge, measure_pace
from indicators.store import ask

__all__ = [
    "GROUPS",
    "STATUSES",
    "Announcement",
    "Goal",
    "HeldBack",
    "Level",
    "Tracker",
    "commitments_tracked",
]

#: People first, then what surrounds them.
PILLARS = ("tourism", "students", "culture", "perception", "context")


def commitments_tracked(store: Path | None = None, today: datetime.date | None = None) -> Tracker:
    """Every goal with its announcements, level, pace and status on a day (default: today).

    Goals stand in groups: Korea–ASEAN first, then goals for all countries, then Korea–US; within
    a group those with figures come first. Rows
    that the record itself calls unfit for publication are held back, with the reason
    (`Tracker.held_back`), and take no part in any goal.
    """
    day = today or datetime.datetime.now(datetime.UTC).date()
    frame = ask("select * from commitment order by commitment_id", store=store)
    factors = ask("select unit, factor from unit", store=store)
    factor = dict(zip(factors["unit"], factors["factor"], strict=True))
    known = frame.astype(object).where(frame.notna(), None)
    rows = [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]
    held = [found for row in rows if (found := rule_out(row))]
    out = {row.commitment_id for row in held}
    by_goal: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        if row["commitment_id"] not in out:
            by_goal.setdefault(str(row["goal_id"]), []).append(row)
    levels = levels_of_goals(store)
    goals = [
        _goal(goal_id, found, levels.get(goal_id, []), factor, day)
        for goal_id, found in by_goal.items()
    ]
    goals.sort(
        key=lambda goal: (
            GROUPS.index(goal.group),
            not goal.levels,
            PILLARS.index(goal.pillar),
            goal.goal_id,
        )
    )
    return Tracker(day, tuple(goals), tuple(held))


def _goal(
    goal_id: str,
    rows: list[dict[str, object]],
    levels: list[Level],
    factor: dict[str, float],
    today: datetime.date,
) -> Goal:
    ordered = sorted(rows, key=lambda row: (str(row["announced"] or ""), str(row["commitment_id"])))
    announcements: list[Announcement] = []
    for row in ordered:
        before = announcements[-1] if announcements else None
        announcements.append(_announcement(row, before, levels, factor, today))
    current, row = announcements[-1], ordered[-1]
    pace = _pace(current, levels, today)
    reason = reason_in_words(current, levels, pace, today)
    return Goal(
        goal_id=goal_id,
        group=group_of(row["partners"]),
        pillar=str(row["pillar"]),
        direction=str(row["direction"]),
        partners=tuple(row["partners"]),  # type: ignore[arg-type]
        announcements=tuple(announcements),
        levels=tuple(levels),
        pace=pace,
        status=current.status,
        status_from=current.status_from,
        reason_en=reason[0],
        reason_ko=reason[1],
    )


def _announcement(
    row: dict[str, object],
    before: Announcement | None,
    levels: list[Level],
    factor: dict[str, float],
    today: datetime.date,
) -> Announcement:
    deadline, horizon = parse_deadline(row["deadline"])
    target = float(str(row["target_value"])) if row["target_value"] is not None else None
    unit = str(row["unit"] or "")
    announced = str(row["announced"] or "")
    since = int(announced[:4]) if announced[:4].isdigit() else None
    scaled = None if target is None else target * unit_factor(unit, factor)
    status, status_from = _status(row, scaled, deadline, since, levels, today)
    words = deadline_in_words(row["deadline"], row["deadline_ko"], deadline)
    told = target_in_words(scaled, unit, str(row["unit_en"] or ""), str(row["unit_ko"] or ""))
    move = move_in_words(before, told, deadline, horizon)
    return Announcement(
        commitment_id=str(row["commitment_id"]),
        announced=announced,
        actor_en=str(row["actor_en"]),
        actor_ko=str(row["actor_ko"]),
        instrument_en=str(row["instrument_en"] or ""),
        instrument_ko=str(row["instrument_ko"] or ""),
        summary_en=str(row["summary_en"]),
        summary_ko=str(row["summary_ko"]),
        target=target,
        target_scaled=scaled,
        unit=unit,
        unit_en=str(row["unit_en"] or ""),
        unit_ko=str(row["unit_ko"] or ""),
        target_en=told[0],
        target_ko=told[1],
        since=since,
        deadline=deadline,
        horizon=horizon,
        deadline_en=words[0],
        deadline_ko=words[1],
        move_en=move[0],
        move_ko=move[1],
        status=status,
        status_from=status_from,
        recorded=str(row["status"]),
        recorded_en=str(row["status_en"]),
        recorded_ko=str(row["status_ko"]),
        evidence_en=str(row["status_evidence_en"] or ""),
        evidence_ko=str(row["status_evidence_ko"] or ""),
        source_url=str(row["source_url"] or ""),
    )


def _status(
    row: dict[str, object],
    target: float | None,
    deadline: datetime.date | None,
    since: int | None,
    levels: list[Level],
    today: datetime.date,
) -> tuple[Status, str]:
    """The status by rule, and what it rests on: the figures, or the record where there are none."""
    measurable = row["measurable"] == "yes" and target is not None and has_number(row["unit"])
    deciding = deciding_level(levels)
    if measurable and target is not None and deciding is not None:
        cumulative = since if "(cumulative)" in str(row["unit"]) else None
        found = judge(
            deciding.totals, target, deadline, today, since, cumulative, _lower_bounds(levels)
        )
        if found != "no_outturn_published":
            return found, "figures"
    return said_of_record(str(row["status"]), measurable), "record"


def _lower_bounds(levels: list[Level]) -> dict[int, float]:
    """The highest lower bound of each year, over the counts that may decide."""
    found: dict[int, float] = {}
    for level in levels:
        if level.decides:
            for year, value in level.lower_bounds.items():
                found[year] = max(value, found.get(year, value))
    return found


def _pace(current: Announcement, levels: list[Level], today: datetime.date) -> Pace | None:
    """Pace of the goal as last announced; toward the horizon where no deadline is stated.

    Where the newest complete figure is too old, a newer lower bound stands in its place: what it
    leaves to be reached is then an upper bound, and there is no pace of the last years.
    """
    deciding = deciding_level(levels)
    if deciding is None or current.target_scaled is None:
        return None
    until = current.deadline.year if current.deadline else current.horizon
    if until is not None and today > (current.deadline or datetime.date(until, 12, 31)):
        until = None
    cumulative = current.since if "(cumulative)" in current.unit else None
    complete, bounds = deciding.totals, _lower_bounds(levels)
    newest = max(complete, default=0)
    if today.year - newest > STALE_AFTER and max(bounds, default=0) > newest:
        year = max(bounds)
        found = measure_pace({year: bounds[year]}, current.target_scaled, until)
        return replace(found, lower_bound=True)
    try:
        return measure_pace(complete, current.target_scaled, until, cumulative)
    except ValueError:
        return None


def tracker_frame(tracker: Tracker) -> pd.DataFrame:
    """The tracker as a table, one row a goal in the order of the tracker.

    Columns: group, goal_id, pillar, direction, partners, summary_en/_ko (the goal as last
    announced), target (in the unit announced) and target_en/_ko with its unit, deadline (a day, or
    missing), deadline_en/_ko, announcements (how many), moved, level (the count the figures below
    stand on), level_year, toward_korea, toward_partner, total (in the unit of the count),
    needed_per_year, last_per_year, last_from, status, status_en/_ko, status_from, reason_en/_ko,
    evidence_en/_ko, source_url.
    """
    return pd.DataFrame([_row(goal) for goal in tracker.goals])


def _row(goal: Goal) -> dict[str, object]:
    current, pace = goal.current, goal.pace
    level = goal.deciding or next(iter(goal.levels), None)
    newest = level.newest if level else None
    return {
        "group": goal.group,
        "goal_id": goal.goal_id,
        "pillar": goal.pillar,
        "direction": goal.direction,
        "partners": " ".join(goal.partners),
        "summary_en": current.summary_en,
        "summary_ko": current.summary_ko,
        "target": current.target,
        "target_en": current.target_en,
        "target_ko": current.target_ko,
        "deadline": current.deadline,
        "deadline_en": current.deadline_en,
        "deadline_ko": current.deadline_ko,
        "announcements": len(goal.announcements),
        "moved": goal.moved,
        "level": level.level if level else None,
        "level_year": newest["year"] if newest else None,
        "toward_korea": newest["toward_korea"] if newest else None,
        "toward_partner": newest["toward_partner"] if newest else None,
        "total": newest["total"] if newest else None,
        "needed_per_year": pace.needed_per_year if pace else None,
        "last_per_year": pace.last_per_year if pace else None,
        "last_from": pace.last_from if pace else None,
        "status": goal.status,
        "status_en": STATUSES[goal.status][0],
        "status_ko": STATUSES[goal.status][1],
        "status_from": goal.status_from,
        "reason_en": goal.reason_en,
        "reason_ko": goal.reason_ko,
        "evidence_en": current.evidence_en,
        "evidence_ko": current.evidence_ko,
        "source_url": current.source_url,
    }
