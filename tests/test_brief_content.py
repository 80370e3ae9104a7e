"""One page on a member or a pillar: what stands on it, in which order, and that it fits."""

from __future__ import annotations

import re

import pytest

from briefing import brief_page
from briefing.brief_content import MARKS, make_brief
from briefing.brief_notes import printed_address, readable, shortened
from briefing.brief_page import BODY, DATE, LEGEND, NOTE, SUMMARY, TABLE, fits, lines_of
from indicators import UnknownNameError
from tests.briefs import brief

__all__ = ["brief"]

HANGUL = re.compile("[가-힣]")


def lines_in(brief):
    return [*brief.summary, *(line for part in brief.parts for line in part.lines)]


def test_a_brief_fits_its_page_and_leads_with_a_summary(brief):
    assert fits(brief)
    assert 2 <= len(brief.summary) <= 3
    assert len(brief.table.rows) >= 6
    assert brief.version in brief.dateline


def test_footnotes_are_numbered_by_first_mention_and_all_are_mentioned(brief):
    numbers = [note.number for note in brief.notes]
    assert numbers == list(range(1, len(numbers) + 1))
    seen = set()
    mentions = [line.notes for line in lines_in(brief)] + [brief.table.notes]
    for mentioned in mentions:
        new = [number for number in mentioned if number not in seen]
        # In the order of the text, none is left out.
        assert new == list(range(len(seen) + 1, len(seen) + 1 + len(new)))
        seen.update(new)
    assert seen == set(numbers)


def test_every_sentence_has_a_footnote_and_every_footnote_a_source(brief):
    for line in lines_in(brief):
        # Only the line on who was asked stands without: the sentence above it has the source.
        assert line.notes or line.text.startswith(("조사 대상: ", "Asked: "))
    for note in brief.notes:
        assert note.text and (note.source_id or note.url.startswith("http"))


def test_no_page_mixes_the_languages(brief):
    texts = [brief.title, *(line.printed for line in lines_in(brief)), *brief.table.head]
    texts += [part.heading for part in brief.parts]
    if brief.language == "ko":
        assert all(HANGUL.search(text) for text in texts)
    else:
        assert not any(HANGUL.search(text) for text in texts)
        assert not any(HANGUL.search(cell) for row in brief.table.rows for cell in row)


def test_korean_has_the_marks_and_noun_endings_of_an_office(store):
    brief = make_brief("VNM", "ko", store)
    assert {line.mark for part in brief.parts for line in part.lines} == {"○", "–"}
    assert MARKS["ko"][1] == "□"
    for line in lines_in(brief):
        assert not re.search(r"(다|요|까)[.?]?$", line.text)


def test_the_table_has_full_digits_year_ratio_and_grade(store):
    rows = make_brief("VNM", "ko", store).table.rows
    visitors = next(row for row in rows if "4,500,000" in row)
    assert visitors[:7] == (
        *("관광", "한국 입국자와 상대국 방문객", "2024"),
        *("596,462", "4,500,000", "7.5", "C"),
    )
    newest = next(row for row in rows if "75,144" in row)
    assert newest[2:7] == ("2025", "75,144", "미공표", "–", "–")


def test_what_is_not_found_is_a_dash_and_never_a_zero(store):
    rows = make_brief("TLS", "en", store).table.rows
    culture = next(row for row in rows if row[0] == "Culture")
    assert set(culture[1:]) == {"–"}
    tourism = next(row for row in rows if row[0] == "Tourism")
    assert tourism[4] == "not published"


def test_an_estimate_is_marked_where_it_stands(store):
    rows = make_brief("VNM", "ko", store).table.rows
    assert any("260,609(추정)" in row for row in rows)
    assert any("4,331,411(잠정)" in row for row in rows)


def test_a_smaller_page_holds_fewer_facts_in_the_same_type(store, monkeypatch):
    full = make_brief("VNM", "ko", store)
    monkeypatch.setattr(brief_page, "SPARE", 150.0)
    small = make_brief("VNM", "ko", store)
    assert len(small.facts) < len(full.facts)
    assert fits(small)
    dropped = [fact.weight for fact in full.facts if fact not in small.facts]
    # Nothing lighter is kept in the place of what could have been kept.
    assert max(fact.weight for fact in small.facts) > max(dropped)
    assert min(BODY, SUMMARY) >= 10
    assert min(TABLE, LEGEND, NOTE, DATE) >= 8


def test_an_unknown_subject_is_answered_with_the_known_ones(store):
    with pytest.raises(UnknownNameError, match="unknown subject of a brief 'ZZZ'") as caught:
        make_brief("ZZZ", "ko", store)
    assert "VNM" in str(caught.value) and "tourism" in str(caught.value)


def test_text_breaks_at_spaces_and_long_words_inside():
    assert lines_of("가나 다라", 10, 20) == 2
    assert lines_of("가나 다라", 10, 100) == 1
    assert lines_of("가나다라마바사아", 10, 20) > 2
    assert lines_of("가나", 10, 20, after=10) == 2


def test_titles_are_cut_at_words_and_letters_no_face_has_are_left_out():
    assert shortened("International arrivals by market", 25) == "International arrivals by…"
    assert shortened("Short", 25) == "Short"
    thai, korean = "จำนวน 2021 (preliminary)", "외국인 유학생 현황 (foreign students)"
    assert readable(thai) == "2021 (preliminary)"
    assert readable(korean) == korean


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://www.example.org/a/b.html", "example.org/a/b.html"),
        ("https://example.org/" + "long/" * 30, "example.org"),
        ("https://example.org/%EA%B0%80", "example.org"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_printed_whole_where_it_is_short_and_plain(url, printed):
    assert printed_address(url) == printed
