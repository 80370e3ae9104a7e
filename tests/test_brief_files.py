"""A brief as DOCX, HWPX and PDF: each opens, holds the same page, and is the same each time."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from hwpx import HwpxDocument
from hwpx.layout.pages import estimate_pages
from pypdf import PdfReader

from briefing.brief_content import make_brief
from briefing.brief_docx import write_docx
from briefing.brief_hwpx import write_hwpx
from briefing.brief_pdf import PageFullError, write_pdf
from briefing.brief_type import face
from tests.briefs import brief

__all__ = ["brief"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text):
    """The text without spaces: a reader of PDF sets them by distance."""
    return "".join(text.split())


def test_the_pdf_is_one_page_whose_text_can_be_read(brief):
    reader = PdfReader(io.BytesIO(write_pdf(brief)))
    assert len(reader.pages) == 1
    text = squeezed(reader.pages[0].extract_text())
    assert squeezed(brief.title) in text
    assert squeezed(brief.dateline) in text
    for line in (*brief.summary, *(line for part in brief.parts for line in part.lines)):
        assert squeezed(line.text) in text
    for cell in {cell for row in brief.table.rows for cell in row}:
        assert squeezed(cell) in text
    for note in brief.notes:
        assert squeezed(note.text) in text


def test_the_word_file_holds_title_table_and_footnotes(brief):
    content = write_docx(brief)
    document = docx.Document(io.BytesIO(content))
    assert document.paragraphs[0].text == brief.title
    assert document.core_properties.title == brief.title
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    assert rows == [brief.table.head, *brief.table.rows]
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in (*brief.summary, *(line for part in brief.parts for line in part.lines)):
        assert line.printed in told
    assert word_footnotes(content) == [f") {note.text}" for note in brief.notes]
    # Each note is anchored once, in the order of the numbers.
    anchored = document.element.body.iter(f"{WORD}footnoteReference")
    assert [int(a.get(f"{WORD}id")) for a in anchored] == [note.number for note in brief.notes]


def word_footnotes(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ElementTree.fromstring(package.read("word/footnotes.xml"))
    own = [note for note in root if note.get(f"{WORD}type") is None]
    return ["".join(text.text or "" for text in note.iter(f"{WORD}t")) for note in own]


def test_the_hangul_file_holds_title_table_and_footnotes_on_one_page(brief):
    content = write_hwpx(brief)
    with HwpxDocument.open(content) as document:
        paragraphs = document.paragraphs
        assert paragraphs[0].text == brief.title
        (table,) = document.tables.all
        found = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert found == [brief.table.head, *brief.table.rows]
        notes = [note.text.strip() for one in paragraphs for note in one.footnotes]
        assert notes == [note.text for note in brief.notes]
        told = "\n".join(paragraph.text for paragraph in paragraphs)
        for line in (*brief.summary, *(line for part in brief.parts for line in part.lines)):
            assert line.printed in told
        assert document.validate().ok
    assert estimate_pages(content).pages == 1


@pytest.mark.parametrize("write", [write_docx, write_hwpx, write_pdf])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_store_gives_the_same_bytes(write, language, store):
    assert write(make_brief("THA", language, store)) == write(make_brief("THA", language, store))


def test_the_faces_of_korean_offices_are_named(store):
    brief = make_brief("VNM", "ko", store)
    with zipfile.ZipFile(io.BytesIO(write_hwpx(brief))) as package:
        assert package.namelist()[0] == "mimetype"
        assert package.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        header = package.read("Contents/header.xml").decode()
    assert "함초롬바탕" in header and "함초롬돋움" in header
    with zipfile.ZipFile(io.BytesIO(write_docx(brief))) as package:
        assert "맑은 고딕" in package.read("word/styles.xml").decode()


def test_the_pdf_carries_its_faces_and_its_language(store):
    reader = PdfReader(io.BytesIO(write_pdf(make_brief("VNM", "ko", store))))
    assert reader.trailer["/Root"]["/Lang"] == "ko-KR"
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    described = [font.get_object() for font in fonts]
    own = [font for font in described if "ReciprocityBrief" in font["/BaseFont"]]
    assert len(own) >= 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in own)


def test_a_text_longer_than_the_page_is_refused(store):
    brief = make_brief("VNM", "ko", store)
    object.__setattr__(brief, "parts", brief.parts * 4)
    with pytest.raises(PageFullError, match="points too long"):
        write_pdf(brief)


def test_a_letter_the_typeface_does_not_have_is_refused():
    with pytest.raises(ValueError, match="has no ก"):
        face(400, frozenset("가ก"), "Face")
