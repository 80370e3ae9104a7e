"""What a goal is made of: announcements, deadlines, units, and the words of the record."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from indicators.goal_levels import Level
from indicators.pace import Pace, Status
from indicators.sentences import Words

Group = Literal["korea_asean", "all_countries", "korea_us"]
GROUPS: tuple[Group, ...] = ("korea_asean", "all_countries", "korea_us")

STATUSES: Mapping[Status, Words] = MappingProxyType(
    {
        "met": ("Met", "이행"),
        "on_track": ("On track", "순조"),
        "behind": ("Behind", "지연"),
        "missed": ("Missed", "미달성"),
        "not_measurable": ("Not measurable", "측정 불가"),
        "no_outturn_published": ("No outturn published", "실적 미공표"),
    }
)

#: What the record itself says decides only where no figures do.
RECORDED: Mapping[str, Status] = MappingProxyType(
    {
        "met": "met",
        "exceeded": "met",
        "done": "met",
        "missed": "missed",
        "slipped": "behind",
        # A ceiling is no target, and what was cut back or replaced has no outturn to await.
        "below_ceiling": "not_measurable",
        "narrowed": "not_measurable",
        "ended": "not_measurable",
        "superseded": "not_measurable",
    }
)

#: Words by which the record keeps a row from publication until its text has been read.
HOLD = re.compile(r"do not publish|must be read before use", re.IGNORECASE)

DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
HORIZON = re.compile(r"horizon (\d{4})")


@dataclass(frozen=True)
class Announcement:
    """One announcement of a goal, with what was changed and what became of it.

    `target` is in the unit as announced, `target_scaled` in the unit of the figures, `target_en`
    and `target_ko` say it with its unit (empty where no number was announced). `deadline`
    is the last day of the stated time, or None where none is stated; `horizon` is a year that is
    named without being a deadline. `move_en`, `move_ko` say what changed against the announcement
    before, and are empty for the first. `recorded` is the status in the record, `status` the one
    found by rule, `status_from` says whether figures or the record decided.
    """

    commitment_id: str
    announced: str
    actor_en: str
    actor_ko: str
    instrument_en: str
    instrument_ko: str
    summary_en: str
    summary_ko: str
    target: float | None
    target_scaled: float | None
    unit: str
    unit_en: str
    unit_ko: str
    target_en: str
    target_ko: str
    since: int | None
    deadline: datetime.date | None
    horizon: int | None
    deadline_en: str
    deadline_ko: str
    move_en: str
    move_ko: str
    status: Status
    status_from: str
    recorded: str
    recorded_en: str
    recorded_ko: str
    evidence_en: str
    evidence_ko: str
    source_url: str


@dataclass(frozen=True)
class Goal:
    """A goal as it stands: its announcements in order, its levels, its pace and its status.

    `levels` are the counts of the catalogue, each in both directions; `pace` rests on the
    deciding one and is None where no figure can be held against the target. `reason_en`,
    `reason_ko` say in one or two sentences why the status is what it is.
    """

    goal_id: str
    group: Group
    pillar: str
    direction: str
    partners: tuple[str, ...]
    announcements: tuple[Announcement, ...]
    levels: tuple[Level, ...]
    pace: Pace | None
    status: Status
    status_from: str
    reason_en: str
    reason_ko: str

    @property
    def current(self) -> Announcement:
        """The goal as last announced."""
        return self.announcements[-1]

    @property
    def deciding(self) -> Level | None:
        """The count the status rests on."""
        return deciding_level(self.levels)

    @property
    def moved(self) -> bool:
        """Whether target or time changed between announcements."""
        seen = {(a.target, a.unit, a.deadline, a.horizon) for a in self.announcements}
        return len(seen) > 1


@dataclass(frozen=True)
class HeldBack:
    """A row that is not to be published until its text has been read, and why.

    What was announced is left out on purpose: only where, when and why it waits is told.
    """

    commitment_id: str
    announced: str
    instrument_en: str
    instrument_ko: str
    reason_en: str
    reason_ko: str


@dataclass(frozen=True)
class Tracker:
    """All goals on a day, in order, and what is held back."""

    today: datetime.date
    goals: tuple[Goal, ...]
    held_back: tuple[HeldBack, ...]

    def group(self, name: Group) -> list[Goal]:
        """The goals of one group, in order."""
        return [goal for goal in self.goals if goal.group == name]

    def goal(self, goal_id: str) -> Goal:
        """One goal. Raises KeyError where it is not tracked."""
        for goal in self.goals:
            if goal.goal_id == goal_id:
                return goal
        raise KeyError(f"no goal '{goal_id}' is tracked")


def deciding_level(levels: Iterable[Level]) -> Level | None:
    """The first count that may decide and has a complete figure, or else a lower bound."""
    allowed = [level for level in levels if level.decides and level.newest]
    return next((level for level in allowed if level.totals), next(iter(allowed), None))


def rule_out(row: Mapping[str, object]) -> HeldBack | None:
    """The row as held back, where its evidence says that it is not to be published yet."""
    if not HOLD.search(str(row["status_evidence_en"] or "")):
        return None
    return HeldBack(
        str(row["commitment_id"]),
        str(row["announced"] or ""),
        str(row["instrument_en"] or ""),
        str(row["instrument_ko"] or ""),
        str(row["status_evidence_en"] or ""),
        str(row["status_evidence_ko"] or ""),
    )


def parse_deadline(text: object) -> tuple[datetime.date | None, int | None]:
    """The last day of a stated time and a horizon that is no deadline; either may be missing.

    >>> parse_deadline("2025-06")
    (datetime.date(2025, 6, 30), None)
    >>> parse_deadline("horizon 2029 (no deadline stated)")
    (None, 2029)
    """
    written = str(text or "")
    if found := DATE.match(written):
        year, month = int(found[1]), int(found[2] or 12)
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, int(found[3] or last)), None
    horizon = HORIZON.search(written)
    return None, int(horizon[1]) if horizon else None


def group_of(partners: object) -> Group:
    """Korea–US where the United States are named, all countries where none is singled out."""
    named = {str(code) for code in partners} if isinstance(partners, Iterable) else set()
    if "USA" in named:
        return "korea_us"
    return "all_countries" if named <= {"WLD"} else "korea_asean"


def unit_factor(unit: str, factor: Mapping[str, float]) -> float:
    """What a target in this unit is multiplied with to stand beside the figures."""
    return factor.get(unit.split(" ")[0], 1.0)


def has_number(unit: object) -> bool:
    """Whether a target in this unit is something to reach; a maximum is not."""
    return "(maximum)" not in str(unit or "")


def said_of_record(recorded: str, measurable: bool) -> Status:
    """The status where no figures decide: from the record, or that nothing was published."""
    if recorded in RECORDED:
        return RECORDED[recorded]
    return "no_outturn_published" if measurable else "not_measurable"
