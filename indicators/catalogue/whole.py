"""The catalogue as one object."""

from __future__ import annotations

from indicators.catalogue.goal_rules import GoalRule
from indicators.catalogue.model import (
    Correction,
    Country,
    Dataset,
    Entry,
    Indicator,
    Measure,
    Note,
    Pair,
    Preference,
    Separation,
    Series,
    Source,
    Unit,
)
from indicators.catalogue.rules import ClaimRule
from indicators.catalogue.survey import Asked, Base, Item, Status, Survey, Wording


class Catalogue(Entry):
    """Everything the project knows about its figures, by name."""

    units: dict[str, Unit]
    measures: dict[str, Measure]
    series: dict[str, Series]
    pairs: dict[str, Pair]
    indicators: dict[str, Indicator]
    sources: dict[str, Source]
    notes: dict[str, Note]
    countries: dict[str, Country]
    preferences: tuple[Preference, ...]
    separations: tuple[Separation, ...]
    corrections: tuple[Correction, ...]
    datasets: dict[str, Dataset]
    surveys: dict[str, Survey]
    items: dict[str, Item]
    bases: dict[str, Base]
    statuses: dict[str, Status]
    claim_rules: dict[str, ClaimRule]
    goal_rules: dict[str, GoalRule]
    asked: tuple[Asked, ...]
    wordings: tuple[Wording, ...]
    #: Where each entry stands, as (table, id) → (file, line).
    places: dict[tuple[str, str], tuple[str, int]]
