"""What may stand after the question mark, and how it is read: the same for every table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from api.refusals import Refusal, nearest, shown
from api.words import LANGUAGES, Language, Text

#: Kinds of names that a release holds; a parameter of that name takes them.
Kind = Literal["pair", "partner", "indicator", "series", "origin", "destination", "source"]

MOST_NAMES = 50
FIRST_YEAR, LAST_YEAR = 1900, 2100

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Parameter:
    """One filter: its name, what it takes, and what it does."""

    name: str
    takes: Literal["names", "year", "language"]
    meaning: Text


@dataclass(frozen=True)
class Question:
    """What is asked of a table. Names are sorted, each once; an empty list asks for all."""

    pair: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    language: Language = "en"

    @property
    def years(self) -> tuple[int, int]:
        """First and last year asked for, or the widest there are."""
        return self.first_year or FIRST_YEAR, self.last_year or LAST_YEAR

    def names(self) -> Iterable[tuple[Kind, str]]:
        """Every name that is asked for, with its kind."""
        for kind in KINDS:
            for name in getattr(self, kind):
                yield kind, name


PAIR = Parameter(
    "pair",
    "names",
    Text(
        "One or more pairs by their ids, repeated or separated by commas; all of them without it.",
        "쌍방향 지표의 식별자. 여러 개는 반복하거나 쉼표로 구분하며, 없으면 전체.",
    ),
)
PARTNER = Parameter(
    "partner",
    "names",
    Text(
        "One or more partners by their codes: a country (VNM), ASEAN (a publisher's own total), "
        "ASEAN_POOLED (the sum over members with both directions in that year) or "
        "ASEAN_POOLED_EX_VNM (the same without Viet Nam).",
        "상대국 코드. 국가(VNM), ASEAN(작성기관의 합계), ASEAN_POOLED(해당 연도에 양방향 값이 "
        "모두 있는 회원국의 합), ASEAN_POOLED_EX_VNM(베트남을 뺀 같은 합). 여러 개는 반복하거나 "
        "쉼표로 구분.",
    ),
)
INDICATOR = Parameter(
    "indicator",
    "names",
    Text("One or more indicators by their ids.", "지표의 식별자. 여러 개 가능."),
)
SERIES = Parameter(
    "series",
    "names",
    Text(
        "One or more series by their ids, as in the table series.",
        "계열의 식별자(series 표 참조). 여러 개 가능.",
    ),
)
ORIGIN = Parameter(
    "origin",
    "names",
    Text("Where the flow starts, by code.", "흐름이 시작되는 곳의 코드. 여러 개 가능."),
)
DESTINATION = Parameter(
    "destination",
    "names",
    Text("Where the flow ends, by code.", "흐름이 끝나는 곳의 코드. 여러 개 가능."),
)
SOURCE = Parameter(
    "source",
    "names",
    Text(
        "One or more sources by their ids, as in the *_source_id columns.",
        "출처의 식별자(*_source_id 열의 값). 여러 개 가능.",
    ),
)
FIRST = Parameter(
    "first_year",
    "year",
    Text(
        "Nothing that begins before this year.",
        "이 해보다 먼저 시작하는 값은 제외.",
    ),
)
LAST = Parameter(
    "last_year",
    "year",
    Text("Nothing that ends after this year.", "이 해보다 늦게 끝나는 값은 제외."),
)
LANGUAGE = Parameter(
    "language",
    "language",
    Text(
        "The language of the columns of names (en or ko); figures and codes do not change.",
        "이름 열의 언어(en 또는 ko). 값과 코드는 바뀌지 않음.",
    ),
)
KINDS: tuple[Kind, ...] = (
    "pair",
    "partner",
    "indicator",
    "series",
    "origin",
    "destination",
    "source",
)


def read_query(items: Sequence[tuple[str, str]], allowed: Sequence[Parameter]) -> Question:
    """The question behind the names and values of a query.

    Raises Refusal (400) for a parameter that the table does not have, one given twice that takes
    one value, and a value that cannot be one.
    """
    by_name = {parameter.name: parameter for parameter in allowed}
    written: dict[str, list[str]] = {}
    for name, value in items:
        if name not in by_name:
            raise _unknown_parameter(name, by_name)
        written.setdefault(name, []).append(value)
    read: dict[str, Any] = {}
    for name, values in written.items():
        read[name] = (
            _read_names(name, values)
            if by_name[name].takes == "names"
            else _read_one(by_name[name], values)
        )
    question = Question(**read)
    if question.first_year and question.last_year and question.first_year > question.last_year:
        raise Refusal(
            400,
            Text(
                f"first_year={question.first_year} is later than last_year={question.last_year}.",
                f"first_year={question.first_year} 값이 last_year={question.last_year} 값보다 "
                "늦습니다.",
            ),
            Text("Exchange the two years.", "두 연도를 바꾸어 적어 주십시오."),
        )
    return question


def _read_names(name: str, values: Sequence[str]) -> tuple[str, ...]:
    names = [entry for value in values for entry in value.split(",")]
    if len(names) > MOST_NAMES:
        raise Refusal(
            400,
            Text(
                f"{name} holds {len(names)} names, more than {MOST_NAMES}.",
                f"{name}에 이름이 {len(names)}개로, {MOST_NAMES}개를 넘습니다.",
            ),
            Text(
                f"Leave {name} out to get all of them, or ask in several requests.",
                f"{name} 조건을 빼면 전체를 받을 수 있습니다. 또는 나누어 요청해 주십시오.",
            ),
        )
    for entry in names:
        if not _NAME.fullmatch(entry):
            raise _wrong_value(
                name,
                entry,
                Text(
                    "Write a code of letters, digits, _ and -, several with commas between them.",
                    "영문자, 숫자, _, -로 된 코드를 쓰고 여러 개는 쉼표로 구분해 주십시오.",
                ),
            )
    return tuple(sorted(set(names)))


def _read_one(parameter: Parameter, values: Sequence[str]) -> int | str:
    if len(values) > 1:
        raise Refusal(
            400,
            Text(
                f"{parameter.name} is given {len(values)} times.",
                f"{parameter.name} 값이 {len(values)}번 주어졌습니다.",
            ),
            Text("Give it once.", "한 번만 적어 주십시오."),
        )
    (value,) = values
    if parameter.takes == "language":
        if value in LANGUAGES:
            return value
        raise _wrong_value(
            "language", value, Text("Write en or ko.", "en 또는 ko로 적어 주십시오.")
        )
    if _YEAR.fullmatch(value) and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    raise _wrong_value(
        parameter.name,
        value,
        Text(
            f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.",
            f"{FIRST_YEAR}부터 {LAST_YEAR}까지의 연도를 적어 주십시오.",
        ),
    )


def _wrong_value(name: str, value: str, remedy: Text) -> Refusal:
    return Refusal(
        400,
        Text(
            f"{name} cannot be '{shown(value)}'.",
            f"{name} 값으로 쓸 수 없습니다: '{shown(value)}'.",
        ),
        remedy,
    )


def _unknown_parameter(name: str, known: Iterable[str]) -> Refusal:
    names = list(known)
    found = nearest(name, names)
    listed = ", ".join(names)
    hint = Text(
        f"Did you mean '{found}'? " if found else "", f"혹시 '{found}'인가요? " if found else ""
    )
    return Refusal(
        400,
        Text(
            f"There is no parameter '{shown(name)}' here.",
            f"이곳에는 없는 매개변수입니다: '{shown(name)}'.",
        ),
        Text(
            f"{hint.en}It takes {listed}." if names else "It takes no parameters.",
            f"{hint.ko}쓸 수 있는 매개변수: {listed}."
            if names
            else "매개변수 없이 요청해 주십시오.",
        ),
    )
