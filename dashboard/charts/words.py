"""What a chart says: names of the directions, states, leanings and hover texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import pandas as pd

from dashboard.charts.lettering import bold, safe, wrap

SIDES = ("korea", "partner")

Row = Mapping[str, Any]


def records_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, each by the names of its columns."""
    return cast(list[Row], frame.to_dict("records"))


class Language(Protocol):
    """What a chart asks of a language."""

    @property
    def code(self) -> str: ...

    def t(self, message: str, **values: object) -> str: ...

    def country(self, code: str) -> str: ...

    def number(self, value: float) -> str: ...

    def short(self, value: float) -> str: ...

    def percent(self, value: float) -> str: ...


@dataclass(frozen=True)
class Naming:
    """The words of a pair, already in the language; ``{partner}`` stands for the partner."""

    unit: str
    toward_korea: str
    toward_partner: str

    def toward(self, side: str, partner: str) -> str:
        """The name of a direction, as in "Korean visitors to Thailand"."""
        name = self.toward_korea if side == "korea" else self.toward_partner
        return name.replace("{partner}", partner)


def naming_of(frame: pd.DataFrame, naming: Naming | None, language: Language) -> Naming:
    """The naming that was given, or plain words from the frame where none was."""
    if naming is not None:
        return naming
    unit = str(frame["unit"].iloc[0]).replace("_", " ") if len(frame) else ""
    return Naming(
        unit=unit,
        toward_korea=language.t("Toward Korea"),
        toward_partner=language.t("Toward {partner}", partner="{partner}"),
    )


def nothing_to_draw(language: Language) -> str:
    """What a chart says of an empty frame."""
    return language.t("There is no figure to draw for this choice.")


def state_in_words(state: object, language: Language) -> str:
    """The state of a direction that has no figure above zero."""
    if state == "zero":
        return language.t("zero, as reported")
    if state == "not_published":
        return language.t("not published")
    if state == "not_applicable":
        return language.t("not applicable")
    if state == "absent":
        return language.t("no figure found")
    raise ValueError(f"{state!r} is no state of a direction without a figure")


def usual_state(rows: pd.DataFrame, side: str) -> str:
    """The most frequent state of a direction; periods without a row count only if all are so."""
    states = rows[f"toward_{side}_state"]
    present = states[states != "absent"]
    return str((present if len(present) else states).mode().iloc[0])


_KNOWN = ("reported", "zero")


def is_known(row: Row, side: str) -> bool:
    """Whether a direction has a figure: reported, or a reported zero."""
    return row[f"toward_{side}_state"] in _KNOWN


def known_flags(rows: pd.DataFrame, side: str) -> pd.Series[bool]:
    """Row by row, whether a direction has a figure."""
    return rows[f"toward_{side}_state"].isin(_KNOWN)


def figure_in_words(row: Row, side: str, naming: Naming, language: Language) -> str:
    """One direction of a row with all digits and unit, or the state in words."""
    state = row[f"toward_{side}_state"]
    if state != "reported" and state != "zero":
        return state_in_words(state, language)
    number = language.t(
        "{number} {unit}", number=language.number(row[f"toward_{side}"]), unit=naming.unit
    )
    if state == "zero":
        return f"{number} ({state_in_words(state, language)})"
    return number


def leaning(balance: float, partner: str, language: Language) -> str:
    """Who turns to whom, in words; the sign of the balance is never shown."""
    if balance > 0:
        return language.t("{partner} turns more to Korea", partner=partner)
    if balance < 0:
        return language.t("Koreans turn more to {partner}", partner=partner)
    return language.t("Parity: both turn to each other equally")


def balance_in_words(row: Row, partner: str, language: Language) -> str:
    """The size of the balance and who leads, or why there is none."""
    if pd.notna(row["balance"]):
        return language.t(
            "Balance {size}, {leaning}",
            size=language.short(abs(row["balance"])),
            leaning=leaning(row["balance"], partner, language),
        )
    return language.t("No balance: {reason}", reason=why_no_balance(row, language))


def why_no_balance(row: Row, language: Language) -> str:
    """The reason for an undefined balance, from the states of the row and its grade."""
    if not is_known(row, "korea") and not is_known(row, "partner"):
        states = {row["toward_korea_state"], row["toward_partner_state"]}
        if len(states) == 1:
            return state_in_words(states.pop(), language)
        return language.t("neither direction has a figure")
    if not is_known(row, "korea"):
        state = state_in_words(row["toward_korea_state"], language)
        return language.t("toward Korea {state}", state=state)
    if not is_known(row, "partner"):
        state = state_in_words(row["toward_partner_state"], language)
        return language.t("toward the partner {state}", state=state)
    if row["toward_korea_state"] == row["toward_partner_state"] == "zero":
        return language.t("no flow in either direction")
    if row["grade"] == "D":
        return language.t("grade D, the two directions are not comparable")
    return language.t("not computed for this pair")


def grade_in_words(row: Row, language: Language) -> str:
    """The comparability grade with its caveat in the language, or nothing where none is given."""
    caveat = row.get(f"caveat_{language.code}")
    caveat = "" if caveat is None or pd.isna(caveat) else str(caveat)
    if pd.isna(row.get("grade")):
        return caveat
    grade = language.t("Comparability grade {grade}.", grade=row["grade"])
    return f"{grade} {caveat}".strip()


def shared_caveats(frame: pd.DataFrame, language: Language) -> list[str]:
    """The caveats of a chart with several partners, where they have no more than two between them.

    More would bury the chart; then each stands in the hover text and in the table of the page.
    """
    column = frame.get(f"caveat_{language.code}")
    caveats = [] if column is None else [str(text) for text in column.dropna().unique() if text]
    return caveats if len(caveats) <= 2 else []


def source_in_words(row: Row, side: str) -> str:
    """Publisher and source id of a direction, as far as the row has them."""
    parts = (row.get(f"toward_{side}_publisher"), row.get(f"toward_{side}_source_id"))
    return ", ".join(str(part) for part in parts if part is not None and pd.notna(part) and part)


def hover(row: Row, period: str, naming: Naming, language: Language) -> str:
    """The hover text of a row: both directions, states, balance, grade and sources."""
    partner = str(row["partner_name"])
    lines = [bold(f"{partner}, {period}")]
    for side in SIDES:
        figure = figure_in_words(row, side, naming, language)
        lines.append(f"{safe(naming.toward(side, partner))}: {bold(figure)}")
    if "balance" in row:
        lines.append(safe(balance_in_words(row, partner, language)))
    lines += [safe(line) for line in wrap(grade_in_words(row, language), 420)]
    if pd.notna(row.get("members")) and row["members"] != "":
        lines.append(safe(language.t("Members counted: {members}", members=row["members"])))
    if row.get("provisional") is True:
        lines.append(safe(language.t("Provisional")))
    sources = [source_in_words(row, side) for side in SIDES]
    sources = list(dict.fromkeys(source for source in sources if source))
    if sources:
        lines.append(safe(language.t("Source: {source}", source="; ".join(sources))))
    return "<br>".join(lines)
