"""Reciprocity indicators between Korea and its partners.

Every function here reads the store and returns a pandas frame; nothing else reads it.
"""

from indicators.aggregate import aggregate
from indicators.changes import Changes, digest, what_changed
from indicators.claims import (
    ClaimCard,
    claim_card,
    claim_definitions,
    claim_figures,
    claims_ledger,
)
from indicators.commitments import Tracker, commitments_tracked, tracker_frame
from indicators.composite import CompositeError, composite
from indicators.errors import MixedBasisError, StoreError, UnknownNameError
from indicators.formulas import (
    Interval,
    compute_indicators,
    design_effect,
    difference_interval,
    stability,
)
from indicators.freshness import freshness, refresh_attempts
from indicators.profiles import profiles
from indicators.provenance import (
    corrections,
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

# These two are questions to the record; the modules of the same names are imported above.
from indicators.record import claims, commitments, entry_rules, events, opinion
from indicators.scenarios import ParityPath, ScenarioError, parity_path, what_if
from indicators.seasons import seasonality
from indicators.store import DEFAULT_STORE, Release
from indicators.trends import Trend, theil_sen, trend
from indicators.turning_points import events_near

__all__ = [
    "DEFAULT_STORE",
    "Changes",
    "ClaimCard",
    "CompositeError",
    "Interval",
    "MixedBasisError",
    "ParityPath",
    "Release",
    "ScenarioError",
    "StoreError",
    "Tracker",
    "Trend",
    "UnknownNameError",
    "aggregate",
    "claim_card",
    "claim_definitions",
    "claim_figures",
    "claims",
    "claims_ledger",
    "commitments",
    "commitments_tracked",
    "composite",
    "compute_indicators",
    "conflicts",
    "corrections",
    "countries",
    "coverage",
    "datasets",
    "design_effect",
    "difference_interval",
    "digest",
    "entry_rules",
    "events",
    "events_near",
    "freshness",
    "indicator",
    "indicator_definitions",
    "notes",
    "observations",
    "opinion",
    "pairs",
    "parity_path",
    "profiles",
    "refresh_attempts",
    "release",
    "seasonality",
    "series",
    "sources",
    "stability",
    "theil_sen",
    "tracker_frame",
    "trend",
    "two_way",
    "two_way_months",
    "two_way_spans",
    "what_changed",
    "what_if",
]
