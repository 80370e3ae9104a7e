"""When in the year each side turns to the other."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from indicators.read import two_way_months
from indicators.trends import PANDEMIC


def seasonality(
    pair: str,
    partner: str,
    with_pandemic_years: bool = False,
    store: Path | None = None,
) -> pd.DataFrame:
    """Share of a year's flow that falls on each month, for either direction.

    The mean over years in which the direction has all twelve months, 2020 to 2022 left out unless
    asked for. Returns twelve rows: month, toward_korea and toward_partner (percent of the year,
    summing to 100; missing where no year is whole), and years_toward_korea, years_toward_partner
    (how many years stand behind each).

    Raises UnknownNameError for an unknown pair or partner.
    """
    frame = two_way_months(pair, [partner], store=store)
    if not with_pandemic_years:
        frame = frame[~frame["year"].isin(PANDEMIC)]
    result = pd.DataFrame({"month": range(1, 13)})
    for side in ("toward_korea", "toward_partner"):
        wide = frame.pivot(index="year", columns="month", values=side)
        wide = wide.reindex(columns=range(1, 13)).dropna()
        shares = wide.div(wide.sum(axis=1), axis=0)[wide.sum(axis=1) > 0]
        result[side] = (100 * shares.mean()).reindex(range(1, 13)).to_numpy()
        result[f"years_{side}"] = len(shares)
    return result
