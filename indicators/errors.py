"""What can go wrong when the store is asked, in sentences that name the remedy."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.catalogue.check import nearest


class StoreError(Exception):
    """The store is missing, damaged or of another version; the message says what to run."""


class UnknownNameError(ValueError):
    """A name that the catalogue does not know; the message lists the known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        super().__init__(
            f"unknown {kind} '{name}'{nearest(name, self.known)} (known: {', '.join(self.known)})"
        )
