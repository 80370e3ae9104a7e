"""Ticks on axes of values, linear from zero and logarithmic."""

from __future__ import annotations

import math


def ticks_from_zero(largest: float, count: int = 5) -> list[float]:
    """Round values from zero up to the largest, about ``count`` of them."""
    if largest <= 0:
        return [0.0]
    raw = largest / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw)
    return [round(step * place, 10) for place in range(math.floor(largest / step) + 1)]


def log_ticks(smallest: float, largest: float) -> list[float]:
    """Powers of ten between the two values, with their 2 and 5 where the range is short."""
    low, high = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    factors = (1,) if math.log10(largest / smallest) > 2 else (1, 2, 5)
    every = [factor * 10.0**power for power in range(low, high + 1) for factor in factors]
    return [tick for tick in every if smallest < tick <= largest * 1.001]
