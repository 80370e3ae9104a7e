"""The dashboard as it is served: its own process, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent

_TRIES, _PAUSE = 150, 0.2


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it answers, and where it writes what it has to say."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        """Everything the server wrote so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def run_server(
    store: Path, folder: Path = CHECKOUT, port: int | None = None, **settings: str
) -> Iterator[Server]:
    """A fresh server that shows the figures of ``store``, stopped at the end.

    It runs the code in ``folder``, and on any free port unless one is given. What is set is set in
    environment variables, as for any server.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory() as written_to:
        log = Path(written_to) / "server.log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                [sys.executable, "-m", "serving", "--port", str(port)],
                cwd=folder,
                env={**os.environ, "RECIPROCITY_STORE": str(store), "PYTHONUTF8": "1", **settings},
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://localhost:{port}", log, process)
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port of this machine on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_TRIES):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped before it answered:\n{server.said()}")
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health"):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_PAUSE)
    raise RuntimeError(f"the server did not answer:\n{server.said()}")
