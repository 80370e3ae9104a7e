"""Text in a file for spreadsheets: what a spreadsheet would run, it shows."""

from __future__ import annotations

import re
import unicodedata

#: What a spreadsheet runs as a formula, or swallows before one, at the start of a cell.
_FORMULA = re.compile(r"[=+\-@\x00-\x1f\x7f]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")


def without_formula(value: object) -> object:
    """A text that would be run, with an apostrophe before it; anything else as it is.

    Full-width forms count, and neither blanks nor invisible characters before one hide it.

    >>> without_formula("=1+1"), without_formula("-5"), without_formula(-5)
    ("'=1+1", '-5', -5)
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    seen = "".join(letter for letter in value[:64] if unicodedata.category(letter) != "Cf")
    first = unicodedata.normalize("NFKC", (seen.lstrip(" \u00a0\u3000") or value)[:1])
    return f"'{value}" if _FORMULA.match(first) else value
