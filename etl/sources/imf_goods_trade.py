"""IMF, International Trade in Goods (IMTS): Korea's exports and imports by partner."""

from __future__ import annotations

import datetime

import pandas as pd

from etl.fetch import Session
from etl.places import load_places
from etl.reading import flows_frame, plain_number, read_csv, read_text
from etl.refusal import BadRequest, NoData, NotAsked
from etl.reply import join_replies, split_replies

BASE = "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+"
EXPORTS, IMPORTS = "XG_FOB_USD", "MG_CIF_USD"
COLUMNS = (
    "COUNTRY",
    "INDICATOR",
    "COUNTERPART_COUNTRY",
    "FREQUENCY",
    "TIME_PERIOD",
    "OBS_VALUE",
)


def fetch(session: Session, until: datetime.date) -> bytes:
    """Both directions for every partner in one call, yearly, from 2000."""
    partners = [place.iso3 for place in load_places().partners]
    key = f"KOR.{EXPORTS}+{IMPORTS}.{'+'.join(partners)}.A"
    reply = session.get(
        f"{BASE}/{key}", {"c[TIME_PERIOD]": "ge:2000"}, headers={"Accept": "text/csv"}
    )
    if reply.status == 404:
        raise NoData("the IMF has no records for this question")
    if reply.status >= 400:
        raise BadRequest(f"the IMF refused the question (HTTP {reply.status})")
    for row in _rows(reply.body):
        asked = row["COUNTRY"] == "KOR" and row["COUNTERPART_COUNTRY"] in partners
        if not asked or row["FREQUENCY"] != "A":
            raise NotAsked("the IMF answered with countries or periods that were not asked for")
    return join_replies([reply])


def parse(content: bytes) -> pd.DataFrame:
    """Exports free on board and imports with insurance and freight, as Korea reports them.

    OBS_VALUE is in plain dollars although the column SCALE says 6: it is not multiplied.
    """
    partners = {place.iso3 for place in load_places().partners}
    rows = []
    for reply in split_replies(content):
        for row in _rows(reply.body):
            partner = row["COUNTERPART_COUNTRY"]
            value = plain_number(row["OBS_VALUE"])
            if row["COUNTRY"] != "KOR" or partner not in partners or value is None:
                continue
            if row["FREQUENCY"] != "A" or row["INDICATOR"] not in (EXPORTS, IMPORTS):
                continue
            exports = row["INDICATOR"] == EXPORTS
            rows.append(
                {
                    "series": "imf_goods_exports" if exports else "imf_goods_imports",
                    "origin": "KOR" if exports else partner,
                    "destination": partner if exports else "KOR",
                    "period": row["TIME_PERIOD"],
                    "value": value,
                    "unit": "usd",
                    "status": "final",
                    "locator": f"KOR.{row['INDICATOR']}.{partner}.A, {row['TIME_PERIOD']}",
                    "edition": "",
                }
            )
    return flows_frame(rows)


def _rows(body: bytes) -> list[dict[str, str]]:
    return read_csv(read_text(body), COLUMNS)
