"""From a request to an answer: what is asked, whether the reader has it already, and reading it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
import pandas as pd
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

import indicators
from api.answers import Answer, pack
from api.columns import Column, describe_columns
from api.figures import Figures
from api.formats import Format
from api.holdings import Holdings, Shelf, StaleError
from api.kept import Kept
from api.openapi import describe
from api.parameters import Question
from api.refusals import Refusal, no_figures
from api.tables import TABLES, Table
from api.words import Language, Text

#: Requests that look something up at one time, and those that read figures or write them down.
_LOOKING, _READING = 8, 2
#: Times a question is asked again because the store became another release meanwhile.
_TRIES = 5


@dataclass(frozen=True)
class Found:
    """What a reader gets: the release, its mark, and the answer unless the reader has it."""

    release: indicators.Release
    etag: str
    answer: Answer | None


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for: its name among the answers, and how to check and to make it."""

    name: Hashable
    check: Callable[[Holdings], None]
    make: Callable[[Holdings], Answer]


class Service:
    """Answers from one store. Figures are read in threads of their own, a few at a time, so that
    neither the pages nor other readers wait for a large answer.
    """

    def __init__(self, store: Path | None, kept_bytes: int) -> None:
        self._shelf = Shelf(store)
        # Frames take ten times the room of what is written of them, and are worth more.
        self._figures = Figures(self._shelf, 2 * kept_bytes)
        self._kept: Kept[Answer] = Kept(kept_bytes, lambda answer: len(answer.body))
        self._looking: RunVar[CapacityLimiter] = RunVar("looking")
        self._reading: RunVar[CapacityLimiter] = RunVar("reading")

    async def release(self) -> indicators.Release:
        """Which release is served. Raises Refusal (503) where there is none."""
        limiter = _limiter(self._looking, _LOOKING)
        held = await anyio.to_thread.run_sync(self._shelf.holdings, limiter=limiter)
        return held.release

    async def find_table(
        self, table: Table, form: Format, question: Question, held_marks: str
    ) -> Found:
        """A table in one format. `held_marks` are the marks (If-None-Match) the reader has."""

        def make(held: Holdings) -> Answer:
            frame = self._read(table, question, held)
            columns = describe_columns(table.name, frame)
            return pack(form.write(frame, columns, held.release), compress=form.text)

        name = (table.name, form.name, question)
        return await self._find(Wanted(name, lambda held: held.check(question), make), held_marks)

    async def find_description(self, address: str, language: Language, held_marks: str) -> Found:
        """The OpenAPI description, with the names that the release holds."""

        def make(held: Holdings) -> Answer:
            columns = {table.name: self._columns(table, held) for table in TABLES}
            written = json.dumps(describe(held, columns, address, language), ensure_ascii=False)
            return pack([written.encode()], compress=True)

        name = ("openapi", address, language)
        return await self._find(Wanted(name, lambda held: None, make), held_marks)

    async def _find(self, wanted: Wanted, held_marks: str) -> Found:
        marks = {mark.strip() for mark in held_marks.split(",")}
        looking = _limiter(self._looking, _LOOKING)
        found = await anyio.to_thread.run_sync(self._look_up, wanted, marks, limiter=looking)
        if found is None:
            reading = _limiter(self._reading, _READING)
            found = await anyio.to_thread.run_sync(self._make, wanted, marks, limiter=reading)
        # "*" stands for whatever answer there is: there is one, so nothing has to be sent.
        return Found(found.release, found.etag, None) if "*" in marks else found

    def _look_up(self, wanted: Wanted, marks: set[str]) -> Found | None:
        """What can be told without reading figures, or None."""
        held = self._shelf.holdings()
        wanted.check(held)
        etag = _mark(held.release, wanted.name)
        if etag in marks:
            return Found(held.release, etag, None)
        answer = self._kept.get((held.release, wanted.name))
        return Found(held.release, etag, answer) if answer else None

    def _make(self, wanted: Wanted, marks: set[str]) -> Found:
        for _ in range(_TRIES):
            # Another reader may have asked for the same while this one waited.
            found = self._look_up(wanted, marks)
            if found is not None:
                return found
            held = self._shelf.holdings()
            try:
                answer = wanted.make(held)
            except StaleError:
                continue
            self._kept.put((held.release, wanted.name), answer)
            return Found(held.release, _mark(held.release, wanted.name), answer)
        raise no_figures()

    def _read(self, table: Table, question: Question, held: Holdings) -> pd.DataFrame:
        try:
            return table.read(question, held, self._figures)
        except indicators.MixedBasisError as error:
            bases = ", ".join(error.bases)
            raise Refusal(
                400,
                Text(
                    f"The pairs named stand on different bases ({bases}) and never share a line.",
                    f"지정한 쌍방향 지표의 기준이 서로 달라({bases}) 한 선으로 이을 수 없습니다.",
                ),
                Text(
                    "Ask for each pair alone, or leave pair out for the whole table.",
                    "지표별로 따로 요청하거나, pair를 빼고 표 전체를 요청해 주십시오.",
                ),
            ) from None

    def _columns(self, table: Table, held: Holdings) -> list[Column]:
        """The columns of a table, read off as few of its rows as it gives."""
        names = {parameter.name for parameter in table.parameters}
        question = Question(
            pair=held.known("pair")[:1] if "pair" in names else (),
            series=held.known("series")[:1] if "series" in names else (),
        )
        return describe_columns(table.name, self._read(table, question, held))


def _mark(release: indicators.Release, name: Hashable) -> str:
    """The entity tag of an answer: of the release and the question.

    The time of the build counts: two builds of the same files differ once an embargo has ended.
    The tag is weak, for compressed and plain text of one answer carry the same.
    """
    told = f"{release.version} {release.built_at.isoformat()} {name!r}"
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _limiter(kept: RunVar[CapacityLimiter], tokens: int) -> CapacityLimiter:
    """The limiter of the event loop that runs: an application may be served by several in tests."""
    try:
        return kept.get()
    except LookupError:
        limiter = CapacityLimiter(tokens)
        kept.set(limiter)
        return limiter
