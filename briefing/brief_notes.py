"""Sources as numbered footnotes: who publishes, where it was read, when, at which address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.brief_page import MM, NOTE, NOTE_INDENT, TEXT_WIDTH, width_of
from briefing.brief_parts import Citation, Language, Text
from briefing.brief_reading import Reading

#: A title is never cut to fewer characters.
SHORTEST_TITLE = 24
#: A longer address, in points, is printed as its host; alone it has the whole line.
LONGEST_ADDRESS, LONGEST_ALONE = 150.0, (TEXT_WIDTH - NOTE_INDENT) * MM


@dataclass(frozen=True)
class Note:
    """A footnote: its number, its text, and the full address behind it."""

    number: int
    text: str
    url: str
    source_id: str

    @property
    def mark(self) -> str:
        """The mark in the text and before the note: 1)."""
        return f"{self.number})"

    @property
    def words(self) -> str:
        """The whole note as printed."""
        return f"{self.mark} {self.text}"


class Notes:
    """Footnotes in the order of their first mention; a source has one number throughout."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self._reading, self._language = reading, language
        self._publishers: dict[str, dict[str, Text]] = {}
        self._numbers: dict[str, tuple[int, Citation]] = {}

    def mention(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of the sources named, each once, in order."""
        found = []
        for citation in citations:
            name = citation.source_id or citation.url
            number, _ = self._numbers.setdefault(name, (len(self._numbers) + 1, citation))
            if citation.publisher:
                self._publishers.setdefault(name, {})[citation.publisher.en] = citation.publisher
            found.append(number)
        return tuple(sorted(set(found)))

    @property
    def count(self) -> int:
        """How many sources have been named."""
        return len(self._numbers)

    def listed(self) -> tuple[Note, ...]:
        """Every footnote, by number."""
        return tuple(self._note(name, *entry) for name, entry in self._numbers.items())

    def _note(self, name: str, number: int, citation: Citation) -> Note:
        if not citation.source_id:
            return Note(number, printed_address(citation.url, LONGEST_ALONE), citation.url, "")
        source = self._reading.sources[citation.source_id]
        publishers = [text.in_(self._language) for text in self._publishers.get(name, {}).values()]
        url = source["url"] or ""
        return Note(number, self._told(source, publishers), url, citation.source_id)

    def _told(self, source: Mapping[str, str], publishers: list[str]) -> str:
        """Publisher, title, date and address, with as much of the title as a line holds."""
        full = readable(source["title"])
        whole = self._citation(source, publishers, full)
        room = (TEXT_WIDTH - NOTE_INDENT) * MM
        if width_of(whole, NOTE) <= room:
            return whole
        rest = self._citation(source, publishers, "")
        longest = len(full)
        while longest > SHORTEST_TITLE:
            longest -= 1
            title = shortened(full, longest)
            if width_of(title, NOTE) + width_of(rest, NOTE) <= room:
                break
        return self._citation(source, publishers, shortened(full, longest))

    def _citation(self, source: Mapping[str, str], publishers: list[str], title: str) -> str:
        """Publisher, title, date and address; for a text that quotes the publisher, both."""
        korean = self._language == "ko"
        quoted = f"「{title}」" if korean else f"“{title}”"
        date = (source["published"] or "").partition(" (")[0]
        bracketed = f"({date})" if korean else f" ({date})"
        dated = (quoted if title else "") + (bracketed if date else "")
        address = printed_address(source["url"] or "")
        where = f", {address}" if address else ""
        read_in = source["publisher"].partition(" (")[0]
        if not publishers:
            return f"{read_in}, {dated}{where}"
        named = "·".join(publishers) if korean else "; ".join(publishers)
        if source["reliability"] not in ("news", "other"):
            return f"{named}, {dated}{where}"
        if korean:
            return f"{named}, {read_in} {dated} 재인용{where}"
        return f"{named}, as quoted by {read_in}, {dated}{where}"


def readable(title: str) -> str:
    """The words of a title in Latin letters or Hangul: the typefaces of a brief have no others."""
    return " ".join(word for word in title.split() if all(map(_is_set, word))).strip(" ,;:")


def _is_set(letter: str) -> bool:
    if not letter.isalpha() and not unicodedata.combining(letter):
        return True
    return unicodedata.name(letter, "").startswith(("LATIN", "HANGUL", "FEMININE", "MASCULINE"))


def shortened(text: str, longest: int) -> str:
    """The text, cut at a space with a sign that it goes on where it is too long."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def printed_address(url: str, longest: float = LONGEST_ADDRESS) -> str:
    """An address as it is printed: whole where it is short enough in points, else its host."""
    if not url.startswith("http"):
        return url
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    whole = f"{host}{parts.path.rstrip('/')}{query}"
    plain = whole.isascii() and "%" not in whole
    return whole if plain and width_of(whole, NOTE) <= longest else host
