"""What parity would need: plain arithmetic on the newest figures, no forecast.

With m the smaller and M the larger of two flows, reciprocity is r = 2m / (m + M)
(docs/methods.md), so a target r needs m = r·M / (2 − r).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from indicators.formulas import compute_indicators
from indicators.growth import BestGrowth, best_growth
from indicators.read import pairs, two_way
from indicators.scenarios_in_words import path_in_words
from indicators.trends import PANDEMIC

SIDES = ("toward_korea", "toward_partner")


class ScenarioError(ValueError):
    """A scenario that cannot be computed from what was asked for; the message says why."""


@dataclass(frozen=True)
class ParityPath:
    """What a target reciprocity takes, year by year.

    `path` has one row a year from the base to the target: year, toward_korea, toward_partner,
    reciprocity, balance, and `more`, what the smaller side needs beyond its base figure. Flows
    are in `unit` and unrounded, so that the last row solves back to the target.
    `growth_needed` is the yearly growth of the smaller side in percent, missing where it starts
    from zero (its path is then a straight line). `best` is the fastest five years that ever
    happened on that side in the same series, and `years_at_best` how long the target would take
    at that speed, missing where that speed does not catch up.
    """

    pair: str
    partner: str
    unit: str
    grade: str
    base_year: int
    target_year: int
    target_reciprocity: float
    base_reciprocity: float
    smaller_side: str
    smaller: float
    larger: float
    larger_grows: float
    needed: float
    growth_needed: float | None
    best: BestGrowth | None
    years_at_best: float | None
    provisional: bool
    caveat_en: str
    caveat_ko: str
    sentence_en: str
    sentence_ko: str
    path: pd.DataFrame = field(repr=False, compare=False)

    @property
    def already_reached(self) -> bool:
        """Whether the smaller side stands where the target needs it, or above."""
        return self.needed <= self.smaller

    @property
    def faster_than_ever(self) -> bool | None:
        """Whether the growth needed is above the best five years; None where either is missing."""
        if self.best is None or self.growth_needed is None:
            return None
        return self.growth_needed > self.best.percent_a_year


def parity_path(
    pair: str,
    partner: str,
    target_reciprocity: float,
    target_year: int,
    larger_grows: float = 0.0,
    base_year: int | None = None,
    store: Path | None = None,
) -> ParityPath:
    """The flow that the smaller side needs each year to reach a reciprocity in a year.

    `target_reciprocity` lies above 0 and up to 1 (parity); `larger_grows` is what the larger side
    is assumed to grow by, in percent a year (a what-if, zero by default). The base is the newest
    year with both directions outside 2020–2022, or `base_year`.

    Raises ScenarioError for grade D and units of which a ratio means nothing, for a base in the
    pandemic or without both directions, and for targets out of range; UnknownNameError for an
    unknown pair or partner.
    """
    if not 0 < target_reciprocity <= 1:
        raise ScenarioError("a target reciprocity lies above 0 and up to 1, which is parity")
    row = _base_row(pair, partner, base_year, store)
    base = int(row["year"])
    if target_year <= base:
        raise ScenarioError(f"the target year must lie after {base}, the base of this pair")
    if larger_grows <= -100:
        raise ScenarioError("the larger side cannot shrink by 100% a year or more")
    flows = {side: float(row[side]) for side in SIDES}
    smaller_side = min(SIDES, key=lambda side: flows[side])
    larger_side = next(side for side in SIDES if side != smaller_side)
    steps = solve_path(
        flows[smaller_side],
        flows[larger_side],
        target_reciprocity,
        target_year - base,
        larger_grows,
    )
    frame = _frame(base, steps, smaller_side, larger_side)
    needed = steps[-1][0]
    growth = _growth(flows[smaller_side], needed, target_year - base)
    best = best_growth(pair, partner, smaller_side, base, store)
    listed = pairs(store=store)
    described = listed[listed["pair_id"] == pair].iloc[0]
    found = ParityPath(
        pair=pair,
        partner=partner,
        unit=str(row["unit"]),
        grade=str(row["grade"]),
        base_year=base,
        target_year=target_year,
        target_reciprocity=target_reciprocity,
        base_reciprocity=float(row["reciprocity"]),
        smaller_side=smaller_side,
        smaller=flows[smaller_side],
        larger=flows[larger_side],
        larger_grows=larger_grows,
        needed=needed,
        growth_needed=growth,
        best=best,
        years_at_best=_years_at_best(flows, smaller_side, target_reciprocity, larger_grows, best),
        provisional=bool(row["provisional"]),
        caveat_en=str(row["caveat_en"]),
        caveat_ko=str(row["caveat_ko"]),
        sentence_en="",
        sentence_ko="",
        path=frame,
    )
    english, korean = path_in_words(
        found, described, None if pd.isna(row["members"]) else int(row["members"]), store
    )
    return replace(found, sentence_en=english, sentence_ko=korean)


def solve_path(
    smaller: float, larger: float, target: float, years: int, larger_grows: float = 0.0
) -> list[tuple[float, float]]:
    """The smaller and the larger flow in each year from now to the target, both included.

    The larger grows by `larger_grows` percent a year; the smaller grows at one rate to
    m = r·M / (2 − r) in the last year, or in equal steps where it starts from zero.

    >>> [round(small) for small, _ in solve_path(100, 300, 1.0, 2)]
    [100, 173, 300]
    """
    factor = 1 + larger_grows / 100
    end = target * (larger * factor**years) / (2 - target)
    steps = []
    for year in range(years + 1):
        along = year / years
        now = smaller * (end / smaller) ** along if smaller > 0 else end * along
        steps.append((end if year == years else now, larger * factor**year))
    return steps


def what_if(
    pair: str,
    partner: str,
    growth_toward_korea: float,
    growth_toward_partner: float,
    until: int,
    base_year: int | None = None,
    store: Path | None = None,
) -> pd.DataFrame:
    """Both flows if each grew by a rate of one's own choosing, in percent a year; no forecast.

    One row a year from the base to `until`: year, toward_korea, toward_partner, reciprocity,
    balance, more_toward_korea and more_toward_partner (beyond the base). Raises as `parity_path`.
    """
    row = _base_row(pair, partner, base_year, store)
    base = int(row["year"])
    if until <= base:
        raise ScenarioError(f"the last year must lie after {base}, the base of this pair")
    rates = (growth_toward_korea, growth_toward_partner)
    if min(rates) <= -100:
        raise ScenarioError("a flow cannot shrink by 100% a year or more")
    frame = pd.DataFrame({"year": range(base, until + 1)})
    for side, rate in zip(SIDES, rates, strict=True):
        frame[side] = [
            float(row[side]) * (1 + rate / 100) ** (year - base) for year in frame["year"]
        ]
        frame[f"more_{side}"] = frame[side] - float(row[side])
    computed = compute_indicators(frame["toward_korea"].tolist(), frame["toward_partner"].tolist())
    return frame.assign(reciprocity=computed["reciprocity"], balance=computed["balance"])


def _base_row(pair: str, partner: str, base_year: int | None, store: Path | None) -> pd.Series:
    frame = two_way(pair, [partner], store=store)
    both = frame[frame["toward_korea"].notna() & frame["toward_partner"].notna()]
    if base_year is not None:
        both = both[both["year"] == base_year]
    if both.empty:
        when = f" in {base_year}" if base_year is not None else ""
        raise ScenarioError(f"{pair} has no year with both directions for {partner}{when}")
    outside = both[~both["year"].isin(PANDEMIC)]
    if outside.empty:
        raise ScenarioError("2020 to 2022 are no base: there is no other year with both directions")
    row = outside.iloc[-1]
    if pd.isna(row["reciprocity"]):
        if row["toward_korea"] == row["toward_partner"] == 0:
            raise ScenarioError("no flow in either direction: there is nothing to bring to parity")
        raise ScenarioError(
            f"{pair} is of grade {row['grade']} for {partner}: no ratio is computed from it, "
            "so there is no path to one"
        )
    return row


def _frame(
    base: int, steps: list[tuple[float, float]], smaller_side: str, larger_side: str
) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "year": range(base, base + len(steps)),
            smaller_side: [small for small, _ in steps],
            larger_side: [large for _, large in steps],
        }
    )
    computed = compute_indicators(frame["toward_korea"].tolist(), frame["toward_partner"].tolist())
    frame["reciprocity"], frame["balance"] = computed["reciprocity"], computed["balance"]
    frame["more"] = frame[smaller_side] - steps[0][0]
    return frame[["year", *SIDES, "reciprocity", "balance", "more"]]


def _growth(start: float, end: float, years: int) -> float | None:
    """Yearly growth in percent that leads from one figure to another."""
    return 100 * ((end / start) ** (1 / years) - 1) if start > 0 else None


def _years_at_best(
    flows: dict[str, float],
    smaller_side: str,
    target: float,
    larger_grows: float,
    best: BestGrowth | None,
) -> float | None:
    """Years until the target at the best speed: ln(r·M / ((2 − r)·m)) / ln((1 + b) / (1 + g))."""
    small = flows[smaller_side]
    large = max(flows.values())
    if best is None or small == 0:
        return None
    ahead = (1 + best.percent_a_year / 100) / (1 + larger_grows / 100)
    if ahead <= 1:
        return None
    return max(0.0, math.log(target * large / ((2 - target) * small)) / math.log(ahead))
