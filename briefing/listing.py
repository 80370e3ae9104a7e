"""A table that is no rows of a pair: sources, coverage, claims, answers, rules, a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from briefing.columns import heading, typed
from briefing.language import Code, Language
from briefing.model import SIDES, Column, Drawing, Export, Kind, Note
from briefing.reference import Reference, read_reference
from briefing.sources import source_columns
from briefing.view import citation

#: What every row says of the release it was taken from.
_STAMP: tuple[tuple[str, Kind], ...] = (
    ("data_version", "text"),
    ("data_built", "date"),
    ("citation", "text"),
)
#: Decimals shown of a figure; the file holds all of them.
_MOST_DECIMALS = 3


def export_listing(
    cells: pd.DataFrame,
    title: str,
    name: str,
    language: Code = "en",
    store: Path | None = None,
    *,
    headings: Mapping[str, str] | None = None,
    subtitle: str = "",
    years: Sequence[str] = (),
    sources: Sequence[str] = (),
    notes: Sequence[tuple[str, str]] = (),
    drawing: Drawing | None = None,
) -> Export:
    """A table of a page as it is shown, with version, date and citation on every row.

    ``headings`` gives the columns to write and what each is called; without it every column is
    written under its own name, which is then its heading. Types follow the columns; ``years`` names
    those whose numbers are years. ``sources`` are the codes of the sources behind the table,
    ``notes`` pairs of heading and text, ``name`` the file's name without its ending.
    """
    reference = read_reference(Language(language), store)
    told = {str(one): str(one) for one in cells.columns} if headings is None else dict(headings)
    own = {one: said for one, said in told.items() if one in cells}
    frame = cells.rename(columns=str)[list(own)].reset_index(drop=True)
    columns = (
        *(_column(one, said, frame[one], one in years) for one, said in own.items()),
        *(Column(one, heading(one, reference.language), kind) for one, kind in _STAMP),
    )
    stamped = frame.assign(
        data_version=reference.release.version,
        data_built=reference.release.built_at.date(),
        citation=citation(title, reference),
    )
    return Export(
        title=title,
        subtitle=subtitle,
        answer=title,
        language=language,
        frame=typed(stamped, columns),
        columns=columns,
        notes=tuple(Note("listing", said, text) for said, text in notes),
        sources=_sources(sources, reference),
        source_columns=source_columns(reference.language),
        unit="",
        version=reference.release.version,
        released=reference.release.built_at.date(),
        citation=citation(title, reference),
        keeper="",
        name=name,
        drawing=drawing,
    )


def two_sided(
    shape: Literal["line", "bar"],
    rows: pd.DataFrame,
    categories: Sequence[str],
    names: tuple[str, str],
    heading: str,
    unit: str,
    digits: int = 0,
) -> Drawing:
    """The chart of rows with ``toward_korea`` and ``toward_partner``, one category a row."""
    korea, partner = (
        tuple(None if pd.isna(value) else float(value) for value in rows[side]) for side in SIDES
    )
    return Drawing(
        shape=shape,
        categories=tuple(categories),
        names=names,
        toward_korea=korea,
        toward_partner=partner,
        provisional=tuple((False, False) for _ in categories),
        heading=heading,
        unit=unit,
        digits=digits,
    )


def _column(name: str, said: str, values: pd.Series, is_year: bool) -> Column:
    kind = _kind(values)
    digits = _decimals(values) if kind == "number" else 0
    return Column(name, said, kind, digits=digits, reading=True, grouped=not is_year)


def _decimals(values: pd.Series) -> int:
    """The fewest decimals, up to three, that show every figure of a column as it is."""
    known = values.dropna().astype("float64")
    return next(
        (digits for digits in range(_MOST_DECIMALS) if (known.round(digits) == known).all()),
        _MOST_DECIMALS,
    )


def _kind(values: pd.Series) -> Kind:
    if pd.api.types.is_bool_dtype(values):
        return "flag"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    return "text"


def _sources(codes: Sequence[str], reference: Reference) -> pd.DataFrame:
    """One row a source; where in it a figure stands is said in the rows."""
    known = reference.sources.loc[list(dict.fromkeys(codes))]
    t = reference.language.t
    found = known.assign(
        reliability=[t(f"reliability.{value}") for value in known["reliability"]],
        used_for="",
        locators="",
    )
    names = [column.name for column in source_columns(reference.language)]
    return found[names].fillna("").reset_index(drop=True)
