"""Files that carry what is on screen, each row with its source, version and date."""

from __future__ import annotations

import pandas as pd

from dashboard.language import Language
from dashboard.wording import SIDES, Side
from indicators import Release
from indicators.spreadsheet import without_formula


def to_csv(described: pd.DataFrame, pair: pd.Series, release: Release, language: Language) -> bytes:
    """The rows as CSV for a spreadsheet: UTF-8 with byte-order mark, figures unrounded.

    ``described`` is a frame of ``provenance.with_sources``. Headings and texts are in the language
    of the page; partners and states keep their codes beside their names.
    """
    headings = _headings(language)
    table = described.assign(
        pair_id=pair["pair_id"],
        pair_title=language.choose(pair["title_en"], pair["title_ko"]),
        missing=described[language.column("missing")],
        caveat=described[language.column("caveat")],
        data_version=release.version,
        data_built=str(release.built_at),
    )
    return as_csv(table, headings)


def as_csv(table: pd.DataFrame, headings: dict[str, str]) -> bytes:
    """The columns that have a heading, in its order, as CSV that a spreadsheet opens right."""
    kept = table[[name for name in headings if name in table]]
    return (
        kept.apply(_without_formulas)
        .rename(columns=headings)
        .to_csv(index=False, lineterminator="\r\n")
        .encode("utf-8-sig")
    )


def frame_to_csv(cells: pd.DataFrame, release: Release, language: Language) -> bytes:
    """A table of display cells as CSV, with the version and the day of the data on every row."""
    table = cells.assign(
        **{
            language.t("Data version"): release.version,
            language.t("Data built on"): str(release.built_at),
        }
    )
    text = table.apply(_without_formulas).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def file_name(page: str, pair: str, part: str, release: Release) -> str:
    """A name that still says what it is in a folder of downloads."""
    return f"reciprocity-{page}-{pair}-{part}-{release.version}.csv"


def _headings(language: Language) -> dict[str, str]:
    t = language.t
    first = {
        "pair_id": t("Pair"),
        "pair_title": t("Title"),
        "partner": t("Partner code"),
        "partner_name": t("Partner"),
        "year": t("Year"),
        "period": t("Period"),
        "unit": t("Unit"),
    }
    last = {
        "gap": t("Gap"),
        "balance": t("Balance"),
        "reciprocity": t("Reciprocity"),
        "log2_ratio": t("Log ratio (base 2)"),
        "balance_low": t("Balance, lower end of the 95% interval"),
        "balance_high": t("Balance, upper end of the 95% interval"),
        "per_capita_log2_ratio": t("Log ratio per head (base 2)"),
        "population_partner": t("Population of the partner"),
        "population_korea": t("Population of Korea"),
        "population_source": t("Source of the populations"),
        "aggregate": t("How ASEAN is formed"),
        "members": t("Members counted"),
        "members_included": t("Members included"),
        "provisional": t("Provisional"),
        "pandemic": t("Pandemic year"),
        "grade": t("Comparability grade"),
        "missing": t("What is missing and why"),
        "caveat": t("Caveat"),
        "data_version": t("Data version"),
        "data_built": t("Data built on"),
    }
    sides = {
        name: heading for side in SIDES for name, heading in _side_headings(side, language).items()
    }
    return first | sides | last


def _side_headings(side: Side, language: Language) -> dict[str, str]:
    t = language.t
    toward = t("Toward Korea") if side == "toward_korea" else t("Toward the partner")
    facts = {
        "state": t("state"),
        "status": t("status"),
        "publisher": t("publisher of the source"),
        "title": t("title of the source"),
        "published": t("date of the source"),
        "url": t("address of the source"),
        "locator": t("place in the source"),
        "licence": t("licence of the source"),
    }
    return {side: toward} | {f"{side}_{fact}": f"{toward}: {name}" for fact, name in facts.items()}


def _without_formulas(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column
    return column.map(without_formula, na_action="ignore")
