"""What every page stands in: notices, footer, and what it says on failure."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import data, presenting, reading
from dashboard.contents import HOME, page_title, product_name
from dashboard.header import draw_header
from dashboard.keeping import Keeping, drawn
from dashboard.language import Language
from dashboard.log import run_noted
from dashboard.presenting import Slide
from dashboard.theme import THEMES, Theme
from dashboard.view import View
from indicators import Release, StoreError

#: Command that makes the store, named wherever it is missing.
BUILD = "make build"

#: The picture in the browser's tab, written out: a file would be read again for every run.
_ICON = "data:image/svg+xml;base64," + b64encode(
    Path(__file__).resolve().with_name("icon.svg").read_bytes()
).decode("ascii")

#: What may be repeated from an address: nothing that Markdown or a browser would act on.
_UNREPEATABLE = re.compile(r"[^0-9A-Za-z가-힣_=&,+\- ]+")
_LONGEST_REPEATED = 60


@dataclass
class Page(Keeping):
    """A page while it is drawn: what was asked for, what is shown, and in which manner."""

    asked: View
    language: Language
    theme: Theme
    release: Release
    #: The view with everything the page has settled so far.
    view: View
    #: Whether the reader holds a phone: charts then leave their margins out.
    narrow: bool = False
    notices: list[str] = field(default_factory=list)
    #: The charts of the page as they are drawn, for the presenting view and for pictures.
    slides: list[Slide] = field(default_factory=list)
    drawn: Counter[str] = field(default_factory=Counter)

    def settle(self, name: str, allowed: Collection[Any], default: Any, notice: str = "") -> Any:
        """Take a value the figures allow, with a word to the reader where another was asked for."""
        self.view, refused = self.view.settle(name, allowed, default)
        if refused and notice:
            self.notices.append(notice)
        return getattr(self.view, name)

    def settle_partner(self, codes: Collection[str], default: str) -> str:
        """Take a partner the pair has, by its code in the store."""
        code = self.view.partner_code
        asked = self.view.partner or self.view.aggregate == "published" or self.view.ex_vnm
        if asked and code in codes:
            return code
        if asked:
            self.notices.append(
                self.language.t(
                    "There are no figures for {asked} on this basis: {shown} is shown.",
                    asked=self.language.country(code),
                    shown=self.language.country(default),
                )
            )
        self.view = self.view.toward(default)
        return default


def show_page(name: str, draw: Callable[[Page], None]) -> None:
    """Draw a page in its frame: ``show_page("students", draw)``.

    The frame is drawn once; a choice on the page draws the figures anew and leaves the frame as it
    stands. Without a store that can be read, the frame says so and how to mend it, and ``draw`` is
    not called.
    """
    view, misread = _asked(name)
    language = Language(view.language)
    st.set_page_config(
        page_title=f"{page_title(name, language)} – {product_name(language)}",
        page_icon=_ICON,
        layout="wide",
    )
    reading.dress(current_theme())
    if view.present:
        _present(view, misread, draw)
    else:
        reading.offer_short_way(view, language)
        draw_header(view, language)
        _draw_body(name, draw, view)
    reading.offer_redraw(language)
    drawn(drawing=f"instruct {view.language}", _body=lambda: reading.instruct(language))


@st.fragment
def _draw_body(name: str, draw: Callable[[Page], None], framed: View) -> None:
    """Everything below the header, whose links go with the view ``framed``."""
    view, misread = _asked(name)
    if (view.slides, view.language) != (framed.slides, framed.language):
        st.rerun()
    run_noted(name, lambda: _draw_figures(view, misread, draw))


def _draw_figures(view: View, misread: Collection[str], draw: Callable[[Page], None]) -> None:
    language = Language(view.language)
    if view.page == HOME and not st.query_params:
        reading.welcome(view, language)
    slot = st.container()
    try:
        page = _page_of(view, misread)
        draw(page)
    except StoreError:
        _say_store_is_missing(language)
        return
    for notice in dict.fromkeys(page.notices):
        slot.info(notice, icon=":material/info:")
    _draw_footer(page)


def _present(view: View, misread: Collection[str], draw: Callable[[Page], None]) -> None:
    """One chart of the page over the whole window; the page itself is drawn behind it and taken
    away.
    """
    language, stage = Language(view.language), st.empty()

    def show() -> None:
        try:
            page = _page_of(view, misread)
            with stage.container(key="backstage"):
                draw(page)
        except StoreError:
            stage.empty()
            _say_store_is_missing(language)
            return
        stage.empty()
        presenting.show_slide(page.view, presenting.choose_slide(page.slides, view), language)

    run_noted(view.page, show)


def _asked(name: str) -> tuple[View, Collection[str]]:
    """The view of the address, and what of the address was not understood."""
    return View.read(name, st.query_params.to_dict(), language=preferred_language())


def _page_of(view: View, misread: Collection[str]) -> Page:
    language = Language(view.language)
    page = Page(
        asked=view,
        language=language,
        theme=current_theme(),
        release=data.release(),
        view=view,
        narrow=is_phone() and not view.present,
    )
    if misread:
        page.notices.append(
            language.t(
                "Part of the address was not understood and is left out: {parts}",
                parts=", ".join(_repeatable(part) for part in misread),
            )
        )
    return page


def preferred_language() -> str:
    """The language for an address that names none: Korean for a Korean browser, else English."""
    return "ko" if (st.context.locale or "").lower().startswith("ko") else "en"


def current_theme() -> Theme:
    """The colours for charts: those of the theme the reader's browser shows."""
    return THEMES.get(st.context.theme.type or "light", THEMES["light"])


def is_phone() -> bool:
    """Whether the browser says it runs on a phone: the width of a window stays with the browser.

    A session has one browser: it is asked once.
    """
    if "is_phone" not in st.session_state:
        st.session_state["is_phone"] = "Mobi" in st.context.headers.get("User-Agent", "")
    return bool(st.session_state["is_phone"])


def _say_store_is_missing(language: Language) -> None:
    st.error(
        language.t(
            "There are no figures to show: the data file is missing, or another version of this "
            "program wrote it. This command builds it:"
        ),
        icon=":material/database_off:",
    )
    st.code(BUILD, language="shell")


def _draw_footer(page: Page) -> None:
    t = page.language.t
    page.draw("footer", lambda: _draw_terms(page))
    _offer_citation(page)
    presenting.go_by_button(
        t("Presenting view"),
        replace(page.view, present=True),
        key="present",
        icon=":material/slideshow:",
    )
    if page.slides:
        charts = {slide.name: slide.title for slide in page.slides}
        presenting.offer_slides(page.asked, charts, page.language)
    reading.list_keys(page.language)


def _draw_terms(page: Page) -> None:
    """Version, licence and method in a line each."""
    t = page.language.t
    version = t(
        "Data version {version}, built on {date}. Figures are their publishers' own, under the "
        "licence named with each source.",
        version=page.release.version,
        date=page.language.date(page.release.built_at),
    )
    method = t(
        "Method: the balance is the flow toward Korea minus the flow toward the partner, divided "
        "by their sum. 0 is parity; at either end the whole flow runs one way."
    )
    st.divider()
    st.caption(f"{version}\n\n{method}")


def _offer_citation(page: Page) -> None:
    """The citation and the address of the view, for whoever opens it.

    A browser needs long to load what shows text to copy: a closed part is left empty.
    """
    t = page.language.t
    place = st.expander(t("Cite or share this view"), key="cite", on_change="rerun")
    if not place.open:
        return
    with place:
        st.caption(t("A citation"))
        st.code(citation(page), language=None, wrap_lines=True)
        st.caption(t("The link to this view, in either language"))
        st.code(_site() + page.view.address(), language=None, wrap_lines=True)


def citation(page: Page) -> str:
    """What to write under a figure taken from this view: title, version, date, stable address."""
    return page.language.t(
        "{product}, {page}. Data version {version} ({date}). {address}",
        product=product_name(page.language),
        page=page_title(page.view.page, page.language),
        version=page.release.version,
        date=page.language.date(page.release.built_at),
        address=_site() + page.view.address(),
    )


def _site() -> str:
    """The address of the site as the reader's browser names it, without the page."""
    address = st.context.url or ""
    return "/".join(address.split("/")[:3])


def _repeatable(part: str) -> str:
    """Text from an address, cut to what can be shown without being acted on."""
    return _UNREPEATABLE.sub("…", part)[:_LONGEST_REPEATED]
