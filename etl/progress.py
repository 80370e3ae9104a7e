"""Show how far a long command is: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 24


class Progress:
    """One line that is drawn over, for one source after the other."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._name = ""
        self._drawn = 0.0

    def start(self, name: str, number: int, of: int) -> None:
        """Say which source is being asked."""
        self._name = f"{number}/{of} {name}"
        self._drawn = 0.0
        self._write(f"… {self._name}" + ("" if self._live else "\n"))

    def step(self, done: int, expected: int) -> None:
        """Draw how many calls of how many are done."""
        now = time.monotonic()
        if not self._live or (done < expected and now - self._drawn < 0.1):
            return
        self._drawn = now
        filled = min(WIDTH, WIDTH * done // max(expected, 1))
        bar = "█" * filled + "░" * (WIDTH - filled)
        self._write(f"\r… {self._name} {bar} {done}/{expected} ")

    def end(self) -> None:
        """Leave the line free for what is printed next."""
        if self._live:
            self._write("\r\033[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
