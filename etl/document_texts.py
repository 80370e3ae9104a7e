"""The words around the catalogue entries in docs/catalogue.md and docs/catalogue.ko.md."""

from __future__ import annotations

#: Name and one sentence for each pillar, in the order in which they stand.
PILLARS = {
    "students": {
        "en": ("Students", "Who studies on the other side."),
        "ko": ("유학생", "상대 쪽에서 공부하는 사람을 다룬다."),
    },
    "tourism": {
        "en": ("Tourism", "Who visits the other side."),
        "ko": ("관광", "상대 쪽을 방문하는 사람을 다룬다."),
    },
    "culture": {
        "en": (
            "Culture",
            "Whose work the other side buys, watches, reads or learns. For most sectors Korea "
            "publishes what it sells and not, by country of origin, what it buys; this is said "
            "pair by pair.",
        ),
        "ko": (
            "문화",
            "상대 쪽의 작품을 사고, 보고, 읽고, 배우는 정도를 다룬다. 대부분의 분야에서 한국이 "
            "판매한 금액은 공표되나 구매한 금액은 원산국별로 공표되지 않으며, 그 사실을 쌍방향 "
            "지표마다 밝힌다.",
        ),
    },
    "perception": {
        "en": ("Perception", "What each side thinks of the other."),
        "ko": ("인식", "상대에 대한 생각을 다룬다."),
    },
    "context": {
        "en": (
            "Context",
            "What the other pillars stand in: residents, trade, aid, investment, entry rules, and "
            "the populations that flows are set against.",
        ),
        "ko": (
            "배경",
            "다른 분야의 바탕이 되는 거주자, 교역, 원조, 투자, 입국 요건과 인구당 계산에 쓰는 "
            "인구를 다룬다.",
        ),
    },
}

#: What the two directions of a pair rest on, by grade.
GRADES = {
    "A": {
        "en": "one source and one definition, both ways",
        "ko": "양방향 모두 하나의 출처와 하나의 정의",
    },
    "B": {
        "en": "two official sources with near-equal definitions",
        "ko": "정의가 거의 같은 두 공식 출처",
    },
    "C": {
        "en": "mixed definitions or secondary sources: a ratio, with its caveat in sight",
        "ko": "서로 다른 정의 또는 2차 출처: 비율을 유의사항과 함께 제시",
    },
    "D": {
        "en": "indicative only: both numbers side by side, no ratio",
        "ko": "참고용: 두 수치를 나란히 제시하고 비율은 내지 않음",
    },
}

#: How the direction of a flow becomes engagement with the other side.
FLOWS = {
    "people": {
        "en": "people who come from the partner turn to Korea; Koreans who go there turn to it",
        "ko": "상대국에서 한국으로 온 사람은 한국을, 상대국으로 간 한국인은 상대국을 향한 것으로 "
        "본다",
    },
    "exports": {
        "en": "what comes from Korea turns the partner’s people to Korea; what comes from the "
        "partner turns Koreans to it",
        "ko": "한국에서 나간 것은 상대국 국민이 한국을, 상대국에서 들어온 것은 한국인이 상대국을 "
        "향한 것으로 본다",
    },
    "opinion": {
        "en": "the partner’s opinion of Korea is toward Korea; the Koreans’ opinion of the partner "
        "is toward the partner",
        "ko": "상대국 국민의 한국 인식은 한국을, 한국인의 상대국 인식은 상대국을 향한 것으로 본다",
    },
    "entry": {
        "en": "the right of the partner’s citizens to enter Korea is toward Korea; that of Koreans "
        "to enter the partner is toward the partner",
        "ko": "상대국 국민의 한국 입국은 한국을, 한국인의 상대국 입국은 상대국을 향한 것으로 본다",
    },
    "none": {
        "en": "none: the figure stands for itself and says nothing about who turns to whom",
        "ko": "없음: 그 자체로 보는 수치이며 누가 누구를 향하는지를 나타내지 않는다",
    },
}

WORDS = {
    "title": {
        "en": "What is measured, and how far it compares",
        "ko": "무엇을 측정하고 어디까지 견줄 수 있는가",
    },
    "other_language": {"en": "[한국어](catalogue.ko.md)", "ko": "[English](catalogue.md)"},
    "written_by": {
        "en": "> This page is written by `python -m etl document` from the files in "
        "`indicators/catalogue/` and beside the raw figures. Change those, not this page.",
        "ko": "> 이 문서는 `indicators/catalogue/`와 원자료 옆의 파일을 바탕으로 "
        "`python -m etl document`가 작성한다. 내용을 고치려면 이 문서가 아니라 그 파일을 고친다.",
    },
    "introduction": {
        "en": "A *measure* is what is counted, whoever publishes it. A *series* is one publisher’s "
        "run of figures on one definition. A *pair* sets two series against each other, one for "
        "each direction between Korea and a partner, and says by its grade how far they compare. "
        "An *indicator* is computed from the two directions of a pair. How each indicator is "
        "computed and read stands in [Methods](methods.md).",
        "ko": "*측정 항목*은 공표 기관과 관계없이 무엇을 세는가를 뜻한다. *계열*은 한 기관이 "
        "하나의 정의로 낸 수치의 묶음이다. *쌍방향 지표*는 한국과 상대국 사이의 두 방향에 각각 "
        "하나씩 계열을 놓아 견주는 것이며, 어디까지 비교할 수 있는지를 등급으로 밝힌다. *산출 "
        "지표*는 쌍방향 지표의 두 방향에서 계산한다. 산출 지표의 계산과 해석은 "
        "[산출 방법](methods.ko.md)에 있다.",
    },
    "contents": {"en": "Contents", "ko": "차례"},
    "counts": {
        "en": "{pairs} pairs, {measures} measures",
        "ko": "쌍방향 지표 {pairs}개, 측정 항목 {measures}개",
    },
    "grades": {"en": "Comparability grades", "ko": "비교가능성 등급"},
    "grades_rule": {
        "en": "The grade of a pair stands with it below. In a year in which a figure was read in a "
        "text that only quotes its publisher, the row is C at best.",
        "ko": "등급은 아래의 쌍방향 지표마다 적혀 있다. 작성기관을 인용한 글에서 읽은 수치가 있는 "
        "연도는 C등급을 넘지 않는다.",
    },
    "rests_on": {"en": "what the two directions rest on", "ko": "두 방향의 근거"},
    "indicators": {"en": "Indicators", "ko": "산출 지표"},
    "indicators_rule": {
        "en": "x is the flow toward Korea, y the flow toward the partner, in the same period and "
        "on the same basis.",
        "ko": "x는 한국을 향한 흐름, y는 상대국을 향한 흐름이며 기간과 기준이 같다.",
    },
    "formula": {"en": "Formula", "ko": "산식"},
    "range": {"en": "Range", "ko": "범위"},
    "source": {"en": "Source", "ko": "출처"},
    "more": {"en": "Limits and a worked example", "ko": "한계와 계산 예"},
    "methods": {"en": "Methods", "ko": "산출 방법"},
    "methods_file": {"en": "methods.md", "ko": "methods.ko.md"},
    "pairs": {"en": "Pairs", "ko": "쌍방향 지표"},
    "measures": {"en": "Measures", "ko": "측정 항목"},
    "measure": {"en": "Measure", "ko": "측정 항목"},
    "basis": {"en": "Basis", "ko": "기준"},
    "unit": {"en": "Unit", "ko": "단위"},
    "grade": {"en": "Grade", "ko": "등급"},
    "grade_for": {
        "en": "**{grade}** for {partners}",
        "ko": "다음 상대국은 **{grade}**: {partners}",
    },
    "one_way": {"en": "one way", "ko": "한 방향"},
    "ungraded": {
        "en": "none: one direction only, nothing to compare",
        "ko": "없음: 한 방향만 공표되어 비교할 대상이 없음",
    },
    "partners": {"en": "Partners", "ko": "상대국"},
    "all_partners": {
        "en": "every member of ASEAN, Japan, China, the United States and the world total",
        "ko": "아세안 전 회원국, 일본, 중국, 미국, 세계 합계",
    },
    "the_partner": {"en": "the partner", "ko": "상대국"},
    "periods": {"en": "Periods", "ko": "기간"},
    "years": {"en": "years", "ko": "연"},
    "years_and_months": {"en": "years and months", "ko": "연·월"},
    "spans": {
        "en": "spans only, each with its first and last day; never shown as a year",
        "ko": "시작일과 종료일이 있는 구간만 있으며 연간 수치로 제시하지 않음",
    },
    "from_year": {"en": "from {year}", "ko": "{year}년부터"},
    "to_year": {
        "en": "to {year}, later only where both publish again",
        "ko": "{year}년까지(이후는 양쪽이 다시 공표한 경우만)",
    },
    "to_month": {"en": "months to {month}", "ko": "월은 {month}까지"},
    "apart": {"en": "Never on one line with", "ko": "한 선으로 잇지 않는 기준"},
    "toward_korea": {"en": "Toward Korea", "ko": "한국을 향한 흐름"},
    "toward_partner": {"en": "Toward the partner", "ko": "상대국을 향한 흐름"},
    "no_series": {"en": "No figure on this side", "ko": "이 방향의 수치 없음"},
    "where_missing": {"en": "Where a figure is missing", "ko": "수치가 없는 경우"},
    "no_reason": {
        "en": "no published figure was found",
        "ko": "공표된 수치를 찾지 못함",
    },
    "first_counts": {
        "en": "Where several of these have a figure for the same partner and year, the one listed "
        "first is used.",
        "ko": "같은 상대국과 연도에 여러 계열의 수치가 있으면 먼저 적힌 계열을 쓴다.",
    },
    "series_columns": {
        "en": "Series|Publisher|What it counts|Published|Keeper",
        "ko": "계열|공표 기관|집계 내용|공표 주기|관리기관",
    },
    "item_columns": {
        "en": "Item|Question|Survey|Fieldwork|Who was asked|Comparability: who on whom",
        "ko": "항목|문항|조사|조사 기간|조사 대상|비교가능성: 응답자 → 대상",
    },
    "mirrored": {"en": "the same question to both sides", "ko": "양쪽에 같은 문항"},
    "approximate": {"en": "alike, not the same", "ko": "유사하나 동일하지 않음"},
    "one_sided": {"en": "one side only", "ko": "한쪽만 조사"},
    "measures_rule": {
        "en": "What the figures of this pillar count, in pairs and outside them.",
        "ko": "이 분야의 수치가 무엇을 세는지를 쌍방향 지표 안팎에서 모두 밝힌다.",
    },
    "orientation": {"en": "Orientation", "ko": "방향 해석"},
    "signed": {
        "en": "Values below zero mean something: this is a net figure.",
        "ko": "순액·순증을 나타내므로 음수에도 뜻이 있다.",
    },
    "in_pairs": {"en": "In pairs", "ko": "이 항목을 쓰는 쌍방향 지표"},
    "alone": {
        "en": "Series that stand in no pair:",
        "ko": "쌍방향 지표에 들어가지 않는 계열:",
    },
    "only_alone": {
        "en": "Not paired: the other direction is not published on this definition, or the figure "
        "has no direction.",
        "ko": "짝짓지 않음: 같은 정의의 반대 방향이 공표되지 않거나 방향이 없는 수치이다.",
    },
    "cadence_year": {"en": "every year", "ko": "매년"},
    "cadence_month": {"en": "every month", "ko": "매월"},
    "cadence_two_years": {"en": "every second year", "ko": "2년마다"},
    "cadence_irregular": {"en": "irregularly", "ko": "비정기"},
    "cadence_once": {"en": "once", "ko": "1회"},
    "cadence_day": {"en": "by day", "ko": "일별"},
    "annual_printed": {"en": "", "ko": ""},
    "annual_sum": {"en": "a year is the sum of all twelve months", "ko": "연간은 12개월 합계"},
    "annual_year_end": {"en": "a year is its December figure", "ko": "연간은 12월 말 수치"},
    "by_nationality": {"en": "By nationality.", "ko": "국적 기준."},
    "by_residence": {"en": "By place of residence.", "ko": "거주지 기준."},
    "by_registration": {"en": "By registration.", "ko": "등록 기준."},
    "by_not_applicable": {"en": "", "ko": ""},
}
