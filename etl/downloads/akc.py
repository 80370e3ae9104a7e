"""Tables of the ASEAN-Korea Centre, typed into the project's template."""

from __future__ import annotations

import pandas as pd

from etl.reading import flows_frame, plain_number, read_csv, read_text
from etl.refusal import NotData

COLUMNS = (
    "origin",
    "destination",
    "period",
    "value",
    "unit",
    "status",
    "page",
    "title",
    "published",
    "url",
)
#: What `python -m etl import --template` prints: the heading, and what belongs under it.
TEMPLATE = ",".join(COLUMNS) + "\n"


def parse(content: bytes, name: str) -> pd.DataFrame:
    """Visitors as typed. Every row names the publication it was read in, and all name the same."""
    rows = read_csv(read_text(content, ("utf-8-sig", "cp949")), COLUMNS)
    publications = {(row["title"], row["published"], row["url"]) for row in rows}
    if len(publications) != 1 or not all(next(iter(publications))):
        raise NotData("every row must name one and the same title, day of publication and address")
    title, published, _ = next(iter(publications))
    figures = []
    for number, row in enumerate(rows, start=2):
        value = plain_number(row["value"])
        if value is None:
            continue
        if not row["page"].strip():
            raise NotData(f"line {number} does not say on which page the figure stands")
        figures.append(
            {
                "series": "akc_visitors",
                **{key: row[key].strip() for key in ("origin", "destination", "period", "unit")},
                "value": value,
                "status": row["status"].strip() or "final",
                "locator": f"{title}, {row['page'].strip()}",
                "edition": published,
            }
        )
    return flows_frame(figures)
