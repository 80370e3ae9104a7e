"""Korean particles, whose form depends on how the word before them ends when read aloud."""

from __future__ import annotations

import re

_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
_FINALS = 28
_FINAL_RIEUL = 8

#: Digits by how they are read: 영, 일, 삼, 육, 칠 and 팔 end in a consonant.
_DIGITS_WITH_FINAL = frozenset("013678")
_DIGITS_WITH_RIEUL = frozenset("178")
#: Letters of an abbreviation, read by name: 엘, 엠, 엔 and 알 end in a consonant.
_LETTERS_WITH_FINAL = frozenset("LMNR")
#: Endings of a word in Latin letters that Korean writes with a final consonant (ASEAN, Web).
_WORD_ENDINGS_WITH_FINAL = frozenset("bcklmnpt")

#: Both forms as a sentence writes them that does not know the word before: 은(는), (으)로.
_OPEN = re.compile(
    r"(\S+?)(?:(은|이|을|과)\((는|가|를|와)\)|(는|가|를|와)\((은|이|을|과)\)|(\(으\)로))"
)

_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")


def with_particle(word: str, particle: str) -> str:
    """The word with the form of the particle that fits it, as in ``한국`` and ``은/는``: 한국은.

    ``particle`` names both forms, the one after a consonant first: ``은/는``, ``이/가``,
    ``을/를``, ``과/와``, ``으로/로``. What stands in brackets at the end is not read aloud, so the
    word before it decides: 한국관광공사(KTO)는. A particle with one form is added as it is.
    """
    after_consonant, _, after_vowel = particle.partition("/")
    if not after_vowel:
        return word + particle
    closed, rieul = _ending(word)
    # 으로 keeps its 으 after a consonant other than ㄹ: 서울로, 한국으로.
    if closed and not (rieul and after_consonant == "으로"):
        return word + after_consonant
    return word + after_vowel


def close_particles(text: str) -> str:
    """The text with every open particle in the form that fits: 베트남을(를) is 베트남을."""

    def close(match: re.Match[str]) -> str:
        word, closed, open_, other_open, other_closed, _ = match.groups()
        if closed or other_closed:
            return with_particle(word, f"{closed or other_closed}/{open_ or other_open}")
        return with_particle(word, "으로/로")

    return _OPEN.sub(close, text)


def _ending(word: str) -> tuple[bool, bool]:
    """Whether the word ends in a consonant when read, and whether that consonant is ㄹ."""
    read = _IN_BRACKETS.sub("", word) or word
    read = read.rstrip(" .,'\"’”」』»)]")
    if not read:
        return False, False
    last = read[-1]
    if _FIRST_SYLLABLE <= last <= _LAST_SYLLABLE:
        final = (ord(last) - ord(_FIRST_SYLLABLE)) % _FINALS
        return final != 0, final == _FINAL_RIEUL
    if last.isdecimal():
        return last in _DIGITS_WITH_FINAL, last in _DIGITS_WITH_RIEUL
    if last.isascii() and last.isalpha():
        return _latin_ending(read)
    return False, False


def _latin_ending(word: str) -> tuple[bool, bool]:
    last_word = re.split(r"[^A-Za-z]+", word)[-1]
    last = last_word[-1]
    # ASEAN is read as a word; other words in capitals are read letter by letter.
    if last_word.isupper() and last_word != "ASEAN":
        return last in _LETTERS_WITH_FINAL, last in "LR"
    return last.lower() in _WORD_ENDINGS_WITH_FINAL, last.lower() == "l"
