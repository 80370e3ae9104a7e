"""Text as a cell may hold it: nothing a spreadsheet would run, nothing a file cannot hold."""

from __future__ import annotations

import re
import unicodedata

from indicators.spreadsheet import without_formula

#: Control characters, halves of surrogate pairs, and what XML has no place for.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """The text on one line, without control characters."""
    return _UNWRITABLE.sub("", _BREAKS.sub(" ", text)).strip()


def inert(text: str) -> str:
    """The cleaned text for a file without types: what would be a formula is marked as text."""
    return str(without_formula(clean(text)))


def width(text: str) -> int:
    """How many narrow characters wide a text runs; Hangul and Hanzi are two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrap(text: str, room: int) -> list[str]:
    """The text broken between words into lines no wider than ``room`` narrow characters."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
