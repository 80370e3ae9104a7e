"""The words that go with a release, in both languages."""

from __future__ import annotations

from typing import Literal

from indicators.store import Release

TITLE_EN = "Reciprocity indicators between Korea and ASEAN"
TITLE_KO = "한국·아세안 상호성 지표"

_README = {
    "en": """# {title}, release {version}

Built {built_at} UTC from raw figures with sha256 {raw_sha256}.

`tables/` holds every public table twice, as CSV (UTF-8) and as Parquet; `datapackage.json`
describes them (Frictionless Data Package). Start with `two_way`: both directions of each pair by
partner and year, with state, grade and source on either side. `indicator` holds what is computed
from them, `observation` every published figure with its place in the source, `source` where each
was read.

* A direction that is not published is empty and says so in its state; it is never zero.
* Grade A to D says how comparable the two directions are; D yields no ratio.
* `ASEAN` is a publisher's own total; `ASEAN_POOLED` sums the members that have both directions.

Licences are those of the publishers, by source, in `LICENCES.csv`. UNESCO figures are CC BY-SA.
How to cite: `CITATION.txt`. What changed: `CHANGES.md`.
""",
    "ko": """# {title}, {version} 판

{built_at}(협정 세계시)에 원자료(sha256 {raw_sha256})로 작성함.

`tables/`에는 모든 공개 표가 CSV(UTF-8)와 Parquet 두 형식으로 들어 있고,
`datapackage.json`이 이를 설명한다(프릭션리스 데이터 패키지). `two_way`부터 보기를 권한다.
쌍방향 지표별·상대국별·연도별로 양쪽 흐름과 상태, 비교가능성 등급, 출처를 담고 있다.
`indicator`는 여기에서 산출한 지표, `observation`은 출처 안의 위치를 밝힌 모든 공표 수치,
`source`는 읽은 출처이다.

* 공표되지 않은 방향은 빈칸이며 상태 칸에 밝힌다. 0이 아니다.
* A에서 D까지의 등급은 두 방향을 얼마나 비교할 수 있는지를 나타내며, D에서는 비율을 내지 않는다.
* `ASEAN`은 작성기관의 자체 합계, `ASEAN_POOLED`는 양방향이 모두 있는 회원국의 합이다.

이용 조건은 출처별로 작성기관의 조건을 따르며 `LICENCES.csv`에 있다. 유네스코 수치는 CC BY-SA이다.
인용 방법은 `CITATION.txt`, 바뀐 내용은 `CHANGES.md`를 참조한다.
""",
}


def readme(described: Release, language: Literal["en", "ko"]) -> str:
    """What is in the release and how to read it."""
    return _README[language].format(
        title=TITLE_EN if language == "en" else TITLE_KO,
        version=described.version,
        built_at=f"{described.built_at:%Y-%m-%d %H:%M}",
        raw_sha256=described.raw_sha256,
    )


def citation_text(described: Release) -> str:
    """A ready citation, in both languages."""
    year = described.built_at.year
    return (
        f"{TITLE_EN}, release {described.version} ({year}). Figures of the publishers named in "
        f"the table `source`.\n"
        f"{TITLE_KO}, {described.version} 판({year}). 수치는 표 `source`에 밝힌 작성기관의 것임.\n"
    )


def citation_cff(described: Release) -> str:
    """The same for reference managers (Citation File Format)."""
    return (
        "cff-version: 1.2.0\n"
        "message: Please cite the release and the publishers of the figures you use.\n"
        f"title: {TITLE_EN}\n"
        "type: dataset\n"
        "authors:\n  - name: Maintainers of the reciprocity indicators\n"
        f"version: {described.version}\n"
        f"date-released: {described.built_at:%Y-%m-%d}\n"
    )


def changes_text(described: Release, changes: list[tuple[str, str, int]]) -> str:
    """How many rows of each table are new, revised or gone; the rows are in release_change."""
    lines = [f"# What changed in {described.version}", ""]
    if not changes:
        lines.append("There is no earlier release to compare with, or nothing changed.")
        lines.append("비교할 이전 판이 없거나 바뀐 내용이 없음.")
    for table, kind, count in changes:
        lines.append(f"* {table}: {count:,} {kind}")
    return "\n".join(lines) + "\n"
