"""The origin of a title, by one rule for every market (docs/refresh.md, Netflix)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

#: A work that came out this long after its first week in a list is another of the same name.
LATEST_RELEASE = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Statement:
    """What one source says of a title: the countries (ISO2), and what may show it is another."""

    countries: frozenset[str]
    released: datetime.date | None = None
    language: str = ""


@dataclass(frozen=True)
class Origin:
    """The countries a title is counted for; none where it is unknown or ambiguous.

    `sole` is the one country that every source used names alone, or an empty text.
    """

    countries: frozenset[str] = frozenset()
    sole: str = ""


def usable(statement: Statement, first_week: datetime.date, english: bool | None) -> bool:
    """Whether a statement is about the title in the list and names a country.

    `english` is Netflix's own label of the title, None where it has none.
    """
    if not statement.countries:
        return False
    if statement.released and statement.released > first_week + LATEST_RELEASE:
        return False
    if english is None or not statement.language:
        return True
    return (statement.language == "en") == english


def settle(statements: Mapping[str, Statement], own_lists: frozenset[str]) -> Origin:
    """The origin by the usable statements of the sources.

    A country is accepted if at least half of the sources name it. Several accepted countries are
    a co-production if one source names them together. A tie between Korea and one other country
    goes to the one in whose own list the title stood, if only one of them. All else is ambiguous.
    `own_lists` are the countries in whose weekly lists the title ever stood.
    """
    said = [statement.countries for statement in statements.values()]
    if not said:
        return Origin()
    named = frozenset().union(*said)
    accepted = frozenset(c for c in named if 2 * sum(c in one for one in said) >= len(said))
    if len(accepted) == 1:
        (country,) = accepted
        return Origin(accepted, country if all(one == accepted for one in said) else "")
    if accepted and any(accepted <= one for one in said):
        return Origin(accepted)
    entered = accepted & own_lists
    if "KR" in accepted and len(accepted) == 2 and len(entered) == 1:
        return Origin(entered)
    return Origin()
