"""The tables of answers to surveys: their cells, their headings, and the source of every row."""

from __future__ import annotations

import pandas as pd

from dashboard import data
from dashboard.charts.paired_words import difference_in_words
from dashboard.charts.words import records_of
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.units import unit_name
from dashboard.wording import SIDES


def both_table(both: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The questions put to both sides with the difference in words."""
    return both.assign(
        partner_name=both["partner"].map(language.country),
        difference=[difference_in_words(row, language) for row in records_of(both)],
        unit_name=both["unit"].map(lambda unit: unit_name(unit, language)),
        source_id=both["toward_korea_source_id"],
    )


def both_headings(language: Language) -> dict[str, str]:
    """The columns of the table of questions put to both sides, in order."""
    t = language.t
    about = {
        "toward_korea": t("About Korea"),
        "toward_partner": t("Koreans about the partner"),
    }
    each = {
        "n": t("number of answers"),
        "base": t("who was asked"),
        "fieldwork": t("fieldwork"),
        "sample": t("sample"),
    }
    return {
        "label": t("Question"),
        "partner_name": t("Partner"),
        "year": t("Year"),
        **about,
        "unit_name": t("Unit"),
        "difference": t("Difference"),
        "grade": t("Grade"),
        **{
            f"{side}_{key}": f"{about[side]}: {name}"
            for side in SIDES
            for key, name in each.items()
        },
        "toward_korea_programme": t("Survey"),
        "item": t("Question as put"),
        "comment": t("Remark"),
    }


def alone_headings(language: Language) -> dict[str, str]:
    """The columns of the table of answers of one side, in order."""
    t = language.t
    return {
        "origin_name": t("Who answered"),
        "destination_name": t("About whom"),
        "item_name": t("Question"),
        "value": t("Answer"),
        "unit_name": t("Unit"),
        "year": t("Year"),
        "n": t("Number of answers"),
        "base": t("Who was asked"),
        "fieldwork": t("Fieldwork"),
        "sample": t("Sample"),
        "comparable": t("Comparability"),
        "programme": t("Survey"),
        "item": t("Question as put"),
    }


def alone_file(language: Language) -> dict[str, str]:
    """The columns of the file of answers of one side: those of the table, and how it was asked."""
    t = language.t
    return {
        **alone_headings(language),
        "mode": t("How it was asked"),
        "population": t("Population of the survey"),
        "status": t("status"),
        "comment": t("Remark"),
    }


def with_sources(table: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The answers with what their source is: publisher, title, date, address and licence."""
    sources = data.sources(page.release.edition)
    facts = {
        f"source_{fact}": table["source_id"].map(sources[fact])
        for fact in ("publisher", "title", "published", "url", "licence")
    }
    return table.assign(**facts)
