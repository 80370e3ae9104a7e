"""What a page of one pillar shows: its basis, partner, window and year, and the rows they pick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard import data, provenance
from dashboard.frame import Page
from dashboard.pooling import complete_members, members_with_both, pool
from dashboard.view import ASEAN, ASEAN_POOLED, ASEAN_POOLED_EX_VNM, SOUTHEAST_ASIA
from dashboard.wording import SIDES

_POOLED = (ASEAN_POOLED, ASEAN_POOLED_EX_VNM)
#: Partners that stand for the members together; Southeast Asia is a publisher's own region.
_WHOLE_CODES = (*_POOLED, ASEAN, SOUTHEAST_ASIA)


@dataclass(frozen=True)
class Selection:
    """The rows of one pair that a page draws, with what it offers to choose from."""

    pairs: pd.DataFrame
    pair: pd.Series
    #: Every row of the pair, and its partners by their codes in the order they are offered.
    every: pd.DataFrame
    partners: list[str]
    #: Years with a row for the partner, and the rows of the chosen window, with their sources.
    years: list[int]
    over_time: pd.DataFrame
    #: Years in which members can be compared, and the members' rows of the chosen year.
    member_years: list[int]
    by_member: pd.DataFrame

    @cached_property
    def has_per_head(self) -> bool:
        """Whether any row of the pair can be set against populations."""
        return bool(self.every["per_capita_log2_ratio"].notna().any())

    @cached_property
    def newest(self) -> pd.Series:
        """The newest row of the partner that says most: with both directions, if there is one."""
        both = self.over_time[self.over_time[list(SIDES)].notna().all(axis="columns")]
        return (both if len(both) else self.over_time).iloc[-1]


def settle_pair(page: Page, pillar: str) -> tuple[pd.DataFrame, pd.Series]:
    """The pairs of flows a page offers, and the one it shows.

    Entry rules are no flows: yes or no has no line, and they have a table of their own.
    """
    return page.keep_settled(f"pair {pillar}", lambda: _settle_pair(page, pillar))


def _settle_pair(page: Page, pillar: str) -> tuple[pd.DataFrame, pd.Series]:
    pairs = data.pairs(page.release.edition)
    pairs = pairs[(pairs["pillar"] == pillar) & (pairs["unit"] != "flag")]
    pairs = pairs.set_index("pair_id", drop=False)
    page.settle(
        "pair",
        list(pairs.index),
        pairs.index[0],
        page.language.t(
            "The address names a basis this page does not have: the first one is shown."
        ),
    )
    return pairs, pairs[pairs["pair_id"] == page.view.pair].iloc[0]


def select(page: Page, pillar: str) -> Selection:
    """Settle what is chosen on the page of a pillar against the figures there are."""
    return page.keep_settled(f"selection {pillar}", lambda: _select(page, pillar))


def _select(page: Page, pillar: str) -> Selection:
    edition, language = page.release.edition, page.language
    pairs, pair = settle_pair(page, pillar)
    every = data.two_way(edition, page.view.pair)
    members = asean_members(data.countries(edition))
    partners = _partners_in_order(every, members, page)
    partner = page.settle_partner(partners, _telling_partner(every, partners, members))
    rows = _rows_of(partner, every, edition)
    years = sorted(set(rows["year"]))
    first, last = _settle_window(page, years)
    window = rows[rows["year"].between(first, last)]
    if partner in _POOLED:
        window = pool(complete_members(window), partner)
    member_years, fallback = years_to_compare(every, members)
    year = page.settle(
        "year",
        member_years,
        fallback,
        language.t(
            "There are no figures of members for {asked} on this basis: {shown} is shown.",
            asked=page.view.year,
            shown=fallback,
        ),
    )
    sources = data.sources(edition)
    return Selection(
        pairs=pairs,
        pair=pair,
        every=every,
        partners=partners,
        years=years,
        over_time=provenance.with_sources(window, every, sources, language),
        member_years=member_years,
        by_member=members_in_year(page, page.view.pair, year),
    )


def members_in_year(page: Page, pair: str, year: int) -> pd.DataFrame:
    """The rows of all members in one year, with their sources, absent members with the reason."""
    edition = page.release.edition
    every = data.two_way(edition, pair)
    members = asean_members(data.countries(edition))
    in_year = every[(every["year"] == year) & every["partner"].isin(members)]
    complete = with_absent_members(in_year, members, data.coverage(edition, pair))
    by_name = complete.sort_values("partner", key=lambda codes: codes.map(page.language.country))
    return provenance.with_sources(by_name, every, data.sources(edition), page.language)


def newest_comparison(page: Page, pillar: str) -> tuple[pd.Series, pd.DataFrame]:
    """The preferred pair of a pillar, and its members in the newest year with enough of them."""
    return page.keep(f"newest {pillar}", lambda: _newest_comparison(page, pillar))


def _newest_comparison(page: Page, pillar: str) -> tuple[pd.Series, pd.DataFrame]:
    edition = page.release.edition
    pairs = data.pairs(edition)
    pair = pairs[pairs["pillar"] == pillar].iloc[0]
    members = asean_members(data.countries(edition))
    _, year = years_to_compare(data.two_way(edition, pair["pair_id"]), members)
    return pair, members_in_year(page, pair["pair_id"], year)


def latest_comparison(page: Page, pillar: str) -> pd.DataFrame:
    """Each member's newest row with both directions on the preferred pair, pandemic years apart.

    Members without such a row have one that says why.
    """
    return page.keep(f"latest {pillar}", lambda: _latest_comparison(page, pillar))


def _latest_comparison(page: Page, pillar: str) -> pd.DataFrame:
    edition = page.release.edition
    pairs = data.pairs(edition)
    pair = pairs[pairs["pillar"] == pillar].iloc[0]["pair_id"]
    every = data.two_way(edition, pair)
    members = asean_members(data.countries(edition))
    rows = every[every["partner"].isin(members) & ~every["pandemic"]]
    both = rows[rows[list(SIDES)].notna().all(axis="columns")]
    newest = both.sort_values("year").groupby("partner", sort=False).tail(1)
    complete = with_absent_members(newest, members, data.coverage(edition, pair))
    by_name = complete.sort_values("partner", key=lambda codes: codes.map(page.language.country))
    return provenance.with_sources(by_name, every, data.sources(edition), page.language)


def _rows_of(partner: str, every: pd.DataFrame, edition: str) -> pd.DataFrame:
    """The rows of a partner by year; for ASEAN added up, those of the members with both."""
    if partner not in _POOLED:
        return every[every["partner"] == partner].sort_values("year")
    joined = data.countries(edition)["asean_since"]
    return members_with_both(every, joined, ["VNM"] if partner == ASEAN_POOLED_EX_VNM else [])


def members(page: Page) -> list[str]:
    """The members of ASEAN by code, in the order of their names in the language."""

    def by_name() -> list[str]:
        codes = asean_members(data.countries(page.release.edition))
        return sorted(codes, key=page.language.country)

    return page.keep("members", by_name)


def asean_members(countries: pd.DataFrame) -> list[str]:
    """The members of ASEAN by code."""
    return countries.index[countries["asean_since"].notna()].tolist()


def years_to_compare(every: pd.DataFrame, members: Sequence[str]) -> tuple[list[int], int]:
    """The years with figures of members, and the one to show where none is asked for.

    That is the newest year outside the pandemic in which at least half as many members have figures
    as in the best year: both directions where the pair has them, else the one it has.
    """
    rows = every[every["partner"].isin(members)]
    both = rows[rows[list(SIDES)].notna().all(axis="columns")]
    counted = both if len(both) else rows[rows[list(SIDES)].notna().any(axis="columns")]
    counts = counted.groupby("year").size()
    if counts.empty:
        newest = int(every["year"].max())
        return [newest], newest
    calm = counts[~counts.index.isin(counted.loc[counted["pandemic"], "year"])]
    counts_for_choice = calm if len(calm) else counts
    broad = counts_for_choice[counts_for_choice * 2 >= counts_for_choice.max()]
    return [int(year) for year in counts.index], int(broad.index.max())


def with_absent_members(
    in_year: pd.DataFrame, members: Sequence[str], coverage: pd.DataFrame
) -> pd.DataFrame:
    """The rows of a year with one for every member, absent ones with the reason they are absent."""
    absent = [code for code in members if code not in set(in_year["partner"])]
    if not absent or in_year.empty:
        return in_year
    reasons = coverage.set_index("partner").reindex(absent)
    first = in_year.iloc[0]
    rows = pd.DataFrame(
        {
            **{name: first[name] for name in ("pair_id", "pillar", "year", "unit", "pandemic")},
            "partner": absent,
            "aggregate": "",
            "provisional": False,
            "toward_korea_state": "absent",
            "toward_partner_state": "absent",
            "missing_en": reasons["reason_missing_en"].tolist(),
            "missing_ko": reasons["reason_missing_ko"].tolist(),
        }
    )
    # Given the types of the frame, what is not said of an absent member is missing, not zero.
    typed = rows.reindex(columns=in_year.columns).astype(in_year.dtypes.to_dict())
    return pd.concat([in_year, typed], ignore_index=True)


#: A line of fewer years than this tells no story: the page then opens with a single member.
_TELLING_YEARS = 3
#: A line that ends more years than this before the newest figures is an old story.
_OLD = 5


def _telling_partner(every: pd.DataFrame, partners: Sequence[str], members: Sequence[str]) -> str:
    """The partner a page opens with: ASEAN where its line is long and new, else the largest member.

    Largest is the member with the most flow in both directions in its newest year with both.
    """
    both = every[every[list(SIDES)].notna().all(axis="columns")]
    asean = complete_members(both[both["partner"].isin(members)])
    years = asean["year"]
    telling = years.nunique() >= _TELLING_YEARS and years.max() > every["year"].max() - _OLD
    if partners[0] in _WHOLE_CODES and (telling or both.empty):
        return partners[0]
    newest = both[both["partner"].isin(set(members) & set(partners))]
    newest = newest.sort_values("year").groupby("partner").tail(1)
    if newest.empty:
        return partners[0]
    flow = newest[list(SIDES)].sum(axis="columns")
    return str(newest["partner"].iloc[int(flow.to_numpy().argmax())])


def _partners_in_order(every: pd.DataFrame, members: Sequence[str], page: Page) -> list[str]:
    """ASEAN first, then Southeast Asia, the members, and everyone else, by name.

    ASEAN added up is offered where there are two members to add up.
    """
    there = set(every["partner"])
    edition = page.release.edition
    for code in _POOLED:
        if _rows_of(code, every, edition)["partner"].nunique() < 2:
            there.discard(code)

    def by_name(codes: set[str]) -> list[str]:
        return sorted(codes, key=page.language.country)

    return [
        *(code for code in _WHOLE_CODES if code in there),
        *by_name(there & set(members)),
        *by_name(there - set(members) - set(_WHOLE_CODES)),
    ]


def _settle_window(page: Page, years: Sequence[int]) -> tuple[int, int]:
    """Bring the window within the years there are; one that lies outside them is given up."""
    first, last = page.view.first_year or years[0], page.view.last_year or years[-1]
    within = [year for year in years if first <= year <= last]
    if not within:
        within = list(years)
        page.notices.append(
            page.language.t(
                "There are no figures from {first} to {last} on this basis: all years are shown.",
                first=first,
                last=last,
            )
        )
    page.settle("first_year", within[:1], within[0])
    page.settle("last_year", within[-1:], within[-1])
    return within[0], within[-1]
