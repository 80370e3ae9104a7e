"""Write the row count and the sha256 of a raw file into the provenance beside it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from indicators.catalogue import CatalogueError, Fault


def seal(file: Path) -> None:
    """Bring `rows` and `sha256` of the TOML beside a raw CSV file up to date.

    Raises CatalogueError where there is no provenance or it lacks one of the two keys.
    """
    toml = file.with_suffix(".toml")
    if not toml.is_file():
        raise CatalogueError(
            [
                Fault(
                    str(file),
                    1,
                    f"has no {toml.name} beside it: write its provenance first",
                )
            ]
        )
    content = file.read_bytes()
    values = {
        "rows": str(content.count(b"\n") - 1),
        "sha256": f'"{hashlib.sha256(content).hexdigest()}"',
    }
    text = toml.read_text(encoding="utf-8")
    for key, value in values.items():
        text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
        if not count:
            raise CatalogueError([Fault(str(toml), 1, f"has no key '{key}': add it to [dataset]")])
    toml.write_text(text, encoding="utf-8")
