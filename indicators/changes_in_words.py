"""The changes on one page, in both languages, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.sentences import NOTHING, Words, day, tally, when

if TYPE_CHECKING:
    from indicators.changes import Changes

#: Lines a section may have, so that the whole stays on one page.
LINES = 8

KINDS: dict[str, Words] = {
    "new": ("new", "신규"),
    "revised": ("revised", "수정"),
    "vanished": ("no longer printed", "삭제"),
}


def digest_words(changes: Changes) -> Words:
    """Figures, moved targets, near deadlines and reversed verdicts; at most eight lines each."""
    today = day(changes.today)
    head = (
        f"# What changed, {today[0]}\n\nVersion {changes.version}, "
        + (f"compared with {changes.previous}." if changes.previous else "no earlier release."),
        f"# 변경 사항, {today[1]}\n\n버전 {changes.version}, "
        + (f"{changes.previous} 대비." if changes.previous else "이전 공개본 없음."),
    )
    sections = [
        _section(("Figures", "수치"), _figures(changes)),
        _section(("Moved targets", "변경된 목표"), _moved(changes)),
        _section(("Deadlines within twelve months", "12개월 이내 기한"), _deadlines(changes)),
        _section(("Verdicts that changed", "판정이 바뀐 주장"), _flipped(changes)),
    ]
    english = [head[0], *(section[0] for section in sections)]
    korean = [head[1], *(section[1] for section in sections)]
    return "\n\n".join(english) + "\n", "\n\n".join(korean) + "\n"


def _section(title: Words, lines: list[Words]) -> Words:
    shown = lines[:LINES]
    if len(lines) > LINES:
        more = tally(len(lines) - LINES)
        shown.append((f"and {more[0]} more", f"그 밖에 {more[1]}건"))
    if not shown:
        shown = [(NOTHING[0].capitalize(), NOTHING[1])]
    return (
        "\n".join([f"## {title[0]}", "", *(f"- {line[0]}" for line in shown)]),
        "\n".join([f"## {title[1]}", "", *(f"- {line[1]}" for line in shown)]),
    )


def _figures(changes: Changes) -> list[Words]:
    counts = changes.counts.sort_values(
        ["figures", "series", "kind"], ascending=[False, True, True]
    )
    return [
        (f"{series}: {figures:,} {KINDS[kind][0]}", f"{series}: {KINDS[kind][1]} {figures:,}건")
        for series, kind, figures in zip(
            counts["series"], counts["kind"], counts["figures"], strict=True
        )
    ]


def _moved(changes: Changes) -> list[Words]:
    found = []
    for row in changes.moved.to_dict("records"):
        told = when(str(row["announced"]))
        found.append(
            (
                f"{row['summary_en']}: {row['move_en']} ({told[0]}).",
                f"{row['summary_ko']}: {row['move_ko']}({told[1]}).",
            )
        )
    return found


def _deadlines(changes: Changes) -> list[Words]:
    found = []
    for row in changes.deadlines.to_dict("records"):
        until = day(row["deadline"])
        found.append(
            (
                f"{until[0]}: {row['summary_en']}. {row['status_en']}.",
                f"{until[1]}: {row['summary_ko']}. {row['status_ko']}.",
            )
        )
    return found


def _flipped(changes: Changes) -> list[Words]:
    return [
        (
            f"{row['claim_id']}, {row['statement_en']}: from “{row['before_en']}” to "
            f"“{row['after_en']}”.",
            f"{row['claim_id']}, {row['statement_ko']}: "
            f"'{row['before_ko']}' → '{row['after_ko']}'.",
        )
        for row in changes.flipped.to_dict("records")
    ]
