"""Claims: the ledger counted, one claim in full, both counts of students, the nearest figures."""

from __future__ import annotations

import pandas as pd
import pytest

import indicators
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]


def told(visitor) -> str:
    kinds = ("header", "subheader", "caption", "markdown")
    return "\n".join(element.value for kind in kinds for element in getattr(visitor, kind)).replace(
        "\\", ""
    )


def table_with(visitor, *columns: str) -> pd.DataFrame:
    return next(t.value for t in visitor.dataframe if set(columns) <= set(t.value.columns))


def test_the_answer_counts_the_verdicts_of_the_store():
    answer = visit("claims", lang="en").header[0].value
    count = indicators.claims_ledger()["verdict"].value_counts()
    assert f"Of {count.sum()} published claims" in answer
    assert f"{count['supported']} are supported" in answer
    assert f"{count['supported_on_one_definition']} on one definition only" in answer
    assert f"{count['not_supported']} not" in answer
    assert f"{count['cannot_be_tested']} cannot be tested" in answer


def test_a_claim_is_chosen_and_stands_in_the_address():
    visitor = visit("claims", lang="en")
    visitor.selectbox(key="choose_item").select("clm-05").run()
    assert visitor.query_params == {"lang": "en", "item": "clm-05"}
    assert visitor.subheader[0].value.startswith("Supported on one definition only")


@pytest.mark.parametrize("claim_id", ["CLM-02", "CLM-14"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_claim_names_who_said_it_the_verdict_and_what_may_be_quoted(claim_id: str, language: str):
    visitor = visit("claims", lang=language, item=claim_id.lower())
    claim = indicators.claim_card(claim_id).claim
    assert claim[f"verdict_{language}"] in visitor.subheader[0].value
    assert claim[f"statement_{language}"] in visitor.subheader[0].value.replace("\\", "")
    assert claim[f"stated_by_{language}"] in told(visitor)
    assert claim[f"quote_{language}"] in [code.value for code in visitor.code]


def test_the_two_counts_of_foreign_students_stand_apart_with_the_reason():
    visitor = visit("claims", lang="en", item="clm-05")
    text = told(visitor)
    assert "29.2%" in text and "40.5%" in text
    assert "The two counts differ because they count different people" in text
    figures = table_with(visitor, "Definition", "Value tested", "Bears the claim out")
    names = indicators.claim_definitions("CLM-05")["name_en"].tolist()
    assert len(names) == 2 and set(names) == set(figures["Definition"])
    assert (figures["Source"].str.len() > 0).all()


def test_tourism_is_told_for_every_member_and_year_with_the_pandemic_apart():
    visitor = visit("claims", lang="en", item="clm-08")
    figures = table_with(visitor, "Definition", "Partner", "Period", "Pandemic year")
    shown = indicators.claim_figures("CLM-08")
    assert len(figures) == len(shown)
    pandemic = figures[figures["Pandemic year"] == "yes"]
    assert set(pandemic["Period"].str[:4]) == {"2020", "2021", "2022"}
    assert not figures.loc[figures["Pandemic year"] == "no", "Period"].isin(["2020", "2021"]).any()
    members = indicators.countries().query("role == 'member'")["name_en"]
    assert len(set(figures["Partner"]) & {*members, "the Philippines"}) >= 9
    assert "In 2020–2022 Koreans going there led in" in told(visitor)


def test_film_is_supported_by_no_series_and_the_nearest_figures_are_told():
    visitor = visit("claims", lang="en", item="clm-02")
    assert visitor.subheader[0].value.startswith("Not supported")
    text = told(visitor)
    assert text.count("The nearest figure; it has no part in the verdict.") == 2
    assert "8.7%" in text and "77.8%" in text


def test_the_whole_ledger_is_on_the_page_and_every_claim_opens():
    visitor = visit("claims", lang="ko")
    ledger = table_with(visitor, "코드")
    assert ledger["코드"].tolist() == indicators.claims_ledger()["claim_id"].tolist()
    names = indicators.claim_definitions().groupby("claim_id")["name_ko"]
    assert ledger["검증에 쓴 정의"].tolist() == ["; ".join(texts) for _, texts in names]
    for code in ledger["코드"]:
        visitor.selectbox(key="choose_item").select(code.lower()).run()
        assert not visitor.exception and not visitor.info, code


def test_a_claim_that_is_not_in_the_ledger_is_said_to_be_missing():
    assert "not in the ledger" in visit("claims", lang="en", item="clm-99").info[0].value
