"""A store whose every text tries to run, to lead elsewhere or to break what it stands in."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

#: HTML, script, Markdown, autolinks, mathematics, icons, direction marks and a formula, in one.
HOSTILE = (
    "=1+1 <script>window.ran=1</script><img src=x onerror='window.ran=1'>"
    "<svg onload='window.ran=1'><a href='https://evil.example/a'>a</a> "
    "[b](https://evil.example/b) [c](javascript:window.ran=1) ![d](https://evil.example/d.png) "
    "<https://evil.example/e> https://evil.example/f www.evil.example x@evil.example "
    "**g** `h` $\\frac{1}{2}$ :material/bolt: :red[i] \u202ej\u202c {k} %s </td></table> "
)

#: Columns that hold text for readers; ids, codes and addresses keep what they are.
TEXTS = {
    "source": ("publisher", "title", "licence", "note"),
    "series": ("publisher", "publisher_ko", "definition_en", "definition_ko", "keeper"),
    "pair": ("title_en", "title_ko", "caveat_en", "caveat_ko", "toward_korea_en"),
    "note": ("note_en", "note_ko"),
    "event": ("title_en", "title_ko", "summary_en", "summary_ko"),
    "commitment": (
        "actor_en",
        "actor_ko",
        "instrument_en",
        "summary_en",
        "summary_ko",
        "deadline",
        "status_evidence_en",
        "status_evidence_ko",
    ),
    "claim": ("statement_en", "statement_ko", "stated_by_en", "evidence_en", "quote_en"),
    "survey": ("programme_en", "programme_ko", "organiser_en", "mode_en", "population_en"),
    "item": ("name_en", "name_ko", "question_en", "question_ko"),
    "opinion": ("item_en", "item_ko", "base_en", "base_ko", "locator"),
    "two_way": ("caveat_en", "caveat_ko", "missing_en", "missing_ko", "toward_korea_locator"),
    "coverage": ("reason_missing_en", "reason_missing_ko"),
    "conflict": ("reason_en", "reason_ko"),
    "visa_rule": ("requirement_raw", "meaning_en", "meaning_ko", "reason_en"),
    "observation": ("locator",),
}


def make_hostile(store: Path, out: Path, text: str = HOSTILE) -> None:
    """A copy of a store with the hostile text before every text that is there."""
    shutil.copy(store, out)
    with duckdb.connect(str(out)) as connection:
        for table, columns in TEXTS.items():
            for column in columns:
                connection.execute(
                    f"update {table} set {column} = $1 || {column} where {column} is not null",
                    [text],
                )
