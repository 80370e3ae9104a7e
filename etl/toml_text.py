"""Write TOML: tables, lists of tables, and the plain values that stand in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml_text(content: Mapping[str, Any]) -> str:
    """The text of a TOML file, with a heading for each table and each entry of a list."""
    blocks = []
    for name, value in content.items():
        entries = value if isinstance(value, list) else [value]
        heading = f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
        for entry in entries:
            lines = [heading, *(f"{key} = {_value(cell)}" for key, cell in entry.items())]
            blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _value(cell: Any) -> str:
    if isinstance(cell, str | bool | int | float):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in cell.items()) + " }"
    if not cell:
        return "[]"
    return "[\n" + "".join(f"  {_value(inner)},\n" for inner in cell) + "]"
