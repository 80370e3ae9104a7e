"""Answers as they are sent."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Bytes handed on at a time.
CHUNK = 256 * 1024

#: As a gzip file, quick rather than small.
_LEVEL, _GZIP = 5, 31


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
