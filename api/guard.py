"""What every request passes before it is answered, and what every answer carries."""

from __future__ import annotations

import json
import logging
import time
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.rate import RateLimit
from api.refusals import Refusal, failed, too_long, too_many, unwanted_body
from api.words import Language, choose_language

logger = logging.getLogger("reciprocity.api")

#: Characters after the question mark; the longest question the documentation allows is shorter.
LONGEST_QUERY = 4_000

#: Nothing here is a page that loads anything; the one page that is sets its own policy.
POLICY = "default-src 'none'; frame-ancestors 'none'"


class Guard:
    """Limits on requests, headers on answers, one line in the log, and no traceback to a reader."""

    def __init__(self, app: ASGIApp, limit: RateLimit) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        try:
            try:
                self._check(scope)
                await self._app(scope, receive, send_guarded)
            except Refusal as refusal:
                await refusal.answer(language_of(scope))(scope, receive, send_guarded)
            except Exception:
                logger.exception("a request could not be answered")
                if status:
                    # Part of the answer is gone already: only a broken line tells the reader.
                    raise
                await failed().answer(language_of(scope))(scope, receive, send_guarded)
        finally:
            _write_line(scope, status, time.perf_counter() - began)

    def _check(self, scope: Scope) -> None:
        """Raise Refusal for a request that is not looked at any further."""
        if len(scope["query_string"]) > LONGEST_QUERY:
            raise too_long(LONGEST_QUERY)
        headers = Headers(scope=scope)
        carries = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if carries and scope["method"] in ("GET", "HEAD"):
            raise unwanted_body()
        if not scope["path"].endswith("/health"):
            client = scope.get("client")
            wait = self._limit.seconds_to_wait(client[0] if client else "")
            if wait:
                raise too_many(wait)


def language_of(scope: Scope) -> Language:
    """The language in which a reader is told what went wrong."""
    query = parse_qs(scope["query_string"][:LONGEST_QUERY].decode("latin-1"))
    asked = query.get("language", [None])[-1]
    return choose_language(asked, Headers(scope=scope).get("accept-language", ""))


def _write_line(scope: Scope, status: int, seconds: float) -> None:
    """Tell the log what was asked, not who asked it nor with which words."""
    if not logger.isEnabledFor(logging.INFO):
        return
    line = {
        "event": "api",
        "method": scope["method"] if scope["method"] in ("GET", "HEAD") else "other",
        "answered": scope.get("state", {}).get("answered", ""),
        "status": status,
        "milliseconds": round(1000 * seconds),
    }
    logger.info(json.dumps(line))
