"""Tables leave as they are: numbers as numbers, text as text, nothing lost, nothing run."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pyarrow import parquet

from briefing.assembly import export_assembly
from briefing.cells import clean, inert
from briefing.content import export_of
from briefing.language import CODES, Code
from briefing.model import SIDES, Export, Progress
from briefing.tables import to_csv, to_json, to_parquet, to_xlsx

MEMBERS = ["BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM"]
BUILDERS: tuple[Callable[[Export, Progress], bytes], ...] = (to_csv, to_json, to_parquet, to_xlsx)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module", params=CODES)
def language(request: pytest.FixtureRequest) -> Code:
    return request.param


@pytest.fixture(scope="module")
def over_time(store: Path, language: Code) -> Export:
    return export_of("visitors_moj", ["VNM"], None, language, store=store)


@pytest.fixture(scope="module")
def by_member(store: Path, language: Code) -> Export:
    return export_of("visitors_moj", MEMBERS, (2023, 2023), language, store=store)


@pytest.fixture(params=["over_time", "by_member"])
def export(request: pytest.FixtureRequest, over_time: Export, by_member: Export) -> Export:
    return over_time if request.param == "over_time" else by_member


@pytest.fixture(scope="module")
def one_row(store: Path) -> Export:
    return export_of("favourability_kf", ["ASEAN"], None, "en", "published", store)


def open_book(book: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book))


def cells_of(sheet: Worksheet, header: int = 1) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=header, values_only=True))


def expected(value: Any) -> Any:
    """A value of a frame as a spreadsheet gives it back."""
    if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
        return None
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time())
    return value


def test_the_workbook_read_back_is_the_frame(export: Export) -> None:
    sheet = open_book(to_xlsx(export)).worksheets[0]
    header, *rows = cells_of(sheet)
    assert list(header) == [column.heading for column in export.columns]
    assert len(rows) == len(export.frame)
    for row, values in zip(rows, export.frame.itertuples(index=False, name=None), strict=True):
        for cell, value, column in zip(row, values, export.columns, strict=True):
            wanted = expected(value)
            if column.kind == "number" and wanted is not None:
                assert cell == pytest.approx(wanted, rel=1e-15)
                assert isinstance(cell, (int, float)) and not isinstance(cell, bool)
            else:
                assert cell == wanted, column.name


def test_the_workbook_has_three_sheets_a_frozen_filtered_header_and_no_merged_cell(
    over_time: Export,
) -> None:
    book = open_book(to_xlsx(over_time))
    names = {"ko": ["자료", "설명", "출처"], "en": ["data", "metadata", "sources"]}
    assert book.sheetnames == names[over_time.language]
    assert all(not sheet.merged_cells.ranges for sheet in book.worksheets)
    data, _, sources = book.worksheets
    assert data.freeze_panes == "C2"
    assert data.auto_filter.ref.startswith("A1:")
    assert data.page_setup.orientation == "landscape"
    assert str(data.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
    assert data.sheet_properties.pageSetUpPr.fitToPage
    assert sources.max_row == len(over_time.sources) + 1


def test_the_workbook_says_what_its_figures_are(over_time: Export) -> None:
    _, about, sources = open_book(to_xlsx(over_time)).worksheets
    told = "\n".join(str(cell) for row in cells_of(about) for cell in row if cell is not None)
    for note in over_time.notes:
        assert clean(note.text) in told
    for text in (over_time.title, over_time.citation, over_time.keeper, over_time.version):
        assert clean(text) in told
    publishers = {row[0] for row in cells_of(sources)[1:]}
    assert publishers == set(over_time.sources["publisher"])


def test_the_chart_of_the_workbook_is_native_and_holds_the_same_figures(
    export: Export,
) -> None:
    drawing = export.drawing
    assert drawing is not None
    with zipfile.ZipFile(io.BytesIO(to_xlsx(export))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert ("<c:lineChart>" in chart) == (drawing.shape == "line")
    assert '<c:dispBlanksAs val="gap"/>' in chart or "dispBlanksAs" not in chart
    parts = re.findall(r"<c:val>(.*?)</c:val>", chart)
    for part, side in zip(parts, SIDES, strict=True):
        points = re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', part)
        drawn = {int(place): float(value) for place, value in points}
        known = {at: value for at, value in enumerate(drawing.values(side)) if value is not None}
        assert drawn == known


def test_the_csv_opens_right_in_korean_excel(by_member: Export) -> None:
    written = to_csv(by_member)
    assert written.startswith(b"\xef\xbb\xbf")
    text = written.decode("utf-8-sig")
    assert text.count("\r\n") == len(by_member.frame) + 1
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == [column.heading for column in by_member.columns]
    for row, values in zip(rows, by_member.frame.itertuples(index=False, name=None), strict=True):
        for cell, value, column in zip(row, values, by_member.columns, strict=True):
            if expected(value) is None:
                assert cell == "", column.name
            elif column.kind == "number":
                assert float(cell) == pytest.approx(value, rel=1e-14)
            elif column.kind == "text":
                assert cell.removeprefix("'") == clean(value)


def test_json_and_parquet_hold_the_rows_under_the_names_of_their_columns(
    over_time: Export,
) -> None:
    told = json.loads(to_json(over_time))
    table = parquet.read_table(io.BytesIO(to_parquet(over_time)))
    names = [column.name for column in over_time.columns]
    assert table.column_names == names == list(told["records"][0])
    about = json.loads(table.schema.metadata[b"reciprocity"])
    assert about["citation"] == told["citation"] == over_time.citation
    assert [source["url"] for source in told["sources"]] == over_time.sources["url"].tolist()
    for side in SIDES:
        known = [None if pd.isna(value) else value for value in over_time.frame[side]]
        assert table.column(side).to_pylist() == known
        assert [record[side] for record in told["records"]] == known
    assert str(table.schema.field("data_built").type) == "date32[day]"


def test_a_missing_figure_is_empty_in_every_form(over_time: Export) -> None:
    place = over_time.frame.index[over_time.frame["year"] == 2021][0]
    at = [column.name for column in over_time.columns].index("toward_partner")
    rows = list(csv.reader(io.StringIO(to_csv(over_time).decode("utf-8-sig"), newline="")))
    assert rows[place + 1][at] == ""
    assert json.loads(to_json(over_time))["records"][place]["toward_partner"] is None
    table = parquet.read_table(io.BytesIO(to_parquet(over_time)))
    assert table.column("toward_partner").to_pylist()[place] is None
    sheet = open_book(to_xlsx(over_time)).worksheets[0]
    assert sheet.cell(row=place + 2, column=at + 1).value is None


def test_equal_exports_are_equal_files(over_time: Export) -> None:
    for build in BUILDERS:
        assert build(over_time, quiet_progress) == build(over_time, quiet_progress)


def test_every_time_in_a_workbook_is_that_of_the_release(over_time: Export) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(over_time))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    told = set(re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core))
    assert told == {f"{over_time.released.isoformat()}T00:00:00Z"}


def quiet_progress(done: float, doing: str) -> None:
    assert 0 <= done <= 1 and doing


@pytest.mark.parametrize("build", BUILDERS)
def test_progress_runs_forward_to_the_end(build: Any, over_time: Export) -> None:
    told: list[float] = []
    build(over_time, lambda done, doing: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1


def test_an_empty_view_is_still_a_file(store: Path, language: Code) -> None:
    export = export_of("visitors_moj", ["ASEAN"], None, language, store=store)
    assert export.frame.empty
    assert to_csv(export).decode("utf-8-sig").count("\r\n") == 1
    assert json.loads(to_json(export))["records"] == []
    assert len(cells_of(open_book(to_xlsx(export)).worksheets[0])) == 1


# Text that a spreadsheet would run ---------------------------------------------------------

dangerous = st.builds(
    lambda space, start, rest: space + start + rest,
    st.sampled_from(["", " ", "\u200b", "\ufeff", "\x00", "\n"]),
    st.sampled_from(STARTS),
    st.text(max_size=30),
)


def with_text(export: Export, text: str) -> Export:
    """The export with one text in its title, a note, its rows and its sources."""
    return replace(
        export,
        title=text,
        notes=(replace(export.notes[0], text=text), *export.notes[1:]),
        frame=export.frame.assign(caveat=text, partner_name=text, toward_korea_title=text),
        sources=export.sources.assign(title=text, publisher=text, url=text),
        head=(text,),
    )


@given(text=dangerous)
def test_text_cannot_become_a_formula_in_csv(one_row: Export, text: str) -> None:
    export = with_text(one_row, text)
    written = to_csv(export).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(written, newline="")):
        for cell in row:
            seen = cell.lstrip("\u200b\ufeff \u00a0")
            if seen.startswith(STARTS):
                assert re.fullmatch(r"-?[0-9.e+-]+", seen), seen
    assert "\x00" not in written


@given(text=dangerous)
@settings(max_examples=40)
def test_text_cannot_become_a_formula_in_a_workbook(one_row: Export, text: str) -> None:
    export = with_text(one_row, text)
    for sheet in open_book(to_xlsx(export)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not isinstance(cell.value, str) or cell.value == clean(cell.value)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("\t=1", "'=1"),
        ("\u200b@SUM(1)", "'\u200b@SUM(1)"),
        ("＝1+1", "'＝1+1"),
        ("line one\r\nline two", "line one line two"),
        ("2024년 − 잠정치", "2024년 − 잠정치"),
        ("a\x00b\x9fc", "abc"),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked_as_text(text: str, safe: str) -> None:
    assert inert(text) == safe


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(over_time: Export) -> None:
    with pytest.raises(ValueError, match="32,767"):
        to_xlsx(with_text(over_time, "x" * 40_000))


# The table for the National Assembly --------------------------------------------------------


def test_the_assembly_table_has_eleven_members_five_years_and_both_directions(
    store: Path, language: Code
) -> None:
    export = export_assembly("visitors_moj", language, 2025, store)
    assert export.frame["partner"].nunique() == len(export.frame) == 11
    names = [f"{side}_{year}" for year in range(2021, 2026) for side in SIDES]
    assert [column.name for column in export.columns[1:11]] == names
    assert "2021" in export.title and "2025" in export.title
    row = export.frame.set_index("partner").loc["VNM"]
    assert row["toward_korea_2023"] == 504_347
    assert row["toward_partner_2024"] == 4_500_000
    assert pd.isna(row["toward_partner_2021"])


def test_the_assembly_table_prints_its_unit_above_and_its_sources_below(
    store: Path, language: Code
) -> None:
    export = export_assembly("visitors_moj", language, 2025, store)
    sheet = open_book(to_xlsx(export)).worksheets[0]
    first = [row[0] for row in cells_of(sheet)]
    assert first[0] == export.title
    assert export.unit in first[1]
    header = first.index(export.columns[0].heading)
    assert first[header + 1 : header + 12] == export.frame["member_name"].tolist()
    below = " ".join(str(text) for text in first[header + 12 :] if text)
    for publisher in export.sources["publisher"]:
        assert " ".join(publisher.split()) in below
    assert export.version in below
    assert not sheet.merged_cells.ranges


def test_the_assembly_table_is_refused_where_figures_are_for_spans(store: Path) -> None:
    with pytest.raises(ValueError, match="spans"):
        export_assembly("netflix_places", "ko", store=store)
