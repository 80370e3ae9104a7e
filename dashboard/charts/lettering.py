"""Text inside a figure: what it may contain, how wide it runs, where it breaks."""

from __future__ import annotations

import html
import unicodedata

#: Widths in em of the typeface of the charts, measured on its own advance widths.
_WIDE, _CAPITAL, _NARROW, _LETTER = 0.87, 0.68, 0.3, 0.57
_NARROW_CHARACTERS = frozenset("iljftrI.,:;'|!()[]·- ")


def safe(text: object) -> str:
    """The text with ``<``, ``>`` and ``&`` escaped, so that Plotly shows it as it is written."""
    return html.escape(str(text), quote=False)


def bold(text: object) -> str:
    """The escaped text in bold."""
    return f"<b>{safe(text)}</b>"


def coloured(text: object, colour: str, size: int | None = None) -> str:
    """The escaped text in a colour and, if given, a size in pixels."""
    sized = f"; font-size: {size}px" if size else ""
    return f'<span style="color: {colour}{sized}">{safe(text)}</span>'


def width(text: str, size: float = 12) -> float:
    """About how many pixels the text runs at a size; errs on the wide side."""
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character in _NARROW_CHARACTERS:
        return _NARROW
    return _CAPITAL if character.isupper() else _LETTER


def wrap(text: str, room: float, size: float = 12) -> list[str]:
    """The text broken between words into lines no wider than ``room`` pixels.

    A single word that is wider than the room stands on a line of its own.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def block(lines: list[str]) -> str:
    """Lines of plain text as one escaped text with breaks."""
    return "<br>".join(safe(line) for line in lines)


def as_label(name: object) -> str:
    """A name that stands alone, without the article it needs inside an English sentence."""
    return str(name).removeprefix("the ")
