"""Look for weak code with bandit, and for packages with known faults with pip-audit.

Ends with 1 where something was found that must be mended, with 3 where the packages could not be
checked: no vulnerability service answered, or the advisories carried in by hand cannot be used or
are older than 30 days. That is not the same as nothing found.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from deploy.advisories import Advisories, BadAdvisories, read_advisories
from deploy.osv_service import Undecided, serve
from installing import LOCKS
from run import TYPED

ROOT = Path(__file__).resolve().parent.parent

FOUND, UNCHECKED = 1, 3
#: Run in an environment of its own, so that what it brings along is no part of the project.
_PIP_AUDIT = "pip-audit==2.10.1"
#: What became known in this many days is taken to be little enough to do without.
FRESH_DAYS = 30


def main() -> int:
    """Both audits, one after the other; the weightier of their two results."""
    parser = argparse.ArgumentParser(prog="run.py audit", description=__doc__)
    parser.add_argument(
        "--advisories",
        type=Path,
        metavar="FOLDER",
        help="check against advisories carried in by hand: OSV's export for PyPI (all.zip, or "
        "unpacked) or PyPA's advisory database; nothing outside this machine is asked for them",
    )
    chosen = parser.parse_args()
    return weightier(audit_code(), audit_packages(chosen.advisories))


def weightier(*results: int) -> int:
    """What was found outweighs what was not checked, and that outweighs nothing found."""
    return max(results, key=lambda code: (code == FOUND, code))


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


def audit_packages(place: Path | None = None) -> int:
    """What is known about the packages of the lock of the dashboard.

    Asked is the vulnerability service of the package index, or with `place` the advisories there.
    """
    if place is None:
        packages = ask_pip_audit()
        return UNCHECKED if packages is None else report_packages(packages)
    try:
        advisories = read_advisories(place)
    except BadAdvisories as error:
        print(f"pip-audit: not checked: {error}")
        return UNCHECKED
    with serve(advisories) as service:
        packages = ask_pip_audit("--vulnerability-service", "osv", "--osv-url", service.url)
    if packages is None:
        return UNCHECKED
    today = datetime.now(UTC).date()
    return weightier(
        report_packages(packages, advisories),
        report_undecided(service.undecided),
        report_age(advisories.newest, today),
    )


def ask_pip_audit(*options: str) -> list[dict[str, Any]] | None:
    """What pip-audit reports of each package; None, and a line that says why, where it does not.

    It comes from the folder wheelhouse where that holds it, else from the package index.
    """
    command = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", _PIP_AUDIT]
    wheelhouse = ROOT / "wheelhouse"
    if any(wheelhouse.glob(f"{_PIP_AUDIT.replace('-', '_').replace('==', '-')}-*")):
        command += ["--no-index", "--find-links", str(wheelhouse)]
    command += ["pip-audit", "--progress-spinner", "off", "--format", "json", "--disable-pip"]
    command += ["--require-hashes", "--requirement", LOCKS["requirements.txt"], *options]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=without_proxy(os.environ)
    )
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
        missing = "pip-audit did not run" if options else "no vulnerability service answered"
        print(f"pip-audit: not checked, for {missing} ({reason})")
        return None
    return packages


def without_proxy(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, with this machine among those that are not asked through a proxy."""
    direct = environment.get("no_proxy") or environment.get("NO_PROXY")
    direct = ",".join(filter(None, (direct, "127.0.0.1")))
    return {**environment, "no_proxy": direct, "NO_PROXY": direct}


def report_packages(
    packages: Iterable[dict[str, Any]], advisories: Advisories | None = None
) -> int:
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
    told = f"pip-audit: {len(faults)} known faults in {len(packages) - len(skipped)} packages"
    if advisories is None:
        print(f"{told} that could be checked")
    else:
        print(
            f"{told}, against {advisories.count:,} advisories carried in by hand, "
            f"the newest of {advisories.newest}"
        )
    if skipped:
        print(
            f"pip-audit: {len(skipped)} of {len(packages)} packages were NOT checked, for the "
            "vulnerability service of the package index did not know them or did not answer"
        )
    if faults:
        return FOUND
    return UNCHECKED if skipped or not packages else 0


def report_undecided(undecided: Iterable[Undecided]) -> int:
    """Name each advisory that could not be compared with the version that is pinned."""
    lines = {
        f"{name} {version}: NOT checked against {advisory.id}, which names no versions that can "
        f"be compared: read {advisory.file}"
        for name, version, advisory in undecided
    }
    for line in sorted(lines):
        print(line)
    return UNCHECKED if lines else 0


def report_age(newest: date, today: date) -> int:
    """Say where the advisories end too long ago, or so late that the clock must be wrong."""
    days = (today - newest).days
    if days > FRESH_DAYS:
        print(
            f"pip-audit: the newest advisory is {days} days old: what became known since {newest} "
            "was NOT checked; carry in newer ones (SECURITY.md)"
        )
    elif days < -1:
        print(
            f"pip-audit: the newest advisory is of {newest} and today is {today}: the age of the "
            "advisories was NOT checked; set the clock of this machine"
        )
    else:
        return 0
    return UNCHECKED


if __name__ == "__main__":
    sys.exit(main())
