"""The sentence that goes with a scenario: what it takes, and that it is arithmetic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from indicators.provenance import countries
from indicators.sentences import Words, amount, number, years

if TYPE_CHECKING:
    from indicators.scenarios import ParityPath

POOLED: dict[str, Words] = {
    "ASEAN_POOLED": ("ASEAN", "아세안"),
    "ASEAN_POOLED_EX_VNM": ("ASEAN without Viet Nam", "아세안(베트남 제외)"),
}


def path_in_words(
    found: ParityPath, pair: pd.Series, members: int | None, store: Path | None
) -> Words:
    """One paragraph in both languages, with the figures of the path in it.

    A sum over members says over how many: it is not the whole of ASEAN.
    """
    named = countries(store=store).set_index("iso3")
    partner = POOLED.get(found.partner) or (
        str(named.loc[found.partner, "in_sentence_en"]),
        str(named.loc[found.partner, "name_ko"]),
    )
    larger_side = "toward_partner" if found.smaller_side == "toward_korea" else "toward_korea"
    if found.partner in POOLED and members is not None:
        partner = (f"{partner[0]} ({members} members)", f"{partner[1]} {members}개국")
    small = _flow(pair, found.smaller_side, partner)
    large = _flow(pair, larger_side, partner)
    start, end = amount(found.smaller, found.unit), amount(found.needed, found.unit)
    base, target_year = years([found.base_year]), years([found.target_year])
    target = number(found.target_reciprocity)
    other = amount(found.larger, found.unit)
    english = (
        f"Plain arithmetic, no forecast. A reciprocity of {target[0]} in {target_year[0]} needs "
        f"{small[0]} to reach {end[0]} ({start[0]} in {base[0]}{_growth(found)[0]}), "
        f"{_assumption(found, large, other)[0]}.{_against_best(found)[0]}"
    )
    korean = (
        f"단순 산술이며 전망이 아님. "
        f"{target_year[1]} 상호성 지수 {target[1]}에 필요한 규모: {small[1]} "
        f"{end[1]}({base[1]} {start[1]}{_growth(found)[1]}). "
        f"{_assumption(found, large, other)[1]}.{_against_best(found)[1]}"
    )
    if found.already_reached:
        english += " The smaller side already stands there."
        korean += " 작은 쪽은 이미 해당 수준에 있음."
    return english, korean


def _flow(pair: pd.Series, side: str, partner: Words) -> Words:
    return (
        str(pair[f"{side}_en"]).replace("{partner}", partner[0]),
        str(pair[f"{side}_ko"]).replace("{partner}", partner[1]),
    )


def _rate(percent: float) -> Words:
    """A rate a year to a tenth of a percent, as it stands beside the sentence on the page."""
    return amount(round(abs(percent), 1) or abs(percent), "percent")


def _growth(found: ParityPath) -> Words:
    if found.growth_needed is None:
        return "; in equal steps, since it starts from zero", ", 0에서 시작하여 균등 증가"
    rate = _rate(found.growth_needed)
    if found.growth_needed < 0:
        return f", {rate[0]} less a year", f", 연 {rate[1]} 감소"
    return f", {rate[0]} more a year", f", 연 {rate[1]} 증가"


def _assumption(found: ParityPath, large: Words, other: Words) -> Words:
    if found.larger_grows == 0:
        return (
            f"if {large[0]} stay at {other[0]}",
            f"{large[1]} {other[1]} 유지 가정",
        )
    rate = _rate(found.larger_grows)
    grows = found.larger_grows > 0
    return (
        f"if {large[0]} {'grow' if grows else 'shrink'} from {other[0]} by {rate[0]} a year",
        f"{large[1]} {other[1]}에서 연 {rate[1]} {'증가' if grows else '감소'} 가정",
    )


def _against_best(found: ParityPath) -> Words:
    if found.best is None:
        return (
            " The series has no five years outside 2020–2022 to compare with.",
            " 이 계열에는 2020~2022년을 제외하고 비교할 5년 구간이 없음.",
        )
    rate = _rate(found.best.percent_a_year)
    span = f"{found.best.from_year}–{found.best.to_year}"
    span_ko = f"{found.best.from_year}~{found.best.to_year}년"
    if found.best.percent_a_year < 0:
        return (
            f" Even the best five years of this series, {span}, fell by {rate[0]} a year.",
            f" 이 계열에서 가장 나았던 5년({span_ko})도 연 {rate[1]} 감소하였음.",
        )
    return (
        f" The best five years of this series, {span}, brought {rate[0]} a year.",
        f" 이 계열에서 가장 빨랐던 5년({span_ko})은 연 {rate[1]} 증가하였음.",
    )
