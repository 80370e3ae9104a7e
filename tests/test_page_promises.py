"""Promises: goals and events by partner and pillar, one event with its series, and the digest."""

from __future__ import annotations

import datetime

import pytest

import indicators
from dashboard import data
from dashboard.language import Language
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]

EN, KO = Language("en"), Language("ko")
DAY = datetime.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "today", lambda: DAY)


def told(visitor, *kinds: str) -> str:
    kinds = kinds or ("header", "subheader", "markdown", "caption")
    return "\n".join(element.value for kind in kinds for element in getattr(visitor, kind)).replace(
        "\\", ""
    )


def tables(visitor) -> list[list[str]]:
    return [table.value.columns.tolist() for table in visitor.dataframe]


def table_with(visitor, *columns: str):
    return next(t.value for t in visitor.dataframe if set(columns) <= set(t.value.columns))


def test_the_page_opens_with_fifteen_million_in_both_directions_and_no_deadline():
    visitor = visit("promises", lang="en")
    levels = table_with(visitor, "Count", "Toward Korea", "Toward the partner", "Together")
    row = levels[levels["Year"] == 2019].iloc[0]
    assert (row["Toward Korea"], row["Toward the partner"], row["Together"]) == (
        2_698_000,
        10_053_000,
        12_751_000,
    )
    text = told(visitor)
    assert "No deadline is stated" in text
    assert text.index("2018-11") < text.index("2025-10-27")
    assert "time from 2020 to 2029" in text


def test_goals_with_the_united_states_stand_in_a_group_of_their_own():
    visitor = visit("promises", lang="en")
    headers = [header.value for header in visitor.header]
    first, last = "Goals between Korea and ASEAN", "Goals between Korea and the United States"
    assert headers.index(first) < headers.index(last)
    goals = [t.value for t in visitor.dataframe if "Evidence" in t.value.columns]
    assert [set(rows["Partners"]) for rows in goals][-1] == {"the United States"}
    assert all("the United States" not in set(rows["Partners"]) for rows in goals[:-1])
    assert sum(len(rows) for rows in goals) == len(indicators.commitments_tracked(today=DAY).goals)


def test_a_goal_is_chosen_and_stands_in_the_address():
    visitor = visit("promises", lang="en")
    visitor.selectbox(key="choose_item").select("students_300_thousand").run()
    assert visitor.query_params == {"lang": "en", "item": "students_300_thousand"}
    assert told(visitor, "subheader").startswith("On track: ")


def test_goals_and_events_follow_partner_and_pillar():
    visitor = visit("promises", lang="en")
    visitor.selectbox(key="choose_partner_code").select("USA").run()
    visitor.selectbox(key="choose_pillar").select("students").run()
    assert visitor.query_params == {"lang": "en", "partner": "USA", "pillar": "students"}
    goals = [t.value for t in visitor.dataframe if "Evidence" in t.value.columns]
    tracked = indicators.commitments_tracked(today=DAY).goals
    wanted = [
        goal.current.summary_en
        for goal in tracked
        if goal.pillar == "students" and {"USA", "WLD"} & set(goal.partners)
    ]
    assert sorted(name for rows in goals for name in rows["Goal"]) == sorted(wanted)
    events = table_with(visitor, "Event", "Summary")
    assert 0 < len(events) < len(indicators.events())
    assert events["Pillar"].str.contains("Students").all()


def test_what_is_held_back_is_said_with_the_reason_and_without_the_goal():
    visitor = visit("promises", lang="en")
    text = told(visitor)
    for row in indicators.commitments_tracked(today=DAY).held_back:
        assert row.reason_en in text
        record = indicators.commitments().set_index("commitment_id").loc[row.commitment_id]
        assert record["summary_en"] not in text
        assert not any(
            table.value.astype(str).isin([record["summary_en"]]).any(axis=None)
            for table in visitor.dataframe
        )


def test_an_event_opens_the_series_it_bends_before_and_after():
    visitor = visit("promises", lang="en", event="ban_korea_2023")
    assert "'Ban Korea'" in told(visitor, "subheader")
    near = table_with(visitor, "Measure", "Direction", "Before", "After")
    row = near[near["Measure"].str.contains("each host's own count")].iloc[0]
    expected = indicators.events_near("visitors_moj", "THA").set_index("event_id")
    expected = expected.loc["ban_korea_2023"]
    assert (row["Partner"], row["Direction"]) == ("Thailand", "Toward Korea")
    assert row["Before"] == expected["before_toward_korea"]
    assert row["After"] == expected["after_toward_korea"]
    assert row["Source"]
    links = [link.proto for link in visitor.get("page_link")]
    assert any(
        link.page.endswith("tourism") and "pair=visitors_moj&partner=THA" in link.query_string
        for link in links
    )


def test_every_event_can_be_opened():
    visitor = visit("promises", lang="ko")
    box = visitor.selectbox(key="choose_event")
    assert len(box.options) == len(indicators.events())
    for event in indicators.events()["event_id"].tolist()[::9]:
        visitor.selectbox(key="choose_event").select(event).run()
        assert not visitor.exception and not visitor.info, event
        assert visitor.query_params["event"] == event


def test_an_event_that_does_not_concern_the_partner_gives_way_to_one_that_does():
    visitor = visit("promises", lang="en", event="ban_korea_2023", partner="IDN")
    assert not visitor.info
    assert "Ban Korea" not in told(visitor, "subheader")
    assert "event that is not listed" in visit("promises", lang="en", event="none").info[0].value


@pytest.mark.parametrize(("code", "language"), [("en", EN), ("ko", KO)])
def test_deadlines_and_moves_are_counted_from_the_day_that_is_said(code: str, language: Language):
    visitor = visit("promises", lang=code)
    text = told(visitor)
    changes = indicators.what_changed(today=DAY)
    column = language.column("summary")
    assert text.count(language.date(DAY)) >= 3
    for row in changes.deadlines.to_dict("records"):
        assert f"{language.date(row['deadline'])}: {row[column]}" in text
    assert changes.moved[column].tolist()[0] in text


def test_the_digest_is_offered_in_both_languages():
    visitor = visit("promises", lang="ko")
    labels = [button.proto.label for button in visitor.get("download_button")]
    assert [label for label in labels if "1쪽" in label] == [
        "변경 사항 1쪽 내려받기(한국어)",
        "변경 사항 1쪽 내려받기(영어)",
    ]
