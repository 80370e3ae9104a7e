-- One figure a year for each series, origin and destination: printed for the year, summed over
-- all twelve months, or the stock at year's end. Never interpolated, never carried forward.

create table annual as
-- A series that is known by the year alone has each of its years once: nothing to decide.
with only_yearly as (
    select series_id
    from observation
    where preferred and withheld is null
    group by series_id
    having bool_and(frequency = 'year') and series_id not in (select item_id from opinion)
),
usable as not materialized (
    select o.*, s.annual, r.rank as reliability_rank, t.rank as status_rank, src.published
    from (select * from observation anti join only_yearly using (series_id)) o
    join series s using (series_id)
    join source src using (source_id)
    join reliability_rank r using (reliability)
    join status_rank t using (status)
    where o.preferred and o.withheld is null
),
printed as (
    select series_id, origin, destination, year(period_start) as year, value, status, source_id,
        locator, 'printed' as derivation, reliability_rank, status_rank, published, 0 as summed,
        1 as source_count
    from usable
    where frequency = 'year'
),
twelve_months as (
    select series_id, origin, destination, year(period_start) as year, sum(value) as value,
        arg_max(status, status_rank) as status,
        arg_max(source_id, (period_start, source_id)) as source_id,
        arg_min(locator, period_start) || ' … ' || arg_max(locator, period_start) as locator,
        'sum of 12 months' as derivation, max(reliability_rank) as reliability_rank,
        max(status_rank) as status_rank, max(published) as published, 1 as summed,
        count(distinct source_id) as source_count
    from usable
    where frequency = 'month' and annual = 'sum'
    group by series_id, origin, destination, year(period_start)
    having count(*) = 12
),
year_end as (
    select series_id, origin, destination, year(period_start) as year, value, status, source_id,
        locator, 'December' as derivation, reliability_rank, status_rank, published, 1 as summed,
        1 as source_count
    from usable
    where frequency = 'month' and annual = 'year_end' and month(period_start) = 12
),
-- A survey stands under the year of its fieldwork, where that lies within one year.
answers as (
    select item_id as series_id, origin, destination, year(fieldwork_end) as year, value, status,
        o.source_id, locator, 'survey' as derivation, r.rank as reliability_rank,
        t.rank as status_rank, src.published, 0 as summed, 1 as source_count, n
    from opinion o
    join source src using (source_id)
    join reliability_rank r using (reliability)
    join status_rank t using (status)
    where item_id in (select series_id from pair_side)
        and year(fieldwork_start) = year(fieldwork_end)
),
candidates as (
    select * from printed
    union all by name
    select * from answers
    union all by name
    select * from twelve_months
    union all by name
    select * from year_end
),
decided as (
    select *
    from candidates
    qualify row_number() over (
        partition by series_id, origin, destination, year
        order by reliability_rank, left(published, 4) desc, summed, status_rank, published desc,
            source_id
    ) = 1
),
final as (
    select series_id, origin, destination, year(period_start) as year, value, status, source_id,
        locator, 'printed' as derivation, null::integer as n
    from observation semi join only_yearly using (series_id)
    where preferred and withheld is null and frequency = 'year'
    union all by name
    select series_id, origin, destination, year, value, status, source_id, locator, derivation, n
    from decided
)
select series_id, origin, destination, year, value, status, source_id, locator, derivation, n
from final;

create table monthly as
with final as (
    select o.series_id, o.origin, o.destination, o.period_start as month, o.value, o.status,
        o.source_id, o.locator
    from observation o
    where o.preferred and o.withheld is null and o.frequency = 'month'
        and o.series_id in (
            select s.series_id from pair_side s join pair p using (pair_id) where p.months
        )
)
select * from final
order by series_id, origin, destination, month;
