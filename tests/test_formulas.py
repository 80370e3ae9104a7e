"""The formulas agree with published cases and keep the properties that define them."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

FINITE = st.floats(min_value=0, max_value=1.7e308, allow_nan=False, allow_infinity=False)
COUNTS = st.integers(min_value=0, max_value=2_000_000_000)


@pytest.fixture(scope="module")
def ask(formulas):
    def one(expression: str, *values):
        return formulas.execute(f"select {expression}", list(values)).fetchone()[0]

    return one


@pytest.mark.parametrize(
    ("x", "y", "balance", "reciprocity", "log2"),
    [
        (300, 100, 0.5, 0.5, 1.584963),
        (100, 300, -0.5, 0.5, -1.584963),
        (100, 0, 1, 0, None),
        (0, 100, -1, 0, None),
        (0, 0, None, None, None),
        (None, 100, None, None, None),
        (100, None, None, None, None),
    ],
)
def test_hand_worked_cases(ask, x, y, balance, reciprocity, log2):
    assert ask("balance(?::double, ?::double)", x, y) == balance
    assert ask("reciprocity(?::double, ?::double)", x, y) == reciprocity
    found = ask("log2_ratio(?::double, ?::double)", x, y)
    assert found == (None if log2 is None else pytest.approx(log2, abs=5e-7))


def test_reciprocity_of_a_published_three_node_network(ask):
    # Squartini et al. (2013): reciprocated weight over all weight; W below gives 10/17.
    weights = [[0, 6, 2], [3, 0, 0], [2, 4, 0]]
    dyads = [(weights[i][j], weights[j][i]) for i in range(3) for j in range(i)]
    total = sum(map(sum, weights))
    reciprocated = sum(ask("reciprocity(?, ?)", x, y) * (x + y) for x, y in dyads if x + y)
    assert reciprocated / total == pytest.approx(10 / 17)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_as_newcombe_printed_them(ask, k, n, low, high):
    assert ask("wilson_low(?, ?)", k, n) == pytest.approx(low, abs=5e-5)
    assert ask("wilson_high(?, ?)", k, n) == pytest.approx(high, abs=5e-5)


@given(k=COUNTS, rest=COUNTS)
def test_wilson_intervals_agree_with_statsmodels(ask, k, rest):
    assume(k + rest > 0)
    low, high = proportion_confint(k, k + rest, method="wilson")
    assert ask("wilson_low(?, ?)", k, k + rest) == pytest.approx(low, abs=1e-9)
    assert ask("wilson_high(?, ?)", k, k + rest) == pytest.approx(high, abs=1e-9)


@given(x=FINITE, y=FINITE)
def test_balance_is_antisymmetric_and_reciprocity_symmetric(ask, x, y):
    assume(x + y > 0)
    assert ask("balance(?, ?)", x, y) == -ask("balance(?, ?)", y, x)
    assert ask("reciprocity(?, ?)", x, y) == ask("reciprocity(?, ?)", y, x)


@given(x=FINITE, y=FINITE)
def test_bounds_hold_over_the_whole_finite_range(ask, x, y):
    assume(x > 0 or y > 0)
    assert -1 <= ask("balance(?, ?)", x, y) <= 1
    assert 0 <= ask("reciprocity(?, ?)", x, y) <= 1


@given(x=FINITE, y=FINITE)
def test_reciprocity_is_one_minus_the_size_of_the_balance(ask, x, y):
    assume(x > 0 or y > 0)
    balance = ask("balance(?, ?)", x, y)
    assert ask("reciprocity(?, ?)", x, y) == pytest.approx(1 - abs(balance), abs=1e-12)


@given(
    x=st.floats(min_value=1e-3, max_value=1e12),
    y=st.floats(min_value=1e-3, max_value=1e12),
)
def test_log_ratio_is_the_balance_in_another_dress(ask, x, y):
    balance = ask("balance(?, ?)", x, y)
    assume(abs(balance) < 0.999999)
    expected = 2 * math.atanh(balance) / math.log(2)
    assert ask("log2_ratio(?, ?)", x, y) == pytest.approx(expected, abs=1e-6)


@given(x=COUNTS, y=COUNTS, scale=st.floats(min_value=1e-6, max_value=1e6))
def test_scale_does_not_matter(ask, x, y, scale):
    assume(x + y > 0)
    assert ask("balance(?::double, ?::double)", x * scale, y * scale) == pytest.approx(
        ask("balance(?, ?)", x, y), abs=1e-12
    )


@given(x=COUNTS, more=st.integers(min_value=1, max_value=10**9), y=st.integers(1, 10**9))
def test_more_turning_to_korea_never_lowers_the_balance(ask, x, more, y):
    assert ask("balance(?, ?)", x + more, y) >= ask("balance(?, ?)", x, y)


@given(x=st.integers(0, 10**6), y=st.integers(1, 10**6))
def test_one_more_turning_to_korea_raises_the_balance(ask, x, y):
    assert ask("balance(?, ?)", x + 1, y) > ask("balance(?, ?)", x, y)


@given(x=st.integers(1, 10**9), y=st.integers(1, 10**9), p=st.integers(1, 10**10))
def test_per_head_only_shifts_the_log_ratio(ask, x, y, p):
    korea = 51_000_000
    shifted = ask("per_capita_log2_ratio(?, ?, ?, ?)", x, y, p, korea)
    assert shifted - ask("log2_ratio(?, ?)", x, y) == pytest.approx(math.log2(korea / p), abs=1e-9)


@settings(max_examples=50)
@given(x=COUNTS, y=COUNTS)
def test_interval_of_the_balance_holds_the_balance(ask, x, y):
    assume(x + y > 0)
    balance = ask("balance(?, ?)", x, y)
    assert (
        ask("balance_low(?, ?)", x, y) - 1e-9 <= balance <= ask("balance_high(?, ?)", x, y) + 1e-9
    )


def test_ratio_parity_distance_and_share(ask):
    assert ask("larger_to_smaller(?, ?)", 40, 10) == 4
    assert ask("larger_to_smaller(?, ?)", 10, 40) == 4
    assert ask("larger_to_smaller(?, ?)", 10, 0) is None
    assert ask("parity_distance(?, ?)", 10, 40) == 30
    assert ask("parity_distance(?::double, ?)", None, 40) is None
    assert ask("share_of(?, ?)", 5, 20) == 25
    assert ask("share_of(?, ?)", 5, 0) is None
    assert ask("recovery(?, ?)", 30, 60) == 50
