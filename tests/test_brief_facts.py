"""Every fact of a brief is put together from figures that stand in the store."""

from __future__ import annotations

import math
import re

import pytest

from briefing.brief_pillar import PILLARS, facts_about_pillar, rows_of, summary_of_pillar
from briefing.brief_reading import Reading, read
from briefing.brief_words import day, difference, percent, spoken, times
from briefing.facts import facts_about, standings_of, summary_of

MEMBERS = ("BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM")
SUBJECTS = (*MEMBERS, *PILLARS)
#: Kinds of fact that say each of their figures; the others say what is computed from them.
SPEAK_ALL = ("gap", "standing", "change", "pooled")


@pytest.fixture(scope="module")
def reading(store) -> Reading:
    return read(store)


@pytest.fixture(scope="module")
def facts(reading):
    found = {m: (*summary_of(m, reading), *facts_about(m, reading)) for m in MEMBERS}
    pillars = {
        p: (*summary_of_pillar(p, reading), *facts_about_pillar(p, reading)) for p in PILLARS
    }
    return found | pillars


def value_in_store(shipped, figure):
    """What the store holds at the place a figure names."""
    table, when = {"two_way": ("two_way", "year"), "two_way_spans": ("two_way_span", "period")}[
        figure.table
    ]
    pair, partner, period, side = figure.key
    rows = shipped.execute(
        f"select {side} from {table} where pair_id = ? and partner = ? and {when}::varchar = ?",
        [pair, partner, period],
    ).fetchall()
    assert len(rows) == 1
    return rows[0][0]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_figure_of_every_fact_is_in_the_store(subject, facts, shipped):
    figures = {figure for fact in facts[subject] for figure in fact.figures}
    derived_of = {f for fact in facts[subject] for one in fact.derived for f in one.of}
    assert figures
    for figure in figures | derived_of:
        assert value_in_store(shipped, figure) == figure.value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_computed_number_follows_from_its_figures(subject, facts):
    for fact in facts[subject]:
        for derived in fact.derived:
            values = [figure.value for figure in derived.of]
            expected = {
                "ratio": lambda v: v[0] / v[1],
                "percent_change": lambda v: 100 * (v[1] / v[0] - 1),
                "difference": lambda v: abs(v[0] - v[1]),
                "rank": lambda v: 1 + sum(other > v[0] for other in v[1:]),
            }[derived.how](values)
            assert derived.value == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_sentence_says_the_figures_it_stands_on(subject, language, facts):
    for fact in facts[subject]:
        sentence = fact.text.in_(language)
        if fact.kind in SPEAK_ALL:
            for figure in fact.figures:
                assert spoken(figure.value, figure.unit).in_(language) in sentence
        elif fact.kind == "one_way":
            assert spoken(fact.figures[0].value, fact.figures[0].unit).in_(language) in sentence
        for quote in fact.quotes:
            told = fact.detail.in_(language) if fact.detail else sentence
            assert quote.text.in_(language).lower() in told.lower()
        for derived in fact.derived:
            if derived.how == "ratio":
                assert times(derived.value).in_(language) in sentence
            if derived.how == "percent_change":
                assert percent(abs(derived.value)).in_(language) in sentence


def numbers_that_may_stand(fact, reading, shipped, language):
    """Everything with a digit in it that a sentence may hold, and where it comes from."""
    allowed = [quote.text.in_(language) for quote in fact.quotes]
    units = {figure.unit for figure in fact.figures}
    for figure in (*fact.figures, *(f for d in fact.derived for f in d.of)):
        when = figure.key[2]
        allowed += [spoken(figure.value, figure.unit).in_(language), day(when).in_(language), when]
        if figure.table == "two_way":
            pair = reading.pair(figure.key[0])
            allowed += [pair[f"title_{language}"].partition("(")[0].strip()]
            for side in ("toward_korea", "toward_partner"):
                allowed += re.split(r"\{partner\}", pair[f"{side}_{language}"])
    for derived in fact.derived:
        size = abs(derived.value)
        allowed += [times(size).in_(language), percent(size).in_(language)]
        allowed += [difference(size, unit).in_(language) for unit in units]
        if derived.how == "rank":
            allowed += [f"{derived.value}", f"{len(derived.of)}"]
    if fact.kind == "pooled":
        pair, partner, year, _ = fact.figures[0].key
        members = shipped.execute(
            "select members from two_way where pair_id = ? and partner = ? and year = ?",
            [pair, partner, int(year)],
        ).fetchone()[0]
        allowed.append(str(members))
    if fact.kind == "trend":
        allowed += [str(len({figure.key[2] for figure in fact.figures})), "95%"]
    for quote in fact.quotes:
        if quote.table == "commitments":
            row = shipped.execute(
                f"select announced, deadline, actor_{language}, status_{language} "
                "from commitment where commitment_id = ?",
                [quote.key[0]],
            ).fetchone()
            announced, deadline, actor, status = row
            allowed += [actor, status, *(day(d).in_(language) for d in (announced,) if d)]
            if deadline and deadline[:4].isdecimal():
                allowed.append(day(deadline).in_(language))
        if quote.table == "events":
            when = shipped.execute("select date from event where event_id = ?", [quote.key[0]])
            allowed.append(day(when.fetchone()[0]).in_(language))
        if quote.table == "entry_rules":
            allowed.append(day(quote.key[1]).in_(language))
    return sorted({text for text in allowed if re.search(r"\d", text)}, key=len, reverse=True)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_number_in_a_sentence_comes_from_nowhere(subject, language, facts, reading, shipped):
    for fact in facts[subject]:
        rest = fact.text.in_(language).replace("Top 10", "").replace("톱10", "")
        # The ratio of one flow to the other is told as so many to 1.
        rest = re.sub(r" to 1(?!\d|[.,]\d)", "", rest)
        for known in numbers_that_may_stand(fact, reading, shipped, language):
            # Whole numbers only: 1 is no part of 1,880.
            whole = rf"(?<![\d.,]){re.escape(known)}(?!\d|[.,]\d)"
            rest = re.sub(whole, "", rest, flags=re.IGNORECASE)
        assert not re.search(r"\d", rest), (fact.text.in_(language), rest)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_sentence_has_a_source_that_can_be_found(subject, facts, shipped):
    known = {row[0] for row in shipped.execute("select source_id from source").fetchall()}
    for fact in facts[subject]:
        assert fact.citations
        for citation in fact.citations:
            assert citation.source_id in known or citation.url.startswith("http")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_grade_d_has_no_ratio_and_says_so(subject, facts):
    for fact in facts[subject]:
        if fact.grade == "D":
            assert all(derived.how != "ratio" for derived in fact.derived)
            assert "비율 미산출" in fact.text.ko and "no ratio" in fact.text.en


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_change_runs_over_five_years_of_one_series_outside_the_pandemic(subject, facts, shipped):
    for fact in facts[subject]:
        if fact.kind != "change":
            continue
        then, now = fact.figures
        first, last = int(then.key[2]), int(now.key[2])
        assert last - first >= 5
        assert not {first, last} & {2020, 2021, 2022}
        series = shipped.execute(
            f"select distinct {now.key[3]}_series_id from two_way "
            "where pair_id = ? and partner = ? and year in (?, ?)",
            [now.key[0], now.key[1], first, last],
        ).fetchall()
        assert len(series) == 1


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_heaviest_facts_come_first(subject, reading):
    choose = facts_about_pillar if subject in PILLARS else facts_about
    weights = [fact.weight for fact in choose(subject, reading)]
    assert weights == sorted(weights, reverse=True)


def test_the_widest_gap_of_viet_nam_is_in_students(reading):
    # UNESCO for 2019: 13,176 from Viet Nam in Korea, 152 from Korea in Viet Nam.
    widest = next(fact for fact in facts_about("VNM", reading) if fact.kind == "gap")
    assert widest.text.ko == (
        "2019년 베트남 → 한국 유학생 1만 3,200명, 한국 → 베트남 유학생 152명의 "
        "86.7배로 분야 중 최대 격차(등급 A)"
    )
    assert widest.text.en == (
        "Students from Viet Nam in Korea: 13,200 in 2019, 86.7 times the 152 Korean students in "
        "Viet Nam, the widest gap of all topics (grade A)"
    )
    assert widest.derived[0].value == pytest.approx(13_176 / 152)


def test_viet_nam_is_first_among_the_members_in_students(reading):
    newest = next(
        f for f in facts_about("VNM", reading) if f.kind == "one_way" and "students" in f.topic
    )
    assert newest.figures[0].value == 75_144
    assert "아세안 11개국 중 1위" in newest.text.ko
    assert "1st of the 11 members of ASEAN" in newest.text.en


def test_a_comparator_without_both_directions_is_named(reading):
    compared = next(
        f for f in facts_about("VNM", reading) if f.kind == "comparison" and "tourism" in f.topic
    )
    assert "일본 2.7배(한국 → 일본)" in compared.text.ko
    assert "미국은 양방향 수치 미확인" in compared.text.ko


def test_the_rules_of_entry_are_told_both_ways_with_their_day(reading):
    rules = next(fact for fact in facts_about("VNM", reading) if fact.kind == "entry")
    assert rules.text.ko == (
        "베트남 국민의 한국 입국은 전자비자, 한국인의 베트남 입국은 45일 무사증(2026. 2. 17. 기준)"
    )


def test_only_the_last_announcement_of_an_open_goal_is_told(reading, shipped):
    told = [fact for fact in facts_about_pillar("tourism", reading) if fact.kind == "commitment"]
    assert len({fact.topic for fact in told}) == len(told)
    for fact in told:
        last = shipped.execute(
            "select commitment_id, status from commitment where goal_id = ? "
            "order by announced desc, commitment_id desc limit 1",
            [fact.topic],
        ).fetchone()
        assert last[0] == fact.quotes[0].key[0]
        assert last[1] in ("announced", "in_progress", "on_track", "at_risk", "slipped")


def test_a_deadline_that_has_passed_is_said_to_have_passed(reading):
    pilot = next(f for f in facts_about("VNM", reading) if f.topic == "group_evisa_pilot")
    assert "기한 2026. 6.(경과)" in pilot.text.ko
    assert "due June 2026 (passed)" in pilot.text.en


def test_timor_leste_has_no_ratio_and_its_missing_directions_are_named(facts):
    own = [fact for fact in facts["TLS"] if fact.kind in ("standing", "gap", "one_way")]
    assert all(derived.how != "ratio" for fact in own for derived in fact.derived)
    one_way = [fact for fact in own if fact.kind == "one_way"]
    assert one_way
    for fact in one_way:
        assert "반대 방향은 미공표" in fact.text.ko
        assert "the other direction has no published figure" in fact.text.en


def test_an_opinion_says_who_was_asked(facts):
    for subject in ("VNM", "perception"):
        told = [
            f for f in facts[subject] if f.topic == "perception_opinion" and f.kind == "standing"
        ]
        assert told
        assert all(fact.detail and fact.detail.ko.startswith("조사 대상: ") for fact in told)


def test_pandemic_years_are_no_headline_but_surveys_of_them_are(reading):
    for member in MEMBERS:
        for standing in standings_of(member, reading).values():
            year = standing.row.get("year")
            if standing.topic.flow != "opinion" and year is not None:
                assert year not in (2020, 2021, 2022)
    assert standings_of("VNM", reading)["perception_opinion"].period == "2022"


def test_the_table_of_a_pillar_stands_on_one_pair(reading):
    rows = rows_of("tourism", reading)
    assert {standing.pair["pair_id"] for standing in rows} == {"visitors_moj"}
    assert {standing.partner for standing in rows} >= set(MEMBERS)


def test_asean_as_one_is_told_with_and_without_viet_nam(reading, shipped):
    pooled = next(f for f in summary_of_pillar("tourism", reading) if f.kind == "pooled")
    whole = shipped.execute(
        "select toward_partner / toward_korea from two_way where pair_id = 'visitors_moj' "
        "and partner = 'ASEAN_POOLED' and year = 2024"
    ).fetchone()[0]
    assert math.isclose(pooled.derived[0].value, whole)
    assert "베트남 제외 시" in pooled.text.ko
    assert "3개국(필리핀·싱가포르·베트남)" in pooled.text.ko
