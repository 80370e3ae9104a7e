"""Remember how the last attempt at each source ended, for `status` and the Data page."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

#: `refreshed`: new figures are in. `confirmed`: the publisher has the same as before. `kept`: the
#: last good figures stay, for a reason. `skipped`: there was no key, or nothing to read.
Ending = Literal["refreshed", "confirmed", "kept", "skipped"]

FILE = "attempts.json"


@dataclass(frozen=True)
class Attempt:
    """When a source was last tried and how that ended, and when it last went well."""

    tried: str
    ending: Ending
    sentence: str
    #: The last time the publisher's figures were taken or confirmed, or an empty text.
    good: str = ""


def read_attempts(state: Path) -> dict[str, Attempt]:
    """Attempts by source; none where nothing was tried yet or the file cannot be read."""
    try:
        content = json.loads((state / FILE).read_text(encoding="utf-8"))
        return {name: Attempt(**attempt) for name, attempt in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_attempts(state: Path, endings: Mapping[str, tuple[Ending, str]]) -> None:
    """Add the endings of sources tried now to what is remembered, in one step."""
    known = read_attempts(state)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    for name, (ending, sentence) in endings.items():
        before = known[name].good if name in known else ""
        good = now if ending in ("refreshed", "confirmed") else before
        known[name] = Attempt(now, ending, sentence, good)
    state.mkdir(parents=True, exist_ok=True)
    part = state / f".{FILE}.{os.getpid()}"
    text = json.dumps({name: asdict(a) for name, a in known.items()}, ensure_ascii=False, indent=1)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, state / FILE)
