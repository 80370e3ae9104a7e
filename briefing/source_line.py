"""Who published the figures, and which release they were taken from, on one line each."""

from __future__ import annotations

from briefing.language import Language
from briefing.model import Export

#: Publishers named on one line; the rest are counted.
_NAMED = 3


def source_line(export: Export, named: int = _NAMED) -> str:
    """The publishers of the figures: "Sources: A; B and 3 others". Empty without a source."""
    language = Language(export.language)
    publishers = list(dict.fromkeys(export.sources.loc[_of_figures(export), "publisher"]))
    if not publishers:
        return ""
    names = "; ".join(publishers[:named])
    if len(publishers) > named:
        names = language.t("print.others", names=names, count=len(publishers) - named)
    return language.t("print.source" if len(publishers) == 1 else "print.sources", names=names)


def _of_figures(export: Export) -> list[bool]:
    """Which sources the flows were read in, rather than a population."""
    population = Language(export.language).t("source.population")
    return [used != population for used in export.sources["used_for"]]


def version_line(export: Export) -> str:
    """The release and its date: "Release 0.1.0+8ae5176454ee, 21 November 2026"."""
    language = Language(export.language)
    return language.t("print.version", version=export.version, date=language.date(export.released))
