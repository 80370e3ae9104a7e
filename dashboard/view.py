"""What is chosen on a page, and the address that brings it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlencode

from dashboard.language import FALLBACK, LANGUAGES

Aggregate = Literal["pooled", "published"]

#: Codes of ASEAN as a partner: the publisher's own total, and the members added up.
ASEAN = "ASEAN"
ASEAN_POOLED = "ASEAN_POOLED"
ASEAN_POOLED_EX_VNM = "ASEAN_POOLED_EX_VNM"
#: A region of publishers who do not list its countries: not ASEAN.
SOUTHEAST_ASIA = "SEA"

_PAIR = re.compile(r"[a-z][a-z0-9_]{0,63}")
#: A day or a name that belongs to one page: the day of a snapshot, a survey.
_ITEM = re.compile(r"[a-z0-9][a-z0-9_\-]{0,79}")
#: A country, a group or a region; how ASEAN is formed stands under a key of its own.
_PARTNER = re.compile(r"(?!ASEAN_)(?:[A-Z]{3,6}|[A-Z]+(?:_[A-Z]+)+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PILLAR = re.compile(r"[a-z]{1,20}")
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,79}")
_CHART = re.compile(r"[a-z][a-z0-9_]{0,63}")
#: A page, a chart of it, and what is chosen on it: ``students.over_time.partner-VNM.from-2010``.
_SLIDE = r"[a-z]{1,20}(?:\.[a-z][a-z0-9_]{0,63}(?:\.[A-Za-z0-9_\-]{1,90}){0,10})?"
_SLIDES = re.compile(rf"{_SLIDE}(?:,{_SLIDE}){{0,39}}")


@dataclass(frozen=True)
class View:
    """A page and everything chosen on it. What is empty or None is left to the page to choose."""

    page: str = "overview"
    language: str = FALLBACK
    pair: str = ""
    partner: str = ""
    year: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    per_head: bool = False
    aggregate: Aggregate = "pooled"
    ex_vnm: bool = False
    #: What only one page has to choose, by its code: a snapshot of entry rules, a survey.
    item: str = ""
    #: What narrows a list of goals and events, and the event that is opened.
    pillar: str = ""
    event: str = ""
    #: Whether dated events are marked on the charts over time.
    events: bool = True
    #: One chart over the whole window, and which one.
    present: bool = False
    chart: str = ""
    #: The list of charts that the reader gathers, or walks through: see ``dashboard.deck``.
    slides: str = ""

    def __post_init__(self) -> None:
        # How ASEAN is formed has no meaning beside another choice: views that show the same are
        # equal and have one address.
        if self.partner not in ("", ASEAN):
            object.__setattr__(self, "aggregate", "pooled")
        if self.partner not in ("", ASEAN) or self.aggregate == "published":
            object.__setattr__(self, "ex_vnm", False)
        if not self.present:
            object.__setattr__(self, "chart", "")

    @property
    def partner_code(self) -> str:
        """The partner as the store knows it: ASEAN in the sense that is chosen, or a country."""
        if self.aggregate == "published":
            return ASEAN
        if self.partner not in ("", ASEAN):
            return self.partner
        return ASEAN_POOLED_EX_VNM if self.ex_vnm else ASEAN_POOLED

    def toward(self, partner_code: str) -> View:
        """The same view of another partner, by its code in the store."""
        pooled = partner_code in (ASEAN_POOLED, ASEAN_POOLED_EX_VNM)
        return replace(
            self,
            partner=ASEAN if pooled else partner_code,
            aggregate="published" if partner_code == ASEAN else "pooled",
            ex_vnm=partner_code == ASEAN_POOLED_EX_VNM,
        )

    def query(self) -> dict[str, str]:
        """The view as it stands in an address: codes only, in one order, defaults left out.

        The language is always there: a link says which language it was sent in, whatever the
        browser of the reader prefers.
        """
        blank = View()
        codes = {"lang": self.language}
        for name, key in _KEYS.items():
            value = getattr(self, name)
            if value != getattr(blank, name):
                codes[key] = _written(name, value)
        return codes

    def address(self) -> str:
        """The path and query of the view, from the root of the site."""
        path = "" if self.page == "overview" else self.page
        return f"/{path}?{urlencode(self.query())}"

    @classmethod
    def read(
        cls, page: str, query: Mapping[str, str], language: str = FALLBACK
    ) -> tuple[View, tuple[str, ...]]:
        """The view an address asks for, and the parts of it that could not be understood.

        Nothing raises: a part that is not understood falls back to its default. Keys the view
        does not know are passed over, for other programs add their own to an address.
        """
        chosen: dict[str, Any] = {"page": page, "language": language}
        misread: list[str] = []
        for name, key in (("language", "lang"), *_KEYS.items()):
            if (written := query.get(key)) is None:
                continue
            value = _read(name, written)
            if value is None:
                misread.append(f"{key}={written}")
            else:
                chosen[name] = value
        first, last = chosen.get("first_year"), chosen.get("last_year")
        if first is not None and last is not None and first > last:
            misread.append(f"from={first}&to={last}")
            del chosen["first_year"], chosen["last_year"]
        return cls(**chosen), tuple(misread)

    def settle(self, name: str, allowed: Collection[Any], default: Any) -> tuple[View, bool]:
        """The view with a value that the figures allow, and whether the one asked for was refused.

        A value that was left to the page becomes ``default`` and refuses nothing.
        """
        if name not in {field.name for field in fields(self)}:
            raise ValueError(f"a view has no {name}")
        asked = getattr(self, name)
        if asked in allowed:
            return self, False
        return replace(self, **{name: default}), asked != getattr(View(), name)


#: The key of each choice in an address, in the order in which they are written.
_KEYS = MappingProxyType(
    {
        "pair": "pair",
        "partner": "partner",
        "aggregate": "asean",
        "ex_vnm": "vnm",
        "year": "year",
        "first_year": "from",
        "last_year": "to",
        "per_head": "per",
        "item": "item",
        "pillar": "pillar",
        "event": "event",
        "events": "events",
        "present": "present",
        "chart": "chart",
        "slides": "slides",
    }
)


def _written(name: str, value: Any) -> str:
    if name == "ex_vnm":
        return "out"
    if name == "per_head":
        return "head"
    if name == "present":
        return "1"
    if name == "events":
        return "off"
    return str(value)


def _read(name: str, written: str) -> Any:
    """The value behind a written code, or None where it cannot be one."""
    match name:
        case "language":
            return written if written in LANGUAGES else None
        case "pair":
            return written if _PAIR.fullmatch(written) else None
        case "item":
            return written if _ITEM.fullmatch(written) else None
        case "pillar":
            return written if _PILLAR.fullmatch(written) else None
        case "event":
            return written if _EVENT.fullmatch(written) else None
        case "partner":
            return written if _PARTNER.fullmatch(written) else None
        case "year" | "first_year" | "last_year":
            return int(written) if _YEAR.fullmatch(written) else None
        case "aggregate":
            return written if written in ("pooled", "published") else None
        case "ex_vnm":
            return {"out": True, "in": False}.get(written)
        case "per_head":
            return {"head": True, "total": False}.get(written)
        case "events":
            return {"off": False, "on": True}.get(written)
        case "present":
            return {"1": True, "0": False}.get(written)
        case "chart":
            return written if _CHART.fullmatch(written) else None
        case "slides":
            return written if _SLIDES.fullmatch(written) else None
        case _:
            raise ValueError(f"a view has no {name}")
