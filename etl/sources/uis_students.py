"""UNESCO UIS: internationally mobile students between Korea and its partners, both ways."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import flows_frame, plain_number, read_csv, read_json, read_text
from etl.refusal import CutOff, Disagreement, NotAsked, NotData, TooMuch, UnknownCode
from etl.reply import join_replies, split_replies

BASE = "https://api.uis.unesco.org/api/public"
ROWS_AT_ONCE = 100_000
LABEL = re.compile(r"(?:^|: )Students from (?:the )?(.+), both sexes \(number\)$")
ESTIMATES = {"UIS_EST", "NAT_EST"}


def fetch(session: Session, until: datetime.date) -> bytes:
    """The version, the names of the indicators, and the records of both directions.

    An indicator stands for the origin of the students, a geoUnit for the host. Unknown parameters
    are ignored by this publisher, so the answer is compared with the question.
    """
    places = load_places()
    version = session.get(f"{BASE}/versions/default")
    names = session.get(f"{BASE}/definitions/indicators")
    _check_names(read_json(names.body))
    replies = [version, names]
    hosts = [place.iso3 for place in places.partners]
    for origins, units in (
        ([place.uis_origin for place in places.partners], ["KOR"]),
        ([places.korea.uis_origin], hosts),
    ):
        question = {
            "indicator": origins,
            "geoUnit": units,
            "footnotes": "true",
            "version": read_json(version.body)["version"],
        }
        reply = session.get(f"{BASE}/data/indicators", question)
        found = {(row["indicatorId"], row["geoUnit"]) for row in _records(read_json(reply.body))}
        unasked = {pair for pair in found if pair[0] not in origins or pair[1] not in units}
        if unasked:
            raise NotAsked(
                f"UNESCO answered with {len(unasked)} pairs that were not asked for, such as "
                f"{sorted(unasked)[0]}: a parameter was ignored"
            )
        replies.append(reply)
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Students by origin, host and year, from the data interface or from the bulk file (CSV)."""
    places = load_places()
    origins = places.by("uis_origin")
    known = {place.iso3 for place in places.all}
    edition = ""
    rows = []
    for reply in split_replies(content):
        if not read_text(reply.body).lstrip().startswith(("{", "[", "<")):
            records = list(_bulk_records(read_text(reply.body)))
        else:
            answer = read_json(reply.body)
            edition = _edition(answer) or edition
            _check_names(answer)
            records = _records(answer)
        for record in records:
            origin = origins.get(str(record["indicatorId"]))
            host = record["geoUnit"]
            value = plain_number(record["value"])
            if origin is None or host not in known or origin == host or value is None:
                continue
            if "KOR" not in (origin, host):
                continue
            rows.append(
                {
                    "series": "uis_mobile",
                    "origin": origin,
                    "destination": host,
                    "period": str(record["year"]),
                    "value": value,
                    "unit": "persons",
                    "status": "estimate" if record.get("qualifier") in ESTIMATES else "final",
                    "locator": f"indicator {record['indicatorId']}, geoUnit {host}, "
                    f"year {record['year']}",
                    "edition": edition,
                }
            )
    return flows_frame(rows)


def _records(answer: Any) -> list[dict[str, Any]]:
    """The records of one answer; its hints and errors are raised under their names."""
    if isinstance(answer, list):
        return []
    if answer.get("statusCode"):
        message = str(answer.get("message", ""))
        kind = TooMuch if "Too much data" in message else UnknownCode
        raise kind(f"UNESCO refused the question: {message[:200]}")
    for hint in answer.get("hints") or []:
        raise UnknownCode(f"UNESCO: {hint.get('message', hint.get('code', ''))}")
    records = answer.get("records", [])
    if len(records) >= ROWS_AT_ONCE:
        raise CutOff(f"UNESCO hands out {ROWS_AT_ONCE:,} rows at once and sent as many")
    needed = {"indicatorId", "geoUnit", "year", "value"}
    if any(not needed <= record.keys() for record in records):
        raise NotData("a record of UNESCO lacks its indicator, geoUnit, year or value")
    return records


def _edition(answer: Any) -> str:
    newest = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(newest, dict) and "publicationDate" in newest:
        return f"{newest['publicationDate'][:10]} version {newest['version']}"
    return ""


def _check_names(answer: Any) -> None:
    """Disagreement where the publisher's name of a code is not the country the project has."""
    if not isinstance(answer, list):
        return
    places = load_places()
    english = {name.removeprefix("the "): iso3 for name, iso3 in places.by_english().items()}
    pinned = places.by("uis_origin")
    for entry in answer:
        code = entry.get("indicatorCode")
        label = LABEL.search(entry.get("name", ""))
        if code not in pinned:
            continue
        name = label[1] if label else entry.get("name", "")
        if english.get(name.removesuffix(" of America")) != pinned[code]:
            raise Disagreement(
                f"UNESCO calls indicator {code} '{name}', which is not {pinned[code]}: the codes "
                "have changed, correct uis_origin in data/raw/countries.csv"
            )


def _bulk_records(text: str) -> Iterator[dict[str, Any]]:
    needed = ("INDICATOR_ID", "COUNTRY_ID", "YEAR", "VALUE", "MAGNITUDE", "QUALIFIER")
    for row in read_csv(text, needed):
        yield {
            "indicatorId": row["INDICATOR_ID"],
            "geoUnit": row["COUNTRY_ID"],
            "year": row["YEAR"],
            "value": row["VALUE"],
            "qualifier": row["QUALIFIER"],
        }
