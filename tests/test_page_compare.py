"""Every measure can be compared, opinions among them."""

from __future__ import annotations

import indicators
from dashboard.language import Language
from tests.test_frame_pages import shipped_store, texts, visit

__all__ = ["shipped_store"]


def test_a_question_of_a_survey_is_compared_with_its_wording_as_definition():
    told = " ".join(texts(visit("compare", lang="en", pair="favourability_pew")))
    item = indicators.opinion(["favourability_pew"]).iloc[-1]
    assert item["organiser_en"] in told.replace("\\", "")
    assert item["item_en"][:40] in told.replace("\\", "")


def test_every_measure_of_opinion_can_be_compared():
    pairs = indicators.pairs()
    for pair in pairs.loc[pairs["pillar"] == "perception", "pair_id"]:
        for page in ("compare", "data"):
            assert not visit(page, lang=Language("ko").code, pair=pair).exception
