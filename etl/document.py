"""Write the catalogue as a document, in English and in Korean: docs/catalogue.md, catalogue.ko.md.

Nothing is said here that the catalogue does not say; this only lays it out. The same catalogue
gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.document_texts import FLOWS, GRADES, PILLARS, WORDS
from etl.tables import keeper_in_korean
from indicators.catalogue import Catalogue, Indicator, Measure, Pair, Series, load_catalogue
from indicators.catalogue.load import RAW_FOLDER
from indicators.store import PROJECT

Language = Literal["en", "ko"]
Side = Literal["toward_korea", "toward_partner"]

DOCS_FOLDER = PROJECT / "docs"
FILES: dict[Language, str] = {"en": "catalogue.md", "ko": "catalogue.ko.md"}
SIDES: tuple[Side, Side] = ("toward_korea", "toward_partner")


def write_documents(raw: Path = RAW_FOLDER, folder: Path = DOCS_FOLDER) -> list[Path]:
    """Write both documents into `folder` and return their paths.

    Raises CatalogueError where the catalogue does not hold together; nothing is written then.
    """
    catalogue = load_catalogue(raw)
    for language, name in FILES.items():
        text = document(catalogue, language)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in FILES.values()]


def document(catalogue: Catalogue, language: Language) -> str:
    """The whole document in one language, as Markdown."""
    return "\n".join(_Document(catalogue, language).lines()) + "\n"


def anchor(heading: str) -> str:
    """The address of a heading inside its page, as Markdown readers form it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@dataclass(frozen=True)
class _Document:
    catalogue: Catalogue
    language: Language

    def lines(self) -> Iterator[str]:
        word = self._word
        pairs, measures = self.catalogue.pairs, self.catalogue.measures
        yield f"# {word('title')}"
        yield from ("", word("other_language"), "", word("written_by"))
        yield from ("", word("introduction"), "", f"## {word('contents')}", "")
        yield f"- {_link(word('grades'))}"
        yield f"- {_link(word('indicators'))}"
        for pillar in PILLARS:
            counts = word("counts").format(
                pairs=sum(pair.pillar == pillar for pair in pairs.values()),
                measures=sum(measure.pillar == pillar for measure in measures.values()),
            )
            yield f"- {_link(self._pillar(pillar))}: {counts}"
            for pair in self._pairs(pillar):
                yield f"  - {self._link(pair)} · {pair.grade or word('one_way')}"
        yield from ("", f"## {word('grades')}", "", word("grades_rule"), "")
        yield from _table(
            (word("grade"), word("rests_on")),
            ((f"**{grade}**", words[self.language]) for grade, words in GRADES.items()),
        )
        yield from ("", f"## {word('indicators')}", "", word("indicators_rule"))
        for indicator in self.catalogue.indicators.values():
            yield from self._indicator(indicator)
        for pillar in PILLARS:
            yield from ("", f"## {self._pillar(pillar)}", "", PILLARS[pillar][self.language][1])
            yield from ("", f"### {word('pairs')} ({pillar})")
            for pair in self._pairs(pillar):
                yield from self._pair(pair)
            chosen = [measure for measure in measures.values() if measure.pillar == pillar]
            yield from ("", f"### {word('measures')} ({pillar})", "", word("measures_rule"), "")
            yield " · ".join(self._link(measure) for measure in chosen)
            for measure in chosen:
                yield from self._measure(measure)

    def _indicator(self, indicator: Indicator) -> Iterator[str]:
        word = self._word
        heading = f"{self._of(indicator, 'name')} ({indicator.id})"
        yield from ("", f"### {heading}", "", self._of(indicator, "reading"), "")
        yield f"- {word('formula')}: `{indicator.formula}`"
        yield f"- {word('range')}: {self._of(indicator, 'range')}"
        yield f"- {word('source')}: {indicator.source}"
        yield f"- {word('more')}: [{word('methods')}]({word('methods_file')}#{anchor(heading)})"

    def _pair(self, pair: Pair) -> Iterator[str]:
        word, catalogue = self._word, self.catalogue
        measure = catalogue.measures[pair.measure]
        yield from ("", f"#### {self._heading(pair)}", "", _line(self._of(pair, "caveat")), "")
        yield f"- {word('measure')}: {self._link(measure)} (`{measure.id}`)"
        yield f"- {word('basis')}: `{pair.basis}`"
        yield f"- {word('unit')}: {self._unit(pair.unit)}"
        yield f"- {word('grade')}: {self._grade(pair)}"
        partners = [self._name(code) for code in pair.partners]
        yield f"- {word('partners')}: {', '.join(partners) or word('all_partners')}"
        yield f"- {word('periods')}: {self._periods(pair)}"
        for separation in catalogue.separations:
            apart = [name for name in separation.bases if name not in self._bases(pair)]
            if len(apart) < len(separation.bases):
                named = ", ".join(f"`{name}`" for name in apart)
                yield f"- {word('apart')}: {named} ({self._of(separation, 'reason')})"
        for side in SIDES:
            yield from self._side(pair, side)

    def _side(self, pair: Pair, side: Side) -> Iterator[str]:
        word = self._word
        flow = self._with_partner(pair, self._of(pair, side))
        yield from ("", f"**{word(side)}: {flow}**", "")
        names: tuple[str, ...] = getattr(pair, side)
        reason = self._of(pair, f"missing_{side}") or word("no_reason")
        reason = self._with_partner(pair, _line(reason))
        if not names:
            yield f"{word('no_series')}: {reason}"
            return
        items = [name for name in names if name in self.catalogue.items]
        yield from self._items(items, side) if items else self._series(names)
        if len(names) > 1:
            yield from ("", word("first_counts"))
        yield from ("", f"{word('where_missing')}: {reason}")

    def _series(self, names: Iterable[str]) -> Iterator[str]:
        """Who publishes each series, what it counts, how often, and who is asked about it."""
        rows = []
        for name in names:
            series = self.catalogue.series[name]
            cadence = self._word(f"cadence_{series.cadence}")
            annual = self._word(f"annual_{series.annual}")
            counted = self._word(f"by_{series.counted_by}")
            rows.append(
                (
                    f"`{name}`",
                    self._of(series, "publisher"),
                    " ".join(filter(None, (self._of(series, "definition"), counted))),
                    "; ".join(filter(None, (cadence, annual))),
                    self._keeper(series),
                )
            )
        yield from _table(self._word("series_columns").split("|"), rows)

    def _items(self, names: Iterable[str], side: Side) -> Iterator[str]:
        """The question as it was put, and every survey that put it to this side."""
        rows = []
        for name in names:
            item = self.catalogue.items[name]
            for asked in self.catalogue.asked:
                put = asked.left if side == "toward_korea" else asked.right
                if asked.item != name or not put:
                    continue
                survey = self.catalogue.surveys[asked.survey]
                directions = ", ".join(
                    " → ".join(self._name(code) for code in direction.split(">"))
                    for direction in put
                )
                rows.append(
                    (
                        f"`{name}`",
                        self._of(item, "question"),
                        f"{self._of(survey, 'organiser')}, {self._of(survey, 'programme')}",
                        self._of(survey, "fieldwork"),
                        self._of(survey, "population"),
                        f"{self._word(asked.mirrored)}: {directions}",
                    )
                )
        yield from _table(self._word("item_columns").split("|"), rows)

    def _measure(self, measure: Measure) -> Iterator[str]:
        word, catalogue = self._word, self.catalogue
        yield from ("", f"#### {self._heading(measure)}", "")
        yield from (_line(self._of(measure, "definition")), "")
        yield f"- {word('unit')}: {self._unit(measure.unit)}"
        yield f"- {word('orientation')}: {FLOWS[measure.flow][self.language]}"
        if measure.signed:
            yield f"- {word('signed')}"
        series = [name for name, entry in catalogue.series.items() if entry.measure == measure.id]
        pairs = [
            pair
            for pillar in PILLARS
            for pair in self._pairs(pillar)
            if pair.measure == measure.id or {*pair.toward_korea, *pair.toward_partner} & {*series}
        ]
        if pairs:
            yield f"- {word('in_pairs')}: {', '.join(self._link(pair) for pair in pairs)}"
        paired = {name for pair in pairs for name in (*pair.toward_korea, *pair.toward_partner)}
        alone = [name for name in series if name not in paired]
        if alone:
            yield from ("", word("alone" if pairs else "only_alone"), "")
            yield from self._series(alone)

    def _grade(self, pair: Pair) -> str:
        if pair.grade is None:
            return self._word("ungraded")
        told = f"**{pair.grade}** ({GRADES[pair.grade][self.language]})"
        for grade in sorted(set(pair.grade_by_partner.values())):
            partners = [code for code, other in pair.grade_by_partner.items() if other == grade]
            names = ", ".join(self._name(code) for code in partners)
            told += "; " + self._word("grade_for").format(grade=grade, partners=names)
        return told

    def _keeper(self, series: Series) -> str:
        in_korean = series.keeper_ko or keeper_in_korean(series)
        return in_korean if self.language == "ko" else series.keeper

    def _periods(self, pair: Pair) -> str:
        word = self._word
        if pair.spans:
            return word("spans")
        bounds = [
            word("from_year").format(year=pair.first_year) if pair.first_year else "",
            word("to_year").format(year=pair.last_year) if pair.last_year else "",
            word("to_month").format(month=pair.last_month) if pair.last_month else "",
        ]
        kind = word("years_and_months" if pair.months else "years")
        return ", ".join([kind, *filter(None, bounds)])

    def _bases(self, pair: Pair) -> set[str]:
        series = self.catalogue.series
        names = (*pair.toward_korea, *pair.toward_partner)
        return {pair.basis, *(series[name].basis for name in names if name in series)}

    def _pairs(self, pillar: str) -> list[Pair]:
        chosen = [pair for pair in self.catalogue.pairs.values() if pair.pillar == pillar]
        return sorted(chosen, key=lambda pair: (pair.order, pair.id))

    def _with_partner(self, pair: Pair, text: str) -> str:
        """Words of the catalogue with the partner in them: by name where there is only one."""
        alone = len(pair.partners) == 1
        name = self._in_sentence(pair.partners[0]) if alone else self._word("the_partner")
        return _close_particle(text.replace("{partner}", name), name)

    def _in_sentence(self, code: str) -> str:
        country = self.catalogue.countries[code]
        in_english = country.in_sentence_en or country.name_en
        return in_english if self.language == "en" else country.name_ko

    def _name(self, code: str) -> str:
        return self._of(self.catalogue.countries[code], "name")

    def _unit(self, unit: str) -> str:
        return self._of(self.catalogue.units[unit], "name")

    def _heading(self, entry: Pair | Measure) -> str:
        """A pair and its measure may share a name and an id: the heading tells them apart."""
        if isinstance(entry, Pair):
            return f"{self._of(entry, 'title')} ({entry.id})"
        return f"{self._word('measure')}: {self._of(entry, 'name')} ({entry.id})"

    def _link(self, entry: Pair | Measure) -> str:
        shown = self._of(entry, "title" if isinstance(entry, Pair) else "name")
        return f"[{shown}](#{anchor(self._heading(entry))})"

    def _pillar(self, pillar: str) -> str:
        return f"{PILLARS[pillar][self.language][0]} ({pillar})"

    def _of(self, entry: object, field: str) -> str:
        return _line(getattr(entry, f"{field}_{self.language}"))

    def _word(self, name: str) -> str:
        return WORDS[name][self.language]


def _close_particle(text: str, name: str) -> str:
    """A Korean particle left open after the partner, as in 을(를), in the form that fits it."""
    has_final = (ord(name[-1]) - ord("가")) % 28 > 0

    def choose(found: re.Match[str]) -> str:
        forms = sorted(found.group(1, 2), key="을은이과를는가와".index)
        return name + forms[0 if has_final else 1]

    return re.sub(rf"{re.escape(name)}([을은이과를는가와])\(([을은이과를는가와])\)", choose, text)


def _line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def _link(heading: str) -> str:
    return f"[{heading}](#{anchor(heading)})"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in row)} |"
