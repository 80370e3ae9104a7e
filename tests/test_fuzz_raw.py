"""Damaged raw files in the short form of `python -m tests.fuzz_raw`, and that form itself."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from tests.fuzz_raw import DAMAGES, Loader, check_unchanged, run_cases


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Loader:
    return Loader(tmp_path_factory.mktemp("loader"))


def test_damaged_raw_files_are_accepted_unchanged_or_refused_at_their_line() -> None:
    report = run_cases(range(60), with_seed=7)
    assert report.wrong == []
    assert report.ended["refused"] > 20
    assert report.ended["accepted unchanged"] > 5


def test_the_same_seed_damages_alike() -> None:
    content = b"a,b\n1,2\n3,4\n" * 9
    for name in ("a cell changed", "bytes changed", "cut off", "text put in"):
        damage = DAMAGES[name]
        assert damage(content, random.Random(1)) == damage(content, random.Random(1))
    assert DAMAGES["cut off"](content, random.Random(1)) != content


def test_every_shipped_file_is_accepted_unchanged(loader: Loader) -> None:
    for file in loader.files()[::9]:
        assert loader.faults_of(file, sealed=False) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (b"\r\n", "ends its lines as Windows does"),
        (b"\xe2\x80\xae\n", "holds a hidden character (U+202E)"),
        (b"\x0b\n", "holds a hidden character (U+000B)"),
        (b"\0\n", "holds a null character"),
    ],
)
def test_what_cannot_be_seen_is_refused_at_its_line(
    loader: Loader, damage: bytes, message: str
) -> None:
    file = next(file for file in loader.files() if file.shown_as.endswith("kosis_music.csv"))
    before = file.path.read_bytes()
    lines = before.split(b"\n")
    try:
        file.path.write_bytes(b"\n".join(lines[:4]) + damage + b"\n".join(lines[4:]))
        (fault,) = loader.faults_of(file, sealed=True)
    finally:
        file.path.write_bytes(before)
    assert (fault.line, message in fault.message) == (4, True), fault


def test_a_row_that_was_lost_on_the_way_would_be_noticed(loader: Loader) -> None:
    content = Path(loader.raw / "culture" / "kosis_music.csv").read_bytes()
    header = tuple(content.decode().partition("\n")[0].split(","))
    with pytest.raises(AssertionError, match="too few"):
        check_unchanged(loader.store, content, header, "flows")


@pytest.mark.parametrize(
    ("name", "column", "cells", "message"),
    [
        ("oecd_outbound.csv", "origin", ("", ""), "repeats"),
        ("akc_social_data.csv", "n", ("9" * 400,), "is not a number of respondents"),
        ("kocis.csv", "note", ("x" * 200_000,), "has a cell of more than 20000 characters"),
    ],
)
def test_what_the_long_run_found_is_refused_at_its_line(
    loader: Loader, name: str, column: str, cells: tuple[str, ...], message: str
) -> None:
    file = next(file for file in loader.files() if file.path.name == name)
    before = file.path.read_text(encoding="utf-8")
    rows = list(csv.reader(before.splitlines()))
    rows[1 : 1 + len(cells)] = [
        [cell if title == column else old for title, old in zip(rows[0], rows[1], strict=True)]
        for cell in cells
    ]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    try:
        file.path.write_text(written.getvalue(), encoding="utf-8")
        faults = loader.faults_of(file, sealed=True)
    finally:
        file.path.write_text(before, encoding="utf-8")
    assert any(message in fault.message for fault in faults), faults[:3]
    assert {fault.line for fault in faults} <= set(range(2, 2 + len(cells)))
