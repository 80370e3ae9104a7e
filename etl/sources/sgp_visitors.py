"""SingStat table M550001: visitors to Singapore by market, monthly."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from etl.fetch import Session
from etl.reading import flows_frame, plain_number, read_json, without_spaces
from etl.refusal import CutOff, Disagreement, NoData, NotData
from etl.reply import join_replies, split_replies

ADDRESS = "https://tablebuilder.singstat.gov.sg/api/table/tabledata/M550001"
CELLS_AT_ONCE = 2_000
MOST_CALLS = 60
#: Rows that are read, by their name without spaces.
MARKETS = {
    "SouthKorea": "KOR",
    "China": "CHN",
    "MainlandChina": "CHN",
    "Japan": "JPN",
    "USA": "USA",
    "TotalInternationalVisitorArrivalsByInboundTourismMarkets": "WLD",
}
MONTHS = dict(
    Jan="01",
    Feb="02",
    Mar="03",
    Apr="04",
    May="05",
    Jun="06",
    Jul="07",
    Aug="08",
    Sep="09",
    Oct="10",
    Nov="11",
    Dec="12",
)


def fetch(session: Session, until: datetime.date) -> bytes:
    """All cells of the table, 2,000 a call, until a call brings none."""
    replies = []
    for call in range(MOST_CALLS):
        reply = session.get(ADDRESS, {"offset": call * CELLS_AT_ONCE, "limit": CELLS_AT_ONCE})
        cells = sum(len(row["columns"]) for row in _rows(reply.body))
        session.say(call + 1, max(call + 2, 20))
        if not cells:
            break
        replies.append(reply)
    else:
        raise CutOff(f"SingStat's table did not end after {MOST_CALLS} calls")
    if not replies:
        raise NoData("SingStat's table is empty")
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Visitors by market and month. A market that stands twice with two figures is refused."""
    cells: dict[tuple[str, str], tuple[str, str]] = {}
    replies = list(split_replies(content))
    for reply in replies:
        rows = _rows(reply.body)
        full = sum(len(row["columns"]) for row in rows) >= CELLS_AT_ONCE
        if full and reply is replies[-1] and not reply.asked("offset"):
            raise CutOff(f"SingStat hands out {CELLS_AT_ONCE:,} cells at once and sent as many")
        for row in rows:
            market = MARKETS.get(without_spaces(row["rowText"]))
            if market is None:
                continue
            for column in row["columns"]:
                value = plain_number(column.get("value"))
                if value is None:
                    continue
                key = (market, _month(column["key"]))
                if cells.setdefault(key, (value, row["rowText"]))[0] != value:
                    raise Disagreement(f"SingStat prints two figures for {market} in {key[1]}")
    return flows_frame(
        {
            "series": "sgp_visitors",
            "origin": market,
            "destination": "SGP",
            "period": month,
            "value": value,
            "unit": "persons",
            "status": "final",
            "locator": f"M550001, row {name}, {month}",
            "edition": "",
        }
        for (market, month), (value, name) in cells.items()
        if month >= "2000"
    )


def _rows(body: bytes) -> list[dict[str, Any]]:
    answer = read_json(body)
    data = answer.get("Data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or data.get("id") != "M550001":
        raise NotData("SingStat's answer is not table M550001")
    rows = data.get("row") or []
    if any(not {"rowText", "columns"} <= row.keys() for row in rows):
        raise NotData("a row of SingStat's table lacks its name or its columns")
    return rows


def _month(printed: str) -> str:
    year, _, month = printed.strip().partition(" ")
    if month[:3] not in MONTHS or not year.isdigit():
        raise NotData(f"'{printed[:20]}' stands in SingStat's table where a month belongs")
    return f"{year}-{MONTHS[month[:3]]}"
