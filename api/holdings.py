"""What the store holds at this moment: its release, and the names one may ask for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import duckdb
import pandas as pd

import indicators
from api.parameters import KINDS, Kind, Question
from api.refusals import Refusal, no_figures, shown, suggest
from api.words import Language, Text
from indicators.store import open_store, store_path

logger = logging.getLogger("reciprocity.api")

#: Seconds for which the release is taken as known while the file of the store stays the same.
_KNOWN_FOR = 5.0

#: Partners that are no country or group of a publisher, but sums the store makes over members.
POOLED = MappingProxyType(
    {
        "ASEAN_POOLED": Text("ASEAN (sum over members)", "아세안(회원국 합계)"),
        "ASEAN_POOLED_EX_VNM": Text(
            "ASEAN without Viet Nam (sum over members)", "아세안(베트남 제외 회원국 합계)"
        ),
    }
)

Read = TypeVar("Read")

_KIND_WORDS: MappingProxyType[Kind, Text] = MappingProxyType(
    {
        "pair": Text("pair", "쌍방향 지표"),
        "partner": Text("partner", "상대국"),
        "indicator": Text("indicator", "지표"),
        "series": Text("series", "계열"),
        "origin": Text("origin", "출발지"),
        "destination": Text("destination", "도착지"),
        "source": Text("source", "출처"),
    }
)

#: Kinds with too many names for one sentence, and the table that lists them.
_LISTED_IN: MappingProxyType[Kind, str] = MappingProxyType(
    {"pair": "pairs", "series": "series", "source": "sources"}
)


@dataclass(frozen=True, eq=False)
class Holdings:
    """One release: which it is, and the catalogue that its figures refer to."""

    release: indicators.Release
    pairs: pd.DataFrame
    countries: pd.DataFrame
    series: pd.DataFrame
    sources: pd.DataFrame
    definitions: pd.DataFrame

    def known(self, kind: Kind) -> tuple[str, ...]:
        """Every name of a kind that may be asked for, in the order in which it is listed."""
        match kind:
            case "pair":
                return tuple(self.pairs["pair_id"])
            case "partner":
                return (*self.countries["iso3"], *POOLED)
            case "indicator":
                return tuple(self.definitions["indicator_id"])
            case "series":
                return tuple(self.series["series_id"])
            case "source":
                return tuple(self.sources["source_id"])
            case _:
                return tuple(self.countries["iso3"])

    def check(self, question: Question) -> None:
        """Raise Refusal (404) for the first name that this release does not hold."""
        known = {kind: self.known(kind) for kind in KINDS if getattr(question, kind)}
        for kind, name in question.names():
            if name not in known[kind]:
                raise _unknown_name(kind, name, known[kind])

    def place_names(self, language: Language) -> dict[str, str]:
        """Names of countries, groups and sums over members, by code."""
        return {
            **dict(zip(self.countries["iso3"], self.countries[f"name_{language}"], strict=True)),
            **{code: name.said(language) for code, name in POOLED.items()},
        }


def _unknown_name(kind: Kind, name: str, known: tuple[str, ...]) -> Refusal:
    word = _KIND_WORDS[kind]
    table = _LISTED_IN.get(kind)
    where = (
        Text(f"The table {table} lists them all.", f"전체 목록은 {table} 표에 있습니다.")
        if table
        else Text(f"Known: {', '.join(known)}.", f"쓸 수 있는 값: {', '.join(known)}.")
    )
    return Refusal(
        404,
        Text(
            f"There is no {word.en} '{shown(name)}'.",
            f"없는 {word.ko}입니다: '{shown(name)}'.",
        ),
        suggest(name, known, where),
    )


class Shelf:
    """The way to one store. Nothing of the file stays open between two requests."""

    def __init__(
        self, store: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._kept: tuple[object, float, Holdings] | None = None

    def holdings(self) -> Holdings:
        """What the store holds now. Raises Refusal (503) where there is no usable store.

        A new file is seen at once. Within one process a file that was replaced can be read on for
        as long as somebody holds it open, so the release is asked for again after a few seconds
        even where the file looks the same.
        """
        with self._lock:
            file, now = self._file(), self._clock()
            if self._kept is not None:
                known_file, checked, holdings = self._kept
                if known_file == file and now - checked < _KNOWN_FOR:
                    return holdings
            with self._opened():
                release = indicators.release(self._store)
                if self._kept is None or self._kept[2].release != release:
                    holdings = self._load(release)
                else:
                    holdings = self._kept[2]
            self._kept = (file, now, holdings)
            return holdings

    def read(self, ask: Callable[[Path | None], Read], holdings: Holdings) -> Read:
        """The answer of functions of `indicators`, all of them on the release in `holdings`.

        They open the store one after the other; the handle held meanwhile makes them all see the
        same file. Raises StaleError where that file is another release by now.
        """
        with self._opened():
            if indicators.release(self._store) != holdings.release:
                with self._lock:
                    self._kept = None
                raise StaleError
            return ask(self._store)

    def _load(self, release: indicators.Release) -> Holdings:
        return Holdings(
            release,
            indicators.pairs(self._store),
            indicators.countries(self._store),
            indicators.series(store=self._store),
            indicators.sources(store=self._store),
            indicators.indicator_definitions(self._store),
        )

    def _file(self) -> object:
        try:
            found = store_path(self._store).stat()
        except OSError:
            raise no_figures() from None
        return found.st_ino, found.st_mtime_ns, found.st_size

    @contextmanager
    def _opened(self) -> Iterator[None]:
        try:
            with open_store(self._store):
                yield
        except (indicators.StoreError, duckdb.Error, OSError) as error:
            logger.warning("the store cannot be read: %s", type(error).__name__)
            raise no_figures() from None


class StaleError(Exception):
    """The store became another release between two questions."""
