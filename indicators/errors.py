"""What can go wrong when the store is asked, in sentences that name the remedy."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.catalogue.check import nearest


class StoreError(Exception):
    """The store is missing, damaged or of another version; the message says what to run."""


class MixedBasisError(ValueError):
    """Figures that stand on different definitions were asked for as one line."""

    def __init__(self, bases: Iterable[str]) -> None:
        self.bases = sorted(set(bases))
        super().__init__(
            f"these pairs stand on different bases ({', '.join(self.bases)}) and never share a "
            "line: ask for each one alone"
        )


class UnknownNameError(ValueError):
    """A name that the catalogue does not know; the message lists the known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        super().__init__(
            f"unknown {kind} '{name}'{nearest(name, self.known)} (known: {', '.join(self.known)})"
        )
