"""From a rule and the store to a verdict: the definitions weighed, and the words put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from indicators.catalogue.rules import (
    AnyDefinition,
    ClaimRule,
    Limited,
    Mirrored,
    Multiple,
    Reached,
    Rise,
    Share,
    Sided,
)
from indicators.ledger.levels import weigh_multiple, weigh_reached, weigh_rise
from indicators.ledger.outcome import RESULTS, Claim, Figure, Outcome, Result
from indicators.ledger.shares import weigh_limited, weigh_share
from indicators.ledger.sides import weigh_mirrored, weigh_sided
from indicators.sentences import NOTHING, Words, fill

Verdict = Literal["supported", "supported_on_one_definition", "not_supported", "cannot_be_tested"]

VERDICTS: Mapping[Verdict, Words] = {
    "supported": ("Supported", "뒷받침됨"),
    "supported_on_one_definition": (
        "Supported on one definition only",
        "한 정의에서만 뒷받침됨",
    ),
    "not_supported": ("Not supported", "뒷받침되지 않음"),
    "cannot_be_tested": ("Cannot be tested", "검증 불가"),
}
NO_FIGURE: Words = ("No figure on this definition was found.", "이 정의의 수치를 찾지 못함.")
NEAREST: Words = (
    "The nearest figure; it has no part in the verdict.",
    "가장 가까운 수치로, 판정에는 쓰이지 않음.",
)
PROXY: Words = (
    "It is a proxy and does not measure what the claim speaks of.",
    "대리 지표로, 주장이 말하는 바를 직접 측정하지는 않음.",
)


@dataclass(frozen=True)
class Tested:
    """One definition of a claim as it was weighed."""

    definition: AnyDefinition
    result: Result
    figures: tuple[Figure, ...]
    says: Words | None
    detail: Words | None


@dataclass(frozen=True)
class Assessment:
    """A claim as the store has it: the verdict, why, and what may safely be quoted instead."""

    claim_id: str
    verdict: Verdict
    tested: tuple[Tested, ...]
    evidence: Words
    quote: Words

    @property
    def figures(self) -> list[tuple[str, Figure]]:
        """Every figure, with the id of the definition it belongs to."""
        return [(one.definition.id, figure) for one in self.tested for figure in one.figures]


def assess(store: duckdb.DuckDBPyConnection, rule: ClaimRule, claim: Claim) -> Assessment:
    """Weigh a claim by its rule against the figures in an open store."""
    tested = tuple(_tested(store, definition, claim) for definition in rule.definition)
    return Assessment(
        claim.claim_id,
        decide([(one.definition, one.result) for one in tested]),
        tested,
        _evidence(rule, tested),
        _quote(tested),
    )


def decide(results: Sequence[tuple[AnyDefinition, Result]]) -> Verdict:
    """One verdict from the results on each definition.

    Supported where every definition bears the claim out; on one definition where some do and
    others do not, cannot, or stand in only as proxies; not supported where none does; cannot be
    tested where none can be.
    """
    deciding = [(rule, result) for rule, result in results if not rule.nearest]
    found = [result for _, result in deciding]
    if all(result == "not_testable" for result in found):
        return "cannot_be_tested"
    if "supports" not in found:
        return "not_supported"
    direct = any(result == "supports" and not rule.proxy for rule, result in deciding)
    everywhere = all(result == "supports" for result in found)
    return "supported" if direct and everywhere else "supported_on_one_definition"


def _tested(store: duckdb.DuckDBPyConnection, definition: AnyDefinition, claim: Claim) -> Tested:
    outcome = weigh(store, definition, claim)
    if not outcome.words:
        return Tested(definition, outcome.result, outcome.figures, None, None)
    words = dict.fromkeys(definition.WORDS.split(), NOTHING) | dict(outcome.words)
    return Tested(
        definition,
        outcome.result,
        outcome.figures,
        fill(definition.says_en, definition.says_ko, words),
        fill(definition.detail_en, definition.detail_ko, words),
    )


def weigh(store: duckdb.DuckDBPyConnection, definition: AnyDefinition, claim: Claim) -> Outcome:
    """The one function for each kind of definition."""
    match definition:
        case Share():
            return weigh_share(store, definition, claim)
        case Reached():
            return weigh_reached(store, definition, claim)
        case Rise():
            return weigh_rise(store, definition, claim)
        case Multiple():
            return weigh_multiple(store, definition, claim)
        case Mirrored():
            return weigh_mirrored(store, definition, claim)
        case Sided():
            return weigh_sided(store, definition, claim)
        case Limited():
            return weigh_limited(store, definition, claim)


def _evidence(rule: ClaimRule, tested: Sequence[Tested]) -> Words:
    """How the claim was read, what each definition says and yields, and the note."""
    english, korean = [rule.reading_en], [rule.reading_ko]
    for one in tested:
        says = one.says or NO_FIGURE
        judged = NEAREST if one.definition.nearest else RESULTS[one.result]
        parts = [(one.definition.name_en + ":", one.definition.name_ko + ":"), says]
        parts += [one.detail] if one.detail and one.detail[0] else []
        parts += [judged, PROXY] if one.definition.proxy else [judged]
        english.append(" ".join(part[0] for part in parts))
        korean.append(" ".join(part[1] for part in parts))
    if rule.note_en:
        english.append(rule.note_en)
        korean.append(rule.note_ko)
    return "\n".join(english), "\n".join(korean)


def _quote(tested: Sequence[Tested]) -> Words:
    """What the figures allow to be said, whatever the claim said."""
    said = [one.says for one in tested if one.says and one.figures]
    if not said:
        return NO_FIGURE
    return " ".join(words[0] for words in said), " ".join(words[1] for words in said)
