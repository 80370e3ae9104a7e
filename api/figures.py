"""Frames of the library in pieces, each read once a release and kept while there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

import indicators
from api.holdings import Holdings, Shelf
from api.kept import Kept

SIDES = ("toward_korea", "toward_partner")
#: What is told of a source beside every figure.
FACTS = ("publisher", "title", "published", "url", "licence")
#: Between the sources of a sum over members.
AND = " | "


class Figures:
    """The frames of one store. Whoever gets one must not change it: others get the same."""

    def __init__(self, shelf: Shelf, most_bytes: int) -> None:
        self._shelf = shelf
        self._kept: Kept[pd.DataFrame] = Kept(most_bytes, _measure)

    def two_way(self, pairs: Sequence[str], held: Holdings) -> list[pd.DataFrame]:
        """For each pair all partners and years, with the sources of either side beside them."""

        def ask(missing: Sequence[str], store: Path | None) -> dict[str, pd.DataFrame]:
            return {
                name: with_sources(indicators.two_way(name, store=store), held) for name in missing
            }

        return self._pieces("two_way", pairs, held, ask)

    def observations(self, series: Sequence[str], held: Holdings) -> list[pd.DataFrame]:
        """For each series every figure, the preferred ones and those they were chosen over."""

        def ask(missing: Sequence[str], store: Path | None) -> dict[str, pd.DataFrame]:
            every = indicators.observations(missing, store=store)
            parts = dict(list(every.groupby("series_id")))
            return {name: parts.get(name, every.iloc[:0]) for name in missing}

        return self._pieces("observations", series, held, ask)

    def coverage(self, held: Holdings) -> pd.DataFrame:
        """What is published at all, by pair and partner."""

        def ask(missing: Sequence[str], store: Path | None) -> dict[str, pd.DataFrame]:
            return {"": indicators.coverage(store=store)}

        (found,) = self._pieces("coverage", [""], held, ask)
        return found

    def _pieces(
        self,
        kind: str,
        names: Sequence[str],
        held: Holdings,
        ask: Callable[[Sequence[str], Path | None], dict[str, pd.DataFrame]],
    ) -> list[pd.DataFrame]:
        """Pieces by name, of the release in `held`. Raises StaleError where that is gone."""
        found = {name: self._kept.get((held.release, kind, name)) for name in names}
        missing = [name for name, piece in found.items() if piece is None]
        if missing:
            read = self._shelf.read(lambda store: ask(missing, store), held)
            for name, piece in read.items():
                self._kept.put((held.release, kind, name), piece)
            found.update(read)
        return [piece for piece in found.values() if piece is not None]


def join(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames under one another; one that is empty keeps its columns and no say in their types."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0].reset_index(drop=True)


def with_sources(every: pd.DataFrame, held: Holdings) -> pd.DataFrame:
    """All rows of a pair with what is told of their sources: publisher, title, date, address,
    licence of either side, and publisher and address of the populations. A sum over members names
    the sources of all its members, each once.
    """
    told = held.sources.set_index("source_id")[list(FACTS)]
    facts = {fact: dict(zip(told.index, _texts(told[fact]), strict=True)) for fact in FACTS}
    places = list(zip(every["pair_id"], every["partner"], every["year"], strict=True))
    # The partners a row is the sum of; for any other row, its own.
    summed = [
        members.split() if pooled and members else [partner]
        for pooled, members, (_, partner, _) in zip(
            every["aggregate"] == "pooled", _texts(every["members_included"]), places, strict=True
        )
    ]
    added: dict[str, list[str | None]] = {}
    for side in SIDES:
        own = dict(zip(places, _texts(every[f"{side}_source_id"]), strict=True))
        used = [
            [own.get((pair, member, year)) for member in members]
            for (pair, _, year), members in zip(places, summed, strict=True)
        ]
        for fact in FACTS:
            added[f"{side}_{fact}"] = [_tell(ids, facts[fact]) for ids in used]
    population = _texts(every["population_source_id"])
    for fact in ("publisher", "url"):
        added[f"population_{fact}"] = [_tell([source], facts[fact]) for source in population]
    return pd.concat([every, pd.DataFrame(added, index=every.index, dtype="str")], axis="columns")


def _tell(ids: Iterable[str | None], facts: Mapping[str, str | None]) -> str | None:
    """One fact about several sources, each once; None where there is none."""
    told = dict.fromkeys(facts[source] for source in ids if source)
    return AND.join(fact for fact in told if fact) or None


def _texts(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in column]


def _measure(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum())
