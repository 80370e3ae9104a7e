"""Connections that can be cut at a deadline, and what their failures mean."""

from __future__ import annotations

import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import Retry

from etl.refusal import CutShort, Refusal, ServerFailed, TimedOut, TooFast, Unreachable


def name_status(status: int, host: str | None, wait: float | None) -> Refusal:
    """The refusal behind a status that means: not now."""
    if status >= 500:
        return ServerFailed(f"{host} failed (HTTP {status}) at every try: try again later")
    after = f" after {wait:.0f} seconds" if wait else " later"
    return TooFast(f"{host} asks for fewer calls (HTTP {status}): try again{after}")


def name_error(error: Exception, host: str | None, was_cut: bool) -> Refusal:
    """The refusal behind an error of the HTTP library, without anything of its text."""
    chain = _causes(error)
    if was_cut or any("time" in name and "out" in name for name in chain):
        return TimedOut(f"{host} gave no whole answer within the time limit")
    if any(n in ("incompleteread", "protocolerror", "chunkedencodingerror") for n in chain):
        return CutShort(f"the answer of {host} ended before its end")
    if "decodeerror" in chain or "contentdecodingerror" in chain:
        return CutShort(f"the answer of {host} could not be unpacked")
    return Unreachable(f"{host} cannot be reached: check the network or the proxy")


def _causes(error: BaseException | None) -> list[str]:
    """Names of an error and of everything behind it, in small letters."""
    names: list[str] = []
    while error is not None and len(names) < 10:
        names.append(type(error).__name__.lower())
        inner = next((a for a in error.args if isinstance(a, BaseException)), None)
        error = inner or error.__cause__ or error.__context__
    return names


class WatchedAdapter(HTTPAdapter):
    """Connections that can be cut at a deadline, wherever the server dawdles."""

    def __init__(self) -> None:
        self._live: weakref.WeakSet[Any] = weakref.WeakSet()
        super().__init__(max_retries=Retry(0, read=False, redirect=False))

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        plain: Any = pool.ConnectionCls
        if not getattr(plain, "watched", False):
            live = self._live

            class Watched(plain):  # type: ignore[misc]
                watched = True

                def connect(self) -> None:
                    super().connect()
                    live.add(self)

            pool.ConnectionCls = Watched
        return pool

    @contextmanager
    def cut_off_at(self, deadline: float) -> Iterator[Callable[[], bool]]:
        """Inside, whatever is still open at the deadline is cut; the value says whether it was."""
        cut = threading.Event()

        def cut_all() -> None:
            cut.set()
            for connection in list(self._live):
                with suppress(OSError, AttributeError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(min(max(deadline - time.monotonic(), 0), 1e6), cut_all)
        timer.daemon = True
        timer.start()
        try:
            yield cut.is_set
        finally:
            timer.cancel()
