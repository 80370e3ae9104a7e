"""KEDI workbook: foreign students in Korean institutions by country and programme, one year."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from etl.downloads.sheet import Row, filled, read_sheet
from etl.places import load_places
from etl.reading import add_up, flows_frame, plain_number, without_spaces
from etl.refusal import Disagreement, NotData

SHEET = "국가별"
HEADING_ROWS = slice(1, 4)
FIRST_ROW = 4
#: Series by heading: the group of columns, and the column inside it.
TRAINING = {
    "어학연수": "kedi_language",
    "교환연수": "kedi_exchange",
    "방문연수": "kedi_visiting",
    "기타연수": "kedi_other_training",
}


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Students by country and kind of programme; the kinds must add up to the total.

    A country may have two rows, foreigners and overseas ethnic Koreans: they are added, as the
    published country figures do. The year stands in the title or in the name of the file.
    """
    rows = read_sheet(content, SHEET)
    columns, country_column = _columns(rows[HEADING_ROWS])
    year = _year(rows[0] if rows else (), name)
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    names = [str(row[country_column] or "") for row in rows[FIRST_ROW:]]
    partners = load_places().match_korean(names)
    for number, row in enumerate(rows[FIRST_ROW:], start=FIRST_ROW + 1):
        partner = partners.get(str(row[country_column] or ""))
        if partner is None:
            continue
        figures = {s: [plain_number(row[c]) or "0" for c in at] for s, at in columns.items()}
        parts = add_up(add_up(f) for series, f in figures.items() if series != "kedi_total")
        if parts != add_up(figures["kedi_total"]):
            raise Disagreement(f"row {number} of {SHEET}: the programmes add up to {parts}")
        places[partner].append(number)
        for series, found in figures.items():
            cells[series, partner] += found
    return flows_frame(
        {
            "series": series,
            "origin": partner,
            "destination": "KOR",
            "period": year,
            "value": add_up(found),
            "unit": "persons",
            "status": "final",
            "locator": f"{year} file, sheet {SHEET}, "
            + " + ".join(f"row {number}" for number in places[partner]),
            "edition": "",
        }
        for (series, partner), found in cells.items()
    )


def _columns(heading: list[Row]) -> tuple[dict[str, list[int]], int]:
    """The columns of each series, and that of the country, from three rows of merged headings."""
    if len(heading) < 3:
        raise NotData(f"sheet {SHEET} has no heading in rows 2 to 4")
    groups, leaves = list(filled(heading[0])), [without_spaces(cell) for cell in heading[2]]
    columns: dict[str, list[int]] = defaultdict(list)
    country = [at for at, group in enumerate(groups) if group in ("국가", "국가명", "국적")]
    for at, group in enumerate(groups):
        leaf = leaves[at].removesuffix("생") if at < len(leaves) else ""
        if group in ("총계", "합계"):
            columns["kedi_total"].append(at)
        elif "공동운영" in group:
            columns["kedi_joint"].append(at)
        elif "학위과정" in group and leaf in ("계", "소계"):
            columns["kedi_degree"].append(at)
        elif "연수과정" in group and leaf in TRAINING:
            columns[TRAINING[leaf]].append(at)
    needed = {"kedi_total", "kedi_degree", *TRAINING.values()}
    if needed - columns.keys() or len(country) != 1 or len(columns["kedi_total"]) != 1:
        raise NotData(f"the headings of sheet {SHEET} are not those of the KEDI workbook")
    return dict(columns), country[0]


def _year(title: Row, name: str) -> str:
    for text in (*map(str, title), name):
        if found := re.search(r"(20\d\d)", text):
            return found[1]
    raise NotData("neither the title nor the name of the file says which year it is of")
