"""A brief as a Word file: the same page, ready to edit, with real footnotes."""

from __future__ import annotations

import datetime
import io

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from briefing import brief_page as page
from briefing.brief_content import MARKS, Brief, Line
from briefing.brief_footnotes import add_footnotes, refer
from briefing.brief_package import freeze
from briefing.brief_xml import draw_closer, put

#: The face of Korean office documents in Word; English text uses its Latin letters too.
FACE = "맑은 고딕"
RULE, SHADE, BOX, GRID = "1F3A68", "E6EBF3", "F4F6FA", "9EA8B8"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write_docx(brief: Brief) -> bytes:
    """The brief as a Word file; the same brief gives the same bytes."""
    document = docx.Document()
    _set_page(document, brief)
    add_footnotes(document, brief.notes, FACE)
    seen: set[int] = set()
    _add_title(document, brief)
    for place, line in enumerate(brief.summary):
        inset = 2 * page.BOX_PAD / page.MM
        paragraph = _add_line(document, line, seen, page.SUMMARY, inset + page.HANGING[2])
        _box(paragraph, first=place == 0, last=place == len(brief.summary) - 1)
    for part in brief.parts:
        _add_heading(document, part.heading, brief)
        for line in part.lines:
            _add_line(document, line, seen, page.BODY, page.INDENT[line.level])
    _add_table(document, brief)
    _describe(document, brief)
    file = io.BytesIO()
    document.save(file)
    return freeze(file.getvalue())


def _set_page(document: Document, brief: Brief) -> None:
    """A4 with the margins of the brief, and its face for every language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.PAGE_WIDTH), Mm(page.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(page.SIDE_MARGIN)
    section.top_margin, section.bottom_margin = Mm(page.TOP_MARGIN), Mm(page.BOTTOM_MARGIN)
    section.header_distance = section.footer_distance = Mm(5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(page.BODY)
    properties = normal.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        faces.set(qn(name), FACE)
    language = parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="ko-KR"/>')
    properties.append(language)


def _describe(document: Document, brief: Brief) -> None:
    about = document.core_properties
    about.title, about.subject, about.author = brief.title, brief.dateline, ""
    about.language = "ko-KR" if brief.language == "ko" else "en-GB"
    about.comments, about.last_modified_by = "", ""
    built = datetime.datetime.fromisoformat(brief.built)
    about.created = about.modified = built


def _space(
    paragraph: Paragraph, size: float, leading: float, before: float = 0, after: float = 0
) -> None:
    """Leading that does not depend on the face, so that the page holds with any."""
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(size * leading)
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.widow_control = False
    # Word would set a space between 2019 and 년.
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        apart = OxmlElement(name)
        apart.set(qn("w:val"), "0")
        put(paragraph._p.get_or_add_pPr(), apart)


def _write(
    paragraph: Paragraph, text: str, size: float, bold: bool = False, colour: str = ""
) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold or None
    draw_closer(run._r.get_or_add_rPr(), size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def _edges(paragraph: Paragraph, **edges: tuple[int, float]) -> None:
    """Rules along the edges of a paragraph: eighths of a point, and points away from the text."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{round(space)}" w:color="{RULE}"/>'
        for side, (width, space) in edges.items()
    )
    put(paragraph._p.get_or_add_pPr(), parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))


def _add_title(document: Document, brief: Brief) -> None:
    """The title between two rules, the date below it on the right."""
    title = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _space(title, page.TITLE, page.LEADING, 0, page.TITLE_PAD)
    _edges(title, top=(12, page.TITLE_PAD), bottom=(12, page.TITLE_PAD))
    _write(title, brief.title, page.TITLE, bold=True)
    date = document.add_paragraph()
    date.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _space(date, page.DATE, page.LEADING, 2, page.TITLE_PAD + page.BOX_PAD)
    _write(date, brief.dateline, page.DATE)


def _box(paragraph: Paragraph, first: bool, last: bool) -> None:
    """Make the paragraph a part of one box with the others of the summary."""
    edges = {side: (6, 2 * page.BOX_PAD) for side in ("left", "right")}
    _edges(paragraph, top=(6, page.BOX_PAD), **edges, bottom=(6, page.BOX_PAD))
    put(paragraph._p.get_or_add_pPr(), _fill(BOX))
    form = paragraph.paragraph_format
    form.right_indent = Pt(2 * page.BOX_PAD)
    form.space_before = Pt(0)
    form.space_after = Pt(page.BOX_PAD + 1) if last else Pt(0)


def _add_heading(document: Document, text: str, brief: Brief) -> Paragraph:
    heading = document.add_paragraph()
    _space(heading, page.HEADING, page.LEADING, page.BEFORE_HEADING)
    heading.paragraph_format.keep_with_next = True
    mark = MARKS[brief.language][1]
    _write(heading, f"{mark} {text}" if mark else text, page.HEADING, bold=True, colour=RULE)
    return heading


def _add_line(
    document: Document, line: Line, seen: set[int], size: float, indent: float
) -> Paragraph:
    """A line with its mark hanging out, the word it opens with in bold, and its footnotes."""
    paragraph = document.add_paragraph()
    _space(paragraph, size, page.LEADING, page.BEFORE_LINE)
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Mm(indent), -Mm(page.HANGING[line.level])
    form.tab_stops.add_tab_stop(form.left_indent)
    _write(paragraph, f"{line.mark}\t", size)
    if line.lead:
        _write(paragraph, line.opening, size, bold=True)
    _write(paragraph, line.text, size)
    for number in line.notes:
        refer(paragraph, number, first=number not in seen)
        seen.add(number)
    return paragraph


def _add_table(document: Document, brief: Brief) -> None:
    """The table; notes that no sentence has mentioned are anchored at its heading."""
    table = brief.table
    heading = _add_heading(document, table.heading, brief)
    for number in table.notes:
        refer(heading, number, first=True)
    grid = document.add_table(rows=0, cols=len(table.head))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rule(grid)
    for column, wide in zip(grid.columns, table.widths, strict=True):
        column.width = Mm(wide)
    for number, row in enumerate((table.head, *table.rows)):
        cells = grid.add_row().cells
        for cell, text, wide, alignment in zip(
            cells, row, table.widths, table.alignments, strict=True
        ):
            cell.width = Mm(wide)
            paragraph = cell.paragraphs[0]
            _space(paragraph, page.TABLE, page.TABLE_LEADING)
            paragraph.alignment = ALIGN["centre"] if number == 0 else ALIGN[alignment]
            _write(paragraph, text, page.TABLE, bold=number == 0)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if number == 0:
                put(cell._tc.get_or_add_tcPr(), _fill(SHADE))
    repeat = parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)
    legend = document.add_paragraph()
    _space(legend, page.LEGEND, page.NOTE_LEADING, 2)
    _write(legend, table.legend, page.LEGEND)


def _fill(colour: str) -> BaseOxmlElement:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')


def _rule(grid: Table) -> None:
    """Strong rules above and below, fine ones inside, and room in the cells."""
    pad, side = round(page.CELL_PAD * 20), round(page.CELL_PAD * 40)
    properties = grid._tbl.tblPr
    lines = {"top": (8, RULE), "bottom": (8, RULE), "insideH": (2, GRID), "insideV": (2, GRID)}
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'
        for edge, (width, colour) in lines.items()
    )
    put(properties, parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    put(
        properties,
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:top w:w="{pad}" w:type="dxa"/>'
            f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{pad}" w:type="dxa"/>'
            f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        ),
    )
