"""Answers to surveys: the questions both sides were asked, and those put to one side only."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import data
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.units import amount, unit_name
from dashboard.view import ASEAN
from dashboard.wording import SIDES, Side, flow, partner_name

#: What a row of the store says of the survey behind each side, under the name of the side.
_OF_SURVEY = ("n", "base", "fieldwork", "sample_type", "programme", "mode", "population")
#: The same of both sides of a question: it is one question.
_OF_ITEM = ("item", "item_name", "comment")


@dataclass(frozen=True)
class Opinions:
    """What the page of opinions shows, and what it offers to choose from."""

    #: Questions put to both sides, a row each, and their pairs by id.
    both: pd.DataFrame
    pairs: pd.DataFrame
    #: Who the answers are of or about, and the surveys among their answers.
    partners: list[str]
    surveys: list[str]
    #: Answers without a counterpart, of or about the chosen partner.
    alone: pd.DataFrame


def select_opinions(page: Page) -> Opinions:
    """Settle partner and survey, and take the answers they pick."""
    return page.keep_settled("opinions", lambda: _select_opinions(page))


def _select_opinions(page: Page) -> Opinions:
    edition, language = page.release.edition, page.language
    answers = described(data.opinion(edition), language)
    pairs = data.pairs(edition)
    pairs = pairs[pairs["pillar"] == "perception"].set_index("pair_id", drop=False)
    both = asked_of_both(page, pairs, answers)
    drawn = {
        (row["item_id"], code, row["year"]) for _, row in both.iterrows() for code in _sides_of(row)
    }
    keys = zip(answers["item_id"], answers["origin"], answers["year"], strict=True)
    alone = answers[[key not in drawn for key in keys]]
    partners = _partners(alone, language)
    partner = page.settle(
        "partner",
        partners,
        ASEAN,
        language.t(
            "There are no answers of or about {asked}: {shown} is shown.",
            asked=language.country(page.view.partner),
            shown=language.country(ASEAN),
        ),
    )
    alone = alone[(alone["origin"] == partner) | (alone["destination"] == partner)]
    surveys = alone.sort_values("year", ascending=False)["survey_id"].unique().tolist()
    survey = page.settle(
        "item",
        ["", *surveys],
        "",
        language.t("That survey has no answers of or about this partner: all surveys are shown."),
    )
    if survey:
        alone = alone[alone["survey_id"] == survey]
    alone = alone.sort_values(["year", "survey_id"], ascending=False, ignore_index=True)
    return Opinions(both=both, pairs=pairs, partners=partners, surveys=surveys, alone=alone)


def described(answers: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The answers with everything about them in words of the language."""
    words = {
        name: answers[language.column(name)]
        for name in ("item", "item_name", "base", "fieldwork", "programme", "mode", "population")
    }
    return answers.assign(
        **words,
        comment=answers[language.column("comment")].fillna(""),
        year=answers["fieldwork_start"].dt.year,
        origin_name=answers["origin"].map(language.country),
        destination_name=answers["destination"].map(language.country),
        sample=answers["sample_type"].map(lambda name: sample_name(name, language)),
        comparable=answers["comparability"].map(lambda name: comparability(name, language)),
        unit_name=answers["unit"].map(lambda unit: unit_name(unit, language)),
    )


def asked_of_both(page: Page, pairs: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Every question put to both sides, in the order of the pairs, the newest year first.

    Rows of ``two_way`` with both figures, and for each side ``toward_*_n``, ``…_base``,
    ``…_fieldwork``, ``…_sample_type`` and ``…_programme`` of the survey; the question itself stands
    in ``item`` and ``item_name``.
    """
    language, rows = page.language, []
    for pair_id, pair in pairs.iterrows():
        every = data.two_way(page.release.edition, str(pair_id))
        known = every[every[list(SIDES)].notna().all(axis="columns")]
        for _, row in known.sort_values("year", ascending=False).iterrows():
            rows.append(_with_survey(row, pair, answers, language))
    return pd.DataFrame(rows).reset_index(drop=True)


def _with_survey(
    row: pd.Series, pair: pd.Series, answers: pd.DataFrame, language: Language
) -> pd.Series:
    row = row.copy()
    item, partner = row["toward_korea_series_id"], row["partner"]
    name = partner_name(partner, language)
    asked = answers[(answers["item_id"] == item) & (answers["year"] == row["year"])]
    ends: dict[Side, tuple[str, str]] = {
        "toward_korea": (partner, "KOR"),
        "toward_partner": ("KOR", partner),
    }
    for side, (origin, destination) in ends.items():
        own = asked[(asked["origin"] == origin) & (asked["destination"] == destination)].iloc[0]
        for fact in (*_OF_SURVEY, "sample", "source_id", "survey_id"):
            row[f"{side}_{fact}"] = own[fact]
        row[f"{side}_words"] = flow(pair, side, name, language)
    for fact in _OF_ITEM:
        row[fact] = own[fact]
    row["item_id"] = item
    row["partner_name"] = name
    row["label"] = row["item_name"]
    row["question"] = row["item"]
    row["detail"] = _detail(row, language)
    return row


def _detail(row: pd.Series, language: Language) -> str:
    """With whom and when, and how many answered on either side."""
    known = [row[f"{side}_n"] for side in SIDES]
    about = language.country(row["partner"])
    if any(pd.isna(n) for n in known):
        return language.t(
            "{partner}, {year}; number of answers not stated", partner=about, year=row["year"]
        )
    korea, koreans = (language.number(n) for n in known)
    return language.t(
        "{partner}, {year}; n = {korea} and {koreans}",
        partner=about,
        year=row["year"],
        korea=korea,
        koreans=koreans,
    )


def opinion_answer(both: pd.DataFrame, language: Language) -> str:
    """Which way the comparable answers between ASEAN and Koreans lean, and where they do most."""
    rows = both[(both["partner"] == ASEAN) & both["gap"].notna()]
    widest = rows.iloc[int(rows["gap"].abs().argmax())]
    return language.t(
        "In {more} of {of} questions put alike to both sides, people in ASEAN answered more in "
        "favour of Korea than Koreans did of ASEAN. Widest apart: {item} ({year}), {korea} against "
        "{koreans}.",
        more=int((rows["gap"] > 0).sum()),
        of=len(rows),
        item=widest["item_name"],
        year=widest["year"],
        korea=amount(widest["toward_korea"], widest["unit"], language),
        koreans=amount(widest["toward_partner"], widest["unit"], language),
    )


def sample_name(sample: str, language: Language) -> str:
    """How the people asked were found, which sets the level of their answers."""
    t = language.t
    match sample:
        case "probability":
            return t("probability sample")
        case "online_panel":
            return t("online panel")
        case "content_users":
            return t("users of Korean content")
        case "elite":
            return t("experts and officials")
        case "convenience":
            return t("convenience sample")
        case "not_stated":
            return t("not stated")
        case _:
            raise ValueError(f"{sample} is no kind of sample")


def comparability(code: str, language: Language) -> str:
    """Whether the other side was asked the same."""
    t = language.t
    match code:
        case "mirrored":
            return t("asked of both sides")
        case "approximate":
            return t("other side asked in another way: not subtracted")
        case "one_sided":
            return t("one side only")
        case _:
            raise ValueError(f"{code} is no comparability of an answer")


def _partners(answers: pd.DataFrame, language: Language) -> list[str]:
    """Everyone who answered or was answered about, ASEAN first, then by name."""
    codes = (set(answers["origin"]) | set(answers["destination"])) - {"KOR", ASEAN}
    return [ASEAN, *sorted(codes, key=language.country)]


def _sides_of(row: pd.Series) -> tuple[str, str]:
    return row["partner"], "KOR"
