"""From a bare checkout to the dashboard, or to a finished test run, with one command.

    python3 run.py            the dashboard on http://localhost:8501
    python3 run.py test       every test, browser tests included
    python3 run.py --help     the rest

Needs nothing but Python, and stays readable for Python 3.6, so that an old Python is answered with
a sentence instead of a syntax error.
"""

import argparse
import os
import shutil
import socket
import sys
from pathlib import Path

from installing import OLDEST_PYTHON, Stop, call, install, make_environment, say, starts

ROOT = Path(__file__).resolve().parent
STORE = Path("data", "processed", "reciprocity.duckdb")

#: What decides whether the store is up to date: the figures, the catalogue and the code of both.
STORE_SOURCES = ("data/raw", "indicators", "etl")
#: Commands that run one of the project's own modules: what each does, and the module's words.
MODULES = {
    "build": ("build the store from data/raw, whatever its age", "etl", "build"),
    "refresh": ("bring in the newest figures from the publishers", "etl", "refresh"),
    "import": ("bring in a publisher's file that was downloaded by hand", "etl", "import"),
    "status": ("show how old every series is, and how the last refresh ended", "etl", "status"),
    "conflicts": ("list where sources disagree, and which figure is used", "etl", "conflicts"),
    "release": ("write the built store as a release", "etl", "release"),
    "document": ("write docs/catalogue.md and its Korean twin", "etl", "document"),
    "screenshots": ("picture every page, and the README's pictures", "tests.browser.screenshots"),
    "lock": ("write the lock files anew after a change of the requirements", "deploy.lock"),
    "audit": ("look for weak code and for packages with known faults", "deploy.audit"),
    "replicas": ("try three servers behind nginx, one stopped on the way", "tests.replicas"),
    "bench": ("measure how fast it is, and write docs/benchmarks.md", "benchmarks"),
    "faults": (
        "break builds and stores, and see the last good one serve",
        "tests.faults",
        "--record",
    ),
    "fuzz": ("try damaged files, addresses and requests by the thousand", "tests.fuzz", "--record"),
}
#: Those that need what the tests need.
WITH_TESTS = ("screenshots", "audit", "replicas", "bench", "faults", "fuzz")
#: What a command needs beyond that, for itself alone.
EXTRAS = {"bench": "requirements-bench.txt"}
#: What the type checker reads; tests are left out.
TYPED = (
    "app.py",
    "run.py",
    "installing.py",
    "pages",
    "dashboard",
    "indicators",
    "etl",
    "briefing",
    "api",
    "serving",
    "deploy",
)


def require_files(root: Path, *names: str) -> None:
    """Stop before any work where the checkout lacks a part that the work needs."""
    for name in names:
        if not (root / name).exists():
            raise Stop(f"This checkout has no {name}: take the whole repository, not a part of it.")


def find_newer_python() -> "str | None":
    """Path of a Python that is new enough, for when this one is not."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    names = (shutil.which(f"python3.{minor}") for minor in range(20, 10, -1))
    return next((found for found in names if found and starts([found, "-c", question])), None)


def store_is_stale(root: Path) -> bool:
    """Whether the store is absent, or older than anything it is made from.

    Folders count too: a file that was taken away leaves its trace only there.
    """
    store = root / STORE
    if not store.exists():
        return True
    built = store.stat().st_mtime
    made_of = (path for name in STORE_SOURCES for path in (root / name, *(root / name).rglob("*")))
    return any("__pycache__" not in p.parts and p.stat().st_mtime > built for p in made_of)


def port_is_taken(port: int) -> bool:
    """Whether something on this machine already answers on the port."""
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True


def hand_over(root: Path, command: "list[str]") -> int:
    """Become the command, so that a signal to stop reaches it and not only this file."""
    if os.name == "nt":
        return call(root, command)
    os.chdir(str(root))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout.flush()
    os.execv(command[0], command)
    return 1  # never reached: the process is the command now


def server_command(python: Path, address: str, port: int) -> "list[str]":
    """What starts the server, so that it asks the user nothing and calls nobody outside."""
    return [str(python), "-m", "serving", "--address", address, "--port", str(port)]


def serve(root: Path, address: str, port: int) -> int:
    """Everything from nothing to the dashboard."""
    require_files(root, "app.py", "etl/__main__.py")
    if port_is_taken(port):
        raise Stop(
            f"Port {port} is taken, perhaps by this dashboard in another window: stop that one, "
            "or choose another port (make run PORT=8502, or py run.py run --port 8502)."
        )
    python = make_environment(root)
    install(root, python, for_tests=False)
    if store_is_stale(root):
        say("Building the store from the figures in data/raw ...")
        if call(root, [str(python), "-m", "etl", "build"]) != 0:
            raise Stop("The store was not built: the lines above say what is wrong and where.")
    say(f"Starting the dashboard on http://localhost:{port} (Ctrl+C stops it) ...")
    return hand_over(root, server_command(python, address, port))


def test(root: Path, arguments: "list[str]") -> int:
    """Everything from nothing to a finished test run on all cores; arguments go to pytest."""
    python = make_environment(root)
    install(root, python, for_tests=True)
    # One more than there are cores: a test in a browser waits a good part of its time.
    spread = [f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=worksteal"]
    return call(root, [str(python), "-m", "pytest", *spread, *arguments])


def lint(root: Path) -> int:
    """Rules, layout and types; all three are reported, whichever fails."""
    python = make_environment(root)
    install(root, python, for_tests=True)
    typed = [name for name in TYPED if any((root / name).rglob("*.py")) or (root / name).is_file()]
    checks = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", *typed])
    return max([call(root, [str(python), "-m", *check]) for check in checks])


def run_module(root: Path, command: str, arguments: "list[str]") -> int:
    """Run one of MODULES in the environment."""
    module, *words = MODULES[command][1:]
    file = module.replace(".", "/")
    require_files(root, file + ".py" if "." in module else file + "/__main__.py")
    python = make_environment(root)
    if command != "lock":
        install(root, python, command in WITH_TESTS, EXTRAS.get(command, ""))
    return call(root, [str(python), "-m", module, *words, *arguments])


def read_command(arguments: "list[str]") -> "tuple[argparse.Namespace, list[str]]":
    """The chosen command with its own options, and what is passed on."""
    parser = argparse.ArgumentParser(prog="run.py", description="Korea-ASEAN reciprocity")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.required = True
    run = commands.add_parser("run", help="install, build and open the dashboard (the default)")
    run.add_argument("--address", default="localhost", help="0.0.0.0 serves other machines too")
    run.add_argument("--port", type=int, default=8501, help="where to serve it (8501)")
    commands.add_parser("test", help="install and run every test; more arguments go to pytest")
    for name, (does, *_) in MODULES.items():
        commands.add_parser(name, help=does)
    commands.add_parser("lint", help="check rules, layout and types of the code")
    chosen, rest = parser.parse_known_args(arguments or ["run"])
    if rest and chosen.command in ("run", "lint"):
        parser.error("not understood: " + " ".join(rest))
    return chosen, rest


def main(arguments: "list[str]") -> int:
    """Do what was asked; the exit code."""
    chosen, rest = read_command(arguments)
    if sys.version_info < OLDEST_PYTHON:
        newer = find_newer_python()
        if newer is None:
            raise Stop(
                f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}: install a "
                "newer one, or name it (make run PYTHON=/path/to/python3)."
            )
        return hand_over(ROOT, [newer, str(ROOT / "run.py"), *arguments])
    if chosen.command == "run":
        return serve(ROOT, chosen.address, chosen.port)
    if chosen.command == "test":
        return test(ROOT, rest)
    if chosen.command == "lint":
        return lint(ROOT)
    return run_module(ROOT, chosen.command, rest)


if __name__ == "__main__":
    # A Korean Windows would otherwise read the project's files in its own code page.
    os.environ["PYTHONUTF8"] = "1"
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
