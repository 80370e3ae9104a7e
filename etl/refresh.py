"""Bring the newest figures in from the publishers' interfaces, or leave things as they were."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.attempts import Ending, write_attempts
from etl.cells import Difference
from etl.edition import Edition, examine, provenance, write_aside
from etl.fetch import Session
from etl.outcome import Ended, Summary, take
from etl.progress import Progress
from etl.refusal import Doubtful, NotData, NotPublished, Refusal
from etl.register import KEY_HELP, Source, find_sources
from etl.snapshots import Staging, read_description
from indicators.catalogue import Catalogue, load_catalogue
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER
from indicators.store import DEFAULT_STORE


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
    whose doubts were looked into and are set aside. Raises Unusable for an unknown name or
    where another refresh is at work, CatalogueError where the figures on file do not hold
    together.
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
            take(summary, staging, out, today, catalogue_folder, say)
            write_attempts(state, {e.name: (e.ending, e.sentence) for e in summary.ended})
        return summary


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
            return _ended(source, "skipped", f"needs a key: {KEY_HELP[source.key]}")
        try:
            return self._read(source)
        except Refusal as refusal:
            ending: Ending = "skipped" if isinstance(refusal, NotPublished) else "kept"
            return _ended(source, ending, self.session.redact(str(refusal)))

    def _read(self, source: Source) -> Ended:
        content, frame = self._ask(source)
        edition = Edition(source.name, source.dataset, frame, source.complete, source.grows)
        edition = examine(edition, self.staging.raw, self.catalogue)
        if edition.doubts and source.name not in self.accept:
            raise Doubtful(
                f"{'; '.join(edition.doubts)} (look into it; if the new figures are right, run "
                f"`python -m etl refresh {source.name} --accept {source.name}`)"
            )
        difference = edition.difference
        if edition.has_last and not difference:
            return _ended(source, "confirmed", f"{difference.same:,} figures as before")
        if not self.dry_run:
            described, found = read_description(source.name), provenance(content, edition)
            write_aside(edition, self.staging, self.catalogue, described, found)
        return _ended(source, "refreshed", str(difference), difference)

    def _ask(self, source: Source) -> tuple[bytes, pd.DataFrame]:
        try:
            with self.session.source(60 * source.minutes):
                content = source.fetch(self.session, self.today, **source.options)
            frame = source.parse(content)
        except Refusal:
            raise
        except Exception as error:
            # What a publisher sends may have any shape at all; nothing of it may end the command.
            kind = type(error).__name__
            raise NotData(f"the answer has another shape than documented ({kind})") from None
        if any(secret in cell for secret in self.session.secrets for cell in _cells(frame)):
            raise Doubtful("the publisher sent the key back inside the figures")
        return content, frame


def _cells(frame: pd.DataFrame) -> set[str]:
    return {str(cell) for column in frame for cell in frame[column].unique()}


def _ended(
    source: Source, ending: Ending, sentence: str, difference: Difference | None = None
) -> Ended:
    return Ended(source.name, source.dataset, ending, sentence, difference or Difference())
