-- Two figures for the same thing: the one preferred, every other one, and the rule that decided.

create table conflict as
with considered as (
    select o.*, r.rank as reliability_rank, t.rank as status_rank,
        left(coalesce(x.published, ''), 4) as edition, u.factor
    from observation o
    join source x using (source_id)
    join reliability_rank r using (reliability)
    join status_rank t using (status)
    join unit u on u.unit = o.unit_printed
),
final as (
    select c.series_id, c.measure, c.origin, c.destination, c.period_start, c.period_end,
        c.frequency, c.unit, c.value as preferred_value, c.source_id as preferred_source_id,
        d.value as other_value, d.source_id as other_source_id,
        100 * (d.value - c.value) / nullif(c.value, 0) as difference_percent, d.withheld,
        case
            when d.withheld is not null then 'correction'
            when c.reliability_rank <> d.reliability_rank then 'reliability'
            when c.edition <> d.edition then 'edition'
            when c.factor <> d.factor then 'exactness'
            when c.status_rank <> d.status_rank then 'status'
            else 'date'
        end as decided_by
    from considered c
    join considered d
        on d.series_id = c.series_id and d.origin = c.origin and d.destination = c.destination
        and d.period_start = c.period_start and d.period_end = c.period_end
        and not d.preferred
    where c.preferred
)
select f.*, coalesce(p.rule_en, k.reason_en, 'The later day of publication, then the name.')
        as reason_en,
    coalesce(p.rule_ko, k.reason_ko, '발표일이 늦은 것, 그다음 출처 이름순.') as reason_ko
from final f
left join preference p on p.rule = f.decided_by
left join correction k on k.correction = f.withheld
order by series_id, origin, destination, period_start, period_end, other_source_id;
