"""Characters that a reader cannot see and that change what is seen: none belongs in a raw file."""

from __future__ import annotations

import re

from indicators.catalogue.fault import Fault

#: Control characters but tab and the ends of lines, and marks that turn the direction of text.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def find_hidden(text: str, shown_as: str) -> list[Fault]:
    """A fault for the first hidden character of a file; none where there is none."""
    found = _HIDDEN.search(text)
    if found is None:
        return []
    line = text.count("\n", 0, found.start()) + 1
    name = "a null character" if found[0] == "\0" else f"a hidden character (U+{ord(found[0]):04X})"
    return [Fault(shown_as, line, f"holds {name}: remove it")]


def show_all(text: str) -> str:
    """The text without its hidden characters."""
    return _HIDDEN.sub("", text)
