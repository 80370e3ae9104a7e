"""A deck of slides from a list of views: the list stands in the address, as for presenting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from briefing.content import export_pairs, export_rows
from briefing.model import Export
from dashboard import compare, comparison, country, glance, presenting, selection, spans
from dashboard.contents import page_title, product_name
from dashboard.desk import Progress
from dashboard.frame import Page
from dashboard.leaving import code_of, file_name, show_order
from dashboard.selection import members
from dashboard.view import View

#: Pages of one pillar, with its name in the catalogue.
PILLARS = MappingProxyType(
    {"tourism": "tourism", "students": "students", "culture": "culture", "access": "context"}
)
#: Pillars that the overview draws side by side.
OVERVIEW = ("tourism", "students")
#: The part of the work that is done when the rows are together.
_ROWS_DONE = 0.6
#: Charts that a list can name, page by page; those of the members carry the member's code.
CHARTS = (
    "overview.matrix",
    "overview.balances",
    "overview.tourism",
    "overview.students",
    *(f"{page}.{chart}" for page in PILLARS for chart in ("over_time", "by_member")),
    "compare.members",
    "compare.others",
)
OF_A_MEMBER = ("tourism.over_time", "students.over_time", "access.over_time")
#: Views of one deck; an address holds no more.
_MOST = 40


def choose_views(page: Page) -> None:
    """The list of views of the deck, in the order in which they are chosen."""
    t = page.language.t
    chosen = (page.view.slides or presenting.MAIN_CHARTS).split(",")
    offered = [*CHARTS, *(f"{one}.{code}" for one in OF_A_MEMBER for code in members(page))]
    kept = list(dict.fromkeys(chosen))
    listed = [*offered, *(code for code in kept if code not in offered)]
    names = page.keep("views", lambda: {code: view_name(code, page) for code in listed})
    st.session_state["choose_slides"] = kept
    st.multiselect(
        t("Views, in the order of the slides"),
        listed,
        key="choose_slides",
        format_func=names.__getitem__,
        max_selections=_MOST,
        on_change=_write_list,
        args=(page,),
    )


def _write_list(page: Page) -> None:
    chosen = ",".join(st.session_state["choose_slides"])
    st.query_params.from_dict(replace(page.asked, slides=chosen).query())


def view_name(code: str, page: Page) -> str:
    """A view of a list by page, chart and partner."""
    t, language = page.language.t, page.language
    view = presenting.view_of(code, page.view)
    if view is None:
        return code
    charts = {
        "": t("first chart"),
        "matrix": t("at a glance"),
        "balances": t("How far from balance"),
        "over_time": t("over time"),
        "by_member": t("member by member"),
        "members": t("Members of ASEAN"),
        "others": t("Korea's other partners"),
        "tourism": t("Tourism"),
        "students": t("Students"),
    }
    parts = [page_title(view.page, language), charts.get(view.chart, view.chart)]
    if view.partner:
        parts.append(language.country(view.partner_code))
    return " · ".join(parts)


def offer_deck(page: Page) -> None:
    """The deck of the chosen views, and the way to present them here."""
    t = page.language.t
    views = presenting.views_of(page.view.slides, page.view)
    if not views:
        return
    listed = page.view.slides or presenting.MAIN_CHARTS
    with st.container(horizontal=True):
        name = f"deck-{len(views)}-{'-'.join(dict.fromkeys(view.page for view in views))}"
        show_order(page, name, t("Slides (PPTX)"), "pptx", _deck_writer(page, views), about=listed)
        presenting.go_by_button(
            t("Presenting view"),
            replace(views[0], slides=listed),
            key="present_list",
            icon=":material/slideshow:",
        )
    if absent := [view for view in views if maker_of(view, page) is None]:
        names = "; ".join(page_title(view.page, page.language) for view in absent)
        st.caption(t("No slide can be made of these views: {names}.", names=names))


def _deck_writer(page: Page, views: Sequence[View]) -> Callable[[Progress], bytes]:
    makers = [maker for view in views if (maker := maker_of(view, page))]
    title, language = product_name(page.language), code_of(page)
    doing = page.language.t("Choosing the rows")

    def write(tell: Progress) -> bytes:
        # Loaded when it is asked for, as in leaving.
        from briefing.slides import to_pptx

        exports = []
        for place, make in enumerate(makers):
            tell(_ROWS_DONE * place / len(makers), doing)
            exports.append(make())
        rest = 1 - _ROWS_DONE
        return to_pptx(
            exports, title, language, lambda done, told: tell(_ROWS_DONE + rest * done, told)
        )

    return write


def maker_of(view: View, page: Page) -> Callable[[], Export] | None:
    """What makes the export of a view of a list, with the rows its page would draw.

    None for a page or chart whose rows make no slide.
    """
    own = Page(view, page.language, page.theme, page.release, view)
    match view.page:
        case "overview":
            return _of_overview(own)
        case "country":
            return lambda: _of_country(own)
        case "compare" if view.chart in ("", "members", "others"):
            return lambda: _of_comparison(own)
        case name if name in PILLARS:
            return lambda: _of_pillar(own, PILLARS[name])
        case _:
            return None


def _of_overview(page: Page) -> Callable[[], Export] | None:
    chart, language = page.view.chart, code_of(page)
    if chart in ("", "matrix"):
        return lambda: _of_matrix(page, members(page))
    if chart == "balances":
        return lambda: comparison.export_balances(
            page, {pillar: selection.latest_comparison(page, pillar) for pillar in OVERVIEW}
        )
    if chart not in OVERVIEW:
        return None

    def of_members() -> Export:
        pair, rows = selection.newest_comparison(page, chart)
        return export_rows(rows, str(pair["pair_id"]), language)

    return of_members


def _of_matrix(page: Page, partners: Sequence[str]) -> Export:
    title, subtitle = glance.titles(page)
    rows = glance.drawn_rows(page, partners)
    return export_pairs(rows, title, subtitle, file_name(page, "matrix"), code_of(page))


def _of_country(page: Page) -> Export:
    partner = country.settle_country(page, members(page))
    if page.view.chart not in country.OVER_TIME:
        return _of_matrix(page, country.beside(partner))
    _, rows = country.rows_over_time(page, partner, page.view.chart)
    return export_rows(rows, page.view.chart, code_of(page))


def _of_comparison(page: Page) -> Export:
    pair = compare.settle_pair(page)
    partners = compare.YARDSTICKS if page.view.chart == "others" else members(page)
    rows = compare.rows_of(page, pair, partners)
    return export_rows(rows, str(pair["pair_id"]), code_of(page))


def _of_pillar(page: Page, pillar: str) -> Export:
    _, pair = selection.settle_pair(page, pillar)
    pair_id, language = str(pair["pair_id"]), code_of(page)
    if pair["spans"]:
        return export_rows(spans.rows_to_write(spans.select_span(page, pillar)), pair_id, language)
    shown = selection.select(page, pillar)
    # Without members the page has no such chart, and its first is meant.
    of_members = page.view.chart == "by_member" and len(shown.by_member)
    rows = shown.by_member if of_members else shown.over_time
    return export_rows(rows, pair_id, language)
