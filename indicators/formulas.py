"""The formulas for values of one's own, through the same definitions as in the store.

Nothing is computed here: every function asks the macros of `indicators/sql/macros.sql`, so that a
notebook and the store cannot disagree. x is the flow toward Korea, y the flow toward the partner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

MACROS = Path(__file__).parent / "sql" / "macros.sql"


@dataclass(frozen=True)
class Interval:
    """An estimate with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


def compute_indicators(x: Sequence[float | None], y: Sequence[float | None]) -> pd.DataFrame:
    """Every indicator that needs the two flows alone, for paired values.

    Returns one row a pair of values, in their order: x, y, gap, balance, reciprocity, log2_ratio,
    ratio, parity_distance. Missing where undefined: a balance of (0, 0), a ratio over zero,
    anything of a missing value.

    Raises ValueError for values that are negative, infinite or not a number, and for sequences of
    different length.

    >>> compute_indicators([300, 100], [100, 0])[["balance", "reciprocity"]].values.tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    xs, ys = _checked(x), _checked(y)
    if len(xs) != len(ys):
        raise ValueError(f"{len(xs)} values toward Korea but {len(ys)} toward the partner")
    with _formulas() as connection:
        return connection.execute(
            """
            with given as (
                select unnest($1::double[]) as x, unnest($2::double[]) as y,
                    generate_subscripts($1::double[], 1) as place
            )
            select x, y, gap(x, y) as gap, balance(x, y) as balance,
                reciprocity(x, y) as reciprocity, log2_ratio(x, y) as log2_ratio,
                larger_to_smaller(x, y) as ratio, parity_distance(x, y) as parity_distance
            from given order by place
            """,
            [xs, ys],
        ).df()


def stability(x: float, y: float) -> Interval:
    """How stable a balance is with counts this small: its 95 % Wilson interval.

    For counts of persons or titles, not for money. π = x / (x + y) has the interval of Wilson
    (1927); balance = 2π − 1 maps it. Raises ValueError where both counts are zero.

    >>> found = stability(81, 182)
    >>> round((found.low + 1) / 2, 4), round((found.high + 1) / 2, 4)
    (0.2553, 0.3662)
    """
    (x_checked,), (y_checked,) = _checked([x]), _checked([y])
    if not x_checked and not y_checked:
        raise ValueError("no flow in either direction: there is no balance to speak of")
    with _formulas() as connection:
        row = connection.execute(
            "select balance(x, y), balance_low(x, y), balance_high(x, y) "
            "from (select $1::double as x, $2::double as y)",
            [x_checked, y_checked],
        ).fetchall()[0]
    return Interval(*row)


def difference_interval(
    successes_a: float, n_a: float, successes_b: float, n_b: float, deff: float = 1
) -> Interval:
    """Difference of two proportions with Newcombe's hybrid-score interval (1998, method 10).

    `deff` is the design effect: the sample counts as n / deff. The result is a − b as a fraction
    of one (times 100 gives percentage points), with its 95 % bounds.

    Raises ValueError for more successes than respondents, an empty sample, or deff below one.

    >>> found = difference_interval(56, 70, 48, 80)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    for successes, n in ((successes_a, n_a), (successes_b, n_b)):
        if not (math.isfinite(n) and n > 0):
            raise ValueError(f"a sample of {n} respondents says nothing: n must be above zero")
        if not 0 <= successes <= n:
            raise ValueError(f"{successes} of {n} respondents cannot be: check the two numbers")
    if not (math.isfinite(deff) and deff >= 1):
        raise ValueError(f"a design effect of {deff} cannot be: it is one or more")
    given = [value / deff for value in (successes_a, n_a, successes_b, n_b)]
    with _formulas() as connection:
        low, high = connection.execute(
            "select newcombe_low(a, m, b, n), newcombe_high(a, m, b, n) from "
            "(select $1::double as a, $2::double as m, $3::double as b, $4::double as n)",
            given,
        ).fetchall()[0]
    return Interval(successes_a / n_a - successes_b / n_b, low, high)


def design_effect(margin_of_error: float, n: float) -> float:
    """Design effect where a survey gives only its margin of error at 95 %.

    deff = (MOE / (1.96 · √(0.25 / n)))², MOE as a fraction of one; never below one. Raises
    ValueError for a margin outside 0 to 1 or an empty sample.

    >>> round(design_effect(0.031, 1000), 3)
    1.001
    """
    if not (0 < margin_of_error < 1 and n > 0):
        raise ValueError("a margin of error lies between 0 and 1, and n above zero")
    return max(1.0, (margin_of_error / (1.96 * math.sqrt(0.25 / n))) ** 2)


def _checked(values: Sequence[float | None]) -> list[float | None]:
    checked: list[float | None] = []
    for value in values:
        if value is None or pd.isna(value):
            checked.append(None)
        elif not math.isfinite(value) or value < 0:
            raise ValueError(f"{value} is no flow: a flow is a finite number of zero or more")
        else:
            checked.append(float(value))
    return checked


def _formulas() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(MACROS.read_text(encoding="utf-8"))
    return connection
