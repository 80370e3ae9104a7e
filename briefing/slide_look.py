"""The look of the slides: page, theme, faces and sizes, set where an editor would set them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from briefing.cells import width
from briefing.house import COLOUR, FACE, GROUND, INK, LINK, MUTED, PANEL
from briefing.language import Code
from briefing.model import SIDES

#: 16:9, as PowerPoint's own wide slide.
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.6), Inches(12.13)

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_LANG = {"ko": "ko-KR", "en": "en-GB"}
#: Layouts that are kept and fitted to the page: title, title and content, title only.
_KEPT = (0, 1, 5)
#: Size of a title in points by how many narrow characters it runs to.
_TITLE_SIZES = ((140, 24), (175, 21), (255, 18), (10_000, 16))


@dataclass(frozen=True)
class Lettering:
    """Size in points and colour of a text."""

    points: int
    colour: str
    bold: bool = False


KICKER = Lettering(12, MUTED)
TEXT = Lettering(15, INK)
LONG_KICKER = Lettering(10, MUTED)
SMALL = Lettering(11, INK)
MUTED_TEXT = Lettering(10, MUTED)


def house_deck(deck: Deck, language: Code) -> Deck:
    """An empty deck in the house's look: 16:9, faces and colours in its theme, three layouts."""
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _set_theme(deck, language)
    layouts = deck.slide_layouts
    for layout in [layouts[at] for at in range(len(layouts)) if at not in _KEPT]:
        layouts.remove(layout)
    places = {
        "TITLE": (LEFT, Inches(0.62), ACROSS, Inches(1.08)),
        "BODY": (LEFT, Inches(1.75), ACROSS, Inches(4.2)),
        "DATE": (LEFT, Inches(7.05), Inches(2.5), Inches(0.3)),
        "FOOTER": (Inches(4.4), Inches(7.05), Inches(4.5), Inches(0.3)),
        "SLIDE_NUMBER": (Inches(11.9), Inches(7.05), Inches(0.83), Inches(0.3)),
    }
    placeholders: Any = deck.slide_master.placeholders
    for shape in placeholders:
        shape.left, shape.top, shape.width, shape.height = places[
            shape.placeholder_format.type.name
        ]
    titles = deck.slide_master.element.find(f".//{{{_P}}}titleStyle/{{{_A}}}lvl1pPr")
    titles.set("algn", "l")
    run = titles.find(f"{{{_A}}}defRPr")
    run.set("sz", "2400")
    run.set("b", "1")
    _add_rule(layouts[0])
    opening: Any = layouts[0].placeholders
    front = {shape.placeholder_format.idx: shape for shape in opening}
    for at, (top, high) in {0: (1.85, 1.3), 1: (3.25, 3.2)}.items():
        shape = front[at]
        shape.left, shape.width = LEFT, ACROSS
        shape.top, shape.height = Inches(top), Inches(high)
    return deck


def _add_rule(layout: SlideLayout) -> None:
    """Two short strokes in the colours of the two directions, above the title of the deck."""
    for at, side in enumerate(SIDES):
        left, top = LEFT + at * Inches(0.75), Inches(1.55)
        layout.shapes._spTree.append(
            parse_xml(
                f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr>'
                f'<p:cNvPr id="{100 + at}" name="Rule {at + 1}"/><p:cNvSpPr/>'
                '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
                f'<a:off x="{left}" y="{top}"/>'
                f'<a:ext cx="{Inches(0.75)}" cy="{Inches(0.08)}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
                f'<a:srgbClr val="{COLOUR[side].removeprefix("#")}"/></a:solidFill></p:spPr></p:sp>'
            )
        )


def _set_theme(deck: Deck, language: Code) -> None:
    """Colours and faces where PowerPoint keeps them, to be changed in one place."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    colours = {
        "dk1": INK,
        "lt1": GROUND,
        "dk2": MUTED,
        "lt2": PANEL,
        "accent1": COLOUR["toward_korea"],
        "accent2": COLOUR["toward_partner"],
        "hlink": LINK,
        "folHlink": LINK,
    }
    for name, colour in colours.items():
        entry = theme.find(f".//{{{_A}}}clrScheme/{{{_A}}}{name}")
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, f"{{{_A}}}srgbClr").set("val", colour.removeprefix("#"))
    for kind in ("majorFont", "minorFont"):
        fonts = theme.find(f".//{{{_A}}}fontScheme/{{{_A}}}{kind}")
        fonts.find(f"{{{_A}}}latin").set("typeface", FACE[language])
        fonts.find(f"{{{_A}}}ea").set("typeface", FACE["ko"])
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def put_text(frame: TextFrame, lines: Sequence[str], look: Lettering, language: Code) -> None:
    """Lines of text as paragraphs of one look, each run with the face of its language."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Emu(0)
    frame.margin_top = frame.margin_bottom = Emu(0)
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else _next_paragraph(frame)
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(look.points)
        run.font.bold = look.bold
        run.font.color.rgb = colour(look.colour)
        set_face(run._r.get_or_add_rPr(), language)


def _next_paragraph(frame: TextFrame) -> _Paragraph:
    return frame.add_paragraph()  # type: ignore[no-untyped-call]


def colour(written: str) -> RGBColor:
    """A colour written as #RRGGBB."""
    return RGBColor.from_string(written.removeprefix("#"))  # type: ignore[no-untyped-call]


def set_title(slide: Slide, text: str, language: Code, points: int | None = None) -> None:
    """The title of a slide, smaller where it is long, so that it stays in its place."""
    fitting = next(size for most, size in _TITLE_SIZES if width(text) <= most)
    look = Lettering(points or fitting, INK, bold=True)
    title = slide.shapes.title
    if title is None:
        raise ValueError("this layout has no title")
    put_text(title.text_frame, [text], look, language)


def set_face(properties: Any, language: Code) -> None:
    """Face and language of a run, for Latin letters and for Hangul."""
    properties.set("lang", _LANG[language])
    properties.set("altLang", "ko-KR" if language == "en" else "en-US")
    for tag, face in (("latin", FACE[language]), ("ea", FACE["ko"])):
        for known in properties.findall(f"{{{_A}}}{tag}"):
            properties.remove(known)
        etree.SubElement(properties, f"{{{_A}}}{tag}").set("typeface", face)


def add_number(slide: Slide, language: Code) -> None:
    """The number of the slide, kept by PowerPoint when slides are moved."""
    slide.shapes._spTree.append(
        parse_xml(
            f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr>'
            f'<p:cNvPr id="{slide.shapes._next_shape_id}" name="Slide Number"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr/>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>'
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            f'<a:rPr lang="{_LANG[language]}" sz="1000"/><a:t>‹#›</a:t></a:fld></a:p>'
            "</p:txBody></p:sp>"
        )
    )
