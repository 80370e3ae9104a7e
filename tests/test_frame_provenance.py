"""Every row on a page knows where its figures come from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import indicators
from dashboard.language import Language
from dashboard.provenance import publishers_of, source_ids, sources_of

EN, KO = Language("en"), Language("ko")


@pytest.fixture(scope="module")
def every(store: Path) -> pd.DataFrame:
    return indicators.two_way("visitors_moj", store=store)


@pytest.fixture(scope="module")
def sources(store: Path) -> pd.DataFrame:
    return indicators.sources(store=store).set_index("source_id")


def test_a_sum_over_members_carries_the_sources_of_its_members(every, sources):
    pooled = every[every["aggregate"] == "pooled"].iloc[0]
    members = every[
        (every["year"] == pooled["year"])
        & every["partner"].isin(pooled["members_included"].split())
    ]
    assert set(source_ids(pooled, "toward_partner", every)) == set(
        members["toward_partner_source_id"]
    )
    assert set(sources_of(pooled.to_frame().T, every)) <= set(sources.index)


def test_publishers_are_named_in_the_language_of_the_page(every, store: Path):
    series = indicators.series(store=store).set_index("series_id")
    rows = every[every["partner"] == "VNM"]
    assert "법무부" in " ".join(publishers_of(rows, every, series, KO))
    assert "Ministry of Justice" in " ".join(publishers_of(rows, every, series, EN))
