"""Pairs whose figures exist for spans and not for years: both shares of every member, side by side.

A span is never a year, and these figures are estimates: they are shown together and never divided.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import data, provenance
from dashboard.card import plain, show_card
from dashboard.charts.paired_dots import paired_dots
from dashboard.charts.paired_words import paired_dots_in_words
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.proof import offer_rows
from dashboard.sections import naming_of, show_basis, show_chart
from dashboard.selection import asean_members, settle_pair
from dashboard.tables import show_table
from dashboard.units import amount
from dashboard.wording import SIDES, named_sources, partner_name

#: Series that say how far the count of title origins can be trusted, by the same lists and rule.
_UNSETTLED, _BENCHMARK = "netflix_unclassified_share", "netflix_benchmark_share"
_CHECKED_BASES = ("netflix_mirror", "netflix_mirror_sole")


@dataclass(frozen=True)
class SpanSelection:
    """The members' rows of one pair over the longest span that both sides cover."""

    pairs: pd.DataFrame
    pair: pd.Series
    first_day: pd.Timestamp
    last_day: pd.Timestamp
    rows: pd.DataFrame
    series: pd.DataFrame

    @property
    def months(self) -> tuple[int, int, int, int]:
        """Year and month in which the span begins and ends."""
        first, last = self.first_day, self.last_day
        return first.year, first.month, last.year, last.month


def select_span(page: Page, pillar: str) -> SpanSelection:
    """Settle the pair and take the longest span with figures in both directions."""
    edition, language = page.release.edition, page.language
    pairs, pair = settle_pair(page, pillar)
    every = data.two_way_spans(edition, pair["pair_id"])
    both = every[every[list(SIDES)].notna().all(axis="columns")]
    length = both["period_end"] - both["period_start"]
    span = both.iloc[int(length.argmax())]
    members = asean_members(data.countries(edition))
    rows = both[(both["period"] == span["period"]) & both["partner"].isin(members)]
    rows = rows.sort_values("toward_korea", ascending=False, ignore_index=True)
    series = data.series(edition)
    series = series[(series["measure"] == pair["measure"]) & (series["basis"] == pair["basis"])]
    blank = data.two_way(edition, data.pairs(edition)["pair_id"].iloc[0]).columns
    rows = rows.reindex(columns=[*rows.columns, *blank.difference(rows.columns)])
    rows = rows.assign(aggregate="").drop(columns="year")
    return SpanSelection(
        pairs=pairs,
        pair=pair,
        first_day=span["period_start"],
        last_day=span["period_end"],
        rows=provenance.with_sources(rows, rows, data.sources(edition), language),
        series=series,
    )


def span_in_words(shown: SpanSelection, language: Language) -> str:
    """The span as a reader says it: July 2021 to November 2022."""
    first_year, first_month, last_year, last_month = shown.months
    return language.t(
        "{first} to {last}",
        first=language.month(first_year, first_month),
        last=language.month(last_year, last_month),
    )


def show_span_answer(page: Page, shown: SpanSelection) -> None:
    """How far the members' figures reach on either side, over which span, and who says so."""
    language = page.language
    ends = {
        f"{side}_{end}": amount(getattr(shown.rows[side], function)(), shown.pair["unit"], language)
        for side in SIDES
        for end, function in (("low", "min"), ("high", "max"))
    }
    title = language.choose(shown.pair["title_en"], shown.pair["title_ko"])
    sentence = language.t(
        "{title}, {span}: {toward_korea_low} to {toward_korea_high} for Korean titles in the lists "
        "of {count} members, {toward_partner_low} to {toward_partner_high} for titles of each of "
        "these members in Korea's list.",
        title=title,
        span=span_in_words(shown, language),
        count=len(shown.rows),
        **ends,
    )
    column = "publisher_ko" if language.code == "ko" else "publisher"
    publishers = list(dict.fromkeys(shown.series[column]))
    st.header(plain(sentence), anchor=False)
    st.caption(plain(named_sources(publishers, language)))


def show_span(page: Page, shown: SpanSelection) -> None:
    """Both shares of every member on one scale, with what limits them printed beneath."""
    language = page.language
    naming = naming_of(page, shown.pair)
    frame = shown.rows.assign(
        label=shown.rows["partner"].map(language.country),
        detail="",
        year=shown.rows["period"],
    )
    show_chart(
        lambda: paired_dots(frame, language, page.theme, naming=naming, narrow=page.narrow),
        lambda: paired_dots_in_words(frame, language, naming=naming),
        page,
        name="span",
    )
    for text in _cautions(page, shown):
        st.caption(plain(text))
    show_basis(page, shown.pairs)


def _cautions(page: Page, shown: SpanSelection) -> list[str]:
    language = page.language
    told = [
        language.t("The span is no year, and no ratio is given: every figure is an estimate."),
    ]
    if shown.pair["basis"] in _CHECKED_BASES:
        told += [_unsettled(page, shown), _benchmarks(page, shown)]
    told.append(
        language.t(
            "Origin of titles after The Movie Database (TMDB) and other lists. This product uses "
            "data from TMDB but is not endorsed, certified or otherwise approved by TMDB."
        )
    )
    return [text for text in told if text]


def _of_span(page: Page, shown: SpanSelection, series: str) -> pd.DataFrame:
    figures = data.observations(page.release.edition, (series,))
    same_span = (figures["period_start"] == shown.first_day) & (
        figures["period_end"] == shown.last_day
    )
    return figures[same_span & figures["preferred"]]


def _unsettled(page: Page, shown: SpanSelection) -> str:
    language = page.language
    shares = _of_span(page, shown, _UNSETTLED).set_index("destination")["value"]
    lists = [code for code in ("KOR", *shown.rows["partner"]) if code in shares]
    if not lists:
        return ""
    told = [
        f"{language.country(code)} {language.percent(shares[code], points=True)}" for code in lists
    ]
    return language.t(
        "Share of places whose origin could not be settled, by list: {shares}.",
        shares=", ".join(told),
    )


def _benchmarks(page: Page, shown: SpanSelection) -> str:
    language = page.language
    told = [
        language.t(
            "{origin} in the list of {market}: {share}",
            origin=partner_name(row["origin"], language),
            market=partner_name(row["destination"], language),
            share=language.percent(row["value"], points=True),
        )
        for _, row in _of_span(page, shown, _BENCHMARK).iterrows()
    ]
    if not told:
        return ""
    return language.t(
        "For comparison, share of places over the same span: {shares}.", shares="; ".join(told)
    )


def show_span_table(page: Page, shown: SpanSelection) -> None:
    """The rows of the chart as a table and as a file."""
    language, pair = page.language, shown.pair
    title = language.choose(pair["title_en"], pair["title_ko"])
    span = span_in_words(shown, language)
    st.header(language.t("The figures"), anchor=False)
    show_table(shown.rows, pair, language, by="partner", what=span, about=f"{title}, {span}")
    part = f"{pair['pair_id']}-{shown.first_day:%Y%m}-{shown.last_day:%Y%m}"
    offer_rows(page, pair, rows_to_write(shown), part, "span")


def rows_to_write(shown: SpanSelection) -> pd.DataFrame:
    """The rows for a file: what only rows of years have is empty here, and left out."""
    return shown.rows.dropna(axis="columns", how="all")


def show_span_counted(page: Page, shown: SpanSelection) -> None:
    """The card of what is drawn: both directions stand on the same series."""
    language = page.language
    st.header(language.t("What is counted"), anchor=False)
    used = provenance.sources_of(shown.rows, shown.rows)
    show_card(
        shown.pair,
        {side: shown.series for side in SIDES},
        data.sources(page.release.edition).loc[used],
        language,
    )
