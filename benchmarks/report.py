"""What a benchmark found, and the document it is written to."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.machine import describe_machine
from indicators.version import VERSION

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"

#: One module a benchmark, in the order of the document.
NAMES = ("build", "scale", "pages", "browser", "load", "api")
_BLOCK = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->", re.DOTALL)

INTRODUCTION = """# Benchmarks

Written by `make bench`, which anyone can run; `make bench ARGS="scale --quick"` runs a part of it
in a quick form and writes nothing. Every figure is a ratio of two measurements made side by side in
one run, in turns, and the middle one of the repeats counts, so that it means the same on another
machine. What falls short of its target is listed as such. The directed flows of the part *scale*
are synthetic and plainly named so; nothing of them is in the product.
"""


@dataclass(frozen=True)
class Finding:
    """One target and what was measured; `met` is None where there is no target."""

    what: str
    target: str
    measured: str
    met: bool | None = None

    def row(self) -> str:
        verdict = {True: "met", False: "**falls short**", None: "–"}[self.met]
        return f"| {self.what} | {self.target} | {self.measured} | {verdict} |"


@dataclass
class Section:
    """The findings of one benchmark, with the measurements they rest on."""

    name: str
    title: str
    how: str
    findings: list[Finding] = field(default_factory=list)
    #: Tables or lines of the single measurements, in Markdown.
    details: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The section in Markdown, without its machine."""
        lines = [f"## {self.title}", "", self.how, ""]
        lines += ["| measured | target | result | |", "|---|---|---|---|"]
        lines += [finding.row() for finding in self.findings]
        for detail in self.details:
            lines += ["", detail]
        return "\n".join(lines)


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a Markdown table."""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    return "\n".join(lines + [f"| {' | '.join(map(str, row))} |" for row in rows])


def write_section(section: Section, spent: float, document: Path = DOCUMENT) -> None:
    """Put a section in its place in the document; the other sections stay as they were."""
    now = datetime.datetime.now(datetime.UTC)
    stamp = f"Measured {now:%Y-%m-%d %H:%M} UTC in {spent:.0f} s, version {VERSION}."
    block = "\n\n".join(
        [
            f"<!-- {section.name} -->",
            section.text(),
            "\n".join([stamp, "", *(f"- {line}" for line in describe_machine())]),
            f"<!-- /{section.name} -->",
        ]
    )
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    blocks = {found[1]: found[0] for found in _BLOCK.finditer(text)} | {section.name: block}
    ordered = [blocks[name] for name in NAMES if name in blocks]
    document.write_text("\n\n".join([INTRODUCTION.strip(), *ordered]) + "\n", encoding="utf-8")
