"""Static typefaces for the PDF, made from the variable font that is shipped for the pages.

A PDF cannot hold a variable font. So the two weights a brief needs are cut out of it here, with
no more characters than the brief has.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

FONT = Path(__file__).parents[1] / "static" / "fonts" / "PretendardVariable.woff2"
REGULAR, BOLD = 400, 700
#: Tables that lay out text in ways the PDF does not use.
_LAYOUT = ("GSUB", "GPOS", "GDEF", "STAT")


def face(weight: int, letters: frozenset[str], name: str) -> bytes:
    """A TrueType font of one weight with the letters given, under a name of its own.

    The licence keeps the name of the original for the unchanged font. Raises ValueError for
    letters that the font does not have: a brief without them would be missing something.
    """
    font = TTFont(io.BytesIO(_unpacked()), lazy=True)
    absent = {letter for letter in letters if ord(letter) not in font.getBestCmap()}
    if absent:
        raise ValueError(f"{FONT.name} has no {' '.join(sorted(absent))}")
    options = subset.Options()
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    cut = subset.Subsetter(options)
    cut.populate(unicodes=sorted(map(ord, letters)))
    cut.subset(font)
    static = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    for record in static["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = name
    return _saved(static)


@lru_cache(maxsize=1)
def _unpacked() -> bytes:
    """The shipped font without its compression, which takes seconds to undo."""
    font = TTFont(FONT)
    for table in _LAYOUT:
        del font[table]
    font.flavor = None
    return _saved(font)


def _saved(font: TTFont) -> bytes:
    # The date of change would make every copy another file.
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
