"""The page of a brief: A4, its sizes of type, and whether a text fits, whatever lays it out.

Word, Hangul and the PDF set the same text in different typefaces. So the room is reckoned with
widths that none of them exceeds, and leading is fixed by the page, not by the typeface.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

#: Points in a millimetre.
MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 18.0, 13.0, 11.0
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN

#: Sizes of type in points. Body never below 10, notes never below 8.
TITLE, DATE, SUMMARY, HEADING = 16.0, 9.0, 10.0, 11.5
BODY, TABLE, LEGEND, NOTE = 10.0, 9.0, 8.0, 8.0
#: The size of a mark of a footnote, as a part of the size of type.
MARK = 0.65
#: Distance of lines, as a part of the size of type.
LEADING, TABLE_LEADING, NOTE_LEADING = 1.36, 1.25, 1.22
#: Room in points: around the title, in the box, above a heading, a line, in a cell, above notes.
TITLE_PAD, BOX_PAD, BEFORE_HEADING = 4.0, 4.0, 5.0
BEFORE_LINE, CELL_PAD, NOTE_RULE = 1.0, 1.4, 9.0
#: Left edge of a line of each level, and how far its mark hangs out to the left, in millimetres.
INDENT = {2: 6.0, 3: 10.0}
HANGING = {2: 4.2, 3: 3.6}
#: How far a footnote's text stands from the margin, in millimetres.
NOTE_INDENT = 5.0
#: Kept free, in points: typefaces and programs differ by a little.
SPARE = 14.0

#: Widths of letters as a part of the size of type, as the widest of the faces in use has them.
_WIDTHS = {
    **dict.fromkeys("ijlI|'‘’", 0.26),
    **dict.fromkeys(".,:;!", 0.27),
    **dict.fromkeys('ftr()[]{}/-*"', 0.365),
    **dict.fromkeys("ckszvxyJ", 0.49),
    **dict.fromkeys("ae·“”?", 0.52),
    **dict.fromkeys("bdghnopqu–FELST", 0.565),
    **dict.fromkeys("w", 0.75),
    **dict.fromkeys("mMW%…→□○※「」", 0.91),
    " ": 0.29,
}
_WIDE, _CAPITAL, _DIGIT, _OTHER = 0.9, 0.66, 0.58, 0.58


class _Line(Protocol):
    @property
    def level(self) -> int: ...

    @property
    def printed(self) -> str: ...

    @property
    def marks(self) -> str: ...


class _Table(Protocol):
    @property
    def head(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[Sequence[str]]: ...

    @property
    def widths(self) -> Sequence[float]: ...

    @property
    def heading(self) -> str: ...

    @property
    def legend(self) -> str: ...


class _Part(Protocol):
    @property
    def lines(self) -> Sequence[_Line]: ...


class _Note(Protocol):
    @property
    def text(self) -> str: ...


class Page(Protocol):
    """What is measured of a brief."""

    @property
    def title(self) -> str: ...

    @property
    def summary(self) -> Sequence[_Line]: ...

    @property
    def parts(self) -> Sequence[_Part]: ...

    @property
    def table(self) -> _Table: ...

    @property
    def notes(self) -> Sequence[_Note]: ...


def width_of(text: str, size: float) -> float:
    """The width of a line of text in points, at most."""
    return size * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter.isdecimal():
        return _DIGIT
    return _CAPITAL if letter.isupper() else _OTHER


def lines_of(text: str, size: float, width: float, after: float = 0.0) -> int:
    """How many lines a text takes at most in a column of a width in points, broken at spaces.

    `after` is the width of what follows the last word, the marks of footnotes.
    """
    count, used = 1, 0.0
    space = width_of(" ", size)
    for word in text.split(" "):
        wide = width_of(word, size)
        if used and used + space + wide > width:
            count, used = count + 1, 0.0
        # A word wider than the column is broken inside.
        extra = int(wide // width) if wide > width else 0
        count += extra
        used = wide - extra * width if not used else used + space + wide
    return count + (1 if used + after > width else 0)


def height_of(page: Page) -> float:
    """The height in points that the text of a brief takes at most."""
    width = TEXT_WIDTH * MM
    height = TITLE * LEADING * lines_of(page.title, TITLE, width) + 4 * TITLE_PAD + DATE * LEADING
    height += 4 * BOX_PAD
    for line in page.summary:
        room = width - 4 * BOX_PAD - HANGING[2] * MM
        height += SUMMARY * LEADING * _line_count(line, SUMMARY, room)
    for part in page.parts:
        height += HEADING * LEADING + BEFORE_HEADING
        height += sum(_line_height(line, width) for line in part.lines)
    return height + _table_height(page.table, width) + _notes_height(page.notes, width)


def _line_height(line: _Line, width: float) -> float:
    room = width - INDENT[line.level] * MM
    return BEFORE_LINE + BODY * LEADING * _line_count(line, BODY, room)


def _line_count(line: _Line, size: float, room: float) -> int:
    return lines_of(line.printed, size, room, width_of(line.marks, size * MARK))


def _table_height(table: _Table, width: float) -> float:
    height = HEADING * LEADING + BEFORE_HEADING
    for row in (table.head, *table.rows):
        height += row_height(row, table.widths)
    return height + BEFORE_LINE + LEGEND * NOTE_LEADING * lines_of(table.legend, LEGEND, width)


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """The height of a row of the table in points, cells of the given widths in millimetres."""
    lines = max(
        lines_of(cell, TABLE, wide * MM - 4 * CELL_PAD)
        for cell, wide in zip(cells, widths, strict=True)
    )
    return TABLE * TABLE_LEADING * lines + 2 * CELL_PAD


def _notes_height(notes: Iterable[_Note], width: float) -> float:
    return NOTE_RULE + sum(
        NOTE * NOTE_LEADING * lines_of(note.text, NOTE, width - NOTE_INDENT * MM) for note in notes
    )


def fits(page: Page) -> bool:
    """Whether the brief fits one page of A4 with something to spare."""
    room = (PAGE_HEIGHT - TOP_MARGIN - BOTTOM_MARGIN) * MM
    return height_of(page) <= room - SPARE
