"""No key can be read anywhere a refresh writes or prints, whatever the publisher does with it."""

from __future__ import annotations

import datetime
import json
import logging
from pathlib import Path
from urllib.parse import quote

import pytest

from etl import __main__ as command
from etl.fetch import Session
from etl.refresh import refresh
from etl.sources import kcs_goods
from tests import replay as stand_in
from tests.replay import HASTY, Answer, Asked, fixture, publishers, replay, session_with, small_raw

MARKER = "zz-MARKER/qvxwjkzq+zz=="
KEYS = dict.fromkeys(
    ("KOSIS_API_KEY", "DATA_GO_KR_KEY", "COMTRADE_API_KEY", "TMDB_API_KEY"), MARKER
)
#: Parts of the marker that survive every way of writing it. Letters alone, and many: a few digits
#: stand in the number of some object or port sooner or later.
TRACES = (MARKER, quote(MARKER, safe=""), "zz-MARKER", "MARKER%2Fqvxwjkzq", "qvxwjkzq")
TODAY = datetime.date(2026, 11, 21)


def echo(asked: Asked) -> bytes:
    """A publisher that repeats the whole question in its error."""
    told = " ".join([*asked.query.values(), *asked.headers.values()])
    return json.dumps({"err": "11", "errMsg": told, "code": -4, "msg": told}).encode()


def echo_in_figures(asked: Asked) -> bytes:
    """A publisher that repeats the key inside the name of a row."""
    rows = json.loads(fixture("kosis_music_exports_by_region_PARTLY_MADEUP.json"))
    for row in rows:
        row["TBL_ID"] = asked.query["tblId"]
        row["C1_NM"] = row["C1_NM"]
        row["PRD_DE"] = row["PRD_DE"] if row["C1_NM"] != "합계" else asked.query["apiKey"]
    return json.dumps(rows).encode()


WAYS = {
    "answers": lambda answer: answer,
    "fails": lambda answer: Answer(b"", 500),
    "echoes": lambda answer: echo,
    "echoes in the figures": lambda answer: echo_in_figures,
    "refuses": lambda answer: fixture("datagokr_gateway_30_key.xml"),
    "hangs up": lambda answer: stand_in.hung_up(),
    "is cut off": lambda answer: stand_in.truncated(b'[{"TBL_ID"'),
    "sends on": lambda answer: stand_in.redirect(f"https://elsewhere.example/?key={MARKER}"),
    "sends a page": lambda answer: Answer(f"<html>{MARKER}</html>".encode()),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_trace_of_a_key_is_left_anywhere(tmp_path, capfd, caplog, monkeypatch, way):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(kcs_goods, "FIRST_YEAR", 2026)
    raw, catalogue = small_raw(tmp_path)
    out = tmp_path / "data" / "processed" / "store.duckdb"
    answers = {start: WAYS[way](answer) for start, answer in publishers().items()}
    keyed = ["kosis_music", "kosis_students", "kto_visitors", "moj_student_visas"]
    keyed += ["comtrade_goods", "kcs_goods", "netflix"]
    with replay(answers) as running, session_with(running, KEYS) as session:
        for dry_run in (True, False):
            summary = refresh(keyed, raw, out, session, TODAY, dry_run, catalogue_folder=catalogue)
            print(summary)
        assert running.calls
    printed = capfd.readouterr()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    for trace in TRACES:
        assert trace not in printed.out + printed.err
        assert trace not in caplog.text
        for path in written:
            assert trace.encode() not in path.read_bytes(), path


def test_the_commands_print_no_key_either(tmp_path, capfd, monkeypatch):
    """Through `python -m etl refresh`, with the keys in the environment as a user sets them."""
    raw, _ = small_raw(tmp_path)
    for name in KEYS:
        monkeypatch.setenv(name, MARKER)
    with replay({"kosis.kr/": echo}) as running:
        monkeypatch.setattr(
            command,
            "refresh",
            lambda *arguments, **options: refresh(
                *arguments,
                session=Session(limits=HASTY, route=running.route),
                catalogue_folder=tmp_path / "catalogue",
                **options,
            ),
        )
        out = Path(tmp_path / "store.duckdb")
        code = command.main(["refresh", "kosis_music", "--raw", str(raw), "--out", str(out)])
        assert running.calls[0].query["apiKey"] == MARKER
    printed = capfd.readouterr()
    assert code == 1
    assert "KOSIS does not know the key" in printed.out
    assert "[key]" in printed.out
    for trace in TRACES:
        assert trace not in printed.out + printed.err
