"""The presenting view: one chart as a 16:9 picture, and the way to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from plotly import graph_objects as go

from dashboard.charts.export import for_export
from dashboard.contents import PAGES, page_file
from dashboard.language import Language
from dashboard.view import View

#: The charts that are walked through where the address lists none: page, chart, partner.
MAIN_CHARTS = "overview.matrix,overview.balances,tourism.over_time,students.over_time.VNM"


@dataclass(frozen=True)
class Slide:
    """A chart of a page with what a picture of it has to say by itself."""

    name: str
    figure: go.Figure
    title: str
    subtitle: str
    source: str
    alt: str


def choose_slide(slides: list[Slide], view: View) -> Slide | None:
    """The chart that is asked for, else the first of the page."""
    named = [slide for slide in slides if slide.name == view.chart]
    return next(iter([*named, *slides]), None)


def views_of(listed: str, view: View) -> list[View]:
    """The views of a list ``page.chart.PARTNER,…`` in the language of the view.

    Chart and partner may be left out. Pages that do not exist are passed over.
    """
    views = []
    for code in (listed or MAIN_CHARTS).split(","):
        page, chart, partner = [*code.split("."), "", ""][:3]
        if page in PAGES:
            start = View(page, view.language, present=True, chart=chart, slides=view.slides)
            views.append(replace(start, partner=partner))
    return views


def neighbours(view: View) -> tuple[View | None, View | None]:
    """The views before and after this one in its list; a view outside the list stands before it."""
    views = views_of(view.slides, view)
    places = [place for place, other in enumerate(views) if _same_slide(view, other)]
    place = places[0] if places else -1
    back = views[place - 1] if place > 0 else None
    return back, views[place + 1] if place + 1 < len(views) else None


def _same_slide(view: View, other: View) -> bool:
    return (
        view.page == other.page
        and other.chart in ("", view.chart)
        and other.partner in ("", view.partner)
    )


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
