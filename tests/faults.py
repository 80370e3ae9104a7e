"""What may go wrong around the store: always the last good store serves and nothing is lost.

`python -m tests.faults --seed 1` breaks builds, stores and files in the long form; the short form
of the same runs in `tests/test_faults.py`. All figures are those of the synthetic world.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import functools
import io
import multiprocessing
import os
import random
import re
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import duckdb

import etl.__main__
import indicators
from etl.build import build
from etl.seal import seal
from indicators.store import ask
from tests.record import record
from tests.world import flow, write_world

#: Builds start as forks of a process that has read the code and opened nothing.
PROCESSES = multiprocessing.get_context("forkserver")
FAULT_LINE = re.compile(r"^[\w/.\-]+:\d+: .+")
PATIENCE = 120


@dataclass(frozen=True)
class World:
    """Raw figures and a catalogue, and the value by which stores built of them are known."""

    raw: Path
    catalogue: Path
    value: int

    def build(self, out: Path) -> None:
        build(self.raw, out, catalogue_folder=self.catalogue)


@dataclass
class Bench:
    """A store that is good, two worlds to build from, and chance."""

    folder: Path
    chance: random.Random
    old: World = field(init=False)
    new: World = field(init=False)
    good: bytes = b""

    def __post_init__(self) -> None:
        self.old, self.new = (make_world(self.folder, value) for value in (1001, 2002))
        self.old.build(self.out)
        self.good = self.out.read_bytes()

    @property
    def out(self) -> Path:
        return self.folder / "processed" / "reciprocity.duckdb"

    def restore(self) -> None:
        """Put the old store back, as a finished build would."""
        part = self.out.with_suffix(".again")
        part.write_bytes(self.good)
        os.replace(part, self.out)

    def check_whole(self, values: set[int]) -> None:
        """The store is one of those that were finished, and nothing else lies about."""
        found = read_value(self.out)
        assert found in values, f"the store holds {found}, none of {values}"


def make_world(folder: Path, value: int) -> World:
    """A synthetic world of 280 flows that all have one value."""
    rows = [
        flow(series, *route, str(year), value)
        for series, *route in (
            ("host_count", "KOR", "VNM"),
            ("host_count", "KOR", "THA"),
            ("korean_count", "VNM", "KOR"),
            ("korean_count", "THA", "KOR"),
        )
        for year in range(1950, 2020)
    ]
    raw, catalogue = write_world(folder / str(value), rows, [("VNM", 2001, 1000)])
    return World(raw, catalogue, value)


def read_value(out: Path) -> int:
    """The value that every flow of a store has, read as pages read it; both sides must agree."""
    rows = indicators.two_way("visitors", ["VNM", "THA"], store=out)
    assert len(rows) == 140, f"{len(rows)} rows of 140"
    values = {*rows["toward_korea"], *rows["toward_partner"]}
    assert len(values) == 1, f"a store of two builds: {values}"
    indicators.release(out)
    return int(values.pop())


def run_build(world: World, out: Path, told: Path, most_bytes: int = 0) -> None:
    """`python -m etl build` in a process of its own; what it says on errors goes to `told`."""
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    own = functools.partial(build, catalogue_folder=world.catalogue)
    errors = io.StringIO()
    code = 3
    try:
        with (
            mock.patch.object(etl.__main__, "build", own),
            contextlib.redirect_stderr(errors),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            code = etl.__main__.main(["build", "--raw", str(world.raw), "--out", str(out)])
    except BaseException as error:
        errors.write(f"Traceback of {error!r}")
    if most_bytes:
        os.write(2, errors.getvalue().encode())
    else:
        told.write_text(errors.getvalue(), encoding="utf-8")
    os._exit(code)


def start(world: World, out: Path, told: Path, most_bytes: int = 0) -> multiprocessing.Process:
    process = PROCESSES.Process(target=run_build, args=(world, out, told, most_bytes))
    process.start()
    return process


def kill_builds(bench: Bench, kills: int) -> str:
    """Builds killed at random moments: the old store or the whole new one, and a build mends."""
    told = bench.folder / "told"
    began = time.perf_counter()
    process = start(bench.new, bench.out, told)
    process.join(PATIENCE)
    whole = time.perf_counter() - began
    bench.check_whole({bench.new.value})
    survived = 0
    for _ in range(kills):
        bench.restore()
        process = start(bench.new, bench.out, told)
        time.sleep(bench.chance.uniform(0, 1.1 * whole))
        process.kill()
        process.join(PATIENCE)
        bench.check_whole({bench.old.value, bench.new.value})
        survived += read_value(bench.out) == bench.old.value
    bench.restore()
    bench.new.build(bench.out)
    bench.check_whole({bench.new.value})
    left = [path.name for path in bench.out.parent.iterdir() if ".part" in path.name]
    assert not left, f"parts of dead builds remain: {left}"
    return f"{kills} builds killed, {survived} of them before the new store was in place"


def fill_disk(bench: Bench, times: int) -> str:
    """No room for the store at random sizes: the old one stays, the message says what to do."""
    bench.restore()
    size = len(bench.good)
    for number in range(times):
        told = bench.folder / "told"
        most = bench.chance.randrange(4096, size // 2)
        with told.open("wb") as written:
            process = PROCESSES.Process(
                target=_into, args=(written.name, bench.new, bench.out, told, most)
            )
            process.start()
            process.join(PATIENCE)
        errors = told.read_text(encoding="utf-8")
        assert process.exitcode == 1, f"{number}: exit code {process.exitcode}: {errors}"
        assert "Traceback" not in errors and "make room on the disk" in errors, errors
        assert bench.out.read_bytes() == bench.good
        bench.check_whole({bench.old.value})
    return f"{times} disks full"


def _into(file: str, world: World, out: Path, told: Path, most_bytes: int) -> None:
    """A build whose errors go to an open file: nothing new can be written under the limit."""
    os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), 2)
    run_build(world, out, told, most_bytes)


def damage_stores(bench: Bench, times: int) -> str:
    """A store cut off, overwritten, empty, of another version or no store at all: a sentence."""
    path = bench.folder / "damaged" / "reciprocity.duckdb"
    path.parent.mkdir(exist_ok=True)
    good, chance = bench.good, bench.chance
    kinds: dict[str, Callable[[], bytes]] = {
        "cut off": lambda: good[: chance.randrange(len(good))],
        "overwritten": lambda: _overwrite(good, chance),
        "no store": lambda: chance.randbytes(chance.randrange(1, 20_000)),
        "empty": lambda: b"",
        "text": lambda: b"an error page in place of the file\n" * 300,
    }
    told = 0
    for number in range(times):
        kind = list(kinds)[number % len(kinds)]
        path.write_bytes(kinds[kind]())
        # In a process of its own: DuckDB must not take the server down either.
        with PROCESSES.Pool(1) as pool:
            answer = pool.apply_async(_read_damaged, (path,)).get(PATIENCE)
        assert answer in ("whole", "told"), f"{kind}: {answer}"
        told += answer == "told"
    for change, words in (
        ("update release set version = '0.0.1+abc'", "of version 0.0.1"),
        ("drop table two_way", "of another version"),
        ("alter table two_way drop column toward_korea", "of another version"),
        ("delete from release", "is empty"),
    ):
        path.write_bytes(good)
        with duckdb.connect(str(path)) as store:
            store.execute(change)
        message = _refusal(path)
        assert words in message and "make build" in message, f"{change}: {message}"
    path.unlink()
    assert "there is no store" in _refusal(path)
    return f"{times} stores damaged, {told} of them told of; 5 of another version or gone"


def _overwrite(good: bytes, chance: random.Random) -> bytes:
    content = bytearray(good)
    for _ in range(chance.randrange(1, 50)):
        place = chance.randrange(len(content) - 4096)
        content[place : place + 4096] = chance.randbytes(4096)
    return bytes(content)


def _read_damaged(path: Path) -> str:
    """`whole` where what was damaged holds no figure, `told` where a sentence names the remedy."""
    try:
        read_value(path)
    except indicators.StoreError as error:
        return "told" if "make build" in str(error) else str(error)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "whole"


def _refusal(path: Path) -> str:
    try:
        indicators.release(path)
        read_value(path)
    except indicators.StoreError as error:
        return str(error)
    return "nothing was refused"


def replace_while_read(bench: Bench, readers: int, times: int) -> str:
    """The store replaced while so many sessions read: each answer is of one build, none fails."""
    bench.restore()
    other = bench.folder / "other.duckdb"
    bench.new.build(other)
    contents = {bench.old.value: bench.good, bench.new.value: other.read_bytes()}
    faults: list[str] = []
    answers = [0] * readers
    stop = threading.Event()

    def read(number: int) -> None:
        while not stop.is_set():
            try:
                bench.check_whole(set(contents))
                answers[number] += 1
            except BaseException as error:
                faults.append(f"{type(error).__name__}: {error}")
                return

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    value = bench.old.value
    for _ in range(times):
        before = sum(answers)
        value = bench.new.value if value == bench.old.value else bench.old.value
        part = bench.out.with_suffix(".next")
        part.write_bytes(contents[value])
        os.replace(part, bench.out)
        ends = time.monotonic() + PATIENCE
        while sum(answers) < before + 2 * readers and not faults and time.monotonic() < ends:
            time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults, faults[0]
    assert read_value(bench.out) == value, "the newest store is not seen once readers pause"
    return f"{times} replacements under {readers} readers, {sum(answers)} whole answers"


def halve_raw_files(bench: Bench, times: int) -> str:
    """A raw file that is only half written is refused with its line, sealed anew or not."""
    bench.restore()
    for number in range(times):
        file = bench.new.raw / bench.chance.choice(("figures/flows.csv", "people/population.csv"))
        toml = file.with_suffix(".toml")
        before = file.read_bytes(), toml.read_bytes()
        try:
            file.write_bytes(before[0][: bench.chance.randrange(len(before[0]) - 1)])
            if number % 2:
                seal(file)
            told = bench.folder / "told"
            process = start(bench.new, bench.out, told)
            process.join(PATIENCE)
            errors = told.read_text(encoding="utf-8")
            # A file that ends with a whole line and was sealed so is a smaller file, not half one.
            meant = number % 2 and file.read_bytes().endswith(b"\n")
            assert process.exitcode == (0 if meant else 1), errors
            for line in errors.strip().splitlines()[:-1]:
                assert FAULT_LINE.match(line), line
            if not meant:
                assert bench.out.read_bytes() == bench.good
            bench.restore()
        finally:
            file.write_bytes(before[0])
            toml.write_bytes(before[1])
    return f"{times} raw files half written"


def jump_clocks(bench: Bench, times: int) -> str:
    """Builds dated long ago and far ahead, in any order: each store is whole and is served."""
    for _ in range(times):
        year = bench.chance.choice((1970, 1999, 2026, 2038, 2100, 9999))
        now = datetime.datetime(year, 1, 1, 0, 0, 1, tzinfo=datetime.UTC)
        build(bench.new.raw, bench.out, now=now, catalogue_folder=bench.new.catalogue)
        bench.check_whole({bench.new.value})
        assert indicators.release(bench.out).built_at.year == year
        assert ask("select count(*) as n from observation", store=bench.out)["n"].iloc[0] == 280
    bench.restore()
    return f"{times} clocks wrong"


def build_at_once(bench: Bench, times: int) -> str:
    """Two builds of one store at the same time: both end well, the store is of one of them."""
    for _ in range(times):
        bench.restore()
        told = [bench.folder / f"told_{number}" for number in range(2)]
        both = [
            start(world, bench.out, file)
            for world, file in zip((bench.old, bench.new), told, strict=True)
        ]
        for process in both:
            process.join(PATIENCE)
        codes = [process.exitcode for process in both]
        assert codes == [0, 0], f"{codes}: {[file.read_text() for file in told]}"
        bench.check_whole({bench.old.value, bench.new.value})
        assert not list(bench.out.parent.glob(".*.part*"))
    return f"{times} times two builds at once"


#: What is tried, with how much of it the long and the short form try.
TRIALS: dict[str, tuple[Callable[[Bench, int], str], int, int]] = {
    "builds killed": (kill_builds, 50, 3),
    "disk full": (fill_disk, 20, 2),
    "store damaged": (damage_stores, 100, 10),
    "store replaced while 20 sessions read": (
        lambda bench, times: replace_while_read(bench, 20, times),
        20,
        2,
    ),
    "raw file half written": (halve_raw_files, 30, 2),
    "clock jumps": (jump_clocks, 12, 2),
    "two builds at once": (build_at_once, 10, 1),
}


@contextlib.contextmanager
def make_bench(with_seed: int):
    """A place to break things in, gone afterwards."""
    PROCESSES.set_forkserver_preload(["etl.__main__", "indicators", "tests.world"])
    with tempfile.TemporaryDirectory() as folder:
        yield Bench(Path(folder), random.Random(with_seed))


def main(arguments: list[str] | None = None) -> int:
    """Try everything and tell what came of it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="as much as the tests try")
    parser.add_argument("--record", action="store_true", help="write docs/hardening.md")
    chosen = parser.parse_args(arguments)
    failed = 0
    with make_bench(chosen.seed) as bench:
        for name, (trial, long, short) in TRIALS.items():
            began = time.perf_counter()
            try:
                told = trial(bench, short if chosen.short else long)
            except AssertionError as error:
                told, failed = f"FAILED: {error}", failed + 1
            spent = time.perf_counter() - began
            print(f"seed {chosen.seed}, {name}: {told} ({spent:.0f} s)", flush=True)
            if chosen.record and not chosen.short:
                record(chosen.seed, name, told)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
