"""Where an element stands among its neighbours in a Word file: Word refuses another order."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "settings": "writeProtection view zoom defaultTabStop characterSpacingControl footnotePr "
    "endnotePr compat docVars rsids mathPr",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
}


def put(parent: BaseOxmlElement, child: BaseOxmlElement) -> None:
    """Insert a child where the order of the format wants it, in place of one of its name."""
    order = _ORDERS[parent.tag.rpartition("}")[2]].split()
    name = child.tag.rpartition("}")[2]
    for old in parent.findall(child.tag):
        parent.remove(old)
    after = {qn(f"w:{other}") for other in order[order.index(name) + 1 :]}
    for place, neighbour in enumerate(parent):
        if neighbour.tag in after:
            parent.insert(place, child)
            return
    parent.append(child)


def draw_closer(properties: BaseOxmlElement, size: float) -> None:
    """Letters three hundredths of their size closer than the face has them, as offices do."""
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(-round(size * 20 * 0.03)))
    put(properties, closer)
