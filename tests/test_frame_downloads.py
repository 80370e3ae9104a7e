"""A download opens right in a spreadsheet, and every row says where it comes from."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pandas as pd
import pytest

import indicators
from dashboard.downloads import file_name, to_csv
from dashboard.language import Language
from dashboard.provenance import publishers_of, source_ids, sources_of, with_sources
from indicators import Release

RELEASE = Release("0.0.0+synthetic", datetime.datetime(2026, 1, 2, 3, 4), "0" * 64)
EN, KO = Language("en"), Language("ko")


@pytest.fixture(scope="module")
def pair(store: Path) -> pd.Series:
    return indicators.pairs(store).set_index("pair_id", drop=False).loc["visitors_moj"]


@pytest.fixture(scope="module")
def every(store: Path) -> pd.DataFrame:
    return indicators.two_way("visitors_moj", store=store)


@pytest.fixture(scope="module")
def sources(store: Path) -> pd.DataFrame:
    return indicators.sources(store=store).set_index("source_id")


def read(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_sees_that_the_file_is_unicode(pair, every, sources):
    file = to_csv(with_sources(every, every, sources, KO), pair, RELEASE, KO)
    assert file.startswith(b"\xef\xbb\xbf")
    assert "베트남" in file.decode("utf-8-sig")


def test_figures_arrive_unrounded(pair, every, sources):
    lines = read(to_csv(with_sources(every, every, sources, EN), pair, RELEASE, EN))
    assert len(lines) == len(every)
    for line, (_, row) in zip(lines, every.iterrows(), strict=True):
        for heading, name in (("Toward Korea", "toward_korea"), ("Balance", "balance")):
            value = row[name]
            assert line[heading] == "" if pd.isna(value) else float(line[heading]) == value


@pytest.mark.parametrize("language", [EN, KO])
def test_every_figure_has_publisher_title_place_and_version(pair, every, sources, language):
    korea = language.t("Toward Korea"), "toward_korea"
    partner = language.t("Toward the partner"), "toward_partner"
    lines = read(to_csv(with_sources(every, every, sources, language), pair, RELEASE, language))
    for line in lines:
        for heading, _ in (korea, partner):
            if not line[heading]:
                continue
            for fact in ("publisher of the source", "title of the source", "place in the source"):
                assert line[f"{heading}: {language.t(fact)}"]
        assert line[language.t("Data version")] == RELEASE.version
        assert line[language.t("Data built on")].startswith("2026-01-02")
        assert line[language.t("Comparability grade")] in "ABCD"
        assert line[language.t("Caveat")] == language.choose(pair["caveat_en"], pair["caveat_ko"])


def test_a_heading_stands_once(pair, every, sources):
    for language in (EN, KO):
        file = to_csv(with_sources(every, every, sources, language), pair, RELEASE, language)
        headings = next(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
        assert len(headings) == len(set(headings))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1"])
def test_no_text_can_run_as_a_formula(pair, every, sources, text: str):
    tampered = sources.assign(title=text)
    lines = read(to_csv(with_sources(every, every, tampered, EN), pair, RELEASE, EN))
    titles = {line["Toward Korea: title of the source"] for line in lines} - {""}
    assert titles and all(title.startswith("'") for title in titles)


def test_a_negative_figure_stays_a_number(pair, every, sources):
    lines = read(to_csv(with_sources(every, every, sources, EN), pair, RELEASE, EN))
    assert any(line["Balance"].startswith("-") for line in lines)


def test_a_sum_over_members_carries_the_sources_of_its_members(every, sources):
    pooled = every[every["aggregate"] == "pooled"].iloc[0]
    members = every[
        (every["year"] == pooled["year"])
        & every["partner"].isin(pooled["members_included"].split())
    ]
    assert set(source_ids(pooled, "toward_partner", every)) == set(
        members["toward_partner_source_id"]
    )
    assert set(sources_of(pooled.to_frame().T, every)) <= set(sources.index)


def test_publishers_are_named_in_the_language_of_the_page(every, store: Path):
    series = indicators.series(store=store).set_index("series_id")
    rows = every[every["partner"] == "VNM"]
    assert "법무부" in " ".join(publishers_of(rows, every, series, KO))
    assert "Ministry of Justice" in " ".join(publishers_of(rows, every, series, EN))


def test_a_file_name_says_what_the_file_holds():
    assert file_name("students", "students_uis", "vnm", RELEASE) == (
        "reciprocity-students-students_uis-vnm-0.0.0+synthetic.csv"
    )
