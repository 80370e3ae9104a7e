"""The publishers themselves, asked only with `--live`: control points that were read elsewhere.

Without a network one test fails and says so in a sentence; a source whose key is not set is left
out.
"""

from __future__ import annotations

import csv
import datetime
import socket
from collections.abc import Iterator
from decimal import Decimal

import pytest

from etl.cells import frame_rows, unit_factors, values
from etl.doubts import CONTROL_POINTS
from etl.fetch import Session
from etl.refusal import NotPublished
from etl.register import SOURCES, Source
from indicators.catalogue import load_catalogue

NO_NETWORK = (
    "The publishers cannot be reached from here: run the live tests where there is a network."
)


def points_of(source: Source) -> list[dict[str, str]]:
    with CONTROL_POINTS.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["source"] == source.name]


def is_connected() -> bool:
    """Whether one of the publishers can be reached at all."""
    try:
        socket.create_connection(("api.worldbank.org", 443), timeout=10).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def connected() -> bool:
    return is_connected()


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session()
    yield session
    session.close()


@pytest.mark.live
def test_the_publishers_can_be_reached(connected: bool) -> None:
    if not connected:
        pytest.fail(NO_NETWORK, pytrace=False)


@pytest.mark.live
@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_a_publisher_answers_as_expected(connected: bool, session: Session, source: Source) -> None:
    if not connected:
        pytest.skip(NO_NETWORK)
    if source.key and not session.has_key(source.key):
        pytest.skip(f"{source.name} needs {source.key}")
    try:
        with session.source(60 * source.minutes):
            content = source.fetch(session, datetime.date.today(), **source.options)
        frame = source.parse(content)
    except NotPublished as refusal:
        pytest.skip(str(refusal))
    found = values(frame_rows(frame), unit_factors(load_catalogue()))
    for point in points_of(source):
        cell = (point["series"], point["origin"], point["destination"], point["period"])
        expected = Decimal(point["expected"])
        assert abs(found[cell] - expected) <= expected * Decimal(point["tolerance_percent"]) / 100


def test_every_control_point_belongs_to_a_source() -> None:
    with CONTROL_POINTS.open(encoding="utf-8", newline="") as lines:
        named = {row["source"] for row in csv.DictReader(lines)}
    assert named <= {source.name for source in SOURCES}
    assert {"uis_students", "wb_population", "imf_goods_trade", "kto_visitors"} <= named
