"""A deck opens in PowerPoint with charts that can be edited and notes that can be quoted."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from briefing.content import export_of
from briefing.language import CODES, Code
from briefing.model import SIDES, Export
from briefing.slides import to_pptx

MEMBERS = ["BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM"]
TITLE = {"ko": "한국과 아세안의 상호 방문", "en": "Visits between Korea and ASEAN"}


@pytest.fixture(scope="module", params=CODES)
def views(request: pytest.FixtureRequest, store: Path) -> list[Export]:
    language: Code = request.param
    return [
        export_of("visitors_moj", ["VNM"], (2018, 2025), language, store=store),
        export_of("visitors_moj", MEMBERS, (2023, 2023), language, store=store),
        export_of("entry_without_prior_visa", MEMBERS, (2024, 2024), language, store=store),
    ]


@pytest.fixture(scope="module")
def written(views: list[Export]) -> bytes:
    language = views[0].language
    return to_pptx(views, TITLE[language], language)


@pytest.fixture
def deck(written: bytes) -> Any:
    return Presentation(io.BytesIO(written))


def chart_on(slide: Any) -> Any:
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def text_on(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_deck_has_a_title_slide_and_one_wide_slide_a_view(deck: Any, views: list[Export]) -> None:
    assert len(deck.slides) == 1 + len(views)
    assert abs(deck.slide_width / deck.slide_height - 16 / 9) < 0.001
    assert deck.slides[0].shapes.title.text == TITLE[views[0].language]
    assert views[0].version in text_on(deck.slides[0])
    for slide, view in zip(list(deck.slides)[1:], views, strict=True):
        assert slide.shapes.title.text == view.answer


def test_the_charts_hold_the_figures_of_the_view_and_leave_gaps_open(
    deck: Any, views: list[Export]
) -> None:
    gaps = 0
    for slide, view in zip(list(deck.slides)[1:3], views, strict=False):
        drawing, chart = view.drawing, chart_on(slide)
        assert drawing is not None
        plot = chart.plots[0]
        assert tuple(plot.categories) == drawing.categories
        for series, side, name in zip(plot.series, SIDES, drawing.names, strict=True):
            assert series.name == name
            assert tuple(series.values) == drawing.values(side)
            gaps += drawing.values(side).count(None)
        assert 'dispBlanksAs val="gap"' in chart.part.blob.decode()
    assert gaps > 0


def test_the_workbook_behind_a_chart_holds_the_same_figures(deck: Any, views: list[Export]) -> None:
    for slide, view in zip(list(deck.slides)[1:3], views, strict=False):
        blob = chart_on(slide).part.chart_workbook.xlsx_part.blob
        _, *rows = openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows(values_only=True)
        drawing = view.drawing
        assert drawing is not None
        figures = zip(drawing.categories, drawing.toward_korea, drawing.toward_partner, strict=True)
        assert rows == [tuple(figure) for figure in figures]


def test_time_is_a_line_and_members_are_bars_in_the_colours_of_the_house(deck: Any) -> None:
    line, bars = (chart_on(deck.slides[place]) for place in (1, 2))
    assert "LINE" in str(line.chart_type)
    assert "BAR_CLUSTERED" in str(bars.chart_type)
    for chart, paint in ((line, "line"), (bars, "fill")):
        colours = []
        for series in chart.plots[0].series:
            drawn = series.format.line.color if paint == "line" else series.format.fill.fore_color
            colours.append(str(drawn.rgb))
        assert colours == ["123F7C", "CF7016"]


def test_a_slide_says_its_source_its_grade_and_its_release(deck: Any, views: list[Export]) -> None:
    for slide, view in zip(list(deck.slides)[1:], views, strict=True):
        told = text_on(slide)
        assert str(view.sources["publisher"].iloc[0]) in told
        assert view.version in told
        assert view.notes_of("grade")[0].text in told
        assert view.unit in told


def test_the_notes_hold_definitions_caveats_sources_and_the_citation(
    deck: Any, views: list[Export]
) -> None:
    for slide, view in zip(list(deck.slides)[1:], views, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        kinds = ("toward_korea", "toward_partner", "grade", "caveat", "missing")
        for note in view.notes_of(*kinds):
            assert note.text in notes
        for source in view.sources.to_dict("records"):
            assert source["title"] in notes and source["url"] in notes
        assert view.citation in notes


def test_text_is_set_in_a_face_of_its_language(written: bytes, views: list[Export]) -> None:
    face = {"ko": "Malgun Gothic", "en": "Calibri"}[views[0].language]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        slide = archive.read("ppt/slides/slide2.xml").decode()
        chart = archive.read("ppt/charts/chart1.xml").decode()
        theme = archive.read("ppt/theme/theme1.xml").decode()
    for part in (slide, chart, theme):
        assert f'<a:latin typeface="{face}"' in part
        assert '<a:ea typeface="Malgun Gothic"' in part


def test_a_rule_is_a_table_in_words(deck: Any, views: list[Export]) -> None:
    table = next(shape.table for shape in deck.slides[3].shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(cells) == 12
    yes, no = {"ko": ("예", "아니요"), "en": ("yes", "no")}[views[0].language]
    flows = {cell for row in cells[1:] for cell in row[2:4]}
    assert flows == {yes, no, "–"}


def test_a_chart_says_what_it_shows_to_those_who_cannot_see_it(
    deck: Any, views: list[Export]
) -> None:
    frame = next(shape for shape in deck.slides[1].shapes if shape.has_chart)
    assert frame.element.nvGraphicFramePr.cNvPr.get("descr") == views[0].answer


def test_equal_decks_are_equal_files(views: list[Export], written: bytes) -> None:
    language = views[0].language
    assert to_pptx(views, TITLE[language], language) == written


def test_every_time_in_a_deck_is_that_of_the_release(written: bytes, views: list[Export]) -> None:
    day = views[0].released.isoformat()
    assert times_in(written) == {f"{day}T00:00:00Z"}
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert len(books) == 2
    for book in books:
        assert times_in(book) == {f"{day}T00:00:00Z"}


def times_in(archive: bytes) -> set[str]:
    """The times an Office file names in its properties; its entries must name none."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    return set(re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core))


def test_a_deck_tells_its_progress_slide_by_slide(views: list[Export]) -> None:
    told: list[tuple[float, str]] = []
    language = views[0].language
    to_pptx(views, TITLE[language], language, lambda done, doing: told.append((done, doing)))
    parts = [done for done, _ in told]
    assert parts == sorted(parts) and parts[-1] == 1
    assert views[1].title in told[1][1]


def test_a_deck_of_nothing_or_of_two_languages_is_refused(views: list[Export]) -> None:
    other: Code = "en" if views[0].language == "ko" else "ko"
    with pytest.raises(ValueError, match="at least one"):
        to_pptx([], "x", other)
    with pytest.raises(ValueError, match="language"):
        to_pptx(views, "x", other)
