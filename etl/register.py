"""The sources that can be refreshed: what reads each, what it needs, what to expect of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import pandas as pd

from etl.refusal import Unusable
from etl.sources import (
    comtrade_goods,
    imf_goods_trade,
    kcs_goods,
    kosis,
    kto_visitors,
    moj_students,
    mys_entries,
    netflix,
    oecd_services,
    sgp_visitors,
    uis_students,
    world_bank,
)

#: How to come by each key, in the sentence shown where it is missing.
KEY_HELP = {
    "KOSIS_API_KEY": (
        "apply for a free key at https://kosis.kr/openapi and set it in the environment variable "
        "KOSIS_API_KEY"
    ),
    "DATA_GO_KR_KEY": (
        "apply for this dataset at https://www.data.go.kr (활용신청, free) and set the decoded "
        "form of the key in the environment variable DATA_GO_KR_KEY"
    ),
}


@dataclass(frozen=True)
class Source:
    """One dataset that is read from a publisher's interface."""

    name: str
    fetch: Callable[..., bytes]
    parse: Callable[[bytes], pd.DataFrame]
    #: Environment variable of the key without which nothing can be asked.
    key: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    #: Series in which every period lists every place: one that is missing was renamed or mislaid.
    complete: tuple[str, ...] = ()
    #: A new edition holds its own periods only: those of earlier editions are kept.
    grows: bool = False
    #: The longest a whole fetch may take.
    minutes: int = 15

    @property
    def dataset(self) -> str:
        return f"refreshed_{self.name}"


SOURCES: tuple[Source, ...] = (
    Source("uis_students", uis_students.fetch, uis_students.parse),
    Source("wb_population", world_bank.fetch, world_bank.parse),
    Source(
        "wb_population_15_24",
        world_bank.fetch,
        world_bank.parse,
        options={"indicator": "SP.POP.1524.TO.UN"},
    ),
    Source("wb_gdp", world_bank.fetch, world_bank.parse, options={"indicator": "NY.GDP.MKTP.CD"}),
    Source("imf_goods_trade", imf_goods_trade.fetch, imf_goods_trade.parse),
    Source("sgp_visitors", sgp_visitors.fetch, sgp_visitors.parse, complete=("sgp_visitors",)),
    Source("mys_entries", mys_entries.fetch, mys_entries.parse, complete=("mys_entries",)),
    Source(
        "kosis_entries",
        kosis.fetch,
        kosis.parse,
        key=kosis.KEY,
        options={"table": "entries"},
        complete=("moj_entries",),
    ),
    Source(
        "kosis_students", kosis.fetch, kosis.parse, key=kosis.KEY, options={"table": "students"}
    ),
    Source("kosis_music", kosis.fetch, kosis.parse, key=kosis.KEY, options={"table": "music"}),
    Source("kosis_content", kosis.fetch, kosis.parse, key=kosis.KEY, options={"table": "industry"}),
    Source("kosis_imports", kosis.fetch, kosis.parse, key=kosis.KEY, options={"table": "imports"}),
    Source(
        "moj_student_visas",
        moj_students.fetch,
        moj_students.parse,
        key=moj_students.KEY,
        options={"dataset": moj_students.MONTHLY},
        complete=("moj_student_visas",),
    ),
    Source(
        "moj_student_register",
        moj_students.fetch,
        moj_students.parse,
        key=moj_students.KEY,
        options={"dataset": moj_students.REGISTER},
        grows=True,
        minutes=30,
    ),
    Source(
        "kto_visitors",
        kto_visitors.fetch,
        kto_visitors.parse,
        key=kto_visitors.KEY,
        complete=("kto_visitors",),
    ),
    Source("comtrade_goods", comtrade_goods.fetch, comtrade_goods.parse, minutes=30),
    Source("kcs_goods", kcs_goods.fetch, kcs_goods.parse, key=kcs_goods.KEY, minutes=60),
    Source("oecd_services", oecd_services.fetch, oecd_services.parse),
    Source("netflix", netflix.fetch, netflix.parse, minutes=120),
)


def find_sources(names: Iterable[str]) -> list[Source]:
    """The sources of these names, or all; Unusable names one that does not exist."""
    known = {source.name: source for source in SOURCES}
    chosen = list(names)
    for name in chosen:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}" if close else f"there are {', '.join(known)}"
            raise Unusable(f"there is no source '{name}': {hint}")
    return [known[name] for name in dict.fromkeys(chosen)] or list(SOURCES)
