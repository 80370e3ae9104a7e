-- Answers to surveys: who holds the opinion, about whom, how it was asked and of how many.

insert into opinion by name
select r.survey as survey_id, r.item as item_id, i.question_en as item_en,
    i.question_ko as item_ko, r.origin, r.destination, p.period_start as fieldwork_start,
    p.period_end as fieldwork_end, r.value::double * u.factor as value, u.base as unit,
    r.n::integer as n, r.base, b.base_en, b.base_ko,
    coalesce(a.mirrored = 'mirrored', false) as mirrored,
    coalesce(a.mirrored, 'one_sided') as comparability, a.comment_en, a.comment_ko, r.status,
    r.source as source_id, r.locator, r.note, r.release_date::date as release_date, r.dataset,
    r.value as value_printed
from raw_opinion r
join item i on i.item_id = r.item
join unit u on u.unit = r.unit
join raw_period p on p.period = r.period
left join opinion_base b on b.base = r.base
left join asked a
    on a.survey_id = r.survey and a.item_id = r.item
    and list_contains(a.directions, r.origin || '>' || r.destination)
where coalesce(r.release_date::date, date '0001-01-01') <= (select today from release_day)
order by survey_id, item_id, r.origin, r.destination, fieldwork_start, r.base, source_id;

-- Entry rules keep the publisher's words; what they mean is decided by the wording that fits the
-- passport, the destination and the day most closely, and stays open where the words do not say.
insert into visa_rule by name
with typed as (
    select r.passport, r.destination, r.snapshot_date::date as snapshot_date,
        r.requirement as requirement_raw, r.source as source_id, r.locator, r.dataset
    from raw_entry_rule r
    where coalesce(r.release_date::date, date '0001-01-01') <= (select today from release_day)
),
final as (
    select t.*, w.without_prior_visa, w.days, w.meaning_en, w.meaning_ko, w.reason_en, w.reason_ko
    from typed t
    join entry_wording w
        on w.raw = t.requirement_raw
        and t.snapshot_date >= coalesce(w.first_snapshot, t.snapshot_date)
        and t.snapshot_date <= coalesce(w.last_snapshot, t.snapshot_date)
        and (len(w.passports) = 0 or list_contains(w.passports, t.passport))
        and (len(w.destinations) = 0 or list_contains(w.destinations, t.destination))
    qualify row_number() over (
        partition by t.passport, t.destination, t.snapshot_date, t.source_id
        order by len(w.passports) = 0, len(w.destinations) = 0, w.first_snapshot desc
    ) = 1
)
select * from final
order by passport, destination, snapshot_date, source_id;
