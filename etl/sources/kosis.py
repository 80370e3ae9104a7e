"""KOSIS: arrivals by nationality, students by visa, music by region, content by industry."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, read_json, without_spaces
from etl.refusal import (
    BadRequest,
    CutOff,
    Disagreement,
    KeyExpired,
    KeyRefused,
    NoData,
    NotAsked,
    NotData,
    NotPublished,
    QuotaSpent,
    Refusal,
    ServerFailed,
    TooMuch,
    UnknownCode,
)
from etl.reply import Reply, join_replies, split_replies

BASE = "https://kosis.kr/openapi"
KEY = "KOSIS_API_KEY"
CELLS_AT_ONCE = 40_000
ENTRIES = ("111", "DT_091_111_2009_S005A")
STUDENTS = ("111", "DT_1B040A14")
MUSIC = ("113", "DT_113_STBL_1020468")
INDUSTRY = ("113", "DT_113_STBL_1024776")
#: The publisher's regions; Southeast Asia comes without a list of countries and is not ASEAN.
REGIONS = {
    "합계": "WLD",
    "계": "WLD",
    "중화권": "GREATER_CHINA",
    "중국": "GREATER_CHINA",
    "일본": "JPN",
    "동남아": "SEA",
    "동남아시아": "SEA",
    "북미": "NORTH_AMERICA",
    "유럽": "EUROPE",
    "기타": "OTHER",
}
SECTORS = {
    "음악": "kosis_sector_music_exports",
    "게임": "kosis_game_exports",
    "만화": "kosis_comics_exports",
    "영화": "kosis_film_exports",
}
IMPORT_SECTORS = {"음악": "music", "게임": "game", "만화": "comics", "캐릭터": "character"}
VISAS = {
    "합계": "kosis_student_residents",
    "계": "kosis_student_residents",
    "유학(D-2)": "kosis_student_residents_d2",
    "일반연수(D-4)": "kosis_student_residents_d4",
}
UNITS = {
    "명": "persons",
    "천달러": "usd_thousand",
    "천불": "usd_thousand",
    "백만달러": "usd_million",
}
_ERRORS: dict[str, tuple[type[Refusal], str]] = {
    "10": (KeyRefused, "KOSIS got no key"),
    "11": (KeyRefused, "KOSIS does not know the key: check KOSIS_API_KEY"),
    "12": (KeyExpired, "the key for KOSIS has expired: renew it at kosis.kr/openapi"),
    "20": (BadRequest, "KOSIS misses a parameter: the table has another axis than before"),
    "21": (UnknownCode, "KOSIS has no such table"),
    "30": (NoData, "KOSIS has no figures for this question"),
    "31": (TooMuch, "KOSIS hands out 40,000 cells at once and more were asked for"),
    "40": (QuotaSpent, "the calls to KOSIS are used up: try again later"),
    "41": (TooMuch, "KOSIS hands out 40,000 cells at once and more were asked for"),
    "42": (QuotaSpent, "the calls to KOSIS are used up: try again later"),
    "50": (ServerFailed, "KOSIS failed: try again later"),
}


def fetch(session: Session, until: datetime.date, table: str = "entries") -> bytes:
    """The replies for one of `entries`, `students`, `music`, `industry` or `imports`."""
    return join_replies(
        {"students": _students, "imports": _imports}.get(table, _one_call)(session, until, table)
    )


def _one_call(session: Session, until: datetime.date, table: str) -> Iterator[Reply]:
    both_sexes, all_months = {"objL2": "13102870964B.0"}, {"objL3": "C01"}
    name, itmId, axes = {
        "entries": (ENTRIES, "13103870964T1", {"objL1": "ALL", **both_sexes, **all_months}),
        "music": (MUSIC, "ALL", {"objL1": "ALL"}),
        "industry": (INDUSTRY, "13103843981T1", {"objL1": "ALL"}),
    }[table]
    first = {"entries": 2010, "music": 2005, "industry": 2010}[table]
    yield _ask_table(session, name, {"itmId": itmId, **axes}, first, until.year)


def _students(session: Session, until: datetime.date, table: str) -> Iterator[Reply]:
    """The axes are read from the table's own description, five years a call."""
    meta = _ask(session, "statisticsData.do", {"method": "getMeta", "type": "ITM", **_id(STUDENTS)})
    axes: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in _rows(meta.body):
        if entry.get("OBJ_ID") != "ITEM":
            axes[entry["OBJ_ID"]].append(entry)
    named = {number: entries for number, entries in enumerate(axes.values(), start=1)}
    question = {"itmId": "ALL"}
    for number, entries in named.items():
        question[f"objL{number}"] = "ALL"
        if "성별" in str(entries[0].get("OBJ_NM")):
            totals = [e["ITM_ID"] for e in entries if without_spaces(e["ITM_NM"]) in ("계", "합계")]
            if len(totals) == 1:
                question[f"objL{number}"] = totals[0]
    if len(named) != 3 or sum("국적" in str(e[0].get("OBJ_NM")) for e in named.values()) != 1:
        raise NotData("KOSIS table DT_1B040A14 has other axes than nationality, sex and programme")
    yield meta
    years = range(2010, until.year + 1, 5)
    for done, first in enumerate(years, start=1):
        try:
            yield _ask_table(session, STUDENTS, question, first, min(first + 4, until.year))
        except NoData:
            continue
        session.say(done, len(years))


def _imports(session: Session, until: datetime.date, table: str) -> Iterator[Reply]:
    """Whatever tables of imports by region KOSIS lists for the content industry, if any."""
    question = {"method": "getList", "searchNm": "산업 지역별 수입액", "resultCount": "100"}
    found = _ask(session, "statisticsSearch.do", question)
    tables = [
        (entry["ORG_ID"], entry["TBL_ID"])
        for entry in _rows(found.body)
        if entry.get("ORG_ID") == "113" and _import_series(str(entry.get("TBL_NM")))
    ]
    if not tables:
        raise NotPublished("KOSIS lists no table of content imports by region")
    for name in sorted(set(tables)):
        yield _ask_table(session, name, {"itmId": "ALL", "objL1": "ALL"}, 2005, until.year)


def _id(name: tuple[str, str]) -> dict[str, str]:
    return {"orgId": name[0], "tblId": name[1]}


def _ask_table(
    session: Session, name: tuple[str, str], question: Mapping[str, str], first: int, last: int
) -> Reply:
    span = {"prdSe": "Y", "startPrdDe": str(first), "endPrdDe": str(last)}
    question = {"method": "getList", **_id(name), **question, **span}
    reply = _ask(session, "Param/statisticsParameterData.do", question)
    if any(row.get("TBL_ID") != name[1] for row in _rows(reply.body)):
        raise NotAsked("KOSIS answered with another table than was asked for")
    return reply


def _ask(session: Session, path: str, question: Mapping[str, str]) -> Reply:
    question = {**question, "apiKey": session.key(KEY), "format": "json", "jsonVD": "Y"}
    reply = session.get(f"{BASE}/{path}", question)
    _rows(reply.body)
    return reply


def parse(content: bytes) -> pd.DataFrame:
    """Figures of every table in the replies, each under its own series."""
    by_table: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for reply in split_replies(content):
        for row in _rows(reply.body):
            if "DT" in row and plain_number(row["DT"]) is not None:
                by_table[row["TBL_ID"]].append(row)
    rows: list[dict[str, str]] = []
    for table, found in by_table.items():
        if table == ENTRIES[1]:
            rows += _read_nationalities(found, {"": "moj_entries"})
        elif table == STUDENTS[1]:
            rows += _read_nationalities(found, VISAS)
        elif table == INDUSTRY[1]:
            rows += _read_industry(found)
        elif table == MUSIC[1]:
            rows += _read_regions(found, "kosis_music_exports", exports=True)
        elif series := _import_series(str(found[0].get("TBL_NM"))):
            rows += _read_regions(found, series, exports=False)
    return flows_frame(rows)


def _rows(body: bytes) -> list[Mapping[str, Any]]:
    """The rows of one reply; an error is an object where an array belongs."""
    answer = read_json(body)
    if isinstance(answer, dict) and "err" in answer:
        code = str(answer["err"])
        kind, sentence = _ERRORS.get(code, (BadRequest, f"KOSIS refused the call (code {code})"))
        raise kind(f"{sentence}; it says: {str(answer.get('errMsg', ''))[:100]}")
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        raise NotData("KOSIS's answer has not the shape it documents")
    if len(answer) >= CELLS_AT_ONCE:
        raise CutOff(f"KOSIS hands out {CELLS_AT_ONCE:,} cells at once and sent as many")
    return answer


def _read_nationalities(
    found: Iterable[Mapping[str, Any]], series_by_kind: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """Persons by nationality, both sexes and all months; sums over nationalities are left out.

    China is left out of the entries: the table does not say whether ethnic Koreans are in it.
    """
    by_year: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in found:
        by_year[str(row["PRD_DE"])].append(row)
    for year, rows in by_year.items():
        names = load_places().match_korean(str(row["C1_NM"]) for row in rows)
        for row in rows:
            kind = "" if "" in series_by_kind else without_spaces(row.get("C3_NM"))
            partner, series = names.get(row["C1_NM"]), series_by_kind.get(kind)
            whole = without_spaces(row.get("C2_NM")) in ("", "계", "합계", "총계")
            if kind == "" and without_spaces(row.get("C3_NM")) not in ("", "계", "합계"):
                whole = False
            if partner and series and whole and (series, partner) != ("moj_entries", "CHN"):
                yield _figure(row, series, partner, "KOR", year)


def _read_industry(found: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """World exports by industry. Comics hold webtoons from 2024 on: earlier years are left out."""
    for row in found:
        name = without_spaces(row["C1_NM"]).removesuffix("산업")
        if name in SECTORS and not (name == "만화" and str(row["PRD_DE"]) < "2024"):
            yield _figure(row, SECTORS[name], "KOR", "WLD", str(row["PRD_DE"]))


def _read_regions(
    found: Iterable[Mapping[str, Any]], series: str, exports: bool
) -> Iterator[dict[str, str]]:
    """Trade by region; where every region of a year is printed they must add up to the total."""
    years: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in found:
        region = REGIONS.get(without_spaces(row["C1_NM"]))
        if region is None:
            continue
        year = str(row["PRD_DE"])
        ends = ("KOR", region) if exports else (region, "KOR")
        figure = _figure(row, series, *ends, year)
        if years[year].setdefault(region, figure)["value"] != figure["value"]:
            raise Disagreement(f"KOSIS prints two figures for {region} in {year}")
    for year, regions in years.items():
        parts = [figure["value"] for region, figure in regions.items() if region != "WLD"]
        if len(parts) == len(set(REGIONS.values())) - 1 and "WLD" in regions:
            whole = regions["WLD"]["value"]
            if abs(float(add_up(parts)) - float(whole)) > len(parts):
                raise Disagreement(
                    f"the regions of {series} add up to {add_up(parts)} in {year} where the total "
                    f"is {whole}"
                )
        yield from regions.values()


def _import_series(title: str) -> str | None:
    """The series of a table of imports by region, by the title of the table."""
    name = without_spaces(title)
    sector = re.search("|".join(IMPORT_SECTORS), name)
    if sector and "지역별" in name and "수입" in name and "수출" not in name:
        return f"kosis_{IMPORT_SECTORS[sector[0]]}_imports"
    return None


def _figure(
    row: Mapping[str, Any], series: str, origin: str, destination: str, year: str
) -> dict[str, str]:
    unit = without_spaces(row.get("UNIT_NM")) or ("명" if row.get("ORG_ID") == "111" else "")
    if unit not in UNITS:
        raise NotData(f"KOSIS prints table {row['TBL_ID']} in '{unit}', which is new")
    return {
        "series": series,
        "origin": origin,
        "destination": destination,
        "period": year,
        "value": plain_number(row["DT"]) or "",
        "unit": UNITS[unit],
        "status": "final",
        "locator": f"{row['TBL_ID']}, {str(row['C1_NM']).strip()}, {year}",
        "edition": "",
    }
