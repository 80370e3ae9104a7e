"""Real footnotes for Word files, which python-docx does not write by itself."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]

from briefing import brief_page as page
from briefing.brief_notes import Note
from briefing.brief_xml import draw_closer, put

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
#: Word keeps the first two for the rule above the notes and its continuation.
_FIRST = 1
_STYLE = "FootnoteText"


def add_footnotes(document: Document, notes: Iterable[Note], face: str) -> None:
    """Put the footnotes into the document; `refer` then points to them."""
    style = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), _STYLE)
    style.font.size = Pt(page.NOTE)
    package = document.part.package
    assert package is not None
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        root.append(
            parse_xml(
                f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
                '<w:spacing w:before="0" w:after="40" w:line="120" w:lineRule="exact"/></w:pPr>'
                f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
            )
        )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, b"", package)
    for note in notes:
        root.append(_footnote(note, part, face))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    put(
        document.settings.element,
        parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
            "</w:footnotePr>"
        ),
    )


def _footnote(note: Note, part: Part, face: str) -> BaseOxmlElement:
    """One note: its number with a bracket, its text, and the link behind the text.

    A space follows the bracket and no line hangs: LibreOffice would draw the two apart.
    """
    leading = round(page.NOTE * page.NOTE_LEADING * 20)
    footnote = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{note.number - 1 + _FIRST}"><w:p><w:pPr>'
        f'<w:pStyle w:val="{_STYLE}"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{leading}" w:lineRule="exact"/>'
        "</w:pPr></w:p></w:footnote>"
    )
    paragraph = footnote[0]
    paragraph.append(_run("<w:footnoteRef/>", face))
    paragraph.append(_run('<w:t xml:space="preserve">) </w:t>', face))
    text = _run("<w:t/>", face)
    text.find(qn("w:t")).text = note.text
    if note.url.startswith("http"):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(note.url, RELATIONSHIP_TYPE.HYPERLINK, True))
        link.append(text)
        paragraph.append(link)
    else:
        paragraph.append(text)
    return footnote


def _run(content: str, face: str) -> BaseOxmlElement:
    size = round(page.NOTE * 2)
    run = parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" '
        f'w:eastAsia="{face}" w:cs="{face}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f"{content}</w:r>"
    )
    draw_closer(run[0], page.NOTE)
    return run


def refer(paragraph: Paragraph, number: int, first: bool) -> None:
    """The raised mark of a footnote at the end of a paragraph.

    The first mention holds the footnote itself; later ones refer to its number, so that all
    follow when an editor moves a sentence.
    """
    bookmark = f"_RefBrief{number}"
    if first:
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), bookmark)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number - 1 + _FIRST))
        paragraph._p.append(start)
        _raised(paragraph)._r.append(reference)
        paragraph._p.append(end)
        _raised(paragraph, ")")
        return
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" NOTEREF {bookmark} \\h ")
    run = _raised(paragraph, str(number))
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)
    _raised(paragraph, ")")


def _raised(paragraph: Paragraph, text: str = ""):  # type: ignore[no-untyped-def]
    run = paragraph.add_run(text)
    run.font.superscript = True
    return run
