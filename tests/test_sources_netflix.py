"""Places in weekly lists by origin of title: the rule, and the count that follows it.

All titles here are made up.
"""

from __future__ import annotations

import datetime
import json

import pytest

from etl.refusal import Disagreement, NotData
from etl.reply import Reply, join_replies
from etl.sources import netflix
from etl.title_origin import Origin, Statement, settle, usable
from tests.replay import Answer, publishers, replay, session_with

HEADING = "country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\tseason_title"
NONE: frozenset[str] = frozenset()


def said(*countries: str) -> Statement:
    return Statement(frozenset(countries))


@pytest.mark.parametrize(
    ("statements", "own_lists", "expected"),
    [
        ({"a": said("KR"), "b": said("KR")}, NONE, Origin(frozenset({"KR"}), "KR")),
        ({"a": said("KR", "US"), "b": said("KR")}, NONE, Origin(frozenset({"KR", "US"}))),
        ({"a": said("KR"), "b": said("KR"), "c": said("US")}, NONE, Origin(frozenset({"KR"}))),
        ({"a": said("KR"), "b": said("VN")}, frozenset({"KR"}), Origin(frozenset({"KR"}))),
        ({"a": said("KR"), "b": said("VN")}, frozenset({"VN"}), Origin(frozenset({"VN"}))),
        ({"a": said("KR"), "b": said("VN")}, frozenset({"KR", "VN"}), Origin()),
        ({"a": said("KR"), "b": said("VN")}, NONE, Origin()),
        ({"a": said("TH"), "b": said("VN")}, frozenset({"VN"}), Origin()),
        ({}, frozenset({"KR"}), Origin()),
    ],
    ids=[
        "both name one country",
        "one source names two together: a co-production",
        "a third of the sources is not half",
        "a tie goes to the country whose own list the title entered",
        "a tie goes to the member whose own list it entered",
        "in both own lists: ambiguous",
        "in no own list: ambiguous",
        "a tie without Korea: ambiguous",
        "no source: unknown",
    ],
)
def test_the_origin_follows_the_written_rule(statements, own_lists, expected):
    assert settle(statements, own_lists) == expected


@pytest.mark.parametrize(
    ("statement", "english", "counts"),
    [
        (Statement(frozenset({"KR"}), datetime.date(2024, 3, 30), "ko"), False, True),
        (Statement(frozenset({"KR"}), datetime.date(2024, 4, 2), "ko"), False, False),
        (Statement(frozenset({"KR"}), None, "en"), False, False),
        (Statement(frozenset({"KR"}), None, "ko"), True, False),
        (Statement(frozenset({"KR"}), None, "ko"), None, True),
        (Statement(NONE, None, "ko"), None, False),
    ],
    ids=[
        "out within ninety days of the first week",
        "out later: another work of the same name",
        "English where Netflix says it is not",
        "not English where Netflix says it is",
        "no label of Netflix",
        "no country",
    ],
)
def test_another_work_of_the_same_name_does_not_count(statement, english, counts):
    assert usable(statement, datetime.date(2024, 1, 1), english) is counts


def lists(*places: tuple[str, str, str, str]) -> bytes:
    """Weekly lists from (market, week, category, title)."""
    lines = [
        f"X\t{market}\t{week}\t{kind}\t1\t{title}\tN/A" for market, week, kind, title in places
    ]
    return "\n".join([HEADING, *lines]).encode() + b"\n"


def wikidata(*rows: tuple[str, str, str]) -> Reply:
    """What Wikidata says, from (title, class, country)."""
    bindings = [
        {
            "label": {"value": title},
            "work": {"value": f"http://www.wikidata.org/entity/{title}"},
            "class": {"value": f"http://www.wikidata.org/entity/{kind}"},
            "iso": {"value": country},
        }
        for title, kind, country in rows
    ]
    body = json.dumps({"results": {"bindings": bindings}}).encode()
    return Reply(body, "https://query.wikidata.org/sparql?query=x")


FILM, SERIES = "Q11424", "Q5398426"


def counted(content: bytes) -> dict[tuple[str, ...], str]:
    frame = netflix.parse(content)
    assert set(frame["status"]) == {"estimate"}
    return {
        (row["series"], row["origin"], row["destination"], row["period"]): row["value"]
        for _, row in frame.iterrows()
    }


def test_places_are_counted_both_ways_with_the_share_that_is_unsettled():
    week = "2024-01-07"
    content = join_replies(
        [
            Reply(
                lists(
                    ("VN", week, "Films", "Korean film"),
                    ("VN", week, "TV", "Home series"),
                    ("VN", week, "Films", "With Viet Nam"),
                    ("VN", week, "TV", "Nobody knows"),
                    ("KR", week, "TV", "Home series"),
                    ("KR", week, "Films", "Korean film"),
                )
            ),
            wikidata(
                ("Korean film", FILM, "KR"),
                ("Home series", SERIES, "VN"),
                ("With Viet Nam", FILM, "KR"),
                ("With Viet Nam", FILM, "VN"),
            ),
        ]
    )
    found = counted(content)
    span = "2024-01/2024-01"
    assert found["netflix_places", "KOR", "VNM", span] == "1"
    assert found["netflix_share", "KOR", "VNM", span] == "25.00"
    assert found["netflix_unclassified_share", "WLD", "VNM", span] == "25.00"
    assert found["netflix_places", "VNM", "KOR", span] == "1"
    # A member without a title in Korea's list is a counted zero.
    assert found["netflix_places", "BRN", "KOR", span] == "0"
    # No list, no count.
    assert not any(cell[2] == "BRN" for cell in found)


def test_a_film_and_a_series_of_one_name_are_two_titles():
    week = "2024-01-07"
    content = join_replies(
        [
            Reply(lists(("VN", week, "Films", "Same"), ("VN", week, "TV", "Same"))),
            wikidata(("Same", FILM, "KR")),
        ]
    )
    assert counted(content)["netflix_titles", "KOR", "VNM", "2024-01/2024-01"] == "1"


def test_a_calendar_year_is_counted_only_where_the_lists_cover_all_of_it():
    days = [datetime.date(2024, 1, 7) + datetime.timedelta(weeks=week) for week in range(60)]
    content = join_replies(
        [
            Reply(lists(*(("VN", day.isoformat(), "TV", "Korean series") for day in days))),
            wikidata(("Korean series", SERIES, "KR")),
        ]
    )
    found = counted(content)
    assert found["netflix_places", "KOR", "VNM", "2024"] == "52"
    assert ("netflix_places", "KOR", "VNM", "2025") not in found
    assert found["netflix_places", "KOR", "VNM", "2024-01/2025-02"] == "60"


def test_a_week_that_is_missing_from_one_list_stops_the_source():
    weeks = ("2024-01-07", "2024-01-14", "2024-01-21")
    places = [("KR", week, "TV", "A") for week in weeks]
    places += [("VN", week, "TV", "A") for week in weeks if week != weeks[1]]
    with pytest.raises(Disagreement, match="VN lacks the week of 2024-01-14"):
        netflix.parse(join_replies([Reply(lists(*places))]))


@pytest.mark.parametrize("body", [b"<html></html>", b"week\tshow_title\n", b""])
def test_a_file_that_is_not_the_lists_is_refused(body):
    with pytest.raises(NotData):
        netflix.parse(body)


def test_a_line_that_is_cut_off_is_refused():
    with pytest.raises(NotData, match="cut off"):
        netflix.parse(lists(("KR", "2024-01-07", "TV", "A"))[:-5])


def tmdb(asked) -> object:
    """TMDB with one film, released in time, and another of the same name long after."""
    if asked.query.get("api_key") != "MARKER-4711":
        return Answer(b'{"status_code":7,"status_message":"Invalid API key"}', 401)
    if "/search/" in asked.path:
        results = [{"id": 9, "title": "Another"}, {"id": 5, "title": "MADEUP: A"}]
        return json.dumps({"results": results if "movie" in asked.path else []}).encode()
    return json.dumps(
        {
            "production_countries": [{"iso_3166_1": "KR"}],
            "release_date": "2023-12-20",
            "original_language": "ko",
        }
    ).encode()


def fetch_with(keys: dict[str, str]) -> tuple[bytes, list]:
    answers = publishers() | {"api.themoviedb.org/3/": tmdb}
    answers["query.wikidata.org/sparql"] = b'{"results": {"bindings": []}}'
    with replay(answers) as running, session_with(running, keys) as session:
        return netflix.fetch(session, datetime.date(2026, 11, 21)), running.calls


def test_tmdb_is_asked_only_with_a_key_and_matched_by_the_very_title():
    content, calls = fetch_with({"TMDB_API_KEY": "MARKER-4711"})
    assert "/3/movie/5" in {call.path for call in calls}
    assert b"4711" not in content
    found = counted(content)
    assert found["netflix_places", "KOR", "VNM", "2024-01/2024-01"] == "2"

    _, calls = fetch_with({})
    assert "api.themoviedb.org" not in {call.host for call in calls}


def test_titles_go_into_the_question_with_their_quotes_closed():
    answers = publishers()
    title = 'Say "Hi" \\ } UNION {'
    answers["www.netflix.com/tudum/top10/data/all-weeks-countries.tsv"] = lists(
        ("KR", "2024-01-07", "TV", title)
    )
    with replay(answers) as running, session_with(running) as session:
        netflix.fetch(session, datetime.date(2026, 11, 21))
    question = next(call.query["query"] for call in running.calls if "query" in call.query)
    assert f"{json.dumps(title)}@en" in question
