"""The library's questions to the store."""

from __future__ import annotations

import pytest

import indicators


def test_two_way_gives_both_directions_and_the_indicators(store):
    frame = indicators.two_way("students_uis", ["VNM"], (2019, 2019), store=store)
    row = frame.iloc[0]
    assert (row["toward_korea"], row["toward_partner"]) == (13_176, 152)
    # (13,176 − 152) / (13,176 + 152), worked by hand
    assert row["balance"] == pytest.approx(0.977191, abs=1e-6)
    assert row["ratio"] == pytest.approx(86.684, abs=1e-3)


def test_a_direction_that_is_not_published_is_missing_not_zero(store):
    frame = indicators.two_way("visitors_moj", ["BRN"], (2024, 2024), store=store)
    assert frame["toward_partner"].isna().all()
    assert frame["balance"].isna().all()


def test_unknown_names_are_answered_with_the_nearest(store):
    with pytest.raises(indicators.UnknownNameError, match="did you mean 'visitors_kto'"):
        indicators.two_way("visitor_kto", store=store)
    with pytest.raises(indicators.UnknownNameError, match="unknown partner 'VMN'"):
        indicators.two_way("visitors_kto", ["VMN"], store=store)


def test_conflicting_figures_are_all_reachable(store):
    frame = indicators.observations(["phl_visitors"], origin="KOR", store=store)
    year = frame[(frame["frequency"] == "year") & (frame["period"] == "2023")]
    assert sorted(year["value"]) == [1_439_336, 1_455_977]
    assert year.loc[year["preferred"], "value"].tolist() == [1_455_977]


def test_coverage_says_why_a_direction_is_missing(store):
    frame = indicators.coverage("students_kedi_total", store=store)
    assert (frame["years_both"] == 0).all()
    assert frame["reason_missing_ko"].notna().all()


def test_the_same_question_twice_gets_the_same_answer(store):
    first = indicators.two_way("visitors_moj", store=store)
    assert first.equals(indicators.two_way("visitors_moj", store=store))


def test_a_missing_store_is_a_sentence_with_the_remedy(tmp_path):
    with pytest.raises(indicators.StoreError, match="make build"):
        indicators.pairs(store=tmp_path / "none.duckdb")


def test_a_damaged_store_is_a_sentence_with_the_remedy(tmp_path):
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database")
    with pytest.raises(indicators.StoreError, match="make build"):
        indicators.release(store=damaged)


def test_a_store_of_another_version_is_a_sentence_with_the_remedy(store, tmp_path, monkeypatch):
    monkeypatch.setattr("indicators.store.VERSION", "99.0.0")
    with pytest.raises(indicators.StoreError, match="make build"):
        indicators.release(store=store)
