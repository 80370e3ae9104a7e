"""The presenting view: one chart as a 16:9 picture, and the way to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

import streamlit as st
from plotly import graph_objects as go

from dashboard.card import plain
from dashboard.charts.export import for_export
from dashboard.contents import PAGES, page_file, page_title
from dashboard.language import Language
from dashboard.view import View

#: The charts that are walked through where the address lists none: page, chart, partner.
MAIN_CHARTS = "overview.matrix,overview.balances,tourism.over_time,students.over_time.VNM"

#: Characters of a chart's label; the whole text stands below the chart.
_BREATH = 300


@dataclass(frozen=True)
class Slide:
    """A chart of a page with what a picture of it has to say by itself."""

    name: str
    #: What draws it, and what tells it in words: neither is made before it is asked for.
    make: Callable[[], go.Figure]
    tell: Callable[[], str]
    title: str
    subtitle: str
    source: str

    @property
    def figure(self) -> go.Figure:
        """The chart."""
        return self.make()

    @property
    def alt(self) -> str:
        """What the chart shows, in a breath."""
        return opening(self.tell())


def opening(words: str) -> str:
    """The first sentences of a text, no more than a screen reader says in one breath."""
    sentences = words.split(". ")
    kept = [". ".join(sentences[:count]) for count in range(1, len(sentences) + 1)]
    return next((text for text in reversed(kept) if len(text) <= _BREATH), sentences[0])


def choose_slide(slides: list[Slide], view: View) -> Slide | None:
    """The chart that is asked for, else the first of the page."""
    named = [slide for slide in slides if slide.name == view.chart]
    return next(iter([*named, *slides]), None)


def views_of(listed: str, view: View) -> list[View]:
    """The views of a list of slides, in the language of the view and with the list itself.

    A slide is ``page.chart.key-code.…`` with the keys and codes of an address, as in
    ``students.over_time.partner-VNM.from-2010``; the chart may be left out, and a lone ``VNM``
    stands for the partner. Pages that do not exist are passed over.
    """
    found = (view_of(code, view) for code in (listed or MAIN_CHARTS).split(","))
    return [one for one in found if one is not None]


def view_of(code: str, view: View) -> View | None:
    """The view of one slide of a list; None where there is no such page."""
    page, chart, *choices = [*code.split("."), ""]
    if page not in PAGES:
        return None
    pairs = [choice.partition("-") for choice in choices if choice]
    query = {key if dash else "partner": value if dash else key for key, dash, value in pairs}
    chosen, _ = View.read(page, query, view.language)
    return replace(chosen, language=view.language, present=True, chart=chart, slides=view.slides)


def slide_of(view: View, chart: str) -> str:
    """The slide that brings a chart of a view back, as it stands in a list of slides."""
    kept = replace(view, present=False, slides="").query()
    choices = [f"{key}-{code}" for key, code in kept.items() if key != "lang"]
    return ".".join([view.page, chart, *choices])


def neighbours(view: View) -> tuple[View | None, View | None]:
    """The views before and after this one in its list; a view outside the list stands before it."""
    views = views_of(view.slides, view)
    fits = [_agreeing(view, other) for other in views]
    place = fits.index(max(fits)) if max(fits, default=-1) >= 0 else -1
    back = views[place - 1] if place > 0 else None
    return back, views[place + 1] if place + 1 < len(views) else None


def _agreeing(view: View, other: View) -> int:
    """How much of what a slide asks for is what is shown; -1 where any of it is not."""
    if view.page != other.page:
        return -1
    blank, asked = View(page=other.page, language=other.language), 0
    for name in (field.name for field in fields(View)):
        wanted = getattr(other, name)
        if name in ("page", "language", "present", "slides") or wanted == getattr(blank, name):
            continue
        if wanted != getattr(view, name):
            return -1
        asked += 1
    return asked


#: The key of the menu in which slides are gathered.
_MENU = "slides"


def offer_slides(view: View, charts: Mapping[str, str], language: Language) -> None:
    """What gathers charts into a list of slides: the charts of this page by name and title.

    The list stands in the address, goes along from page to page, and is walked through in the
    order in which it was gathered.
    """
    t = language.t
    known = {code: view_of(code, view) for code in view.slides.split(",") if code}
    gathered = {code: one for code, one in known.items() if one is not None}
    label = t("Slides ({count})", count=len(gathered)) if gathered else t("Slides")
    menu = st.popover(label, icon=":material/playlist_add:", key=_MENU, on_change="rerun")
    # What is inside is sent to the browser when the menu is opened.
    if not menu.open:
        return
    here = {slide_of(view, chart): title for chart, title in charts.items()}
    with menu:
        st.caption(t("Choose what is shown when presenting, page by page, as it is set now."))
        for place, (code, title) in enumerate(here.items()):
            key = f"slide_{place}"
            st.session_state[key] = code in gathered
            st.checkbox(plain(title), key=key, on_change=_gather, args=(view, code, key))
        if not gathered:
            return
        st.markdown("\n".join(f"1. {_named(one, language)}" for one in gathered.values()))
        go_by_button(
            t("Present these slides"),
            next(iter(gathered.values())),
            key="present_slides",
            icon=":material/slideshow:",
        )
        st.button(t("Empty the list"), key="empty_slides", on_click=_rewrite, args=(view, []))


def _named(slide: View, language: Language) -> str:
    """A slide in the list: its page and, where one is chosen, the partner."""
    partner = f" – {language.country(slide.partner_code)}" if slide.partner else ""
    return f"{page_title(slide.page, language)}{partner}"


def _gather(view: View, code: str, key: str) -> None:
    # With another count in its label the menu is another one: it stays open for the next chart.
    st.session_state[_MENU] = True
    listed = [other for other in view.slides.split(",") if other and other != code]
    _rewrite(view, [*listed, code] if st.session_state[key] else listed)


def _rewrite(view: View, slides: list[str]) -> None:
    st.query_params.from_dict(replace(view, slides=",".join(slides)).query())


def go_by_button(label: str, there: View, *, key: str, icon: str | None = None) -> None:
    """A button to another view; a link does not lead to another view of the same page."""
    if st.button(label, key=key, icon=icon, type="tertiary"):
        st.switch_page(page_file(there.page), query_params=there.query())


def show_slide(asked: View, slide: Slide | None, language: Language) -> None:
    """The picture over the whole window, with nothing to press in sight."""
    t = language.t
    if slide is None:
        st.info(t("This page has no chart to present."), icon=":material/info:")
    else:
        figure = for_export(slide.figure, slide.title, slide.subtitle, slide.source, language)
        wide, high = figure.layout.width, figure.layout.height
        st.html(f"<style>:root {{ --wide: {wide}px; --high: {high}px }}</style>")
        with st.container(key="slide"):
            st.plotly_chart(
                figure,
                theme=None,
                width="content",
                config={"displayModeBar": False, "displaylogo": False, "responsive": False},
                key=f"slide_{slide.name}",
                alt=f"{slide.title}. {slide.alt} {slide.source}",
            )
    back, forward = neighbours(replace(asked, chart=slide.name) if slide else asked)
    listed = asked.slides or MAIN_CHARTS
    ways = {"back": (t("Back"), back), "forward": (t("Forward"), forward)}
    ways["deck"] = t("These slides as a file"), View("data", asked.language, slides=listed)
    ways["leave"] = (t("Leave the presenting view"), replace(asked, present=False))
    with st.container(key="walk", horizontal=True):
        for name, (label, there) in ways.items():
            if there is not None:
                go_by_button(label, there, key=f"walk_{name}")
