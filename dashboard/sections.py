"""The parts of a page in the order of its anatomy; a page calls them one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from dashboard import controls, data, provenance
from dashboard.card import plain
from dashboard.charts.dumbbell import dumbbell, dumbbell_in_words
from dashboard.charts.ready import ReadyFigure
from dashboard.charts.words import Naming
from dashboard.contents import page_title, product_name
from dashboard.disagreements import show_conflicts
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.levels import level, reason
from dashboard.presenting import Slide, opening
from dashboard.selection import Selection
from dashboard.units import unit_name
from dashboard.view import View
from dashboard.wording import SIDES, answer, flow, named_sources, per_head

#: Nothing in the corner of a chart: the table and the download below it are the way to the figures.
CHART = {"displayModeBar": False, "displaylogo": False, "responsive": True}


def show_answer(page: Page, shown: Selection) -> None:
    """The newest figures of the chosen partner in one sentence, and who says so."""
    page.draw("answer", lambda: _draw_answer(page, shown))


def _draw_answer(page: Page, shown: Selection) -> None:
    language, row = page.language, shown.newest
    publishers = provenance.publishers_of(
        row.to_frame().T, shown.every, data.counted(page.release.edition), language
    )
    tell = answer if row["unit"] == "persons" else level
    st.header(plain(tell(row, shown.pair, language)), anchor=False)
    notes = [named_sources(publishers, language), reason(row, language)]
    if page.view.per_head:
        notes.append(_per_head_note(page, row, shown.pair))
    notes.append(members_counted(row, page))
    st.caption(plain(" ".join(note for note in notes if note)))


def _per_head_note(page: Page, row: pd.Series, pair: pd.Series) -> str:
    language = page.language
    told = per_head(row, pair, language)
    if not told:
        return language.t("There is no figure per head for this choice.")
    return language.t(
        "{sentence} Population: {publisher}.",
        sentence=told,
        publisher=data.sources(page.release.edition).loc[row["population_source_id"], "publisher"],
    )


def members_counted(row: pd.Series, page: Page) -> str:
    """Of which members a figure for ASEAN is the sum, or that it is the publisher's own total."""
    language = page.language
    if row["aggregate"] == "published":
        return language.t("ASEAN is the publisher's own total, of the ten members of the time.")
    if row["aggregate"] != "pooled":
        return ""
    codes = str(row["members_included"]).split()
    joined = pd.to_datetime(data.countries(page.release.edition)["asean_since"])
    return language.t(
        "ASEAN is added up over the {count} of {of} members that have figures in both "
        "directions in every year shown: {names}.",
        count=len(codes),
        of=int((joined <= pd.Timestamp(row["year"], 1, 1)).sum()),
        names=", ".join(language.country(code) for code in codes),
    )


def show_by_member(page: Page, shown: Selection) -> None:
    """How far apart the two directions are, one row a member; nothing without members."""
    if shown.by_member.empty:
        return
    language = page.language
    title = language.t("Member by member, {year}", year=page.view.year)
    st.header(title, anchor=False)
    naming = naming_of(page, shown.pair)
    korea, partner = ratio_wording(shown.pair, language)
    show_chart(
        lambda: dumbbell(
            shown.by_member,
            language,
            page.theme,
            naming=naming,
            ratio_more_korea=korea,
            ratio_more_partner=partner,
            narrow=page.narrow,
        ),
        lambda: dumbbell_in_words(
            shown.by_member,
            language,
            naming=naming,
            ratio_more_korea=korea,
            ratio_more_partner=partner,
        ),
        page,
        name="by_member",
        title=title,
        subtitle=title_of(shown.pair, page),
        drawn=shown.by_member,
        opens=replace(page.asked, pair=page.view.pair),
    )
    st.caption(language.t("Choosing a member draws it over time."))
    show_conflicts(page, shown.by_member, shown.every, "by-member")
    controls.choose(page, "year", language.t("Year"), shown.member_years[::-1], str, width=180)


def ratio_wording(pair: pd.Series, language: Language) -> tuple[str | None, str | None]:
    """How a ratio of money is said; people and things are counted in the chart's own words."""
    if pair["unit"] != "usd":
        return None, None
    return (
        language.t("{ratio} times as much toward Korea", ratio="{ratio}"),
        language.t("{ratio} times as much toward the partner", ratio="{ratio}"),
    )


def title_of(pair: pd.Series, page: Page) -> str:
    """The title of a pair in the language of the page."""
    return str(pair[page.language.column("title")])


def show_chart(
    figure: Callable[[], go.Figure],
    words: Callable[[], str],
    page: Page,
    *,
    name: str,
    title: str = "",
    subtitle: str = "",
    drawn: pd.DataFrame | None = None,
    opens: View | None = None,
) -> None:
    """A chart, with what it shows in words; ``figure`` and ``words`` make them where none is kept.

    It is kept for the files that leave, with its title, subtitle and the publishers of the rows
    that are drawn; the presenting view keeps it back until all charts of the page are there. A mark
    of a chart that ``opens`` a view leads there, with the partner of the mark.
    """
    keep_slide(page, name, figure, words, (title, subtitle), drawn)
    if page.view.present:
        return

    if opens:
        made = page.keep(f"figure {name}", lambda: ReadyFigure(figure()))
        told = page.keep(f"words {name}", words)
        _show_to_choose_from(page, name, made, told, opens)
        return

    def draw() -> None:
        told = words()
        st.plotly_chart(figure(), theme=None, config=CHART, key=f"chart_{name}", alt=opening(told))
        _draw_words(page, told)

    page.draw(f"chart {name}", draw)


def _show_to_choose_from(page: Page, name: str, figure: go.Figure, told: str, opens: View) -> None:
    # Once a mark was chosen the chart is another one, on which nothing is marked. Until then it is
    # the same for every partner, and a browser draws it once.
    chosen = f"chosen_{name}"
    key = f"chart_{name}_{st.session_state.get(chosen, 0)}"
    partners = (figure.layout.meta or {}).get("partners", ())
    st.plotly_chart(
        figure,
        theme=None,
        config=CHART,
        key=key,
        alt=opening(told),
        on_select=partial(_open_partner, key, chosen, tuple(partners), opens),
        selection_mode="points",
    )
    page.draw(f"told {name}", lambda: _draw_words(page, told))


def _draw_words(page: Page, told: str) -> None:
    with st.expander(page.language.t("The chart in words")):
        st.markdown(plain(told))


def _open_partner(key: str, chosen: str, partners: Sequence[str], opens: View) -> None:
    points = st.session_state[key].get("selection", {}).get("points", [])
    st.session_state[chosen] = st.session_state.get(chosen, 0) + 1
    if points and 0 <= (place := round(points[0]["y"])) < len(partners):
        st.query_params.from_dict(opens.toward(partners[place]).query())


def keep_slide(
    page: Page,
    name: str,
    figure: Callable[[], go.Figure],
    words: Callable[[], str],
    titles: tuple[str, str],
    drawn: pd.DataFrame | None,
) -> None:
    """Keep a chart for the presenting view and for pictures, with title, source and version."""
    title, subtitle = titles
    publishers = page.keep(f"publishers {name}", lambda: _publishers_named(drawn))
    source = page.language.t(
        "{publishers}. Data version {version} ({date}).",
        publishers="; ".join(publishers) or product_name(page.language),
        version=page.release.version,
        date=page.language.date(page.release.built_at),
    )
    title = title or page_title(page.view.page, page.language)
    page.slides.append(Slide(name, figure, words, title, subtitle, source))


def _publishers_named(drawn: pd.DataFrame | None) -> list[str]:
    columns = [f"{side}_publisher" for side in SIDES]
    if drawn is None or not set(columns) <= set(drawn.columns):
        return []
    cells = pd.concat([drawn[name] for name in columns]).dropna()
    named = (name for cell in cells for name in str(cell).split(provenance.AND))
    return list(dict.fromkeys(name for name in named if name))


def show_basis_and_partner(page: Page, shown: Selection) -> None:
    """What to compare, with whom, over which years."""
    language = page.language
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show_basis(page, shown.pairs)
        if len(shown.partners) > 1:
            controls.choose_partner(
                page, language.t("Partner"), shown.partners, language.country, width=280
            )
        if len(shown.years) > 1:
            first, last = page.view.first_year, page.view.last_year
            starts = [year for year in shown.years if last is None or year <= last]
            controls.choose(page, "first_year", language.t("From"), starts, str, width=110)
            ends = [year for year in shown.years if first is None or year >= first]
            controls.choose(page, "last_year", language.t("To"), ends, str, width=110)
        if page.view.per_head or shown.has_per_head:
            controls.choose_per_head(
                page,
                language.t("Per head"),
                language.t("Sets each flow against the population of the side that turns."),
            )
        controls.choose_events(
            page,
            language.t("Events"),
            language.t("Marks dated, sourced events on the chart and lists them under it."),
        )


def show_basis(page: Page, pairs: pd.DataFrame) -> None:
    """Which pair of flows to show."""
    titles = page.keep("bases", lambda: pairs[page.language.column("title")].to_dict())
    label = page.language.t("Basis")
    controls.choose(page, "pair", label, list(titles), titles.__getitem__, width=600)


def naming_of(page: Page, pair: pd.Series, partner: str = "") -> Naming:
    """The words of the pair for a chart, of one partner or with the place of the partner open."""
    language = page.language
    words = {
        side: flow(pair, side, partner, language)
        if partner
        else language.choose(pair[f"{side}_en"], pair[f"{side}_ko"])
        for side in SIDES
    }
    return Naming(unit=unit_name(pair["unit"], language), **words)
