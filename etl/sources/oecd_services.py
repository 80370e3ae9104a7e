"""OECD–WTO BaTIS: trade in cultural services both ways, balanced by a model."""

from __future__ import annotations

import datetime

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import flows_frame, plain_number, read_csv, read_text
from etl.refusal import BadRequest, Disagreement, NoData, NotAsked
from etl.reply import join_replies, split_replies

BASE = "https://sdmx.oecd.org/public/rest/data/OECD.SDD.TPS,DSD_BATIS@DF_BATIS,1.0"
COLUMNS = (
    "REF_AREA",
    "COUNTERPART_AREA",
    "TRADE_FLOW",
    "SERVICE",
    "TIME_PERIOD",
    "OBS_VALUE",
    "ADJUSTMENT",
)
#: Personal, cultural and recreational services.
SERVICE = "SK"


def fetch(session: Session, until: datetime.date) -> bytes:
    """Korea's balanced exports and imports of cultural services with every partner, in one call."""
    partners = [place.iso3 for place in load_places().partners]
    key = f"KOR.{'+'.join(partners)}.X+M.S.{SERVICE}.A.USD_EXC.B"
    reply = session.get(
        f"{BASE}/{key}",
        {"startPeriod": "2005", "format": "csvfilewithlabels"},
        headers={"Accept-Language": "en"},
    )
    if reply.status == 404:
        raise NoData("the OECD has no records for this question")
    if reply.status >= 400:
        raise BadRequest(f"the OECD refused the question (HTTP {reply.status})")
    for row in _rows(reply.body):
        asked = row["REF_AREA"] == "KOR" and row["COUNTERPART_AREA"] in partners
        if not asked or row["SERVICE"] != SERVICE or row["ADJUSTMENT"] != "B":
            raise NotAsked("the OECD answered with areas or services that were not asked for")
    return join_replies([reply])


def parse(content: bytes) -> pd.DataFrame:
    """Balanced values in million dollars, each direction once, as estimates.

    The partner's own row of a flow, where it stands beside Korea's, must be the same: balanced
    means that one side's exports are the other's imports.
    """
    partners = {place.iso3 for place in load_places().partners}
    cells: dict[tuple[str, str, str], tuple[str, str]] = {}
    for reply in split_replies(content):
        for row in _rows(reply.body):
            reporter, other = row["REF_AREA"], row["COUNTERPART_AREA"]
            value = plain_number(row["OBS_VALUE"])
            if row["SERVICE"] != SERVICE or row["ADJUSTMENT"] != "B" or value is None:
                continue
            if {reporter, other} - partners != {"KOR"} or row["TRADE_FLOW"] not in ("X", "M"):
                continue
            ends = (reporter, other) if row["TRADE_FLOW"] == "X" else (other, reporter)
            cell = (*ends, row["TIME_PERIOD"])
            place = f"{reporter}.{other}.{row['TRADE_FLOW']}.{SERVICE}.B, {row['TIME_PERIOD']}"
            if cells.setdefault(cell, (value, place))[0] != value:
                raise Disagreement(
                    f"the OECD's balanced values of {' to '.join(ends)} in {row['TIME_PERIOD']} "
                    "differ between the two reporters"
                )
    return flows_frame(
        {
            "series": "oecd_cultural_services",
            "origin": origin,
            "destination": destination,
            "period": year,
            "value": value,
            "unit": "usd_million",
            "status": "estimate",
            "locator": place,
            "edition": "",
        }
        for (origin, destination, year), (value, place) in cells.items()
    )


def _rows(body: bytes) -> list[dict[str, str]]:
    text = read_text(body)
    if text.strip().startswith("NoRecordsFound"):
        raise NoData("the OECD has no records for this question")
    return read_csv(text, COLUMNS)
