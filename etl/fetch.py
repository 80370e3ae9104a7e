"""Ask a publisher's server: patiently, politely, within limits, and without giving a key away."""

from __future__ import annotations

import datetime
import logging
import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlencode, urljoin, urlsplit

import requests
from urllib3 import Retry
from urllib3.exceptions import HTTPError, MaxRetryError

from etl.connections import WatchedAdapter, name_error, name_status
from etl.refusal import (
    KeyMissing,
    Refusal,
    TimedOut,
    TooBig,
    WrongHost,
)
from etl.reply import Reply

#: Names under which publishers take a key in an address.
KEY_PARAMETERS = frozenset({"servicekey", "apikey", "api_key", "key", "subscription-key"})
#: Some gateways turn away callers that name no browser.
USER_AGENT = "Mozilla/5.0 (compatible; korea-asean-reciprocity)"
AGAIN = frozenset({429, 500, 502, 503, 504})
MORE_REDIRECTS = 3


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds for one call, bytes unpacked, tries, seconds between calls."""

    connect: float = 5
    read: float = 30
    call: float = 180
    source: float = 3600
    most_bytes: int = 64_000_000
    tries: int = 3
    backoff: float = 1
    longest_wait: float = 60
    pause: float = 1


class Session:
    """One caller for all sources: the only place that touches the network.

    `environment` holds the keys. `route` may turn an address into that of a stand-in, for tests.
    `say` hears of progress as (calls done, calls expected).
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        route: Callable[[str], str] = lambda address: address,
        say: Callable[[int, int], None] = lambda done, expected: None,
    ) -> None:
        self._environment = os.environ if environment is None else environment
        self.limits = limits or Limits()
        self._route = route
        self.say = say
        self._http = requests.Session()
        self._http.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"})
        self._adapter = WatchedAdapter()
        self._http.mount("https://", self._adapter)
        self._http.mount("http://", self._adapter)
        self._last_call: dict[str, float] = {}
        self._secrets: set[str] = set()
        self._deadline = float("inf")

    @contextmanager
    def source(self, seconds: float | None = None) -> Iterator[None]:
        """Bound everything asked inside by one time limit, and keep keys out of every log."""
        self._deadline = time.monotonic() + (seconds or self.limits.source)
        loggers = [logging.getLogger(f"urllib3.{n}") for n in ("connectionpool", "util.retry")]
        for logger in loggers:
            logger.addFilter(self._clean_record)
        try:
            yield
        finally:
            self._deadline = float("inf")
            for logger in loggers:
                logger.removeFilter(self._clean_record)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def has_key(self, name: str) -> bool:
        """Whether a key is set, without taking it."""
        return bool(self._environment.get(name, "").strip())

    def key(self, name: str) -> str:
        """The key of that name, in the form before encoding; KeyMissing where none is set."""
        key = self._environment.get(name, "").strip()
        if not key:
            raise KeyMissing(f"{name} is not set")
        decoded = unquote(key) if re.search("%[0-9A-Fa-f]{2}", key) else key
        for form in (key, decoded):
            self._secrets |= {form, quote(form, safe=""), quote_plus(form), quote(form)}
        return decoded

    @property
    def secrets(self) -> frozenset[str]:
        """Every form in which a key that was taken could be written."""
        return frozenset(self._secrets)

    def redact(self, text: str) -> str:
        """The text without any key that was taken from this session."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = re.sub(re.escape(secret), "[key]", text, flags=re.IGNORECASE)
        return text

    def get(
        self,
        address: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        again: Collection[int] = (),
        pause: float | None = None,
    ) -> Reply:
        """The reply to one question, whatever its status below 500 but 429.

        `again` names further statuses that mean "try later" at this publisher. Raises a Refusal
        with the key taken out of it; nothing is raised with the library's own error behind it,
        because that would hold the address with the key.
        """
        asked = requests.Request("GET", address, params=dict(params or {})).prepare().url or address
        shown = self.redact(without_keys(asked))
        deadline = min(time.monotonic() + self.limits.call, self._deadline)
        retry = Retry(
            total=self.limits.tries - 1,
            backoff_factor=self.limits.backoff,
            backoff_max=self.limits.longest_wait,
            status_forcelist=AGAIN | set(again),
        )
        while True:
            self._be_polite(asked, self.limits.pause if pause is None else pause, deadline)
            outcome, asked_wait = self._try_once(asked, shown, headers, retry, deadline)
            if isinstance(outcome, Reply):
                return outcome
            if isinstance(outcome, (TooBig, WrongHost)):
                raise outcome
            try:
                retry = retry.increment("GET", shown, error=HTTPError())
            except MaxRetryError:
                raise outcome from None
            wait = max(asked_wait or 0, retry.get_backoff_time(), self.limits.backoff)
            if wait > min(deadline - time.monotonic(), self.limits.longest_wait):
                raise outcome
            time.sleep(wait)

    def _try_once(
        self,
        asked: str,
        shown: str,
        headers: Mapping[str, str] | None,
        retry: Retry,
        deadline: float,
    ) -> tuple[Reply | Refusal, float | None]:
        """A reply, or why there is none, with the seconds the server asks to wait."""
        host = urlsplit(shown).hostname
        try:
            with self._adapter.cut_off_at(deadline) as was_cut:
                try:
                    response = self._open(asked, headers)
                    with response:
                        if response.status_code in retry.status_forcelist:
                            wait = retry.get_retry_after(response.raw)
                            return name_status(response.status_code, host, wait), wait
                        body = self._read(response, host, deadline)
                    if was_cut():
                        # What was cut inside the headers looks like an answer without a body.
                        return TimedOut(f"{host} gave no whole answer in time"), None
                except (requests.RequestException, HTTPError, OSError) as error:
                    return name_error(error, host, was_cut()), None
        except Refusal as refusal:
            return refusal, None
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        return Reply(body, shown, response.status_code, now), None

    def _open(self, asked: str, headers: Mapping[str, str] | None) -> requests.Response:
        address = asked
        for _ in range(MORE_REDIRECTS + 1):
            response = self._http.get(
                self._route(address),
                headers=dict(headers or {}),
                timeout=(self.limits.connect, self.limits.read),
                allow_redirects=False,
                stream=True,
            )
            if not response.is_redirect:
                return response
            target = urljoin(address, response.headers["Location"])
            response.close()
            here, there = urlsplit(address), urlsplit(target)
            if there.hostname != here.hostname or (here.scheme, there.scheme) == ("https", "http"):
                raise WrongHost(
                    f"{here.hostname} sends on to {there.scheme}://{there.hostname}, which is not "
                    "followed: check whether the publisher moved its service"
                )
            address = target
        raise WrongHost(f"{urlsplit(asked).hostname} sends from one address to the next, endlessly")

    def _read(self, response: requests.Response, host: str | None, deadline: float) -> bytes:
        """The unpacked body, never more of it in memory than the limit and one piece."""
        parts: list[bytes] = []
        size = 0
        while piece := response.raw.read1(65_536, decode_content=True):
            size += len(piece)
            if size > self.limits.most_bytes:
                raise TooBig(
                    f"the answer of {host} is larger than {self.limits.most_bytes:,} bytes"
                )
            if time.monotonic() > deadline:
                raise TimedOut(f"{host} did not finish its answer in time")
            parts.append(piece)
        return b"".join(parts)

    def _be_polite(self, asked: str, pause: float, deadline: float) -> None:
        host = urlsplit(asked).hostname or ""
        wait = self._last_call.get(host, -pause) + pause - time.monotonic()
        if time.monotonic() + max(wait, 0) > deadline:
            raise TimedOut(f"the time for this source was up before {host} had answered everything")
        if wait > 0:
            time.sleep(wait)
        self._last_call[host] = time.monotonic()

    def _clean_record(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.redact(record.getMessage()), ()
        return True


def without_keys(address: str) -> str:
    """An address without the parameters that carry a key."""
    parts = urlsplit(address)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in KEY_PARAMETERS
    ]
    return parts._replace(query=urlencode(kept, safe=":;,+*/[]")).geturl()
