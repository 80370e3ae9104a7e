"""The tables that are served: what each holds, what it can be asked, and what reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from api import rows
from api.figures import Figures
from api.holdings import Holdings
from api.parameters import (
    DESTINATION,
    FIRST,
    INDICATOR,
    LANGUAGE,
    LAST,
    ORIGIN,
    PAIR,
    PARTNER,
    SERIES,
    SOURCE,
    Parameter,
    Question,
)
from api.words import Text

Reader = Callable[[Question, Holdings, Figures], pd.DataFrame]


@dataclass(frozen=True)
class Table:
    """One table of the API."""

    name: str
    title: Text
    meaning: Text
    parameters: tuple[Parameter, ...]
    #: Columns that name a row; they are never empty.
    keys: tuple[str, ...]
    read: Reader


TABLES = (
    Table(
        "pairs",
        Text("Pairs", "쌍방향 지표"),
        Text(
            "Which two flows are set against each other, on which basis and with which grade of "
            "comparability.",
            "서로 견주는 두 흐름과 그 기준, 비교가능성 등급.",
        ),
        (PAIR, LANGUAGE),
        ("pair_id",),
        rows.read_pairs,
    ),
    Table(
        "two_way",
        Text("Both directions by year", "연도별 쌍방향 값"),
        Text(
            "The flow toward Korea and the flow toward the partner, by pair, partner and year, "
            "with the indicators and the source of each side beside them. Pairs that are named "
            "together have to stand on one basis.",
            "지표·상대국·연도별 한국을 향한 흐름과 상대국을 향한 흐름, 그리고 각 방향의 출처와 "
            "지표 값. 여러 쌍방향 지표를 함께 지정하려면 기준이 같아야 함.",
        ),
        (PAIR, PARTNER, FIRST, LAST, LANGUAGE),
        ("pair_id", "partner", "year"),
        rows.read_two_way,
    ),
    Table(
        "indicators",
        Text("Indicators", "지표"),
        Text(
            "The same indicators one a row, with their 95 % intervals. An indicator that is "
            "undefined in a year has no row.",
            "같은 지표를 한 행에 하나씩, 95% 신뢰구간과 함께. 정의되지 않는 해에는 행이 없음.",
        ),
        (PAIR, PARTNER, INDICATOR, FIRST, LAST, LANGUAGE),
        ("pair_id", "partner", "year", "indicator_id"),
        rows.read_indicators,
    ),
    Table(
        "observations",
        Text("Published figures", "공표된 값"),
        Text(
            "Every figure as it was published, each with its source and its place in it: the "
            "preferred ones and those they were chosen over.",
            "공표된 그대로의 모든 값과 그 출처 및 수록 위치. 채택한 값과 채택하지 않은 값을 "
            "모두 포함.",
        ),
        (SERIES, ORIGIN, DESTINATION, FIRST, LAST, LANGUAGE),
        ("series_id", "origin", "destination", "period_start", "period_end", "source_id"),
        rows.read_observations,
    ),
    Table(
        "series",
        Text("Series", "계열"),
        Text(
            "What each series counts, who publishes it, and who is asked when a figure looks "
            "wrong.",
            "각 계열이 집계하는 것, 작성기관, 값에 대한 문의처.",
        ),
        (SERIES,),
        ("series_id",),
        rows.read_series,
    ),
    Table(
        "sources",
        Text("Sources", "출처"),
        Text(
            "Every text or file a figure was read in: publisher, title, date, address, licence.",
            "값을 확인한 모든 자료의 작성기관, 제목, 발표일, 주소, 이용 조건.",
        ),
        (SOURCE,),
        ("source_id",),
        rows.read_sources,
    ),
    Table(
        "coverage",
        Text("Coverage", "공표 현황"),
        Text(
            "For each pair and partner the years with both directions, with one, or why there "
            "are none.",
            "지표·상대국별로 양방향 또는 한 방향만 공표된 연수와, 없는 경우 그 이유.",
        ),
        (PAIR, PARTNER, LANGUAGE),
        ("pair_id", "partner"),
        rows.read_coverage,
    ),
    Table(
        "releases",
        Text("Release", "공표 버전"),
        Text(
            "Which release is served: its version, when it was built, and the hash of what it "
            "was built from.",
            "제공 중인 버전, 생성 시각, 원자료의 해시.",
        ),
        (),
        ("version",),
        rows.read_releases,
    ),
)


def find_table(name: str) -> Table | None:
    """The table of a name, or None."""
    return next((table for table in TABLES if table.name == name), None)
