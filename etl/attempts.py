"""Remember how the last attempt at each source ended, for `status` and the Data page."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from indicators.freshness import ATTEMPTS_FILE, Attempt, Ending, read_attempts

__all__ = ["Attempt", "Ending", "read_attempts", "write_attempts"]


def write_attempts(state: Path, endings: Mapping[str, tuple[Ending, str]]) -> None:
    """Add the endings of sources tried now to what is remembered, in one step."""
    known = read_attempts(state)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    for name, (ending, sentence) in endings.items():
        before = known[name].good if name in known else ""
        good = now if ending in ("refreshed", "confirmed") else before
        known[name] = Attempt(now, ending, sentence, good)
    state.mkdir(parents=True, exist_ok=True)
    part = state / f".{ATTEMPTS_FILE}.{os.getpid()}"
    text = json.dumps({name: asdict(a) for name, a in known.items()}, ensure_ascii=False, indent=1)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, state / ATTEMPTS_FILE)
