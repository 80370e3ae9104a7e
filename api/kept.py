"""Things that are kept for whoever asks the same next, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

#: What a thing costs beside its own bytes, so that many small ones have their bound too.
_BESIDE = 1024


class Kept(Generic[Thing]):
    """The things asked for last. `measure` tells how many bytes one of them takes."""

    def __init__(self, most_bytes: int, measure: Callable[[Thing], int]) -> None:
        self._most, self._measure, self._bytes = most_bytes, measure, 0
        self._kept: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable) -> Thing | None:
        """What is kept under a name; it is now the one asked for last."""
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                return None
            self._kept.move_to_end(name)
            return found[0]

    def put(self, name: Hashable, thing: Thing) -> None:
        """Keep a thing, and let go of the oldest ones that no longer fit."""
        cost = self._measure(thing) + _BESIDE
        if cost > self._most:
            return
        with self._lock:
            _, replaced = self._kept.pop(name, (None, 0))
            self._kept[name] = (thing, cost)
            self._bytes += cost - replaced
            while self._bytes > self._most:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._bytes -= oldest
