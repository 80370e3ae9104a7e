"""What is shipped for running the dashboard elsewhere agrees with the dashboard and with itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from api.settings import Settings as ApiSettings
from etl.release import write_release
from installing import LOCKS
from serving.settings import Settings
from tests.checkout import ROOT, read
from tests.proxy import check_configuration, find_nginx, write_certificate, write_configuration

INSTRUCTION = re.compile(r"^([A-Z]+)\s+(.*)$")
NGINX = find_nginx()


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as pairs of an instruction and what it says."""
    text = re.sub(r"\\\n\s*", "", read("deploy/Dockerfile"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    found = [INSTRUCTION.match(line) for line in lines]
    assert all(found), "a line of the Dockerfile is no instruction"
    return [match.groups() for match in found if match]  # type: ignore[misc]


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, its FROM first."""
    parts: list[list[tuple[str, str]]] = []
    for name, said in instructions():
        if name == "FROM":
            parts.append([])
        if parts:
            parts[-1].append((name, said))
    return parts


def test_the_image_is_built_in_one_stage_and_served_from_another():
    build, served = stages()
    assert build[0] == ("FROM", "${BASE} AS build")
    copied = [said for name, said in served if name == "COPY"]
    assert copied and all(said.startswith("--from=build ") for said in copied)
    assert not any("pip" in said for name, said in served if name == "RUN")


def test_every_package_of_the_image_is_checked_against_its_hash():
    installs = [said for _, said in instructions() if "pip install" in said]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert installs[0].endswith(f"--requirement {LOCKS['requirements.txt']}")


def test_the_image_runs_as_somebody_without_rights():
    served = stages()[-1]
    (user,) = [said for name, said in served if name == "USER"]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    after = served[served.index(("USER", user)) :]
    assert not {"RUN", "COPY", "ADD"} & {name for name, _ in after}


def test_the_image_writes_nothing_outside_tmp():
    served = stages()[-1]
    assert any(name == "ENV" and "HOME=/tmp" in said for name, said in served)
    assert any(name == "ENV" and "PYTHONDONTWRITEBYTECODE=1" in said for name, said in served)
    assert not [said for name, said in served if name == "VOLUME"]


def test_the_image_is_probed_where_only_a_server_that_can_open_sessions_says_yes():
    (probe,) = [said for name, said in instructions() if name == "HEALTHCHECK"]
    (command,) = [said for name, said in instructions() if name == "CMD"]
    port = re.search(r'"--port", "(\d+)"', command)
    assert port
    assert f"http://127.0.0.1:{port[1]}/_stcore/health" in probe


def test_no_secret_and_no_history_goes_into_the_image():
    left_out = read(".dockerignore").splitlines()
    assert {".git", ".venv", "data/processed"} <= set(left_out)
    assert not [s for n, s in instructions() if n in ("ARG", "ENV") and re.search("KEY|SECRET", s)]


def service() -> dict[str, list[str]]:
    lines = [line for line in read("deploy/reciprocity@.service").splitlines() if "=" in line]
    found: dict[str, list[str]] = {}
    for name, value in (line.split("=", 1) for line in lines if not line.startswith("#")):
        found.setdefault(name, []).append(value)
    return found


def test_the_service_has_no_rights_it_does_not_need():
    said = service()
    assert said["DynamicUser"] == ["yes"]
    assert said["ProtectSystem"] == ["strict"]
    assert said["NoNewPrivileges"] == ["yes"]
    assert said["CapabilityBoundingSet"] == [""]
    assert said["IPAddressDeny"] == ["any"]
    assert "-m serving" in said["ExecStart"][0]
    assert "--address 127.0.0.1 --port %i" in said["ExecStart"][0]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_rates_the_service_as_little_exposed():
    unit = str(ROOT / "deploy" / "reciprocity@.service")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_every_setting_stands_in_the_example_and_in_both_documents():
    shown = set(re.findall(r"^(RECIPROCITY_[A-Z_]+)=", read("deploy/reciprocity.env"), re.M))
    named = set(
        re.findall(r"RECIPROCITY_[A-Z_]+", read("serving/settings.py") + read("api/settings.py"))
    )
    # Other sites that may read the API: none, unless somebody asks for it.
    assert shown == named - {"RECIPROCITY_API_ORIGINS"}
    for document in ("docs/deploy.md", "docs/deploy.ko.md"):
        assert named <= set(re.findall(r"RECIPROCITY_[A-Z_]+", read(document))), document


def test_the_example_chooses_what_is_chosen_without_it():
    written = dict(re.findall(r"^([A-Z_]+)=(.*)$", read("deploy/reciprocity.env"), re.M))
    chosen, default = Settings.from_environment(written), Settings()
    assert [f.name for f in fields(Settings) if _differ(chosen, default, f.name)] == ["hosts"]
    api = ApiSettings.from_environment(written)
    assert api == ApiSettings.from_environment({})


def _differ(left: Settings, right: Settings, name: str) -> bool:
    return bool(getattr(left, name) != getattr(right, name))


@pytest.mark.skipif(NGINX is None or shutil.which("openssl") is None, reason="needs nginx, openssl")
def test_nginx_takes_the_shipped_configuration(tmp_path: Path):
    write_certificate(tmp_path)
    assert check_configuration(str(NGINX), write_configuration(tmp_path, [18501], 18443)) == ""


def test_nginx_keeps_readers_at_their_replica_and_sessions_open():
    text = read("deploy/nginx.conf")
    assert "hash $reciprocity_seat consistent;" in text
    stream = text[text.index("location = /_stcore/stream") :].split("}")[0]
    assert "proxy_read_timeout 24h;" in stream
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    logged = text[text.index("log_format") :].split(";")[0]
    assert not re.search(r"remote_addr|user_agent|request_uri|\$uri|\$args|cookie|referer", logged)


REMOTE = "https://files.example.org/reciprocity/0.1.0"
#: Types that DuckDB writes and every reader named in the document knows.
READABLE = re.compile(
    r"string|double|float|bool|int(?:8|16|32|64)|date32\[day\]|timestamp\[us\]|list<[\w: ]*string>"
)


@pytest.fixture(scope="module")
def tables(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the shipped figures, as it would be put on object storage."""
    return write_release(store, tmp_path_factory.mktemp("release")) / "tables"


@pytest.mark.parametrize("document", ["docs/deploy.md", "docs/deploy.ko.md"])
def test_the_questions_of_the_document_are_answered_by_a_release(tables: Path, document: str):
    blocks = "\n".join(re.findall(r"```sql\n(.*?)```", read(document), flags=re.S))
    questions = [part.strip() for part in blocks.split(";") if part.strip().startswith("select")]
    over_http = [question for question in questions if REMOTE in question]
    assert len(over_http) == 2
    with duckdb.connect() as connection:
        for question in over_http:
            here = question.replace(f"{REMOTE}/tables", tables.as_posix())
            assert connection.execute(here).fetchall(), question


def test_the_documents_ask_the_same_in_both_languages():
    def code(name: str) -> list[str]:
        return re.findall(r"```\w*\n(.*?)```", read(name), flags=re.S)

    assert code("docs/deploy.md") == code("docs/deploy.ko.md")


def test_every_table_of_a_release_has_types_that_other_readers_know(tables: Path):
    unknown = {
        f"{file.stem}.{field.name}": str(field.type)
        for file in sorted(tables.glob("*.parquet"))
        for field in pyarrow.parquet.read_schema(file)
        if not READABLE.fullmatch(str(field.type))
    }
    assert unknown == {}
