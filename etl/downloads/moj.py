"""Ministry of Justice files: entries, and student visas, by nationality and month (CP949)."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from etl.places import load_places
from etl.reading import flows_frame, plain_number, read_csv, read_text, without_spaces
from etl.refusal import Disagreement
from etl.sources.moj_students import count_monthly

COLUMNS = ("년", "월", "국적지역", "입국자수")
STUDENT_COLUMNS = ("년", "월", "국적지역", "구분", "유학생수")
ENCODINGS = ("utf-8-sig", "cp949")


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Entries by nationality and month.

    The spelling of a nationality changes within a file, and rows of totals stand between those
    of nationalities: names are matched whole, month by month.
    """
    months: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_csv(read_text(content, ENCODINGS), COLUMNS):
        value = plain_number(row["입국자수"])
        nationality = without_spaces(row["국적지역"])
        if value is None or nationality.endswith("계"):
            continue
        month = f"{int(row['년'])}-{int(row['월']):02d}"
        if months[month].setdefault(nationality, value) != value:
            raise Disagreement(f"{nationality} stands twice in {month} with two figures")
    return flows_frame(
        {
            "series": "moj_entries",
            "origin": partner,
            "destination": "KOR",
            "period": month,
            "value": rows[nationality],
            "unit": "persons",
            "status": "final",
            "locator": f"row {nationality}, {month}",
            "edition": "",
        }
        for month, rows in months.items()
        for nationality, partner in load_places().match_korean(rows).items()
    )


def parse_students(content: bytes, name: str) -> pd.DataFrame:
    """Holders of student visas by nationality and month, as in the file at data.go.kr."""
    rows = read_csv(read_text(content, ENCODINGS), STUDENT_COLUMNS)
    return flows_frame(count_monthly([(row, "") for row in rows]))
