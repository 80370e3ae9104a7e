"""Exports as a deck of slides: a title, then one native, editable chart a view."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from itertools import groupby

import pandas as pd
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from briefing.archive import settle
from briefing.cells import clean, width
from briefing.language import Code, Language
from briefing.model import SIDES, Drawing, Export, Progress, quiet
from briefing.slide_chart import add_chart
from briefing.slide_look import (
    ACROSS,
    KICKER,
    LEFT,
    LONG_KICKER,
    MUTED_TEXT,
    SMALL,
    TEXT,
    Lettering,
    add_number,
    house_deck,
    put_text,
    set_title,
)
from briefing.slide_notes import notes_text
from briefing.slide_table import add_table, table_pages
from briefing.source_line import source_line, version_line

#: Views named on the title slide; the rest are counted.
_NAMED = 8
#: Narrow characters of cautions a slide has room for.
_ROOM = 640
#: Narrow characters of the line above the title at its full size.
_KICKER = 145
_SENTENCE_END = re.compile(r"(?<=\.)\s+")


def to_pptx(
    exports: Sequence[Export], title: str, language: Code, progress: Progress = quiet
) -> bytes:
    """A 16:9 deck: a title slide, then one slide a view with a native chart of both directions.

    Each slide says its view in one sentence and carries its grade, caveat and source; the speaker
    notes hold definitions, gaps, every source, version and citation. A missing figure is a gap in
    the chart. Equal exports give equal bytes.

    Raises ValueError for no views, or for views in another language than the deck.
    """
    if not exports:
        raise ValueError("a deck needs at least one view")
    if any(export.language != language for export in exports):
        raise ValueError(f"every view of a deck in {language!r} is written in that language")
    told = Language(language)
    deck = house_deck(Presentation(), language)
    _add_title_slide(deck, exports, title, told)
    for number, export in enumerate(exports, start=1):
        progress(
            (number - 1) / len(exports),
            told.t("progress.slide", number=number, of=len(exports), title=export.title),
        )
        _add_view(deck, export)
    progress(0.95, told.t("progress.closing"))
    _describe(deck, exports, title, told)
    file = io.BytesIO()
    deck.save(file)
    whole = settle(file.getvalue(), exports[0].released)
    progress(1.0, told.t("progress.done"))
    return whole


def _add_title_slide(deck: Deck, exports: Sequence[Export], title: str, language: Language) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    set_title(slide, clean(title), language.code, points=36)
    named = [clean(f"{export.title} — {export.subtitle}") for export in exports[:_NAMED]]
    if len(exports) > _NAMED:
        named.append(language.t("slide.more_views", count=len(exports) - _NAMED))
    body = slide.placeholders[1]
    put_text(body.text_frame, named, TEXT, language.code)
    foot = [language.t("product.name"), version_line(exports[0])]
    box = slide.shapes.add_textbox(LEFT, Inches(6.75), ACROSS, Inches(0.7))
    put_text(box.text_frame, foot, MUTED_TEXT, language.code)
    notes = [title, *named, *dict.fromkeys(export.citation for export in exports)]
    _write_notes(slide, "\n".join(notes))


def _add_view(deck: Deck, export: Export) -> None:
    """The slide of a view; rows of a table that one slide has no room for go on to more."""
    if export.drawing is not None:
        _add_slide(deck, export, None)
    for rows in table_pages(export) if export.drawing is None else []:
        _add_slide(deck, export, rows)


def _add_slide(deck: Deck, export: Export, rows: pd.DataFrame | None) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[2])
    set_title(slide, clean(export.answer), export.language)
    kicker = _kicker(export)
    look = KICKER if width(kicker) <= _KICKER else LONG_KICKER
    _add_box(slide, kicker, 0.3, 0.3, export, look)
    if export.drawing is not None:
        add_chart(slide, export, export.drawing)
    elif rows is not None:
        add_table(slide, export, rows)
    _add_box(slide, _cautions(export), 6.03, 0.8, export, SMALL)
    foot = [source_line(export), version_line(export)]
    _add_box(slide, "  ·  ".join(part for part in foot if part), 6.92, 0.35, export, MUTED_TEXT)
    add_number(slide, export.language)
    _write_notes(slide, notes_text(export))


def _kicker(export: Export) -> str:
    """What the slide is about: pair, partners and period, the period that is drawn, the unit."""
    t = Language(export.language).t
    told = [text for text in (export.title, export.subtitle) if text and text != export.answer]
    drawing = export.drawing
    if drawing and drawing.shape == "bar" and drawing.heading not in export.subtitle:
        told.append(t("slide.shown", period=drawing.heading))
    unit = drawing.unit if drawing else export.unit
    return " · ".join([*told, *([t("print.unit", unit=unit)] if unit else [])])


def _cautions(export: Export) -> str:
    """Grade, gaps and caveats as they belong on every affected chart, as far as there is room."""
    t = Language(export.language).t
    told = [f"{note.heading} {note.text}" for note in export.notes_of("grade")]
    told += [gaps] if (gaps := _gaps(export)) else []
    told += [note.text for note in export.notes_of("aggregate", "caveat")]
    sentences = [part for text in told for part in _SENTENCE_END.split(text)]
    for count in range(len(sentences), 0, -1):
        rest = [] if count == len(sentences) else [t("slide.more_in_notes")]
        text = " ".join([*sentences[:count], *rest])
        if width(text) <= _ROOM:
            return text
    return t("slide.more_in_notes")


def _gaps(export: Export) -> str:
    """Which directions have no figure, by partner or by run of periods."""
    drawing = export.drawing
    if drawing is None:
        return ""
    told = []
    for name, side in zip(drawing.names, SIDES, strict=True):
        values = drawing.values(side)
        if missing := _runs(drawing, [value is None for value in values]):
            told.append(f"{name} ({', '.join(missing)})")
    return Language(export.language).t("print.no_figure", what="; ".join(told)) if told else ""


def _runs(drawing: Drawing, missing: Sequence[bool]) -> list[str]:
    """The categories that are missing; periods that follow each other as one run."""
    if drawing.shape == "bar":
        pairs = zip(drawing.categories, missing, strict=True)
        return [category for category, gone in pairs if gone]
    runs = []
    places = enumerate(missing)
    for gone, group in groupby(places, key=lambda pair: pair[1]):
        if gone:
            first, *_, last = [place for place, _ in group] * 2
            ends = dict.fromkeys((drawing.categories[first], drawing.categories[last]))
            runs.append("–".join(ends))
    return runs


def _add_box(
    slide: Slide, text: str, top: float, high: float, export: Export, look: Lettering
) -> None:
    box = slide.shapes.add_textbox(LEFT, Inches(top), ACROSS, Inches(high))
    put_text(box.text_frame, [clean(text)], look, export.language)


def _write_notes(slide: Slide, text: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = text


def _describe(deck: Deck, exports: Sequence[Export], title: str, language: Language) -> None:
    """What the file says of itself; times are those of the release."""
    about = deck.core_properties
    about.title = clean(title)
    about.author = about.last_modified_by = language.t("product.name")
    about.comments = clean(exports[0].citation)[:255]
    about.language = {"ko": "ko-KR", "en": "en-GB"}[language.code]
    about.revision = 1
    about.created = about.modified = datetime.combine(exports[0].released, time())
