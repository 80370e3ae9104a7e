"""Ministry of Justice, files at data.go.kr: foreign students in Korea, by nationality."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, read_json, read_text, without_spaces
from etl.refusal import BadRequest, CutOff, KeyRefused, NoData, NotData, UnknownName
from etl.reply import Reply, join_replies, split_replies

DOCUMENTS = "https://infuser.odcloud.kr/oas/docs"
BASE = "https://api.odcloud.kr/api"
KEY = "DATA_GO_KR_KEY"
MONTHLY, REGISTER = "15100039", "3069982"
ROWS_A_PAGE = 10_000
MOST_PAGES = 100
#: The ministry's kinds of student visa, and the series that each adds to.
KINDS = {
    "유학D2": "moj_student_visas_d2",
    "한국어연수D41": "moj_student_visas_d4",
    "외국어연수D47": "moj_student_visas_d4",
}
CHINESE, ETHNIC_KOREANS = "중국", "한국계중국인"


def fetch(session: Session, until: datetime.date, dataset: str = MONTHLY) -> bytes:
    """Every page of the newest file of a dataset; the list of its files says which is newest."""
    key = session.key(KEY)
    document = session.get(DOCUMENTS, {"namespace": f"{dataset}/v1"})
    path, _ = max(_files(document).items(), key=lambda file: file[1], default=("", ""))
    if f"/{dataset}/" not in path:
        raise NotData(f"data.go.kr lists no file of dataset {dataset}: look it up there")
    replies = [document]
    read, total, page = 0, 1, 1
    while read < total:
        question = {"page": page, "perPage": ROWS_A_PAGE, "returnType": "JSON"}
        reply = session.get(f"{BASE}{path}", {**question, "serviceKey": key}, pause=0.3)
        total, rows = _read(reply.body)
        if not rows or page > MOST_PAGES:
            raise CutOff(f"odcloud announced {total:,} rows of {dataset} and sent {read:,}")
        replies.append(reply)
        read += len(rows)
        session.say(page, -(-total // ROWS_A_PAGE))
        page += 1
    return join_replies(replies)


def parse(content: bytes) -> pd.DataFrame:
    """Visa holders by nationality and month, or students of the register by nationality."""
    days: dict[str, str] = {}
    totals: dict[str, int] = {}
    read: Counter[str] = Counter()
    monthly: list[tuple[Mapping[str, Any], str]] = []
    register: Counter[tuple[str, str]] = Counter()
    for reply in split_replies(content):
        if listed := _files(reply):
            days |= listed
            continue
        file = urlsplit(reply.address).path.removeprefix("/api")
        totals[file], rows = _read(reply.body)
        read[file] += len(rows)
        day = days.get(file, "")
        for row in rows:
            if "유학생수" in row:
                monthly.append((row, day))
            elif "국적명" in row:
                register[str(row["국적명"]), day] += 1
            else:
                raise NotData("the ministry's file has other columns than before")
    for file, total in totals.items():
        if read[file] < total:
            raise CutOff(f"odcloud announced {total:,} rows and sent {read[file]:,}")
    return flows_frame([*count_monthly(monthly), *_register_rows(register)])


def _files(document: Reply) -> dict[str, str]:
    """The day of each file of a dataset by its path, from JSON that may stand inside a page."""
    listed = r'"(/\d+/v1/uddi:[\w-]+)"\s*:\s*\{.*?"summary"\s*:\s*"[^"]*?_(\d{8})"'
    return dict(re.findall(listed, read_text(document.body), re.S))


def _read(body: bytes) -> tuple[int, list[dict[str, Any]]]:
    """The number of rows announced, and the rows of one page."""
    answer = read_json(body)
    if not isinstance(answer, dict):
        raise NotData("odcloud's answer has not the shape it documents")
    if "code" in answer:
        refused = str(answer["code"]) in {"-401", "-4"}
        sentence = f"odcloud refused the call: {str(answer.get('msg', ''))[:100]}"
        if refused:
            raise KeyRefused(f"{sentence}; apply for the dataset at data.go.kr (활용신청)")
        raise BadRequest(sentence)
    if "totalCount" not in answer or not isinstance(answer.get("data"), list):
        raise NotData("odcloud's answer has not the shape it documents")
    if not answer["totalCount"]:
        raise NoData("odcloud's file is empty")
    return int(answer["totalCount"]), answer["data"]


def count_monthly(found: list[tuple[Mapping[str, Any], str]]) -> Iterator[dict[str, str]]:
    """One figure a nationality, month and kind, and their sum over the kinds.

    `found` are rows of the ministry's file, each with the day of the file.

    The ministry prints no row for a nationality without holders of a kind. China is the sum of
    its two rows, and is left out of a month that lacks one of them.
    """
    cells: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    day = found[0][1] if found else ""
    for row, _ in found:
        kind, name = without_spaces(row["구분"]), without_spaces(row["국적지역"])
        if kind not in KINDS:
            raise UnknownName(f"'{kind}' is a kind of student visa that was not there before")
        value = plain_number(row["유학생수"])
        month = f"{int(row['년'])}-{int(row['월']):02d}"
        if value is not None:
            cells[month, name, KINDS[kind]].append(value)
            names[month].add(name)
    for month, here in names.items():
        for name, partner in load_places().match_korean(sorted(here)).items():
            parts = [name, ETHNIC_KOREANS] if partner == "CHN" else [name]
            if not set(parts) <= here:
                continue
            total: list[str] = []
            for series in sorted(set(KINDS.values())):
                figures = [v for part in parts for v in cells[month, part, series]]
                if figures:
                    yield _figure(series, partner, month, add_up(figures), " + ".join(parts), day)
                total += figures
            yield _figure(
                "moj_student_visas", partner, month, add_up(total), " + ".join(parts), day
            )


def _register_rows(register: Counter[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Students of the register by nationality, one row each in the file, on the day of the file."""
    for day in sorted({day for _, day in register}):
        here = {name: count for (name, its_day), count in register.items() if its_day == day}
        period = f"{day[:4]}-{day[4:6]}" if day else ""
        if not period:
            raise NotData("the register's page does not say which file it is of")
        for name, partner in load_places().match_korean(here).items():
            parts = [n for n in here if without_spaces(n) in (CHINESE, ETHNIC_KOREANS)]
            parts = parts if partner == "CHN" else [name]
            count = str(sum(here[part] for part in parts))
            yield _figure("moj_student_register", partner, period, count, " + ".join(parts), day)


def _figure(
    series: str, partner: str, month: str, value: str, name: str, day: str
) -> dict[str, str]:
    return {
        "series": series,
        "origin": partner,
        "destination": "KOR",
        "period": month,
        "value": value,
        "unit": "persons",
        "status": "final",
        "locator": f"rows {name}, {month}",
        "edition": f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else "",
    }
