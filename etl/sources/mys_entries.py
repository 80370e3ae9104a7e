"""data.gov.my: entries into Malaysia by nationality, monthly."""

from __future__ import annotations

import datetime
from collections import defaultdict

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, read_csv, read_text
from etl.refusal import BadRequest, CutOff, NoData, NotData
from etl.reply import join_replies, split_replies

ADDRESS = "https://storage.data.gov.my/demography/arrivals.csv"


def fetch(session: Session, until: datetime.date) -> bytes:
    """The whole file, a line a nationality and month."""
    reply = session.get(ADDRESS)
    if reply.status >= 400:
        kind = NoData if reply.status == 404 else BadRequest
        raise kind(f"storage.data.gov.my does not hand out the file (HTTP {reply.status})")
    return join_replies([reply])


def parse(content: bytes) -> pd.DataFrame:
    """Entries of Koreans and of Japan, China and the United States, by month.

    The file by state of entry (a column `soe`) is summed over the states.
    """
    wanted = {"KOR"} | {p.iso3 for p in load_places().partners if p.role == "comparator"}
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_state = False
    for reply in split_replies(content):
        text = read_text(reply.body)
        if not text.endswith("\n"):
            raise CutOff("data.gov.my's file ends in the middle of a line")
        rows = read_csv(text, ("date", "country", "arrivals"))
        by_state = bool(rows) and "soe" in rows[0]
        for row in rows:
            value = plain_number(row["arrivals"])
            if row["country"] in wanted and value is not None:
                cells[row["country"], row["date"]].append(value)
    if not by_state and any(len(values) > 1 for values in cells.values()):
        raise NotData("data.gov.my prints a nationality twice for one month")
    return flows_frame(
        {
            "series": "mys_entries",
            "origin": country,
            "destination": "MYS",
            "period": date[:7],
            "value": add_up(values),
            "unit": "persons",
            "status": "final",
            "locator": f"date {date} country {country}" + (", sum over soe" if by_state else ""),
            "edition": "",
        }
        for (country, date), values in cells.items()
    )
