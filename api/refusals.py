"""Answers other than the figures: what is wrong and what to do, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from starlette.responses import JSONResponse, Response

from api.words import Language, Text
from indicators.store import MEND

#: Characters of what was asked that are repeated in an answer.
_REPEATED = 60


class Refusal(Exception):
    """A request that is not answered with figures.

    `status` is the status of HTTP, `error` says what is wrong, `remedy` what to do about it.
    """

    def __init__(
        self,
        status: int,
        error: Text,
        remedy: Text,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.status, self.error, self.remedy, self.headers = status, error, remedy, headers
        super().__init__(error.en)

    def answer(self, language: Language) -> Response:
        """The refusal as it is sent: an object with `error` and `remedy`, never kept by anyone."""
        return JSONResponse(
            {"error": self.error.said(language), "remedy": self.remedy.said(language)},
            self.status,
            {"Cache-Control": "no-store", **self.headers},
        )


def shown(value: str) -> str:
    """What was asked, safe to repeat: short, and without characters that cannot be seen."""
    seen = "".join(letter if letter.isprintable() else "�" for letter in value[:_REPEATED])
    return f"{seen}…" if len(value) > _REPEATED else seen


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like the one given, whatever its case, or None."""
    by_lower = {entry.lower(): entry for entry in known}
    close = get_close_matches(name.lower(), by_lower, n=1)
    return by_lower[close[0]] if close else None


def suggest(name: str, known: Iterable[str], otherwise: Text) -> Text:
    """The remedy for an unknown name: the nearest known one, and where all of them stand."""
    found = nearest(name, known)
    if found is None:
        return otherwise
    return Text(f"Did you mean '{found}'? {otherwise.en}", f"혹시 '{found}'인가요? {otherwise.ko}")


def no_figures() -> Refusal:
    """The store is missing, damaged or of another version."""
    return Refusal(
        503,
        Text(
            "The figures cannot be read: there is no usable store of this version.",
            "통계를 읽을 수 없습니다. 이 버전에서 쓸 수 있는 저장소가 없습니다.",
        ),
        Text(
            f"Ask again in a minute; if it stays so, whoever runs this server should {MEND}.",
            "1분 뒤에 다시 요청해 주십시오. 계속되면 서버 운영자가 `make build` 또는 "
            "`python -m etl build`를 실행해야 합니다.",
        ),
        {"Retry-After": "60"},
    )


def failed() -> Refusal:
    """Something went wrong that nobody foresaw."""
    return Refusal(
        500,
        Text("The server could not answer this request.", "서버가 이 요청을 처리하지 못했습니다."),
        Text(
            "Ask again; if it happens again, report the address you asked for.",
            "다시 요청해 주십시오. 반복되면 요청한 주소를 알려 주십시오.",
        ),
    )


def wrong_method(allowed: str) -> Refusal:
    """The figures are read, never changed."""
    return Refusal(
        405,
        Text("Figures can only be read here.", "이곳의 통계는 읽을 수만 있습니다."),
        Text(f"Use one of {allowed}.", f"다음 방식만 쓸 수 있습니다: {allowed}."),
        {"Allow": allowed},
    )


def too_long(limit: int) -> Refusal:
    """The part of the address after the question mark is longer than any real question."""
    return Refusal(
        414,
        Text(
            f"The query is longer than {limit:,} characters.",
            f"질의가 {limit:,}자를 넘습니다.",
        ),
        Text(
            "Leave a filter out to get all of its values, or ask in several requests.",
            "조건을 빼면 모든 값을 받을 수 있습니다. 또는 여러 번에 나누어 요청해 주십시오.",
        ),
    )


def unwanted_body() -> Refusal:
    """A request to read carries no content."""
    return Refusal(
        413,
        Text("A request for figures carries no content.", "통계 요청에는 본문을 실을 수 없습니다."),
        Text(
            "Put the filters into the address, after the question mark.",
            "조건은 주소의 물음표 뒤에 적어 주십시오.",
        ),
        {"Connection": "close"},
    )


def too_many(seconds: int) -> Refusal:
    """One reader asks faster than the server is set to answer."""
    return Refusal(
        429,
        Text(
            "Too many requests came from your address in a short time.",
            "같은 주소에서 짧은 시간에 너무 많은 요청이 들어왔습니다.",
        ),
        Text(
            f"Wait {seconds} s; a whole table is one request when its filters are left out.",
            f"{seconds}초 기다려 주십시오. 조건을 빼면 표 전체를 한 번에 받을 수 있습니다.",
        ),
        {"Retry-After": str(seconds)},
    )
