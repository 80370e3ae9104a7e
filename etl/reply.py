"""Replies of a publisher, and how several of them travel as one run of bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from etl.refusal import NotData

_FIRST_LINE = b"replies/1\n"


@dataclass(frozen=True)
class Reply:
    """What a publisher answered. `address` never holds a key."""

    body: bytes
    address: str = ""
    status: int = 200
    fetched: str = ""

    def asked(self, name: str) -> str:
        """The value of a parameter in the address, or an empty text."""
        return parse_qs(urlsplit(self.address).query).get(name, [""])[0]


def join_replies(replies: Iterable[Reply]) -> bytes:
    """Several replies as one run of bytes, which `split_replies` takes apart again."""
    parts = [_FIRST_LINE]
    for reply in replies:
        head = {
            "address": reply.address,
            "status": reply.status,
            "fetched": reply.fetched,
            "bytes": len(reply.body),
        }
        parts.append(json.dumps(head, ensure_ascii=False).encode() + b"\n" + reply.body + b"\n")
    return b"".join(parts)


def split_replies(content: bytes) -> Iterator[Reply]:
    """The replies in a run of bytes; bytes that were never joined are one reply by themselves."""
    if not content.startswith(_FIRST_LINE):
        yield Reply(content)
        return
    position = len(_FIRST_LINE)
    while position < len(content):
        line_end = content.find(b"\n", position)
        try:
            head = json.loads(content[position:line_end])
            body = content[line_end + 1 : line_end + 1 + head["bytes"]]
            reply = Reply(body, head["address"], head["status"], head["fetched"])
        except (ValueError, KeyError, TypeError):
            raise NotData("the stored replies are damaged: fetch them again") from None
        if len(body) != head["bytes"]:
            raise NotData("the stored replies are cut off: fetch them again")
        yield reply
        position = line_end + 2 + head["bytes"]
