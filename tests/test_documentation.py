"""The documents say what the catalogue, the store and the library say, in both languages."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
import pkgutil
import re
import typing
from pathlib import Path

import pytest

import indicators
from etl.__main__ import main
from etl.document import FILES, document
from indicators.catalogue import Catalogue, load_catalogue
from indicators.catalogue.model import Pillar
from tests.checkout import ROOT, read
from tests.worked_examples import (
    ASKED,
    INDICATORS,
    LABELS,
    METHODS,
    calculate,
    read_examples,
    recompute,
    show,
)

LANGUAGES = ("en", "ko")
PAGES = ("methods", "catalogue", "library")

#: Sections of the methods that are no indicator, each with an example unless it is named below.
SECTIONS = (
    "orientation",
    "states",
    "grades",
    "recovery",
    "aggregates",
    "trends",
    "small_counts",
    "surveys",
    "seasonality",
    "composite",
    "conflicts",
    "corrections",
    "embargo",
    "spans",
    "entry_rules",
    "questions",
)
#: A figure under embargo is not in the store, so there is none to show.
WITHOUT_EXAMPLE = ("embargo",)

PARTS = {
    "en": ("Definition", "How to read it", "Limits", "Source"),
    "ko": ("정의", "해석", "한계", "출처"),
}
FORMULA = {"en": ("Formula", "Range"), "ko": ("산식", "범위")}
COLUMNS = {"en": "Columns", "ko": "열"}
RAISES = {"en": "Raises", "ko": "예외"}

MEND = "the page is out of date: run `make document` (or `python -m etl document`)"

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def name_of(page: str, language: str) -> str:
    return f"docs/{page}.md" if language == "en" else f"docs/{page}.{language}.md"


def read_page(page: str, language: str) -> str:
    return read(name_of(page, language))


def one_line(text: str) -> str:
    return " ".join(text.split())


def sections(text: str, level: str) -> dict[str, str]:
    """Text below each heading of one level, by the heading."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def method_sections(language: str) -> dict[str, str]:
    """Text of each section of the methods, by the name in brackets at the end of its heading."""
    found = sections(read_page("methods", language), "##")
    return {
        match.group(1): text
        for heading, text in found.items()
        if (match := re.search(r"\((\w+)\)$", heading))
    }


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def addresses(text: str) -> list[str]:
    """The address of each heading of a page, as Markdown readers form it."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(text), flags=re.MULTILINE)
    kept = (
        "".join(letter for letter in heading.lower() if letter.isalnum() or letter in "_- ")
        for heading in headings
    )
    return [heading.replace(" ", "-") for heading in kept]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


# The pages as pages


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_parts_in_both_languages(page):
    english, korean = (without_blocks(read_page(page, language)) for language in LANGUAGES)
    for pattern in (r"^#+ ", r"^\|", r"^- ", r"^\d+\. "):
        left, right = (re.findall(pattern, text, flags=re.M) for text in (english, korean))
        assert left == right, pattern


@both_languages
@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_heading(page, language):
    links = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", read_page(page, language))
    mine = Path(name_of(page, language)).name
    headings = {
        target: set(addresses(read(f"docs/{target or mine}"))) for target in {t for t, _ in links}
    }
    broken = [f"{target}#{place}" for target, place in links if place not in headings[target]]
    assert broken == []


@both_languages
@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_the_others_in_its_own_language(page, language):
    text = read_page(page, language)
    others = {name_of(other, language) for other in PAGES if page == "library" or other != page}
    mine = {name_of(page, other) for other in LANGUAGES if other != language}
    linked = {f"docs/{target}" for target in re.findall(r"\]\(([\w.]+\.md)", text)}
    wanted = (others | mine) - {name_of(page, language)}
    if page == "catalogue":
        wanted -= {name_of("library", language)}
    assert wanted <= linked


# The methods


@both_languages
def test_every_indicator_stands_in_the_methods_as_the_catalogue_has_it(catalogue, language):
    text = read_page("methods", language)
    found = sections(text, "##")
    for indicator in catalogue.indicators.values():
        below = one_line(found[f"{getattr(indicator, f'name_{language}')} ({indicator.id})"])
        assert f"`{indicator.formula}`" in below, indicator.id
        assert one_line(getattr(indicator, f"range_{language}")) in below, indicator.id
        for part in (*PARTS[language], *FORMULA[language]):
            assert f"**{part}.**" in below, f"{indicator.id}: {part}"


@both_languages
def test_every_further_method_has_its_section_with_all_its_parts(catalogue, language):
    found = method_sections(language)
    assert set(found) == {*catalogue.indicators, *SECTIONS}
    for name in set(SECTIONS) - {"questions"}:
        for part in PARTS[language]:
            assert f"**{part}.**" in found[name], f"{name}: {part}"


@both_languages
def test_every_method_is_shown_on_figures(language):
    bare = [
        name
        for name, text in method_sections(language).items()
        if not read_examples(text, language)
    ]
    assert bare == list(WITHOUT_EXAMPLE)


@both_languages
def test_the_rules_of_preference_stand_in_their_order(catalogue, language):
    below = method_sections(language)["conflicts"]
    listed = [one_line(rule) for rule in re.findall(r"^\d+\. (.+)$", below, flags=re.M)]
    assert listed == [one_line(getattr(rule, f"rule_{language}")) for rule in catalogue.preferences]


@both_languages
def test_a_figure_in_the_text_stands_in_an_example(language):
    page = read_page("methods", language)
    shown = {value for example in read_examples(page, language) for value in example.values()}
    # What a share is taken of, and how often weights are drawn.
    known = {"100,000", "10,000", *re.findall(r"\d+(?:,\d{3})+", " ".join(shown))}
    assert set(re.findall(r"\d+(?:,\d{3})+", without_blocks(page))) <= known


def test_both_languages_work_the_same_examples():
    english, korean = (
        read_examples(read_page("methods", language), language) for language in LANGUAGES
    )
    assert english == korean
    assert {example["Example"] for example in english} == set(METHODS)


EXAMPLES = read_examples(read_page("methods", "en"), "en")


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{number}-{e['Example']}" for number, e in enumerate(EXAMPLES)]
)
def test_a_worked_example_is_what_the_store_gives(example, store):
    found = recompute(example, store)
    stated = {label: value for label, value in example.items() if label not in ASKED}
    assert stated == found


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if "Calculation" in example],
    ids=lambda example: example["Calculation"],
)
def test_a_calculation_comes_out_as_it_is_printed(example):
    label = "Difference in percent" if "Difference in percent" in example else "Result"
    assert show(calculate(example["Calculation"]), example[label]) == example[label]
    written = set(re.findall(r"\d+(?:[.,]\d+)*", example["Calculation"].replace("log2", "")))
    stated = {value for name, value in example.items() if name != "Calculation"}
    assert written - {"2", "100"} <= stated


def test_an_example_that_drifts_is_noticed(store):
    example = next(example for example in EXAMPLES if example["Example"] == "balance")
    assert recompute(example, store)["Result"] == example["Result"]
    drifted = {**example, "Year": "2017"}
    assert recompute(drifted, store)["Result"] != example["Result"]


def test_every_indicator_of_the_catalogue_can_be_recomputed(catalogue):
    assert set(INDICATORS) == set(catalogue.indicators)


def test_the_labels_of_an_example_are_told_apart_in_both_languages():
    assert len(set(LABELS.values())) == len(LABELS)
    with pytest.raises(KeyError):
        read_examples("```example\nExample: gap\nGuess: 5\n```\n", "en")


# The catalogue


@both_languages
def test_the_catalogue_page_is_up_to_date(catalogue, language):
    assert read(f"docs/{FILES[language]}") == document(catalogue, language), MEND


def test_the_command_writes_both_pages_the_same_each_time(tmp_path, capsys):
    assert main(["document", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES.values())
    told = capsys.readouterr().out
    for name in FILES.values():
        assert (tmp_path / name).read_bytes() == (ROOT / "docs" / name).read_bytes(), MEND
        assert f"wrote {tmp_path / name}" in told


@both_languages
def test_a_changed_caveat_makes_the_page_stale(catalogue, language):
    pair = next(iter(catalogue.pairs.values()))
    changed = pair.model_copy(update={f"caveat_{language}": "A plainly synthetic caveat."})
    other = catalogue.model_copy(update={"pairs": {**catalogue.pairs, pair.id: changed}})
    assert document(other, language) != document(catalogue, language)
    assert "A plainly synthetic caveat." in document(other, language)


@both_languages
def test_every_pillar_pair_measure_and_indicator_has_its_heading(catalogue, language):
    headings = re.findall(r"^(#+) (.+)$", read_page("catalogue", language), flags=re.M)
    assert len(headings) == len(set(headings)), "two headings are the same"
    names = {heading for _, heading in headings}
    for pillar in typing.get_args(Pillar):
        assert [h for level, h in headings if level == "##" and h.endswith(f"({pillar})")]
    wanted = [
        *((pair.id, getattr(pair, f"title_{language}")) for pair in catalogue.pairs.values()),
        *(
            (entry.id, getattr(entry, f"name_{language}"))
            for entry in catalogue.indicators.values()
        ),
    ]
    missing = [name for name, title in wanted if f"{one_line(title)} ({name})" not in names]
    word = {"en": "Measure", "ko": "측정 항목"}[language]
    missing += [
        measure.id
        for measure in catalogue.measures.values()
        if f"{word}: {one_line(getattr(measure, f'name_{language}'))} ({measure.id})" not in names
    ]
    assert missing == []


@both_languages
def test_a_pair_is_described_with_grade_caveat_sides_and_reasons(catalogue, language, store):
    keeper = "keeper" if language == "en" else "keeper_ko"
    keepers = indicators.series(store=store).set_index("series_id")[keeper]
    found = sections(read_page("catalogue", language), "####")
    for pair in catalogue.pairs.values():
        below = found[f"{one_line(getattr(pair, f'title_{language}'))} ({pair.id})"]
        wanted = [getattr(pair, f"caveat_{language}"), f"`{pair.basis}`"]
        wanted += [
            f"**{grade}**" for grade in {pair.grade, *pair.grade_by_partner.values()} if grade
        ]
        for side in ("toward_korea", "toward_partner"):
            reason = getattr(pair, f"missing_{side}_{language}")
            wanted.append(reason.partition("{partner}")[0])
            for name in getattr(pair, side):
                wanted.append(f"`{name}`")
                if series := catalogue.series.get(name):
                    wanted += [
                        getattr(series, f"publisher_{language}"),
                        getattr(series, f"definition_{language}"),
                        keepers[name],
                    ]
                else:
                    wanted.append(getattr(catalogue.items[name], f"question_{language}"))
        missing = [text for text in wanted if one_line(text) not in below]
        assert missing == [], pair.id


@both_languages
def test_every_series_is_described_somewhere(catalogue, language):
    page = read_page("catalogue", language)
    assert [name for name in catalogue.series if f"| `{name}` |" not in page] == []


@both_languages
def test_no_partner_is_left_as_a_gap_in_a_sentence(language):
    page = read_page("catalogue", language)
    assert "{" not in page
    assert re.findall(r"\S(?:을\(를\)|를\(을\)|은\(는\)|이\(가\)|와\(과\))", page) == []


def test_the_store_is_not_needed_to_write_the_catalogue_page(monkeypatch, tmp_path):
    monkeypatch.setenv("RECIPROCITY_STORE", str(tmp_path / "none.duckdb"))
    assert document(load_catalogue(), "en") == read(f"docs/{FILES['en']}"), MEND


# The library

PUBLIC = [name for name in indicators.__all__ if inspect.isroutine(getattr(indicators, name))]
MODULES = [
    "indicators",
    *(found.name for found in pkgutil.walk_packages(indicators.__path__, "indicators.")),
]


def library_section(name: str, language: str) -> str:
    below = sections(read_page("library", language), "###")[name]
    return re.split(r"^## ", below, flags=re.MULTILINE)[0]


def listed(text: str, word: str) -> list[str]:
    """Names in backticks in the paragraph that begins with a word."""
    found = re.search(rf"^{word}:? (.+?)(?:\n\n|\Z)", text, flags=re.M | re.S)
    return re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", found.group(1))) if found else []


def code_of(text: str) -> str:
    return "".join(re.findall(r"^```python\n(.*?)^```$", text, flags=re.M | re.S))


@both_languages
def test_every_public_name_stands_in_the_reference(language):
    text = read_page("library", language)
    assert set(sections(text, "###")) == set(PUBLIC)
    assert [name for name in indicators.__all__ if f"`{name}" not in text] == []


@both_languages
@pytest.mark.parametrize("name", PUBLIC)
def test_the_reference_gives_the_parameters_of_a_function(name, language):
    shown = re.search(rf"`{name}\((.*?)\)`", library_section(name, language), flags=re.S)
    assert shown is not None
    parameters = re.findall(r"(\w+)(?:=[^,]+)?(?:,|$)", one_line(shown.group(1)))
    assert parameters == list(inspect.signature(getattr(indicators, name)).parameters)


@pytest.mark.parametrize("name", PUBLIC)
def test_both_references_hold_the_same_example(name):
    english, korean = (code_of(library_section(name, language)) for language in LANGUAGES)
    assert english == korean
    assert f"indicators.{name}(" in english


@both_languages
@pytest.mark.parametrize("name", PUBLIC)
def test_an_example_of_the_reference_runs_and_lists_its_columns(name, language, store, monkeypatch):
    monkeypatch.setenv("RECIPROCITY_STORE", str(store))
    below = library_section(name, language)
    known = {"indicators": indicators}
    test = doctest.DocTestParser().get_doctest(code_of(below), known, name, None, None)
    assert test.examples
    told = io.StringIO()
    result = doctest.DocTestRunner().run(test, out=told.write, clear_globs=False)
    assert result.failed == 0, told.getvalue()
    columns = listed(below, COLUMNS[language])
    frame = test.globs.get("frame")
    if frame is None:
        assert columns == []
    elif name == "composite":
        # Its further columns are named after the pillars that were asked for.
        own = [column for column in frame.columns if column not in columns]
        assert own == ["students", "tourism", "rank_without_students", "rank_without_tourism"]
    else:
        assert sorted(columns) == sorted(frame.columns)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_function_has_a_docstring_in_whole_sentences(name):
    written = inspect.getdoc(getattr(indicators, name))
    assert written, f"{name} has no docstring"
    assert written.split("\n\n")[0].rstrip().endswith("."), (
        f"{name}: the first paragraph breaks off"
    )


#: Arguments that a function takes, and the same with a name that does not exist.
FITTING = {
    "pair": "students_uis",
    "partner": "VNM",
    "partners": ["VNM"],
    "indicator_id": "balance",
    "series": ["uis_mobile"],
    "kind": "pooled",
    "without": ["VNM"],
    "pair_by_pillar": {"students": "students_degree", "tourism": "visitors_kto"},
    "year_by_pillar": {"students": 2017, "tourism": 2017},
    "claim_id": "CLM-05",
    "target_reciprocity": 1.0,
    "target_year": 2040,
    "growth_toward_korea": 1,
    "growth_toward_partner": 1,
    "until": 2040,
}
UNKNOWN = {
    "pair": "no_such_pair",
    "partner": "XYZ",
    "partners": ["IDN", "XYZ"],
    "indicator_id": "no_such_indicator",
    "series": ["no_such_series"],
    "kind": "no_such_kind",
    "without": ["XYZ"],
    "pair_by_pillar": {"students": "no_such_pair"},
    "claim_id": "CLM-00",
}


def test_an_unknown_name_is_answered_as_the_reference_says(store):
    answered = {}
    for name in PUBLIC:
        function = getattr(indicators, name)
        parameters = inspect.signature(function).parameters
        needed = {
            key: FITTING[key]
            for key, parameter in parameters.items()
            if parameter.default is parameter.empty and key in FITTING
        }
        for wrong in UNKNOWN.keys() & parameters.keys():
            try:
                function(**{**needed, wrong: UNKNOWN[wrong]}, store=store)
            except ValueError as error:
                answered.setdefault(name, set()).add(type(error).__name__)
    assert "UnknownNameError" in answered["two_way"]
    for name, errors in answered.items():
        for language in LANGUAGES:
            told = listed(library_section(name, language), RAISES[language])
            assert errors <= set(told), name
    for name in PUBLIC:
        if "UnknownNameError" in listed(library_section(name, "en"), RAISES["en"]):
            assert "UnknownNameError" in answered[name], f"{name} does not raise it"


@pytest.mark.parametrize("name", PUBLIC)
def test_the_reference_names_every_error_that_a_docstring_names(name):
    written = inspect.getdoc(getattr(indicators, name)) or ""
    named = set(re.findall(r"\b[A-Z]\w+Error\b", written)) - {"StoreError"}
    for language in LANGUAGES:
        assert named <= set(listed(library_section(name, language), RAISES[language]))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_in_the_docstrings():
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [
        test.name
        for name in MODULES
        for test in finder.find(importlib.import_module(name))
        if test.examples
    ]
    assert {"indicators.formulas.stability", "indicators.trends.theil_sen"} <= set(found)
