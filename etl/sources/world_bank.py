"""World Bank, World Development Indicators: population and gross domestic product."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import denominators_frame, plain_number, read_json
from etl.refusal import BadRequest, CutOff, NotAsked, NotData, UnknownCode
from etl.reply import join_replies, split_replies

BASE = "https://api.worldbank.org/v2"
MOST_PAGES = 20
MEASURES = {
    "SP.POP.TOTL": ("population_total", "persons"),
    "SP.POP.1524.TO.UN": ("population_15_24", "persons"),
    "NY.GDP.MKTP.CD": ("gdp_current_usd", "usd"),
}


def fetch(session: Session, until: datetime.date, indicator: str = "SP.POP.TOTL") -> bytes:
    """Every page of one indicator for Korea and its partners, 2000 to now."""
    codes = [place.iso3 for place in load_places().all]
    address = f"{BASE}/country/{';'.join(codes)}/indicator/{indicator}"
    question = {"format": "json", "date": f"2000:{until.year}", "per_page": "1000"}
    replies = []
    page = pages = 1
    while page <= pages:
        # A bare 400 is how this server says that it is busy.
        reply = session.get(address, {**question, "page": page}, again={400})
        head, rows = _read(reply.body)
        others = {row["countryiso3code"] for row in rows} - set(codes)
        if others or any(row["indicator"]["id"] != indicator for row in rows):
            raise NotAsked("the World Bank answered with countries or indicators not asked for")
        replies.append(reply)
        pages = int(head["pages"])
        if pages > MOST_PAGES:
            raise CutOff(f"the World Bank announces {pages:,} pages for a question of one or two")
        page += 1
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Figures by country and year; a year without a figure is left out."""
    known = {place.iso3 for place in load_places().all}
    rows = []
    read = total = 0
    for reply in split_replies(content):
        head, found = _read(reply.body)
        total = int(head["total"] or 0)
        read += len(found)
        for row in found:
            value = plain_number(row["value"])
            indicator = row["indicator"]["id"]
            if value is None or row["countryiso3code"] not in known or indicator not in MEASURES:
                continue
            measure, unit = MEASURES[indicator]
            rows.append(
                {
                    "measure": measure,
                    "country": row["countryiso3code"],
                    "year": row["date"],
                    "value": value,
                    "unit": unit,
                    "locator": f"indicator {indicator}, {row['countryiso3code']}, {row['date']}",
                    "edition": _edition(head.get("lastupdated")),
                }
            )
    if read < total:
        raise CutOff(f"the World Bank announced {total} rows and sent {read}: a page is missing")
    return denominators_frame(rows)


def _read(body: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head and the rows of one page; errors come with HTTP 200 here."""
    answer = read_json(body)
    if not isinstance(answer, list) or not answer or not isinstance(answer[0], dict):
        raise NotData("the World Bank's answer has not the shape it documents")
    head = answer[0]
    for message in head.get("message", []):
        kind = UnknownCode if message.get("id") in {"120", "115"} else BadRequest
        raise kind(f"the World Bank refused the question: {message.get('value', '')}")
    rows = (answer[1] if len(answer) > 1 else None) or []
    needed = {"indicator", "countryiso3code", "date", "value"}
    if "total" not in head or any(not needed <= row.keys() for row in rows):
        raise NotData("the World Bank's answer has not the shape it documents")
    return head, rows


def _edition(updated: Any) -> str:
    """The day of the last update, which comes as a date or as seconds or milliseconds."""
    text = str(updated or "")
    if text.isdigit():
        seconds = int(text) / (1000 if len(text) > 11 else 1)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    return text
