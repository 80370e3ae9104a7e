"""What is exported is what the library says, with everything a reader needs beside it."""

from __future__ import annotations

import ast
import random
import re
import string
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import indicators
from briefing.content import export_all, export_of, export_rows
from briefing.language import CODES, Code, Language, words
from briefing.model import SIDES, Export
from briefing.rows import AND
from dashboard.pooling import complete_members, members_with_both, pool
from indicators.particles import close_particles
from tests.checkout import ROOT

MEMBERS = ("BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM")
#: What a file must not change on its way from the library.
FIGURES = (
    *SIDES,
    "gap",
    "balance",
    "reciprocity",
    "ratio",
    "log2_ratio",
    "balance_low",
    "balance_high",
)
FACTS = (
    "partner",
    "year",
    "unit",
    "grade",
    "toward_korea_state",
    "toward_partner_state",
    "provisional",
)


def random_views(
    shipped: duckdb.DuckDBPyConnection, count: int
) -> list[tuple[str, list[str], tuple[int, int]]]:
    """Pairs, partners and years drawn from the store, the same on every machine."""
    drawn = random.Random(20251026)
    there = shipped.execute(
        "select pair_id, list(distinct partner order by partner), list(distinct year order by year)"
        " from two_way where aggregate <> 'pooled' group by pair_id order by pair_id"
    ).fetchall()
    views = []
    for _ in range(count):
        pair, partners, years = drawn.choice(there)
        chosen = drawn.sample(partners, drawn.randint(1, min(4, len(partners))))
        first, last = sorted(drawn.choices(years, k=2))
        views.append((pair, chosen, (first, last)))
    return views


def as_in_library(export: Export) -> pd.DataFrame:
    """The exported rows that stand in the library: all but the absent ones that are named."""
    rows = export.frame[export.frame["toward_korea_state"] != "absent"]
    return rows.sort_values(["partner", "year"]).reset_index(drop=True)


def test_fifty_random_views_are_exported_as_the_library_gives_them(
    store: Path, shipped: duckdb.DuckDBPyConnection
) -> None:
    seen = 0
    for place, (pair, partners, years) in enumerate(random_views(shipped, 50)):
        export = export_of(pair, partners, years, CODES[place % 2], "published", store)
        known = indicators.two_way(pair, partners, years, store)
        known = known.sort_values(["partner", "year"]).reset_index(drop=True)
        rows = as_in_library(export)
        assert len(rows) == len(known)
        for name in FIGURES:
            given = rows[name] if name in rows else pd.Series(float("nan"), index=known.index)
            pd.testing.assert_series_equal(given, known[name], check_names=False)
        for name in FACTS:
            assert rows[name].fillna("").tolist() == known[name].fillna("").tolist()
        seen += len(rows)
    assert seen > 200


def test_every_figure_of_a_row_resolves_to_its_source(store: Path) -> None:
    export = export_of("visitors_moj", ["VNM", "THA"], None, "en", store=store)
    sources = export.sources.set_index("source_id")
    known = indicators.sources(store=store).set_index("source_id")
    for row in export.frame.to_dict("records"):
        for side in SIDES:
            name = row[f"{side}_source_id"]
            assert bool(name) == bool(row[f"{side}_state"] in ("reported", "zero"))
            if name:
                assert row[f"{side}_publisher"] == known.loc[name, "publisher"]
                assert row[f"{side}_title"] == sources.loc[name, "title"]
                assert row[f"{side}_url"] == sources.loc[name, "url"]
                assert row[f"{side}_locator"]
                assert row[f"{side}_locator"] in sources.loc[name, "locators"]


@pytest.mark.parametrize("language", CODES)
def test_every_row_carries_version_date_citation_grade_and_caveat(
    store: Path, language: Code
) -> None:
    export = export_of("visitors_moj", list(MEMBERS), (2023, 2023), language, store=store)
    release = indicators.release(store)
    frame = export.frame
    assert set(frame["data_version"]) == {release.version}
    assert set(frame["data_built"]) == {release.built_at.date()}
    assert all(release.version in text for text in frame["citation"])
    assert set(frame["grade"]) == {"C"}
    caveat = indicators.pairs(store).set_index("pair_id").loc["visitors_moj", f"caveat_{language}"]
    assert set(frame["caveat"]) == {caveat}


def test_a_missing_figure_is_missing_and_says_why(store: Path) -> None:
    export = export_of("visitors_moj", ["VNM"], (2021, 2021), "en", store=store)
    row = export.frame.iloc[0]
    assert row["toward_korea"] == 25_359
    assert pd.isna(row["toward_partner"])
    assert row["turn"] == "no comparison"
    assert "Korean visitors to Viet Nam" in row["missing"]
    assert row["known"] == "toward Viet Nam: not published"


def test_a_view_of_one_year_names_the_partners_that_have_no_row(store: Path) -> None:
    export = export_of("visitors_kto", list(MEMBERS), (2019, 2019), "en", store=store)
    assert set(export.frame["partner"]) == set(MEMBERS)
    library = indicators.two_way("visitors_kto", list(MEMBERS), (2019, 2019), store)
    absent = export.frame[~export.frame["partner"].isin(library["partner"])]
    assert len(absent)
    assert absent[list(SIDES)].isna().all(axis=None)
    assert set(absent["toward_korea_state"]) == {"absent"}


def test_a_grade_d_row_has_no_ratio_in_any_form(store: Path) -> None:
    export = export_of("students_residents", ["VNM"], None, "en", store=store)
    both = export.frame[export.frame[list(SIDES)].notna().all(axis="columns")]
    assert set(both["grade"]) == {"D"}
    assert set(both["turn"]) == {"counted too differently for a ratio"}
    assert "balance" not in export.frame and "ratio" not in export.frame
    assert "to 1" not in export.answer


def test_the_answer_names_the_larger_flow_and_no_sign(store: Path) -> None:
    export = export_of("visitors_moj", ["VNM"], (2024, 2024), "en", store=store)
    assert export.answer == (
        "In 2024, Korean visitors to Viet Nam outnumbered entries to Korea by nationals of "
        "Viet Nam 7.5 to 1: 4.5 million against 596,000"
    )
    korean = export_of("visitors_moj", ["VNM"], (2024, 2024), "ko", store=store)
    assert korean.answer == (
        "2024년 ‘한국 → 베트남 방문객’ 450만 명, ‘베트남 국민의 한국 입국’(59만 6,000명)의 7.5배"
    )


def test_scores_have_a_difference_and_no_ratio(store: Path) -> None:
    export = export_of("favourability_kf", ["ASEAN"], None, "en", "published", store)
    assert export.answer.endswith("19.6 points apart")
    assert export.frame["turn"].tolist() == ["19.6 points more toward Korea"]
    assert "per_capita_log2_ratio" not in export.frame
    assert "toward_partner_per_100k" not in export.frame


def test_asean_added_up_is_the_sum_over_members_present_throughout(store: Path) -> None:
    export = export_of("visitors_moj", ["ASEAN"], (2018, 2019), "en", "pooled", store)
    library = indicators.aggregate("visitors_moj", "pooled", (2018, 2019), True, store=store)
    assert export.frame["toward_korea"].tolist() == library["toward_korea"].tolist()
    assert export.frame["members_included"].tolist() == library["members_included"].tolist()
    assert library["members_included"].nunique() == 1
    told = " ".join(note.text for note in export.notes_of("aggregate"))
    assert "Singapore" in told and "Viet Nam" in told
    row = export.frame.iloc[0]
    assert AND in row["toward_partner_source_id"]
    assert set(row["toward_partner_source_id"].split(AND)) <= set(export.sources["source_id"])


def test_a_sum_over_one_member_is_not_given(store: Path) -> None:
    library = indicators.aggregate("visitors_moj", "pooled", None, True, store=store)
    assert library["members"].max() == 1
    export = export_of("visitors_moj", ["ASEAN"], None, "en", "pooled", store)
    assert export.frame.empty
    assert export.drawing is None
    assert "Fewer than two members" in export.notes_of("aggregate")[0].text


def test_rows_that_a_page_has_drawn_are_exported_as_they_are(store: Path) -> None:
    every = indicators.two_way("visitors_moj", store=store)
    joined = indicators.countries(store).set_index("iso3")["asean_since"]
    drawn = pool(complete_members(members_with_both(every, joined)), "ASEAN_POOLED")
    export = export_rows(drawn, "visitors_moj", "ko", store)
    assert len(drawn) > 1
    for name in (*SIDES, "gap", "balance", "ratio"):
        assert export.frame[name].tolist() == drawn[name].tolist()
    assert set(export.frame["toward_korea_publisher"]) != {""}


def test_months_and_spans_are_exported_with_their_period(store: Path) -> None:
    months = export_of("visitors_kto", ["THA"], (2018, 2019), "en", store=store, by="month")
    library = indicators.two_way_months("visitors_kto", ["THA"], store)
    library = library[library["year"].between(2018, 2019)]
    assert months.frame["toward_korea"].tolist() == library["toward_korea"].tolist()
    assert months.drawing is not None and months.drawing.categories[0] == "2018-01"
    spans = export_of("netflix_places", ["VNM"], None, "en", store=store)
    known = indicators.two_way_spans("netflix_places", store).query("partner == 'VNM'")
    assert spans.frame["period"].tolist() == known["period"].tolist()


def test_the_whole_release_holds_every_row_but_sums_over_members(
    store: Path, shipped: duckdb.DuckDBPyConnection
) -> None:
    told: list[float] = []
    export = export_all("en", store, lambda done, doing: told.append(done))
    figures = shipped.execute(
        "select pair_id, partner, year::varchar, toward_korea, toward_partner from two_way "
        "where aggregate <> 'pooled' "
        "union all select pair_id, partner, period, toward_korea, toward_partner "
        "from two_way_span order by all"
    ).df()
    names = ["pair_id", "partner", "period", *SIDES]
    exported = export.frame[names].sort_values(names, ignore_index=True)
    known = figures.set_axis(names, axis="columns").sort_values(names, ignore_index=True)
    pd.testing.assert_frame_equal(exported, known, check_dtype=False)
    assert told == sorted(told) and told[-1] == 1
    ids = {part for text in export.frame["toward_korea_source_id"] for part in text.split(AND)}
    assert ids - {""} <= set(export.sources["source_id"])


def test_a_line_over_time_keeps_the_years_without_a_figure(store: Path) -> None:
    drawing = export_of("visitors_moj", ["VNM"], (2018, 2025), "en", store=store).drawing
    assert drawing is not None and drawing.shape == "line"
    assert drawing.categories == tuple(str(year) for year in range(2018, 2026))
    at = drawing.categories.index("2020")
    assert (drawing.toward_korea[at], drawing.toward_partner[at]) == (None, None)
    assert drawing.provisional[drawing.categories.index("2019")] == (False, True)


def test_an_entry_rule_is_told_and_not_drawn(store: Path) -> None:
    export = export_of("entry_without_prior_visa", ["VNM"], (2024, 2024), "en", store=store)
    assert export.drawing is None
    assert "yes" in export.answer


def test_an_unknown_name_and_an_unknown_language_are_refused(store: Path) -> None:
    with pytest.raises(indicators.UnknownNameError, match="visitors_mojj"):
        export_of("visitors_mojj", ["VNM"], store=store)
    with pytest.raises(indicators.UnknownNameError, match="VMN"):
        export_of("visitors_moj", ["VMN"], store=store)
    with pytest.raises(ValueError, match="'ko' or 'en'"):
        export_of("visitors_moj", ["VNM"], language="fr", store=store)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", CODES)
def test_a_file_is_in_one_language(store: Path, language: Code) -> None:
    export = export_of("visitors_moj", ["VNM"], None, language, store=store)
    hangul = re.compile("[가-힣]")
    told = [export.title, export.subtitle, export.answer, export.unit, export.citation]
    told += [column.heading for column in export.columns]
    told += [column.heading for column in export.source_columns]
    told += [note.heading for note in export.notes] + [note.text for note in export.notes]
    told += [*export.frame["turn"], *export.frame["known"], *export.frame["missing"]]
    written = [text for text in told if text and bool(hangul.search(text)) != (language == "ko")]
    assert written == []


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, texts in words().items():
        assert set(texts) == set(CODES), key
        assert all(texts.values()), key
        # Names of months are written in English only: Korean counts them.
        spare = {"month_name", "month", "span", "count"}
        assert places(texts["en"]) - spare == places(texts["ko"]) - spare, key


def test_every_word_that_the_code_names_exists() -> None:
    called = re.compile(r"\bt\(\s*\"([a-z_]+\.[A-Za-z0-9_]+)\"")
    for path in (ROOT / "briefing").glob("*.py"):
        for key in called.findall(path.read_text(encoding="utf-8")):
            assert key in words(), f"{path.name} says {key}"


def test_the_builders_of_files_know_the_library_and_nothing_above_it() -> None:
    above = {"dashboard", "pages", "api", "app", "etl", "streamlit"}
    for path in (ROOT / "briefing").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named |= {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert not {str(name).split(".")[0] for name in named} & above, path.name


@pytest.mark.parametrize(
    ("open_", "closed"),
    [("베트남을(를)", "베트남을"), ("미얀마을(를)", "미얀마를"), ("‘입국’이(가)", "‘입국’이")],
)
def test_a_particle_takes_the_form_its_word_asks_for(open_: str, closed: str) -> None:
    assert close_particles(open_) == closed


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (596_462, "596,000", "59만 6,000"),
        (4_500_000, "4.5 million", "450만"),
        (58_300_000_000, "58.3 billion", "583억"),
        (61.7, "61.7", "61.7"),
        (0, "0", "0"),
    ],
)
def test_a_figure_in_a_sentence_has_three_digits(value: float, english: str, korean: str) -> None:
    assert Language("en").short(value) == english
    assert Language("ko").short(value) == korean


def test_what_is_not_finite_is_never_written_as_a_number() -> None:
    with pytest.raises(ValueError, match="in words"):
        Language("en").number(float("nan"))
