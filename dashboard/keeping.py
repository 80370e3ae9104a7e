"""What a page keeps between runs: parts that are the same for every reader of the same view."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar, cast

import streamlit as st

from dashboard import data
from dashboard.theme import Theme
from dashboard.view import View
from indicators import Release
from indicators.store import store_path

T = TypeVar("T")


class Shelf:
    """The parts that were made of one view of a page, by name; each is made once."""

    def __init__(self, key: str) -> None:
        #: Stands for all that decides the view.
        self.key = key
        self._parts: dict[str, Any] = {}
        # One reader makes a part and the others wait for it; a part may be made of others.
        self._making = threading.RLock()

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """The part of that name, made where it is not there yet."""
        if name not in self._parts:
            with self._making:
                if name not in self._parts:
                    self._parts[name] = make()
        return self._parts[name]


@data.emptied_by_forget
@lru_cache(maxsize=300)
def shelf(*drawing: Any) -> Shelf:
    """Where the parts of a view are kept, by all that decides it (``Keeping.keep``)."""
    return Shelf(blake2b(repr(drawing).encode(), digest_size=16).hexdigest())


@st.cache_resource(max_entries=1000, show_spinner=False)
def drawn(*, drawing: str, _body: Callable[[], None]) -> None:
    """A part of a page as it was drawn, to be repeated (``Keeping.draw``).

    Nobody changes what was drawn, so it is kept as it is and not packed, as data would be. To be
    called with the names of both: else Streamlit looks them up in the signature at every call.
    """
    _body()


class Keeping:
    """A page that makes its parts once for each release, view and look."""

    release: Release
    view: View
    theme: Theme
    narrow: bool
    notices: list[str]
    #: How often each name was drawn in this run: two parts of one name are still two parts.
    drawn: Counter[str]
    #: The view whose parts are at hand, and their shelf.
    _settled: tuple[View, Shelf] | None = None

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` returns for this page, view, look and release, made once for all readers.

        What is kept is shared between sessions: nobody may change it.
        """
        return cast(T, self._shelf().keep(name, make))

    def keep_settled(self, name: str, settle: Callable[[], T]) -> T:
        """As ``keep``, for what also settles the view and leaves notices."""

        def run() -> tuple[T, View, tuple[str, ...]]:
            before = len(self.notices)
            made = settle()
            return made, self.view, tuple(self.notices[before:])

        told = list(self.notices)
        made, self.view, notices = self.keep(name, run)
        self.notices = [*told, *notices]
        return made

    def draw(self, name: str, body: Callable[[], None]) -> None:
        """Draw a part that offers nothing to choose; the next time it is repeated as it stands."""
        if self.view.present:
            # The presenting view keeps its charts aside: there is nothing on the page to repeat.
            body()
        else:
            self.drawn[name] += 1
            drawn(drawing=f"{self._shelf().key} {name} {self.drawn[name]}", _body=body)

    def _shelf(self) -> Shelf:
        """The shelf of everything that decides how the page looks.

        A page is drawn in one run, so only the view can change while it lasts.
        """
        if self._settled is None or self._settled[0] is not self.view:
            look = (self.theme.name, self.narrow, data.today())
            self._settled = (self.view, shelf(self.release, store_path(), self.view, *look))
        return self._settled[1]
