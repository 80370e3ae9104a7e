"""The ledger of claims as readers ask for it: is the sentence I am about to quote true?

Verdicts are computed by the build from the rules of the catalogue (docs/claims.md); here they are
only read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from indicators.errors import UnknownNameError
from indicators.ledger.assess import VERDICTS, Verdict
from indicators.ledger.outcome import RESULTS, Result
from indicators.store import ask

__all__ = [
    "RESULTS",
    "VERDICTS",
    "ClaimCard",
    "Result",
    "Verdict",
    "claim_card",
    "claim_definitions",
    "claim_figures",
    "claims_ledger",
]


@dataclass(frozen=True)
class ClaimCard:
    """All that stands behind one verdict.

    `claim` is the row of the ledger; `definitions` and `figures` are the frames of
    `claim_definitions` and `claim_figures` for this claim; `sources` describes every source named
    in the figures.
    """

    claim: pd.Series
    definitions: pd.DataFrame
    figures: pd.DataFrame
    sources: pd.DataFrame


def claims_ledger(verdict: Verdict | None = None, store: Path | None = None) -> pd.DataFrame:
    """Every claim with its verdict, one row a claim, by id.

    Columns: claim_id, pillar, statement_en/_ko, stated_by_en/_ko, stated_value, stated_unit,
    stated_period, verdict (one of four codes), verdict_en/_ko (the same in words), tested_on
    (ids of the pairs, series and items), first_year, last_year, evidence_en/_ko (one line for how
    the claim is read, one for each definition, one for the note), quote_en/_ko (what the figures
    allow to be said instead), definitions (how many took part in the verdict) and supporting (how
    many of those bear the claim out).
    """
    return ask(
        """
        with counted as (
            select claim_id, count(*) filter (not nearest) as definitions,
                count(*) filter (not nearest and result = 'supports') as supporting
            from claim_definition group by claim_id
        )
        select c.claim_id, c.pillar, c.statement_en, c.statement_ko, c.stated_by_en,
            c.stated_by_ko, c.stated_value, c.stated_unit, c.stated_period, c.verdict,
            c.verdict_en, c.verdict_ko, c.tested_on, c.first_year, c.last_year, c.evidence_en,
            c.evidence_ko, c.quote_en, c.quote_ko, n.definitions, n.supporting
        from claim c
        left join counted n using (claim_id)
        where $verdict is null or c.verdict = $verdict
        order by c.claim_id
        """,
        {"verdict": verdict},
        store,
    )


def claim_definitions(claim_id: str | None = None, store: Path | None = None) -> pd.DataFrame:
    """The definitions on which claims were tested, in the order of their rules.

    Columns: claim_id, definition, place, name_en/_ko, kind, result (supports, does_not_support,
    not_testable), result_en/_ko (in words), proxy, nearest (reported without a part in the
    verdict), says_en/_ko (what its figures allow to be said; missing without figures).

    Raises UnknownNameError for an unknown claim.
    """
    frame = ask(
        "select * from claim_definition where $claim is null or claim_id = $claim "
        "order by claim_id, place",
        {"claim": None if claim_id is None else _require(claim_id, store)},
        store,
    )
    for language, suffix in enumerate(("en", "ko")):
        frame[f"result_{suffix}"] = [RESULTS[result][language] for result in frame["result"]]
    return frame


def claim_figures(claim_id: str, store: Path | None = None) -> pd.DataFrame:
    """Every figure behind a verdict, by definition, as it was tested.

    Columns: claim_id, definition, place, pair_id or series_id (a series, or an item of surveys)
    and survey_id, partner, period, year, toward_korea, toward_partner, part, whole and part_unit
    (behind a share), value and unit (the quantity compared), pandemic (2020–2022), holds (whether
    the figure alone would bear the claim out; missing where it is only reported), source_ids,
    missing_en/_ko (why a direction is missing). A missing direction is NaN, never zero.

    Raises UnknownNameError for an unknown claim.
    """
    return ask(
        "select * from claim_figure where claim_id = ? order by place",
        [_require(claim_id, store)],
        store,
    )


def claim_card(claim_id: str, store: Path | None = None) -> ClaimCard:
    """One claim with its definitions, figures and sources. Raises UnknownNameError."""
    _require(claim_id, store)
    ledger = claims_ledger(store=store)
    figures = claim_figures(claim_id, store)
    named = sorted({source for row in figures["source_ids"] for source in row})
    return ClaimCard(
        ledger[ledger["claim_id"] == claim_id].iloc[0],
        claim_definitions(claim_id, store),
        figures,
        ask(
            "select * from source where list_contains($ids, source_id) order by source_id",
            {"ids": named},
            store,
        ),
    )


def _require(claim_id: str, store: Path | None) -> str:
    known = ask("select claim_id from claim order by claim_id", store=store)["claim_id"].tolist()
    if claim_id not in known:
        raise UnknownNameError("claim", claim_id, known)
    return claim_id
