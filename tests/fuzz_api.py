"""Requests by the thousand: none may end in an error of the server or an undocumented answer.

``python -m tests.fuzz_api --cases 2000 --addresses 10000 --seed 1`` asks, in the long form, what
`tests/test_api_fuzz.py` asks in a short one: cases that schemathesis makes of the OpenAPI
description, right ones and wrong ones, and addresses of hostile bytes that no client would send.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.applications import Starlette

from api.application import routes
from api.parameters import LAST
from api.settings import Settings
from api.tables import find_table
from etl.build import build
from tests.record import record

DESCRIPTION = "/api/v1/openapi.json"

#: What a right request may still be refused for: rules between parameters, which the description
#: can tell in words only.
BETWEEN_PARAMETERS = (
    "is later than last_year",
    "on different bases",
    "늦습니다",
    "기준이 서로 달라",
)


@dataclass
class Report:
    """How many requests were made, how they were answered, and which answers were wrong."""

    answered: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    #: Addresses that take nothing which could be wrong.
    nothing_to_mistake: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return self.answered.total()

    def __str__(self) -> str:
        counted = sorted(self.answered.items())
        statuses = ", ".join(f"{status}: {count:,}" for status, count in counted)
        return "\n".join([f"{self.requests:,} requests ({statuses})", *self.wrong[:20]])


def make_application(store: Path) -> Starlette:
    """The API as it stands beside the pages, on a store, without a limit on requests."""
    return Starlette(routes=routes(Settings(store=store)))


def ask_described_cases(app: Starlette, cases: int, with_seed: int) -> Report:
    """Ask at least `cases` requests made of the description, spread over everything it offers."""
    schema = schemathesis.openapi.from_asgi(DESCRIPTION, app)
    operations = [result.ok() for result in schema.get_all_operations()]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    report, turn = Report(), 0
    # Some operations have fewer cases than they are asked for: what is missing comes in more turns.
    while report.requests < cases:
        each = -(-(cases - report.requests) // (len(operations) * len(modes)))
        for operation in operations:
            for mode in modes:
                _ask_operation(operation, mode, each, with_seed + 1000 * turn, report)
        turn += 1
    return report


def _ask_operation(
    operation: Any, mode: GenerationMode, cases: int, with_seed: int, report: Report
) -> None:
    @seed(with_seed)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        response = case.call(headers={"Accept-Language": "en"})
        report.answered[response.status_code] += 1
        try:
            # Whether a request was right or wrong is judged below, by the sentence of the answer.
            case.validate_response(
                response, excluded_checks=[positive_data_acceptance, negative_data_rejection]
            )
            _judge(mode, response)
        except (Exception, BaseExceptionGroup) as failure:
            report.wrong.append(f"{case.as_curl_command()}\n{failure}")

    try:
        ask()
    except Unsatisfiable:
        if mode is GenerationMode.POSITIVE:
            raise
        report.nothing_to_mistake.append(operation.path)


def _judge(mode: GenerationMode, response: schemathesis.Response) -> None:
    status = response.status_code
    if mode is GenerationMode.NEGATIVE:
        # A wrong name of a header, or a text where any text will do, leaves a right request.
        assert status in (200, 304, 400, 404, 405, 406, 413, 414), status
    elif status == 400:
        error = json.loads(response.content)["error"]
        assert any(words in error for words in BETWEEN_PARAMETERS), error
    else:
        # Fifty of the longest names in each parameter are more than a query may hold.
        assert status in (200, 304, 414), status


HOSTILE = (
    "'; drop table pair; --",
    "1 or 1=1",
    "<script>alert(1)</script>",
    "[text](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "%00",
    "%0d%0aSet-Cookie: a=b",
    "%ff%fe",
    "%E2%80%AE",
    "%F0%9F%98%80",
    "%",
    "%zz",
    "+",
    "{format}",
    "$1",
    "NaN",
    "-1",
    "1e9",
    "9" * 400,
    "null",
    "[]",
    "a" * 5000,
    ",",
    ",,,,",
    "&&&",
    "=",
    ";",
    "#",
    "?",
    "//",
    "\\\\host\\share",
)
RIGHT = {
    "pair": ("students_uis", "visitors_kto", "music"),
    "partner": ("VNM", "ASEAN_POOLED", "THA,IDN"),
    "indicator": ("balance", "gap,ratio"),
    "series": ("kto_visitors", "phl_visitors"),
    "origin": ("KOR", "VNM"),
    "destination": ("KOR", "PHL"),
    "source": ("uis_bilateral_360info",),
    "first_year": ("2010", "2019"),
    "last_year": ("2019", "2020"),
    "language": ("en", "ko"),
    "other": ("",),
    "": ("",),
}
PLACES = (
    "pairs",
    "two_way",
    "indicators",
    "observations",
    "series",
    "sources",
    "coverage",
    "releases",
    "health",
    "openapi.json",
    "",
    "nothing",
)
ENDINGS = ("", ".csv", ".json", ".parquet", ".xlsx", ".", "/", ".csv.csv", "%2e%2e", "%0a")
METHODS = ("GET",) * 12 + ("HEAD", "POST", "OPTIONS", "BREW")
STATUSES = frozenset({200, 304, 307, 400, 404, 405, 406, 413, 414})


def make_addresses(count: int, with_seed: int) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """Method, path, query and Accept header of requests, right and hostile words mixed."""
    chance = random.Random(with_seed)
    for _ in range(count):
        hostility = chance.choice((0, 0.1, 0.5))
        table = find_table(chance.choice(PLACES))
        usual = [parameter.name for parameter in table.parameters] if table else [""]
        asked = []
        for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
            strange = chance.random() < hostility
            name = chance.choice(tuple(RIGHT) if strange else usual or [""])
            value = chance.choice(HOSTILE if chance.random() < hostility else RIGHT[name])
            asked.append(f"{name}{chance.choice(('=', '', '==')) if strange else '='}{value}")
        # An unlimited question about every figure is right, and slow a thousand times over.
        if table and LAST in table.parameters and not asked:
            asked = ["first_year=2019", "last_year=2019"]
        place = table.name if table else chance.choice(PLACES)
        ending = chance.choice(ENDINGS if chance.random() < hostility else ENDINGS[:4])
        path = f"/api/v1/{place}{ending}"
        if chance.random() < hostility / 10:
            path = f"/api/{chance.choice(HOSTILE)}"
        accept = chance.choice(("*/*", "text/csv", "", "text/html", "a/b;q=x,,;", "*/*;q=0"))
        yield chance.choice(METHODS), path.encode(), "&".join(asked).encode(), accept.encode()


def ask_hostile_addresses(app: Starlette, addresses: int, with_seed: int) -> Report:
    """Send raw requests, as no client library would let them through, and judge the answers."""
    report = Report()

    async def ask_all() -> None:
        for method, path, query, accept in make_addresses(addresses, with_seed):
            try:
                status, headers, body = await _ask(app, method, path, query, accept)
                report.answered[status] += 1
                fault = _find_fault(status, headers, body, method)
            except Exception as error:
                fault = repr(error)
            if fault:
                report.wrong.append(f"{method} {path!r}?{query!r} ({accept!r}): {fault}")

    asyncio.run(ask_all())
    return report


async def _ask(
    app: Starlette, method: str, path: bytes, query: bytes, accept: bytes
) -> tuple[int, dict[str, str], bytes]:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"testserver"), (b"accept", accept)],
        "client": ("192.0.2.1", 1234),
        "server": ("testserver", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        # A reader who stays on the line until the answer is complete.
        while not sent or sent[-1].get("more_body", sent[-1]["type"] == "http.response.start"):
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


def _find_fault(status: int, headers: dict[str, str], body: bytes, method: str) -> str | None:
    if status not in STATUSES:
        return f"undocumented status {status}"
    if "set-cookie" in headers or headers.get("x-content-type-options") != "nosniff":
        # The one answer that the API's own middleware does not see leads from /api to the page.
        return None if status == 307 else f"headers {headers}"
    if status >= 400:
        told = json.loads(body) if body or method != "HEAD" else {"error": "", "remedy": ""}
        if set(told) != {"error", "remedy"} or len(body) > 2000:
            return f"a refusal that is none: {body[:200]!r}"
    if b"Traceback" in body or b".duckdb" in body:
        return "an answer that tells of the server"
    return None


def main(arguments: list[str] | None = None) -> int:
    """Build a store, ask, and tell what came of it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_api", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="made of the description")
    parser.add_argument("--addresses", type=int, default=10_000, help="of hostile bytes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write docs/hardening.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.duckdb"
        build(out=store)
        app = make_application(store)
        reports = {
            "made of the description": ask_described_cases(app, chosen.cases, chosen.seed),
            "of hostile bytes": ask_hostile_addresses(app, chosen.addresses, chosen.seed),
        }
    for name, report in reports.items():
        print(f"{name}, seed {chosen.seed}: {report}")
        if chosen.record:
            told = ("FAILED: " if report.wrong else "") + str(report)
            record(chosen.seed, f"requests of the API {name}", told)
    return 1 if any(report.wrong for report in reports.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
