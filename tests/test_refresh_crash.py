"""A refresh that is killed, wherever it is, leaves raw figures and a store that are whole."""

from __future__ import annotations

import datetime
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.build import build
from etl.refresh import refresh
from etl.snapshots import Staging, files_of, place_of
from tests.checkout import ROOT
from tests.replay import Replay, fixture, publishers, replay, session_with, small_raw

TODAY = datetime.date(2026, 11, 21)
NAMES = ("wb_population", "kosis_music")
POINTS = 20
SEED = 7
KILLED = 137

#: What a process does to the file system, as Python tells its audit hooks.
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"}


def changes(event: str, arguments: tuple) -> bool:
    """Whether an audit event is about to change a file or a folder."""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return bool(writes) or (isinstance(mode, str) and mode[:1] in "wax")
    return event in CHANGES


def refresh_and_die(folder: Path, address: str, last: int) -> None:
    """Refresh a copy of the checkout and stop dead before the change of that number.

    The changes made are written down where the end is reached.
    """
    made: list[str] = []

    def die(event: str, arguments: tuple) -> None:
        if changes(event, arguments):
            made.append(event)
            if len(made) == last:
                os._exit(KILLED)

    sys.addaudithook(die)
    with session_with(Replay(address, {})) as session:
        refresh(
            NAMES,
            folder / "data" / "raw",
            folder / "data" / "processed" / "store.duckdb",
            session,
            TODAY,
            catalogue_folder=folder / "catalogue",
        )
    (folder / "changes").write_text(json.dumps(made))
    os._exit(0)


def drive(template: str, address: str, points: str) -> None:
    """Run one doomed refresh after another, each in a fork of this process."""
    for point in json.loads(points):
        folder = Path(f"{template}-{point}")
        shutil.copytree(template, folder)
        child = os.fork()
        if not child:
            refresh_and_die(folder, address, point)
        os.waitpid(child, 0)


def run_doomed(template: Path, address: str, points: list[int]) -> None:
    script = "import sys; from tests.test_refresh_crash import drive; drive(*sys.argv[1:])"
    subprocess.run(
        [sys.executable, "-c", script, str(template), address, json.dumps(points)],
        cwd=ROOT,
        check=True,
        stderr=subprocess.DEVNULL,
    )


def editions(folder: Path) -> dict[str, bytes]:
    """The CSV of each refreshed dataset in a folder of raw figures."""
    return {
        name: files_of(place_of(folder / "data" / "raw", f"refreshed_{name}"))[0].read_bytes()
        for name in NAMES
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs an operating system with fork")
def test_a_refresh_killed_at_any_of_twenty_points_leaves_a_store_and_raw_files_that_build(tmp_path):
    template = tmp_path / "desk"
    raw, catalogue = small_raw(template, only=("denominators/wb_population", "culture/kosis_music"))
    store = template / "data" / "processed" / "store.duckdb"
    answers = publishers()
    with replay(answers) as running:
        with session_with(running) as session:
            refresh(NAMES, raw, store, session, TODAY, catalogue_folder=catalogue)
        earlier = editions(template)
        answers["api.worldbank.org/v2/country/"] = fixture("worldbank_population_ok.json").replace(
            b"100352192", b"100352193"
        )
        answers["kosis.kr/openapi/Param/"] = fixture(
            "kosis_music_exports_by_region_PARTLY_MADEUP.json"
        ).replace(b"157753", b"157754")

        run_doomed(template, running.address, [0])
        made = json.loads((Path(f"{template}-0") / "changes").read_text())
        later = editions(Path(f"{template}-0"))
        assert all(later[name] != earlier[name] for name in NAMES)

        # Half of the points while the editions are read and tried, half from the first move on.
        first_move = made.index("os.rename") + 1
        chance = random.Random(SEED)
        points = chance.sample(range(1, first_move), POINTS // 2)
        points += chance.sample(range(first_move, len(made) + 1), POINTS // 2)
        run_doomed(template, running.address, points)

    outcomes = set()
    for point in points:
        folder = Path(f"{template}-{point}")
        raw, out = folder / "data" / "raw", folder / "data" / "processed" / "store.duckdb"
        assert not (folder / "changes").exists(), f"was not killed at {point}"
        # As it lies there, the raw folder builds and the store answers.
        build(raw, folder / "as_it_lies.duckdb", TODAY, catalogue_folder=catalogue)
        with duckdb.connect(str(out), read_only=True) as connection:
            assert connection.execute("select count(*) from denominator").fetchone() == (9,)
        # The next command finishes or undoes what was begun, and no edition is lost or mixed.
        finished = Staging(raw, out.parent / "refresh").finish()
        found = editions(folder)
        for name in NAMES:
            assert found[name] in (earlier[name], later[name]), f"{name} at {point}"
        if finished:
            build(raw, out, TODAY, catalogue_folder=catalogue)
        outcomes.add(tuple(found[name] == later[name] for name in NAMES))
    assert {(False, False), (True, True)} <= outcomes


def test_a_half_moved_edition_is_moved_in_by_the_next_command(tmp_path):
    raw, state = tmp_path / "raw", tmp_path / "state"
    place = place_of(raw, "refreshed_x")
    for folder, text in (
        (state / "old" / "refreshed_x", "old"),
        (state / "ready" / "refreshed_x", "new"),
    ):
        folder.mkdir(parents=True)
        (folder / "figures").write_text(text)
    assert Staging(raw, state).finish() == ["refreshed_x"]
    assert (place / "figures").read_text() == "new"
    assert not any((state / "old").iterdir())


def test_an_edition_that_was_moved_out_for_nothing_is_put_back(tmp_path):
    raw, state = tmp_path / "raw", tmp_path / "state"
    former = state / "old" / "refreshed_x"
    former.mkdir(parents=True)
    (former / "figures").write_text("old")
    Staging(raw, state).finish()
    assert (place_of(raw, "refreshed_x") / "figures").read_text() == "old"
