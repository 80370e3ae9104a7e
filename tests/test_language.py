"""Both languages say the same, in the manner of each."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from dashboard.language import LANGUAGES, LOCALES, Language

ROOT = Path(__file__).resolve().parent.parent
EN, KO = Language("en"), Language("ko")
HANGUL = re.compile(r"[가-힣]")


def files_with_sentences() -> list[Path]:
    return [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]


def translated_calls() -> list[ast.Call]:
    """Every call of a function or method named ``t``, wherever it stands: also inside f-strings."""
    return [
        node
        for file in files_with_sentences()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "t"
    ]


def messages_in_the_code() -> set[str]:
    return {call.args[0].value for call in translated_calls() if call.args}


@pytest.fixture(scope="module")
def korean() -> Catalog:
    with (LOCALES / "ko" / "LC_MESSAGES" / "reciprocity.po").open("rb") as text:
        return read_po(text, locale="ko")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_stands_in_the_code_as_it_is_looked_up():
    calls = translated_calls()
    assert len(calls) > 100
    assert all(isinstance(call.args[0], ast.Constant) for call in calls if call.args)


def test_every_sentence_has_a_korean_one(korean: Catalog):
    untranslated = {
        text
        for text in messages_in_the_code()
        if (entry := korean.get(text)) is None or not entry.string or entry.fuzzy
    }
    assert not untranslated


def test_no_translation_outlives_its_sentence(korean: Catalog):
    assert {entry.id for entry in korean if entry.id} <= messages_in_the_code()
    assert not korean.obsolete


def test_the_command_in_babel_cfg_finds_every_sentence():
    found = {
        message
        for file in files_with_sentences()
        for _, message, _, _ in extract_from_file("python", file, keywords={"t": None})
    }
    assert found == messages_in_the_code()


def test_a_translation_has_the_same_places_for_values(korean: Catalog):
    differing = {e.id for e in korean if e.id and fields(e.id) != fields(e.string)}
    assert not differing


def test_an_english_sentence_holds_no_hangul():
    assert not {text for text in messages_in_the_code() if HANGUL.search(text)}


def test_a_korean_sentence_is_not_the_english_one_left_in_place(korean: Catalog):
    the_same = {e.id for e in korean if e.id and e.id == e.string and re.search(r"[a-z]{3}", e.id)}
    without_places = {re.sub(r"\{\w+\}", "", text) for text in the_same}
    assert not {text for text in without_places if re.search(r"[A-Za-z]{3}", text)}


@pytest.mark.parametrize("code", ["fr", "", "KO", "../ko", "한국어"])
def test_an_unknown_language_reads_as_english(code: str):
    assert Language(code) == EN
    assert Language(code).t("Overview") == "Overview"


def test_a_sentence_nobody_translated_stays_english():
    assert KO.t("A sentence that is nowhere in the code") == (
        "A sentence that is nowhere in the code"
    )


def test_values_stand_in_the_places_of_the_sentence():
    assert EN.t("{a} against {b}", a=1, b="two") == "1 against two"
    assert EN.t("{braces} stay where no value is given") == "{braces} stay where no value is given"


@pytest.mark.parametrize(
    ("code", "english", "korean"),
    [
        ("VNM", "Viet Nam", "베트남"),
        ("LAO", "Lao PDR", "라오스"),
        ("BRN", "Brunei Darussalam", "브루나이"),
        ("TLS", "Timor-Leste", "동티모르"),
        ("MMR", "Myanmar", "미얀마"),
        ("KOR", "Korea", "한국"),
        ("JPN", "Japan", "일본"),
        ("USA", "United States", "미국"),
        ("ASEAN", "ASEAN", "아세안"),
        ("SEA", "Southeast Asia", "동남아시아"),
        ("WLD", "World", "세계"),
    ],
)
def test_countries_have_the_names_asean_gives_them(code: str, english: str, korean: str):
    assert (EN.country(code), KO.country(code)) == (english, korean)


def test_a_code_without_a_name_stands_for_itself():
    assert EN.country("QQQ") == KO.country("QQQ") == "QQQ"


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (10_050_000, "10.1 million", "1,010만"),
        (10_000_000, "10 million", "1,000만"),
        (1_234_567_890, "1.23 billion", "12억 3,000만"),
        (2_500_000_000_000, "2.5 trillion", "2조 5,000억"),
        (999_999, "1 million", "100만"),
        (81_234, "81,200", "8만 1,200"),
        (100_000_001, "100 million", "1억"),
        (9_999, "10,000", "1만"),
        (9_994, "9,990", "9,990"),
        (45, "45", "45"),
        (0, "0", "0"),
        (3.14159, "3.14", "3.14"),
        (0.01234, "0.0123", "0.0123"),
        (-81_234, "-81,200", "-8만 1,200"),
    ],
)
def test_in_a_sentence_a_number_has_three_digits_at_most(value: float, english: str, korean: str):
    assert (EN.short(value), KO.short(value)) == (english, korean)


def test_in_a_table_a_number_has_all_its_digits():
    assert EN.number(10_052_345) == KO.number(10_052_345) == "10,052,345"
    assert EN.number(0.5) == "0.5"
    assert EN.number(1 / 3, 2) == "0.33"
    assert EN.number(2.5, 0) == "3"
    assert KO.number(1234, 1) == "1,234.0"


@pytest.mark.parametrize("undefined", [float("nan"), float("inf"), float("-inf")])
def test_an_undefined_value_is_never_written_as_a_number(undefined: float):
    for write in (EN.number, EN.short, EN.percent):
        with pytest.raises(ValueError, match="say in words why it is missing"):
            write(undefined)


def test_a_share_says_whether_it_came_in_points():
    assert EN.percent(0.12345) == "12.3%"
    assert KO.percent(12.345, points=True) == "12.3%"


def test_days_and_months_follow_the_language():
    assert EN.date(date(2025, 10, 26)) == "26 October 2025"
    assert KO.date("2025-10-26") == "2025년 10월 26일"
    assert (EN.month(2024, 3), KO.month(2024, 3)) == ("March 2024", "2024년 3월")


@pytest.mark.parametrize(
    ("word", "particle", "joined"),
    [
        ("한국", "은/는", "한국은"),
        ("라오스", "은/는", "라오스는"),
        ("베트남", "이/가", "베트남이"),
        ("캄보디아", "을/를", "캄보디아를"),
        ("필리핀", "과/와", "필리핀과"),
        ("태국", "으로/로", "태국으로"),
        ("서울", "으로/로", "서울로"),
        ("말레이시아", "으로/로", "말레이시아로"),
        ("한국관광공사(KTO)", "은/는", "한국관광공사(KTO)는"),
        ("ASEAN", "은/는", "ASEAN은"),
        ("KEDI", "은/는", "KEDI는"),
        ("KTO", "이/가", "KTO가"),
        ("EXIM", "이/가", "EXIM이"),
        ("Web", "을/를", "Web을"),
        ("2024", "은/는", "2024는"),
        ("2020", "은/는", "2020은"),
        ("2021", "으로/로", "2021로"),
        ("2023", "으로/로", "2023으로"),
        ("“베트남”", "이/가", "“베트남”이"),
        ("한국", "도", "한국도"),
        ("%", "은/는", "%는"),
    ],
)
def test_a_korean_particle_follows_the_sound_before_it(word: str, particle: str, joined: str):
    assert KO.with_particle(word, particle) == joined


def test_english_has_no_particles():
    assert EN.with_particle("Viet Nam", "은/는") == "Viet Nam"


def test_each_language_is_offered_under_its_own_name():
    assert dict(LANGUAGES) == {"ko": "한국어", "en": "English"}


def test_a_text_that_comes_in_both_languages_is_chosen_by_language():
    assert (EN.choose("gap", "격차"), KO.choose("gap", "격차")) == ("gap", "격차")
    assert KO.choose("only English", "") == "only English"
    assert (EN.column("title"), KO.column("title")) == ("title_en", "title_ko")
