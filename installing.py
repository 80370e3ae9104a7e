"""The virtual environment of the checkout and what is installed into it, from the lock files.

Part of run.py, and like it readable for Python 3.6 and made of nothing but Python.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
#: What is installed stands in a lock file: the same pins with the hash of every file.
LOCKS = {
    "requirements.txt": "requirements.lock",
    "requirements-dev.txt": "requirements-dev.lock",
    "requirements-bench.txt": "requirements-bench.lock",
}

#: What the installer's output holds when there is no way to the package index.
NO_ANSWER = ("NewConnectionError", "NameResolutionError", "ProxyError", "from versions: none")


class Stop(Exception):
    """What is in the way and what to do about it, in one sentence."""


def say(words: str) -> None:
    """Show progress at once, also where the output is a file or a pipe."""
    print(words, flush=True)


def starts(command: "list[str]") -> bool:
    """Whether a command can be started and ends well."""
    try:
        quiet = subprocess.DEVNULL
        return subprocess.call(command, stdin=quiet, stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False


def call(root: Path, command: "list[str]") -> int:
    """Run a command in the checkout; nothing waits for an answer from the keyboard."""
    return subprocess.call(command, cwd=str(root), stdin=subprocess.DEVNULL)


def environment_python(root: Path) -> Path:
    """The Python inside the checkout's own virtual environment."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(root: Path) -> Path:
    """Create ``.venv``, or create it anew where its Python is gone or too old."""
    python = environment_python(root)
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    if starts([str(python), "-c", question]):
        return python
    if not starts([sys.executable, "-c", "import venv, ensurepip"]):
        raise Stop(
            "This Python cannot make a virtual environment: install its venv module "
            "(Debian and Ubuntu: apt install python3-venv) and start again."
        )
    say("Making a virtual environment in .venv ...")
    command = [sys.executable, "-m", "venv", "--clear", str(root / ".venv")]
    if call(root, command) != 0:
        raise Stop("The virtual environment in .venv could not be made: the lines above say why.")
    return python


def read_pins(root: Path, name: str) -> "set[str]":
    """``package==version`` of every line of a requirements or lock file, and of those it names."""
    pins = set()  # type: set[str]
    for line in (root / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            pins |= read_pins(root, line[3:].strip())
        elif "==" in line and line[0].isalnum():
            pins.add(line.split()[0])
    return pins


def disagreement(root: Path, requirements: str, lock: str) -> str:
    """In what a lock file is not that of the requirements; empty where the two agree."""
    if not (root / lock).exists():
        return lock + " is not there"
    wanted, locked = read_pins(root, requirements), read_pins(root, lock)
    told = [f"{pin} is not in {lock}" for pin in sorted(wanted - locked)]
    told += [f"{pin} is in {lock} alone" for pin in sorted(locked - wanted)]
    return ", ".join(told)


def install(root: Path, python: Path, for_tests: bool, extra: str = "") -> None:
    """Install the packages of the lock file, unless the same ones are installed already.

    ``extra`` names the requirements of one command alone, on top of those of the tests.

    A stamp in ``.venv`` holds the hash of the lock file it was installed from. It is written
    last, so an install that was cut short is taken up again.
    """
    most = extra or ("requirements-dev.txt" if for_tests else "requirements.txt")
    names = tuple(LOCKS)[: tuple(LOCKS).index(most) + 1]
    wrong = disagreement(root, names[-1], LOCKS[names[-1]])
    if wrong:
        raise Stop(f"{names[-1]} and its lock file differ ({wrong}): run python3 run.py lock.")
    digests = {
        root / ".venv" / (LOCKS[name] + ".sha256"): hashlib.sha256(
            (root / LOCKS[name]).read_bytes()
        ).hexdigest()
        for name in names
    }
    stamp, digest = list(digests.items())[-1]
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Installing the packages it needs, once (a few minutes on a slow line) ...")
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    wheelhouse = root / "wheelhouse"
    if wheelhouse.is_dir():
        say("Taking them from the folder wheelhouse, without the network.")
        command += ["--no-index", "--find-links", str(wheelhouse)]
    lock = root / LOCKS[names[-1]]
    report_install([*command, "--require-hashes", "--requirement", str(lock)], root)
    for stamp, digest in digests.items():
        stamp.write_text(digest)


def report_install(command: "list[str]", root: Path) -> None:
    """Run the installer, naming each package as it comes; raise Stop with a plain reason."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=str(root),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as installer:
        for line in installer.stdout or ():
            lines.append(line.rstrip())
            if line.startswith("Collecting "):
                say("  " + line.split()[1].replace("==", " "))
            elif line.startswith("Installing collected packages"):
                say("  unpacking ...")
    if installer.returncode == 0:
        return
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-1:]
    if "--no-index" not in command and any(sign in "".join(lines) for sign in NO_ANSWER):
        raise Stop(
            "The packages could not be fetched because the package index did not answer: "
            "check the network or the proxy, or carry the packages in by hand in a folder named "
            "wheelhouse (README, 'Closed networks')."
        )
    raise Stop("The packages could not be installed: " + " ".join(errors))
