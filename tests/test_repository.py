"""The checkout itself is in order: what it carries, what it pins, what it promises."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
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
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; .+)?")


def carried_files() -> list[Path]:
    """Every file of the checkout that git would carry, also where there is no git."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    folders = {".git", *(entry.rstrip("/") for entry in ignored if entry.endswith("/"))}
    # In a second work tree .git is a file.
    names = [".git", *(entry for entry in ignored if not entry.endswith("/"))]
    files = []
    for folder, below, here in os.walk(ROOT):
        place = Path(folder).relative_to(ROOT)
        below[:] = [
            name
            for name in below
            if not any(fnmatch(found, e) for e in folders for found in (name, str(place / name)))
        ]
        files += [Path(folder, name) for name in here if not any(fnmatch(name, e) for e in names)]
    return files


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every carried file that is text."""
    for path in carried_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8")


def find_lines(pattern: re.Pattern[str]) -> list[str]:
    """``file:line: text`` of every line that the pattern is found in."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def read_pins(name: str) -> list[str]:
    """The lines of a requirements file that name a package."""
    lines = (line.strip() for line in read(name).splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def pinned(*names: str) -> set[str]:
    return {canonicalize_name(Requirement(pin).name) for name in names for pin in read_pins(name)}


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE)) - {"python"}


def run_commands() -> set[str]:
    """The commands that run.py itself says it has."""
    command = [sys.executable, str(ROOT / "run.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^    ([a-z]+) {2,}", shown, flags=re.MULTILINE))


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


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_to_one_version(name: str) -> None:
    pins = read_pins(name)
    assert pins
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


@pytest.mark.parametrize("loose", ["pandas", "pandas>=3", "pandas==3.*", "pandas~=3.1", "-e ."])
def test_a_loose_requirement_is_recognised(loose: str) -> None:
    assert not PIN.fullmatch(loose)


def test_the_requirements_of_the_tests_include_those_of_the_dashboard() -> None:
    assert "-r requirements.txt" in read("requirements-dev.txt").splitlines()
    assert pinned("requirements.txt") & pinned("requirements-dev.txt") == set()


@pytest.mark.parametrize(
    "names", [("requirements.txt",), ("requirements.txt", "requirements-dev.txt")]
)
def test_whatever_a_pinned_package_needs_is_pinned_too(names: tuple[str, ...]) -> None:
    loose = set()
    here = pinned(*names)
    for name in here:
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another operating system only
        for need in map(Requirement, needs):
            wanted = need.marker is None or need.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(need.name) not in here:
                loose.add(f"{name} needs {need.name}")
    assert loose == set()


def imported_packages(path: Path) -> set[str]:
    """Top-level names that a Python file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def test_every_package_that_is_imported_is_pinned() -> None:
    own = {path.stem for path in ROOT.iterdir()} | {"tests"}
    distributions = importlib.metadata.packages_distributions()
    unpinned = []
    for path in carried_files():
        if path.suffix != ".py":
            continue
        name = path.relative_to(ROOT).as_posix()
        for_tests = name.startswith(("tests/", "benchmarks/"))
        files = ("requirements.txt", *(["requirements-dev.txt"] if for_tests else []))
        here = pinned(*files)
        for package in imported_packages(path) - own - set(sys.stdlib_module_names):
            sold_as = {canonicalize_name(d) for d in distributions.get(package, [package])}
            if not sold_as & here:
                unpinned.append(f"{name} imports {package}, which {files[-1]} does not pin")
    assert unpinned == []


def test_the_makefile_and_run_py_offer_the_same_commands() -> None:
    assert make_targets() - {"help"} == run_commands()


def test_run_py_imports_nothing_that_has_to_be_installed() -> None:
    assert imported_packages(ROOT / "run.py") <= set(sys.stdlib_module_names)


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
        # The picture is of the page in the reader's language.
        assert left == [part.replace(".ko.png", ".en.png") for part in right], pattern


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


def test_the_change_log_tells_of_the_version_at_hand() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## \[?([^\]\s]+)\]?", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == version


def test_the_licence_says_that_it_does_not_cover_the_figures() -> None:
    licence = read("LICENSE")
    assert "MIT License" in licence
    assert "figures" in licence
    assert "CC BY-SA" in licence


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_the_check_on_a_clean_machine_can_be_started_and_runs_the_tests() -> None:
    check = ROOT / ".ci" / "run"
    assert os.access(check, os.X_OK)
    lines = check.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert lines[-1] == "make test"
