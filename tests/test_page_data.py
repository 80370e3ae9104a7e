"""Data: how old every series is, who keeps it, how the last refresh ended, what is corrected."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import indicators
from dashboard import data
from tests.test_frame_pages import read_from, shipped_store, visit

__all__ = ["read_from", "shipped_store"]

DAY = datetime.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "today", lambda: DAY)


def table_with(visitor, *columns: str) -> pd.DataFrame:
    return next(t.value for t in visitor.dataframe if set(columns) <= set(t.value.columns))


def test_every_series_stands_with_cycle_age_state_and_keeper():
    visitor = visit("data", lang="en")
    shown = table_with(visitor, "Series", "Cycle", "Keeper").set_index("Series")
    ages = indicators.freshness(today=DAY).set_index("series_id")
    assert sorted(shown.index) == sorted(ages.index)
    singapore = shown.loc["sgp_visitors"]
    assert singapore[["Cycle", "Last period", "State", "Provisional or final"]].tolist() == [
        "monthly",
        "2025-01",
        "behind",
        "provisional",
    ]
    assert singapore["Age, days"] == (DAY - datetime.date(2025, 1, 31)).days
    assert shown["Keeper"].tolist() == ages.loc[shown.index, "keeper"].tolist()
    assert shown["State"].iloc[0] == "behind"
    text = "\n".join(element.value for element in visitor.markdown)
    behind = int((ages["state"] == "behind").sum())
    assert "On 21 November 2026: " in text and f"{behind} behind" in text
    assert "A figure looks wrong?" in text


def test_the_age_on_the_page_is_the_age_of_the_command(store, capsys):
    from etl.status import report

    lines = "\n".join(report(DAY, store))
    shown = table_with(visit("data", lang="en"), "Series", "Cycle", "Keeper")
    for row in shown[shown["State"] == "behind"].to_dict("records"):
        assert f"behind   {row['Series']}: " in lines
        assert f"{row['Age, days']:,} days ago, {row['Age, cycles']:.1f} cycles" in lines


def test_corrections_are_listed_with_their_reason_in_the_language_of_the_page():
    shown = table_with(visit("data", lang="ko"), "처리")
    corrections = indicators.corrections()
    assert shown["사유"].tolist() == corrections["reason_ko"].tolist()
    assert shown["단위"].tolist() == corrections["unit_ko"].tolist()
    assert corrections["unit_en"].notna().all()
    assert {"출발", "도착"} <= set(shown.columns)
    assert set(shown["처리"]) == {"제외", "해당 기간으로 옮김"}


def test_without_a_refresh_nothing_is_said_of_one():
    visitor = visit("data", lang="en")
    assert all("refresh" not in header.value for header in visitor.header)


def test_what_failed_last_and_why_is_told_where_a_refresh_has_run(store, tmp_path: Path, read_from):
    own = shutil.copy(store, tmp_path / "reciprocity.duckdb")
    folder = tmp_path / "refresh"
    folder.mkdir()
    attempts = {
        "uis_students": {
            "tried": "2026-11-20T06:00:00+00:00",
            "ending": "kept",
            "sentence": "UNESCO failed",
            "good": "2026-11-13T06:00:00+00:00",
        },
        "wb_gdp": {
            "tried": "2026-11-20T06:00:10+00:00",
            "ending": "confirmed",
            "sentence": "198 figures as before",
            "good": "2026-11-20T06:00:10+00:00",
        },
    }
    (folder / "attempts.json").write_text(json.dumps(attempts), encoding="utf-8")
    read_from(Path(own))
    visitor = visit("data", lang="en")
    assert "How the last refresh ended" in [header.value for header in visitor.header]
    shown = table_with(visitor, "Source", "Last attempt", "Reason")
    assert shown.values.tolist() == [
        [
            "uis_students",
            "2026-11-20",
            "failed; the last good figures stay",
            "2026-11-13",
            "UNESCO failed",
        ],
        ["wb_gdp", "2026-11-20", "nothing new", "2026-11-20", "198 figures as before"],
    ]
    assert any("Of 2 sources, 1 failed" in text.value for text in visitor.markdown)
