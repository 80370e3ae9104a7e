"""The page at the root of the API: what it gives and how to take it along. Loads nothing."""

from __future__ import annotations

import base64
import hashlib
import tomllib
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.formats import FORMATS
from api.parameters import LANGUAGE
from api.statuses import STATUSES
from api.tables import TABLES
from api.words import Language, Text

_FOLDER = Path(__file__).parent
_CSS = (_FOLDER / "page.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()

#: The page may carry its own style and nothing else.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def _read_words() -> MappingProxyType[str, Text]:
    written = tomllib.loads((_FOLDER / "page.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: Text(**entry) for name, entry in written.items()})


WORDS = _read_words()


def write_page(language: Language, address: str) -> str:
    """The page in one language; the recipes name the address at which the API is reached."""
    templates = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    parameters = {parameter.name: parameter for table in TABLES for parameter in table.parameters}
    # What every table takes comes last.
    parameters[LANGUAGE.name] = parameters.pop(LANGUAGE.name)
    return templates.get_template("page.html").render(
        language=language,
        address=address,
        css=_CSS,
        w={name: text.said(language) for name, text in WORDS.items()},
        tables=TABLES,
        formats=FORMATS,
        parameters=parameters.values(),
        statuses=STATUSES,
    )
