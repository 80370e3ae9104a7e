"""nginx as deploy/nginx.conf sets it up, in front of servers on free ports of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.checkout import ROOT

SHIPPED = ROOT / "deploy" / "nginx.conf"

#: The parts of the shipped file that name a machine, and what stands for them here.
_SERVERS = "    server 127.0.0.1:{port} max_fails=3 fail_timeout=5s;\n"


def find_nginx() -> str | None:
    """Path of nginx; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def write_configuration(folder: Path, ports: Sequence[int], port: int) -> Path:
    """The shipped configuration, for servers on `ports` and readers on `port` of localhost.

    Only the names of the machine are exchanged; a part of the shipped file that is not found any
    more is an error, so that what is tried stays what is shipped.
    """
    text = SHIPPED.read_text(encoding="utf-8")
    for number in (8502, 8503):
        text = _exchange(text, _SERVERS.format(port=number), "")
    text = _exchange(
        text, _SERVERS.format(port=8501), "".join(_SERVERS.format(port=p) for p in ports)
    )
    text = _exchange(text, "listen 80;", f"listen 127.0.0.1:{port + 1};")
    text = _exchange(text, "listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    text = _exchange(text, "server_name dashboard.example.org;", "server_name localhost;")
    text = _exchange(text, "/etc/ssl/reciprocity/fullchain.pem", str(folder / "chain.pem"))
    text = _exchange(text, "/etc/ssl/reciprocity/key.pem", str(folder / "key.pem"))
    text = _exchange(text, "/var/log/nginx/", f"{folder}/")
    temporary = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\n"
        "events { worker_connections 1024; }\n"
        f"http {{\n{temporary}    include {folder}/reciprocity.conf;\n}}\n"
    )
    (folder / "reciprocity.conf").write_text(text, encoding="utf-8")
    file = folder / "nginx.conf"
    file.write_text(whole, encoding="utf-8")
    return file


def _exchange(text: str, shipped: str, here: str) -> str:
    if shipped not in text:
        raise ValueError(f"{SHIPPED.name} has no '{shipped.strip()}' any more")
    return text.replace(shipped, here)


def write_certificate(folder: Path) -> None:
    """A certificate for localhost that nobody vouches for."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "chain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def check_configuration(nginx: str, file: Path) -> str:
    """What nginx says to a configuration; empty where it takes it."""
    command = [nginx, "-t", "-q", "-p", str(file.parent), "-c", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


@contextmanager
def run_proxy(nginx: str, folder: Path, ports: Sequence[int], port: int) -> Iterator[str]:
    """nginx before the servers on `ports`; the address for readers."""
    folder.chmod(0o755)
    write_certificate(folder)
    file = write_configuration(folder, ports, port)
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(file)])
    try:
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait()
