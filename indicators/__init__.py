"""Reciprocity indicators between Korea and its partners.

Every function here reads the store and returns a pandas frame; nothing else reads it.
"""

from indicators.errors import StoreError, UnknownNameError
from indicators.read import (
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
)
from indicators.store import DEFAULT_STORE, Release

__all__ = [
    "DEFAULT_STORE",
    "Release",
    "StoreError",
    "UnknownNameError",
    "countries",
    "coverage",
    "datasets",
    "indicator_definitions",
    "notes",
    "observations",
    "pairs",
    "release",
    "series",
    "sources",
    "two_way",
    "two_way_months",
]
