"""The figures a page asks for, kept between runs: the only place of the dashboard that caches.

Everything is kept under the version of the release it was read from and the arguments, never under
a frame, and every cache is bounded. A new release is seen within seconds, for the version itself
is asked for again on every run that finds it older than that.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

import indicators
from briefing.assembly import export_assembly
from briefing.language import Code
from briefing.model import Export
from indicators import Changes, ClaimCard, ParityPath, Release, Tracker
from indicators.changes_in_words import digest_words

#: Seconds for which the version of the store is taken as known.
_VERSION_KEPT = 5


def today() -> datetime.date:
    """The day on which ages, deadlines and statuses are told: the one clock of the pages."""
    return datetime.datetime.now(datetime.UTC).date()


@st.cache_data(ttl=_VERSION_KEPT, max_entries=1, show_spinner=False)
def release() -> Release:
    """Which release the store holds; raises ``indicators.StoreError`` where it holds none."""
    return indicators.release()


@st.cache_data(max_entries=1, show_spinner=False)
def generation() -> str:
    """Another word each time the caches are emptied: what is kept beside them goes with them."""
    return uuid.uuid4().hex


@st.cache_resource(max_entries=2000, show_spinner=False)
def kept(drawing: str, _make: Callable[[], Any]) -> Any:
    """What was made for a part of a page, by all that decides it (``frame.Page.keep``)."""
    return _make()


@st.cache_data(max_entries=1000, show_spinner=False)
def drawn(drawing: str, _body: Callable[[], None]) -> None:
    """A part of a page as it was drawn, to be repeated (``frame.Page.draw``)."""
    _body()


@st.cache_data(max_entries=2, show_spinner=False)
def pairs(version: str) -> pd.DataFrame:
    """Every pair of flows, with its words, grade and caveat."""
    return indicators.pairs()


@st.cache_data(max_entries=32, show_spinner=False)
def two_way(version: str, pair: str) -> pd.DataFrame:
    """All partners and years of a pair, one row each, with the indicators."""
    return indicators.two_way(pair)


@st.cache_data(max_entries=64, show_spinner=False)
def two_way_months(version: str, pair: str, partner: str) -> pd.DataFrame:
    """The months of a pair for one partner, where both sides publish them."""
    return indicators.two_way_months(pair, [partner])


@st.cache_data(max_entries=2, show_spinner=False)
def sources(version: str) -> pd.DataFrame:
    """Every source by its id: publisher, title, date, address, licence, reliability."""
    return indicators.sources().set_index("source_id")


@st.cache_data(max_entries=2, show_spinner=False)
def series(version: str) -> pd.DataFrame:
    """Every series by its id: publisher, definition, cadence and keeper."""
    return indicators.series().set_index("series_id")


@st.cache_data(max_entries=2, show_spinner=False)
def counted(version: str) -> pd.DataFrame:
    """What a figure is one of, by its id: a series, or a question of surveys.

    The columns of ``series``; a question has the body that asked it as publisher and keeper, its
    wording as definition, and no cycle.
    """
    asked = opinion(version).sort_values("fieldwork_end")
    questions = pd.DataFrame(
        {
            "publisher": asked["organiser_en"],
            "publisher_ko": asked["organiser_ko"],
            "definition_en": asked["item_en"],
            "definition_ko": asked["item_ko"],
            "cadence": "irregular",
            "keeper": asked["organiser_en"],
            "keeper_ko": asked["organiser_ko"],
            "newest": asked["fieldwork_end"],
        }
    ).set_index(asked["item_id"])
    newest = questions[~questions.index.duplicated(keep="last")]
    known = series(version)
    return pd.concat([known, newest.loc[~newest.index.isin(known.index)]])


@st.cache_data(max_entries=32, show_spinner=False)
def coverage(version: str, pair: str) -> pd.DataFrame:
    """For each partner of a pair the years with both directions, or why there are none."""
    return indicators.coverage(pair)


@st.cache_data(max_entries=2, show_spinner=False)
def countries(version: str) -> pd.DataFrame:
    """Every country and group by its code, with the day it joined ASEAN."""
    return indicators.countries().set_index("iso3")


@st.cache_data(max_entries=2, show_spinner=False)
def profiles(version: str) -> pd.DataFrame:
    """The newest row of every pair for every partner."""
    return indicators.profiles()


@st.cache_data(max_entries=2, show_spinner=False)
def events(version: str) -> pd.DataFrame:
    """Dated, sourced events."""
    return indicators.events()


@st.cache_data(max_entries=2, show_spinner=False)
def commitments(version: str) -> pd.DataFrame:
    """Every announcement of every goal."""
    return indicators.commitments()


@st.cache_data(max_entries=2, show_spinner=False)
def conflicts(version: str) -> pd.DataFrame:
    """Figures that stand beside a preferred one for the same thing."""
    return indicators.conflicts()


@st.cache_data(max_entries=2, show_spinner=False)
def latest_entry_rules(version: str) -> pd.DataFrame:
    """Entry rules both ways at the newest snapshot, by partner."""
    return indicators.entry_rules(snapshot="latest").set_index("partner")


@st.cache_data(max_entries=2, show_spinner=False)
def all_coverage(version: str) -> pd.DataFrame:
    """Years with figures for every pair and partner."""
    return indicators.coverage()


@st.cache_data(max_entries=8, show_spinner=False)
def two_way_spans(version: str, pair: str) -> pd.DataFrame:
    """The spans of a pair that has no years, one row a partner and span."""
    return indicators.two_way_spans(pair)


@st.cache_data(max_entries=8, show_spinner=False)
def observations(version: str, series: tuple[str, ...]) -> pd.DataFrame:
    """Every figure of the series named, with its source and note."""
    return indicators.observations(list(series))


@st.cache_data(max_entries=2, show_spinner=False)
def opinion(version: str) -> pd.DataFrame:
    """Every answer to a survey, with question, n, base and fieldwork."""
    return indicators.opinion()


@st.cache_data(max_entries=2, show_spinner=False)
def entry_rules(version: str) -> pd.DataFrame:
    """Entry rules both ways, one row a partner and snapshot."""
    return indicators.entry_rules()


@st.cache_data(max_entries=2, show_spinner=False)
def freshness(version: str, today: datetime.date) -> pd.DataFrame:
    """The age of every series on a day, against its publisher's cycle."""
    return indicators.freshness(today=today)


@st.cache_data(max_entries=2, show_spinner=False)
def corrections(version: str) -> pd.DataFrame:
    """Figures that are not used as printed."""
    return indicators.corrections()


@st.cache_data(max_entries=2, show_spinner=False)
def claims_ledger(version: str) -> pd.DataFrame:
    """Every claim with its computed verdict."""
    return indicators.claims_ledger()


@st.cache_data(max_entries=2, show_spinner=False)
def claim_definitions(version: str) -> pd.DataFrame:
    """Every definition on which a claim was tested, with its result."""
    return indicators.claim_definitions()


@st.cache_data(max_entries=16, show_spinner=False)
def claim_card(version: str, claim_id: str) -> ClaimCard:
    """One claim with its definitions, figures and sources."""
    return indicators.claim_card(claim_id)


@st.cache_data(max_entries=2, show_spinner=False)
def tracker(version: str, today: datetime.date) -> Tracker:
    """Every goal on a day, with its announcements, levels, pace and status."""
    return indicators.commitments_tracked(today=today)


@st.cache_data(max_entries=2, show_spinner=False)
def changes(version: str, today: datetime.date) -> Changes:
    """What changed up to a day."""
    return indicators.what_changed(today=today)


@st.cache_data(max_entries=2, show_spinner=False)
def digest(version: str, today: datetime.date) -> tuple[str, str]:
    """The changes on one page, in English and in Korean."""
    return digest_words(changes(version, today))


@st.cache_data(max_entries=128, show_spinner=False)
def events_near(version: str, pair: str, partner: str) -> pd.DataFrame:
    """Events that concern a pair and a partner, with both flows before and after."""
    return indicators.events_near(pair, partner)


@st.cache_data(max_entries=16, show_spinner=False)
def assembly(version: str, pair: str, language: Code) -> Export:
    """The last five years by member and direction, as the table is handed in."""
    return export_assembly(pair, language)


@st.cache_data(max_entries=64, show_spinner=False)
def parity_path(
    version: str, pair: str, partner: str, target: float, until: int, larger_grows: float, base: int
) -> ParityPath:
    """The yearly flow that a target reciprocity takes."""
    return indicators.parity_path(pair, partner, target, until, larger_grows, base)


@st.cache_data(max_entries=64, show_spinner=False)
def what_if(
    version: str, pair: str, partner: str, growth: tuple[float, float], until: int, base: int
) -> pd.DataFrame:
    """Both flows if each grew by a rate of the reader's choosing."""
    return indicators.what_if(pair, partner, *growth, until, base)
