"""What stands behind the figures: sources, series, datasets, countries, notes, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from indicators.store import ask


def sources(ids: Iterable[str] | None = None, store: Path | None = None) -> pd.DataFrame:
    """Sources by id, or all: publisher, title, date, address, licence, reliability."""
    return ask(
        """
        select * from source where $ids is null or list_contains($ids, source_id)
        order by source_id
        """,
        {"ids": None if ids is None else list(ids)},
        store,
    )


def series(ids: Iterable[str] | None = None, store: Path | None = None) -> pd.DataFrame:
    """Series by id, or all, with the newest day each has a figure for."""
    return ask(
        """
        select s.*, max(o.period_end) as newest, count(o.value) as figures
        from series s
        left join observation o using (series_id)
        where $ids is null or list_contains($ids, s.series_id)
        group by all
        order by s.series_id
        """,
        {"ids": None if ids is None else list(ids)},
        store,
    )


def countries(store: Path | None = None) -> pd.DataFrame:
    """Countries and groups by code, with names, role and the day a member joined ASEAN."""
    return ask("select * from country order by iso3", store=store)


def datasets(store: Path | None = None) -> pd.DataFrame:
    """Raw datasets with publisher, address, licence, what they count and caveats."""
    return ask("select * from dataset order by dataset", store=store)


def corrections(store: Path | None = None) -> pd.DataFrame:
    """Figures that are not used as printed, each with what is done and why, in both languages.

    `expected` is the figure as printed, in the unit that unit_en and unit_ko name.
    """
    return ask(
        """
        with printed as (
            select c.correction, any_value(o.unit_printed) as unit
            from correction c
            join observation o using (series_id, origin, destination, source_id)
            where o.withheld = c.correction or o.value_printed = c.expected
            group by c.correction
        )
        select c.*, u.name_en as unit_en, u.name_ko as unit_ko
        from correction c
        left join printed p using (correction)
        left join unit u using (unit)
        order by c.series_id, c.period, c.correction
        """,
        store=store,
    )


def notes(ids: Iterable[str], store: Path | None = None) -> pd.DataFrame:
    """Caveats of single figures by id, in both languages."""
    return ask(
        "select * from note where list_contains($ids, note) order by note",
        {"ids": list(ids)},
        store,
    )


def indicator_definitions(store: Path | None = None) -> pd.DataFrame:
    """What each indicator is: name, formula, range, how to read it, where it comes from."""
    return ask("select * from indicator_definition", store=store)
