"""Leaving with the file: one menu under a chart or table, with every form of what is on screen.

Nothing is written before it is asked for. What is quick is written on the click; what takes long is
written at the desk, with its progress in sight, and saved with a second click.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from briefing import pictures, tables
from briefing.language import Code
from briefing.model import Export
from dashboard.charts.export import for_export
from dashboard.desk import DeskFullError, Key, Progress, desk
from dashboard.frame import Page
from dashboard.presenting import Slide

_OFFICE = "application/vnd.openxmlformats-officedocument"
#: What a file is to a browser, by its ending.
TYPES = MappingProxyType(
    {
        "csv": "text/csv",
        "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
        "json": "application/json",
        "parquet": "application/vnd.apache.parquet",
        "pptx": f"{_OFFICE}.presentationml.presentation",
        "png": "image/png",
        "svg": "image/svg+xml",
        "docx": f"{_OFFICE}.wordprocessingml.document",
        "hwpx": "application/hwp+zip",
        "pdf": "application/pdf",
    }
)
TABLES, PICTURES = ("csv", "xlsx", "json", "parquet"), ("png", "svg")
_WRITE_TABLE = MappingProxyType(
    {
        "csv": tables.to_csv,
        "xlsx": tables.to_xlsx,
        "json": tables.to_json,
        "parquet": tables.to_parquet,
    }
)
#: Quick files kept for whoever asks again.
_KEPT = 64
#: Seconds between two looks at a file that is being written.
_PAUSE = 0.25
_ICON = ":material/download:"


@dataclass(frozen=True)
class Parcel:
    """What one menu gives out: rows that are drawn, and the chart they are drawn in."""

    #: Names the files, and the menu on its page.
    name: str
    #: Puts together what every form is written from; called on a click, never before.
    export: Callable[[], Export]
    chart: Slide | None = None
    #: Whether the rows make a slide.
    slides: bool = False


def code_of(page: Page) -> Code:
    """The language of the page as the builders of files know it."""
    return "ko" if page.language.code == "ko" else "en"


def chart_of(page: Page, name: str) -> Slide | None:
    """The chart of that name, where the page has drawn it already."""
    return next((slide for slide in page.slides if slide.name == name), None)


def file_name(page: Page, name: str, form: str = "") -> str:
    """A name that still says what it is in a folder of downloads, with its ending, if any."""
    version, language = page.release.version, page.language.code
    stem = f"reciprocity-{page.view.page}-{name}-{version}-{language}"
    return f"{stem}.{form}" if form else stem


def show_menu(page: Page, parcel: Parcel) -> None:
    """The menu of a chart or table; nothing in the presenting view.

    What is inside is sent to the browser when the menu is opened: a page has many of them.
    """
    if not page.view.present:
        _show_menu(page, parcel)


def _show_menu(page: Page, parcel: Parcel) -> None:
    t = page.language.t
    menu = st.popover(t("Download"), icon=_ICON, key=f"leave_{parcel.name}", on_change="rerun")
    if not menu.open:
        return
    with menu:
        st.caption(t("Exactly what is shown, with source, version and date on every row."))
        with st.container(horizontal=True):
            for form in TABLES:
                _show_button(page, parcel, form)
        if parcel.slides:
            st.caption(t("A slide with a chart that can be edited, sources in the notes."))
            _show_button(page, parcel, "pptx")
        if parcel.chart is not None:
            _show_pictures(page, parcel)


def _show_pictures(page: Page, parcel: Parcel) -> None:
    if not pictures.can_draw():
        st.caption(pictures.why_not(code_of(page)))
        return
    st.caption(page.language.t("A picture, 16:9, with title, unit and source inside."))
    with st.container(horizontal=True):
        for form in PICTURES:
            _show_button(page, parcel, form)


def _show_button(page: Page, parcel: Parcel, form: str) -> None:
    st.download_button(
        form.upper(),
        data=writer_of(page, parcel, form),
        file_name=file_name(page, parcel.name, form),
        mime=TYPES[form],
        on_click="ignore",
        key=f"leave_{parcel.name}_{form}",
    )


def writer_of(page: Page, parcel: Parcel, form: str) -> Callable[[], bytes]:
    """What writes a form of the parcel when it is called, for the page as it stands now."""
    key = (page.release.edition, page.view.address(), parcel.name, form)
    language = code_of(page)
    if form not in PICTURES:
        return lambda: _written(key, lambda: _write(parcel, form, language))
    chart, colours = parcel.chart, (page.theme.name, str(page.narrow))
    if chart is None:
        raise ValueError(f"{parcel.name} has no chart to make a picture of")
    draw = pictures.to_png if form == "png" else pictures.to_svg

    def picture(tell: Progress) -> bytes:
        alone = for_export(chart.figure, chart.title, chart.subtitle, chart.source, page.language)
        return draw(alone, language, tell)

    return lambda: desk().ask((*key, *colours), picture).file.result()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _written(key: Key, _write: Callable[[], bytes]) -> bytes:
    """A file under the release and the view it belongs to."""
    return _write()


def _write(parcel: Parcel, form: str, language: Code) -> bytes:
    export = parcel.export()
    if form == "pptx":
        # Loaded when it is asked for: it would hold up the first page of a server.
        from briefing import slides

        return slides.to_pptx([export], export.title, language)
    return _WRITE_TABLE[form](export)


@st.fragment
def show_order(
    page: Page,
    name: str,
    label: str,
    form: str,
    write: Callable[[Progress], bytes],
    about: str = "",
) -> None:
    """A button for a file that takes long; then its progress, then the button that saves it.

    ``about`` is whatever else decides on the content of the file.
    """
    t, place = page.language.t, st.empty()
    key = (page.release.edition, page.language.code, name, form, about)
    order = desk().find(key)
    if order is None:
        if not place.button(label, key=f"order_{name}_{form}", icon=":material/edit_document:"):
            return
        try:
            order = desk().ask(key, write)
        except DeskFullError:
            place.info(t("Many files are being written at the moment: please ask again shortly."))
            return
    while not order.finished:
        place.progress(order.done, order.doing or t("Waiting for its turn"))
        time.sleep(_PAUSE)
    if order.failed:
        place.error(t("The file could not be written. The figures on the page are not affected."))
        return
    place.download_button(
        t("Save: {file}", file=label),
        data=order.file.result(),
        file_name=file_name(page, name, form),
        mime=TYPES[form],
        on_click="ignore",
        icon=_ICON,
        key=f"save_{name}_{form}",
        type="primary",
    )
