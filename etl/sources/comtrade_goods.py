"""UN Comtrade: cultural goods and cosmetics between Korea and its partners, as each records it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from etl.cultural_goods import COSMETICS, CULTURAL, group_of
from etl.fetch import Session
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, read_json
from etl.refusal import (
    BadRequest,
    CutOff,
    Disagreement,
    KeyRefused,
    NotAsked,
    NotData,
    QuotaSpent,
    TooFast,
    TooMuch,
)
from etl.reply import join_replies, split_replies

KEY = "COMTRADE_API_KEY"
PREVIEW = "https://comtradeapi.un.org/public/v1/preview/C/A/HS"
KEYED = "https://comtradeapi.un.org/data/v1/get/C/A/HS"
ROWS_AT_ONCE = {PREVIEW: 500, KEYED: 100_000}
YEARS_AT_ONCE = {PREVIEW: 1, KEYED: 12}
FIRST_YEAR = 2010
#: The whole of a flow, not its parts by transport, customs procedure or second partner.
PINS = {"partner2Code": "0", "customsCode": "C00", "motCode": "0"}
NEEDED = {"refYear", "reporterCode", "flowCode", "partnerCode", "cmdCode", "primaryValue", *PINS}


def fetch(session: Session, until: datetime.date) -> bytes:
    """Exports and imports as Korea records them, and as every partner records them.

    Without a key one year a call; with one (COMTRADE_API_KEY) twelve.
    """
    keyed = session.has_key(KEY)
    address = KEYED if keyed else PREVIEW
    headers = {"Ocp-Apim-Subscription-Key": session.key(KEY)} if keyed else {}
    places = load_places()
    partners = ",".join(place.comtrade for place in places.partners)
    sides = ((places.korea.comtrade, partners), (partners, places.korea.comtrade))
    years = [str(year) for year in range(FIRST_YEAR, until.year)]
    steps = [
        (years[at : at + YEARS_AT_ONCE[address]], reporters, others, flow)
        for at in range(0, len(years), YEARS_AT_ONCE[address])
        for reporters, others in sides
        for flow in ("X", "M")
    ]
    replies = []
    for done, (periods, reporters, others, flow) in enumerate(steps, start=1):
        question = {
            "reporterCode": reporters,
            "partnerCode": others,
            "period": ",".join(periods),
            "cmdCode": ",".join((*CULTURAL, *COSMETICS)),
            "flowCode": flow,
            "includeDesc": "true",
            "maxRecords": str(ROWS_AT_ONCE[address]),
            **PINS,
        }
        reply = session.get(address, question, headers, pause=2)
        for row in _read(reply.body, ROWS_AT_ONCE[address]):
            asked = str(row["reporterCode"]) in reporters.split(",")
            if not asked or str(row["refYear"]) not in periods or row["flowCode"] != flow:
                raise NotAsked("Comtrade answered with reporters or years that were not asked for")
        replies.append(reply)
        session.say(done, len(steps))
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Dollars by group of goods, direction and year, one series for each recording side.

    Exports are free on board and imports carry freight and insurance: they are never one series.
    A heading without a row is a heading without trade; a year without any row is not reported.
    """
    codes = load_places().by("comtrade")
    cells: dict[tuple[str, str, str, str, str], str] = {}
    for reply in split_replies(content):
        cap = ROWS_AT_ONCE[KEYED] if reply.address.startswith(KEYED) else ROWS_AT_ONCE[PREVIEW]
        for row in _read(reply.body, cap):
            reporter, other = (
                codes.get(str(row["reporterCode"])),
                codes.get(str(row["partnerCode"])),
            )
            group, value = group_of(str(row["cmdCode"])), plain_number(row["primaryValue"])
            if {reporter, other} & {None} or "KOR" not in (reporter, other) or value is None:
                continue
            if group is None or row["flowCode"] not in ("X", "M") or not _is_whole(row):
                continue
            cell = (group, reporter or "", other or "", row["flowCode"], str(row["refYear"]))
            key = (*cell[:4], f"{cell[4]} {row['cmdCode']}")
            if cells.setdefault(key, value) != value:
                raise Disagreement(f"Comtrade prints two figures for {' '.join(key)}")
    sums: dict[tuple[str, str, str, str, str], list[str]] = defaultdict(list)
    for (group, reporter, other, flow, year_and_code), value in cells.items():
        sums[group, reporter, other, flow, year_and_code[:4]].append(value)
    return flows_frame(_figure(*cell, values) for cell, values in sums.items())


def _read(body: bytes, cap: int) -> list[dict[str, Any]]:
    """The rows of one answer; its errors, which come in four shapes, are raised by name."""
    answer = read_json(body)
    if not isinstance(answer, dict):
        raise NotData("Comtrade's answer has not the shape it documents")
    message = str(answer.get("message") or answer.get("error") or "")
    if "statusCode" in answer:
        status = int(answer["statusCode"])
        kind = {401: KeyRefused, 403: QuotaSpent, 429: TooFast}.get(status, BadRequest)
        raise kind(f"Comtrade refused the call: {message[:120]}")
    if message:
        raise (TooMuch if "Maximum number" in message else BadRequest)(
            f"Comtrade refused the question: {message[:120]}"
        )
    rows = answer.get("data")
    if not isinstance(rows, list) or any(not row.keys() >= NEEDED for row in rows):
        raise NotData("Comtrade's answer has not the shape it documents")
    if len(rows) >= cap or len(rows) < int(answer.get("count") or 0):
        raise CutOff(f"Comtrade hands out {cap:,} rows at once and sent {len(rows):,}")
    return rows


def _is_whole(row: Mapping[str, Any]) -> bool:
    return all(str(row[name]) == value for name, value in PINS.items())


def _figure(
    group: str, reporter: str, other: str, flow: str, year: str, values: list[str]
) -> dict[str, str]:
    side = "" if reporter == "KOR" else "_partner"
    way = "exports" if flow == "X" else "imports"
    ends = (reporter, other) if flow == "X" else (other, reporter)
    return {
        "series": f"comtrade_{group}_{way}{side}",
        "origin": ends[0],
        "destination": ends[1],
        "period": year,
        "value": add_up(values),
        "unit": "usd",
        "status": "final",
        "locator": f"reporter {reporter}, partner {other}, {way}, {year}, {len(values)} headings",
        "edition": "",
    }
