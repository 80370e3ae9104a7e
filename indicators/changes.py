"""What changed since the release before: figures, targets, deadlines and verdicts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from indicators.changes_in_words import digest_words
from indicators.commitments import commitments_tracked
from indicators.goals import STATUSES, Tracker
from indicators.ledger.assess import VERDICTS
from indicators.sentences import Words
from indicators.store import ask, release

#: How far ahead a deadline counts as near, and how far back a move as new.
MONTHS = 12


@dataclass(frozen=True)
class Changes:
    """What changed up to a day.

    `previous` is the version of the release before, or None where there is none: then `figures`
    and `flipped` are empty. The frames:

    figures: table_name, kind (new, revised, vanished), series (the first word of the key), key,
        before, after – one row for every figure.
    moved: goal_id, commitment_id, announced, pillar, partners, summary_en/_ko, move_en/_ko, new
        (announced since the release before) – targets announced again, raised or moved within
        twelve months, or since that release.
    deadlines: deadline, days_left, goal_id, commitment_id, summary_en/_ko, target_en/_ko, status,
        status_en/_ko, reason_en/_ko – deadlines of the next twelve months, the nearest first.
    flipped: claim_id, statement_en/_ko, before, after (codes), before_en/_ko, after_en/_ko.
    """

    version: str
    previous: str | None
    today: datetime.date
    figures: pd.DataFrame = field(repr=False, compare=False)
    moved: pd.DataFrame = field(repr=False, compare=False)
    deadlines: pd.DataFrame = field(repr=False, compare=False)
    flipped: pd.DataFrame = field(repr=False, compare=False)

    @property
    def counts(self) -> pd.DataFrame:
        """How many figures are new, revised or gone, by series: series, kind, figures."""
        return self.figures.groupby(["series", "kind"], as_index=False).agg(figures=("key", "size"))


def what_changed(store: Path | None = None, today: datetime.date | None = None) -> Changes:
    """What is new, revised, moved, near and reversed, up to a day (default: today)."""
    day = today or datetime.datetime.now(datetime.UTC).date()
    changed = ask("select * from release_change order by all", store=store)
    tracker = commitments_tracked(store, day)
    figures = changed[changed["table_name"].isin(["observation", "opinion"])]
    figures = figures.assign(series=figures["key"].str.split(" ").str[0])
    new = changed[(changed["table_name"] == "commitment") & (changed["kind"] == "new")]
    return Changes(
        version=release(store).version,
        previous=str(changed["previous_version"].iloc[0]) if len(changed) else None,
        today=day,
        figures=figures[["table_name", "kind", "series", "key", "before", "after"]].reset_index(
            drop=True
        ),
        moved=_moved(tracker, set(new["key"])),
        deadlines=_deadlines(tracker),
        flipped=_flipped(changed, store),
    )


def digest(store: Path | None = None, today: datetime.date | None = None) -> Words:
    """The changes on one page, as Markdown: (English, Korean)."""
    return digest_words(what_changed(store, today))


def _moved(tracker: Tracker, new: set[str]) -> pd.DataFrame:
    since = _months_from(tracker.today, -MONTHS)
    rows = []
    for goal in tracker.goals:
        for announcement in goal.announcements[1:]:
            fresh = announcement.commitment_id in new
            if not fresh and not _is_since(announcement.announced, since, tracker.today):
                continue
            rows.append(
                {
                    "goal_id": goal.goal_id,
                    "commitment_id": announcement.commitment_id,
                    "announced": announcement.announced,
                    "pillar": goal.pillar,
                    "partners": " ".join(goal.partners),
                    "summary_en": announcement.summary_en,
                    "summary_ko": announcement.summary_ko,
                    "move_en": announcement.move_en,
                    "move_ko": announcement.move_ko,
                    "new": fresh,
                }
            )
    columns = [
        "goal_id",
        "commitment_id",
        "announced",
        "pillar",
        "partners",
        "summary_en",
        "summary_ko",
        "move_en",
        "move_ko",
        "new",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(
        ["announced", "commitment_id"], ascending=[False, True], ignore_index=True
    )


def _deadlines(tracker: Tracker) -> pd.DataFrame:
    until = _months_from(tracker.today, MONTHS)
    rows = [
        {
            "deadline": goal.current.deadline,
            "days_left": (goal.current.deadline - tracker.today).days,
            "goal_id": goal.goal_id,
            "commitment_id": goal.current.commitment_id,
            "summary_en": goal.current.summary_en,
            "summary_ko": goal.current.summary_ko,
            "target_en": goal.current.target_en,
            "target_ko": goal.current.target_ko,
            "status": goal.status,
            "status_en": STATUSES[goal.status][0],
            "status_ko": STATUSES[goal.status][1],
            "reason_en": goal.reason_en,
            "reason_ko": goal.reason_ko,
        }
        for goal in tracker.goals
        if goal.current.deadline and tracker.today <= goal.current.deadline <= until
    ]
    columns = [
        "deadline",
        "days_left",
        "goal_id",
        "commitment_id",
        "summary_en",
        "summary_ko",
        "target_en",
        "target_ko",
        "status",
        "status_en",
        "status_ko",
        "reason_en",
        "reason_ko",
    ]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["deadline", "goal_id"], ignore_index=True
    )


def _flipped(changed: pd.DataFrame, store: Path | None) -> pd.DataFrame:
    rows = changed[(changed["table_name"] == "claim") & (changed["kind"] == "revised")]
    claims = ask("select claim_id, statement_en, statement_ko from claim", store=store)
    frame = rows.rename(columns={"key": "claim_id"})[["claim_id", "before", "after"]]
    frame = frame.merge(claims, on="claim_id").sort_values("claim_id", ignore_index=True)
    labels: dict[str, Words] = {str(code): words for code, words in VERDICTS.items()}
    for end in ("before", "after"):
        for place, language in enumerate(("en", "ko")):
            frame[f"{end}_{language}"] = [labels[code][place] for code in frame[end]]
    return frame


def _months_from(day: datetime.date, months: int) -> datetime.date:
    here = day.year * 12 + day.month - 1 + months
    # The last days of a month have no counterpart in a shorter one.
    return datetime.date(here // 12, here % 12 + 1, min(day.day, 28))


def _is_since(announced: str, since: datetime.date, today: datetime.date) -> bool:
    """Whether a day, month or year as written reaches into the time from `since` to today."""
    if not announced[:4].isdigit():
        return False
    return f"{since}"[: len(announced)] <= announced <= f"{today}"[: len(announced)]
