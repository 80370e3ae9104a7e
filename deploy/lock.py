"""Write the lock files: every pinned package with the hash of each of its files.

``python3 run.py lock`` after every change of requirements.txt or requirements-dev.txt. Hashes come
from the package index that the ordinary client is set up for (UV_DEFAULT_INDEX for another one);
no file is downloaded, and the address of the index is written nowhere.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from installing import LOCKS, OLDEST_PYTHON, disagreement

ROOT = Path(__file__).resolve().parent.parent

#: No system that the dashboard runs on; its packages would be pinned nowhere.
_ELSEWHERE = "sys_platform == 'emscripten'"
_HEAD = "# Written by `python3 run.py lock` from {requirements}: not to be edited by hand.\n"


def main() -> int:
    """Write both lock files; 1 where pins are missing or the index does not answer."""
    argparse.ArgumentParser(prog="run.py lock", description=__doc__).parse_args()
    install_writer()
    failed = 0
    for requirements, lock in LOCKS.items():
        print(f"Asking for the hashes of {requirements} ...", flush=True)
        text = resolve(requirements)
        (ROOT / lock).write_text(_HEAD.format(requirements=requirements) + text, encoding="utf-8")
        wrong = disagreement(ROOT, requirements, lock)
        if wrong:
            print(f"{wrong}: pin it in {requirements} and write the lock again", file=sys.stderr)
            failed = 1
    return failed


def install_writer() -> None:
    """Install the tool that asks the index, at its pinned version and without the rest."""
    pins = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    writer = next(pin for pin in pins if pin.startswith("uv=="))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", writer]
    subprocess.run([*command, "--disable-pip-version-check"], check=True)


def resolve(requirements: str) -> str:
    """The pins with hashes, for every system and every Python that is supported."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    command = [sys.executable, "-m", "uv", "pip", "compile", requirements, "--universal"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command += ["--python-version", oldest]
    written = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, check=True, stdout=subprocess.PIPE
    )
    return drop_elsewhere(written.stdout.decode("utf-8"))


def drop_elsewhere(text: str) -> str:
    """The lock without packages for systems the dashboard does not run on."""
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)
    return "".join(e for e in entries if _ELSEWHERE not in e.partition("\n")[0])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"The lock was not written ({error.cmd[2]} ended with {error.returncode}).")
