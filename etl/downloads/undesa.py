"""UN DESA workbook: international migrant stock by destination and origin."""

from __future__ import annotations

import pandas as pd

from etl.downloads.sheet import Row, read_sheet
from etl.places import load_places
from etl.reading import flows_frame, plain_number, without_spaces
from etl.refusal import NotData

SHEET = "Table1"
DESTINATION, ORIGIN = "Locationcodeofdestination", "Locationcodeoforigin"


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Both sexes, by mid-year, between Korea and its partners; zero means not estimated there."""
    rows = read_sheet(content, SHEET)
    number, heading = _heading(rows)
    start = heading.index(ORIGIN)
    years: dict[str, int] = {}
    for at, text in enumerate(heading[start + 1 :], start=start + 1):
        year = text.removesuffix(".0")
        # Years come three times: both sexes first, then men, then women.
        if year.isdigit() and len(year) == 4:
            years.setdefault(year, at)
    revision = max(years, default="")
    if revision not in ("2020", "2024"):
        raise NotData("the workbook is of a revision the project does not know")
    codes = {str(int(m49)): iso3 for m49, iso3 in load_places().by("m49").items()}
    figures = []
    for line, row in enumerate(rows[number + 1 :], start=number + 2):
        destination, origin = _code(row, heading.index(DESTINATION)), _code(row, start)
        ends = codes.get(origin), codes.get(destination)
        if None in ends or "KOR" not in ends or ends[0] == ends[1]:
            continue
        for year, at in years.items():
            value = plain_number(row[at])
            if value is None or float(value) == 0:
                continue
            figures.append(
                {
                    "series": f"undesa_stock_{revision}",
                    "origin": ends[0] or "",
                    "destination": ends[1] or "",
                    "period": year,
                    "value": value,
                    "unit": "persons",
                    "status": "estimate",
                    "locator": f"Table 1, row {line}, {year}",
                    "edition": "",
                }
            )
    return flows_frame(figures)


def _heading(rows: list[Row]) -> tuple[int, list[str]]:
    for number, row in enumerate(rows[:30]):
        cells = [without_spaces(cell) for cell in row]
        if DESTINATION in cells and ORIGIN in cells:
            return number, cells
    raise NotData("Table 1 has no heading with the location codes of destination and origin")


def _code(row: Row, at: int) -> str:
    return without_spaces(row[at] if at < len(row) else "").removesuffix(".0").lstrip("0")
