"""Whatever breaks around the store, the last good one serves: the short form of `make faults`."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from etl.build import build
from indicators import StoreError
from tests.faults import TRIALS, Bench, make_bench


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with make_bench(with_seed=7) as made:
        yield made


@pytest.mark.parametrize("name", TRIALS)
def test_the_last_good_store_serves(bench: Bench, name: str) -> None:
    trial, _, times = TRIALS[name]
    assert str(times) in trial(bench, times)


def test_a_store_of_half_a_build_would_be_noticed(bench: Bench) -> None:
    with duckdb.connect(str(bench.out)) as store:
        store.execute("update two_way set toward_korea = 7 where year = 1950 and partner = 'VNM'")
    with pytest.raises(AssertionError, match="a store of two builds"):
        bench.check_whole({bench.old.value})
    bench.restore()


def test_what_dead_builds_left_behind_is_taken_away(bench: Bench) -> None:
    left = bench.out.with_name(f".{bench.out.name}.1.part")
    left.write_bytes(b"half a store")
    bench.old.build(bench.out)
    assert not left.exists()


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(bench: Bench) -> None:
    in_the_way = bench.folder / "file"
    in_the_way.write_text("not a folder")
    with pytest.raises(StoreError, match="make room on the disk of file, see that this user may"):
        build(bench.old.raw, in_the_way / "store.duckdb", catalogue_folder=bench.old.catalogue)
