"""The rows of a view with names, words and sources beside their codes and figures."""

from __future__ import annotations

import pandas as pd

from briefing.model import SIDES, Side
from briefing.reference import Reference
from briefing.rows import add_sources
from briefing.wording import flow, grade_words, known, state, turn

#: Columns that set a flow of people against a population.
PER_HEAD = (
    "population_partner",
    "population_korea",
    "population_source_id",
    "per_capita_log2_ratio",
    "toward_korea_per_100k",
    "toward_partner_per_100k",
)


def described(
    rows: pd.DataFrame, pair: pd.Series, reference: Reference, every: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The rows with everything that the columns of an export call for.

    ``every`` holds all rows of the pair, for the sources of sums over members.
    """
    language = reference.language
    every = rows if every is None else every
    frame = add_sources(rows, every, reference.sources)
    records = rows.to_dict("records")
    frame["partner_name"] = [reference.partner(code) for code in rows["partner"]]
    frame["pair_title"] = reference.in_language(pair, "title")
    frame["pillar"] = language.t(f"pillar.{pair['pillar']}")
    frame["unit_name"] = reference.unit(pair["unit"])
    frame["turn"] = [turn(row, reference) for row in records]
    frame["known"] = [known(row, reference) for row in records]
    frame["grade_words"] = [grade_words(row["grade"], language) for row in records]
    frame["caveat"] = rows[language.column("caveat")]
    frame["missing"] = _missing(rows, pair, reference)
    for side in SIDES:
        frame[f"{side}_state_words"] = [state(row, side, language) for row in records]
        if f"{side}_status" in rows:
            frame[f"{side}_status_words"] = [
                _in_words("status", row[f"{side}_status"], reference) for row in records
            ]
    if "aggregate" in rows:
        frame["aggregate_words"] = [
            _in_words("aggregate", row["aggregate"], reference) for row in records
        ]
        frame["members_named"] = [_named(row["members_included"], reference) for row in records]
    if pair["flow"] != "people":
        # A population says nothing about money, titles or opinions.
        frame = frame.drop(columns=[name for name in PER_HEAD if name in frame])
    elif "population_source_id" in rows:
        publishers = reference.sources["publisher"]
        frame["population_source"] = [
            "" if pd.isna(name) else publishers[name] for name in rows["population_source_id"]
        ]
    frame["data_version"] = reference.release.version
    frame["data_built"] = reference.release.built_at.date()
    frame["citation"] = citation(reference.in_language(pair, "title"), reference)
    return frame


def _in_words(kind: str, code: object, reference: Reference) -> str:
    """A code of the store in words; nothing where the store says nothing."""
    return reference.language.t(f"{kind}.{code}") if isinstance(code, str) and code else ""


def _named(codes: object, reference: Reference) -> str:
    """The members of a sum by their names."""
    listed = codes.split() if isinstance(codes, str) else []
    return ", ".join(reference.partner(code) for code in listed)


def _missing(rows: pd.DataFrame, pair: pd.Series, reference: Reference) -> list[str]:
    """Why a figure of a row is missing: the row's own reason, or the pair's for a direction."""
    own = reference.language.column("missing")
    told = []
    for row in rows.to_dict("records"):
        reason = row.get(own)
        if pd.notna(reason) and reason:
            told.append(str(reason))
            continue
        sides: list[Side] = [side for side in SIDES if row[f"{side}_state"] == "not_published"]
        partner = reference.partner_in_sentence(row)
        reasons = [
            reference.in_language(pair, f"missing_{side}") or state(row, side, reference.language)
            for side in sides
        ]
        flows = [flow(pair, side, partner, reference) for side in sides]
        told.append("; ".join(f"{what}: {why}" for what, why in zip(flows, reasons, strict=True)))
    return told


def citation(title: str, reference: Reference) -> str:
    """How the figures are cited: product, release, date and what was taken from it."""
    t = reference.language.t
    day = reference.language.date(reference.release.built_at.date())
    return t(
        "product.citation",
        product=t("product.name"),
        version=reference.release.version,
        date=day,
        title=title,
    )
