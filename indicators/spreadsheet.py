"""Text in a file for spreadsheets: what a spreadsheet would run, it shows."""

from __future__ import annotations

import re

#: What a spreadsheet runs as a formula, or swallows before one, at the start of a cell.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f\x7f]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")


def without_formula(value: object) -> object:
    """A text that would be run, with an apostrophe before it; anything else as it is.

    >>> without_formula("=1+1"), without_formula("-5"), without_formula(-5)
    ("'=1+1", '-5', -5)
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
