"""CSV, JSON and Parquet: how each is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from api.columns import Column
from api.refusals import Refusal, shown
from api.words import Text, read_weights
from api.writing import write_csv, write_json, write_parquet
from indicators import Release

Writer = Callable[[pd.DataFrame, Sequence[Column], Release], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """One way to write a table: its extension, its media type, and what writes it."""

    name: str
    media_type: str
    meaning: Text
    write: Writer
    #: Text shrinks to a tenth; Parquet is compressed in itself.
    text: bool = True

    @property
    def content_type(self) -> str:
        """The media type with what a reader has to know to read it."""
        match self.name:
            case "csv":
                return f"{self.media_type}; charset=utf-8; header=present"
            case _:
                return self.media_type


#: The first is what a reader gets who does not say.
FORMATS = (
    Format(
        "json",
        "application/json",
        Text(
            "A list of objects, one a row; null where nothing is published.",
            "행마다 객체 하나인 목록. 미공표 값은 null.",
        ),
        write_json,
    ),
    Format(
        "csv",
        "text/csv",
        Text(
            "UTF-8 with byte-order mark, so that Excel shows Korean; an empty cell where nothing "
            "is published; text that a spreadsheet would run as a formula begins with '.",
            "엑셀에서 한글이 깨지지 않는 UTF-8(BOM 포함). 미공표 값은 빈칸. 수식으로 실행될 수 "
            "있는 글자로 시작하는 문자열 앞에는 '를 붙임.",
        ),
        write_csv,
    ),
    Format(
        "parquet",
        "application/vnd.apache.parquet",
        Text(
            "Typed columns for pandas, R, DuckDB and Spark.",
            "pandas, R, DuckDB, Spark용 형식 지정 열.",
        ),
        write_parquet,
        text=False,
    ),
)


def format_by_extension(extension: str) -> Format:
    """The format of an extension. Raises Refusal (406) for one that is not written here."""
    for found in FORMATS:
        if found.name == extension.lower():
            return found
    raise _not_written(
        Text(
            f"Figures are not written as '{shown(extension)}'.",
            f"제공하지 않는 형식입니다: '{shown(extension)}'.",
        )
    )


def format_by_accept(header: str) -> Format:
    """The format that an Accept header prefers; the first of FORMATS among equals.

    Raises Refusal (406) where it accepts none of them.
    """
    if not header.strip():
        return FORMATS[0]
    entries = read_weights(header)
    weights = [_weight(found.media_type, entries) for found in FORMATS]
    best = max(weights)
    if best <= 0:
        raise _not_written(
            Text(
                f"None of the accepted types is written here: '{shown(header)}'.",
                f"요청한 형식 가운데 제공하는 것이 없습니다: '{shown(header)}'.",
            )
        )
    return FORMATS[weights.index(best)]


def _weight(media_type: str, entries: Sequence[tuple[str, float]]) -> float:
    """The weight of the entry that fits a media type most closely (RFC 9110, 12.5.1)."""
    ranges = (media_type, media_type.partition("/")[0] + "/*", "*/*")
    for wanted in ranges:
        found = [weight for name, weight in entries if name == wanted]
        if found:
            return max(found)
    return 0.0


def _not_written(error: Text) -> Refusal:
    extensions = ", ".join(f".{found.name}" for found in FORMATS)
    types = ", ".join(found.media_type for found in FORMATS)
    return Refusal(
        406,
        error,
        Text(
            f"Use an extension ({extensions}), or accept one of {types}.",
            f"확장자({extensions})를 쓰거나 다음 형식 중 하나를 요청해 주십시오: {types}.",
        ),
    )
