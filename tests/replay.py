"""A stand-in for every publisher on this machine: replays replies, and misbehaves when told to."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

FIXTURES = Path(__file__).parent / "fixtures" / "interfaces"


def fixture(name: str) -> bytes:
    """A true-to-shape reply (tests/fixtures/interfaces/README.md says which values are made up)."""
    return (FIXTURES / name).read_bytes()


@dataclass(frozen=True)
class Asked:
    """A call that came in: the publisher's host, the path, and the parameters."""

    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """A well-behaved answer."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


#: Behaviours write to the connection themselves.
Behaviour = Callable[["_Handler"], None]


@dataclass
class Replay:
    """A running stand-in: `answers` maps the start of host and path to what it does."""

    address: str
    answers: dict[str, bytes | Answer | Behaviour | Callable[[Asked], object]]
    calls: list[Asked] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def route(self, address: str) -> str:
        """Where a call to a publisher's address goes instead."""
        parts = urlsplit(address)
        here = f"{self.address}/{parts.hostname}{parts.path}"
        return here + (f"?{parts.query}" if parts.query else "")

    def answer_to(self, asked: Asked) -> object:
        """The answer for the longest start of host and path that is known."""
        place = f"{asked.host}{asked.path}"
        known = [start for start in self.answers if place.startswith(start)]
        if not known:
            return Answer(b"nothing here", 404)
        answer = self.answers[max(known, key=len)]
        return answer


@contextmanager
def replay(answers: dict | None = None) -> Iterator[Replay]:
    """A stand-in on 127.0.0.1 that lives inside the `with`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.replay = Replay(f"http://127.0.0.1:{server.server_port}", answers or {})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.replay
    finally:
        server.replay.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host, _, path = parts.path.lstrip("/").partition("/")
        query = {name: ",".join(found) for name, found in parse_qs(parts.query).items()}
        asked = Asked(host, f"/{path}", query, dict(self.headers))
        replay = self.server.replay
        replay.calls.append(asked)
        answer = replay.answer_to(asked)
        with suppress(ConnectionError, TimeoutError):
            if callable(answer) and getattr(answer, "writes", False):
                answer(self)
                self.close_connection = True
                return
            if callable(answer):
                answer = answer(asked)
            if callable(answer):
                answer(self)
                self.close_connection = True
                return
            if isinstance(answer, bytes):
                answer = Answer(answer)
            self.answer(answer)

    def answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def start(self, status: int = 200, **headers: str) -> None:
        """The head of an answer that is written by hand."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing: the tests read `calls`."""


def _writes(behaviour: Behaviour) -> Behaviour:
    behaviour.writes = True
    return behaviour


def endless(kind: str = "application/json") -> Behaviour:
    """A body that never ends."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Type=kind)
        while not handler.server.replay.stopped.is_set():
            handler.wfile.write(b"[0," * 4096)

    return _writes(write)


def dripping() -> Behaviour:
    """A body that comes one character at a time, each well within the time-out for reading."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Length="1000000")
        while not handler.server.replay.stopped.wait(0.05):
            handler.wfile.write(b" ")

    return _writes(write)


def dripping_head() -> Behaviour:
    """Headers that never end."""

    def write(handler: _Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not handler.server.replay.stopped.wait(0.05):
            handler.wfile.write(b"x")

    return _writes(write)


def silent() -> Behaviour:
    """No answer at all."""

    def write(handler: _Handler) -> None:
        handler.server.replay.stopped.wait(30)

    return _writes(write)


def truncated(body: bytes) -> Behaviour:
    """Less than the length announced."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Length=str(len(body) + 1000))
        handler.wfile.write(body)

    return _writes(write)


def hung_up() -> Behaviour:
    """The connection is closed without a word."""

    def write(handler: _Handler) -> None:
        handler.connection.close()

    return _writes(write)


def gzip_bomb(megabytes: int = 512) -> Behaviour:
    """A small body that unpacks to a very large one."""
    piece = gzip.compress(b"\0" * 1_000_000)

    def write(handler: _Handler) -> None:
        handler.start(Content_Encoding="gzip", Content_Length=str(len(piece) * megabytes))
        for _ in range(megabytes):
            handler.wfile.write(piece)

    return _writes(write)


def redirect(target: str, status: int = 302) -> Answer:
    """An answer that sends the caller elsewhere."""
    return Answer(b"", status, (("Location", target),))


def failing_first(
    times: int, status: int, body: bytes, **headers: str
) -> Callable[[Asked], object]:
    """Fail a few times with a status, then answer."""
    left = [times]

    def answer(asked: Asked) -> object:
        left[0] -= 1
        if left[0] >= 0:
            named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
            return Answer(b"busy", status, named)
        return body

    return answer


def slowly(seconds: float, body: bytes) -> Callable[[Asked], object]:
    """An answer after a while."""

    def answer(asked: Asked) -> object:
        time.sleep(seconds)
        return body

    return answer
