"""What every answer carries, and no traceback to a reader."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.policy import FIXED, FIXED_OVER_TLS, frame_options
from serving.settings import Settings, Tls

logger = logging.getLogger("reciprocity.serving")

FAILED = (
    "The server could not answer. Please load the page again.\n"
    "서버가 응답하지 못했습니다. 페이지를 다시 열어 주십시오.\n"
)


class Headers:
    """Writes the headers of `policy` on every answer; what an answer chose itself stays."""

    def __init__(self, app: ASGIApp, policy: str, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._written = {**FIXED, "Content-Security-Policy": policy}
        older = frame_options(settings.frames)
        if older:
            self._written["X-Frame-Options"] = older

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        over_tls = is_over_tls(scope, self._settings.tls)
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._write(MutableHeaders(scope=message), over_tls)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            logger.exception("a request could not be answered")
            if started:
                # Part of the answer is gone already: only a broken line tells the reader.
                raise
            await PlainTextResponse(FAILED, 500)(scope, receive, send_with_headers)

    def _write(self, headers: MutableHeaders, over_tls: bool) -> None:
        for name, value in self._written.items():
            headers.setdefault(name, value)
        if "'none'" in headers["Content-Security-Policy"].partition("frame-ancestors")[2]:
            headers["X-Frame-Options"] = "DENY"
        if over_tls:
            for name, value in FIXED_OVER_TLS.items():
                headers.setdefault(name, value)
            keep_cookies_on_tls(headers)


def is_over_tls(scope: Scope, tls: Tls) -> bool:
    """Whether the reader came over TLS, as the request says or as the setting does."""
    return tls == "on" or (tls == "auto" and scope.get("scheme") in ("https", "wss"))


def keep_cookies_on_tls(headers: MutableHeaders) -> None:
    """Mark every cookie of an answer as one that is never sent in the clear."""
    cookies = headers.getlist("set-cookie")
    if not cookies:
        return
    del headers["set-cookie"]
    for cookie in cookies:
        marks = [part.strip().lower() for part in cookie.split(";")]
        headers.append("set-cookie", cookie if "secure" in marks else f"{cookie}; Secure")
