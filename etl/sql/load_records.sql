-- The record: dated events, announced commitments, published claims.

insert into event by name
with final as (
    select e.id as event_id, e.date, e.date_precision, e.title_en, e.title_ko, e.summary_en,
        e.summary_ko, coalesce(string_split(e.pillars, '|'), []) as pillars,
        coalesce(string_split(e.partners, '|'), []) as partners,
        coalesce(string_split(e.reopens, '|'), []) as reopens, e.url as source_url,
        p.period_start as date_start, p.period_end as date_end
    from raw_event e
    join raw_period p on p.period = e.date
    where coalesce(e.release_date::date, date '0001-01-01') <= (select today from release_day)
)
select * from final
order by date_start, event_id;

insert into commitment by name
with final as (
    select c.* exclude (found_via, file, line, dataset, release_date, target_value, partners),
        c.target_value::double as target_value,
        coalesce(string_split(c.partners, '|'), []) as partners, s.status_en, s.status_ko
    from raw_commitment c
    join status s using (status)
    where coalesce(c.release_date::date, date '0001-01-01') <= (select today from release_day)
)
select * from final
order by goal_id, announced, commitment_id;

insert into claim by name
with final as (
    select c.* exclude (file, line, dataset, release_date, linked_measures),
        coalesce(string_split(c.linked_measures, '|'), []) as linked_measures
    from raw_claim c
    where coalesce(c.release_date::date, date '0001-01-01') <= (select today from release_day)
)
select * from final
order by claim_id;
