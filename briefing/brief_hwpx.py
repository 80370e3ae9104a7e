"""A brief as a Hangul file (HWPX): the same page in Korean government form, ready to edit."""

from __future__ import annotations

from collections.abc import Sequence

from hwpx import HwpxDocument
from hwpx.oxml import HwpxOxmlParagraph, HwpxOxmlTable

from briefing import brief_page as page
from briefing.brief_content import MARKS, Brief, Line
from briefing.brief_package import freeze

#: The faces every Hangul has: text with serifs, headings without.
TEXT_FACE, HEADING_FACE = "함초롬바탕", "함초롬돋움"
RULE, SHADE, GRID = "#1F3A68", "#E6EBF3", "#9EA8B8"
#: Units of Hangul in a millimetre.
UNITS = 7200 / 25.4
ALIGN = {"left": "LEFT", "centre": "CENTER", "right": "RIGHT"}


def write_hwpx(brief: Brief) -> bytes:
    """The brief as a Hangul file; the same brief gives the same bytes."""
    document = HwpxDocument.new()
    _set_page(document, brief)
    seen: set[int] = set()
    _add_title(document, brief)
    boxed = [
        _add_line(document, brief, line, seen, page.SUMMARY, boxed=True) for line in brief.summary
    ]
    _box(document, boxed)
    for part in brief.parts:
        _add_heading(document, part.heading, brief)
        for line in part.lines:
            _add_line(document, brief, line, seen, page.BODY)
    _add_table(document, brief, seen)
    _number_objects(document)
    return freeze(document.to_bytes())


def _set_page(document: HwpxDocument, brief: Brief) -> None:
    document.page.setup(
        paper_size="A4",
        margin_left_mm=page.SIDE_MARGIN,
        margin_right_mm=page.SIDE_MARGIN,
        margin_top_mm=page.TOP_MARGIN,
        margin_bottom_mm=page.BOTTOM_MARGIN,
        header_margin_mm=0,
        footer_margin_mm=0,
    )
    shape = document.sections[0].properties
    shape.set_footnote_note_spacing(between_notes=0, below_line=300, above_line=500)
    stamp = f"{brief.built}T00:00:00Z"
    document.parts.clear_preview()
    document.parts.clear_document_metadata(timestamp=stamp)
    document.parts.set_document_metadata(title=brief.title, subject=brief.dateline)


def _shape(
    document: HwpxDocument,
    paragraph: HwpxOxmlParagraph,
    leading: float = page.LEADING,
    *,
    alignment: str = "LEFT",
    before: float = 0,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    next_too: bool = False,
) -> None:
    """Leading, alignment and edges of a paragraph: points above and below, millimetres beside."""
    document.styles.apply_paragraph_format(
        paragraphs=[paragraph],
        alignment=alignment,
        line_spacing_percent=round(100 * leading),
        spacing_before_pt=before,
        spacing_after_pt=after,
        indent_left_mm=left,
        indent_right_mm=right,
        first_line_indent_mm=-hanging,
        keep_with_next=next_too,
    )


def _letters(
    document: HwpxDocument,
    size: float,
    *,
    face: str = TEXT_FACE,
    bold: bool = False,
    colour: str = "#000000",
    raised: bool = False,
) -> str:
    """The id of a shape of letters, narrower and closer than the face has them, as offices do."""
    return document.styles.ensure_run(
        bold=bold,
        font=face,
        size=size,
        color=colour,
        ratio=97,
        letter_spacing=-4,
        script="sup" if raised else None,
    )


def _add(document: HwpxDocument) -> HwpxOxmlParagraph:
    return document.add_paragraph("", include_run=False, inherit_style=False)


def _add_title(document: HwpxDocument, brief: Brief) -> None:
    """The title between two rules, the date below it on the right."""
    title = document.paragraphs[0]
    title.add_run(
        brief.title,
        char_pr_id_ref=_letters(document, page.TITLE, face=HEADING_FACE, bold=True),
    )
    _shape(document, title, alignment="CENTER", before=page.TITLE_PAD, after=page.TITLE_PAD)
    document.styles.apply_paragraph_format(
        paragraphs=[title],
        border={
            "sides": ["top", "bottom"],
            "color": RULE,
            "width": "0.5 mm",
            "offset_mm": page.TITLE_PAD / page.MM,
        },
    )
    date = _add(document)
    date.add_run(brief.dateline, char_pr_id_ref=_letters(document, page.DATE))
    _shape(document, date, alignment="RIGHT", before=page.TITLE_PAD, after=page.BOX_PAD)


def _box(document: HwpxDocument, paragraphs: Sequence[HwpxOxmlParagraph]) -> None:
    """One box around the lines of the summary."""
    document.styles.apply_paragraph_format(
        paragraphs=paragraphs,
        border={
            "color": RULE,
            "width": "0.3 mm",
            "offset_mm": page.BOX_PAD / page.MM,
            "connect": True,
        },
    )


def _add_heading(
    document: HwpxDocument, text: str, brief: Brief, below_box: bool = False
) -> HwpxOxmlParagraph:
    heading = _add(document)
    mark = MARKS[brief.language][1]
    letters = _letters(document, page.HEADING, face=HEADING_FACE, bold=True, colour=RULE)
    heading.add_run(f"{mark} {text}" if mark else text, char_pr_id_ref=letters)
    before = page.BEFORE_HEADING + (page.BOX_PAD if below_box else 0)
    _shape(document, heading, before=before, next_too=True)
    return heading


def _add_line(
    document: HwpxDocument,
    brief: Brief,
    line: Line,
    seen: set[int],
    size: float,
    boxed: bool = False,
) -> HwpxOxmlParagraph:
    """A line with its mark hanging out, the word it opens with in bold, and its footnotes."""
    paragraph = _add(document)
    # Hangul hangs the lines below by what the first begins with, set here as its width.
    hanging = page.width_of(f"{line.mark} ", size) / page.MM
    inset = 2 * page.BOX_PAD / page.MM
    _shape(
        document,
        paragraph,
        before=0 if boxed else page.BEFORE_LINE,
        left=inset if boxed else page.INDENT[line.level] - page.HANGING[line.level],
        right=inset if boxed else 0,
        hanging=hanging,
    )
    letters = _letters(document, size)
    paragraph.add_run(f"{line.mark} ", char_pr_id_ref=letters)
    if line.lead:
        paragraph.add_run(line.opening, char_pr_id_ref=_letters(document, size, bold=True))
    paragraph.add_run(line.text, char_pr_id_ref=letters)
    _refer(document, paragraph, brief, line.notes, seen, size)
    return paragraph


def _refer(
    document: HwpxDocument,
    paragraph: HwpxOxmlParagraph,
    brief: Brief,
    numbers: Sequence[int],
    seen: set[int],
    size: float,
) -> None:
    """The footnotes of a line: the first mention holds the note, later ones repeat its number."""
    raised = _letters(document, size, raised=True)
    for number in numbers:
        if number in seen:
            paragraph.add_run(f"{number})", char_pr_id_ref=raised)
            continue
        seen.add(number)
        # A run of its own, so that the mark of the note is raised like the others.
        paragraph.add_run("", char_pr_id_ref=raised)
        note = document.notes.add_footnote(
            f" {brief.notes[number - 1].text}",
            paragraph=paragraph,
            char_pr_id_ref=_letters(document, page.NOTE),
        )
        _shape(document, note.body_paragraph, page.NOTE_LEADING)


def _add_table(document: HwpxDocument, brief: Brief, seen: set[int]) -> None:
    """The table; notes that no sentence has mentioned are anchored at its heading."""
    table = brief.table
    heading = _add_heading(document, table.heading, brief)
    _refer(document, heading, brief, table.notes, seen, page.BODY)
    rows = (table.head, *table.rows)
    fine = document.styles.ensure_border_fill(border_color=GRID, border_width="0.12 mm")
    grid = document.add_table(
        len(rows),
        len(table.head),
        width=round(sum(table.widths) * UNITS),
        height=round(sum(page.row_height(row, table.widths) for row in rows) * 100),
        border_fill_id_ref=fine,
    )
    grid.set_column_widths(table.widths)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            alignment = ALIGN["centre" if place == 0 else table.alignments[column]]
            _fill_cell(document, grid, place, column, text, alignment)
        height = round(page.row_height(row, table.widths) * 100)
        for cell in grid.rows[place].cells:
            cell.set_size(height=height)
    legend = _add(document)
    legend.add_run(table.legend, char_pr_id_ref=_letters(document, page.LEGEND))
    _shape(document, legend, page.NOTE_LEADING, before=2)


def _fill_cell(
    document: HwpxDocument, grid: HwpxOxmlTable, row: int, column: int, text: str, alignment: str
) -> None:
    cell = grid.cell(row, column)
    side, pad = round(200 * page.CELL_PAD), round(100 * page.CELL_PAD)
    cell.set_margins(left=side, right=side, top=pad, bottom=pad)
    paragraph = cell.paragraphs[0]
    head = row == 0
    letters = _letters(document, page.TABLE, face=HEADING_FACE, bold=head)
    paragraph.add_run(text, char_pr_id_ref=letters)
    _shape(document, paragraph, page.TABLE_LEADING, alignment=alignment)
    if head:
        grid.set_cell_shading(row, column, SHADE)


def _number_objects(document: HwpxDocument) -> None:
    """Give paragraphs, tables and notes numbers in their order: the library draws them by lot."""
    for section in document.sections:
        for number, element in enumerate(section.element.iter(), start=1):
            for name in ("id", "instId"):
                if element.get(name, "").isdecimal() and len(element.get(name, "")) > 3:
                    element.set(name, str(number))
        section.mark_dirty()
