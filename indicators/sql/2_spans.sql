-- Some figures exist for spans only (seventy-two weeks of lists, a season of licences). A span is
-- never a year: such pairs stand in a table of their own, both directions over the same days.

create table two_way_span as
with usable as (
    select o.*
    from observation o
    where o.preferred and o.withheld is null
        and o.series_id in (select series_id from pair_side join pair using (pair_id) where spans)
),
flows as (
    select p.pair_id, partner_of(o.origin, o.destination) as partner, o.period_start,
        o.period_end, o.period, s.side,
        arg_min(
            {'value': o.value, 'status': o.status, 'source': o.source_id, 'locator': o.locator},
            s.place
        ) as flow
    from usable o
    join pair_side s using (series_id)
    join pair p using (pair_id)
    join pair_partner m
        on m.pair_id = p.pair_id and m.partner = partner_of(o.origin, o.destination)
    where p.spans and s.side = side_of(p.flow, o.origin, o.destination)
    group by all
),
sides as (
    select pair_id, partner, period_start, period_end, any_value(period) as period,
        any_value(flow) filter (side = 'toward_korea') as k,
        any_value(flow) filter (side = 'toward_partner') as p
    from flows
    group by pair_id, partner, period_start, period_end
),
final as (
    select s.pair_id, q.pillar, s.partner, s.period, s.period_start, s.period_end,
        s.k.value as toward_korea, s.p.value as toward_partner, q.unit,
        state_of(s.k.value) as toward_korea_state, state_of(s.p.value) as toward_partner_state,
        s.k.source as toward_korea_source_id, s.p.source as toward_partner_source_id,
        greatest(
            coalesce(m.grade, q.grade),
            case when 'secondary' in (s.k.status, s.p.status) and q.grade is not null then 'C' end
        ) as grade,
        q.caveat_en, q.caveat_ko,
        coalesce(s.k.status in ('provisional', 'estimate'), false)
            or coalesce(s.p.status in ('provisional', 'estimate'), false) as provisional,
        s.k.locator as toward_korea_locator, s.p.locator as toward_partner_locator
    from sides s
    join pair q using (pair_id)
    left join pair_partner m on m.pair_id = s.pair_id and m.partner = s.partner
)
select * from final
order by pair_id, partner, period_start, period_end;
