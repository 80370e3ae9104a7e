"""Whatever a publisher's server does, every source ends in time and nothing of its own is lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from etl.build import build
from etl.outcome import Summary
from etl.refresh import refresh
from etl.sources import kcs_goods
from tests import replay as stand_in
from tests.replay import HASTY, Answer, Replay, publishers, replay, session_with, small_raw

TODAY = datetime.date(2026, 11, 21)
#: One source for each publisher and shape of answer.
NAMES = (
    "uis_students",
    "wb_population",
    "imf_goods_trade",
    "sgp_visitors",
    "mys_entries",
    "kosis_music",
    "moj_student_visas",
    "kto_visitors",
    "comtrade_goods",
    "kcs_goods",
    "oecd_services",
    "netflix",
)
IMPATIENT = replace(HASTY, read=0.3, call=0.6, tries=1, most_bytes=200_000)

BEHAVIOURS = {
    "says nothing": stand_in.silent(),
    "drips": stand_in.dripping(),
    "drips its headers": stand_in.dripping_head(),
    "never ends": stand_in.endless(),
    "never ends, as text": stand_in.endless("text/csv"),
    "is cut off": stand_in.truncated(b'{"records": [{"value": 1'),
    "hangs up": stand_in.hung_up(),
    "sends a gzip bomb": stand_in.gzip_bomb(4),
    "sends on to another host": stand_in.redirect("https://elsewhere.example/"),
    "sends on and on": stand_in.redirect("/again"),
    "fails": Answer(b"oops", 500),
    "is overrun": Answer(b"", 429, (("Retry-After", "86400"),)),
    "has no such page": Answer(b"not found", 404),
    "sends a page": Answer(b"<!DOCTYPE html><html><body>Maintenance</body></html>"),
    "sends a page that ends early": Answer(b"<html><body>"),
    "sends half of JSON": Answer(b'[{"page": 1, "pages": 1, "total": 3}, [{"date": "20'),
    "sends another encoding": Answer("서비스 점검 중입니다".encode("cp949")),
    "sends bytes": Answer(bytes(range(256))),
    "sends nothing": Answer(b""),
    "sends an empty list": Answer(b"[]"),
    "sends an empty object": Answer(b"{}"),
    "sends a number": Answer(b"7"),
    "sends lists where objects belong": Answer(b'[[], [1], {"a": []}]'),
}


class Filled:
    """A checkout in which every source was refreshed once."""

    def __init__(self, folder: Path, running: Replay) -> None:
        self.raw, self.catalogue = small_raw(folder)
        self.out = folder / "data" / "processed" / "store.duckdb"
        self.running = running

    def refresh(self, limits=HASTY) -> Summary:
        with session_with(self.running, limits=limits) as session:
            return refresh(
                NAMES, self.raw, self.out, session, TODAY, catalogue_folder=self.catalogue
            )

    def everything(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.raw).as_posix(): path.read_bytes()
            for path in sorted(self.raw.rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with pytest.MonkeyPatch.context() as patch, replay(publishers()) as running:
        patch.setattr(kcs_goods, "FIRST_YEAR", 2025)
        desk = Filled(tmp_path_factory.mktemp("filled"), running)
        assert {ended.ending for ended in desk.refresh().ended} == {"refreshed"}
        yield desk


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_nothing_is_lost_and_nothing_half_written(filled, behaviour):
    before, built = filled.everything(), filled.out.read_bytes()
    answers = dict(filled.running.answers)
    try:
        for start in answers:
            filled.running.answers[start] = BEHAVIOURS[behaviour]
        summary = filled.refresh(IMPATIENT)
    finally:
        filled.running.answers.update(answers)
    assert {ended.name: ended.ending for ended in summary.ended} == dict.fromkeys(NAMES, "kept")
    assert summary.exit_code == 1
    for ended in summary.ended:
        assert ended.sentence
        assert "\n" not in ended.sentence
    assert filled.everything() == before
    assert filled.out.read_bytes() == built
    assert not any((filled.out.parent / "refresh" / "aside").glob("*"))


def test_after_all_that_the_figures_still_build_and_are_confirmed(filled, tmp_path):
    build(filled.raw, tmp_path / "again.duckdb", TODAY, catalogue_folder=filled.catalogue)
    assert {ended.ending for ended in filled.refresh().ended} == {"confirmed"}
