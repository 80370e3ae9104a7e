"""The card "what is counted": definition, range, reading, limits, sources, licence, keeper."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.ages import newest_in_words
from dashboard.language import Language
from dashboard.wording import COMPARABLE, SIDES, Side
from indicators.catalogue.hidden import show_all

#: Width in pixels at which a line of text still reads well.
_READABLE = 860

#: Characters that Markdown would act on.
_MARKS = re.compile(r"([\\`*_\[\]{}<>#$|~:])")


def show_card(
    pair: pd.Series,
    series: dict[Side, pd.DataFrame],
    sources: pd.DataFrame,
    language: Language,
) -> None:
    """What stands behind the figures on the page.

    ``series`` holds for each side the rows of the ``series`` table that are drawn, ``sources`` the
    rows of the ``source`` table they were read in.
    """
    t = language.t
    balance = {
        t("Balance"): t(
            "(toward Korea − toward the partner) ÷ (toward Korea + toward the partner), "
            "from −1 to 1."
        ),
        t("How to read it"): t(
            "0 is parity: the two flows are equal. Toward 1 more people of the partner turn "
            "to Korea, toward −1 more Koreans turn to the partner."
        ),
    }
    told = {
        t("Definition"): _definitions(pair, series, language),
        **(balance if pair["grade"] in COMPARABLE else {}),
        t("Comparability"): grade_sentence(pair["grade"], language),
        t("Limits"): plain(language.choose(pair["caveat_en"], pair["caveat_ko"])),
        t("Figures to"): _newest(series, language),
        t("Keeper"): _keepers(series, language),
    }
    with st.container(width=_READABLE):
        st.markdown("\n\n".join(f"**{name}**\n\n{text}" for name, text in told.items()))
    with st.expander(t("Sources ({count})", count=language.number(len(sources)))):
        st.markdown(source_lines(sources, language))


def grade_sentence(grade: object, language: Language) -> str:
    """What a grade of comparability means, in one sentence."""
    t = language.t
    match grade:
        case "A":
            return t("A: one source and one definition in both directions.")
        case "B":
            return t("B: two official sources with nearly the same definition.")
        case "C":
            return t("C: mixed definitions or second-hand sources; read the ratio with its caveat.")
        case "D":
            return t("D: indicative only; the two figures stand side by side without a ratio.")
        case _:
            return t("One direction only: there is nothing to compare.")


def source_lines(sources: pd.DataFrame, language: Language) -> str:
    """Sources as a list, a line each: publisher, title, date, address, licence."""
    return "\n".join(_source_line(source, language) for _, source in sources.iterrows())


def _source_line(source: pd.Series, language: Language) -> str:
    parts = [f"**{plain(source['publisher'])}**", plain(source["title"])]
    if source["published"]:
        parts.append(plain(source["published"]))
    if str(source["url"]).startswith(("https://", "http://")):
        parts.append(f"<{source['url']}>")
    parts.append(language.t("licence: {licence}", licence=plain(source["licence"])))
    return f"- {', '.join(parts)}"


def plain(text: object) -> str:
    """Text as it is, with nothing in it for Markdown to act on."""
    return _MARKS.sub(r"\\\1", show_all(" ".join(str(text).split())))


def _definitions(pair: pd.Series, series: dict[Side, pd.DataFrame], language: Language) -> str:
    both = {side: _each_once(series[side][language.column("definition")]) for side in SIDES}
    if both["toward_korea"] == both["toward_partner"]:
        return "\n".join(f"- {plain(text)}" for text in both["toward_korea"])
    names = {
        "toward_korea": language.t("Toward Korea"),
        "toward_partner": language.t("Toward the partner"),
    }
    parts = []
    for side in SIDES:
        told = both[side] or [language.t("not published")]
        parts += [f"{names[side]}:", *(f"- {plain(text)}" for text in told), ""]
    return "\n".join(parts)


def _keepers(series: dict[Side, pd.DataFrame], language: Language) -> str:
    column = "keeper_ko" if language.code == "ko" else "keeper"
    keepers = _each_once(name for side in SIDES for name in series[side][column])
    return "\n".join(f"- {plain(keeper)}" for keeper in keepers)


def _newest(series: dict[Side, pd.DataFrame], language: Language) -> str:
    today = data.today()
    lines = _each_once(
        newest_in_words(row, today, language)
        for side in SIDES
        for _, row in series[side].iterrows()
    )
    return "\n".join(f"- {plain(line)}" for line in lines)


def _each_once(values: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values))
