"""Sentences in both languages, and which of the two a reader is answered in."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["en", "ko"]

LANGUAGES: tuple[Language, ...] = ("en", "ko")


class Text(NamedTuple):
    """The same words in English and in Korean."""

    en: str
    ko: str

    def said(self, language: Language) -> str:
        """The words in one language."""
        return self.ko if language == "ko" else self.en


def choose_language(asked: str | None, accept_language: str) -> Language:
    """The language of a sentence: the one asked for, else the one the reader's browser prefers.

    `accept_language` is the header of that name. English where neither says.
    """
    for language in LANGUAGES:
        if asked == language:
            return language
    ranked = [(weight, tag.partition("-")[0]) for tag, weight in read_weights(accept_language)]
    known = [(weight, tag) for weight, tag in ranked if tag in LANGUAGES and weight > 0]
    # `max` keeps the first of equals, as the header means it.
    return "ko" if known and max(known, key=lambda entry: entry[0])[1] == "ko" else "en"


def read_weights(header: str) -> list[tuple[str, float]]:
    """The entries of an Accept header in lower case, each with its weight (`q`), as written.

    An entry whose weight cannot be read counts for nothing.
    """
    entries = []
    for part in header.lower().split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        if name:
            entries.append((name, _read_weight(options)))
    return entries


def _read_weight(options: list[str]) -> float:
    for option in options:
        key, _, value = option.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
