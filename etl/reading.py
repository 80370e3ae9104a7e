"""Read what publishers send: text, JSON, XML and CSV, with the error named where it is none."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from etl.refusal import (
    BadEncoding,
    BadRequest,
    KeyExpired,
    KeyRefused,
    NoData,
    NotData,
    QuotaSpent,
    Refusal,
    TooFast,
    UnknownCode,
)

#: Columns of the frames that connectors return; `edition` is the publisher's own date or version.
FLOW_COLUMNS = (
    "series",
    "origin",
    "destination",
    "period",
    "value",
    "unit",
    "status",
    "locator",
    "edition",
)
DENOMINATOR_COLUMNS = ("measure", "country", "year", "value", "unit", "locator", "edition")

#: How publishers print a cell that has no figure. None of these is a zero.
NO_FIGURE = frozenset({"", "-", "–", "…", "..", "...", "x", "X", "na", "NA", "n/a", "N/A", "null"})

#: The gateway of data.go.kr answers in XML whatever was asked, with one of these codes.
_GATEWAY: dict[str, tuple[type[Refusal], str]] = {
    "12": (UnknownCode, "the service at data.go.kr is gone: look for its successor there"),
    "20": (KeyRefused, "data.go.kr has not approved the key for this dataset: apply for it there"),
    "22": (QuotaSpent, "the day's calls at data.go.kr are used up: try again after midnight KST"),
    "23": (TooFast, "data.go.kr asks for fewer calls a second: try again later"),
    "29": (KeyRefused, "data.go.kr does not serve this machine's address: ask there"),
    "30": (
        KeyRefused,
        "data.go.kr does not know the key, or has not approved it for this dataset: apply for it "
        "there (활용신청), and set the decoded form of the key",
    ),
    "31": (KeyExpired, "the key for data.go.kr has expired: renew it there"),
}


def read_text(body: bytes, encodings: Sequence[str] = ("utf-8-sig",)) -> str:
    """The text of a reply in the first of the encodings that fits it."""
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadEncoding(
        f"the answer is not text in {' or '.join(encodings)}: the publisher changed its encoding"
    )


def read_json(body: bytes) -> Any:
    """A JSON reply with every decimal kept as printed; a web page or an XML error is named."""
    text = read_text(body).strip()
    if not text:
        raise NotData("the answer is empty")
    if text.startswith("<"):
        _name_gateway_error(text)
        raise NotData("the answer is a web page or XML where JSON belongs")
    # Some replies of KOSIS leave the quotes of their names out.
    mended = re.sub(r'([{,]\s*)([A-Za-z_]\w*)\s*:\s*"', r'\1"\2":"', text)
    for attempt in (text, mended):
        with suppress(ValueError, RecursionError):
            return json.loads(attempt, parse_float=Decimal, parse_constant=_refuse_constant)
    raise NotData("the answer is not JSON, or ends in the middle of it")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no figure")


def read_xml(body: bytes) -> ElementTree.Element:
    """The root of an XML reply; a web page and the errors of data.go.kr are named."""
    text = read_text(body).strip()
    if not text.startswith("<") or "<!DOCTYPE" in text[:2000].upper() or "<!ENTITY" in text.upper():
        raise NotData("the answer is not the XML the publisher documents")
    _name_gateway_error(text)
    try:
        return ElementTree.fromstring(text.encode())
    except ElementTree.ParseError:
        raise NotData("the answer is not XML, or ends in the middle of it") from None


def _name_gateway_error(text: str) -> None:
    code = re.search(r"<returnReasonCode>\s*(\d+)\s*</returnReasonCode>", text)
    if code:
        kind, sentence = _GATEWAY.get(
            code[1].lstrip("0"), (BadRequest, f"data.go.kr refused the call (code {code[1]})")
        )
        raise kind(sentence)


def read_csv(text: str, needed: Iterable[str], delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a CSV reply that must have the columns `needed`."""
    if text.lstrip().startswith("<"):
        raise NotData("the answer is a web page where CSV belongs")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = reader.fieldnames or []
    absent = [name for name in needed if name not in columns]
    if absent:
        raise NotData(f"the answer has no column {', '.join(absent)}")
    try:
        rows = list(reader)
    except csv.Error:
        raise NotData("the answer is not CSV, or ends in the middle of it") from None
    if any(None in row or None in row.values() for row in rows):
        raise NotData("a row of the answer has too many or too few cells: it may be cut off")
    return rows


def plain_number(printed: Any) -> str | None:
    """A figure as printed, without separators or spaces; None where no figure stands.

    Raises NotData where the cell holds anything else.
    """
    if printed is None:
        return None
    text = format(printed, "f") if isinstance(printed, Decimal) else str(printed)
    text = re.sub(r"[\s,\u00a0]", "", text)
    if text in NO_FIGURE:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NotData(f"'{text[:40]}' stands where a figure belongs") from None
    if not number.is_finite():
        raise NotData(f"'{text[:40]}' is no figure")
    return format(number, "f")


def add_up(figures: Iterable[str]) -> str:
    """The exact sum of figures as printed."""
    return format(sum(map(Decimal, figures), Decimal(0)), "f")


def without_spaces(name: Any) -> str:
    """A name with every space taken out: publishers pad names to a width."""
    return re.sub(r"[\s\u3000\u00a0]+", "", str(name or ""))


def flows_frame(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Directed figures as a frame of text (FLOW_COLUMNS), sorted; NoData where there are none."""
    return _frame(rows, FLOW_COLUMNS, ["series", "origin", "destination", "period"])


def denominators_frame(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Figures by country and year as a frame of text (DENOMINATOR_COLUMNS), sorted."""
    return _frame(rows, DENOMINATOR_COLUMNS, ["measure", "country", "year"])


def _frame(
    rows: Iterable[Mapping[str, str]], columns: tuple[str, ...], key: list[str]
) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype="str")
    if frame.empty:
        raise NoData("the answer holds no figure for the places and periods the project follows")
    return frame.sort_values(key, ignore_index=True)
