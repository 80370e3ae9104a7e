"""The checkout itself is in order: what it carries, what it pins, what it promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from indicators.version import VERSION
from run import MODULES
from tests.checkout import ROOT, carried_files, read, texts

READMES = ("README.md", "README.ko.md")
LONGEST_MODULE = 300

MACHINE_PATH = re.compile(
    r"(?:(?<![\w.:/~-])|(?<=file://))/(?:work|root|(?:home|Users)/[\w.-]+)/"
    r"|\b[A-Za-z]:\\+Users\\+[\w.-]+\\"
)
REGISTRY = re.compile(
    r"pypi\.(?:org|python\.org)|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"
    r"|--(?:extra-)?index-url|--find-links\s+\S*/"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b")


def find_lines(pattern: re.Pattern[str]) -> list[str]:
    """``file:line: text`` of every line that the pattern is found in."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE)) - {"python"}


def run_commands() -> set[str]:
    """The commands that run.py itself says it has."""
    command = [sys.executable, str(ROOT / "run.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^    ([a-z]+)(?: {2,}|$)", shown, flags=re.MULTILINE))


def fenced_blocks(text: str) -> list[str]:
    return re.findall(r"^```.*?^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("pattern", "caught"),
    [
        (MACHINE_PATH, "/" + "work/main/app.py"),
        (MACHINE_PATH, "open('/" + "root/store.duckdb')"),
        (MACHINE_PATH, "see /" + "home/somebody/project"),
        (MACHINE_PATH, "file:///" + "root/store.duckdb"),
        (MACHINE_PATH, "C:" + r"\Users\somebody\project"),
        (REGISTRY, "https://" + "pypi." + "org/simple"),
        (REGISTRY, "pip install --index" + "-url x"),
        (UNFINISHED, "# TO" + "DO: later"),
    ],
)
def test_what_must_not_be_carried_is_recognised(pattern: re.Pattern[str], caught: str) -> None:
    assert pattern.search(caught)


@pytest.mark.parametrize("innocent", ["https://example.org/work/2024/", "a/root/b", "homework/"])
def test_an_address_is_not_taken_for_a_path_of_a_machine(innocent: str) -> None:
    assert not MACHINE_PATH.search(innocent)


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert find_lines(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert find_lines(REGISTRY) == []


def test_nothing_is_left_as_a_note_to_finish_later() -> None:
    assert find_lines(UNFINISHED) == []


def test_nothing_generated_is_carried() -> None:
    generated = ("*.duckdb", "*.duckdb.wal", "*.pyc", "*.parquet", "*.log")
    carried = [path.name for path in carried_files()]
    assert [name for name in carried if any(fnmatch(name, end) for end in generated)] == []


def test_the_makefile_and_run_py_offer_the_same_commands() -> None:
    assert make_targets() - {"help"} == run_commands()


@pytest.mark.parametrize("command", sorted(MODULES))
def test_every_command_runs_a_module_that_knows_it(command: str) -> None:
    _, module, *words = MODULES[command]
    asked = [sys.executable, "-m", module, *words, "--help"]
    shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_command_in_the_documents_exists(name: str) -> None:
    text = read(name)
    named = set(re.findall(r"^make ([a-z]+)", "\n".join(fenced_blocks(text)), flags=re.MULTILINE))
    named |= set(re.findall(r"`make ([a-z]+)", text)) | set(re.findall(r"\brun\.py ([a-z]+)", text))
    assert {"test"} <= named
    assert named <= run_commands()


@pytest.mark.parametrize("name", READMES)
def test_a_newcomer_finds_both_commands_in_the_readme(name: str) -> None:
    blocks = "\n".join(fenced_blocks(read(name)))
    for command in ("make run", "make test", "py run.py", "py run.py test"):
        assert re.search(rf"^{re.escape(command)}\b", blocks, flags=re.MULTILINE), command


def test_both_readmes_have_the_same_parts_and_links() -> None:
    english, korean = (read(name) for name in READMES)
    for pattern in (r"^#+ ", r"^\|", r"\]\((?!README)[^)\s]+\)"):
        left, right = (re.findall(pattern, text, flags=re.M) for text in (english, korean))
        # Pictures and documents are those in the reader's language, where there are two.
        right = [part.replace(".ko.png", ".en.png").replace(".ko.md", ".md") for part in right]
        assert left == right, pattern


def test_every_document_linked_to_is_there() -> None:
    broken = []
    for name, text in texts():
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)", text):
            if "://" not in target and not (ROOT / name).parent.joinpath(target).exists():
                broken.append(f"{name} links to {target}")
    assert broken == []


def test_no_module_is_too_long_to_read_in_one_go() -> None:
    lengths = {
        name: len(text.splitlines())
        for name, text in texts()
        if name.endswith(".py") and not name.startswith("tests/")
    }
    assert lengths
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_the_documents_tell_of_the_version_at_hand() -> None:
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == VERSION
    for name in READMES:
        assert VERSION in read(name), f"{name} does not say how to cite version {VERSION}"
    headings = re.findall(r"^## \[?([^\]\s]+)\]?", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == VERSION


def test_the_licence_says_that_it_does_not_cover_the_figures() -> None:
    licence = read("LICENSE")
    assert "MIT License" in licence
    assert "figures" in licence
    assert "CC BY-SA" in licence


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_the_check_on_a_clean_machine_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the check is for Debian")
@pytest.mark.parametrize(("failing", "code"), [("nothing", 0), ("lint", 1), ("test", 1)])
def test_the_check_runs_rules_and_tests_and_fails_with_either(
    tmp_path: Path, failing: str, code: int
) -> None:
    """The commands it calls are stood in for, so that only the order of the check is tested."""
    answers = {
        "make": f'echo "make $1"; [ "$1" != {failing} ]',
        "dpkg-query": "echo ok installed",
        "chromium": "true",
        "python3": "true",
    }
    for name, script in answers.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["bash", str(ROOT / ".ci" / "run")],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["make lint", "make test"]
    assert done.returncode == code
