"""How a refresh or an import ended: what was taken, what was kept, and why."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from etl.attempts import Ending
from etl.build import build
from etl.cells import Difference, named
from etl.snapshots import Staging
from etl.trial import try_editions

#: As many lines of a difference are shown for a source.
LINES_SHOWN = 8


@dataclass(frozen=True)
class Ended:
    """How one source ended, and what differs."""

    name: str
    dataset: str
    ending: Ending
    sentence: str
    difference: Difference = field(default_factory=Difference)


@dataclass
class Summary:
    """How every source ended; `wanted` are those that were asked for by name."""

    ended: list[Ended]
    wanted: Collection[str]
    dry_run: bool = False
    built: str = ""

    @property
    def exit_code(self) -> int:
        """0 all good, 2 some sources kept their old figures, 1 nothing could be done.

        A source without a key is skipped; that counts only where it was asked for by name.
        """
        if not any(e.ending in ("refreshed", "confirmed") for e in self.ended):
            return 1
        left = {e.name for e in self.ended if e.ending == "kept"}
        left |= {e.name for e in self.ended if e.ending == "skipped"} & set(self.wanted)
        return 2 if left else 0

    def __str__(self) -> str:
        lines = []
        for ended in self.ended:
            word = "would be new" if self.dry_run and ended.ending == "refreshed" else ended.ending
            lines.append(f"{word:<12} {ended.name}: {ended.sentence}")
            lines += [f"             {line}" for line in _changes(ended.difference)]
        counts = {word: sum(e.ending == word for e in self.ended) for word in get_args(Ending)}
        lines += ["", ", ".join(f"{count} {word}" for word, count in counts.items() if count)]
        return "\n".join([*lines, self.built] if self.built else lines)


def take(
    summary: Summary,
    staging: Staging,
    out: Path,
    today: datetime.date,
    catalogue_folder: Path,
    say: Callable[[str], None],
) -> None:
    """Try the new editions in a build, move those that hold into place, and build."""
    new = [e.dataset for e in summary.ended if e.ending == "refreshed"]
    rejected = {}
    if new:
        say("trying the new figures in a build …")
        rejected = try_editions(staging, new, today, catalogue_folder)
        new = [dataset for dataset in new if dataset not in rejected]
        staging.commit(new)
    summary.ended = [
        Ended(e.name, e.dataset, "kept", rejected[e.dataset]) if e.dataset in rejected else e
        for e in summary.ended
    ]
    shutil.rmtree(staging.aside, ignore_errors=True)
    if new or not out.exists():
        say("building the store …")
        built = build(staging.raw, out, today, catalogue_folder=catalogue_folder)
        summary.built = f"built {out.name} (version {built.version})"


def _changes(difference: Difference) -> list[str]:
    lines = [
        f"revised {named(cell)}: {before:,f} → {after:,f}"
        for cell, (before, after) in difference.revised.items()
    ]
    lines += [f"vanished {named(cell)}" for cell in difference.vanished]
    lines += [f"new {named(cell)}" for cell in difference.new]
    more = len(lines) - LINES_SHOWN
    return lines[:LINES_SHOWN] + ([f"… and {more:,} more"] if more > 0 else [])
