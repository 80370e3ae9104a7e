"""The figures a page asks for, kept between runs.

Everything is kept under the edition of the release it was read from and the arguments, never under
a frame, and every cache is bounded. A new release is seen within seconds, for the release itself
is asked for again on every run that finds it older than that.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

import indicators
from briefing.assembly import export_assembly
from briefing.language import Code
from briefing.model import Export
from indicators import Changes, ClaimCard, ParityPath, Release, Tracker
from indicators.changes_in_words import digest_words
from indicators.store import open_store

Read = TypeVar("Read", bound=Callable[..., Any])

#: Seconds for which the version of the store is taken as known.
_VERSION_KEPT = 5


def today() -> datetime.date:
    """The day on which ages, deadlines and statuses are told: the one clock of the pages."""
    return datetime.datetime.now(datetime.UTC).date()


@st.cache_data(ttl=_VERSION_KEPT, max_entries=1, show_spinner=False)
def release() -> Release:
    """Which release the store holds; raises ``indicators.StoreError`` where it holds none."""
    return indicators.release()


def forget() -> None:
    """Empty every cache: the next page is drawn as by a server that has just started."""
    st.cache_data.clear()
    st.cache_resource.clear()
    for kept in _EMPTIED:
        kept.cache_clear()


Kept = TypeVar("Kept", bound="functools._lru_cache_wrapper[Any]")
#: Caches of functools: they are faster to look up than those of Streamlit.
_EMPTIED: list[functools._lru_cache_wrapper[Any]] = []


def emptied_by_forget(kept: Kept) -> Kept:
    """Have ``forget`` empty a cache of functools, too."""
    _EMPTIED.append(kept)
    return kept


def _shared(entries: int) -> Callable[[Read], Read]:
    """Keep what a function reads once for all sessions, without a copy of it for each asker.

    pandas copies a frame when it is written to, so whoever changes a column changes their own.
    """

    def share(read: Read) -> Read:
        @functools.wraps(read)
        def find(*arguments: Any) -> Any:
            # One handle for all the questions of one answer: opening takes longer than asking.
            with open_store():
                return read(*arguments)

        kept = st.cache_resource(max_entries=entries, show_spinner=False)(find)

        @functools.wraps(read)
        def ask(*arguments: Any) -> Any:
            found = kept(*arguments)
            return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found

        return cast(Read, ask)

    return share


@_shared(2)
def pairs(edition: str) -> pd.DataFrame:
    """Every pair of flows, with its words, grade and caveat."""
    return indicators.pairs()


@_shared(32)
def two_way(edition: str, pair: str) -> pd.DataFrame:
    """All partners and years of a pair, one row each, with the indicators."""
    return indicators.two_way(pair)


@_shared(64)
def two_way_months(edition: str, pair: str, partner: str) -> pd.DataFrame:
    """The months of a pair for one partner, where both sides publish them."""
    return indicators.two_way_months(pair, [partner])


@_shared(2)
def sources(edition: str) -> pd.DataFrame:
    """Every source by its id: publisher, title, date, address, licence, reliability."""
    return indicators.sources().set_index("source_id")


@_shared(2)
def series(edition: str) -> pd.DataFrame:
    """Every series by its id: publisher, definition, cadence and keeper."""
    return indicators.series().set_index("series_id")


@_shared(2)
def counted(edition: str) -> pd.DataFrame:
    """What a figure is one of, by its id: a series, or a question of surveys.

    The columns of ``series``; a question has the body that asked it as publisher and keeper, its
    wording as definition, and no cycle.
    """
    asked = opinion(edition).sort_values("fieldwork_end")
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
    known = series(edition)
    return pd.concat([known, newest.loc[~newest.index.isin(known.index)]])


@_shared(32)
def coverage(edition: str, pair: str) -> pd.DataFrame:
    """For each partner of a pair the years with both directions, or why there are none."""
    return indicators.coverage(pair)


@_shared(2)
def countries(edition: str) -> pd.DataFrame:
    """Every country and group by its code, with the day it joined ASEAN."""
    return indicators.countries().set_index("iso3")


@_shared(2)
def profiles(edition: str) -> pd.DataFrame:
    """The newest row of every pair for every partner."""
    return indicators.profiles()


@_shared(2)
def events(edition: str) -> pd.DataFrame:
    """Dated, sourced events."""
    return indicators.events()


@_shared(2)
def commitments(edition: str) -> pd.DataFrame:
    """Every announcement of every goal."""
    return indicators.commitments()


@_shared(2)
def conflicts(edition: str) -> pd.DataFrame:
    """Figures that stand beside a preferred one for the same thing."""
    return indicators.conflicts()


@_shared(2)
def latest_entry_rules(edition: str) -> pd.DataFrame:
    """Entry rules both ways at the newest snapshot, by partner."""
    return indicators.entry_rules(snapshot="latest").set_index("partner")


@_shared(2)
def all_coverage(edition: str) -> pd.DataFrame:
    """Years with figures for every pair and partner."""
    return indicators.coverage()


@_shared(8)
def two_way_spans(edition: str, pair: str) -> pd.DataFrame:
    """The spans of a pair that has no years, one row a partner and span."""
    return indicators.two_way_spans(pair)


@_shared(8)
def observations(edition: str, series: tuple[str, ...]) -> pd.DataFrame:
    """Every figure of the series named, with its source and note."""
    return indicators.observations(list(series))


@_shared(2)
def opinion(edition: str) -> pd.DataFrame:
    """Every answer to a survey, with question, n, base and fieldwork."""
    return indicators.opinion()


@_shared(2)
def entry_rules(edition: str) -> pd.DataFrame:
    """Entry rules both ways, one row a partner and snapshot."""
    return indicators.entry_rules()


@_shared(2)
def freshness(edition: str, today: datetime.date) -> pd.DataFrame:
    """The age of every series on a day, against its publisher's cycle."""
    return indicators.freshness(today=today)


@_shared(2)
def corrections(edition: str) -> pd.DataFrame:
    """Figures that are not used as printed."""
    return indicators.corrections()


@_shared(2)
def claims_ledger(edition: str) -> pd.DataFrame:
    """Every claim with its computed verdict."""
    return indicators.claims_ledger()


@_shared(2)
def claim_definitions(edition: str) -> pd.DataFrame:
    """Every definition on which a claim was tested, with its result."""
    return indicators.claim_definitions()


@_shared(16)
def claim_card(edition: str, claim_id: str) -> ClaimCard:
    """One claim with its definitions, figures and sources."""
    return indicators.claim_card(claim_id)


@_shared(2)
def tracker(edition: str, today: datetime.date) -> Tracker:
    """Every goal on a day, with its announcements, levels, pace and status."""
    return indicators.commitments_tracked(today=today)


@_shared(2)
def changes(edition: str, today: datetime.date) -> Changes:
    """What changed up to a day."""
    return indicators.what_changed(today=today)


@_shared(2)
def digest(edition: str, today: datetime.date) -> tuple[str, str]:
    """The changes on one page, in English and in Korean."""
    return digest_words(changes(edition, today))


@_shared(128)
def events_near(edition: str, pair: str, partner: str) -> pd.DataFrame:
    """Events that concern a pair and a partner, with both flows before and after."""
    return indicators.events_near(pair, partner)


@_shared(16)
def assembly(edition: str, pair: str, language: Code) -> Export:
    """The last five years by member and direction, as the table is handed in."""
    return export_assembly(pair, language)


@_shared(64)
def parity_path(
    edition: str, pair: str, partner: str, target: float, until: int, larger_grows: float, base: int
) -> ParityPath:
    """The yearly flow that a target reciprocity takes."""
    return indicators.parity_path(pair, partner, target, until, larger_grows, base)


@_shared(64)
def what_if(
    edition: str, pair: str, partner: str, growth: tuple[float, float], until: int, base: int
) -> pd.DataFrame:
    """Both flows if each grew by a rate of the reader's choosing."""
    return indicators.what_if(pair, partner, *growth, until, base)
