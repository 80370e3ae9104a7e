"""Reciprocity indicators between Korea and its partners.

Every function here reads the store and returns a pandas frame; nothing else reads it.
"""

from indicators.errors import StoreError, UnknownNameError
from indicators.read import (
    conflicts,
    countries,
    coverage,
    datasets,
    indicator_definitions,
    notes,
    observations,
    pairs,
    release,
    series,
    sources,
    two_way,
    two_way_months,
    two_way_spans,
)
from indicators.record import claims, commitments, entry_rules, events, opinions
from indicators.store import DEFAULT_STORE, Release

__all__ = [
    "DEFAULT_STORE",
    "Release",
    "StoreError",
    "UnknownNameError",
    "claims",
    "commitments",
    "conflicts",
    "countries",
    "coverage",
    "datasets",
    "entry_rules",
    "events",
    "indicator_definitions",
    "notes",
    "observations",
    "opinions",
    "pairs",
    "release",
    "series",
    "sources",
    "two_way",
    "two_way_months",
    "two_way_spans",
]
