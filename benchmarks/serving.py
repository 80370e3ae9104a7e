"""The dashboard, the bare page and other servers, each in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import resident_mb
from benchmarks.race import ROOT

BARE_PAGE = Path(__file__).with_name("bare_page.py")
_TRIES, _PAUSE = 300, 0.2


@dataclass(frozen=True)
class Served:
    """A running server: where it answers, and its process."""

    address: str
    process: int
    log: Path

    def memory_mb(self) -> float:
        """Memory the server holds at this moment."""
        return resident_mb(self.process)


@contextmanager
def serve_dashboard(environment: Mapping[str, str]) -> Iterator[Served]:
    """The dashboard as it is served to readers."""
    with serve([sys.executable, "-m", "serving"], "--port", "/_stcore/health", environment) as it:
        yield it


@contextmanager
def serve_page(script: str | Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """A Streamlit server of a script, with the project's own configuration."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.address", "localhost", "--server.fileWatcherType", "none"]
    with serve(command, "--server.port", "/_stcore/health", environment) as served:
        yield served


@contextmanager
def serve(
    command: Sequence[str], port_option: str, probe: str, environment: Mapping[str, str]
) -> Iterator[Served]:
    """Any server that takes its port as an option and answers `probe` once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "server.log")
        with log.open("wb") as written:
            process = subprocess.Popen(
                [*command, port_option, port],
                cwd=ROOT,
                env={**os.environ, **environment, "PYTHONUTF8": "1"},
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        served = Served(f"http://localhost:{port}", process.pid, log)
        try:
            _wait(served, process, probe)
            yield served
        finally:
            process.terminate()
            process.wait()


def _wait(served: Served, process: subprocess.Popen[bytes], probe: str) -> None:
    for _ in range(_TRIES):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {served.log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(served.address + probe):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_PAUSE)
    raise RuntimeError(f"the server did not answer: {served.log.read_text(errors='replace')}")
