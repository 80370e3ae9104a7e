"""The code and the packages have no known weakness that is grave, or the audit says so."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.version import Version

from deploy import audit
from deploy.advisories import Advisories, Advisory
from deploy.audit import (
    FOUND,
    UNCHECKED,
    find_weak_code,
    report_age,
    report_packages,
    report_undecided,
    weightier,
    without_proxy,
)


def test_bandit_finds_nothing_grave_in_the_code() -> None:
    grave = [f for f in find_weak_code() if f["issue_severity"] == "HIGH"]
    assert [(f["filename"], f["line_number"], f["issue_text"]) for f in grave] == []


def test_bandit_reads_the_code_and_would_find_a_weakness() -> None:
    """Its findings of little weight are known: that there are some shows that it has looked."""
    assert {f["test_id"] for f in find_weak_code()} >= {"B404", "B608"}


SOUND = {"name": "pandas", "version": "3.1.1", "vulns": []}
UNKNOWN = {"name": "duckdb", "skip_reason": "not found"}
FAULTY = {
    "name": "pillow",
    "version": "13.0.0",
    "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["13.0.1"]}],
}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SOUND], 0, "0 known faults in 1 packages"),
        ([SOUND, UNKNOWN], UNCHECKED, "1 of 2 packages were NOT checked"),
        ([], UNCHECKED, "0 packages that could be checked"),
        ([FAULTY, UNKNOWN], FOUND, "pillow 13.0.0: PYSEC-0000-1 (mended in 13.0.1)"),
    ],
)
def test_a_package_that_was_not_checked_does_not_pass_for_sound(packages, code, said, capsys):
    assert report_packages(packages) == code
    assert said in capsys.readouterr().out


# Against advisories carried in by hand


def test_the_result_names_the_advisories_it_rests_on(capsys) -> None:
    advisories = Advisories({}, 12_345, date(2026, 11, 20))
    assert report_packages([SOUND], advisories) == 0
    assert capsys.readouterr().out == (
        "pip-audit: 0 known faults in 1 packages, against 12,345 advisories carried in by hand, "
        "the newest of 2026-11-20\n"
    )


@pytest.mark.parametrize(
    ("today", "code", "said"),
    [
        (date(2026, 11, 20), 0, ""),
        (date(2026, 12, 20), 0, ""),
        (date(2026, 12, 21), UNCHECKED, "is 31 days old: what became known since 2026-11-20 was"),
        # A change of today's evening may bear tomorrow's date; more than that is a wrong clock.
        (date(2026, 11, 19), 0, ""),
        (date(2026, 11, 18), UNCHECKED, "set the clock of this machine"),
    ],
)
def test_advisories_older_than_thirty_days_do_not_vouch_for_today(today, code, said, capsys):
    assert report_age(date(2026, 11, 20), today) == code
    told = capsys.readouterr().out
    assert said in told
    assert bool(told) == bool(code)


def test_an_advisory_that_cannot_be_compared_is_named_once_with_its_file(capsys) -> None:
    advisory = Advisory(id="SYNTHETIC-1", modified=datetime.now(UTC), file="a.json")
    undecided = [("pillow", Version("13.0.0"), advisory)]
    assert report_undecided(undecided * 2) == UNCHECKED
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("pillow 13.0.0: NOT checked against SYNTHETIC-1")
    assert line.endswith("read a.json")
    assert report_undecided([]) == 0


def test_a_fault_found_outweighs_what_was_not_checked() -> None:
    assert weightier(0, UNCHECKED, FOUND) == FOUND
    assert weightier(0, UNCHECKED) == UNCHECKED
    assert weightier(0, 0) == 0


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_the_answer_from_this_machine_does_not_go_through_a_proxy(name: str) -> None:
    asked = without_proxy({"PATH": "/bin", name: "example.org"})
    assert asked["no_proxy"] == asked["NO_PROXY"] == "example.org,127.0.0.1"
    assert asked["PATH"] == "/bin"
    assert without_proxy({})["no_proxy"] == "127.0.0.1"


@pytest.fixture
def pip_audit(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A stand-in that asks about pillow 13.0.0 alone, and what it was started with.

    It asks as pip-audit does and reports as pip-audit does; pip-audit itself comes from outside.
    """
    commands: list[list[str]] = []

    def run(command: list[str], env: dict[str, str], **_: object) -> SimpleNamespace:
        commands.append(command)
        assert "127.0.0.1" in env["no_proxy"].split(",")
        url = command[command.index("--osv-url") + 1]
        package = {"name": "pillow", "ecosystem": "PyPI"}
        asked = json.dumps({"package": package, "version": "13.0.0"}).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, asked, timeout=30) as answer:
            found = json.load(answer).get("vulns", [])
        vulns = [
            {"id": each["id"], "fix_versions": [e["fixed"] for e in events if "fixed" in e]}
            for each in found
            for events in [each["affected"][0]["ranges"][0]["events"]]
        ]
        report = {"dependencies": [{"name": "pillow", "version": "13.0.0", "vulns": vulns}]}
        return SimpleNamespace(stdout=json.dumps(report), stderr="")

    monkeypatch.setattr(audit.subprocess, "run", run)
    return commands


def put_advisory(folder: Path, fixed: str, days: int = 0, package: str = "Pillow") -> Path:
    """A folder with one synthetic advisory, changed so many days ago."""
    changed = datetime.now(UTC) - timedelta(days=days)
    events = [{"introduced": "0"}, {"fixed": fixed}]
    affected = {
        "package": {"ecosystem": "PyPI", "name": package},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    advisory = {"id": "SYNTHETIC-1", "modified": changed.isoformat(), "affected": [affected]}
    (folder / "SYNTHETIC-1.json").write_text(json.dumps(advisory), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("fixed", "days", "code"),
    [
        ("13.0.1", 0, FOUND),
        ("13.0.1", 90, FOUND),
        ("13.0.0", 0, 0),
        ("13.0.0", 90, UNCHECKED),
        ("the next one", 0, UNCHECKED),
    ],
)
def test_the_packages_are_checked_against_the_folder(
    fixed: str, days: int, code: int, tmp_path: Path, pip_audit: list[list[str]], capsys
) -> None:
    assert audit.audit_packages(put_advisory(tmp_path, fixed, days)) == code
    said = capsys.readouterr().out
    assert ("pillow 13.0.0: SYNTHETIC-1 (mended in 13.0.1)" in said) == (code == FOUND)
    assert ("days old" in said) == (days == 90)
    assert "against 1 advisories carried in by hand" in said


def test_pip_audit_is_sent_to_this_machine(tmp_path: Path, pip_audit: list[list[str]]) -> None:
    audit.audit_packages(put_advisory(tmp_path, "13.0.0"))
    (command,) = pip_audit
    assert command[command.index("--vulnerability-service") + 1] == "osv"
    assert command[command.index("--osv-url") + 1].startswith("http://127.0.0.1:")


def test_a_folder_that_cannot_be_used_is_not_checked(tmp_path: Path, pip_audit, capsys) -> None:
    assert audit.audit_packages(tmp_path / "nowhere") == UNCHECKED
    assert "pip-audit: not checked: " in capsys.readouterr().out
    assert pip_audit == []


def test_without_an_answer_of_pip_audit_nothing_is_checked(tmp_path: Path, monkeypatch, capsys):
    silent = SimpleNamespace(stdout="", stderr="no such package\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: silent)
    assert audit.audit_packages(put_advisory(tmp_path, "13.0.0")) == UNCHECKED
    assert "not checked, for pip-audit did not run (no such package)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("carried", "taken"),
    [("pip_audit-2.10.1-py3-none-any.whl", True), ("pandas-3.1.1-py3-none-any.whl", False)],
)
def test_pip_audit_comes_from_the_wheelhouse_where_that_holds_it(
    carried: str, taken: bool, tmp_path: Path, pip_audit: list[list[str]], monkeypatch
) -> None:
    (tmp_path / "wheelhouse").mkdir()
    (tmp_path / "wheelhouse" / carried).touch()
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    audit.audit_packages(put_advisory(tmp_path, "13.0.0"))
    (command,) = pip_audit
    assert ("--no-index" in command) is taken
    assert (str(tmp_path / "wheelhouse") in command) is taken


def test_the_folder_is_named_on_the_command_line(tmp_path: Path, monkeypatch) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr(audit, "audit_code", lambda: 0)
    monkeypatch.setattr(audit, "audit_packages", lambda place: asked.append(place) or UNCHECKED)
    for arguments in ([], ["--advisories", str(tmp_path)]):
        monkeypatch.setattr(audit.sys, "argv", ["audit", *arguments])
        assert audit.main() == UNCHECKED
    assert asked == [None, tmp_path]
