"""What whoever runs the server may choose about the API."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class Settings:
    """The choices, with their defaults.

    store: the store to read; None is the one that the pages read.
    rate: requests a minute that one address may make; 0 sets no limit.
    burst: requests one address may make at once, before `rate` counts.
    origins: other sites whose scripts may read the answers (CORS); none by default.
    kept_bytes: memory for answers that are kept, until the next release, for who asks next; the
        frames they are made of take up to twice as much beside them.
    """

    store: Path | None = None
    rate: int = 0
    burst: int = 120
    origins: tuple[str, ...] = ()
    kept_bytes: int = 64 * 2**20

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The choices made in environment variables; without them, 600 requests a minute.

        RECIPROCITY_API_RATE, RECIPROCITY_API_BURST and RECIPROCITY_API_ORIGINS (addresses between
        spaces). Raises ValueError, naming the variable, for a value that is none.
        """
        origins = tuple(environment.get("RECIPROCITY_API_ORIGINS", "").split())
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"RECIPROCITY_API_ORIGINS holds '{origin}': write addresses such as "
                    "https://example.org, without a path, between spaces"
                )
        return cls(
            rate=_read_count(environment, "RECIPROCITY_API_RATE", 600, least=0),
            burst=_read_count(environment, "RECIPROCITY_API_BURST", cls.burst, least=1),
            origins=origins,
        )


def _read_count(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    written = environment.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit()) or int(written) < least:
        raise ValueError(f"{name} is '{written}': write a whole number, {least} or more")
    return int(written)
