"""The worked examples of docs/methods.md, read from the page and recomputed by the library.

An example is a fenced block of lines `label: value`, the same in both languages but for the labels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import indicators

Example = dict[str, str]

#: The labels of an example, in English and in Korean.
LABELS = {
    "Example": "예",
    "Pair": "쌍방향 지표",
    "Other pair": "다른 쌍방향 지표",
    "Partner": "상대국",
    "Year": "연도",
    "Years": "기간",
    "Month": "월",
    "Day": "기준일",
    "Series": "계열",
    "Origin": "출발",
    "Destination": "도착",
    "Period": "기간 표기",
    "Without": "제외 회원국",
    "Calculation": "계산",
    "Value": "값",
    "x": "x",
    "y": "y",
    "x in the other pair": "다른 쌍방향 지표의 x",
    "State of x": "x의 상태",
    "State of y": "y의 상태",
    "Grade of the pair": "쌍방향 지표의 등급",
    "Grade": "등급",
    "Population of the partner": "상대국 인구",
    "Population of Korea": "한국 인구",
    "x per 100,000": "x(인구 10만 명당)",
    "y per 100,000": "y(인구 10만 명당)",
    "World total": "세계 합계",
    "Level of 2019": "2019년 값",
    "Sample of x": "x의 표본",
    "Sample of y": "y의 표본",
    "Members": "합산 회원국",
    "Members of ASEAN": "당시 회원국 수",
    "Years used": "사용 연도 수",
    "Years left out": "제외 연도",
    "Months": "개월 수",
    "From": "시작일",
    "To": "종료일",
    "Preferred": "채택 수치",
    "Other": "그 밖의 수치",
    "Difference in percent": "차이(%)",
    "Decided by": "결정 규칙",
    "Treated as": "처리 결과",
    "Score": "점수",
    "Rank": "순위",
    "Rank range": "순위 범위",
    "Result": "결과",
    "Interval": "95% 구간",
    "Verdict": "판정",
    "Sources": "출처",
}

#: What an example asks for; every other line is recomputed.
ASKED = frozenset(list(LABELS)[: list(LABELS).index("Value")])

SIDES = {"x": "toward_korea", "y": "toward_partner"}
NOTHING = "–"


def read_examples(page: str, language: str) -> list[Example]:
    """Every example of a page, with English labels. An unknown label is a KeyError."""
    names = {(en if language == "en" else ko): en for en, ko in LABELS.items()}
    return [
        {names[label]: value for label, value in re.findall(r"^(.+?): (.+)$", block, flags=re.M)}
        for block in re.findall(r"^```example\n(.*?)^```$", page, flags=re.M | re.S)
    ]


def show(value: object, printed: str) -> str:
    """A value with as many decimals as it is printed with; a dash where there is none."""
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):
        return NOTHING
    decimals = len(printed.partition(".")[2])
    return f"{value:,.{decimals}f}".replace("-", "−")


def show_interval(low: float | None, high: float | None, printed: str) -> str:
    """Both ends with as many decimals as the first is printed with."""
    if low is None or pd.isna(low):
        return NOTHING
    first = printed.split(" … ")[0]
    return f"{show(low, first)} … {show(high, first)}"


def calculate(written: str) -> float:
    """The value of arithmetic as it is written out in an example."""
    python = re.sub(r"(?<=\d),(?=\d{3})", "", written).replace("−", "-").replace("·", "*")
    known = {"log2": math.log2, "max": max, "min": min}
    assert set(re.findall(r"[a-z]\w*", python)) <= set(known), written
    return eval(python, {"__builtins__": {}}, known)


def recompute(example: Example, store: Path) -> Example:
    """Every line of an example that is not asked for, as the library gives it."""
    found = METHODS[example["Example"]](example, store)
    return {
        label: value if isinstance(value, str) else show(value, example[label])
        for label, value in found.items()
        if label in example
    }


def _row(example: Example, store: Path, year: str | None = None) -> pd.Series:
    at = int(year or example["Year"])
    frame = indicators.two_way(example["Pair"], [example["Partner"]], (at, at), store=store)
    assert len(frame) == 1, f"no row for {example}"
    return frame.iloc[0]


def _sources(row: pd.Series, *sides: str, more: tuple[str, ...] = ()) -> str:
    ids = {row[f"{SIDES[side]}_source_id"] for side in sides} - {None}
    return ", ".join(sorted({*(name for name in ids if not pd.isna(name)), *more}))


def _flows(row: pd.Series) -> dict[str, object]:
    return {"x": row["toward_korea"], "y": row["toward_partner"]}


def _indicator(example: Example, store: Path) -> dict[str, object]:
    name, row = example["Example"], _row(example, store)
    year = (int(example["Year"]),) * 2
    asked = indicators.indicator(name, example["Pair"], [example["Partner"]], year, store=store)
    value = asked["value"].item()
    assert row[name] == value, "two answers of the library for one indicator"
    own = indicators.compute_indicators([row["toward_korea"]], [row["toward_partner"]])
    if name in own.columns:
        assert own[name].item() == pytest.approx(value)
    sides = [side for side in SIDES if side in example]
    found = {**_flows(row), "Result": value, "Sources": _sources(row, *sides)}
    if name == "per_capita_log2_ratio":
        found |= {
            "Population of the partner": row["population_partner"],
            "Population of Korea": row["population_korea"],
            "x per 100,000": row["toward_korea_per_100k"],
            "y per 100,000": row["toward_partner_per_100k"],
            "Sources": _sources(row, "x", "y", more=(row["population_source_id"],)),
        }
    if name.startswith("share_of"):
        found["World total"] = _world_total(row, sides[0], store)
    if name.startswith("recovery"):
        found["Level of 2019"] = _row(example, store, "2019")[SIDES[sides[0]]]
    return found


def _world_total(row: pd.Series, side: str, store: Path) -> float:
    """All of one direction, by the source and in the year of the row: printed, or its months."""
    series, source = (row[f"{SIDES[side]}_{what}"] for what in ("series_id", "source_id"))
    destination = "KOR" if side == "x" else row["partner"]
    frame = indicators.observations([series], "WLD", destination, store=store)
    frame = frame[(frame["period_start"].dt.year == row["year"]) & (frame["source_id"] == source)]
    printed = frame[frame["frequency"] == "year"]
    months = frame[frame["frequency"] == "month"]
    assert len(printed) == 1 or len(months) == 12
    return printed["value"].item() if len(printed) else months["value"].sum()


def _no_recovery(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    before = indicators.two_way(example["Pair"], [example["Partner"]], (2019, 2019), store=store)
    return {
        "x": row["toward_korea"],
        "Level of 2019": None if before.empty else before["toward_korea"].item(),
        "Result": row["recovery_toward_korea"],
        "Sources": _sources(row, "x"),
    }


def _orientation(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    series = {row["toward_korea_series_id"], row["toward_partner_series_id"]}
    frame = indicators.observations(
        sorted(series), example["Origin"], example["Destination"], store=store
    )
    figure = frame[(frame["period"] == example["Year"]) & frame["preferred"]].iloc[0]
    (side,) = [side for side in SIDES.values() if row[side] == figure["value"]]
    return {"Value": figure["value"], "Result": side, "Sources": figure["source_id"]}


def _state(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    return {
        **_flows(row),
        "State of x": row["toward_korea_state"],
        "State of y": row["toward_partner_state"],
        "Result": row["balance"],
        "Sources": _sources(row, "x", "y"),
    }


def _grade(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    pairs = indicators.pairs(store=store).set_index("pair_id")
    return {
        **_flows(row),
        "Grade of the pair": pairs.loc[example["Pair"], "grade"],
        "Grade": row["grade"],
        "Result": row["balance"],
        "Sources": _sources(row, "x", "y"),
    }


def _aggregate(example: Example, store: Path) -> dict[str, object]:
    kind, year = example["Example"], int(example["Year"])
    first, last = example.get("Years", f"{year}–{year}").split("–")
    without = example.get("Without", "").split()
    frame = indicators.aggregate(
        example["Pair"],
        kind="published" if kind == "published" else "pooled",
        years=(int(first), int(last)),
        constant_members=kind == "constant_members",
        without=without,
        store=store,
    )
    row = frame[frame["year"] == year].iloc[0]
    stored = {"published": "ASEAN", "pooled": "ASEAN_POOLED"}.get(kind)
    sources = ""
    if stored:
        partner = "ASEAN_POOLED_EX_VNM" if without == ["VNM"] else stored
        beside = indicators.two_way(example["Pair"], [partner], (year, year), store=store).iloc[0]
        assert beside["balance"] == pytest.approx(row["balance"])
        sources = _sources(beside, "x", "y")
    return {
        **_flows(row),
        "Members": row["members_included"],
        "Members of ASEAN": row["members_of"],
        "Result": row["balance"],
        "Sources": sources,
    }


def _members(example: Example, store: Path) -> dict[str, object]:
    joined = indicators.countries(store=store)["asean_since"].dropna()
    return {"Members of ASEAN": int((joined <= pd.Timestamp(example["Day"])).sum())}


def _trend(example: Example, store: Path) -> dict[str, object]:
    first, last = map(int, example["Years"].split("–"))
    found = indicators.trend(example["Pair"], example["Partner"], (first, last), store=store)
    return {
        "Years used": len(found.years),
        "Years left out": ", ".join(map(str, found.excluded)) or None,
        "Result": found.slope,
        "Interval": show_interval(found.low, found.high, example["Interval"]),
        "Verdict": found.verdict,
    }


def _small_counts(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    found = indicators.stability(row["toward_korea"], row["toward_partner"])
    assert (row["balance_low"], row["balance_high"]) == pytest.approx((found.low, found.high))
    return {
        **_flows(row),
        "Result": found.value,
        "Interval": show_interval(found.low, found.high, example["Interval"]),
        "Sources": _sources(row, "x", "y"),
    }


def _survey(example: Example, store: Path) -> dict[str, object]:
    row = _row(example, store)
    n, m = row["toward_korea_n"], row["toward_partner_n"]
    if row["unit"] == "percent":
        found = indicators.difference_interval(
            row["toward_korea"] * n / 100, n, row["toward_partner"] * m / 100, m
        )
        own = (100 * found.low, 100 * found.high)
        assert (row["gap_low"], row["gap_high"]) == pytest.approx(own)
    assert pd.isna(row["balance"])
    return {
        **_flows(row),
        "Sample of x": n,
        "Sample of y": m,
        "Result": row["gap"],
        "Interval": show_interval(row["gap_low"], row["gap_high"], example["Interval"]),
        "Sources": _sources(row, "x", "y"),
    }


def _seasonality(example: Example, store: Path) -> dict[str, object]:
    frame = indicators.seasonality(example["Pair"], example["Partner"], store=store)
    row = frame.set_index("month").loc[int(example["Month"])]
    assert row["years_toward_korea"] == row["years_toward_partner"]
    return {**_flows(row), "Years used": row["years_toward_korea"]}


def _composite(example: Example, store: Path) -> dict[str, object]:
    chosen = dict(entry.split() for entry in example["Pair"].split(", "))
    pillars = indicators.pairs(store=store).set_index("pair_id")["pillar"]
    frame = indicators.composite(
        {pillars[pair]: pair for pair in chosen},
        example["Partner"].split(", "),
        {pillars[pair]: int(year) for pair, year in chosen.items()},
        store=store,
    )
    assert frame.attrs["left_out"] == []
    first = example["Score"].split(", ")[0]
    ranges = zip(frame["rank_low"], frame["rank_high"], strict=True)
    return {
        "Result": ", ".join(frame["partner"]),
        "Score": ", ".join(show(score, first) for score in frame["score"]),
        "Rank": ", ".join(map(str, frame["rank"])),
        "Rank range": ", ".join(f"{low}–{high}" for low, high in ranges),
    }


def _conflict(example: Example, store: Path) -> dict[str, object]:
    frame = indicators.conflicts([example["Series"]], store=store)
    (row,) = [
        row
        for _, row in frame.iterrows()
        if (row["origin"], row["destination"]) == (example["Origin"], example["Destination"])
        and (row["frequency"], str(row["period_start"].year)) == ("year", example["Year"])
    ]
    return {
        "Preferred": row["preferred_value"],
        "Other": row["other_value"],
        "Difference in percent": row["difference_percent"],
        "Decided by": row["decided_by"],
        "Sources": ", ".join(sorted((row["preferred_source_id"], row["other_source_id"]))),
    }


def _correction(example: Example, store: Path) -> dict[str, object]:
    frame = indicators.observations(
        [example["Series"]], example["Origin"], example["Destination"], store=store
    )
    row = frame[frame["period"] == example["Period"]].iloc[0]
    days = f"{row['period_start']:%Y-%m-%d}/{row['period_end']:%Y-%m-%d}"
    return {
        "Value": row["value"],
        "Treated as": days if pd.isna(row["withheld"]) else "withheld",
        "Sources": row["source_id"],
    }


def _months(example: Example, store: Path) -> dict[str, object]:
    frame = indicators.observations(
        [example["Series"]], example["Origin"], example["Destination"], store=store
    )
    year = frame["period_start"].dt.year == int(example["Year"])
    months = frame[year & (frame["frequency"] == "month") & frame["preferred"]]
    row = _row(example, store)
    if len(months) == 12:
        assert months["value"].sum() == row["toward_partner"]
    return {
        "Months": len(months),
        "y": row["toward_partner"],
        "State of y": row["toward_partner_state"],
        "Sources": ", ".join(sorted(set(months["source_id"]))),
    }


def _span(example: Example, store: Path) -> dict[str, object]:
    frame = indicators.two_way_spans(example["Pair"], store=store)
    row = frame[
        (frame["partner"] == example["Partner"])
        & (frame["period_start"] == example["From"])
        & (frame["period_end"] == example["To"])
    ].iloc[0]
    return {
        **_flows(row),
        "From": f"{row['period_start']:%Y-%m-%d}",
        "To": f"{row['period_end']:%Y-%m-%d}",
        "Grade": row["grade"],
        "Sources": _sources(row, "x", "y"),
    }


def _entry_rules(example: Example, store: Path) -> dict[str, object]:
    row = indicators.entry_rules([example["Partner"]], example["Day"], store=store).iloc[0]
    return {
        "x": row["toward_korea_rule"],
        "y": row["toward_partner_rule"],
        "Sources": row["source_id"],
    }


def _two_counts(example: Example, store: Path) -> dict[str, object]:
    one = _row(example, store)
    other = _row({**example, "Pair": example["Other pair"]}, store)
    return {
        "x": one["toward_korea"],
        "x in the other pair": other["toward_korea"],
        "Sources": _sources(one, "x", more=(other["toward_korea_source_id"],)),
    }


INDICATORS = (
    "gap",
    "balance",
    "reciprocity",
    "log2_ratio",
    "ratio",
    "parity_distance",
    "per_capita_log2_ratio",
    "share_of_korea_total",
    "share_of_partner_total",
    "recovery_toward_korea",
    "recovery_toward_partner",
)

METHODS: dict[str, Callable[[Example, Path], dict[str, object]]] = {
    **dict.fromkeys(INDICATORS, _indicator),
    "orientation": _orientation,
    "state": _state,
    "grade": _grade,
    "recovery": _no_recovery,
    "published": _aggregate,
    "pooled": _aggregate,
    "constant_members": _aggregate,
    "members": _members,
    "trend": _trend,
    "small_counts": _small_counts,
    "survey_shares": _survey,
    "survey_means": _survey,
    "seasonality": _seasonality,
    "composite": _composite,
    "conflict": _conflict,
    "correction": _correction,
    "months": _months,
    "span": _span,
    "entry_rules": _entry_rules,
    "two_counts": _two_counts,
}
