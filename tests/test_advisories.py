"""Advisories carried in by hand: which versions they concern, and what is answered about them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version

from deploy.advisories import Advisory, BadAdvisories, concerns, later_mends, read_advisories
from deploy.osv_service import Service, serve

#: Published facts, in our own words: where the fault came in and where it ended.
PUBLISHED = {
    # certifi trusted the roots of e-Tugra from 2015.4.28 on and dropped them in 2023.7.22.
    "PYSEC-2023-135": ("certifi", [("introduced", "2015.4.28"), ("fixed", "2023.7.22")]),
    # reportlab fetched any address an image named (CVE-2020-28463) until 3.5.55.
    "PYSEC-2021-146": ("reportlab", [("introduced", "0"), ("fixed", "3.5.55")]),
    # urllib3 kept a cookie across a redirect until 1.26.17, and again in 2.0.0 to 2.0.5. The
    # advisory gives the newer branch first.
    "PYSEC-2023-192": (
        "urllib3",
        [("introduced", "2.0.0"), ("fixed", "2.0.6"), ("introduced", "0"), ("fixed", "1.26.17")],
    ),
    # Pillow read ICNS files of a crafted size until 2.3.2, and again in 2.5.0 and 2.5.1: 2.4.0
    # is not among the versions that the advisory lists.
    "PYSEC-2014-10": (
        "pillow",
        [("introduced", "0"), ("fixed", "2.3.2"), ("introduced", "2.5"), ("fixed", "2.5.2")],
    ),
}


def synthetic(**changes: Any) -> dict[str, Any]:
    """An advisory that nobody published, on every version of a package before 2.0."""
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}]
    return {
        "id": "SYNTHETIC-1",
        "modified": "2026-11-20T12:00:00Z",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "made-up"}, "ranges": ranges}],
        **changes,
    }


def on_ranges(*ranges: list[tuple[str, str]], versions: tuple[str, ...] = ()) -> Advisory:
    """A synthetic advisory with these ranges, each of events in their order."""
    written = [
        {"type": "ECOSYSTEM", "events": [{word: text} for word, text in events]}
        for events in ranges
    ]
    package = {"ecosystem": "PyPI", "name": "made-up"}
    affected = [{"package": package, "ranges": written, "versions": list(versions)}]
    return Advisory.model_validate(synthetic(affected=affected))


def is_concerned(advisory: Advisory, version: str) -> bool | None:
    return concerns(advisory, "made-up", Version(version))


def write(place: Path, **files: dict[str, Any]) -> Path:
    """A folder with an advisory a file; in a name, __ stands for the dot."""
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        (place / name.replace("__", ".")).write_text(json.dumps(content), encoding="utf-8")
    return place


# Which versions an advisory concerns


@pytest.mark.parametrize(
    ("name", "concerned", "not_concerned"),
    [
        (
            "PYSEC-2023-135",
            ("2015.4.28", "2015.04.28", "2022.12.7", "2023.5.7"),
            ("14.5.14", "2023.7.22", "2023.07.22", "2024.2.2"),
        ),
        ("PYSEC-2021-146", ("2.0", "3.5.9", "3.5.54"), ("3.5.55", "3.5.100", "4.0")),
        (
            "PYSEC-2023-192",
            ("0.2", "1.26.9", "1.26.16", "2.0.0", "2.0.5"),
            ("1.26.17", "1.26.18", "2.0.6", "2.1.0"),
        ),
        ("PYSEC-2014-10", ("1.0", "2.3.1", "2.5.0", "2.5.1"), ("2.3.2", "2.4.0", "2.5.2")),
    ],
)
def test_a_published_advisory_concerns_the_versions_that_had_the_fault(
    name: str, concerned: tuple[str, ...], not_concerned: tuple[str, ...]
) -> None:
    _, events = PUBLISHED[name]
    advisory = on_ranges(events)
    assert {version: is_concerned(advisory, version) for version in concerned + not_concerned} == {
        **dict.fromkeys(concerned, True),
        **dict.fromkeys(not_concerned, False),
    }


@pytest.mark.parametrize(
    ("events", "version", "expected"),
    [
        # The examples of the format's own description, https://ossf.github.io/osv-schema/#examples
        ([("introduced", "0")], "0.0.1.dev1", True),
        ([("introduced", "0"), ("fixed", "1.0.2")], "1.0.1", True),
        ([("introduced", "0"), ("fixed", "1.0.2")], "1.0.2", False),
        ([("introduced", "0"), ("last_affected", "2.1.214")], "2.1.214", True),
        ([("introduced", "0"), ("last_affected", "2.1.214")], "2.1.215", False),
        ([("introduced", "0"), ("fixed", "2.1.214")], "2.1.214", False),
        # Versions compare as PEP 440 has it: a candidate comes before its release, 1.10 after 1.9.
        ([("introduced", "1.9"), ("fixed", "1.10")], "1.10rc1", True),
        ([("introduced", "1.9"), ("fixed", "1.10")], "1.10.post1", False),
        # A fault that was mended and came back with the very next release.
        ([("introduced", "0"), ("fixed", "2.0"), ("introduced", "2.0")], "2.0", True),
        # A range without a version in it.
        ([("introduced", "2.0"), ("fixed", "2.0")], "2.1", False),
        # A fault of one version alone, its end written first.
        ([("last_affected", "1.0"), ("introduced", "1.0")], "1.0", True),
        ([("last_affected", "1.0"), ("introduced", "1.0")], "1.1", False),
        # What stands beyond every limit is not spoken of.
        ([("introduced", "0"), ("limit", "2.0")], "1.9", True),
        ([("introduced", "0"), ("limit", "2.0")], "2.0", False),
        ([("introduced", "0"), ("limit", "2.0"), ("limit", "*")], "3.0", True),
    ],
)
def test_a_range_begins_and_ends_as_the_format_says(events, version, expected) -> None:
    assert is_concerned(on_ranges(events), version) is expected


def test_one_of_several_ranges_is_enough() -> None:
    first, second = (
        [("introduced", "1.0.0"), ("fixed", "1.0.2")],
        [("introduced", "3.0.0"), ("fixed", "3.2.5")],
    )
    versions = ("0.9", "1.0.1", "1.0.2", "3.2.4", "3.2.5")
    assert [is_concerned(on_ranges(first, second), version) for version in versions] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_version_that_is_listed_is_concerned_however_it_is_spelled() -> None:
    advisory = on_ranges(versions=("1.0.0", "2015.04.28", "1.0-no-version"))
    assert is_concerned(advisory, "1.0") is True
    assert is_concerned(advisory, "2015.4.28") is True
    assert is_concerned(advisory, "1.1") is False


@pytest.mark.parametrize(
    "ranges",
    [
        [],
        [[("introduced", "0"), ("fixed", "the next one")]],
        [[("fixed", "2.0")]],
        [[("introduced", "0"), ("mended", "2.0")]],
        [[("introduced", "5.0")], [("introduced", "0"), ("fixed", "the next one")]],
    ],
    ids=["no-versions", "no-version", "no-beginning", "unknown-word", "beside-one-that-can"],
)
def test_an_advisory_that_cannot_be_compared_is_neither_sound_nor_a_fault(ranges) -> None:
    assert is_concerned(on_ranges(*ranges), "1.0") is None


def test_commits_alone_do_not_tell_which_version_is_concerned() -> None:
    """Even where the name of a commit could be read as a version."""
    commits = [{"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "7654321"}]}]
    package = {"ecosystem": "PyPI", "name": "made-up"}
    affected = [{"package": package, "ranges": commits}]
    assert is_concerned(Advisory.model_validate(synthetic(affected=affected)), "1.0") is None


def test_one_range_that_hits_decides_beside_one_that_cannot_be_compared() -> None:
    unclear = [("introduced", "0"), ("fixed", "the next one")]
    assert is_concerned(on_ranges(unclear, [("introduced", "0")]), "1.0") is True
    assert is_concerned(on_ranges(unclear, versions=("1.0",)), "1.0") is True


def test_a_package_is_the_same_in_whatever_spelling() -> None:
    package = {"ecosystem": "PyPI", "name": "Made_Up"}
    affected = [{"package": package, "versions": ["1.0"]}]
    advisory = Advisory.model_validate(synthetic(affected=affected))
    assert concerns(advisory, "made.UP", Version("1.0")) is True
    assert concerns(advisory, "made-up-too", Version("1.0")) is False


def test_a_package_of_the_same_name_elsewhere_is_another_package() -> None:
    package = {"ecosystem": "npm", "name": "made-up"}
    affected = [{"package": package, "versions": ["1.0"]}]
    assert is_concerned(Advisory.model_validate(synthetic(affected=affected)), "1.0") is False


def test_what_mends_a_fault_are_the_later_versions_of_every_branch() -> None:
    branches = [("introduced", "2.0"), ("fixed", "2.0.10"), ("introduced", "0"), ("fixed", "1.9.1")]
    advisory = on_ranges(branches, [("introduced", "2.0"), ("fixed", "2.0.9")])
    assert later_mends(advisory, "made-up", Version("1.0")) == ["1.9.1", "2.0.9", "2.0.10"]
    assert later_mends(advisory, "made-up", Version("2.0.1")) == ["2.0.9", "2.0.10"]


# Reading what was carried in


def put_json(place: Path) -> Path:
    return write(place / "export", **{"SYNTHETIC-1__json": synthetic()})


def put_yaml(place: Path) -> Path:
    """As in PyPA's database: hardly a version is in quotes, and neither are the times."""
    folder = place / "checkout" / "vulns" / "made-up.yaml"
    folder.mkdir(parents=True)
    (folder / "SYNTHETIC-1.yaml").write_text(
        "id: SYNTHETIC-1\nmodified: 2026-11-20T12:00:00Z\nwithdrawn:\naliases: null\naffected:\n"
        "- package: {ecosystem: PyPI, name: made-up}\n  ranges:\n  - type: ECOSYSTEM\n"
        "    events:\n    - introduced: 0\n    - fixed: 2.0\n  versions: [0.10, 1.0]\n",
        encoding="utf-8",
    )
    (place / "checkout" / ".github").mkdir()
    (place / "checkout" / ".github" / "dependabot.yml").write_text("version: 2\n")
    (place / "checkout" / "README.md").write_text("Advisories\n")
    return place / "checkout"


def put_zip(place: Path) -> Path:
    """With an entry for the folder too, as archives of a checkout have."""
    with zipfile.ZipFile(place / "all.zip", "w") as packed:
        packed.mkdir("vulns.json")
        packed.writestr("vulns.json/SYNTHETIC-1.json", json.dumps(synthetic()))
    return place / "all.zip"


@pytest.mark.parametrize("put", [put_json, put_yaml, put_zip])
def test_the_same_advisory_is_read_from_a_folder_a_checkout_and_a_zip(
    put: Callable[[Path], Path], tmp_path: Path
) -> None:
    advisories = read_advisories(put(tmp_path))
    assert (advisories.count, advisories.newest) == (1, date(2026, 11, 20))
    (advisory,) = advisories.on["made-up"]
    assert is_concerned(advisory, "1.9") is True
    assert is_concerned(advisory, "2.0") is False


def test_a_version_that_looks_like_a_number_stays_as_it_is_written(tmp_path: Path) -> None:
    """Read as a number, 0.10 would be 0.1."""
    (advisory,) = read_advisories(put_yaml(tmp_path)).on["made-up"]
    assert advisory.affected[0].versions == ["0.10", "1.0"]


def test_a_withdrawn_advisory_concerns_nothing_and_shows_how_new_the_rest_is(
    tmp_path: Path,
) -> None:
    place = write(
        tmp_path / "export",
        a__json=synthetic(id="SYNTHETIC-A", withdrawn=None),
        b__json=synthetic(
            id="SYNTHETIC-B", modified="2026-11-21T00:00:00Z", withdrawn="2026-11-21T00:00:00Z"
        ),
    )
    advisories = read_advisories(place)
    assert [advisory.id for advisory in advisories.on["made-up"]] == ["SYNTHETIC-A"]
    assert (advisories.count, advisories.newest) == (1, date(2026, 11, 21))


@pytest.mark.parametrize("later", ["a__json", "b__json"])
def test_of_two_with_the_same_name_the_one_changed_later_counts(later: str, tmp_path: Path) -> None:
    earlier = {"a__json": "b__json", "b__json": "a__json"}[later]
    place = write(
        tmp_path / "export",
        **{earlier: synthetic(modified="2026-01-01T00:00:00Z", summary="earlier")},
        **{later: synthetic(modified="2026-02-01T00:00:00Z", summary="later")},
    )
    advisories = read_advisories(place)
    assert [advisory.summary for advisory in advisories.on["made-up"]] == ["later"]
    assert advisories.count == 1


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("bad.json", b"{", "line 1 column 2"),
        ("bad.json", b"[]", "the whole: Input should be"),
        ("bad.json", b'{"modified": "2026-11-20T12:00:00Z"}', "id: Field required"),
        ("bad.json", b'{"id": "SYNTHETIC-1"}', "modified: Field required"),
        ("bad.json", b'{"id": "S", "modified": "yesterday"}', "modified: Input should be"),
        (
            "bad.json",
            b'{"id": "S", "modified": "2026-11-20T12:00:00Z", "affected": [{"versions": [1.1]}]}',
            "affected.0.versions.0: Input should be a valid string",
        ),
        (
            "bad.json",
            b'{"id": "S", "modified": "2026-11-20T12:00:00Z", "schema_version": "2.0.0"}',
            "schema_version: String should match",
        ),
        ("bad.json", b"[" * 100_000, "is no advisory"),
        ("bad.json", b'{"id": "\xff"}', "can't decode byte"),
        ("bad.yaml", b"id: [", "line 2"),
        ("bad.yaml", b"? {a: b}\n: c\n", "unhashable"),
        ("bad.yaml", b"", "the whole: Input should be"),
        # As PyPA wrote them until 2021.
        (
            "bad.yaml",
            b"id: S\nmodified: 2021-06-03T03:15:00Z\naffects: {versions: ['1.0']}\n",
            "before version 1.0 of the format",
        ),
    ],
)
def test_a_file_that_is_no_advisory_is_named_and_nothing_is_left_out(
    file: str, content: bytes, told: str, tmp_path: Path
) -> None:
    place = write(tmp_path / "export", good__json=synthetic())
    (place / file).write_bytes(content)
    with pytest.raises(BadAdvisories) as error:
        read_advisories(place)
    said = str(error.value)
    assert file in said
    assert told in said
    assert "mend or remove that file" in said
    assert "\n" not in said


def test_a_place_without_advisories_is_not_taken_for_one_without_faults(tmp_path: Path) -> None:
    elsewhere = synthetic(affected=[{"package": {"ecosystem": "npm", "name": "made-up"}}])
    withdrawn = synthetic(withdrawn="2026-11-20T12:00:00Z")
    for place in (
        write(tmp_path / "empty"),
        write(tmp_path / "npm", a__json=elsewhere),
        write(tmp_path / "withdrawn", a__json=withdrawn),
    ):
        with pytest.raises(BadAdvisories, match="holds no advisory on a package of PyPI"):
            read_advisories(place)


def test_a_place_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(BadAdvisories, match=r"nowhere cannot be read .*name a folder or zip"):
        read_advisories(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", ["cut short", "changed", "no zip at all"])
def test_a_damaged_zip_is_refused_whole(damage: str, tmp_path: Path) -> None:
    packed = put_zip(tmp_path)
    content = packed.read_bytes()
    packed.write_bytes(
        {
            "cut short": content[: len(content) // 2],
            "changed": content.replace(b"SYNTHETIC-1", b"SYNTHETIC-2").replace(
                b"vulns.json/SYNTHETIC-2", b"vulns.json/SYNTHETIC-1"
            ),
            "no zip at all": b"<html>Not found</html>",
        }[damage]
    )
    with pytest.raises(BadAdvisories, match=r"all\.zip is no sound zip file .*carry .* in anew"):
        read_advisories(packed)


# Answering pip-audit


def ask(url: str, question: bytes) -> Any:
    """Post a question as pip-audit does, through no proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, question, timeout=30) as answer:
        return json.load(answer)


def question(name: str, version: str, ecosystem: str = "PyPI") -> bytes:
    """What pip-audit 2.10.1 sends (pip_audit/_service/osv.py)."""
    package = {"name": name, "ecosystem": ecosystem}
    return json.dumps({"package": package, "version": version}).encode()


@pytest.fixture
def service(tmp_path: Path):
    events = [{word: text} for word, text in PUBLISHED["PYSEC-2023-192"][1]]
    urllib3 = {
        "package": {"ecosystem": "PyPI", "name": "URLLib3"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    unclear = {"package": {"ecosystem": "PyPI", "name": "unclear"}}
    place = write(
        tmp_path / "export",
        a__json=synthetic(id="PYSEC-2023-192", aliases=["CVE-2023-43804"], affected=[urllib3]),
        b__json=synthetic(id="SYNTHETIC-2", affected=[unclear]),
    )
    with serve(read_advisories(place)) as running:
        yield running


def test_a_fault_is_answered_in_the_shape_that_pip_audit_reads(service: Service) -> None:
    assert ask(service.url, question("urllib3", "2.0.5")) == {
        "vulns": [
            {
                "id": "PYSEC-2023-192",
                "aliases": ["CVE-2023-43804"],
                "summary": "PYSEC-2023-192",
                "affected": [
                    {
                        "package": {"ecosystem": "PyPI", "name": "urllib3"},
                        "ranges": [
                            {
                                "type": "ECOSYSTEM",
                                "events": [{"introduced": "0"}, {"fixed": "2.0.6"}],
                            }
                        ],
                    }
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    "asked",
    [
        question("urllib3", "2.0.6"),
        question("certifi", "2023.5.7"),
        question("urllib3", "2.0.5", ecosystem="npm"),
    ],
    ids=["mended", "unknown", "elsewhere"],
)
def test_where_nothing_is_known_the_answer_is_empty(service: Service, asked: bytes) -> None:
    assert ask(service.url, asked) == {}
    assert service.undecided == []


def test_what_cannot_be_compared_is_kept_for_the_report(service: Service) -> None:
    assert ask(service.url, question("Unclear", "1.0")) == {}
    ((name, version, advisory),) = service.undecided
    assert (name, str(version), advisory.id, advisory.file) == (
        "unclear",
        "1.0",
        "SYNTHETIC-2",
        "b.json",
    )


@pytest.mark.parametrize(
    ("path", "asked", "code"),
    [
        ("/v1/query", b"certifi", 400),
        ("/v1/query", b"[]", 400),
        ("/v1/query", question("urllib3", "the next one"), 400),
        ("/v1/query", question("urllib3", None), 400),
        ("/v1/querybatch", question("urllib3", "2.0.5"), 404),
    ],
)
def test_a_question_that_is_not_understood_is_refused_and_not_answered_as_sound(
    service: Service, path: str, asked: bytes, code: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        ask(service.url.replace("/v1/query", path), asked)
    error.value.close()
    assert error.value.code == code


def test_only_this_machine_is_answered_and_only_while_it_is_asked(service: Service) -> None:
    assert service.server_address[0] == "127.0.0.1"
    with serve(service.advisories) as other:
        url = other.url
    with pytest.raises(urllib.error.URLError):
        ask(url, question("urllib3", "2.0.5"))
