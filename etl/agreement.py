"""Checks across rows: parts against wholes, corrections against what they were written for."""

from __future__ import annotations

import duckdb

from indicators.catalogue import Catalogue, Fault


def check_totals(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Fault]:
    """A fault for every whole that its parts, or its twelve months, do not add up to.

    Only where the publisher prints both: one source, all parts, the same place and period.
    """
    faults = []
    for dataset in catalogue.datasets.values():
        for total in dataset.totals:
            if total.months:
                found = store.execute(_MONTHS, [total.whole]).fetchall()
            else:
                found = store.execute(
                    _PARTS, [list(total.parts), total.whole, len(total.parts)]
                ).fetchall()
            for file, line, whole, parts in found:
                faults.append(
                    Fault(
                        file,
                        line,
                        f"{total.whole} is {whole:g} but its parts add up to {parts:g}: "
                        "check the row and its parts against the source",
                    )
                )
    return faults


_PARTS = """
with part as (
    select origin, destination, period, source, sum(try_cast(value as double)) as parts,
        count(*) as found
    from raw_flow
    where series in (select unnest($1))
    group by all
)
select w.file, w.line, try_cast(w.value as double), p.parts
from raw_flow w
join part p using (origin, destination, period, source)
where w.series = $2 and p.found = $3 and abs(try_cast(w.value as double) - p.parts) > 0.5
"""

_MONTHS = """
with twelve as (
    select origin, destination, source, left(period, 4) as period,
        sum(try_cast(value as double)) as parts
    from raw_flow
    where series = $1 and regexp_full_match(period, '[0-9]{4}-[0-9]{2}')
    group by all
    having count(*) = 12
)
select w.file, w.line, try_cast(w.value as double), t.parts
from raw_flow w
join twelve t using (origin, destination, source, period)
where w.series = $1 and abs(try_cast(w.value as double) - t.parts) > 0.5
"""


def check_corrections(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Fault]:
    """A fault for every correction whose figure is gone or is not the one it was written for."""
    faults = []
    for correction in catalogue.corrections:
        file, line = catalogue.places["correction", correction.id]
        found = store.execute(
            """
            select file, line, try_cast(value as double) from raw_flow
            where series = ? and origin = ? and destination = ? and period = ? and source = ?
            """,
            [
                correction.series,
                correction.origin,
                correction.destination,
                correction.period,
                correction.source,
            ],
        ).fetchone()
        if found is None:
            faults.append(
                Fault(
                    file,
                    line,
                    f"correction '{correction.id}' fits no figure: take it out, or correct what "
                    "it names",
                )
            )
        elif found[2] != correction.expect:
            faults.append(
                Fault(
                    file,
                    line,
                    f"correction '{correction.id}' was written for {correction.expect:g}, but "
                    f"{found[0]}:{found[1]} now reads {found[2]:g}: the source seems mended, take "
                    "the correction out",
                )
            )
    return faults
