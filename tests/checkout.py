"""The files of the checkout, as the tests of the checkout itself see them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def carried_files() -> list[Path]:
    """Every file of the checkout that git would carry, also where there is no git."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    folders = {".git", *(entry.rstrip("/") for entry in ignored if entry.endswith("/"))}
    # In a second work tree .git is a file.
    names = [".git", *(entry for entry in ignored if not entry.endswith("/"))]
    files = []
    for folder, below, here in os.walk(ROOT):
        place = Path(folder).relative_to(ROOT)
        below[:] = [
            name
            for name in below
            if not any(fnmatch(name, e) or (place / name).as_posix() == e for e in folders)
        ]
        files += [Path(folder, name) for name in here if not any(fnmatch(name, e) for e in names)]
    return files


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every carried file that is text."""
    for path in carried_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8")


def read(name: str) -> str:
    """Text of a file of the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")
