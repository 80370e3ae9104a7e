"""Who may ask, and how much: requests that are answered before anything else looks at them."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("reciprocity.serving")

#: Bytes of content in one request. Nothing here is uploaded.
LARGEST_BODY = 64 * 2**10
#: Characters of path and query; the longest view of a page is shorter by far.
LONGEST_ADDRESS = 8_000

#: What load balancers and containers ask under whatever name or number they know.
PROBES = ("/_stcore/health", "/api/v1/health")

WRONG_HOST = (
    "This server does not answer under this name.\n이 서버는 이 이름으로 응답하지 않습니다.\n"
)
TOO_LARGE = "The request carries too much content.\n요청에 담긴 내용이 너무 큽니다.\n"
TOO_LONG = "The address is too long.\n주소가 너무 깁니다.\n"


class _TooLargeError(Exception):
    """A request went on after the last byte it was allowed."""


class Gate:
    """Refuses foreign host names, long addresses and large requests.

    hosts: names that are answered, `*.example.org` for those below one; without any, all are.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = ()) -> None:
        self._app, self._hosts = app, tuple(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._answers(scope["path"], headers.get("host", "")):
            await _refuse(400, "host", WRONG_HOST, scope, receive, send)
        elif len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _refuse(414, "address", TOO_LONG, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._pass_bounded(headers.get("content-length", "0"), scope, receive, send)

    def _answers(self, path: str, host: str) -> bool:
        return not self._hosts or path in PROBES or is_named(host, self._hosts)

    async def _pass_bounded(
        self, declared: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Hand a request on unless it carries too much, also where it does not say how much."""
        if not (declared.isascii() and declared.isdigit()) or int(declared) > LARGEST_BODY:
            await _refuse(413, "size", TOO_LARGE, scope, receive, send)
            return
        taken, started = 0, False

        async def receive_bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise _TooLargeError
            return message

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive_bounded, send_noted)
        except _TooLargeError:
            if not started:
                await _refuse(413, "size", TOO_LARGE, scope, receive, send)


def is_named(host: str, allowed: Sequence[str]) -> bool:
    """Whether a Host header names one of the allowed hosts, whatever the port."""
    name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not name or not (port.isascii() and port.isdigit()):
        name = host
    name = name.lower().rstrip(".")
    return any(
        name.endswith(entry[1:]) if entry.startswith("*.") else name == entry for entry in allowed
    )


async def _refuse(
    status: int, reason: str, words: str, scope: Scope, receive: Receive, send: Send
) -> None:
    logger.info(json.dumps({"event": "refused", "reason": reason, "status": status}))
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(words, status)(scope, receive, send)
