"""KTO workbook: foreign visitors by nationality and purpose, one month."""

from __future__ import annotations

import re

import pandas as pd

from etl.downloads.sheet import read_sheet
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, without_spaces
from etl.refusal import Disagreement, NotData

TITLE = re.compile(r"(\d{4})년(\d{1,2})월외래객입국-목적별/국적별")
PURPOSES = {
    "관광": "kto_visitors_leisure",
    "상용": "kto_visitors_business",
    "공용": "kto_visitors_official",
    "유학/연수": "kto_visitors_study",
    "기타": "kto_visitors_other",
}
ALL = "계"


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Visitors by nationality for all purposes and for each; the purposes must add up."""
    rows = read_sheet(content)
    title = TITLE.search(without_spaces(rows[0][0])) if rows and rows[0] else None
    if title is None or len(rows) < 3:
        raise NotData("the first cell is not '… 외래객 입국-목적별/국적별': another KTO workbook?")
    month = f"{title[1]}-{int(title[2]):02d}"
    headings = [without_spaces(cell) for cell in rows[1]]
    if {"국적", ALL, *PURPOSES} - set(headings):
        raise NotData("row 2 lacks a column of KTO's workbook by purpose and nationality")
    at = {heading: headings.index(heading) for heading in ("국적", ALL, *PURPOSES)}
    names = [str(row[at["국적"]] or "") for row in rows[2:]]
    partners = load_places().match_korean(names)
    # The row that sums all nationalities is the world.
    partners |= {name: "WLD" for name in names if without_spaces(name) == ALL}
    figures = []
    for row in rows[2:]:
        printed = str(row[at["국적"]] or "")
        if printed not in partners:
            continue
        whole = plain_number(row[at[ALL]])
        parts = {purpose: plain_number(row[at[purpose]]) for purpose in PURPOSES}
        if whole is None or None in parts.values():
            continue
        if add_up(filter(None, parts.values())) != whole:
            raise Disagreement(f"the purposes of {printed.strip()} do not add up to {whole}")
        for heading, value in ((ALL, whole), *parts.items()):
            figures.append(
                {
                    "series": PURPOSES.get(heading, "kto_visitors"),
                    "origin": partners[printed],
                    "destination": "KOR",
                    "period": month,
                    "value": value or "",
                    "unit": "persons",
                    "status": "final",
                    "locator": f"{month} workbook, row {without_spaces(printed)} col {heading}",
                    "edition": "",
                }
            )
    return flows_frame(figures)
