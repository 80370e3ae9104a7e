"""Perception: both sides together where both were asked alike, everything else alone."""

from __future__ import annotations

import pytest

import indicators
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]


def asked_of_both():
    pairs = indicators.pairs()
    pairs = pairs.loc[pairs["pillar"] == "perception", "pair_id"]
    rows = [indicators.two_way(pair) for pair in pairs]
    return [
        row
        for frame in rows
        for _, row in frame.dropna(subset=["toward_korea", "toward_partner"]).iterrows()
    ]


def test_every_question_put_to_both_sides_is_in_the_table_with_its_figures():
    table = visit("perception", lang="en").dataframe[0].value
    shown = sorted(
        zip(table["Year"], table["About Korea"], table["Koreans about the partner"], strict=True)
    )
    assert shown == sorted(
        (row["year"], row["toward_korea"], row["toward_partner"]) for row in asked_of_both()
    )


def test_grade_d_is_marked_and_not_subtracted():
    table = visit("perception", lang="en").dataframe[0].value
    approximate = table[table["Grade"] == "D"]
    assert len(approximate)
    assert (approximate["Difference"] == "side by side, not subtracted").all()
    assert table.loc[table["Grade"] != "D", "Difference"].str.contains("points").all()


def test_an_interval_stands_only_beside_shares_whose_n_is_known():
    table = visit("perception", lang="en").dataframe[0].value
    known = table["About Korea: number of answers"].notna() & (table["Unit"] == "per cent")
    told = table["Difference"].str.contains("interval|uncertainty")
    assert (told == (known & (table["Grade"] != "D"))).all()


def test_the_question_base_fieldwork_and_sample_stand_with_every_answer():
    visitor = visit("perception", lang="en")
    both, alone = (one.value for one in visitor.dataframe)
    for side in ("About Korea", "Koreans about the partner"):
        for fact in ("who was asked", "fieldwork", "sample"):
            assert (both[f"{side}: {fact}"].str.len() > 0).all()
    for fact in ("Who was asked", "Fieldwork", "Sample", "Question as put", "Comparability"):
        assert (alone[fact].str.len() > 0).all()
    told = " ".join(text.value for text in visitor.markdown).replace("\\", "")
    assert all(question in told for question in both["Question as put"])


def test_what_is_drawn_on_both_sides_does_not_stand_alone_again():
    alone = visit("perception", lang="en").dataframe[1].value
    assert not (alone["Comparability"] == "asked of both sides").any()


def test_the_answers_of_or_about_a_partner_can_be_chosen():
    visitor = visit("perception", lang="en")
    visitor.selectbox(key="choose_partner").select("VNM").run()
    assert visitor.query_params == {"lang": "en", "partner": "VNM"}
    table = visitor.dataframe[1].value
    assert len(table)
    assert ((table["Who answered"] == "Viet Nam") | (table["About whom"] == "Viet Nam")).all()


def test_a_survey_can_be_chosen_and_comes_back_from_its_link():
    visitor = visit("perception", lang="ko", item="iseas_2022")
    assert not visitor.info
    assert visitor.selectbox(key="choose_item").value == "iseas_2022"
    expected = indicators.opinion()
    expected = expected[expected["survey_id"] == "iseas_2022"]
    programmes = visitor.dataframe[1].value["조사"].unique().tolist()
    assert programmes == expected["programme_ko"].unique().tolist()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"partner": "FRA"}, "no answers of or about France"),
        ({"item": "no_such_survey"}, "all surveys are shown"),
    ],
)
def test_a_link_to_answers_there_are_none_of_says_so(query: dict[str, str], told: str):
    assert told in visit("perception", lang="en", **query).info[0].value


def test_every_partner_offered_has_answers():
    visitor = visit("perception", lang="en")
    box = visitor.selectbox(key="choose_partner")
    for code in ("ASEAN", "JPN", "IDN", "WLD"):
        box.select(code).run()
        assert not visitor.exception and len(visitor.dataframe[1].value)


def test_shares_and_scores_never_share_an_axis():
    headings = [heading.value for heading in visit("perception", lang="en").subheader]
    assert headings == ["Shares of those asked, in per cent", "Mean scores, in points (0–100)"]
