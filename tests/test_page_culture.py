"""Culture: the known direction with its share, the missing one by name, and spans side by side."""

from __future__ import annotations

import re

import pytest

import indicators
from dashboard.language import Language
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]

EN = Language("en")


def culture_pairs() -> list[str]:
    pairs = indicators.pairs()
    return pairs.loc[pairs["pillar"] == "culture", "pair_id"].tolist()


def test_music_says_its_level_its_share_and_that_the_reverse_is_not_published():
    answer = visit("culture", lang="en", pair="music").header[0].value
    rows = indicators.two_way("music", ["SEA"]).dropna(subset=["toward_korea"])
    newest = rows.iloc[-1]
    for told in (
        "Southeast Asia",
        str(newest["year"]),
        EN.short(newest["toward_korea"]),
        EN.percent(newest["share_of_korea_total"], points=True),
        "is not published",
    ):
        assert told in answer.replace("\\", "")


def test_the_reason_for_a_missing_direction_stands_below_the_answer():
    reason = indicators.pairs().set_index("pair_id").loc["music", "missing_toward_partner_en"]
    assert reason[:60] in visit("culture", lang="en", pair="music").caption[0].value


def test_every_culture_pair_can_be_shown():
    visitor = visit("culture", lang="ko")
    for pair in culture_pairs():
        visitor.selectbox(key="choose_pair").select(pair).run()
        assert not visitor.exception and not visitor.info, pair
        assert re.search(r"\d", visitor.header[0].value)


def test_southeast_asia_comes_before_other_regions():
    visitor = visit("culture", lang="en", pair="comics")
    assert visitor.selectbox(key="choose_partner_code").value == "SEA"


def test_a_region_has_a_link():
    visitor = visit("culture", lang="ko", pair="comics", partner="GREATER_CHINA")
    assert not visitor.info
    assert "중화권" in visitor.header[0].value


def test_two_directions_of_a_trade_have_a_ratio_in_words():
    answer = visit("culture", lang="en", pair="comics", partner="JPN").header[0].value
    row = indicators.two_way("comics", ["JPN"]).dropna(subset=["balance"]).iloc[-1]
    assert f"came to {EN.number(row['ratio'], 1)} times" in answer


@pytest.mark.parametrize("pair", ["netflix_share", "netflix_places"])
def test_a_span_shows_both_figures_and_never_a_ratio(pair: str):
    visitor = visit("culture", lang="en", pair=pair)
    table = visitor.dataframe[0].value
    spans = indicators.two_way_spans(pair)
    spans = spans[(spans["period"] == "2021-07/2022-11") & (spans["partner"] != "ASEAN")]
    shown = dict(zip(table["partner"], table["toward_korea"].astype(float), strict=True))
    assert shown == {EN.country(row["partner"]): row["toward_korea"] for _, row in spans.iterrows()}
    assert not table["turn"].str.contains(" to 1").any()
    assert table["balance"].isna().all()
    assert "July 2021 to November 2022" in visitor.header[0].value


def test_a_span_tells_how_far_it_can_be_trusted():
    visitor = visit("culture", lang="en", pair="netflix_share")
    told = " ".join(caption.value for caption in visitor.caption)
    unsettled = indicators.observations(["netflix_unclassified_share"], destination="KOR")
    unsettled = unsettled[unsettled["period"] == "2021-07/2022-11"]["value"].iloc[0]
    benchmark = indicators.observations(["netflix_benchmark_share"], destination="JPN")
    benchmark = benchmark[benchmark["period"] == "2021-07/2022-11"]["value"].iloc[0]
    assert f"Korea {unsettled}%" in told
    assert f"Japan\\: {benchmark}%" in told
    assert "TMDB" in told and "not endorsed" in told


def test_a_card_explains_the_balance_only_where_there_is_one():
    cards = {
        pair: " ".join(text.value for text in visit("culture", lang="en", pair=pair).markdown)
        for pair in ("music", "netflix_share", "comics")
    }
    assert "from −1 to 1" not in cards["music"] + cards["netflix_share"]
    assert "from −1 to 1" in cards["comics"]


def test_the_language_switch_keeps_a_span():
    visitor = visit("culture", lang="en", pair="netflix_titles")
    visitor.get_by_key("language").set_value("ko").run()
    assert visitor.query_params == {"lang": "ko", "pair": "netflix_titles"}
    assert "2021년 7월~2022년 11월" in visitor.header[0].value.replace("\\", "")
