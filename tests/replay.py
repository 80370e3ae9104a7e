"""A stand-in for every publisher on this machine: replays replies, and misbehaves when told to."""

from __future__ import annotations

import gzip
import json
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from etl.fetch import Limits, Session
from etl.seal import seal
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER

FIXTURES = Path(__file__).parent / "fixtures" / "interfaces"


def fixture(name: str) -> bytes:
    """A true-to-shape reply (tests/fixtures/interfaces/README.md says which values are made up)."""
    return (FIXTURES / name).read_bytes()


def entries_in_cp949() -> bytes:
    """The ministry's file of entries in the encoding in which it hands it out."""
    return fixture("moj_arrivals_file_thailand_gap.csv").decode().encode("cp949")


@dataclass(frozen=True)
class Asked:
    """A call that came in: the publisher's host, the path, and the parameters."""

    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """A well-behaved answer."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


#: Behaviours write to the connection themselves.
Behaviour = Callable[["_Handler"], None]


@dataclass
class Replay:
    """A running stand-in: `answers` maps the start of host and path to what it does."""

    address: str
    answers: dict[str, bytes | Answer | Behaviour | Callable[[Asked], object]]
    calls: list[Asked] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def route(self, address: str) -> str:
        """Where a call to a publisher's address goes instead."""
        parts = urlsplit(address)
        here = f"{self.address}/{parts.hostname}{parts.path}"
        return here + (f"?{parts.query}" if parts.query else "")

    def answer_to(self, asked: Asked) -> object:
        """The answer for the longest start of host and path that is known."""
        place = f"{asked.host}{asked.path}"
        known = [start for start in self.answers if place.startswith(start)]
        if not known:
            return Answer(b"nothing here", 404)
        answer = self.answers[max(known, key=len)]
        return answer


@contextmanager
def replay(answers: dict | None = None) -> Iterator[Replay]:
    """A stand-in on 127.0.0.1 that lives inside the `with`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.replay = Replay(f"http://127.0.0.1:{server.server_port}", answers or {})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.replay
    finally:
        server.replay.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    #: Head and body leave at once, not after the forty milliseconds of a delayed acknowledgement.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host, _, path = parts.path.lstrip("/").partition("/")
        query = {name: ",".join(found) for name, found in parse_qs(parts.query).items()}
        asked = Asked(host, f"/{path}", query, dict(self.headers))
        replay = self.server.replay
        replay.calls.append(asked)
        answer = replay.answer_to(asked)
        with suppress(ConnectionError, TimeoutError):
            if callable(answer) and getattr(answer, "writes", False):
                answer(self)
                self.close_connection = True
                return
            if callable(answer):
                answer = answer(asked)
            if callable(answer):
                answer(self)
                self.close_connection = True
                return
            if isinstance(answer, bytes):
                answer = Answer(answer)
            self.answer(answer)

    def answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def start(self, status: int = 200, **headers: str) -> None:
        """The head of an answer that is written by hand."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing: the tests read `calls`."""


def _writes(behaviour: Behaviour) -> Behaviour:
    behaviour.writes = True
    return behaviour


def endless(kind: str = "application/json") -> Behaviour:
    """A body that never ends."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Type=kind)
        while not handler.server.replay.stopped.is_set():
            handler.wfile.write(b"[0," * 4096)

    return _writes(write)


def dripping() -> Behaviour:
    """A body that comes one character at a time, each well within the time-out for reading."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Length="1000000")
        while not handler.server.replay.stopped.wait(0.05):
            handler.wfile.write(b" ")

    return _writes(write)


def dripping_head() -> Behaviour:
    """Headers that never end."""

    def write(handler: _Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not handler.server.replay.stopped.wait(0.05):
            handler.wfile.write(b"x")

    return _writes(write)


def silent() -> Behaviour:
    """No answer at all."""

    def write(handler: _Handler) -> None:
        handler.server.replay.stopped.wait(30)

    return _writes(write)


def truncated(body: bytes) -> Behaviour:
    """Less than the length announced."""

    def write(handler: _Handler) -> None:
        handler.start(Content_Length=str(len(body) + 1000))
        handler.wfile.write(body)

    return _writes(write)


def hung_up() -> Behaviour:
    """The connection is closed without a word."""

    def write(handler: _Handler) -> None:
        handler.connection.close()

    return _writes(write)


def gzip_bomb(megabytes: int = 512) -> Behaviour:
    """A small body that unpacks to a very large one."""
    piece = gzip.compress(b"\0" * 1_000_000)

    def write(handler: _Handler) -> None:
        handler.start(Content_Encoding="gzip", Content_Length=str(len(piece) * megabytes))
        for _ in range(megabytes):
            handler.wfile.write(piece)

    return _writes(write)


def redirect(target: str, status: int = 302) -> Answer:
    """An answer that sends the caller elsewhere."""
    return Answer(b"", status, (("Location", target),))


def failing_first(
    times: int, status: int, body: bytes, **headers: str
) -> Callable[[Asked], object]:
    """Fail a few times with a status, then answer."""
    left = [times]

    def answer(asked: Asked) -> object:
        left[0] -= 1
        if left[0] >= 0:
            named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
            return Answer(b"busy", status, named)
        return body

    return answer


def slowly(seconds: float, body: bytes) -> Callable[[Asked], object]:
    """An answer after a while."""

    def answer(asked: Asked) -> object:
        time.sleep(seconds)
        return body

    return answer


def publishers() -> dict[str, object]:
    """Answers of every publisher that fit the questions of every source.

    Made of the fixtures, of which some are made up, and where none fits of plainly synthetic
    figures; enough for each source to pass its own checks.
    """
    rows = json.loads(fixture("odcloud_moj_monthly_students_PAGING_MADEUP.json"))
    rows["data"] = [row for row in rows["data"] if row["년"] == 2022]
    rows["totalCount"] = len(rows["data"])
    register = json.loads(fixture("odcloud_moj_students_page_ORDER_MADEUP.json"))
    register["totalCount"] = len(register["data"])
    korea_only = [
        line
        for line in fixture("imf_imts.csv").decode().splitlines(keepends=True)
        if ",FRA," not in line
    ]
    batis = fixture("oecd_batis_MADEUP.csv").decode().splitlines(keepends=True)
    uis = "api.uis.unesco.org/api/public"
    odcloud, infuser = "api.odcloud.kr/api", "infuser.odcloud.kr/oas/docs"
    return {
        f"{uis}/versions/default": fixture("uis_versions_default.json"),
        f"{uis}/definitions/indicators": fixture("uis_definitions_indicators_PARTLY_MADEUP.json"),
        f"{uis}/data/indicators": lambda asked: fixture(
            "uis_data_kor_to_asean.json"
            if asked.query["indicator"] == "26542"
            else "uis_data_asean_to_kor.json"
        ),
        "api.worldbank.org/v2/country/": _world_bank,
        "api.imf.org/external/sdmx/3.0/": "".join(korea_only).encode(),
        "tablebuilder.singstat.gov.sg/": _singstat,
        "storage.data.gov.my/demography/arrivals.csv": (
            b"date,country,arrivals,arrivals_male,arrivals_female\n2024-03-01,KOR,39049,1,1\n"
        ),
        "kosis.kr/openapi/Param/": _kosis_table,
        "kosis.kr/openapi/statisticsData.do": _kosis_axes(),
        "kosis.kr/openapi/statisticsSearch.do": b'[{"ORG_ID":"113","TBL_ID":"X","TBL_NM":"Y"}]',
        f"{infuser}": _odcloud_list,
        f"{odcloud}/15100039": json.dumps(rows).encode(),
        f"{odcloud}/3069982": json.dumps(register).encode(),
        "openapi.tour.go.kr/": _kto,
        "comtradeapi.un.org/": _comtrade,
        "apis.data.go.kr/1220000/nitemtrade/": _customs,
        "sdmx.oecd.org/": "".join(line for line in batis if not line.startswith("VNM")).encode(),
        "www.netflix.com/tudum/top10/data/all-weeks-countries.tsv": _netflix_lists(),
        "www.netflix.com/tudum/top10/data/all-weeks-global.tsv": (
            b"week\tcategory\tweekly_rank\tshow_title\n"
            b"2024-01-07\tFilms (Non-English)\t1\tMADEUP A\n"
        ),
        "query.wikidata.org/sparql": _wikidata,
    }


def _world_bank(asked: Asked) -> bytes:
    indicator = asked.path.rpartition("/")[2]
    if indicator == "NY.GDP.MKTP.CD":
        return fixture("worldbank_gdp_NULLS_MADEUP.json")
    return fixture("worldbank_population_ok.json").replace(b"SP.POP.TOTL", indicator.encode())


def _singstat(asked: Asked) -> bytes:
    answer = json.loads(fixture("singstat_M550001_SERIESNO_MADEUP.json"))
    if asked.query["offset"] != "0":
        for row in answer["Data"]["row"]:
            row["columns"] = []
    return json.dumps(answer).encode()


def _kosis_table(asked: Asked) -> bytes:
    table = asked.query["tblId"]
    if table == "DT_1B040A14":
        names = {"C1_NM": "베트남", "C2_NM": "계", "C3_NM": "합계"}
        year = asked.query["startPrdDe"]
        row = {"ORG_ID": "111", "TBL_ID": table, "PRD_DE": year, "UNIT_NM": "명", "DT": "111"}
        return json.dumps([{**row, **names}]).encode()
    return fixture(
        {
            "DT_091_111_2009_S005A": "kosis_moj_arrivals_by_nationality_PARTLY_MADEUP.json",
            "DT_113_STBL_1020468": "kosis_music_exports_by_region_PARTLY_MADEUP.json",
            "DT_113_STBL_1024776": "kosis_content_exports_by_industry_PARTLY_MADEUP.json",
        }[table]
    )


def _kosis_axes() -> bytes:
    axes = {"국적별": ["베트남"], "성별": ["계", "남자"], "체류자격별": ["합계", "유학(D-2)"]}
    entries = [
        {"OBJ_ID": letter, "OBJ_NM": axis, "ITM_ID": f"MADEUP.{letter}{number}", "ITM_NM": name}
        for letter, (axis, names) in zip("ABC", axes.items(), strict=True)
        for number, name in enumerate(names)
    ]
    entries.append({"OBJ_ID": "ITEM", "OBJ_NM": "항목", "ITM_ID": "T1", "ITM_NM": "유학생"})
    return json.dumps(entries).encode()


def _odcloud_list(asked: Asked) -> bytes:
    if asked.query["namespace"].startswith("3069982"):
        return fixture("odcloud_oas_excerpt.json")
    listed = {
        f"/15100039/v1/uddi:{number}": {"get": {"summary": f"MADEUP 월별 현황_{day}"}}
        for number, day in ((2, "20260131"), (1, "20251231"))
    }
    return json.dumps({"swagger": "2.0", "paths": listed}).encode()


def _kto(asked: Asked) -> bytes:
    month = asked.query["YM"]
    if month > "202005":
        return fixture("kto_empty.json")
    return fixture("kto_list_202005.json").replace(b"202005", month.encode())


def _comtrade(asked: Asked) -> bytes:
    wanted = (asked.query["flowCode"], asked.query["partnerCode"])
    if wanted == ("M", "410") and "2023" in asked.query["period"]:
        return fixture("comtrade_breakdown_rows_vnm_3304.json")
    return fixture("comtrade_empty.json")


def _customs(asked: Asked) -> bytes:
    wanted = (asked.query["cntyCd"], asked.query["hsSgn"], asked.query["strtYymm"])
    if wanted == ("US", "3304", "202501"):
        return fixture("customs_nitemtrade_MADEUP.xml")
    return b"<response><header><resultCode>00</resultCode></header><body><items/></body></response>"


def _netflix_lists() -> bytes:
    lines = ["country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\tseason_title"]
    for country in ("KR", "VN", "US"):
        for day in (7, 14):
            lines.append(f"MADEUP\t{country}\t2024-01-{day:02d}\tFilms\t1\tMADEUP A\tN/A")
            lines.append(f"MADEUP\t{country}\t2024-01-{day:02d}\tTV\t1\tMADEUP B\tMADEUP B: 1")
    return "\n".join(lines).encode() + b"\n"


def _wikidata(asked: Asked) -> bytes:
    rows = [
        {
            "label": {"value": title},
            "work": {"value": f"http://www.wikidata.org/entity/{title[-1]}"},
            "class": {"value": f"http://www.wikidata.org/entity/{kind}"},
            "iso": {"value": country},
        }
        for title, kind, country in (
            ("MADEUP A", "Q11424", "KR"),
            ("MADEUP B", "Q5398426", "VN"),
        )
        if title in asked.query["query"]
    ]
    return json.dumps({"results": {"bindings": rows}}).encode()


KEYS = {"KOSIS_API_KEY": "MARKER-4711-KOSIS", "DATA_GO_KR_KEY": "MARKER+4711/DATA=="}

#: Nothing waits in a test for more than it must.
HASTY = Limits(connect=2, read=2, call=10, source=120, tries=2, backoff=0.01, pause=0)


@contextmanager
def session_with(
    running: Replay, keys: dict[str, str] | None = None, limits: Limits = HASTY
) -> Iterator[Session]:
    """A session whose every call goes to the stand-in."""
    session = Session(KEYS if keys is None else keys, limits, running.route)
    # Connectors ask for pauses of their own, which a stand-in does not need.
    ask = session.get
    session.get = lambda *args, **options: ask(*args, **{**options, "pause": 0})
    try:
        yield session
    finally:
        session.close()


def small_raw(folder: Path, *kept: str, only: Collection[str] | None = None) -> tuple[Path, Path]:
    """A raw folder and a catalogue that build in a moment: the shipped datasets without figures.

    `kept` names datasets that keep their figures, `only` those that are there at all. Pairs are
    left out.
    """
    raw, catalogue = folder / "data" / "raw", folder / "catalogue"
    raw.mkdir(parents=True)
    shutil.copy(RAW_FOLDER / "countries.csv", raw)
    for name in ("sources.csv", "notes.csv"):
        text = (RAW_FOLDER / name).read_text(encoding="utf-8")
        text = text if kept else text.partition("\n")[0] + "\n"
        (raw / name).write_text(text, encoding="utf-8", newline="")
    likes = {
        "students/uis_students",
        "students/moj_student_visas",
        "students/kedi_students",
        "denominators/wb_population",
        "denominators/wb_gdp",
        "tourism/sgp_visitors",
        "tourism/mys_entries",
        "tourism/moj_entries",
        "tourism/kto_visitors",
        "tourism/akc_visitors",
        "culture/kosis_music",
        "culture/kosis_content",
        "culture/netflix_mirror",
        "context/undesa_stock_2024",
    }
    for name in sorted(likes if only is None else only):
        place = raw / name
        place.parent.mkdir(exist_ok=True)
        shutil.copy(RAW_FOLDER / f"{name}.toml", place.parent)
        table = (RAW_FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        if place.name not in kept:
            table = table.partition("\n")[0] + "\n"
        place.with_suffix(".csv").write_text(table, encoding="utf-8", newline="")
        seal(place.with_suffix(".csv"))
    shutil.copytree(
        CATALOGUE_FOLDER,
        catalogue,
        ignore=shutil.ignore_patterns("pairs", "claims.toml", "goals.toml", "*.py"),
    )
    return raw, catalogue
