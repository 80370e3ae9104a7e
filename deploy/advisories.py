"""Read advisories on packages that were carried in by hand, and tell which versions they concern.

They are in the OSV format, one a file: the export of OSV for PyPI (``all.zip``, or what was in it)
in JSON, the advisory database of PyPA (``vulns/*/*.yaml``) in YAML. Which versions one concerns is
told by the algorithm of the format: https://ossf.github.io/osv-schema/#evaluation
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    model_validator,
)

ECOSYSTEM = "PyPI"
SUFFIXES = (".json", ".yaml", ".yml")
_FETCH_ANEW = "carry the advisories in anew"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The format lets whoever writes an advisory leave out a list, or write null for it.
_absent_is_empty = BeforeValidator(lambda value: [] if value is None else value)


class BadAdvisories(Exception):
    """Advisories that cannot be used. The text is one sentence: which file, why, and the remedy."""


class Package(BaseModel):
    """Whose versions are meant. Names of PyPI compare in their normal form (PEP 503)."""

    ecosystem: str
    name: str


class Range(BaseModel):
    """Where a fault came in and where it ended; each event is one word and one version."""

    type: str
    events: Annotated[list[dict[str, str]], _absent_is_empty] = []


class Affected(BaseModel):
    """The versions of one package that have the fault: listed, as ranges, or both."""

    package: Package | None = None
    versions: Annotated[list[str], _absent_is_empty] = []
    ranges: Annotated[list[Range], _absent_is_empty] = []


class Advisory(BaseModel):
    """What is used of an advisory. `file` is where it was read."""

    schema_version: str = Field("1.0.0", pattern=r"^1\.")
    id: str = Field(min_length=1)
    modified: AwareDatetime
    withdrawn: AwareDatetime | None = None
    aliases: Annotated[list[str], _absent_is_empty] = []
    summary: str | None = None
    affected: Annotated[list[Affected], _absent_is_empty] = []
    file: str = ""

    @model_validator(mode="before")
    @classmethod
    def _is_of_version_1(cls, written: Any) -> Any:
        """Before 1.0 of the format the versions stood under `affects`; they would go unread."""
        if isinstance(written, dict) and "affects" in written:
            raise ValueError("it has `affects`, as before version 1.0 of the format")
        return written

    def on_packages(self) -> dict[str, list[Affected]]:
        """What it says of each package of PyPI, by the package's normal name."""
        found: dict[str, list[Affected]] = defaultdict(list)
        for affected in self.affected:
            if affected.package and affected.package.ecosystem == ECOSYSTEM:
                found[canonicalize_name(affected.package.name)].append(affected)
        return found


@dataclass(frozen=True)
class Advisories:
    """Those in force for each package, how many they are, and the day of the newest change."""

    on: Mapping[str, list[Advisory]]
    count: int
    newest: date


def read_advisories(place: Path) -> Advisories:
    """Every advisory on a package of PyPI in a folder or a zip file, hidden files left out.

    Of two with the same id, the one changed later counts. Those withdrawn are not in force; the
    newest change may be a withdrawal. Raises BadAdvisories where the place cannot be read, a file
    is no advisory, or none on a package of PyPI is in force.
    """
    latest: dict[str, Advisory] = {}
    for file, content in _read_files(place):
        advisory = _read_advisory(place, file, content)
        known = latest.get(advisory.id)
        if known is None or known.modified < advisory.modified:
            latest[advisory.id] = advisory
    known_here = [advisory for advisory in latest.values() if advisory.on_packages()]
    in_force = [advisory for advisory in known_here if advisory.withdrawn is None]
    if not in_force:
        raise BadAdvisories(
            f"{place} holds no advisory on a package of {ECOSYSTEM} ({', '.join(SUFFIXES)}): "
            "name the export of OSV or a checkout of PyPA's advisory database"
        )
    on = defaultdict(list)
    for advisory in in_force:
        for name in advisory.on_packages():
            on[name].append(advisory)
    newest = max(advisory.modified for advisory in known_here)
    return Advisories(dict(on), len(in_force), newest.astimezone(UTC).date())


def _read_files(place: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that should be an advisory."""
    try:
        if place.is_dir():
            files = (path for path in sorted(place.rglob("*")) if path.is_file())
            names = (path.relative_to(place).as_posix() for path in files)
            for name in filter(_is_advisory, names):
                yield name, (place / name).read_bytes()
            return
        with zipfile.ZipFile(place) as packed:
            names = (entry.filename for entry in packed.infolist() if not entry.is_dir())
            for name in filter(_is_advisory, names):
                yield name, packed.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise BadAdvisories(f"{place} is no sound zip file ({error}): {_FETCH_ANEW}") from error
    except OSError as error:
        reason = error.strerror or error
        raise BadAdvisories(f"{place} cannot be read ({reason}): name a folder or zip") from error


def _is_advisory(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden


def _read_advisory(place: Path, file: str, content: bytes) -> Advisory:
    try:
        text = content.decode("utf-8-sig")
        as_json = file.lower().endswith(".json")
        written = json.loads(text) if as_json else _as_written(yaml.compose(text, Loader=_Loader))
        advisory = Advisory.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise _no_advisory(place, file, f"{where}: {first['msg']}") from error
    except (ValueError, TypeError, yaml.YAMLError, RecursionError) as error:
        raise _no_advisory(place, file, " ".join(str(error).split())) from error
    advisory.file = file
    return advisory


def _no_advisory(place: Path, file: str, reason: str) -> BadAdvisories:
    return BadAdvisories(
        f"{place}: {file} is no advisory in the OSV format ({reason[:200]}): "
        f"mend or remove that file, or {_FETCH_ANEW}"
    )


def _as_written(node: yaml.Node | None) -> Any:
    """The words of YAML as they stand: 1.10 is a version here and no number, a day is no date."""
    if isinstance(node, yaml.MappingNode):
        return {_as_written(key): _as_written(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_as_written(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value


def concerns(advisory: Advisory, name: str, version: Version) -> bool | None:
    """Whether a version of a package has the fault; None where the advisory does not let one tell.

    That is so where it names neither versions nor a range of versions, or where a range has a
    version that cannot be compared (PEP 440).
    """
    return _any_of(
        _is_affected(affected, version)
        for affected in advisory.on_packages().get(canonicalize_name(name), ())
    )


def _is_affected(affected: Affected, version: Version) -> bool | None:
    if version in map(_version, affected.versions):
        return True
    ranges = [each.events for each in affected.ranges if each.type == "ECOSYSTEM"]
    if not ranges and not affected.versions:
        return None
    return _any_of(_is_within(version, events) for events in ranges)


def _any_of(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return True if True in given else None if None in given else False


def _is_within(version: Version, events: Iterable[Mapping[str, str]]) -> bool | None:
    """IncludedInRanges of the schema for one range. "0" comes before every version."""
    pairs = [pair for event in events for pair in event.items()]
    words = {word for word, _ in pairs}
    if "introduced" not in words or words - {"introduced", "fixed", "last_affected", "limit"}:
        return None
    affected = ("introduced", "0") in pairs
    try:
        limits = [text for word, text in pairs if word == "limit"]
        if limits and not any("*" in text or version < Version(text) for text in limits):
            return False
        points = [
            (Version(text), word)
            for word, text in pairs
            if word != "limit" and (word, text) != ("introduced", "0")
        ]
    except InvalidVersion:
        return None
    # Where a fault ends with the version it came in with, its coming in stands first.
    for point, word in sorted(points, key=lambda pair: (pair[0], pair[1] == "last_affected")):
        if word == "introduced" and version >= point:
            affected = True
        elif (word == "fixed" and version >= point) or (
            word == "last_affected" and version > point
        ):
            affected = False
    return affected


def later_mends(advisory: Advisory, name: str, version: Version) -> list[str]:
    """The versions after this one in which the fault is mended, the earliest first."""
    events = (
        event
        for affected in advisory.on_packages().get(canonicalize_name(name), ())
        for each in affected.ranges
        if each.type == "ECOSYSTEM"
        for event in each.events
    )
    mends = {_version(event["fixed"]) for event in events if "fixed" in event}
    return [str(mend) for mend in sorted(mend for mend in mends if mend and mend > version)]


def _version(text: str) -> Version | None:
    """None for a version that PEP 440 does not know, which none that is pinned can be."""
    try:
        return Version(text)
    except InvalidVersion:
        return None
