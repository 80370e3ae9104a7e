"""The parts of the page of opinions, in the order of its anatomy."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from briefing.listing import two_sided
from briefing.model import Drawing
from dashboard import controls, data
from dashboard.card import grade_sentence, plain, source_lines
from dashboard.charts.paired_dots import paired_dots
from dashboard.charts.paired_words import paired_dots_in_words
from dashboard.charts.words import Naming
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.opinion_tables import (
    alone_file,
    alone_headings,
    both_headings,
    both_table,
    with_sources,
)
from dashboard.opinions import Opinions, opinion_answer
from dashboard.proof import offer_listing
from dashboard.sections import show_chart
from dashboard.units import unit_name
from dashboard.wording import SIDES, named_sources

_READABLE = 860


def show_opinion_answer(page: Page, shown: Opinions) -> None:
    """Which way the answers lean, and who asked."""
    page.draw("answer", lambda: _draw_answer(page, shown))


def _draw_answer(page: Page, shown: Opinions) -> None:
    language = page.language
    used = _sources_of_both(shown)
    publishers = data.sources(page.release.edition).loc[used, "publisher"].unique().tolist()
    st.header(plain(opinion_answer(shown.both, language)), anchor=False)
    notes = [
        named_sources(publishers, language),
        language.t("ASEAN stands for the members that each survey asked; the table names them."),
    ]
    st.caption(plain(" ".join(notes)))


def show_both_sides(page: Page, shown: Opinions) -> None:
    """Both answers to every question on one scale, a chart for each unit, and the questions."""
    language = page.language
    units = page.keep("units", lambda: list(shown.both.groupby("unit", sort=True)))
    for unit, rows in units:
        _show_unit(page, str(unit), rows)
    heading = language.t("The questions")
    questions = page.keep("questions", lambda: _questions(shown.both))
    with st.container(width=_READABLE):
        st.markdown(f"**{heading}**\n\n{questions}")


def _show_unit(page: Page, unit: str, rows: pd.DataFrame) -> None:
    language = page.language
    naming = Naming(
        unit=unit_name(unit, language),
        toward_korea=language.t("People of the partner, about Korea"),
        toward_partner=language.t("Koreans, about the partner"),
    )
    st.subheader(_heading(unit, language), anchor=False)
    show_chart(
        lambda: paired_dots(rows, language, page.theme, naming=naming, narrow=page.narrow),
        lambda: paired_dots_in_words(rows, language, naming=naming),
        page,
        name=f"both_{unit}",
    )
    drawing = page.keep(
        f"drawing {unit}",
        lambda: two_sided(
            "bar",
            rows,
            [f"{row['label']} ({row['detail']})" for _, row in rows.iterrows()],
            (naming.toward_korea, naming.toward_partner),
            _heading(unit, language),
            naming.unit,
            digits=1,
        ),
    )
    _offer(
        page,
        page.keep(f"table {unit}", lambda: both_table(rows, language)),
        both_headings(language),
        _heading(unit, language),
        f"both-{unit}",
        f"both_{unit}",
        drawing,
    )


def _heading(unit: str, language: Language) -> str:
    if unit == "percent":
        return language.t("Shares of those asked, in per cent")
    return language.t("Mean scores, in {unit}", unit=unit_name(unit, language))


def _questions(both: pd.DataFrame) -> str:
    first = both.drop_duplicates("item_id")
    return "\n".join(
        f"- **{plain(row['item_name'])}**: {plain(row['item'])}" for _, row in first.iterrows()
    )


def show_both_table(page: Page, shown: Opinions) -> None:
    """The answers that are drawn, with n, base, fieldwork and sample of each side."""
    language = page.language
    st.header(language.t("The figures"), anchor=False)
    headings = both_headings(language)
    table = page.keep("table", lambda: both_table(shown.both, language))
    cells = page.keep(
        "cells",
        lambda: table[[name for name in headings if name in table]].rename(columns=headings),
    )
    title = language.t("Answers to the questions put to both sides")
    page.draw("table", lambda: _draw_both_table(cells, headings, title))
    _offer(page, table, headings, title, "both-sides")


def _draw_both_table(cells: pd.DataFrame, headings: dict[str, str], title: str) -> None:
    st.dataframe(
        cells,
        column_config={
            headings["label"]: st.column_config.TextColumn(pinned=True),
            headings["year"]: st.column_config.NumberColumn(format="%d"),
            **{
                headings[f"{side}_n"]: st.column_config.NumberColumn(format="localized")
                for side in SIDES
            },
        },
        hide_index=True,
        height="content",
        placeholder="–",
        alt=title,
    )


def show_alone(page: Page, shown: Opinions) -> None:
    """Answers without a counterpart, of or about a partner, by themselves."""
    language = page.language
    st.header(language.t("Asked of one side only"), anchor=False)
    st.caption(
        plain(
            language.t(
                "Other wording, scale, population or year: these answers stand alone and are not "
                "subtracted from each other. How people were found sets the level of an answer."
            )
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose(
            page,
            "partner",
            language.t("Answers of or about"),
            shown.partners,
            language.country,
            width=280,
        )
        controls.choose(
            page,
            "item",
            language.t("Survey"),
            ["", *shown.surveys],
            _survey_names(page),
            width=520,
        )
    title = language.t("Answers of one side, of or about the chosen partner")
    page.draw("alone", lambda: _draw_alone(shown, language, title))
    part = shown.alone["survey_id"].iloc[0] if page.view.item else page.view.partner.lower()
    _offer(page, shown.alone, alone_file(language), title, f"one-side-{part}")


def _draw_alone(shown: Opinions, language: Language, title: str) -> None:
    headings = alone_headings(language)
    st.dataframe(
        shown.alone[list(headings)].rename(columns=headings),
        column_config={
            headings["value"]: st.column_config.NumberColumn(format="localized"),
            headings["year"]: st.column_config.NumberColumn(format="%d"),
            headings["n"]: st.column_config.NumberColumn(format="localized"),
        },
        hide_index=True,
        height="auto",
        placeholder="–",
        alt=title,
    )


def _survey_names(page: Page) -> controls.Show:
    language = page.language

    def name() -> dict[str, str]:
        answers = data.opinion(page.release.edition).drop_duplicates("survey_id")
        return dict(zip(answers["survey_id"], answers[language.column("programme")], strict=True))

    names = page.keep("surveys", name)
    return lambda code: names[code] if code else language.t("All surveys")


def show_opinion_counted(page: Page, shown: Opinions) -> None:
    """How to read the answers, how far they can be compared, and where they were read."""
    page.draw("counted", lambda: _draw_counted(page, shown))


def _draw_counted(page: Page, shown: Opinions) -> None:
    t, language = page.language.t, page.language
    st.header(t("What is counted"), anchor=False)
    limits = "\n".join(
        f"- {plain(language.choose(pair['title_en'], pair['title_ko']))}: "
        f"{plain(language.choose(pair['caveat_en'], pair['caveat_ko']))}"
        for _, pair in shown.pairs.iterrows()
    )
    grades = sorted(shown.both["grade"].dropna().unique())
    told = {
        t("Definition"): t(
            "An opinion counts for the side it is about: what people of the partner answered about "
            "Korea stands toward Korea, what Koreans answered stands toward the partner."
        ),
        t("How to read it"): t(
            "The difference is in points: percentage points for shares, points of the scale for "
            "mean scores. Its 95% interval is the hybrid-score interval of two shares (Newcombe, "
            "1998) for the numbers of answers given, as if either sample were drawn at random; "
            "mean scores have none. A share is never divided by another."
        ),
        t("Comparability"): " ".join(grade_sentence(grade, language) for grade in grades),
        t("Limits"): limits,
    }
    sources = data.sources(page.release.edition)
    used = dict.fromkeys([*_sources_of_both(shown), *shown.alone["source_id"]])
    with st.container(width=_READABLE):
        st.markdown("\n\n".join(f"**{name}**\n\n{text}" for name, text in told.items()))
    with st.expander(t("Sources ({count})", count=language.number(len(used)))):
        st.markdown(source_lines(sources.loc[list(used)], language))


def _offer(
    page: Page,
    table: pd.DataFrame,
    headings: dict[str, str],
    title: str,
    part: str,
    chart: str = "",
    drawing: Drawing | None = None,
) -> None:
    """The menu of files of answers, with the interval of the gap and the source of every row."""
    t = page.language.t
    described, used = page.keep(f"described {part}", lambda: _described(table, page))
    sources = {
        "source_publisher": t("publisher of the source"),
        "source_title": t("title of the source"),
        "source_published": t("date of the source"),
        "source_url": t("address of the source"),
        "locator": t("place in the source"),
        "source_licence": t("licence of the source"),
    }
    interval = {
        "gap": t("Gap"),
        "gap_low": t("Gap, lower end of the 95% interval"),
        "gap_high": t("Gap, upper end of the 95% interval"),
    }
    offer_listing(
        page,
        described,
        title,
        part,
        headings={**headings, **interval, **sources},
        years=("year",),
        sources=used,
        chart=chart,
        drawing=drawing,
    )


def _described(table: pd.DataFrame, page: Page) -> tuple[pd.DataFrame, list[str]]:
    """The rows with what is said of their sources, and these sources by their codes."""
    described = with_sources(table, page)
    return described, described["source_id"].dropna().tolist()


def _sources_of_both(shown: Opinions) -> list[str]:
    used = [source for side in SIDES for source in shown.both[f"{side}_source_id"]]
    return list(dict.fromkeys(used))
