"""What parity would need is arithmetic that solves back, measured against what ever happened."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indicators
from indicators.scenarios import solve_path
from tests.world import flow

FLOWS = st.floats(1, 1e9)
TARGETS = st.floats(0.001, 1)
RATES = st.floats(-20, 20)


def reciprocity(one: float, two: float) -> float:
    """Dyadic weighted reciprocity (Squartini et al. 2013), written out."""
    return 2 * min(one, two) / (one + two)


def visitors(toward_korea: dict[int, int], toward_partner: dict[int, int], partner: str = "VNM"):
    """Synthetic visitors both ways."""
    return [
        *(flow("korean_count", partner, "KOR", str(y), v) for y, v in toward_korea.items()),
        *(flow("host_count", "KOR", partner, str(y), v) for y, v in toward_partner.items()),
    ]


@pytest.fixture
def built(synthetic, tmp_path):
    def make(rows, **options):
        synthetic(rows, **options).close()
        return tmp_path / "synthetic.duckdb"

    return make


def test_hand_worked_paths():
    # Parity with 300: from 100 in two steps of one rate, the square root of three.
    assert solve_path(100, 300, 1, 2) == [
        (100, 300),
        (pytest.approx(100 * 3**0.5), 300),
        (300, 300),
    ]
    # r = 0.5 against 300 needs 0.5 · 300 / 1.5 = 100.
    assert solve_path(50, 300, 0.5, 4)[-1] == (100, 300)
    # The larger side grows by a tenth a year: 300 becomes 363.
    assert solve_path(100, 300, 1, 2, 10)[-1] == (pytest.approx(363), pytest.approx(363))


@given(FLOWS, FLOWS, TARGETS, st.integers(1, 30), RATES)
def test_the_last_year_solves_back_to_the_target(one, two, target, years, larger_grows):
    path = solve_path(min(one, two), max(one, two), target, years, larger_grows)
    assert len(path) == years + 1
    assert path[0] == (min(one, two), max(one, two))
    assert reciprocity(*path[-1]) == pytest.approx(target, rel=1e-12)


@given(FLOWS, FLOWS, TARGETS, st.integers(2, 30))
def test_the_smaller_side_changes_by_one_rate_throughout(one, two, target, years):
    path = [small for small, _ in solve_path(min(one, two), max(one, two), target, years)]
    rate = (path[-1] / path[0]) ** (1 / years)
    for before, after in pairwise(path):
        assert after / before == pytest.approx(rate, rel=1e-9)


def test_a_flow_that_starts_from_zero_rises_in_equal_steps(built):
    store = built(visitors({2019: 0}, {2019: 300}))
    found = indicators.parity_path("visitors", "VNM", 1, 2022, store=store)
    assert found.path["toward_korea"].tolist() == pytest.approx([0, 100, 200, 300])
    assert found.growth_needed is None and found.faster_than_ever is None


def test_the_path_of_a_pair_from_its_newest_year_outside_the_pandemic(built):
    store = built(visitors({2019: 100, 2021: 9}, {2019: 400, 2021: 3}))
    found = indicators.parity_path("visitors", "VNM", 1, 2021, store=store)
    assert (found.base_year, found.base_reciprocity) == (2019, 0.4)
    assert (found.smaller_side, found.needed) == ("toward_korea", 400)
    assert found.path["year"].tolist() == [2019, 2020, 2021]
    assert found.path["toward_korea"].tolist() == pytest.approx([100, 200, 400])
    assert found.path["more"].tolist() == pytest.approx([0, 100, 300])
    assert found.growth_needed == pytest.approx(100)
    assert found.path["reciprocity"].iloc[-1] == pytest.approx(1, rel=1e-12)


def test_the_other_side_may_be_assumed_to_change_too(built):
    store = built(visitors({2019: 100}, {2019: 400}))
    still = indicators.parity_path("visitors", "VNM", 0.8, 2029, store=store)
    growing = indicators.parity_path("visitors", "VNM", 0.8, 2029, larger_grows=5, store=store)
    assert growing.needed == pytest.approx(still.needed * 1.05**10)
    assert growing.path["reciprocity"].iloc[-1] == pytest.approx(0.8, rel=1e-12)


def test_growth_is_held_against_the_best_five_years_that_ever_happened(built):
    # Doubled from 2010 to 2015; the fall of 2020 and the rebound from it do not count.
    korea = {2010: 100, 2011: 150, 2015: 200, 2016: 210, 2017: 205, 2020: 10, 2022: 90, 2025: 400}
    store = built(visitors(korea, {2025: 3200}))
    found = indicators.parity_path("visitors", "VNM", 1, 2035, store=store)
    best = found.best
    assert (best.from_year, best.to_year, best.from_value, best.to_value) == (2010, 2015, 100, 200)
    assert best.percent_a_year == pytest.approx(100 * (2 ** (1 / 5) - 1))
    # 400 to 3,200 is three doublings: fifteen years at that speed, ten in the path.
    assert found.years_at_best == pytest.approx(15)
    assert found.faster_than_ever is True


def test_without_five_years_there_is_nothing_to_compare_with(built):
    store = built(visitors({2018: 100, 2019: 110}, {2019: 400}))
    found = indicators.parity_path("visitors", "VNM", 1, 2029, store=store)
    assert found.best is None and found.years_at_best is None
    assert "no five years" in found.sentence_en


def test_a_sum_over_members_is_compared_over_the_same_members(built):
    store = built(
        [
            *visitors({2010: 100, 2015: 200, 2019: 300}, {2019: 900}),
            # Counted from 2015 only: a window that Thailand misses is no window of the sum.
            *visitors({2015: 50, 2019: 60}, {2019: 100}, "THA"),
        ]
    )
    pooled = indicators.parity_path("visitors", "ASEAN_POOLED", 1, 2029, store=store)
    assert pooled.smaller == 360
    assert pooled.best is None
    alone = indicators.parity_path("visitors", "VNM", 1, 2029, store=store)
    assert (alone.best.from_year, alone.best.to_year) == (2010, 2015)


def test_best_growth_of_the_shipped_figures_stays_in_one_series(store, shipped):
    found = indicators.parity_path("students_uis", "VNM", 1, 2035, store=store)
    rows = shipped.execute(
        "select year, value from annual where series_id = ? and origin = 'KOR' "
        "and destination = 'VNM' and year in (?, ?) order by year",
        [found.best.series, found.best.from_year, found.best.to_year],
    ).fetchall()
    assert rows == [
        (found.best.from_year, found.best.from_value),
        (found.best.to_year, found.best.to_value),
    ]


@pytest.mark.parametrize("partner", ["VNM", "ASEAN_POOLED"])
def test_the_shipped_scenario_solves_back_too(store, partner):
    found = indicators.parity_path("visitors_moj", partner, 0.75, 2032, 3, store=store)
    last = found.path.iloc[-1]
    assert reciprocity(last["toward_korea"], last["toward_partner"]) == pytest.approx(
        0.75, rel=1e-12
    )
    assert found.grade == "C" and found.caveat_en and found.caveat_ko


def test_it_is_named_arithmetic_and_no_forecast_in_both_languages(store):
    found = indicators.parity_path("visitors_moj", "VNM", 0.5, 2030, store=store)
    assert found.sentence_en.startswith("Plain arithmetic, no forecast.")
    assert found.sentence_ko.startswith("단순 산술이며 전망이 아님.")
    assert "1.5 million" in found.sentence_en and "150만 명" in found.sentence_ko


def test_both_sides_can_be_tried(built):
    store = built(visitors({2019: 100}, {2019: 400}))
    found = indicators.what_if("visitors", "VNM", 100, 0, 2021, store=store)
    assert found["toward_korea"].tolist() == [100, 200, 400]
    assert found["toward_partner"].tolist() == [400, 400, 400]
    assert found["reciprocity"].tolist() == pytest.approx([0.4, 2 / 3, 1])
    assert found["more_toward_korea"].tolist() == [0, 100, 300]


def test_a_target_below_the_present_is_said_to_be_reached(built):
    store = built(visitors({2019: 300}, {2019: 400}))
    found = indicators.parity_path("visitors", "VNM", 0.5, 2029, store=store)
    assert found.already_reached
    assert "already stands there" in found.sentence_en


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target_reciprocity": 0}, "above 0"),
        ({"target_reciprocity": 1.1}, "up to 1"),
        ({"target_year": 2019}, "after 2019"),
        ({"base_year": 2021}, "no base"),
        ({"base_year": 2015}, "both directions"),
        ({"larger_grows": -100}, "shrink"),
        ({"partner": "THA"}, "nothing to bring to parity"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_words(built, options, message):
    rows = visitors({2015: 50, 2019: 100, 2021: 9}, {2019: 400, 2021: 3})
    store = built([*rows, *visitors({2019: 0}, {2019: 0}, "THA")])
    asked = {"partner": "VNM", "target_reciprocity": 1, "target_year": 2030, **options}
    with pytest.raises(indicators.ScenarioError, match=message):
        indicators.parity_path("visitors", store=store, **asked)


def test_grade_d_has_no_path(built):
    store = built(visitors({2019: 100}, {2019: 400}), grade="D")
    with pytest.raises(indicators.ScenarioError, match="grade D"):
        indicators.parity_path("visitors", "VNM", 1, 2030, store=store)
