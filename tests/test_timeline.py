"""Events on a chart concern its partner and its pillar; disagreements concern what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard import data, provenance
from dashboard.charts.flows import flows, flows_in_words
from dashboard.charts.periods import place_of_date
from dashboard.disagreements import conflicts_of
from dashboard.language import Language
from dashboard.theme import LIGHT
from dashboard.timeline import events_beside


@pytest.fixture(scope="module", autouse=True)
def shipped_store(store: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECIPROCITY_STORE", str(store))
        data.forget()
        yield
    data.forget()


def titles(pillar: str, partner: str, years: tuple[int, int], code: str = "en") -> list[str]:
    page = SimpleNamespace(release=data.release(), language=Language(code))
    return events_beside(page, pillar, partner, years)["title"].tolist()


def test_a_member_has_its_own_events_those_of_asean_and_those_of_every_country():
    told = titles("tourism", "VNM", (2018, 2025))
    assert "Viet Nam closes to foreigners" in told
    assert "Korea quarantines every arrival" in told
    assert "Thailand abolishes Thailand Pass" not in told


def test_asean_has_no_events_of_a_single_member():
    told = titles("tourism", "ASEAN_POOLED", (2009, 2025))
    assert "Korea quarantines every arrival" in told
    assert "Viet Nam closes to foreigners" not in told


def test_a_yardstick_has_no_events_of_asean():
    told = titles("tourism", "CHN", (2009, 2025))
    assert "China bans group tours to Korea" in told
    assert "ASEAN-Korea Centre opens in Seoul" not in told


def test_events_are_those_of_the_pillar():
    told = titles("students", "VNM", (2009, 2025))
    assert "Korea tightens visas for language students from Viet Nam" in told
    assert "Viet Nam closes to foreigners" not in told


def test_a_time_without_events_has_an_empty_list():
    assert titles("culture", "JPN", (1990, 1991)) == []


def test_events_are_numbered_in_the_order_of_their_dates_within_the_years_drawn():
    page = SimpleNamespace(release=data.release(), language=Language("ko"))
    frame = events_beside(page, "students", "VNM", (2000, 2021))
    assert frame["number"].tolist() == list(range(1, len(frame) + 1))
    places = [place_of_date(date) for date in frame["date"]]
    assert places == sorted(places)
    assert frame["date"].str[:4].astype(int).between(2000, 2021).all()
    assert frame["source_url"].str.startswith("http").all()


def rows(pair: str, partner: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    every = data.two_way(data.release().version, pair)
    return every[every["partner"] == partner].sort_values("year"), every


def test_every_listed_event_is_marked_and_every_mark_is_listed():
    own, every = rows("visitors_moj", "IDN")
    language, version = Language("en"), data.release().version
    shown = provenance.with_sources(own, every, data.sources(version), language)
    years = (int(own["year"].min()), int(own["year"].max()))
    page = SimpleNamespace(release=data.release(), language=language)
    events = events_beside(page, "tourism", "IDN", years)
    figure = flows(shown, language, LIGHT, years=years, events=events)
    marked = next(trace for trace in figure.data if trace.meta == "events")
    assert len(marked.x) == len(events) > 5


def test_the_day_a_member_reopened_is_drawn_in_its_own_band_and_told_in_words():
    version = data.release().version
    for partner, day in [("THA", "2021-11-01"), ("VNM", "2022-03-15"), ("LAO", "2022-05-09")]:
        own, every = rows("visitors_moj", partner)
        language = Language("en")
        shown = provenance.with_sources(own, every, data.sources(version), language)
        shown = provenance.with_reopening(shown, data.events(version))
        figure = flows(shown, language, LIGHT)
        assert [shape.name for shape in figure.layout.shapes].count("reopened") == 1
        assert f"on {day}." in flows_in_words(shown, language)


def test_students_have_no_day_of_reopening():
    own, _ = rows("students_uis", "VNM")
    dated = provenance.with_reopening(own, data.events(data.release().version))
    assert dated["reopened"].isna().all()


def test_a_disagreement_stands_beside_the_figure_in_doubt_and_nowhere_else():
    conflicts = data.conflicts(data.release().version)
    own, every = rows("visitors_moj", "THA")
    found = conflicts_of(own, every, conflicts)
    assert found[["series_id", "preferred_value", "other_value"]].values.tolist() == [
        ["tha_visitors", 1_790_000.0, 1_610_000.0]
    ]
    assert conflicts_of(own[own["year"] != 2018], every, conflicts).empty
    other, every = rows("visitors_moj", "IDN")
    assert conflicts_of(other, every, conflicts).empty


def test_a_sum_over_members_shows_the_disagreements_of_its_members():
    conflicts = data.conflicts(data.release().version)
    own, every = rows("visitors_moj", "ASEAN_POOLED")
    member = {code for codes in own["members_included"] for code in str(codes).split()}
    found = conflicts_of(own, every, conflicts)
    assert set(found["partner"]) <= member
    assert "PHL" in set(found["partner"])


def test_nothing_drawn_has_no_disagreements():
    conflicts = data.conflicts(data.release().version)
    own, every = rows("visitors_moj", "THA")
    assert conflicts_of(own.iloc[:0], every, conflicts).empty
