"""The library that an analyst imports: oracles and properties through its public functions."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import theilslopes
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import indicators
from tests.world import flow, months

FINITE = st.floats(min_value=0, max_value=1.7e308, allow_nan=False, allow_infinity=False)
FLOWS = st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=30)


@given(FLOWS)
def test_indicators_keep_their_properties_over_the_whole_finite_range(flows):
    x, y = zip(*flows, strict=True)
    found = indicators.compute_indicators(x, y)
    swapped = indicators.compute_indicators(y, x)
    some = (found["x"] > 0) | (found["y"] > 0)
    assert found["balance"].notna().tolist() == some.tolist()
    assert found.loc[some, "balance"].between(-1, 1).all()
    assert found.loc[some, "reciprocity"].between(0, 1).all()
    assert (found.loc[some, "balance"] == -swapped.loc[some, "balance"]).all()
    one_minus = 1 - found.loc[some, "balance"].abs()
    assert np.allclose(found.loc[some, "reciprocity"], one_minus, atol=1e-12)
    both = (found["x"] > 0) & (found["y"] > 0)
    assert found["log2_ratio"].notna().tolist() == both.tolist()


def test_indicators_of_hand_worked_flows():
    found = indicators.compute_indicators([300, 100, 100, 0, None], [100, 300, 0, 0, 5])
    assert found["balance"].tolist()[:3] == [0.5, -0.5, 1]
    assert found["balance"].isna().tolist() == [False, False, False, True, True]
    assert found["log2_ratio"][0] == pytest.approx(1.584963, abs=5e-7)
    assert found["ratio"].isna().tolist() == [False, False, True, True, True]


@pytest.mark.parametrize("bad", [-1, math.inf])
def test_what_is_no_flow_is_refused(bad):
    with pytest.raises(ValueError, match="finite number of zero or more"):
        indicators.compute_indicators([bad], [1])


@pytest.mark.parametrize(
    ("a", "m", "b", "n", "value", "low", "high"),
    [
        (56, 70, 48, 80, 0.2, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.6, 0.1705, 0.8090),
        (5, 56, 0, 29, 0.0893, -0.0381, 0.1926),
        (0, 10, 0, 20, 0, -0.1611, 0.2775),
    ],
)
def test_differences_as_newcombe_printed_them(a, m, b, n, value, low, high):
    found = indicators.difference_interval(a, m, b, n)
    assert found.value == pytest.approx(value, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


SAMPLES = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SAMPLES, SAMPLES)
def test_differences_agree_with_statsmodels(first, second):
    found = indicators.difference_interval(*first, *second)
    low, high = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


@given(SAMPLES, SAMPLES, st.floats(1.01, 10))
def test_a_design_effect_widens_the_interval(first, second, deff):
    plain = indicators.difference_interval(*first, *second)
    wide = indicators.difference_interval(*first, *second, deff=deff)
    assert wide.value == plain.value
    assert wide.high - wide.low > plain.high - plain.low


@pytest.mark.parametrize("bad", [(5, 0, 1, 2, 1), (3, 2, 1, 2, 1), (1, 2, 1, 2, 0.5)])
def test_impossible_samples_are_refused(bad):
    with pytest.raises(ValueError):
        indicators.difference_interval(*bad)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_stability_of_small_counts_is_wilsons_interval(x, y):
    assume(x + y > 0)
    found = indicators.stability(x, y)
    low, high = proportion_confint(x, x + y, method="wilson")
    assert (found.low, found.high) == pytest.approx((2 * low - 1, 2 * high - 1), abs=1e-9)


def test_the_design_effect_of_a_printed_margin_of_error():
    # 1,000 respondents sampled at random have 3.1 points; twice that margin is four times n.
    assert indicators.design_effect(0.0310, 1000) == pytest.approx(1, abs=0.01)
    assert indicators.design_effect(0.0620, 1000) == pytest.approx(4, abs=0.01)


@given(
    st.lists(st.floats(0, 1), min_size=5, max_size=30),
)
def test_slopes_agree_with_scipy(values):
    years = list(range(2000, 2000 + len(values)))
    expected = theilslopes(values, years, alpha=0.95)
    assert indicators.theil_sen(years, values) == pytest.approx(
        (expected.slope, expected.low_slope, expected.high_slope), abs=1e-12
    )


def converging(years: range) -> list:
    """Synthetic visitors whose balance falls from year to year."""
    rows = []
    for step, year in enumerate(years):
        rows.append(flow("korean_count", "VNM", "KOR", str(year), 1000))
        rows.append(flow("host_count", "KOR", "VNM", str(year), 100 + 50 * step))
    return rows


@pytest.fixture
def built(synthetic, tmp_path):
    def make(rows, **options):
        synthetic(rows, **options).close()
        return tmp_path / "synthetic.duckdb"

    return make


def test_a_balance_that_falls_is_converging_and_one_that_rises_diverging(built):
    store = built(converging(range(2010, 2018)))
    found = indicators.trend("visitors", "VNM", store=store)
    assert found.verdict == "converging"
    assert found.high is not None and found.high < 0
    rising = [
        flow(*row[:3], str(4027 - int(row[3])), row[4]) for row in converging(range(2010, 2018))
    ]
    assert indicators.trend("visitors", "VNM", store=built(rising)).verdict == "diverging"


def test_pandemic_years_are_left_out_and_named(built):
    store = built(converging(range(2015, 2025)))
    found = indicators.trend("visitors", "VNM", store=store)
    assert found.excluded == (2020, 2021, 2022)
    assert not set(found.years) & {2020, 2021, 2022}
    assert indicators.trend("visitors", "VNM", with_pandemic_years=True, store=store).excluded == ()


def test_four_years_are_too_few_for_a_trend(built):
    found = indicators.trend("visitors", "VNM", store=built(converging(range(2010, 2014))))
    assert (found.verdict, found.slope) == ("too_few_years", None)


def test_grade_d_yields_no_ratio_from_any_function(built):
    store = built(converging(range(2010, 2018)), grade="D")
    assert indicators.trend("visitors", "VNM", store=store).verdict == "not_comparable"
    frame = indicators.two_way("visitors", store=store)
    pooled = indicators.aggregate("visitors", store=store)
    for name in ("balance", "reciprocity", "log2_ratio", "ratio"):
        assert frame[name].isna().all()
        assert pooled[name].isna().all()
        assert indicators.indicator(name, "visitors", store=store).empty
    with pytest.raises(indicators.CompositeError):
        indicators.composite(
            {"tourism": "visitors"}, ["VNM", "THA"], {"tourism": 2015}, store=store
        )


def test_grade_d_of_the_shipped_figures_yields_no_ratio(store):
    graded = indicators.pairs(store=store)
    for pair in graded.loc[graded["grade"] == "D", "pair_id"]:
        frame = indicators.two_way(pair, store=store)
        assert frame[["balance", "reciprocity", "log2_ratio", "ratio"]].isna().all().all(), pair


def test_a_mixed_basis_is_refused(store):
    with pytest.raises(indicators.MixedBasisError, match=r"kto_visitors.*moj_entries"):
        indicators.two_way(["visitors_kto", "visitors_moj"], store=store)


def test_pooled_asean_counts_its_members_and_can_keep_them_constant(built):
    rows = [
        *converging(range(2015, 2018)),
        flow("korean_count", "THA", "KOR", "2015", 50),
        flow("host_count", "KOR", "THA", "2015", 200),
    ]
    store = built(rows)
    changing = indicators.aggregate("visitors", store=store)
    assert changing["members"].tolist() == [2, 1, 1]
    assert changing["members_of"].tolist() == [2, 2, 2]
    constant = indicators.aggregate("visitors", constant_members=True, store=store)
    assert constant["members_included"].tolist() == ["VNM", "VNM", "VNM"]
    without = indicators.aggregate("visitors", without=["VNM"], store=store)
    assert without["members_included"].tolist() == ["THA"]
    assert without["balance"].tolist() == [-0.6]


def test_asean_has_ten_members_until_2025_and_eleven_from_2026(built):
    rows = [
        flow(series, *place, year, 10)
        for year in ("2025", "2026")
        for partner in ("THA", "TLS")
        for series, place in (
            ("korean_count", (partner, "KOR")),
            ("host_count", ("KOR", partner)),
        )
    ]
    pooled = indicators.aggregate("visitors", store=built(rows))
    assert pooled["members_included"].tolist() == ["THA", "THA TLS"]
    assert (pooled["members_of"].diff().dropna() == 1).all()


def test_the_published_total_is_the_publishers_own(store):
    found = indicators.aggregate("visitors_akc", kind="published", years=(2019, 2019), store=store)
    assert found[["toward_korea", "toward_partner", "members_of"]].values.tolist() == [
        [2_698_000, 10_053_000, 10]
    ]
    with pytest.raises(indicators.UnknownNameError, match="published"):
        indicators.aggregate("visitors_akc", kind="mean", store=store)


def test_per_head_names_both_populations(store):
    row = indicators.two_way("students_uis", ["VNM"], (2019, 2019), store=store).iloc[0]
    assert row["toward_korea_per_100k"] == pytest.approx(1e5 * 13_176 / row["population_partner"])
    assert row["toward_partner_per_100k"] == pytest.approx(1e5 * 152 / row["population_korea"])
    assert row["population_source_id"] == "wb_population_gh"


def test_comparators_have_the_same_indicators(store):
    frame = indicators.two_way("visitors_kto", ["JPN", "CHN", "USA", "WLD"], store=store)
    assert set(frame["partner"]) == {"JPN", "CHN", "USA", "WLD"}
    assert frame.groupby("partner")["balance"].count().min() >= 1


def test_seasons_are_shares_of_whole_years_only(built):
    store = built(
        [
            *months("korean_count", "VNM", "KOR", 2018, [1] * 11 + [89]),
            *months("korean_count", "VNM", "KOR", 2019, [100] * 11),
        ]
    )
    found = indicators.seasonality("visitors", "VNM", store=store)
    assert found["toward_korea"].sum() == pytest.approx(100)
    assert found["toward_korea"].iloc[11] == pytest.approx(89)
    assert found["years_toward_korea"].iloc[0] == 1
    assert found["toward_partner"].isna().all()


@pytest.fixture
def two_pillars(built):
    rows = []
    for partner, near, far in (("VNM", 90, 60), ("THA", 50, 50), ("JPN", 10, 95)):
        rows += [
            flow("korean_count", partner, "KOR", "2019", 100),
            flow("host_count", "KOR", partner, "2019", near),
            flow("music_trade", "KOR", partner, "2019", 100),
            flow("music_trade", partner, "KOR", "2019", far),
        ]
    return built(rows)


def compose(store, **options):
    return indicators.composite(
        {"tourism": "visitors", "culture": "music"},
        ["VNM", "THA", "JPN"],
        {"tourism": 2019, "culture": 2019},
        store=store,
        **options,
    )


def test_a_composite_comes_with_the_range_of_its_ranks(two_pillars):
    found = compose(two_pillars).set_index("partner")
    assert found["rank"].to_dict() == {"VNM": 1, "THA": 2, "JPN": 3}
    # By tourism alone Japan is last, by culture alone it is first: weights decide.
    assert (found.loc["JPN", "rank_low"], found.loc["JPN", "rank_high"]) == (1, 3)
    assert found.loc["JPN", "rank_without_tourism"] == 1
    assert found.loc["JPN", "rank_without_culture"] == 3
    expected = (2 * 90 / 190 + 2 * 60 / 160) / 2
    assert found.loc["VNM", "score"] == pytest.approx(expected)
    assert compose(two_pillars).attrs["draws"] == 10_000


def test_the_same_composite_twice_is_the_same(two_pillars):
    pd.testing.assert_frame_equal(compose(two_pillars), compose(two_pillars))


def test_weights_are_the_users_and_are_scaled(two_pillars):
    culture = compose(two_pillars, weights={"culture": 7, "tourism": 0})
    assert culture["partner"].tolist() == ["JPN", "VNM", "THA"]
    with pytest.raises(indicators.CompositeError, match="zero or more"):
        compose(two_pillars, weights={"culture": -1})


def test_a_pillar_that_one_partner_lacks_does_not_count(two_pillars):
    with pytest.raises(indicators.CompositeError, match="every partner"):
        indicators.composite(
            {"tourism": "visitors", "culture": "music"},
            ["VNM", "THA"],
            {"tourism": 2019, "culture": 2018},
            store=two_pillars,
        )


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: indicators.two_way("visitors_kto", store=store),
        lambda store: indicators.aggregate("visitors_moj", store=store),
        lambda store: indicators.coverage(store=store),
        lambda store: indicators.opinion(store=store),
        lambda store: indicators.seasonality("visitors_kto", "SGP", store=store),
        lambda store: indicators.indicator("balance", "students_uis", store=store),
    ],
)
def test_the_same_call_twice_returns_equal_frames(store, ask):
    pd.testing.assert_frame_equal(ask(store), ask(store))


def test_unknown_indicators_are_answered_with_the_nearest(store):
    with pytest.raises(indicators.UnknownNameError, match="did you mean 'balance'"):
        indicators.indicator("balanse", "visitors_kto", store=store)
