"""Files made of a store whose every text is hostile: they open, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest

from briefing.brief_content import make_brief
from briefing.brief_docx import write_docx
from briefing.brief_hwpx import write_hwpx
from briefing.brief_pdf import PageFullError, write_pdf
from briefing.content import export_of
from briefing.slides import to_pptx
from briefing.tables import to_csv, to_json, to_xlsx
from dashboard.card import plain
from tests.hostile import HOSTILE, make_hostile

#: A cell of a megabyte: the loader refuses it, but a store may come from elsewhere.
LONG = "x" * 1_000_000


@pytest.fixture(scope="module")
def hostile(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "reciprocity.duckdb"
    make_hostile(store, out)
    return out


@pytest.fixture(scope="module")
def endless(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("endless") / "reciprocity.duckdb"
    make_hostile(store, out)
    with duckdb.connect(str(out)) as connection:
        connection.execute(
            "update two_way set caveat_en = $1, missing_en = $1 "
            "where pair_id = 'visitors_moj' and partner = 'VNM'",
            [LONG],
        )
    return out


@pytest.fixture(scope="module")
def loud(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hostile text as it may pass the loader, which refuses marks that turn the direction."""
    out = tmp_path_factory.mktemp("loud") / "reciprocity.duckdb"
    make_hostile(store, out, HOSTILE.replace("\u202e", "").replace("\u202c", ""))
    return out


@pytest.mark.parametrize("which", ["hostile", "endless"])
def test_a_spreadsheet_shows_hostile_text_and_runs_none(
    which: str, request: pytest.FixtureRequest
) -> None:
    export = export_of("visitors_moj", ["VNM"], None, "en", store=request.getfixturevalue(which))
    csv.field_size_limit(2 * len(LONG))
    rows = list(csv.reader(io.StringIO(to_csv(export).decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows if row}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in "=@＝" and cell]
    if which == "endless":
        # A workbook has no cell that long, and says so instead of leaving text out.
        with pytest.raises(ValueError, match="a cell holds 32,767 characters"):
            to_xlsx(export)
        return
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx(export)))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert b"<script>" in to_json(export)


def test_documents_and_slides_of_hostile_text_are_whole(loud: Path) -> None:
    brief = make_brief("VNM", "en", loud)
    export = export_of("visitors_moj", ["VNM"], None, "en", store=loud)
    for made in (write_docx(brief), write_hwpx(brief), to_pptx([export], "Title", "en")):
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels", ".hpf")):
                    text = parts.read(name)
                    ElementTree.fromstring(text)
                    assert b"evil.example" not in text or name.endswith(".xml"), name
    # So much text is more than the one page that a brief is, and the page says so.
    with pytest.raises(PageFullError, match="points too long"):
        write_pdf(brief)


def test_a_page_of_hostile_text_runs_nothing(store: Path, tmp_path: Path) -> None:
    short = tmp_path / "reciprocity.duckdb"
    make_hostile(store, short, "<script>=1+1")
    made = write_pdf(make_brief("VNM", "en", short))
    assert made.startswith(b"%PDF")
    assert b"/JavaScript" not in made and b"/Launch" not in made


def test_text_for_a_page_has_no_mark_that_acts_and_none_that_hides() -> None:
    told = plain(HOSTILE)
    assert "\u202e" not in told and "\u202c" not in told
    for mark in ("<", "[", "$", "*", "`", ":", "{"):
        assert f"\\{mark}" in told
        assert mark not in told.replace(f"\\{mark}", "")
