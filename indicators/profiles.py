"""The whole relation at a glance: the newest figures of every pair, partner by partner."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from indicators.read import known_partners
from indicators.store import ask


def profiles(partners: Iterable[str] | None = None, store: Path | None = None) -> pd.DataFrame:
    """The newest row of every pair for each partner.

    Newest is the last year with both directions outside the pandemic, else within it, else the
    last year with one direction; pairs whose figures stand for spans give their last span.

    Returns the columns of `two_way` with `period` (the year or the span as text), the pair's
    title_en, title_ko, position and words for either flow, and the indicators balance, ratio, gap
    and reciprocity (missing for grade D and where a direction is not published). Sorted by
    partner, pillar and position. Raises UnknownNameError for a partner that does not exist.
    """
    return ask(
        """
        with years as (
            select t.*, t.year::varchar as period, i.balance, i.ratio, i.gap, i.reciprocity
            from two_way t
            left join (
                pivot (
                    select pair_id, partner, year, indicator_id, value from indicator
                    where indicator_id in ('balance', 'ratio', 'gap', 'reciprocity')
                ) on indicator_id in ('balance', 'ratio', 'gap', 'reciprocity') using first(value)
            ) i using (pair_id, partner, year)
        ),
        spans as (
            select s.*, year(period_end) as year, '' as aggregate, false as pandemic
            from two_way_span s
        ),
        every_row as (
            select * from years
            union all by name
            select * exclude (period_start, period_end), period_start, period_end from spans
        ),
        newest as (
            select * from every_row
            qualify row_number() over (
                partition by pair_id, partner
                order by toward_korea is null or toward_partner is null, pandemic, year desc,
                    period_end - period_start desc
            ) = 1
        )
        select n.*, p.title_en, p.title_ko, p.position, p.measure, p.toward_korea_en,
            p.toward_korea_ko, p.toward_partner_en, p.toward_partner_ko
        from newest n
        join pair p using (pair_id)
        where $partners is null or list_contains($partners, n.partner)
        order by n.partner, n.pillar, p.position, n.pair_id
        """,
        {"partners": known_partners(partners, store)},
        store,
    )
