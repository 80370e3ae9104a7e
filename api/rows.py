"""The rows of each table: a frame of `indicators`, with names, sources and version beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

import indicators
from api.figures import FACTS, SIDES, Figures, join
from api.holdings import Holdings
from api.parameters import Question
from api.words import Language

#: Columns of the frame of `two_way` that tell of the row and not of its indicators.
_OF_THE_ROW = (
    "pair_id",
    "pair_title",
    "pillar",
    "basis",
    "partner",
    "partner_name",
    "year",
    "grade",
    "caveat_en",
    "caveat_ko",
    "provisional",
    "pandemic",
    "aggregate",
    "members",
    "members_included",
    *(
        f"{side}_{fact}"
        for side in SIDES
        for fact in ("state", "status", "series_id", "source_id", "locator", *FACTS)
    ),
    "population_source_id",
    "population_publisher",
    "population_url",
)


def read_pairs(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """Every pair, in the order in which pages offer them."""
    frame = _only(held.pairs, "pair_id", question.pair)
    return _with_version(_with_titles(frame, held, question.language), held)


def read_two_way(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """Both directions by pair, partner and year, with the indicators and the sources beside them.

    Raises MixedBasisError where pairs are named that stand on different bases: a whole table may
    hold them all, a choice of them is taken for one line. A sum over members names the sources of
    all its members.
    """
    chosen = held.pairs[held.pairs["pair_id"].isin(question.pair)]
    if chosen["basis"].nunique() > 1:
        raise indicators.MixedBasisError(chosen["basis"])
    return _both_ways(question, held, figures)


def read_indicators(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """One row for each indicator that is defined: the frame of `two_way`, unfolded.

    `low` and `high` are the bounds of the 95 % interval, where one is defined.
    """
    wide = _both_ways(question, held, figures)
    wide = wide.rename(columns={"unit": "pair_unit"})
    found = []
    for name in question.indicator or held.known("indicator"):
        defined = wide[wide[name].notna()]
        bounds = {
            bound: defined[f"{name}_{bound}"] if f"{name}_{bound}" in defined else float("nan")
            for bound in ("low", "high")
        }
        kept = defined[["pair_unit", *_OF_THE_ROW]]
        found.append(kept.assign(indicator_id=name, value=defined[name], **bounds))
    frame = join(found)
    names = held.definitions.set_index("indicator_id")[f"name_{question.language}"]
    frame["indicator_name"] = frame["indicator_id"].map(names)
    place = {name: number for number, name in enumerate(held.known("pair"))}
    frame = frame.sort_values(
        ["pair_id", "indicator_id", "partner", "year"],
        key=lambda column: column.map(place) if column.name == "pair_id" else column,
        ignore_index=True,
    )
    return _with_version(frame, held)[
        [
            "pair_id",
            "partner",
            "year",
            "indicator_id",
            "value",
            "low",
            "high",
            "grade",
            "indicator_name",
            "pair_unit",
            *(name for name in _OF_THE_ROW if name not in ("pair_id", "partner", "year", "grade")),
            "version",
        ]
    ]


def read_observations(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """Every published figure, the preferred ones and those they were chosen over."""
    frame = join(figures.observations(question.series or sorted(held.known("series")), held))
    frame = _only(frame, "origin", question.origin)
    frame = _only(frame, "destination", question.destination)
    first, last = question.years
    begin, end = frame["period_start"].dt.year, frame["period_end"].dt.year
    frame = frame[(begin >= first) & (end <= last)]
    names = held.place_names(question.language)
    sources = held.sources.set_index("source_id")
    frame = frame.assign(
        origin_name=frame["origin"].map(names),
        destination_name=frame["destination"].map(names),
        source_published=frame["source_id"].map(sources["published"]),
        source_licence=frame["source_id"].map(sources["licence"]),
    )
    return _with_version(frame, held)


def read_coverage(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """What is published at all, by pair and partner, and why a direction is missing."""
    frame = figures.coverage(held)
    frame = _only(_only(frame, "pair_id", question.pair), "partner", question.partner)
    frame = _with_titles(frame, held, question.language)
    names = held.place_names(question.language)
    return _with_version(frame.assign(partner_name=frame["partner"].map(names)), held)


def read_sources(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """Every text or file a figure was read in."""
    return _with_version(_only(held.sources, "source_id", question.source), held)


def read_series(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """Every series: one publisher's figures on one definition."""
    return _with_version(_only(held.series, "series_id", question.series), held)


def read_releases(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    """The release that is being read."""
    release = held.release
    return pd.DataFrame(
        {
            "version": [release.version],
            "built_at": pd.to_datetime([release.built_at]),
            "raw_sha256": [release.raw_sha256],
        }
    )


def _both_ways(question: Question, held: Holdings, figures: Figures) -> pd.DataFrame:
    chosen = [name for name in held.known("pair") if name in (question.pair or (name,))]
    first, last = question.years
    parts = [
        _only(part[part["year"].between(first, last)], "partner", question.partner)
        for part in figures.two_way(chosen, held)
    ]
    frame = _with_titles(join(parts), held, question.language)
    names = held.place_names(question.language)
    bases = held.pairs.set_index("pair_id")["basis"]
    frame = frame.assign(
        basis=frame["pair_id"].map(bases), partner_name=frame["partner"].map(names)
    )
    return _with_version(frame, held)


def _with_titles(frame: pd.DataFrame, held: Holdings, language: Language) -> pd.DataFrame:
    titles = held.pairs.set_index("pair_id")[f"title_{language}"]
    return frame.assign(pair_title=frame["pair_id"].map(titles))


def _with_version(frame: pd.DataFrame, held: Holdings) -> pd.DataFrame:
    return frame.assign(version=held.release.version)


def _only(frame: pd.DataFrame, column: str, names: Sequence[str]) -> pd.DataFrame:
    return frame[frame[column].isin(names)] if names else frame
