"""Write what the figures say of each claim, and on which counts each goal is measured."""

from __future__ import annotations

import dataclasses

import duckdb

from etl.tables import insert
from indicators.catalogue import Catalogue, CatalogueError, Fault
from indicators.ledger import Assessment, assess
from indicators.ledger.assess import VERDICTS
from indicators.ledger.outcome import Claim


def write_verdicts(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Test every claim in the store by its rule and write the results beside it.

    Fills the computed columns of table claim, and claim_definition, claim_figure and goal_level.
    The same figures give the same rows. Raises CatalogueError for a claim without a rule.
    """
    claims = [
        Claim(claim_id, statement, value or "", unit or "")
        for claim_id, statement, value, unit in store.execute(
            "select claim_id, statement_en, stated_value, stated_unit from claim order by claim_id"
        ).fetchall()
    ]
    bare = [claim.claim_id for claim in claims if claim.claim_id not in catalogue.claim_rules]
    if bare:
        raise CatalogueError(
            Fault(
                "catalogue/claims.toml",
                1,
                f"has no [[claim_rule]] for {claim_id}: say how it is tested (docs/claims.md)",
            )
            for claim_id in bare
        )
    found = [assess(store, catalogue.claim_rules[claim.claim_id], claim) for claim in claims]
    _write_verdicts(store, found)
    insert(store, "claim_definition", (row for one in found for row in _definitions(one)))
    insert(store, "claim_figure", (row for one in found for row in _figures(one)))
    insert(store, "goal_level", _goal_levels(catalogue))


def _write_verdicts(store: duckdb.DuckDBPyConnection, found: list[Assessment]) -> None:
    """Set the computed columns of every claim at once: one statement is far faster than many."""
    store.execute("create temp table verdict as from claim limit 0")
    insert(store, "verdict", (_verdict(assessment) for assessment in found))
    computed = ", ".join(f"{column} = v.{column}" for column in COMPUTED)
    store.execute(f"update claim set {computed} from verdict v where v.claim_id = claim.claim_id")
    store.execute("drop table verdict")


#: What the build adds to a claim.
COMPUTED = (
    "verdict",
    "verdict_en",
    "verdict_ko",
    "tested_on",
    "first_year",
    "last_year",
    "evidence_en",
    "evidence_ko",
    "quote_en",
    "quote_ko",
)


def _verdict(assessment: Assessment) -> dict[str, object]:
    figures = [figure for _, figure in assessment.figures]
    years = [figure.year for figure in figures]
    return {
        "claim_id": assessment.claim_id,
        "verdict": assessment.verdict,
        "verdict_en": VERDICTS[assessment.verdict][0],
        "verdict_ko": VERDICTS[assessment.verdict][1],
        "tested_on": sorted({figure.pair_id or figure.series_id or "" for figure in figures}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "evidence_en": assessment.evidence[0],
        "evidence_ko": assessment.evidence[1],
        "quote_en": assessment.quote[0],
        "quote_ko": assessment.quote[1],
    }


def _definitions(assessment: Assessment) -> list[dict[str, object]]:
    return [
        {
            "claim_id": assessment.claim_id,
            "definition": one.definition.id,
            "place": place,
            "name_en": one.definition.name_en,
            "name_ko": one.definition.name_ko,
            "kind": one.definition.kind,
            "result": one.result,
            "proxy": one.definition.proxy,
            "nearest": one.definition.nearest,
            "says_en": one.says[0] if one.says else None,
            "says_ko": one.says[1] if one.says else None,
        }
        for place, one in enumerate(assessment.tested)
    ]


def _figures(assessment: Assessment) -> list[dict[str, object]]:
    return [
        {
            "claim_id": assessment.claim_id,
            "definition": definition,
            "place": place,
            **{
                field.name: getattr(figure, field.name)
                for field in dataclasses.fields(figure)
                if field.name != "source_ids"
            },
            "source_ids": list(figure.source_ids),
            "pandemic": figure.pandemic,
        }
        for place, (definition, figure) in enumerate(assessment.figures)
    ]


def _goal_levels(catalogue: Catalogue) -> list[dict[str, object]]:
    """The counts of every goal in their order, under the names of the store."""
    return [
        {
            "goal_id": goal.id,
            "place": place,
            "level": level.id,
            "name_en": level.name_en,
            "name_ko": level.name_ko,
            "pair_id": level.pair or None,
            "partner": level.partner or None,
            "series_id": level.series or None,
            "toward_korea": level.toward_korea or None,
            "toward_partner": level.toward_partner or None,
            "total": level.total or None,
            "decides": level.decides,
            "why_en": level.why_en or None,
            "why_ko": level.why_ko or None,
        }
        for _, goal in sorted(catalogue.goal_rules.items())
        for place, level in enumerate(goal.level)
    ]
