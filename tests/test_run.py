"""run.py: what it decides before it starts anything."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import installing
import run

HOUR = 3600


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small checkout whose store is an hour younger than all it is made from."""
    for name in ("data/raw/students/kedi.csv", "indicators/pairs.sql", "etl/build.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as published")
    store = tmp_path / run.STORE
    store.parent.mkdir(parents=True)
    store.write_text("figures")
    os.utime(store, (store.stat().st_mtime + HOUR,) * 2)
    return tmp_path


def touch_later(path: Path) -> None:
    """Date a file two hours ahead: after the store was built."""
    os.utime(path, (path.stat().st_mtime + 2 * HOUR,) * 2)


def test_a_store_newer_than_its_sources_is_kept(built: Path) -> None:
    assert not run.store_is_stale(built)


def test_an_absent_store_is_built(built: Path) -> None:
    (built / run.STORE).unlink()
    assert run.store_is_stale(built)


@pytest.mark.parametrize(
    "changed", ["data/raw/students/kedi.csv", "indicators/pairs.sql", "etl/build.py"]
)
def test_a_changed_figure_or_formula_asks_for_a_new_store(built: Path, changed: str) -> None:
    touch_later(built / changed)
    assert run.store_is_stale(built)


def test_a_dataset_that_was_taken_away_asks_for_a_new_store(built: Path) -> None:
    (built / "data/raw/students/kedi.csv").unlink()
    touch_later(built / "data/raw/students")
    assert run.store_is_stale(built)


def test_compiled_python_does_not_make_a_store_stale(built: Path) -> None:
    compiled = built / "etl" / "__pycache__" / "build.pyc"
    compiled.parent.mkdir()
    compiled.write_text("bytes")
    touch_later(compiled)
    assert not run.store_is_stale(built)


HASH = "    --hash=sha256:" + 64 * "0"


def write_pins(root: Path, *pins: str) -> None:
    """A checkout that pins packages for the dashboard, none beyond for the tests, and its locks."""
    (root / ".venv").mkdir(exist_ok=True)
    (root / "requirements.txt").write_text("\n".join(pins))
    (root / "requirements-dev.txt").write_text("-r requirements.txt\n")
    for lock in installing.LOCKS.values():
        (root / lock).write_text("\n".join(f"{pin} \\\n{HASH}" for pin in pins))


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the installer is asked, in place of installing anything."""
    asked: list[list[str]] = []
    monkeypatch.setattr(installing, "report_install", lambda command, root: asked.append(command))
    return asked


def install(root: Path, for_tests: bool) -> None:
    installing.install(root, installing.environment_python(root), for_tests)


def test_the_second_install_of_the_same_pins_does_nothing(
    tmp_path: Path, commands: list[list[str]]
) -> None:
    write_pins(tmp_path, "pandas==3.1.1")
    for for_tests in (True, True, False):
        install(tmp_path, for_tests)
    everything = str(tmp_path / "requirements-dev.lock")
    assert [command[-1] for command in commands] == [everything]

    write_pins(tmp_path, "pandas==3.1.2")
    for for_tests in (False, True):
        install(tmp_path, for_tests)
    installed = [command[-1] for command in commands]
    assert installed[1:] == [str(tmp_path / "requirements.lock"), everything]


def test_an_install_that_failed_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(command: list[str], root: Path) -> None:
        raise run.Stop("no network")

    monkeypatch.setattr(installing, "report_install", fail)
    write_pins(tmp_path, "pandas==3.1.1")
    for _ in range(2):
        with pytest.raises(run.Stop, match="no network"):
            install(tmp_path, for_tests=False)


def test_nothing_is_installed_whose_hash_is_not_in_the_lock_file(
    tmp_path: Path, commands: list[list[str]]
) -> None:
    write_pins(tmp_path, "pandas==3.1.1")
    install(tmp_path, for_tests=False)
    assert "--require-hashes" in commands[0]


def test_a_wheelhouse_is_used_instead_of_the_network(
    tmp_path: Path, commands: list[list[str]]
) -> None:
    (tmp_path / "wheelhouse").mkdir()
    write_pins(tmp_path, "pandas==3.1.1")
    install(tmp_path, for_tests=False)
    assert "--no-index" in commands[0]
    assert str(tmp_path / "wheelhouse") in commands[0]
    assert "--require-hashes" in commands[0]


@pytest.mark.parametrize(
    ("pins", "told"),
    [
        (("pandas==3.1.2",), "pandas==3.1.2 is not in requirements.lock"),
        (("pandas==3.1.1", "duckdb==2.0.0"), "duckdb==2.0.0 is not in requirements.lock"),
        ((), "pandas==3.1.1 is in requirements.lock alone"),
    ],
)
def test_pins_that_were_changed_without_the_lock_file_are_not_installed(
    tmp_path: Path, commands: list[list[str]], pins: tuple[str, ...], told: str
) -> None:
    write_pins(tmp_path, "pandas==3.1.1")
    (tmp_path / "requirements.txt").write_text("\n".join(pins))
    with pytest.raises(run.Stop, match=rf"{told}.*run\.py lock"):
        install(tmp_path, for_tests=False)
    assert commands == []


def test_a_checkout_without_lock_files_says_how_to_write_them(tmp_path: Path) -> None:
    write_pins(tmp_path, "pandas==3.1.1")
    (tmp_path / "requirements.lock").unlink()
    with pytest.raises(run.Stop, match=r"requirements\.lock is not there.*run\.py lock"):
        install(tmp_path, for_tests=False)


def pretend_to_install(output: str) -> list[str]:
    """A command that prints what an installer would print, and fails."""
    return [sys.executable, "-c", f"import sys; print({output!r}); sys.exit(1)"]


def test_an_install_without_network_says_so_and_what_else_to_do(tmp_path: Path) -> None:
    output = "ERROR: Could not find a version that satisfies pandas==3.1.1 (from versions: none)"
    with pytest.raises(run.Stop, match=r"the package index did not answer.*wheelhouse"):
        installing.report_install(pretend_to_install(output), tmp_path)


def test_an_install_that_fails_for_another_reason_quotes_it(tmp_path: Path) -> None:
    output = "Collecting pandas==3.1.1\nERROR: No space left on device"
    with pytest.raises(run.Stop, match="No space left on device"):
        installing.report_install(pretend_to_install(output), tmp_path)


def test_packages_are_named_as_they_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", "print('Collecting pandas==3.1.1 (from -r requirements.txt)')"]
    installing.report_install(command, tmp_path)
    assert capsys.readouterr().out == "  pandas 3.1.1\n"


def test_a_checkout_without_its_build_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(run.Stop, match=r"This checkout has no etl/__main__\.py"):
        run.run_module(tmp_path, "build", [])
    assert not (tmp_path / ".venv").exists()


def test_a_taken_port_is_named_before_anything_is_installed(tmp_path: Path) -> None:
    (tmp_path / "etl").mkdir()
    for name in ("app.py", "etl/__main__.py"):
        (tmp_path / name).write_text("")
    with socket.create_server(("localhost", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(run.Stop, match=f"Port {port} is taken"):
            run.serve(tmp_path, "localhost", port)
    assert not (tmp_path / ".venv").exists()
    assert not run.port_is_taken(port)


def test_the_server_starts_without_a_question_and_without_a_call_outside(tmp_path: Path) -> None:
    """Every call outside would go through the proxy, and the proxy here only listens."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    with socket.create_server(("localhost", 0)) as proxy:
        address = f"http://localhost:{proxy.getsockname()[1]}"
        outside = {name: address for name in ("http_proxy", "https_proxy", "all_proxy")}
        server = subprocess.Popen(
            run.server_command(Path(sys.executable), "localhost", port),
            cwd=run.ROOT,
            # A home without settings is where a first start would ask for an e-mail address.
            env={**os.environ, **outside, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)},
            stdin=subprocess.DEVNULL,
        )
        try:
            while not run.port_is_taken(port):
                assert server.poll() is None, "the server stopped"
                time.sleep(0.2)
            health = f"http://localhost:{port}/_stcore/health"
            with urllib.request.urlopen(health) as answer:
                assert answer.read() == b"ok"
        finally:
            server.terminate()
            server.wait()
        proxy.setblocking(False)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_no_command_means_the_dashboard_on_its_usual_port() -> None:
    chosen, rest = run.read_command([])
    assert (chosen.command, chosen.address, chosen.port) == ("run", "localhost", 8501)
    assert rest == []


def test_what_follows_test_goes_to_pytest() -> None:
    chosen, rest = run.read_command(["test", "-k", "balance", "tests/test_run.py"])
    assert (chosen.command, rest) == ("test", ["-k", "balance", "tests/test_run.py"])


def test_a_word_the_dashboard_does_not_know_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run.read_command(["run", "--prot", "8502"])
    assert "not understood: --prot 8502" in capsys.readouterr().err
