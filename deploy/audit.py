"""Look for weak code with bandit, and for packages with known faults with pip-audit.

Ends with 1 where something was found that must be mended, with 3 where the packages could not be
checked because no vulnerability service answered. That is not the same as nothing found.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from installing import LOCKS
from run import TYPED

ROOT = Path(__file__).resolve().parent.parent

FOUND, UNCHECKED = 1, 3
#: Run in an environment of its own, so that what it brings along is no part of the project.
_PIP_AUDIT = "pip-audit==2.10.1"


def main() -> int:
    """Both audits, one after the other; the weightier of their two results."""
    argparse.ArgumentParser(prog="run.py audit", description=__doc__).parse_args()
    return max(audit_code(), audit_packages(), key=lambda code: (code == FOUND, code))


def audit_code() -> int:
    """What bandit finds in the code that is served or run."""
    findings = find_weak_code()
    for finding in findings:
        if finding["issue_severity"] != "LOW":
            place = Path(finding["filename"]).resolve().relative_to(ROOT).as_posix()
            print(
                f"{place}:{finding['line_number']}: {finding['issue_severity'].lower()}: "
                f"{finding['test_id']} {finding['issue_text']}"
            )
    counts = ", ".join(
        f"{sum(f['issue_severity'] == weight for f in findings)} {weight.lower()}"
        for weight in ("HIGH", "MEDIUM", "LOW")
    )
    print(f"bandit: {counts}")
    return FOUND if any(f["issue_severity"] == "HIGH" for f in findings) else 0


def find_weak_code() -> list[dict[str, Any]]:
    """Every finding of bandit, as it reports them."""
    places = [name for name in TYPED if (ROOT / name).exists()]
    command = [sys.executable, "-m", "bandit", "--recursive", "--quiet", "--format", "json"]
    done = subprocess.run([*command, *places], cwd=ROOT, capture_output=True, text=True)
    report = json.loads(done.stdout)
    if report["errors"]:
        raise SystemExit(f"bandit could not read {report['errors']}")
    found: list[dict[str, Any]] = report["results"]
    return found


def audit_packages() -> int:
    """What pip-audit knows about the packages of the lock of the dashboard."""
    lock = LOCKS["requirements.txt"]
    command = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", _PIP_AUDIT]
    command += ["pip-audit", "--progress-spinner", "off", "--format", "json", "--disable-pip"]
    command += ["--require-hashes", "--requirement", lock]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
        print(f"pip-audit: not checked, for no vulnerability service answered ({reason})")
        return UNCHECKED
    return report_packages(packages)


def report_packages(packages: Iterable[dict[str, Any]]) -> int:
    """Say what is known of each package; what could not be looked up counts as not checked."""
    packages = list(packages)
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}"
        f" (mended in {', '.join(fault['fix_versions']) or 'no version yet'})"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    for fault in faults:
        print(fault)
    checked = len(packages) - len(skipped)
    print(f"pip-audit: {len(faults)} known faults in {checked} packages that could be checked")
    if skipped:
        print(
            f"pip-audit: {len(skipped)} of {len(packages)} packages were NOT checked, for the "
            "vulnerability service of the package index did not know them or did not answer"
        )
    if faults:
        return FOUND
    return UNCHECKED if skipped or not packages else 0


if __name__ == "__main__":
    sys.exit(main())
