"""Deadlines, moves of targets and the reasons for a status, in both languages."""

from __future__ import annotations

import datetime

import pandas as pd

from indicators.goal_levels import SIDES, Level
from indicators.goals import STATUSES, Announcement, deciding_level
from indicators.pace import Pace
from indicators.sentences import Words, amount, number, when, years

NO_DEADLINE: Words = ("no deadline stated", "기한 미명시")


def deadline_in_words(text: object, korean: object, deadline: datetime.date | None) -> Words:
    """The deadline as stated; where there is none, that none is stated."""
    if deadline is not None:
        return when(str(text))
    if not text:
        return NO_DEADLINE
    said = str(text)
    english = said.replace(" (no deadline stated)", "")
    told = str(korean or "")
    return (
        f"{english}; {NO_DEADLINE[0]}",
        told if "미명시" in told else f"{told or NO_DEADLINE[1]}({NO_DEADLINE[1]})",
    )


def target_in_words(scaled: float | None, unit: str, unit_en: str, unit_ko: str) -> Words:
    """A target with its unit: USD 300 billion, 3,000억 달러; empty where none was announced."""
    if scaled is None:
        return "", ""
    if unit.startswith("usd"):
        english, korean = amount(scaled, "usd")
        rest_en = " ".join(unit_en.split(" ")[2:])
        rest_ko = unit_ko.partition("달러")[2]
        return f"{english} {rest_en}".strip(), f"{korean}{rest_ko}"
    english, korean = number(scaled)
    if float(f"{scaled:.3g}") != scaled:
        # A target is quoted and never rounded: 2,023 persons are not 2,020.
        english = korean = f"{scaled:,.10g}"
    space = " " if korean[-1] in "만억조" else ""
    return f"{english} {unit_en}".strip(), f"{korean}{space}{unit_ko}"


def move_in_words(
    before: Announcement | None,
    target: Words,
    deadline: datetime.date | None,
    horizon: int | None,
) -> Words:
    """What changed against the announcement before: the target, the time, both or nothing."""
    if before is None:
        return "", ""
    english, korean = [], []
    if target[0] and before.target_en and target[0] != before.target_en:
        english.append(f"target from {before.target_en} to {target[0]}")
        korean.append(f"목표 {before.target_ko} → {target[1]}")
    if (deadline, horizon) != (before.deadline, before.horizon):
        old, new = _time(before.deadline, before.horizon), _time(deadline, horizon)
        english.append(f"time from {old[0]} to {new[0]}")
        korean.append(f"시점 {old[1]} → {new[1]}")
    if not english:
        return "announced again, unchanged", "변경 없이 재발표"
    return "; ".join(english), ", ".join(korean)


def _time(deadline: datetime.date | None, horizon: int | None) -> Words:
    if deadline is not None:
        return years([deadline.year])
    if horizon is not None:
        (english, korean) = years([horizon])
        return f"{english} (horizon, {NO_DEADLINE[0]})", f"{korean}(시점, {NO_DEADLINE[1]})"
    return NO_DEADLINE


def reason_in_words(
    current: Announcement, levels: list[Level], pace: Pace | None, today: datetime.date
) -> Words:
    """Why the status is what it is: the levels, the pace needed and had, or the record."""
    parts: list[Words] = [_level(level) for level in levels if level.newest]
    deciding = deciding_level(levels)
    if deciding is not None and pace is not None:
        parts += _paces(current, deciding, pace, today)
    if current.status_from == "record":
        parts.append(
            (
                f"No figure decides; the record says: {current.recorded_en}.",
                f"판정할 수치가 없으며 기록상 상태는 '{current.recorded_ko}'임.",
            )
        )
    if not parts:
        parts.append(STATUSES[current.status])
    return " ".join(part[0] for part in parts), " ".join(part[1] for part in parts)


def _level(level: Level) -> Words:
    """The newest figure of a count, with its two directions and how many members they hold."""
    newest = level.newest or {}
    total, year = amount(float(newest["total"]), level.unit), years([int(newest["year"])])
    sides = [told for side in SIDES if (told := _side(level, newest, side))]
    bound = ("", "") if newest["complete"] else ("at least ", "최소 ")
    inside = (
        (f" ({', '.join(side[0] for side in sides)})", f"({', '.join(side[1] for side in sides)})")
        if len(sides) == 2
        else ("", "")
    )
    why = ("", "") if level.decides else (f" {level.why_en}", f" {level.why_ko}")
    return (
        f"{level.name_en}: {bound[0]}{total[0]} in {year[0]}{inside[0]}.{why[0]}",
        f"{level.name_ko}: {year[1]} {bound[1]}{total[1]}{inside[1]}.{why[1]}",
    )


def _side(level: Level, newest: dict[str, object], side: str) -> Words | None:
    value, members = newest[side], newest[f"members_{side}"]
    if not _is_known(value):
        return None
    told = amount(float(str(value)), level.unit)
    toward = {
        "toward_korea": ("toward Korea", "한국을 향한 흐름"),
        "toward_partner": ("toward the partner", "상대국을 향한 흐름"),
    }[side]
    if not _is_known(members):
        return f"{told[0]} {toward[0]}", f"{toward[1]} {told[1]}"
    count = int(float(str(members)))
    return (
        f"{told[0]} {toward[0]} from {count} members"
        if side == "toward_korea"
        else f"{told[0]} {toward[0]}, {count} members",
        f"{toward[1]} {told[1]}({count}개국)",
    )


def _is_known(value: object) -> bool:
    return value is not None and value is not pd.NA and value == value


def _paces(current: Announcement, deciding: Level, pace: Pace, today: datetime.date) -> list[Words]:
    found: list[Words] = []
    if current.deadline is None:
        found.append(
            (
                "No deadline is stated, so the pace is not judged.",
                "기한이 명시되지 않아 속도를 판정하지 않음.",
            )
        )
    elif today > current.deadline and current.status == "no_outturn_published":
        until = years([current.deadline.year])
        found.append(
            (
                f"The deadline has passed, and the deciding count has no figure for {until[0]} or "
                "later.",
                f"기한이 지났으나 판정에 쓰이는 집계에 {until[1]} 이후의 수치가 없음.",
            )
        )
    if pace.needed_per_year is not None and pace.until is not None:
        needed, until = amount(pace.needed_per_year, deciding.unit), years([pace.until])
        most = ("at most ", "최대 ") if pace.lower_bound else ("", "")
        last = _last(deciding, pace)
        horizon = ("", "") if current.deadline else ("the horizon of ", "시점으로 제시된 ")
        found.append(
            (
                f"Reaching {amount(pace.target, deciding.unit)[0]} by {horizon[0]}{until[0]} takes "
                f"{most[0]}{needed[0]} more a year{last[0]}.",
                f"{horizon[1]}{until[1]}까지 {amount(pace.target, deciding.unit)[1]}에 도달하려면 "
                f"{most[1]}연 {needed[1]} 증가가 필요함{last[1]}.",
            )
        )
        if pace.recovering:
            found.append(
                (
                    "Later years lay below 2019, so the pace is measured from 2019.",
                    "이후 연도는 2019년 수준에 못 미쳐 2019년부터 속도를 계산함.",
                )
            )
    return found


def _last(deciding: Level, pace: Pace) -> Words:
    if pace.last_per_year is None or pace.last_from is None:
        return "", ""
    had, base = amount(abs(pace.last_per_year), deciding.unit), years([pace.last_from])
    if pace.last_per_year < 0:
        return (
            f", while it fell by {had[0]} a year since {base[0]}",
            f"({base[1]} 이후 실적은 연 {had[1]} 감소)",
        )
    return (
        f", against {had[0]} a year since {base[0]}",
        f"({base[1]} 이후 실적은 연 {had[1]} 증가)",
    )
