"""Bring the newest figures in from the publishers' interfaces, or leave things as they were."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pandas as pd

from etl.attempts import Ending, write_attempts
from etl.build import build
from etl.cells import Difference, named
from etl.edition import Edition, examine, provenance, write_aside
from etl.fetch import Session
from etl.progress import Progress
from etl.refusal import Doubtful, NotData, Refusal
from etl.register import KEY_HELP, Source, find_sources
from etl.snapshots import Staging
from etl.trial import try_editions
from indicators.catalogue import Catalogue, load_catalogue
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER
from indicators.store import DEFAULT_STORE

#: As many lines of a difference are shown for a source.
LINES_SHOWN = 8


@dataclass(frozen=True)
class Ended:
    """How one source ended, and what differs."""

    name: str
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


def refresh(
    names: Iterable[str] = (),
    raw: Path = RAW_FOLDER,
    out: Path = DEFAULT_STORE,
    session: Session | None = None,
    today: datetime.date | None = None,
    dry_run: bool = False,
    accept: Collection[str] = (),
    say: Callable[[str], None] = lambda line: None,
    catalogue_folder: Path = CATALOGUE_FOLDER,
) -> Summary:
    """Ask the sources of these names, or all, and build the store from what is new.

    A source that fails or raises a doubt keeps its last good figures; `accept` names sources
    whose doubts were looked into and are set aside. Raises ValueError for an unknown name,
    CatalogueError where the figures on file do not hold together, and Busy where another refresh
    is at work.
    """
    wanted = list(names)
    sources = find_sources(wanted)
    find_sources(accept)
    today = today or datetime.datetime.now(datetime.UTC).date()
    session = session or Session()
    state = out.parent / "refresh"
    staging = Staging(raw, state)
    with staging.alone():
        if not dry_run:
            staging.prepare()
        catalogue = load_catalogue(raw, catalogue_folder)
        progress = Progress()
        session.say = progress.step
        reader = _Reader(session, staging, catalogue, today, dry_run, accept)
        ended = []
        for number, source in enumerate(sources, start=1):
            progress.start(source.name, number, len(sources))
            ended.append(reader.read(source))
            progress.end()
        summary = Summary(ended, wanted, dry_run)
        if not dry_run:
            _take(summary, staging, out, today, catalogue_folder, say)
            write_attempts(state, {e.name: (e.ending, e.sentence) for e in summary.ended})
        return summary


def _take(
    summary: Summary,
    staging: Staging,
    out: Path,
    today: datetime.date,
    catalogue_folder: Path,
    say: Callable[[str], None],
) -> None:
    """Try the new editions in a build, move those that hold into place, and build."""
    new = [e.name for e in summary.ended if e.ending == "refreshed"]
    if new:
        say("trying the new figures in a build …")
        rejected = try_editions(staging, new, today, catalogue_folder)
        for number, ended in enumerate(summary.ended):
            if ended.name in rejected:
                summary.ended[number] = Ended(ended.name, "kept", rejected[ended.name])
        new = [name for name in new if name not in rejected]
        staging.commit(new)
    shutil.rmtree(staging.aside, ignore_errors=True)
    if new or not out.exists():
        say("building the store …")
        built = build(staging.raw, out, today, catalogue_folder=catalogue_folder)
        summary.built = f"built {out.name} (version {built.version})"


@dataclass
class _Reader:
    """Reads one source after the other, each to its end."""

    session: Session
    staging: Staging
    catalogue: Catalogue
    today: datetime.date
    dry_run: bool
    accept: Collection[str]

    def read(self, source: Source) -> Ended:
        """Ask, read, check and write one edition aside; never raises for what a publisher does."""
        if source.key and not self.session.has_key(source.key):
            return Ended(source.name, "skipped", f"needs a key: {KEY_HELP[source.key]}")
        try:
            return self._read(source)
        except Refusal as refusal:
            sentence = self.session.redact(str(refusal))
        return Ended(source.name, "kept", sentence)

    def _read(self, source: Source) -> Ended:
        content, frame = self._ask(source)
        edition = Edition(source.name, frame, source.complete, source.grows)
        edition = examine(edition, self.staging.raw, self.catalogue)
        if edition.doubts and source.name not in self.accept:
            raise Doubtful(
                f"{'; '.join(edition.doubts)} (look into it; if the new figures are right, run "
                f"`python -m etl refresh {source.name} --accept {source.name}`)"
            )
        difference = edition.difference
        if edition.has_last and not difference:
            return Ended(source.name, "confirmed", f"{difference.same:,} figures as before")
        if not self.dry_run:
            found = provenance(content, edition)
            secrets = self.session.secrets
            write_aside(edition, self.staging, self.catalogue, found, secrets=secrets)
        return Ended(source.name, "refreshed", str(difference), difference)

    def _ask(self, source: Source) -> tuple[bytes, pd.DataFrame]:
        try:
            with self.session.source(60 * source.minutes):
                content = source.fetch(self.session, self.today, **source.options)
            return content, source.parse(content)
        except Refusal:
            raise
        except Exception as error:
            # What a publisher sends may have any shape at all; nothing of it may end the command.
            kind = type(error).__name__
            raise NotData(f"the answer has another shape than documented ({kind})") from None


def _changes(difference: Difference) -> list[str]:
    lines = [
        f"revised {named(cell)}: {before:,f} → {after:,f}"
        for cell, (before, after) in difference.revised.items()
    ]
    lines += [f"vanished {named(cell)}" for cell in difference.vanished]
    lines += [f"new {named(cell)}" for cell in difference.new]
    more = len(lines) - LINES_SHOWN
    return lines[:LINES_SHOWN] + ([f"… and {more:,} more"] if more > 0 else [])
