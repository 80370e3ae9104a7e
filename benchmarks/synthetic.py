"""A synthetic world of directed flows, in the schema of the store. None of it is a figure."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.build import SQL

#: Partners, years and directions of every pair: 10,000 directed flows of years a pair.
PARTNERS, YEARS, FIRST_YEAR = 100, 50, 1970
FLOWS_A_PAIR = PARTNERS * YEARS * 2


def write_synthetic_store(path: Path, millions: float) -> None:
    """A store with so many million directed flows, unpaired, plainly named synthetic.

    Every partner has both directions in every year, but for one flow in fifty that is not
    published; one flow in fifty is zero.
    """
    pairs = round(millions * 1e6 / FLOWS_A_PAIR)
    with duckdb.connect(str(path)) as store:
        store.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
        for statement in _CATALOGUE:
            store.execute(statement.format(pairs=pairs, partners=PARTNERS, **_years()))
        store.execute(_FLOWS.format(pairs=pairs, partners=PARTNERS, **_years()))
        # What the loader leaves behind: the rank of each reliability and status.
        store.execute("create table reliability_rank as select 'primary' as reliability, 0 as rank")
        store.execute("create table status_rank as select 'final' as status, 0 as rank")
        store.execute("checkpoint")


def _years() -> dict[str, int]:
    return {"first": FIRST_YEAR, "after": FIRST_YEAR + YEARS}


_CATALOGUE = (
    """
    insert into country by name
    select printf('C%03d', i) as iso3, 'Synthetic ' || i as name_en, '합성 ' || i as name_ko,
        'Synthetic ' || i as in_sentence_en, 'comparator' as role
    from range({partners}) t(i)
    union all
    select 'KOR', 'Korea', '한국', 'Korea', 'home'
    """,
    "insert into unit values ('persons', 'persons', 1, 'persons', '명', true, true)",
    """
    insert into source by name
    select 'synthetic' as source_id, 'Synthetic Office' as publisher, 'Synthetic' as title,
        '2020' as published, 'synthetic' as licence, 'primary' as reliability
    """,
    """
    insert into pair by name
    select 'synthetic_' || i as pair_id, 'tourism' as pillar, 'synthetic' as measure,
        'Synthetic' as title_en, '합성' as title_ko, 'persons' as unit, 'synthetic' as basis,
        'A' as grade, 'Made up.' as caveat_en, '지어낸 값.' as caveat_ko,
        'people of {{partner}} in Korea' as toward_korea_en,
        '한국에 온 {{partner}} 사람' as toward_korea_ko,
        'Koreans in {{partner}}' as toward_partner_en,
        '{{partner}}에 간 한국 사람' as toward_partner_ko, i as position, false as months,
        false as spans, 'people' as flow, true as countable, true as additive
    from range({pairs}) t(i)
    """,
    """
    insert into series by name
    select side || '_' || i as series_id, 'synthetic' as measure, 'tourism' as pillar,
        'Synthetic Office' as publisher, '합성 통계청' as publisher_ko, 'synthetic' as basis,
        'persons' as unit, 'Made up.' as definition_en, '지어낸 값.' as definition_ko,
        'year' as cadence, 'synthetic' as keeper, 'synthetic' as keeper_ko,
        'destination' as counted_by, 'sum' as annual
    from range({pairs}) t(i), (values ('in'), ('out')) s(side)
    """,
    """
    insert into pair_side by name
    select 'synthetic_' || i as pair_id, side, prefix || '_' || i as series_id, 0 as place
    from range({pairs}) t(i),
        (values ('toward_korea', 'in'), ('toward_partner', 'out')) s(side, prefix)
    """,
    """
    insert into pair_partner by name
    select 'synthetic_' || i as pair_id, printf('C%03d', j) as partner
    from range({pairs}) t(i), range({partners}) u(j)
    """,
    """
    insert into denominator by name
    select iso3, 'population_total' as measure, year, 1e6 + hash(iso3, year) % 100000000 as value,
        'synthetic' as source_id, 'persons' as unit, true as preferred
    from country, range({first}, {after}) y(year)
    """,
)

#: Values depend on what they belong to alone: every run makes the same world.
_FLOWS = """
insert into observation by name
select case when inward then 'in_' else 'out_' end || i as series_id, 'synthetic' as measure,
    case when inward then printf('C%03d', j) else 'KOR' end as origin,
    case when inward then 'KOR' else printf('C%03d', j) end as destination,
    make_date(year, 1, 1) as period_start, make_date(year, 12, 31) as period_end,
    'year' as frequency,
    case when hash(i, j, year, inward) % 50 = 0 then 0
         else hash(i, j, year, inward) % 1000000 end::double as value,
    'persons' as unit, 'final' as status, 'synthetic' as source_id, 'sheet 1' as locator,
    true as preferred, year::varchar as period,
    (hash(i, j, year, inward) % 1000000)::varchar as value_printed,
    'persons' as unit_printed, 'synthetic' as dataset
from range({pairs}) a(i), range({partners}) b(j), range({first}, {after}) y(year),
    (values (true), (false)) d(inward)
where hash(year, j, i, inward) % 50 > 0
"""
