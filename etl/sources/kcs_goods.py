"""Korea Customs Service: cultural goods and cosmetics by partner, both ways, monthly."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict

import pandas as pd

from etl.cultural_goods import group_of
from etl.fetch import Session
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, read_xml
from etl.refusal import BadRequest, CutOff, KeyRefused, NoData, NotAsked, NotData, TooMuch
from etl.reply import Reply, join_replies, split_replies

ADDRESS = "https://apis.data.go.kr/1220000/nitemtrade/getNitemtradeList"
KEY = "DATA_GO_KR_KEY"
FIRST_YEAR = 2018
#: Asked for as chapters or headings; the answer comes in lines of ten digits.
CODES = ("49", "92", "97", "3304", "3706", "8523", "950450")
TOTAL = "총계"


def fetch(session: Session, until: datetime.date) -> bytes:
    """Every code and partner, one year a call: the longest span this service answers."""
    key = session.key(KEY)
    steps = [
        (year, place, code)
        for year in range(FIRST_YEAR, until.year + 1)
        for place in load_places().partners
        for code in CODES
    ]
    replies = []
    for done, (year, place, code) in enumerate(steps, start=1):
        last = 12 if year < until.year else max(until.month - 1, 1)
        question = {
            "strtYymm": f"{year}01",
            "endYymm": f"{year}{last:02d}",
            "cntyCd": place.iso2,
            "hsSgn": code,
        }
        reply = session.get(ADDRESS, {**question, "serviceKey": key}, pause=0.2)
        for line in _lines(reply):
            if line["statCd"] != place.iso2 or not line["hsCd"].startswith(code):
                raise NotAsked("customs answered with a country or goods that were not asked for")
        replies.append(reply)
        session.say(done, len(steps))
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Dollars by group of goods, direction and month: the sum of the lines of ten digits.

    The row 총계 of every answer must be the sum of its lines. A month without any line of any
    partner is not yet published; it is never written as zero.
    """
    iso3 = load_places().by("iso2")
    cells: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for reply in split_replies(content):
        for line in _lines(reply):
            partner, group = iso3.get(line["statCd"]), group_of(line["hsCd"])
            if partner is None or partner == "KOR" or group is None:
                continue
            month = line["year"].replace(".", "-")
            for way, cell in (("exports", "expDlr"), ("imports", "impDlr")):
                value = plain_number(line[cell])
                if value is not None:
                    cells[group, way, partner, month].append(value)
    return flows_frame(
        {
            "series": f"kcs_{group}_{way}",
            "origin": "KOR" if way == "exports" else partner,
            "destination": partner if way == "exports" else "KOR",
            "period": month,
            "value": add_up(values),
            "unit": "usd",
            "status": "final",
            "locator": f"{partner}, {way}, {month}, {len(values)} lines",
            "edition": "",
        }
        for (group, way, partner, month), values in cells.items()
    )


def _lines(reply: Reply) -> list[dict[str, str]]:
    """The lines of one answer without the row that sums them, which is checked."""
    root = read_xml(reply.body)
    code = (root.findtext("header/resultCode") or "").strip()
    message = root.findtext("header/resultMsg") or ""
    if code not in ("00", "0"):
        if "1년이내" in message.replace(" ", ""):
            raise TooMuch("customs answers for spans of one year at most")
        kind = {"03": NoData, "20": KeyRefused, "30": KeyRefused}.get(code, BadRequest)
        raise kind(f"customs refused the call: {message[:100]} ({code})")
    items = [{cell.tag: (cell.text or "").strip() for cell in item} for item in root.iter("item")]
    needed = {"expDlr", "impDlr", "hsCd", "statCd", "year"}
    if any(not needed <= item.keys() for item in items):
        raise NotData("a line of customs lacks its goods, country, month or amounts")
    lines = [item for item in items if item["year"] != TOTAL]
    if any(not re.fullmatch(r"\d{4}\.\d{2}", item["year"]) for item in lines):
        raise NotData("a line of customs has no month")
    for total in (item for item in items if item["year"] == TOTAL):
        for cell in ("expDlr", "impDlr"):
            added = add_up(plain_number(line[cell]) or "0" for line in lines)
            if added != (plain_number(total[cell]) or "0"):
                raise CutOff(f"the lines of customs add up to {added}, not to {total[cell]}")
    return lines
