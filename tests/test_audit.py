"""The code and the packages have no known weakness that is grave, or the audit says so."""

from __future__ import annotations

import pytest

from deploy.audit import FOUND, UNCHECKED, find_weak_code, report_packages


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
