"""What leaves a page is what stands on it, and nothing is written before it is asked for."""

from __future__ import annotations

import csv
import io
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

import indicators
from briefing import pictures, tables
from dashboard import archive, deck, handing, leaving, presenting, proof
from dashboard import tables as page_tables
from dashboard.contents import PAGES, page_file
from dashboard.desk import Desk, DeskFullError
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.leaving import Parcel
from dashboard.theme import LIGHT
from dashboard.view import View
from tests.test_frame_pages import ROUTER, shipped_store

__all__ = ["shipped_store"]

#: Views drawn by lot for the test of equality, and the lot.
VIEWS, LOT = 50, 20261121
PILLARS = {"tourism": "tourism", "students": "students", "culture": "culture", "access": "context"}
WITHOUT_FILES = ("method",)


@dataclass
class Watched:
    """The tables a page drew and the menus it offered, in their order."""

    seen: list[tuple[pd.DataFrame | None, Page | None, Parcel | None]] = field(default_factory=list)

    @property
    def menus(self) -> list[tuple[Page, Parcel]]:
        return [(page, parcel) for _, page, parcel in self.seen if page and parcel]

    def tables_with_files(self) -> Iterator[tuple[pd.DataFrame, Page, Parcel]]:
        """Every table of rows of a pair, with the menu that stands right below it."""
        for (cells, *_), (_, page, parcel) in zip(self.seen, self.seen[1:], strict=False):
            if cells is not None and "toward_korea" in cells and page and parcel:
                yield cells, page, parcel


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watching = Watched()
    show_menu = leaving.show_menu

    def menu(page: Page, parcel: Parcel) -> None:
        watching.seen.append((None, page, parcel))
        show_menu(page, parcel)

    for module in (proof, archive):
        monkeypatch.setattr(module, "show_menu", menu)
    for module in (page_tables, archive):
        show_cells: Callable[..., None] = module.show_cells

        def cells(frame: pd.DataFrame, *rest: Any, show=show_cells, **options: Any) -> None:
            if options.get("opened", True):
                watching.seen.append((frame, None, None))
            show(frame, *rest, **options)

        monkeypatch.setattr(module, "show_cells", cells)
    return watching


@cache
def some_views(count: int, lot: int) -> list[tuple[str, dict[str, str]]]:
    """Addresses by lot: a page of a pillar or the comparison, a pair, a partner, years."""
    draw = random.Random(lot)
    pairs = indicators.pairs()
    pairs = pairs[pairs["unit"] != "flag"]
    countries = indicators.countries()
    members = countries.loc[countries["asean_since"].notna(), "iso3"]
    covered = indicators.coverage()
    covered = covered[covered["partner"].isin(members) & covered["first_year"].notna()]
    yearly = pairs[pairs["pair_id"].isin(covered["pair_id"]) & ~pairs["spans"].astype(bool)]
    chosen = []
    for _ in range(count):
        page = draw.choice([*PILLARS, "compare"])
        # The comparison draws years of members and yardsticks; a pair without has nothing to show.
        own = yearly if page == "compare" else pairs[pairs["pillar"] == PILLARS[page]]
        pair = own.iloc[draw.randrange(len(own))]
        query = {"lang": draw.choice(["ko", "en"]), "pair": str(pair["pair_id"])}
        rows = indicators.two_way(str(pair["pair_id"]))
        if len(rows):
            row = rows.iloc[draw.randrange(len(rows))]
            if str(row["partner"]) in ("ASEAN_POOLED", "ASEAN_POOLED_EX_VNM"):
                query["partner"] = "ASEAN"
            else:
                query["partner"] = str(row["partner"])
            years = sorted(draw.choices(sorted(set(rows["year"])), k=2))
            if draw.random() < 0.5:
                query |= {"from": str(years[0]), "to": str(years[1])}
            if draw.random() < 0.5:
                query["year"] = str(draw.choice(sorted(set(rows["year"]))))
        # Only people are set against a population.
        if draw.random() < 0.3 and pair["flow"] == "people":
            query["per"] = "head"
        chosen.append((page, query))
    return chosen


@pytest.fixture(scope="module")
def reader(shipped_store: None) -> AppTest:
    """One reader who goes from view to view."""
    return AppTest.from_file(str(ROUTER), default_timeout=60).run()


def go(reader: AppTest, name: str, **query: str) -> AppTest:
    """Follow a link to a page."""
    reader.switch_page(str(page_file(name)))
    reader.query_params.clear()
    for key, value in query.items():
        reader.query_params[key] = value
    reader.run()
    assert not reader.exception
    return reader


def open_each_tab(reader: AppTest) -> Iterator[AppTest]:
    """The page as it is opened, and again with the second of its tables where there are two."""
    yield reader
    first, *others = [tab.label for tab in reader.tabs] or [""]
    if first in ("By year", "연도별"):
        for label in (*others, first):
            reader.session_state["figures"] = label
            reader.run()
            assert not reader.exception
            if label != first:
                yield reader


def open_menus(reader: AppTest, *keys: str) -> AppTest:
    """Press the buttons of menus: what is inside is sent then."""
    return _set_menus(reader, keys, opened=True)


def close_menus(reader: AppTest, *keys: str) -> AppTest:
    """Press them again."""
    return _set_menus(reader, keys, opened=False)


def _set_menus(reader: AppTest, keys: Sequence[str], *, opened: bool) -> AppTest:
    for key in keys:
        reader.session_state[key] = opened
    reader.run()
    assert not reader.exception
    return reader


def written(page: Page, parcel: Parcel, form: str) -> bytes:
    """A file as a click on the menu writes it."""
    return leaving.writer_of(page, parcel, form)()


def figure(text: Any) -> float | None:
    return None if text in ("", None) else float(text)


@pytest.mark.parametrize("number", range(VIEWS))
def test_what_is_downloaded_is_what_is_on_screen(number: int, reader: AppTest, watched: Watched):
    name, query = some_views(VIEWS, LOT)[number]
    visits = open_each_tab(go(reader, name, **query))
    drawn = [element.value for visitor in visits for element in visitor.dataframe]
    shown = list(watched.tables_with_files())
    assert shown, (name, query)
    for cells, _, parcel in shown:
        # The table that was recorded is the one the reader has before the eyes.
        assert any(cells.equals(one) or len(cells) == len(one) for one in drawn)
        export = parcel.export()
        lines = list(csv.reader(io.StringIO(tables.to_csv(export).decode("utf-8-sig"))))
        names = [column.name for column in export.columns]
        rows = [dict(zip(names, line, strict=True)) for line in lines[1:]]
        book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(export)))
        sheet = [dict(zip(names, row, strict=True)) for row in book.worksheets[0].values][1:]
        assert len(rows) == len(cells)
        for (_, cell), row, in_book in zip(cells.iterrows(), rows, sheet, strict=False):
            if "year" in cells:
                assert int(row["year"]) == in_book["year"] == cell["year"]
            else:
                assert row["partner_name"] == in_book["partner_name"] == cell["partner"]
            for side in ("toward_korea", "toward_partner"):
                on_screen = None if pd.isna(cell[side]) else float(cell[side])
                # A spreadsheet keeps fifteen digits of a number.
                kept = None if on_screen is None else float(f"{on_screen:.15g}")
                assert figure(row[side]) == kept
                assert figure(in_book[side]) in (kept, on_screen)
                assert row[f"{side}_publisher"] == cell[f"{side}_publisher"]
            if "balance" in row and pd.notna(cell["balance"]):
                assert abs(float(row["balance"])) == pytest.approx(cell["balance"], rel=1e-9)
            # The world is called "all countries" in a sentence of a page.
            assert row["turn"] == cell["turn"] or row["partner"] == "WLD"
            assert row["grade"] == ("" if cell["grade"] == "–" else cell["grade"])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_offers_its_tables_and_charts_as_files(
    name: str, reader: AppTest, watched: Watched
):
    go(reader, name, lang="en")
    if name in WITHOUT_FILES:
        assert not watched.menus
        return
    charts, with_picture = set(), set()
    for visitor in open_each_tab(reader):
        offered = [parcel.name for _, parcel in watched.menus]
        assert offered and len(offered) == len(set(offered))
        charts |= {slide.name for page, _ in watched.menus for slide in page.slides}
        with_picture |= {parcel.chart.name for _, parcel in watched.menus if parcel.chart}
        # Every form of every menu once it is open, and no file that was written before a click.
        menus = [f"leave_{name}" for name in offered]
        assert not files_offered(visitor)
        files = files_offered(open_menus(visitor, *menus))
        assert len(files) >= 4 * len(offered)
        assert all(button.proto.deferred_file_id and not button.proto.url for button in files)
        close_menus(visitor, *menus)
        watched.seen.clear()
    assert with_picture == charts


def files_offered(visitor: AppTest) -> list[Any]:
    buttons = visitor.get("download_button")
    return [button for button in buttons if button.proto.id.count("leave_")]


def test_where_there_is_no_chrome_the_menu_says_so(
    reader: AppTest, watched: Watched, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pictures, "can_draw", lambda: False)
    visitor = go(reader, "students", lang="ko")
    menus = [f"leave_{parcel.name}" for _, parcel in watched.menus]
    visitor = open_menus(visitor, *menus)
    captions = [caption.value for caption in visitor.caption]
    assert captions.count(pictures.why_not("ko")) == len(menus)
    labels = {button.proto.label for button in visitor.get("download_button")}
    assert "PPTX" in labels and not labels & {"PNG", "SVG"}


def test_a_menu_writes_every_form(reader: AppTest, watched: Watched):
    go(reader, "students", lang="ko", partner="VNM")
    page, parcel = watched.menus[0]
    assert written(page, parcel, "csv").startswith(b"\xef\xbb\xbf")
    assert written(page, parcel, "parquet")[:4] == b"PAR1"
    assert openpyxl.load_workbook(io.BytesIO(written(page, parcel, "xlsx"))).sheetnames
    slide = Presentation(io.BytesIO(written(page, parcel, "pptx"))).slides[1]
    assert any(shape.has_chart for shape in slide.shapes)
    assert leaving.file_name(page, parcel.name, "csv") == (
        f"reciprocity-students-students_uis-vnm-{page.release.version}-ko.csv"
    )


def test_per_head_a_file_still_says_persons(reader: AppTest, watched: Watched):
    go(reader, "compare", lang="en", pair="visitors_moj", per="head")
    for _, parcel in watched.menus:
        export = parcel.export()
        rows = indicators.two_way("visitors_moj").set_index(["partner", "year"])
        for row in export.frame.to_dict("records"):
            known = rows.loc[(row["partner"], row["year"]), "toward_korea"]
            assert pd.isna(row["toward_korea"]) == pd.isna(known)
            assert pd.isna(known) or row["toward_korea"] == known
    charts = [parcel.export().drawing for _, parcel in watched.menus if parcel.chart]
    assert {chart.unit for chart in charts if chart} == {
        "for each 100,000 people of the side that turns"
    }


def test_a_pair_without_yearly_figures_of_members_has_no_assembly_table(reader: AppTest):
    for pair in ("netflix_share", "music"):
        visitor = go(reader, "data", lang="en", pair=pair)
        assert any(
            "no yearly" in text.value.lower() or "No member" in text.value
            for text in visitor.markdown
        )


def page_of(**chosen: Any) -> Page:
    view = View(**chosen)
    language = Language(view.language)
    return Page(asked=view, language=language, theme=LIGHT, release=indicators.release(), view=view)


EVERY_VIEW = [
    *deck.CHARTS,
    "tourism",
    "country.students_uis.THA",
    "country.matrix.THA",
    "students.over_time.VNM",
]


@pytest.mark.parametrize("code", EVERY_VIEW)
def test_a_view_of_a_list_becomes_a_slide_of_what_its_page_draws(
    code: str, reader: AppTest, watched: Watched
):
    page = page_of(page="data", language="en", slides=code)
    (view,) = presenting.views_of(code, page.view)
    make = deck.maker_of(view, page)
    assert make
    export = make()
    name, chart, partner = [*code.split("."), "", ""][:3]
    for _ in open_each_tab(
        go(reader, name, lang="en", **({"partner": partner} if partner else {}))
    ):
        pass
    of_chart = [
        parcel for _, parcel in watched.menus if parcel.chart and parcel.chart.name == chart
    ] or [parcel for _, parcel in watched.menus if parcel.chart]
    on_page = of_chart[0].export()
    pd.testing.assert_frame_equal(export.frame, on_page.frame)
    assert export.drawing == on_page.drawing


def test_a_list_names_what_makes_no_slide(reader: AppTest):
    visitor = go(reader, "data", lang="en", slides="tourism.over_time,claims,method")
    assert any("Claims; Method" in caption.value for caption in visitor.caption)


def test_the_list_of_slides_goes_along_from_page_to_page():
    listed = "tourism.over_time,students.over_time.VNM"
    view = View("data", "ko", slides=listed)
    assert View.read("data", view.query()) == (view, ())
    assert View("students", "ko", slides=listed).slides == listed


def test_a_brief_is_offered_for_members_and_pillars(reader: AppTest):
    for name, query in (("country", {"partner": "THA"}), ("tourism", {}), ("perception", {})):
        visitor = go(reader, name, lang="en", **query)
        visitor = open_menus(visitor, f"brief_{query.get('partner', name)}")
        labels = {button.label for button in visitor.button}
        assert {"HWPX", "DOCX", "PDF"} <= labels
    visitor = open_menus(go(reader, "country", lang="en", partner="JPN"), "brief_JPN")
    assert not {"HWPX", "DOCX", "PDF"} & {button.label for button in visitor.button}


def test_a_brief_is_written_at_the_desk_and_then_saved(
    reader: AppTest, monkeypatch: pytest.MonkeyPatch
):
    desk = Desk()
    monkeypatch.setattr(leaving, "desk", lambda: desk)
    told: list[tuple[float, str]] = []

    def write(subject: str, language: str, form: str, *words: str) -> Callable[..., bytes]:
        def slowly(tell: Callable[[float, str], None]) -> bytes:
            tell(0.5, words[0])
            told.append((0.5, words[0]))
            return f"{subject} {language} {form}".encode()

        return slowly

    monkeypatch.setattr(handing, "_brief_writer", write)
    visitor = go(reader, "country", lang="ko", partner="LAO")
    assert not told
    visitor = open_menus(visitor, "brief_LAO")
    visitor.button(key="order_brief-lao_hwpx").click().run()
    assert told == [(0.5, "사실을 고르는 중")]
    saved = [
        button.proto for button in visitor.get("download_button") if "save_" in button.proto.id
    ]
    assert [button.label for button in saved] == ["저장: HWPX"]


# The desk ----------------------------------------------------------------------------------


def test_two_who_ask_for_one_file_wait_for_one():
    desk, written_times, go_on = Desk(), [], threading.Event()

    def write(tell: Callable[[float, str], None]) -> bytes:
        written_times.append(1)
        tell(0.5, "half")
        go_on.wait(30)
        return b"file"

    first = desk.ask(("a",), write)
    second = desk.ask(("a",), write)
    go_on.set()
    assert first is second and first.file.result(30) == b"file"
    assert (first.done, first.doing) == (0.5, "half") and written_times == [1]
    assert desk.find(("a",)) is first


def test_a_file_that_failed_is_written_anew():
    desk = Desk()

    def fail(tell: Callable[[float, str], None]) -> bytes:
        raise ValueError("no figures")

    order = desk.ask(("a",), fail)
    assert isinstance(order.file.exception(30), ValueError) and order.failed
    assert desk.find(("a",)) is None
    assert desk.ask(("a",), lambda tell: b"file").file.result(30) == b"file"


def test_the_desk_forgets_old_files_and_takes_on_no_more_than_it_can_write():
    desk, go_on = Desk(), threading.Event()
    for number in range(40):
        desk.ask((str(number),), lambda tell: b"file").file.result(30)
    kept = [number for number in range(40) if desk.find((str(number),))]
    assert kept == list(range(24, 40))
    try:
        with pytest.raises(DeskFullError):
            for number in range(100, 200):
                desk.ask((str(number),), lambda tell: (go_on.wait(30), b"file")[1])
    finally:
        go_on.set()


def test_pages_are_served_while_a_long_file_is_written(
    reader: AppTest, monkeypatch: pytest.MonkeyPatch
):
    desk, go_on = Desk(), threading.Event()
    monkeypatch.setattr(leaving, "desk", lambda: desk)
    for number in range(5):
        desk.ask((str(number),), lambda tell: (go_on.wait(120), b"file")[1])
    try:
        assert go(reader, "students", lang="en").title[0].value == "Students"
        assert not desk.find(("4",)).finished
    finally:
        go_on.set()
