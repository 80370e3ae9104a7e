"""What a brief is made of: texts in both languages, figures, quotations, citations, facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "en"]
Section = Literal["standing", "change", "record", "missing"]

#: The order in which a brief takes up its facts.
SECTIONS: tuple[Section, ...] = ("standing", "change", "record", "missing")


@dataclass(frozen=True)
class Text:
    """The same text in English and in Korean."""

    en: str
    ko: str

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Figure:
    """A number as the store has it, and the place where it stands there.

    `table` is the function of `indicators` that gives it, `key` finds it in the answer: pair,
    partner, year or span, and column; for an opinion survey, item, origin, destination, column.
    """

    value: float
    unit: str
    table: Literal["two_way", "two_way_spans", "opinion"]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A number computed from figures: how, and from which.

    ratio: the first over the second; percent_change: from the first to the second; difference:
    the first less the second; rank: the place of the first among all, the largest being 1.
    """

    value: float
    how: Literal["ratio", "percent_change", "difference", "rank"]
    of: tuple[Figure, ...]


@dataclass(frozen=True)
class Quote:
    """Words taken from the store as they stand: a summary, a title, a reason."""

    table: Literal["commitments", "events", "two_way", "entry_rules", "opinion"]
    key: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class Citation:
    """Where a figure or a statement was read: a source of the store, or an address alone.

    `publisher` is who publishes the figure, where that is not who wrote the text it was read in.
    """

    source_id: str = ""
    locator: str = ""
    url: str = ""
    publisher: Text | None = None


@dataclass(frozen=True)
class Fact:
    """One sentence in both languages with all that stands behind it.

    `weight` ranks facts: where the page is too small, the lightest go first. `topic` groups
    facts; one with `level` 3 stands below the fact of level 2 on the same topic. `detail` is a
    line below the sentence that never stands without it.
    """

    kind: str
    section: Section
    topic: str
    weight: float
    lead: Text
    text: Text
    citations: tuple[Citation, ...]
    level: Literal[2, 3] = 2
    figures: tuple[Figure, ...] = ()
    derived: tuple[Derived, ...] = ()
    quotes: tuple[Quote, ...] = ()
    grade: str = ""
    detail: Text | None = None
