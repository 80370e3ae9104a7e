"""Bad input is refused with file and line, and the earlier store is untouched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.seal import seal
from indicators.catalogue.load import RAW_FOLDER

FILE = "tourism/moj_entries.csv"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped raw figures, to be damaged and mended again."""
    raw = tmp_path_factory.mktemp("copy") / "raw"
    shutil.copytree(RAW_FOLDER, raw)
    return raw


def cell(line: str, column: int, becomes: str) -> str:
    """The line with one cell changed (no cell before it is quoted)."""
    cells = line.split(",")
    cells[column] = becomes
    return ",".join(cells)


def without_cell(line: str) -> str:
    cells = line.split(",")
    return ",".join(cells[:4] + cells[5:])


DAMAGES = {
    "a cell removed": (without_cell, "cells where 10 belong"),
    "a value taken out": (lambda line: cell(line, 4, ""), "has no value"),
    "two columns swapped": (
        lambda line: ",".join(
            [*line.split(",")[:4], *line.split(",")[4:6][::-1], *line.split(",")[6:]]
        ),
        "is not a plain number",
    ),
    "a negative value": (lambda line: cell(line, 4, "-5"), "is below zero"),
    "a wrong country code": (lambda line: cell(line, 1, "VNX"), "unknown country 'VNX' as origin"),
    "an unknown unit": (lambda line: cell(line, 5, "heads"), "unknown unit 'heads'"),
    "an unknown series": (lambda line: cell(line, 0, "moj_entrys"), "did you mean 'moj_entries'"),
    "an unknown status": (lambda line: cell(line, 6, "done"), "unknown status 'done'"),
    "an unknown source": (lambda line: cell(line, 7, "nobody"), "unknown source 'nobody'"),
    "a period that does not exist": (lambda line: cell(line, 3, "2018-13"), "does not exist"),
    "a value that is no number": (lambda line: cell(line, 4, "1e999"), "is not a plain number"),
    "a formula for a value": (lambda line: cell(line, 4, "=1+1"), "is not a plain number"),
    "the same row twice": (lambda line: f"{line}\n{line}", "keep one of them"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "not sealed"])
def test_a_damaged_row_is_refused_at_its_line(copied, tmp_path, capsys, damage, sealed):
    change, message = DAMAGES[damage]
    file = copied / FILE
    lines = file.read_text(encoding="utf-8").split("\n")
    number = 20
    lines[number - 1] = change(lines[number - 1])
    where = number + 1 if damage == "the same row twice" else number
    with damaged(file, "\n".join(lines), sealed):
        errors = refuse(copied, tmp_path, capsys)
    assert re.search(rf"^raw/{FILE}:{where}: .*{re.escape(message)}", errors, re.MULTILINE)
    assert ("does not match the sha256" in errors) is not sealed


def test_a_header_in_another_order_is_refused(copied, tmp_path, capsys):
    file = copied / FILE
    text = file.read_text(encoding="utf-8")
    with damaged(file, text.replace("origin,destination", "destination,origin", 1), sealed=True):
        errors = refuse(copied, tmp_path, capsys)
    assert f"raw/{FILE}:1: has the columns series,destination,origin" in errors


@pytest.mark.parametrize("cut", [0.5, 0.999])
def test_a_truncated_file_is_refused_at_its_last_line(copied, tmp_path, capsys, cut):
    file = copied / FILE
    text = file.read_text(encoding="utf-8")
    shorter = text[: int(len(text) * cut)]
    with damaged(file, shorter, sealed=False):
        errors = refuse(copied, tmp_path, capsys)
    last = shorter.count("\n") + 1
    assert f"raw/{FILE}:{last}: " in errors


def test_a_wrong_hash_is_refused_and_the_remedy_named(copied, tmp_path, capsys):
    file = copied / FILE
    text = file.read_text(encoding="utf-8")
    with damaged(file, text.replace(",final,", ",provisional,", 1), sealed=False):
        errors = refuse(copied, tmp_path, capsys)
    assert f"raw/{FILE}:1: does not match the sha256" in errors
    assert "python -m etl seal" in errors


def test_bytes_that_are_not_text_are_refused_at_their_line(copied, tmp_path, capsys):
    file = copied / FILE
    content = file.read_bytes()
    lines = content.split(b"\n")
    lines[4] += "태국".encode("cp949")
    with damaged(file, b"\n".join(lines), sealed=True):
        errors = refuse(copied, tmp_path, capsys)
    assert f"raw/{FILE}:5: is not UTF-8 text here" in errors


def test_parts_that_do_not_add_up_are_refused(copied, tmp_path, capsys):
    file = copied / "students" / "kedi_students.csv"
    lines = file.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("kedi_total,VNM,KOR,2024"))
    lines[number] = cell(lines[number], 4, "56004")
    with damaged(file, "\n".join(lines), sealed=True):
        errors = refuse(copied, tmp_path, capsys)
    assert f"kedi_students.csv:{number + 1}: kedi_total is 56004 but its parts add up to" in errors


def test_a_file_without_provenance_is_refused(copied, tmp_path, capsys):
    stray = copied / "tourism" / "stray.csv"
    stray.write_text("series\n", encoding="utf-8")
    try:
        errors = refuse(copied, tmp_path, capsys)
    finally:
        stray.unlink()
    assert "raw/tourism/stray.csv:1: has no provenance" in errors


def test_a_correction_stops_the_build_once_the_source_is_mended(copied, tmp_path, capsys):
    file = copied / "corrections.toml"
    text = file.read_text(encoding="utf-8")
    first = re.search(r"(?m)^expect = (.*)$", text)
    try:
        file.write_text(text.replace(first[0], "expect = 123456789.5", 1), encoding="utf-8")
        errors = refuse(copied, tmp_path, capsys)
    finally:
        file.write_text(text, encoding="utf-8")
    assert re.search(r"raw/corrections.toml:\d+: correction '.*' was written for", errors)


def test_every_fault_is_told_at_once(copied, tmp_path, capsys):
    file = copied / FILE
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[9] = cell(lines[9], 1, "VNX")
    lines[29] = cell(lines[29], 4, "-5")
    with damaged(file, "\n".join(lines), sealed=True):
        errors = refuse(copied, tmp_path, capsys)
    assert f"raw/{FILE}:10: " in errors
    assert f"raw/{FILE}:30: " in errors
    assert "2 fault(s)" in errors


class damaged:
    """The file with other content for a while; its provenance is sealed anew if asked."""

    def __init__(self, file: Path, content: str | bytes, sealed: bool) -> None:
        self.file, self.sealed = file, sealed
        self.content = content.encode() if isinstance(content, str) else content

    def __enter__(self) -> None:
        toml = self.file.with_suffix(".toml")
        self.before = (self.file.read_bytes(), toml.read_bytes())
        self.file.write_bytes(self.content)
        if self.sealed:
            seal(self.file)

    def __exit__(self, *_: object) -> None:
        content, provenance = self.before
        self.file.write_bytes(content)
        self.file.with_suffix(".toml").write_bytes(provenance)


def refuse(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the build, see it refuse and leave the earlier store as it was; return its errors."""
    out = tmp_path / "reciprocity.duckdb"
    out.write_bytes(b"the earlier store")
    assert main(["build", "--raw", str(raw), "--out", str(out)]) == 1
    assert out.read_bytes() == b"the earlier store"
    assert not list(tmp_path.glob("*.part*"))
    errors = capsys.readouterr().err
    for line in errors.strip().splitlines()[:-1]:
        assert re.match(r"^[\w/.\-]+:\d+: .+", line), line
    return errors
