"""What is asked of a scenario, settled against the figures there are.

Measure, partner, base year and target year stand in the view; target reciprocity and rates of
growth share its item, as in ``100_0_5_0``: reciprocity in hundredths, growth of the larger side,
then of the flow toward Korea and of the flow toward the partner, in percent a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from dashboard import data
from dashboard.frame import Page
from dashboard.view import ASEAN_POOLED
from dashboard.wording import COMPARABLE

TARGETS = (25, 50, 75, 90, 100)
RATES = (-10, -5, -2, 0, 2, 5, 10, 15, 20, 30, 50)
DEFAULT_ITEM = "100_0_5_0"
DEFAULT_PARTNER = "VNM"
DEFAULT_UNTIL = 2030
LAST_UNTIL = 2050
UNITS = ("persons", "usd", "count")
_ITEM = re.compile(r"(\d+)_(m?\d+)_(m?\d+)_(m?\d+)")


@dataclass(frozen=True)
class Asked:
    """A scenario as it was asked for, and what else may be asked."""

    pairs: pd.DataFrame
    pair: pd.Series
    #: Rows of the pair that may be a base: both directions, a ratio, no pandemic year.
    bases: pd.DataFrame
    partners: list[str]
    partner: str
    base: int
    until: int
    target: int
    #: Growth a year in percent: of the larger side, toward Korea, toward the partner.
    rates: tuple[int, int, int]


def settle_scenario(page: Page) -> Asked:
    """Settle measure, partner, base, target and rates against the figures there are."""
    return page.keep_settled("scenario", lambda: _settle(page))


def _settle(page: Page) -> Asked:
    t = page.language.t
    pairs = data.pairs(page.release.edition)
    fitting = pairs["grade"].isin(COMPARABLE) & pairs["unit"].isin(UNITS)
    pairs = pairs[fitting].set_index("pair_id", drop=False)
    codes = list(pairs.index)
    default = "visitors_moj" if "visitors_moj" in codes else codes[0]
    told = t("The address names a measure of which no ratio is given: another is shown.")
    page.settle("pair", codes, default, told)
    every = data.two_way(page.release.edition, page.view.pair)
    bases = every[every["reciprocity"].notna() & ~every["pandemic"].astype(bool)]
    partners = _in_order(bases, page)
    default = DEFAULT_PARTNER if DEFAULT_PARTNER in partners else partners[0]
    partner = page.settle_partner(partners, default)
    years = sorted(int(year) for year in bases.loc[bases["partner"] == partner, "year"])
    told = t("The year of the address cannot be a base: the newest is shown.")
    base = page.settle("year", years, years[-1], told)
    told = t("The target year of the address is not offered: another is shown.")
    page.settle("last_year", range(base + 1, LAST_UNTIL + 1), max(DEFAULT_UNTIL, base + 1), told)
    asked_item = page.view.item
    allowed = [asked_item] if read_item(asked_item) else [DEFAULT_ITEM]
    told = t("The target of the address was not understood: parity is shown.")
    page.settle("item", allowed, DEFAULT_ITEM, told)
    target, *rates = read_item(page.view.item) or (100, 0, 0, 0)
    until = page.view.last_year or DEFAULT_UNTIL
    pair = pairs[pairs.index == page.view.pair].iloc[0]
    larger, korea, there = rates
    return Asked(pairs, pair, bases, partners, partner, base, until, target, (larger, korea, there))


def _in_order(bases: pd.DataFrame, page: Page) -> list[str]:
    """The members added up first, then countries by name."""
    codes = sorted(set(bases["partner"]), key=page.language.country)
    return sorted(codes, key=lambda code: (code != ASEAN_POOLED, not code.startswith("ASEAN")))


def read_item(written: str) -> tuple[int, int, int, int] | None:
    """Target and rates as they stand in an address; None where they are none of those offered.

    >>> read_item("90_m5_10_0")
    (90, -5, 10, 0)
    """
    match = _ITEM.fullmatch(written)
    if match is None:
        return None
    target, *rates = (int(part.replace("m", "-")) for part in match.groups())
    if target not in TARGETS or any(rate not in RATES for rate in rates):
        return None
    return target, rates[0], rates[1], rates[2]


def write_item(target: int, *rates: int) -> str:
    """Target and rates as they stand in an address.

    >>> write_item(90, -5, 10, 0)
    '90_m5_10_0'
    """
    return "_".join(str(part).replace("-", "m") for part in (target, *rates))
