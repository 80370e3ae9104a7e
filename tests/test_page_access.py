"""Access: the rule both ways for every member on one day, and what surrounds it."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

import indicators
from briefing.listing import export_listing
from briefing.tables import to_csv
from dashboard.entry import entry_table, select_entry_rules, verdict
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.theme import LIGHT
from dashboard.view import View
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]

EN = Language("en")


def page(**chosen: str) -> Page:
    view = View(page="access", **chosen)
    return Page(asked=view, language=EN, theme=LIGHT, release=indicators.release(), view=view)


def rule(text: str | None, without_visa: bool | None) -> pd.Series:
    return pd.Series(
        {
            "toward_korea_rule": text,
            "toward_korea_without_visa": pd.NA if without_visa is None else without_visa,
        }
    )


def test_the_grid_holds_eleven_members_and_three_comparators():
    table = visit("access", lang="en").table[0].value
    members = indicators.countries().dropna(subset=["asean_since"])["iso3"]
    names = [EN.country(code) for code in (*members, "CHN", "JPN", "USA")]
    assert sorted(table["Partner"].str.strip("*")) == sorted(names)
    assert len(members) == 11


def test_the_newest_snapshot_is_shown_and_says_its_day():
    rules = indicators.entry_rules(snapshot="latest")
    day = EN.date(rules["snapshot_date"].iloc[0].date())
    assert day in visit("access", lang="en").header[0].value


def test_the_answer_counts_the_members_whose_rule_decides():
    answer = visit("access", lang="en", item="2023-01-11").header[0].value
    rules = indicators.entry_rules(snapshot="2023-01-11").set_index("partner")
    members = indicators.countries().dropna(subset=["asean_since"])["iso3"]
    decided = rules.loc[members, "toward_korea_without_visa"].dropna()
    assert 0 < len(decided) < 11
    assert f"citizens of {decided.sum()} of {len(decided)} members" in answer


def test_an_undecided_wording_is_marked_and_counted_out():
    visitor = visit("access", lang="en", item="2023-01-11")
    cells = visitor.table[0].value["Its citizens entering Korea"]
    undecided = cells[cells.str.startswith("◐")]
    rules = indicators.entry_rules(snapshot="2023-01-11")
    assert len(undecided) == rules["toward_korea_without_visa"].isna().sum()
    assert "Left out of the count" in visitor.caption[0].value


def test_every_snapshot_can_be_chosen():
    visitor = visit("access", lang="ko")
    box = visitor.selectbox(key="choose_item")
    assert len(box.options) == indicators.entry_rules()["snapshot_date"].nunique()
    box.select("2020-05-09").run()
    assert visitor.query_params == {"lang": "ko", "item": "2020-05-09"}
    assert "2020년 5월 9일" in visitor.header[0].value


def test_a_day_without_a_snapshot_shows_the_newest_and_says_so():
    visitor = visit("access", lang="en", item="2018-01-01")
    assert "no snapshot of entry rules" in visitor.info[0].value


@pytest.mark.parametrize(
    ("text", "without_visa", "told"),
    [
        ("90", True, "no visa beforehand"),
        ("visa required", False, "a visa beforehand"),
        ("e-visa", None, "undecided"),
        ("covid ban", None, "entry closed"),
        (None, None, "no rule found"),
    ],
)
def test_a_rule_is_open_closed_undecided_or_missing(text, without_visa, told):
    assert verdict(rule(text, without_visa), "toward_korea", EN) == told


def test_the_download_holds_the_rules_as_they_were_printed():
    shown_page = page(item="2023-01-11")
    shown = select_entry_rules(shown_page)
    sources = indicators.sources().set_index("source_id")
    table, headings = entry_table(shown_page, shown, sources)
    text = to_csv(export_listing(table, "Rules", "rules", headings=headings)).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    rules = indicators.entry_rules(snapshot="2023-01-11").set_index("partner")
    for line in lines:
        code = line["Partner code"]
        assert line["Toward Korea: rule as printed"] == rules.loc[code, "toward_korea_rule"]
        assert line["licence of the source"] and line["Data version"]
    assert len(lines) == 14


CONTEXT = (
    *("residents", "un_stock_2024", "un_stock_2020", "goods_trade", "goods_trade_mirror"),
    *("oda", "fdi", "marriage_migrants"),
)


def test_entry_rules_are_no_line_over_time():
    pairs = indicators.pairs()
    context = pairs[pairs["pillar"] == "context"]
    offered = visit("access", lang="en").selectbox(key="choose_pair").options
    assert len(offered) == len(CONTEXT)
    assert set(CONTEXT) == set(context.loc[context["unit"] != "flag", "pair_id"])


@pytest.mark.parametrize("pair", CONTEXT)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_context_pair_can_be_shown(pair: str, language: str):
    visitor = visit("access", lang=language, pair=pair)
    assert visitor.selectbox(key="choose_pair").value == pair
    assert not visitor.info


def test_aid_names_the_direction_that_is_not_published():
    visitor = visit("access", lang="en", pair="oda", partner="VNM")
    assert "aid from Viet Nam to Korea, is not published" in visitor.header[1].value
    assert any("one-way by nature" in caption.value for caption in visitor.caption)


def test_money_is_told_in_dollars_and_not_in_people():
    visitor = visit("access", lang="en", pair="goods_trade", partner="VNM")
    answer = visitor.header[1].value
    row = indicators.two_way("goods_trade", ["VNM"]).dropna(subset=["balance"]).iloc[-1]
    assert f"{EN.short(row['toward_korea'])} US dollars" in answer
    assert "outnumbered" not in answer
