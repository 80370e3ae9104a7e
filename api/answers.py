"""Answers as they are sent, and those that are kept for whoever asks the same next."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

#: Bytes handed on at a time.
CHUNK = 64 * 1024

#: As a gzip file, quick rather than small.
_LEVEL, _GZIP = 5, 31

#: What an answer costs beside its bytes, so that many small ones have their bound too.
_BESIDE = 1024


@dataclass(frozen=True)
class Answer:
    """A table as it was written. Text is held compressed: a tenth of the memory, sent as it is."""

    body: bytes
    compressed: bool
    #: Bytes of the table itself.
    length: int

    def chunks(self) -> Iterator[bytes]:
        """The table itself, in pieces of at most CHUNK bytes."""
        if not self.compressed:
            for start in range(0, len(self.body), CHUNK):
                yield self.body[start : start + CHUNK]
            return
        machine = zlib.decompressobj(_GZIP)
        waiting = self.body
        while not machine.eof:
            if piece := machine.decompress(waiting, CHUNK):
                yield piece
            waiting = machine.unconsumed_tail


def pack(pieces: Iterable[bytes], compress: bool) -> Answer:
    """An answer made of pieces as they come, without ever holding all of its text at once."""
    machine = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    packed, length = [], 0
    for piece in pieces:
        length += len(piece)
        packed.append(machine.compress(piece) if compress else piece)
    if compress:
        packed.append(machine.flush())
    return Answer(b"".join(packed), compress, length)


class KeptAnswers:
    """The answers asked for last, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under a key, which is now the one asked for last."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, and let go of the oldest ones that no longer fit."""
        if _cost(answer) > self._most:
            return
        with self._lock:
            replaced = self._kept.pop(key, None)
            self._bytes += _cost(answer) - (_cost(replaced) if replaced else 0)
            self._kept[key] = answer
            while self._bytes > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= _cost(oldest)


def _cost(answer: Answer) -> int:
    return len(answer.body) + _BESIDE
