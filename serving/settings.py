"""What whoever runs the server may choose about serving it."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

_ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?")
_HOST = re.compile(r"\*|(?:\*\.)?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")

Tls = Literal["auto", "on", "off"]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
_Word = TypeVar("_Word", bound=str)

#: Whose word counts for the address of a reader: a proxy on the same machine.
_OWN_MACHINE = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Settings:
    """The choices, with their defaults.

    frames: who may show the pages in a frame: 'self', 'none', or addresses of other sites.
    hosts: names under which the server answers; without any it answers under every name.
    tls: whether readers come over TLS: 'auto' believes the request (and the proxy), 'on' holds for
        a proxy that does not say so, 'off' never promises it to browsers.
    proxies: addresses or networks of proxies that are believed about a reader's address and TLS.
    level: from which weight on a line goes into the log.
    """

    frames: tuple[str, ...] = ("self",)
    hosts: tuple[str, ...] = ()
    tls: Tls = "auto"
    proxies: tuple[str, ...] = _OWN_MACHINE
    level: Level = "INFO"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The choices made in environment variables; lists stand between spaces.

        RECIPROCITY_FRAMES, RECIPROCITY_HOSTS, RECIPROCITY_TLS, RECIPROCITY_PROXIES and
        RECIPROCITY_LOG. Raises ValueError, naming the variable, for a value that is none.
        """
        return cls(
            frames=_read_frames(environment.get("RECIPROCITY_FRAMES", "").split()),
            hosts=_read_hosts(environment.get("RECIPROCITY_HOSTS", "").split()),
            tls=_read_word(environment, "RECIPROCITY_TLS", get_args(Tls), cls.tls),
            proxies=_read_proxies(environment.get("RECIPROCITY_PROXIES", "").split()),
            level=_read_word(environment, "RECIPROCITY_LOG", get_args(Level), cls.level),
        )


def _read_frames(written: list[str]) -> tuple[str, ...]:
    if not written:
        return Settings.frames
    if written == ["none"]:
        return ()
    for origin in written:
        if origin != "self" and not _ORIGIN.fullmatch(origin):
            raise ValueError(
                f"RECIPROCITY_FRAMES holds '{origin}': write self, none, or addresses such as "
                "https://intranet.example.org, without a path, between spaces"
            )
    return tuple(written)


def _read_hosts(written: list[str]) -> tuple[str, ...]:
    for host in written:
        if not _HOST.fullmatch(host):
            raise ValueError(
                f"RECIPROCITY_HOSTS holds '{host}': write names such as dashboard.example.org or "
                "*.example.org, without a port, between spaces"
            )
    return () if "*" in written else tuple(host.lower().rstrip(".") for host in written)


def _read_proxies(written: list[str]) -> tuple[str, ...]:
    if not written:
        return _OWN_MACHINE
    if written == ["none"]:
        return ()
    for proxy in written:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            raise ValueError(
                f"RECIPROCITY_PROXIES holds '{proxy}': write addresses or networks such as "
                "10.0.0.5 or 10.0.0.0/24 between spaces, or none"
            ) from None
    return tuple(written)


def _read_word(
    environment: Mapping[str, str], name: str, words: tuple[_Word, ...], default: _Word
) -> _Word:
    written = environment.get(name, "").strip().lower()
    if not written:
        return default
    found = next((word for word in words if word.lower() == written), None)
    if found is None:
        raise ValueError(f"{name} is '{written}': write one of {', '.join(words).lower()}")
    return found
