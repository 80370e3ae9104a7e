"""Scenario: what is asked for stands in the address, and every number solves back."""

from __future__ import annotations

import pandas as pd
import pytest

import indicators
from dashboard import archive
from dashboard.asking import RATES, TARGETS, read_item, write_item
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]

SIDES = ["Toward Korea", "Toward the partner"]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[pd.DataFrame]:
    """The tables that the page offers as files, in their order."""
    offered: list[pd.DataFrame] = []
    write = archive.offer_listing

    def note(page: object, cells: pd.DataFrame, *others: object, **options: object) -> None:
        offered.append(cells)
        write(page, cells, *others, **options)

    monkeypatch.setattr(archive, "offer_listing", note)
    return offered


def reciprocity(rows: pd.DataFrame) -> pd.Series:
    """Dyadic weighted reciprocity (Squartini et al. 2013), written out."""
    return 2 * rows[SIDES].min(axis=1) / rows[SIDES].sum(axis=1)


def test_the_answer_names_the_flow_needed_the_growth_and_the_best_five_years():
    visitor = visit("scenario", lang="en", pair="visitors_moj", partner="VNM")
    found = indicators.parity_path("visitors_moj", "VNM", 1.0, 2030, base_year=2024)
    answer = visitor.header[0].value.replace("\\", "")
    assert answer == found.sentence_en
    assert "Plain arithmetic, no forecast." in answer
    shown = {metric.label: metric.value for metric in visitor.metric}
    assert shown["Growth needed a year, smaller side"] == f"{found.growth_needed:.1f}%"
    assert shown["Best five years on record, a year"] == f"{found.best.percent_a_year:.1f}%"


def test_what_is_chosen_stands_in_the_address_and_comes_back():
    visitor = visit("scenario", lang="en", pair="visitors_moj", partner="VNM")
    visitor.selectbox(key="choose_last_year").select(2040).run()
    visitor.selectbox(key="scenario_0").select(75).run()
    visitor.selectbox(key="scenario_1").select(-5).run()
    visitor.selectbox(key="scenario_3").select(10).run()
    query = dict(visitor.query_params)
    assert (query["to"], query["item"]) == ("2040", "75_m5_5_10")
    again = visit("scenario", **{key: str(value) for key, value in query.items()})
    assert again.header[0].value == visitor.header[0].value
    assert again.selectbox(key="scenario_0").value == 75
    assert again.selectbox(key="scenario_1").value == -5
    assert again.selectbox(key="scenario_3").value == 10


@pytest.mark.parametrize("partner", ["VNM", "ASEAN"])
@pytest.mark.parametrize("target", TARGETS)
def test_the_file_solves_back_to_the_target_exactly(files, partner: str, target: int):
    item = write_item(target, 2, 5, 0)
    visit("scenario", lang="en", pair="visitors_moj", partner=partner, item=item, to="2035")
    path, _ = files[-2:]
    assert path["Year"].iloc[-1] == 2035
    assert reciprocity(path).iloc[-1] == pytest.approx(target / 100, rel=1e-14)
    pd.testing.assert_series_equal(
        reciprocity(path), path["Reciprocity"], check_names=False, rtol=1e-14
    )


def test_both_sides_can_be_tried_and_are_named_arithmetic(files):
    visitor = visit("scenario", lang="en", pair="visitors_moj", partner="VNM", item="100_0_10_2")
    what_if = files[-1]
    base = indicators.two_way("visitors_moj", ["VNM"], (2024, 2024)).iloc[0]
    years = what_if["Year"] - 2024
    for side, column, rate in zip(SIDES, ("toward_korea", "toward_partner"), (10, 2), strict=True):
        expected = base[column] * (1 + rate / 100) ** years
        assert what_if[side].tolist() == pytest.approx(expected.tolist(), rel=1e-12)
    assert any(
        "Arithmetic on rates chosen here, no forecast" in text.value for text in visitor.markdown
    )
    assert what_if["Source"].iloc[0] != what_if["Source"].iloc[1]
    assert set(what_if["Source"].iloc[1:]) == {"arithmetic from 2024, no forecast"}


def test_the_sum_over_members_says_whom_it_counts():
    visitor = visit("scenario", lang="en", pair="visitors_moj", partner="ASEAN")
    base = indicators.two_way("visitors_moj", ["ASEAN_POOLED"]).dropna(subset=["reciprocity"])
    newest = base[~base["pandemic"].astype(bool)].iloc[-1]
    assert f"{len(newest['members_included'].split())} of" in visitor.caption[0].value


def test_pairs_of_grade_d_and_pandemic_years_are_not_offered():
    visitor = visit("scenario", lang="en")
    grades = indicators.pairs().set_index("title_en")["grade"]
    offered = visitor.selectbox(key="choose_pair").options
    assert offered and set(grades[offered]) <= {"A", "B", "C"}
    years = {int(year) for year in visitor.selectbox(key="choose_year").options}
    assert not years & {2020, 2021, 2022}


@pytest.mark.parametrize("written", ["100_0_0", "33_0_0_0", "100_7_0_0", "x", "100_0_0_0_0"])
def test_a_target_that_is_not_offered_is_said_to_be_left_out(written: str):
    assert read_item(written) is None
    visitor = visit("scenario", lang="en", item=written)
    assert "parity is shown" in visitor.info[0].value
    assert visitor.selectbox(key="scenario_0").value == 100


def test_every_target_and_rate_comes_back_from_its_address():
    for target in TARGETS:
        for rate in RATES:
            assert read_item(write_item(target, rate, 0, -rate if -rate in RATES else 0)) == (
                target,
                rate,
                0,
                -rate if -rate in RATES else 0,
            )
