"""What has to be installed is pinned, all of it, and to one version."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.lock import drop_elsewhere
from installing import LOCKS, disagreement
from tests.checkout import ROOT, carried_files, read

PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; .+)?")


BOTH = ("requirements.txt", "requirements-dev.txt")
BENCH = "requirements-bench.txt"
#: The audit is run with what the tests need (WITH_TESTS in run.py), and alone may import it.
AUDIT = ("deploy/audit.py", "deploy/advisories.py")


def read_pins(*names: str) -> list[str]:
    """The lines of requirements files that name a package."""
    lines = (line.strip() for name in names for line in read(name).splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def pinned(*names: str) -> dict[str, Requirement]:
    """What requirements files pin for this operating system, by the package's plain name."""
    pins = map(Requirement, read_pins(*names))
    return {canonicalize_name(p.name): p for p in pins if p.marker is None or p.marker.evaluate()}


@pytest.mark.parametrize("name", [*BOTH, BENCH])
def test_every_requirement_is_pinned_to_one_version(name: str) -> None:
    pins = read_pins(name)
    assert pins
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


@pytest.mark.parametrize("loose", ["pandas", "pandas>=3", "pandas==3.*", "pandas~=3.1", "-e ."])
def test_a_loose_requirement_is_recognised(loose: str) -> None:
    assert not PIN.fullmatch(loose)


def test_the_requirements_of_the_tests_include_those_of_the_dashboard() -> None:
    assert "-r requirements.txt" in read("requirements-dev.txt").splitlines()
    assert pinned("requirements.txt").keys() & pinned("requirements-dev.txt").keys() == set()
    assert "-r requirements-dev.txt" in read(BENCH).splitlines()
    assert pinned(BENCH).keys() & pinned(*BOTH).keys() == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {name: importlib.metadata.version(name) for name in pinned(*BOTH)}
    wrong = [str(p) for name, p in pinned(*BOTH).items() if installed[name] not in p.specifier]
    assert wrong == []


@pytest.mark.parametrize("names", [BOTH[:1], BOTH], ids=["dashboard", "tests"])
def test_whatever_a_pinned_package_needs_is_pinned_too(names: tuple[str, ...]) -> None:
    loose = set()
    here = pinned(*names)
    for name in here:
        for need in map(Requirement, importlib.metadata.requires(name) or []):
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
        for_tests = name.startswith(("tests/", "benchmarks/", *AUDIT))
        files = BOTH if for_tests else BOTH[:1]
        if name.startswith("benchmarks/"):
            files = (*BOTH, BENCH)
        here = pinned(*files)
        for package in imported_packages(path) - own - set(sys.stdlib_module_names):
            sold_as = {canonicalize_name(d) for d in distributions.get(package, [package])}
            if not sold_as & here.keys():
                unpinned.append(f"{name} imports {package}, which {files[-1]} does not pin")
    assert unpinned == []


def test_run_py_imports_nothing_that_has_to_be_installed() -> None:
    imported = imported_packages(ROOT / "run.py") | imported_packages(ROOT / "installing.py")
    assert imported - {"installing"} <= set(sys.stdlib_module_names)


def read_lock(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """What a lock file holds: a package's requirement and the hashes of its files."""
    joined = read(name).replace("\\\n", " ")
    lines = [line.split("--hash=") for line in joined.splitlines() if not line.startswith("#")]
    found = {}
    for pin, *hashes in lines:
        requirement = Requirement(pin.strip())
        found[canonicalize_name(requirement.name)] = (requirement, [h.strip() for h in hashes])
    return found


@pytest.mark.parametrize(("requirements", "lock"), LOCKS.items())
def test_the_lock_file_holds_every_pin_and_no_other(requirements: str, lock: str) -> None:
    assert disagreement(ROOT, requirements, lock) == "", "run python3 run.py lock"


@pytest.mark.parametrize("names", [BOTH[:1], BOTH], ids=["dashboard", "tests"])
def test_what_is_locked_for_this_system_is_what_is_pinned_for_it(names: tuple[str, ...]) -> None:
    locked = {
        name: requirement
        for name, (requirement, _) in read_lock(LOCKS[names[-1]]).items()
        if requirement.marker is None or requirement.marker.evaluate()
    }
    here = pinned(*names)
    assert locked.keys() == here.keys()
    assert all(locked[name].specifier == here[name].specifier for name in here)


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_locked_file_has_its_hash(lock: str) -> None:
    for name, (_, hashes) in read_lock(lock).items():
        assert hashes, name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), name


def test_a_package_made_for_each_system_has_files_for_more_than_this_one() -> None:
    locked = read_lock("requirements.lock")
    assert all(len(locked[name][1]) > 10 for name in ("duckdb", "pandas", "pyarrow"))


def test_a_package_for_a_system_without_a_dashboard_is_left_out() -> None:
    text = (
        "click==8.5.1 \\\n    --hash=sha256:00\n"
        "fetch==1.0 ; python_version >= '3.12' and sys_platform == 'emscripten' \\\n"
        "    --hash=sha256:11\nidna==3.20 \\\n    --hash=sha256:22\n"
    )
    kept = drop_elsewhere(text)
    assert "fetch" not in kept and "sha256:11" not in kept
    assert kept.startswith("click==8.5.1") and kept.endswith("--hash=sha256:22\n")
