"""Korea Tourism Organization: foreign visitors to Korea by nationality, recent months."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import flows_frame, plain_number, read_json, read_text, read_xml, without_spaces
from etl.refusal import BadRequest, CutOff, Disagreement, NoData, NotAsked, NotData
from etl.reply import join_replies, split_replies

ADDRESS = (
    "https://openapi.tour.go.kr/openapi/service/EdrcntTourismStatsService/getEdrcntTourismStatsList"
)
KEY = "DATA_GO_KR_KEY"
FIRST_MONTH = (2020, 1)


def fetch(session: Session, until: datetime.date) -> bytes:
    """All nationalities, one month a call, from January 2020 to the newest month there is."""
    key = session.key(KEY)
    first = FIRST_MONTH[0] * 12 + FIRST_MONTH[1] - 1
    months = range(first, until.year * 12 + until.month - 1)
    replies = []
    empty = ""
    for done, month in enumerate(months, start=1):
        ym = f"{month // 12}{month % 12 + 1:02d}"
        question = {"YM": ym, "ED_CD": "E", "numOfRows": "400", "pageNo": "1", "_type": "json"}
        reply = session.get(ADDRESS, {**question, "serviceKey": key}, pause=0.3)
        rows = _read(reply.body)
        if any(str(row["ym"]) != ym or row["edCd"] != "E" for row in rows):
            raise NotAsked("the tourism organisation answered with a month that was not asked for")
        if rows and empty:
            raise CutOff(f"the tourism organisation has no figures for {empty} but for {ym}")
        empty = empty or ("" if rows else ym)
        replies.append(reply)
        session.say(done, len(months))
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Visitors by nationality and month; those of the newest year are provisional."""
    places = load_places()
    codes = places.by("kto")
    korean = {place.iso3: place.korean for place in places.all}
    rows = []
    for reply in split_replies(content):
        for row in _read(reply.body):
            partner = codes.get(str(row["natCd"]))
            value = plain_number(row["num"])
            if partner in (None, "KOR") or row["edCd"] != "E" or value is None:
                continue
            if without_spaces(row["natKorNm"]) not in korean[partner]:
                raise Disagreement(
                    f"the tourism organisation calls code {row['natCd']} '{row['natKorNm']}', "
                    f"which is not {partner}: correct kto or aliases_ko in countries.csv"
                )
            month = str(row["ym"])
            rows.append(
                {
                    "series": "kto_visitors",
                    "origin": partner,
                    "destination": "KOR",
                    "period": f"{month[:4]}-{month[4:6]}",
                    "value": value,
                    "unit": "persons",
                    "status": "final",
                    "locator": f"YM {month}, natCd {row['natCd']}, num",
                    "edition": "",
                }
            )
    newest = max((row["period"][:4] for row in rows), default="")
    for row in rows:
        row["status"] = "provisional" if row["period"].startswith(newest) else "final"
    return flows_frame(rows)


def _read(body: bytes) -> list[dict[str, Any]]:
    """The rows of one month, from JSON or from XML; one row comes as an object, none as a text."""
    if read_text(body).lstrip().startswith("<"):
        root = read_xml(body)
        code, message = root.findtext("header/resultCode"), root.findtext("header/resultMsg")
        announced = root.findtext("body/totalCount")
        rows: Any = [{cell.tag: cell.text or "" for cell in item} for item in root.iter("item")]
    else:
        answer = read_json(body)
        try:
            head, content = answer["response"]["header"], answer["response"]["body"]
            code, message = str(head["resultCode"]), head.get("resultMsg", "")
            announced, items = content["totalCount"], content["items"]
        except (KeyError, TypeError):
            raise NotData("the tourism organisation's answer has a new shape") from None
        rows = items.get("item", []) if isinstance(items, dict) else []
        rows = [rows] if isinstance(rows, dict) else rows
    if code not in ("0000", "00", "0"):
        kind = NoData if code in ("03", "3") else BadRequest
        raise kind(f"the tourism organisation refused the call: {message} ({code})")
    needed = {"edCd", "natCd", "natKorNm", "num", "ym"}
    if announced is None or any(not needed <= row.keys() for row in rows):
        raise NotData("the tourism organisation's answer has a new shape")
    if len(rows) < int(announced):
        raise CutOff(f"the tourism organisation announced {announced} rows and sent {len(rows)}")
    return rows
