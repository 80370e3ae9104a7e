"""Reciprocity indicators between Korea and its partners.

Every function here reads the store and returns a pandas frame; nothing else reads it.
"""

from indicators.aggregate import aggregate
from indicators.composite import CompositeError, composite
from indicators.errors import MixedBasisError, StoreError, UnknownNameError
from indicators.formulas import (
    Interval,
    compute_indicators,
    design_effect,
    difference_interval,
    stability,
)
from indicators.profiles import profiles
from indicators.provenance import (
    countries,
    datasets,
    indicator_definitions,
    notes,
    series,
    sources,
)
from indicators.read import (
    conflicts,
    coverage,
    indicator,
    observations,
    pairs,
    release,
    two_way,
    two_way_months,
    two_way_spans,
)
from indicators.record import claims, commitments, entry_rules, events, opinion
from indicators.seasons import seasonality
from indicators.store import DEFAULT_STORE, Release
from indicators.trends import Trend, theil_sen, trend

__all__ = [
    "DEFAULT_STORE",
    "CompositeError",
    "Interval",
    "MixedBasisError",
    "Release",
    "StoreError",
    "Trend",
    "UnknownNameError",
    "aggregate",
    "claims",
    "commitments",
    "composite",
    "compute_indicators",
    "conflicts",
    "countries",
    "coverage",
    "datasets",
    "design_effect",
    "difference_interval",
    "entry_rules",
    "events",
    "indicator",
    "indicator_definitions",
    "notes",
    "observations",
    "opinion",
    "pairs",
    "profiles",
    "release",
    "seasonality",
    "series",
    "sources",
    "stability",
    "theil_sen",
    "trend",
    "two_way",
    "two_way_months",
    "two_way_spans",
]
