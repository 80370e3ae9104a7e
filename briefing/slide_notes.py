"""The speaker notes of a slide: what to say, what is counted, what is missing, who published it."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.cells import clean
from briefing.language import Language
from briefing.model import Export
from briefing.source_line import version_line


def notes_text(export: Export) -> str:
    """Definitions, grade, caveats, gaps, every source, version and citation, as plain text."""
    t = Language(export.language).t
    kinds = ("aggregate", "membership", "missing", "provisional", "pandemic")
    reading = t(f"slide.reading_{export.drawing.shape}") if export.drawing else ""
    parts = (
        (t("slide.note_answer"), [f"{export.answer}."]),
        (
            t("slide.note_definitions"),
            [
                f"{note.heading}: {note.text}"
                for note in export.notes_of("toward_korea", "toward_partner")
            ]
            + [f"{t('meta.unit')}: {export.unit}"] * bool(export.unit),
        ),
        (t("note.grade"), [note.text for note in export.notes_of("grade", "caveat")]),
        (t("slide.note_reading"), [reading] if reading else []),
        *((note.heading, [note.text]) for note in export.notes_of(*kinds)),
        (t("slide.note_sources"), list(_sources(export))),
        (t("meta.keeper"), [export.keeper] if export.keeper else []),
        (t("meta.citation"), [export.citation, version_line(export)]),
    )
    return "\n\n".join(
        "\n".join([heading, *(clean(line) for line in lines)]) for heading, lines in parts if lines
    )


def _sources(export: Export) -> Iterable[str]:
    """One line a source, as a list of references would have it."""
    for number, source in enumerate(export.sources.to_dict("records"), start=1):
        parts = [source["publisher"], source["title"], source["published"], source["url"]]
        told = ", ".join(str(part) for part in parts if part)
        yield f"{number}. {told}. {source['licence']} ({source['used_for']})"
