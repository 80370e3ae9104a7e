"""The columns of a synthetic store that pairing needs, for pandas and polars."""

from __future__ import annotations

import duckdb
import pyarrow as pa

#: What describes a pair in the table two_way.
PAIR = (
    "pair_id, pillar, unit, grade, caveat_en, caveat_ko, toward_korea_en, toward_korea_ko, "
    "toward_partner_en, toward_partner_ko"
)
SMALL = {
    "pair": PAIR,
    "pair_side": "pair_id, side, series_id",
    "country": "iso3, in_sentence_en, name_ko",
    "denominator": "iso3, year, value, source_id",
}
FLOWS = (
    "series_id, origin, destination, period_start::timestamp as period_start, value, source_id, "
    "status, locator"
)


def read_tables(path: str) -> tuple[pa.Table, dict[str, pa.Table]]:
    """The flows, and the small tables by name, with no column that is not used."""
    with duckdb.connect(path, read_only=True) as store:
        return (
            store.sql(f"select {FLOWS} from observation").to_arrow_table(),
            {
                name: store.sql(f"select {columns} from {name}").to_arrow_table()
                for name, columns in SMALL.items()
            },
        )
