"""Where files that take long are written: off the pages' threads, a few at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

import streamlit as st

#: Files written at the same time: the pages need the rest of the machine.
_HANDS = 2
#: Files kept for whoever asks again, and files that may wait.
_KEPT, _WAITING = 16, 24

#: What names a file: the release, the view, what of it, the form.
Key = tuple[str, ...]
#: Called with the part that is done (0 to 1) and what is being done.
Progress = Callable[[float, str], None]


class DeskFullError(RuntimeError):
    """More files are waiting than the desk takes on; asking again later helps."""


@dataclass(eq=False)
class Order:
    """A file that was asked for: how far it is, and in the end its content."""

    file: Future[bytes]
    done: float = 0.0
    doing: str = ""

    def tell(self, done: float, doing: str) -> None:
        """Take down how far the writing is."""
        self.done, self.doing = min(max(done, 0.0), 1.0), doing

    @property
    def finished(self) -> bool:
        """Whether the file is there, or has failed."""
        return self.file.done()

    @property
    def failed(self) -> bool:
        """Whether the writing ended without a file."""
        return self.finished and (self.file.cancelled() or self.file.exception() is not None)


class Desk:
    """Takes orders for files, writes a few at a time, keeps the last ones.

    Two who ask for the same file wait for one. A file that failed is written anew when it is asked
    for again.
    """

    def __init__(self) -> None:
        self._hands = ThreadPoolExecutor(_HANDS, thread_name_prefix="desk")
        self._orders: OrderedDict[Key, Order] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> Order | None:
        """The order of that key, unless there is none or it failed."""
        with self._lock:
            order = self._orders.get(key)
            if order is None or order.failed:
                return None
            self._orders.move_to_end(key)
            return order

    def ask(self, key: Key, write: Callable[[Progress], bytes]) -> Order:
        """The order of that key, made now where there is none.

        Raises DeskFullError where too many are waiting.
        """
        if order := self.find(key):
            return order
        with self._lock:
            if sum(not order.finished for order in self._orders.values()) >= _WAITING:
                raise DeskFullError("too many files are waiting to be written")
            order = Order(Future())
            self._orders[key] = order
            self._let_go()
        self._hands.submit(_write, order, write)
        return order

    def _let_go(self) -> None:
        """Drop the oldest finished files beyond those that are kept."""
        finished = [key for key, order in self._orders.items() if order.finished]
        for key in finished[: max(0, len(self._orders) - _KEPT)]:
            del self._orders[key]


def _write(order: Order, write: Callable[[Progress], bytes]) -> None:
    try:
        order.file.set_result(write(order.tell))
    except BaseException as error:
        order.file.set_exception(error)


@st.cache_resource(max_entries=1, show_spinner=False)
def desk() -> Desk:
    """The one desk of this server."""
    return Desk()
