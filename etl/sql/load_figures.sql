-- Raw figures, checked, become observations: typed, in the base unit, with corrections applied.
-- A figure under embargo is left out of the store altogether until its day.

create temp table release_day as select ?::date as today;
-- next
insert into observation by name
with corrected as (
    select r.*, c.correction, c.action, coalesce(c.period_becomes, r.period) as period_used
    from raw_flow r
    left join correction c
        on c.series_id = r.series and c.origin = r.origin and c.destination = r.destination
        and c.period = r.period and c.source_id = r.source
),
typed as (
    select r.series as series_id, s.measure, r.origin, r.destination, p.period_start,
        p.period_end, p.frequency, round(r.value::double * u.factor, 6) as value, u.base as unit,
        r.status, r.source as source_id, r.locator, r.note,
        r.release_date::date as release_date, r.period, r.value as value_printed,
        r.unit as unit_printed, r.dataset,
        case when r.action = 'withhold' then r.correction end as withheld,
        x.reliability, coalesce(x.published, '') as published, u.factor
    from corrected r
    join series s on s.series_id = r.series
    join unit u on u.unit = r.unit
    join source x on x.source_id = r.source
    join raw_period p on p.period = r.period_used
    where coalesce(r.release_date::date, date '0001-01-01') <= (select today from release_day)
),
ranked as (
    select t.*, row_number() over (
        partition by series_id, origin, destination, period_start, period_end
        order by withheld is not null, {preference}, published desc, source_id
    ) = 1 as preferred
    from typed t
    join reliability_rank using (reliability)
    join status_rank using (status)
)
select * exclude (reliability, published, factor)
from ranked
order by series_id, origin, destination, period_start, period_end, source_id;
-- next
insert into denominator by name
with typed as (
    select r.country as iso3, r.measure, r.year::integer as year, r.value::double * u.factor as value,
        r.source as source_id, u.base as unit, r.locator, r.note, x.reliability,
        coalesce(x.published, '') as published, 'final' as status, u.factor
    from raw_denominator r
    join unit u on u.unit = r.unit
    join source x on x.source_id = r.source
),
ranked as (
    select t.*, row_number() over (
        partition by iso3, measure, year order by {preference}, published desc, source_id
    ) = 1 as preferred
    from typed t
    join reliability_rank using (reliability)
    join status_rank using (status)
)
select * exclude (reliability, published, status, factor)
from ranked
order by iso3, measure, year, source_id;
