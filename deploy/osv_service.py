"""Answer pip-audit as the service of OSV does, from advisories carried in by hand.

The question and the answer are those of https://google.github.io/osv.dev/post-v1-query/ as far as
pip-audit uses them. Only this machine is answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from deploy.advisories import ECOSYSTEM, Advisories, Advisory, concerns, later_mends

PATH = "/v1/query"
#: A question of pip-audit is some hundred bytes long.
_LONGEST_QUESTION = 10_000

#: A package, its version, and an advisory that does not let one tell whether it concerns them.
Undecided = tuple[str, Version, Advisory]


class Service(ThreadingTCPServer):
    """Answers on a free port of this machine. `undecided` gathers what it could not compare."""

    daemon_threads = True

    def __init__(self, advisories: Advisories) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.advisories = advisories
        self.undecided: list[Undecided] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{PATH}"

    def answer(self, name: str, version: Version) -> dict[str, Any]:
        """`{"vulns": [...]}` with what is known of a version, or `{}` as OSV has it for nothing."""
        name = canonicalize_name(name)
        found = []
        for advisory in self.advisories.on.get(name, ()):
            concerned = concerns(advisory, name, version)
            if concerned is None:
                self.undecided.append((name, version, advisory))
            elif concerned:
                found.append(_shorten(advisory, name, version))
        return {"vulns": found} if found else {}


def _shorten(advisory: Advisory, name: str, version: Version) -> dict[str, Any]:
    """The advisory as far as pip-audit reads it: one package, in one range.

    Of several ranges pip-audit would take the versions that mend it from one alone.
    """
    mends = [{"fixed": mended} for mended in later_mends(advisory, name, version)]
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, *mends]}]
    package = {"ecosystem": ECOSYSTEM, "name": name}
    return {
        "id": advisory.id,
        "aliases": advisory.aliases,
        "summary": advisory.summary or advisory.id,
        "affected": [{"package": package, "ranges": ranges}],
    }


class _Handler(BaseHTTPRequestHandler):
    server: Service
    timeout = 60

    def do_POST(self) -> None:
        if self.path != PATH:
            return self.send_error(404)
        try:
            length = min(int(self.headers["Content-Length"]), _LONGEST_QUESTION)
            asked = json.loads(self.rfile.read(length))
            name, version = asked["package"]["name"], Version(asked["version"])
            known = asked["package"]["ecosystem"] == ECOSYSTEM
            answer = self.server.answer(name, version) if known else {}
        except (KeyError, TypeError, ValueError):
            return self.send_error(400)
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: the audit says what was found."""


@contextmanager
def serve(advisories: Advisories) -> Iterator[Service]:
    """The service, for as long as it is asked."""
    with Service(advisories) as service:
        Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield service
        finally:
            service.shutdown()
