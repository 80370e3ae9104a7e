"""Open a publisher's workbook without trusting it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from etl.reading import without_spaces
from etl.refusal import NotData, TooBig

#: A workbook that unpacks to more than this is none of a publisher's.
MOST_BYTES = 300_000_000

Row = tuple[Any, ...]


def read_sheet(content: bytes, named: str = "") -> list[Row]:
    """The rows of the sheet whose name holds `named`, or of the first; values, not formulas.

    Raises NotData where the file is no workbook or lacks the sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                raise TooBig(f"the workbook unpacks to more than {MOST_BYTES:,} bytes")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheets = [sheet for sheet in book.worksheets if named in without_spaces(sheet.title)]
            if not sheets:
                raise NotData(f"the workbook has no sheet named {named}")
            return list(sheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, SyntaxError):
        raise NotData("the file is not an .xlsx workbook, or it is damaged") from None


def filled(row: Row) -> Iterator[str]:
    """The cells of a heading row, a merged cell repeated over all its columns."""
    last = ""
    for cell in row:
        last = without_spaces(cell) or last
        yield last
