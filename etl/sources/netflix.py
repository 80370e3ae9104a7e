"""Netflix weekly lists: places held by Korean titles abroad and by members' titles in Korea."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import flows_frame, read_json, read_text
from etl.refusal import BadRequest, Disagreement, KeyRefused, NoData, NotData
from etl.reply import Reply, join_replies, split_replies
from etl.title_origin import Origin, Statement, settle, usable

LISTS = "https://www.netflix.com/tudum/top10/data/all-weeks-countries.tsv"
GLOBAL = "https://www.netflix.com/tudum/top10/data/all-weeks-global.tsv"
TMDB = "https://api.themoviedb.org/3"
WIKIDATA = "https://query.wikidata.org/sparql"
KEY = "TMDB_API_KEY"
MARKETS = ("KR", "ID", "MY", "PH", "SG", "TH", "VN")
TITLES_A_CALL = 20
COLUMNS = ("country_iso2", "week", "category", "show_title")
KINDS = {"Films": ("movie", "Q11424"), "TV": ("tv", "Q5398426")}
QUESTION = """
SELECT DISTINCT ?label ?work ?class ?iso WHERE {
  VALUES ?label { %s }
  VALUES ?class { wd:Q11424 wd:Q5398426 }
  ?work rdfs:label ?label ; wdt:P31/wdt:P279* ?class ; wdt:P495/wdt:P297 ?iso .
}
"""
Title = tuple[str, str]


def fetch(session: Session, until: datetime.date) -> bytes:
    """The lists, Netflix's English labels, and what Wikidata and TMDB say of every title.

    Wikidata is asked without a key; TMDB only where TMDB_API_KEY is set.
    """
    lists, labels = session.get(LISTS), session.get(GLOBAL)
    titles = sorted({title for _, _, title in _places(lists.body)})
    if not titles:
        raise NoData("Netflix's file holds no list of Korea or of a member")
    calls = -(-len(titles) // TITLES_A_CALL)
    expected = calls + (2 * len(titles) if session.has_key(KEY) else 0)
    replies = [lists, labels]
    for done in range(calls):
        names = {name for name, _ in titles[done * TITLES_A_CALL : (done + 1) * TITLES_A_CALL]}
        quoted = " ".join(f"{json.dumps(name, ensure_ascii=False)}@en" for name in sorted(names))
        reply = session.get(WIKIDATA, {"query": QUESTION % quoted, "format": "json"})
        _bindings(reply)
        replies.append(reply)
        session.say(done + 1, expected)
    if session.has_key(KEY):
        replies += _ask_tmdb(session, titles, calls, expected)
    return join_replies(replies)


def _ask_tmdb(session: Session, titles: list[Title], calls: int, expected: int) -> Iterator[Reply]:
    key = {"api_key": session.key(KEY)}
    for done, (name, category) in enumerate(titles, start=1):
        kind = KINDS[category][0]
        found = session.get(f"{TMDB}/search/{kind}", {"query": name, **key}, pause=0.05)
        yield found
        if number := _same_title(found, name):
            yield session.get(f"{TMDB}/{kind}/{number}", key, pause=0.05)
        session.say(calls + 2 * done, expected)


def parse(content: bytes) -> pd.DataFrame:
    """Places, shares and titles by origin, in full calendar years and over all weeks.

    Every figure is an estimate: a count by rule from a public list that states no origin.
    """
    replies = list(split_replies(content))
    tables = [reply for reply in replies if b"\tshow_title" in reply.body[:2000]]
    lists = [reply for reply in tables if b"country_iso2" in reply.body[:2000]]
    if not lists:
        raise NotData("Netflix's file of weekly lists has not the columns it had")
    places = list(_places(lists[0].body))
    origins = _origins(places, lists[0].body, [r for r in replies if r not in lists])
    weeks = sorted({week for _, week, _ in places})
    for market in {market for market, _, _ in places}:
        here = {week for m, week, _ in places if m == market}
        if gaps := [week for week in weeks if week >= min(here) and week not in here]:
            raise Disagreement(f"Netflix's list of {market} lacks the week of {gaps[0]}")
    return flows_frame(
        figure
        for period, first, last in _periods(weeks)
        for figure in _count([p for p in places if first <= p[1] <= last], origins, period)
    )


def _places(body: bytes) -> Iterator[tuple[str, str, Title]]:
    """Market, week and title of every place in the lists of Korea and the members."""
    for country, week, category, title in _table(body, COLUMNS):
        if country in MARKETS and category in KINDS:
            yield country, week, (title, category)


def _table(body: bytes, columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    lines = read_text(body).splitlines()
    header = lines[0].split("\t") if lines else []
    if any(name not in header for name in columns):
        raise NotData("Netflix's file of weekly lists has not the columns it had")
    wanted = [header.index(name) for name in columns]
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise NotData("a line of Netflix's file is cut off")
        yield tuple(cells[at] for at in wanted)


def _origins(
    places: list[tuple[str, str, Title]], lists: bytes, others: list[Reply]
) -> dict[Title, Origin]:
    english: dict[Title, bool] = {}
    said: dict[Title, dict[str, Statement]] = defaultdict(dict)
    searched: dict[str, Title] = {}
    for reply in others:
        path = urlsplit(reply.address).path
        if b"\tshow_title" in reply.body[:2000]:
            for label, name in _table(reply.body, ("category", "show_title")):
                kind = "Films" if label.startswith("Films") else "TV"
                english[name, kind] = "Non-English" not in label
        elif path.startswith("/3/search/"):
            kind = "Films" if path.endswith("movie") else "TV"
            if number := _same_title(reply, reply.asked("query")):
                searched[f"{path.rpartition('/')[2]}/{number}"] = (reply.asked("query"), kind)
        elif path.startswith("/3/"):
            if found := searched.get(path.removeprefix("/3/")):
                said[found]["TMDB"] = _tmdb_statement(read_json(reply.body))
        else:
            for title, countries in _wikidata_statements(reply).items():
                said[title]["Wikidata"] = Statement(countries)
    first: dict[Title, str] = {}
    for _, week, title in places:
        first[title] = min(first.get(title, week), week)
    own: dict[Title, set[str]] = defaultdict(set)
    for country, category, name in _table(lists, ("country_iso2", "category", "show_title")):
        if (name, category) in first:
            own[name, category].add(country)
    return {
        title: settle(
            {
                source: statement
                for source, statement in said[title].items()
                if usable(statement, datetime.date.fromisoformat(week), english.get(title))
            },
            frozenset(own[title]),
        )
        for title, week in first.items()
    }


def _same_title(reply: Reply, name: str) -> int | None:
    """The number of the one best match that bears the very same title."""
    answer = read_json(reply.body)
    if not isinstance(answer, dict) or "results" not in answer:
        message = str(answer.get("status_message", ""))[:100] if isinstance(answer, dict) else ""
        raise (KeyRefused if reply.status == 401 else BadRequest)(f"TMDB refused: {message}")
    for result in answer["results"]:
        titles = [result.get(f) for f in ("title", "name", "original_title", "original_name")]
        if _plain(name) in [_plain(str(title)) for title in titles if title]:
            return int(result["id"])
    return None


def _tmdb_statement(answer: Any) -> Statement:
    countries = {country["iso_3166_1"] for country in answer.get("production_countries") or []}
    released = None
    with suppress(ValueError):
        released = datetime.date.fromisoformat(
            answer.get("release_date") or answer.get("first_air_date") or ""
        )
    return Statement(
        frozenset(countries or answer.get("origin_country") or []),
        released,
        str(answer.get("original_language") or ""),
    )


def _bindings(reply: Reply) -> list[dict[str, Any]]:
    answer = read_json(reply.body)
    try:
        return answer["results"]["bindings"]
    except (KeyError, TypeError):
        raise NotData("Wikidata's answer has not the shape it documents") from None


def _wikidata_statements(reply: Reply) -> dict[Title, frozenset[str]]:
    """Countries of each title; a name that several works bear says nothing."""
    works: dict[Title, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _bindings(reply):
        number = row["class"]["value"].rpartition("/")[2]
        category = next((c for c, (_, q) in KINDS.items() if q == number), "")
        works[row["label"]["value"], category][row["work"]["value"]].add(row["iso"]["value"])
    return {
        title: frozenset(next(iter(found.values())))
        for title, found in works.items()
        if len(found) == 1
    }


def _plain(title: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", title)).casefold()


def _periods(weeks: list[str]) -> Iterator[tuple[str, str, str]]:
    """Every calendar year the lists cover whole, and the span of all weeks."""
    for year in sorted({week[:4] for week in weeks}):
        inside = [week for week in weeks if week.startswith(year)]
        if len(inside) >= 52:
            yield year, inside[0], inside[-1]
    yield f"{weeks[0][:7]}/{weeks[-1][:7]}", weeks[0], weeks[-1]


def _count(
    places: list[tuple[str, str, Title]], origins: dict[Title, Origin], period: str
) -> Iterator[dict[str, str]]:
    """The figures of one period; a co-production with the market itself is home content there."""
    iso3 = load_places().by("iso2")
    members = {p.iso2 for p in load_places().partners if p.role == "member"}
    for market in sorted({market for market, _, _ in places}):
        here = [title for m, _, title in places if m == market]
        abroad = [t for t in here if market not in origins[t].countries]
        unsettled = sum(not origins[title].countries for title in here)
        end = iso3[market]
        yield _figure("netflix_unclassified_share", "WLD", end, period, unsettled, len(here))
        groups = [{origin} for origin in sorted(members)] if market == "KR" else [{"KR"}]
        for group in groups:
            origin = iso3[next(iter(group))]
            held = [title for title in abroad if group & origins[title].countries]
            sole = sum(origins[title].sole in group for title in abroad)
            ends = (origin, end, period)
            yield _figure("netflix_places", *ends, len(held))
            yield _figure("netflix_share", *ends, len(held), len(here))
            yield _figure("netflix_titles", *ends, len(set(held)))
            yield _figure("netflix_places_sole", *ends, sole)


def _figure(
    series: str, origin: str, destination: str, period: str, count: int, of: int = 0
) -> dict[str, str]:
    share = (Decimal(100 * count) / of).quantize(Decimal("0.01")) if of else None
    return {
        "series": series,
        "origin": origin,
        "destination": destination,
        "period": period,
        "value": str(count if share is None else share),
        "unit": "count" if share is None else "percent",
        "status": "estimate",
        "locator": f"list of {destination}, {period}" + (f", {count} of {of} places" if of else ""),
        "edition": "",
    }
