"""A brief as PDF: one A4 page, set here line by line, with its typefaces inside."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from html import escape

from reportlab.lib.colors import Color, HexColor  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import Flowable, Paragraph, Table  # type: ignore[import-untyped]

from briefing import brief_page as page
from briefing.brief_content import MARKS, Brief, Line
from briefing.brief_page import MM
from briefing.brief_type import BOLD, REGULAR, face

INK, RULE, SHADE, BOX = "#111111", "#1F3A68", "#E6EBF3", "#F4F6FA"
LEFT, WIDTH = page.SIDE_MARGIN * MM, page.TEXT_WIDTH * MM
TOP, BOTTOM = (page.PAGE_HEIGHT - page.TOP_MARGIN) * MM, page.BOTTOM_MARGIN * MM


class PageFullError(Exception):
    """The brief did not fit its page: its text was measured too small."""


@dataclass(frozen=True)
class Faces:
    """The names under which the two weights of a brief are known to the PDF library."""

    regular: str
    bold: str

    def style(self, size: float, leading: float = page.LEADING, **more: object) -> ParagraphStyle:
        """A style of paragraph in the regular weight."""
        settings = {"fontName": self.regular, "textColor": HexColor(INK), "splitLongWords": 1}
        return ParagraphStyle("brief", fontSize=size, leading=size * leading, **(settings | more))


def write_pdf(brief: Brief) -> bytes:
    """The brief as a PDF of one page; the same brief gives the same bytes.

    Raises PageFullError where the text does not fit the page.
    """
    faces = _register(brief)
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(page.PAGE_WIDTH * MM, page.PAGE_HEIGHT * MM),
        invariant=1,
        lang="ko-KR" if brief.language == "ko" else "en-GB",
    )
    canvas.setTitle(brief.title)
    canvas.setSubject(brief.dateline)
    canvas.setCreator("")
    canvas.setProducer("")
    y = _draw_title(canvas, brief, faces, TOP)
    y = _draw_summary(canvas, brief, faces, y)
    for part in brief.parts:
        y = _draw_heading(canvas, part.heading, brief, faces, y)
        for line in part.lines:
            indent = page.INDENT[line.level] * MM
            paragraph = _paragraph(line, faces.style(page.BODY), faces)
            y -= page.BEFORE_LINE
            _draw_mark(canvas, line.mark, faces.style(page.BODY), y, LEFT + indent - _hanging(line))
            y = _draw(canvas, paragraph, y, LEFT + indent)
    y = _draw_table(canvas, brief, faces, y)
    floor = _draw_notes(canvas, brief, faces)
    if y < floor:
        raise PageFullError(f"the brief '{brief.title}' is {floor - y:.0f} points too long")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _register(brief: Brief) -> Faces:
    """Make the weights known under a name that their letters alone decide."""
    letters = frozenset(_all_text(brief))
    name = hashlib.sha256("".join(sorted(letters)).encode()).hexdigest()[:12]
    faces = Faces(f"ReciprocityBrief-{name}", f"ReciprocityBriefBold-{name}")
    known = pdfmetrics.getRegisteredFontNames()
    for weight, called in ((REGULAR, faces.regular), (BOLD, faces.bold)):
        if called not in known:
            pdfmetrics.registerFont(
                TTFont(called, _NamedFile(face(weight, letters, called), called))
            )
    return faces


class _NamedFile(io.BytesIO):
    """A font in memory; the PDF library takes fonts of the same file name for the same font."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def _all_text(brief: Brief) -> str:
    lines = [*brief.summary, *(line for part in brief.parts for line in part.lines)]
    return " ".join(
        [
            brief.title,
            brief.dateline,
            *(f"{line.mark} {line.printed} {line.marks}" for line in lines),
            *(part.heading for part in brief.parts),
            brief.table.heading,
            *brief.table.head,
            *(cell for row in brief.table.rows for cell in row),
            brief.table.legend,
            *(note.words for note in brief.notes),
            *(mark for marks in MARKS[brief.language].values() for mark in marks),
        ]
    )


def _draw(canvas: Canvas, flowable: Flowable, y: float, left: float = LEFT) -> float:
    """Draw below y, and tell where it ends."""
    _, height = flowable.wrapOn(canvas, LEFT + WIDTH - left, TOP)
    flowable.drawOn(canvas, left, y - height)
    return float(y - height)


def _draw_mark(canvas: Canvas, mark: str, style: ParagraphStyle, y: float, left: float) -> None:
    """A mark beside the first line of a paragraph that begins at y."""
    canvas.setFont(style.fontName, style.fontSize)
    canvas.setFillColor(style.textColor)
    # Where the paragraph puts its first line.
    canvas.drawString(left, y - style.fontSize - (style.leading - style.fontSize * 1.2) / 2, mark)


def _hanging(line: Line) -> float:
    return page.HANGING[line.level] * MM


def _draw_title(canvas: Canvas, brief: Brief, faces: Faces, y: float) -> float:
    """The title between two rules, the date below it on the right."""
    style = faces.style(page.TITLE, fontName=faces.bold, alignment=TA_CENTER)
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(1.6)
    canvas.line(LEFT, y, LEFT + WIDTH, y)
    y = _draw(canvas, Paragraph(escape(brief.title), style), y - page.TITLE_PAD) - page.TITLE_PAD
    canvas.line(LEFT, y, LEFT + WIDTH, y)
    right = faces.style(page.DATE, alignment=TA_RIGHT)
    return _draw(canvas, Paragraph(escape(brief.dateline), right), y - 2) - page.TITLE_PAD


def _draw_summary(canvas: Canvas, brief: Brief, faces: Faces, y: float) -> float:
    pad, style = 2 * page.BOX_PAD, faces.style(page.SUMMARY)
    indent = pad + page.HANGING[2] * MM
    paragraphs = []
    for line in brief.summary:
        paragraph = _paragraph(line, style, faces)
        _, height = paragraph.wrapOn(canvas, WIDTH - indent - pad, TOP)
        paragraphs.append((line, paragraph, height))
    tall = sum(height for *_, height in paragraphs) + 2 * page.BOX_PAD
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setFillColor(HexColor(BOX))
    canvas.setLineWidth(0.8)
    canvas.rect(LEFT, y - tall, WIDTH, tall, fill=1)
    bottom = y - tall
    y -= page.BOX_PAD
    for line, paragraph, height in paragraphs:
        _draw_mark(canvas, line.mark, style, y, LEFT + pad)
        paragraph.drawOn(canvas, LEFT + indent, y - height)
        y -= height
    return bottom


def _draw_heading(
    canvas: Canvas, text: str, brief: Brief, faces: Faces, y: float, marks: str = ""
) -> float:
    style = faces.style(page.HEADING, fontName=faces.bold, textColor=HexColor(RULE))
    mark = MARKS[brief.language][1]
    words = f"{mark} {text}" if mark else text
    told = f'{escape(words)}<font name="{faces.regular}">{_raised(marks, page.BODY)}</font>'
    return _draw(canvas, Paragraph(told, style), y - page.BEFORE_HEADING)


def _paragraph(line: Line, style: ParagraphStyle, faces: Faces) -> Paragraph:
    """A line, the word it opens with in bold, its footnotes raised."""
    opening = f'<font name="{faces.bold}">{escape(line.opening)}</font>' if line.lead else ""
    return Paragraph(f"{opening}{escape(line.text)}{_raised(line.marks, style.fontSize)}", style)


def _raised(marks: str, size: float) -> str:
    """The marks of footnotes, small and above the line."""
    if not marks:
        return ""
    small = size * page.MARK
    return f'<super size="{small:.1f}" rise="{small * 0.55:.1f}">{escape(marks)}</super>'


def _draw_table(canvas: Canvas, brief: Brief, faces: Faces, y: float) -> float:
    table = brief.table
    marks = "".join(f"{number})" for number in table.notes)
    y = _draw_heading(canvas, table.heading, brief, faces, y, marks) - 1
    cell = faces.style(page.TABLE, page.TABLE_LEADING)
    head = faces.style(page.TABLE, page.TABLE_LEADING, fontName=faces.bold, alignment=TA_CENTER)
    figure = faces.style(page.TABLE, page.TABLE_LEADING, alignment=TA_RIGHT)
    middle = faces.style(page.TABLE, page.TABLE_LEADING, alignment=TA_CENTER)
    columns = [
        {"left": cell, "right": figure, "centre": middle}[alignment]
        for alignment in table.alignments
    ]
    rows = [[Paragraph(escape(text), head) for text in table.head]]
    rows += [
        [Paragraph(escape(text), style) for text, style in zip(row, columns, strict=True)]
        for row in table.rows
    ]
    grid = Color(0.62, 0.66, 0.72)
    drawn = Table(
        rows,
        colWidths=[wide * MM for wide in table.widths],
        style=[
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(SHADE)),
            ("INNERGRID", (0, 0), (-1, -1), 0.3, grid),
            ("LINEABOVE", (0, 0), (-1, 0), 1, HexColor(RULE)),
            ("LINEBELOW", (0, -1), (-1, -1), 1, HexColor(RULE)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), page.CELL_PAD),
            ("BOTTOMPADDING", (0, 0), (-1, -1), page.CELL_PAD),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * page.CELL_PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * page.CELL_PAD),
        ],
    )
    y = _draw(canvas, drawn, y)
    legend = faces.style(page.LEGEND, page.NOTE_LEADING)
    return _draw(canvas, Paragraph(escape(table.legend), legend), y - 2)


def _draw_notes(canvas: Canvas, brief: Brief, faces: Faces) -> float:
    """The footnotes at the foot of the page; the height at which they begin."""
    style, indent = faces.style(page.NOTE, page.NOTE_LEADING), page.NOTE_INDENT * MM
    paragraphs = []
    for note in brief.notes:
        text = escape(note.text)
        if note.url.startswith("http"):
            text = f'<link href="{escape(note.url)}">{text}</link>'
        paragraph = Paragraph(text, style)
        _, height = paragraph.wrapOn(canvas, WIDTH - indent, TOP)
        paragraphs.append((note, paragraph, height))
    top = BOTTOM + sum(height for *_, height in paragraphs) + page.NOTE_RULE
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, top - page.NOTE_RULE / 2, LEFT + 50 * MM, top - page.NOTE_RULE / 2)
    y = top - page.NOTE_RULE
    for note, paragraph, height in paragraphs:
        _draw_mark(canvas, note.mark, style, y, LEFT)
        paragraph.drawOn(canvas, LEFT + indent, y - height)
        y -= height
    return top
