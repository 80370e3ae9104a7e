-- The indicators of docs/methods.md, one row each. Nothing is computed for a pair of grade D or
-- where a direction is not published.

create table indicator as
with comparable as (
    select t.*, p.countable, u.ratio
    from two_way t
    join pair p using (pair_id)
    join unit u on u.unit = t.unit
    where t.toward_korea is not null and t.toward_partner is not null
        and t.grade in ('A', 'B', 'C')
),
computed as (
    select pair_id, partner, year, countable, ratio, toward_korea as x, toward_partner as y,
        case when unit = 'percent' then toward_korea_n end as nx,
        case when unit = 'percent' then toward_partner_n end as ny,
        {
            'gap': gap(toward_korea, toward_partner),
            'balance': balance(toward_korea, toward_partner),
            'reciprocity': reciprocity(toward_korea, toward_partner),
            'log2_ratio': log2_ratio(toward_korea, toward_partner),
            'ratio': larger_to_smaller(toward_korea, toward_partner),
            'parity_distance': parity_distance(toward_korea, toward_partner),
            'per_capita_log2_ratio': per_capita_log2_ratio(
                toward_korea, toward_partner, population_partner, population_korea)
        } as f
    from comparable
),
of_both as (
    select pair_id, partner, year, unnest([
        {'indicator_id': 'gap', 'value': f.gap,
         'low': 100 * newcombe_low(x * nx / 100, nx, y * ny / 100, ny),
         'high': 100 * newcombe_high(x * nx / 100, nx, y * ny / 100, ny)},
        {'indicator_id': 'balance', 'value': f.balance,
         'low': case when countable then balance_low(x, y) end,
         'high': case when countable then balance_high(x, y) end},
        {'indicator_id': 'reciprocity', 'value': f.reciprocity, 'low': null, 'high': null},
        {'indicator_id': 'log2_ratio', 'value': f.log2_ratio, 'low': null, 'high': null},
        {'indicator_id': 'ratio', 'value': f.ratio, 'low': null, 'high': null},
        {'indicator_id': 'parity_distance', 'value': f.parity_distance, 'low': null, 'high': null},
        {'indicator_id': 'per_capita_log2_ratio', 'value': f.per_capita_log2_ratio,
         'low': null, 'high': null}
    ], recursive := true), ratio
    from computed
),
-- Shares and recovery stand on one direction alone, so a missing reverse side does not hide them.
world as (
    select a.series_id, a.year, a.source_id, a.value,
        case when a.origin = 'WLD' then a.destination else a.origin end as of_country,
        a.origin = 'WLD' as inward
    from annual a
    where (a.origin = 'WLD') <> (a.destination = 'WLD')
),
shares as (
    select t.pair_id, t.partner, t.year, 'share_of_korea_total' as indicator_id,
        share_of(t.toward_korea, w.value) as value
    from two_way t
    join pair p using (pair_id)
    join world w on w.series_id = t.toward_korea_series_id and w.year = t.year
        and w.source_id = t.toward_korea_source_id and w.of_country = 'KOR'
        and w.inward = (p.flow <> 'exports')
    where t.partner <> 'WLD'
    union all by name
    select t.pair_id, t.partner, t.year, 'share_of_partner_total' as indicator_id,
        share_of(t.toward_partner, w.value) as value
    from two_way t
    join pair p using (pair_id)
    join world w on w.series_id = t.toward_partner_series_id and w.year = t.year
        and w.source_id = t.toward_partner_source_id and w.of_country = t.partner
        and w.inward = (p.flow <> 'exports')
),
recoveries as (
    select t.pair_id, t.partner, t.year, 'recovery_toward_korea' as indicator_id,
        recovery(t.toward_korea, b.toward_korea) as value
    from two_way t
    join two_way b on b.pair_id = t.pair_id and b.partner = t.partner and b.year = 2019
        and b.toward_korea_series_id = t.toward_korea_series_id
    where t.year >= 2019
    union all by name
    select t.pair_id, t.partner, t.year, 'recovery_toward_partner' as indicator_id,
        recovery(t.toward_partner, b.toward_partner) as value
    from two_way t
    join two_way b on b.pair_id = t.pair_id and b.partner = t.partner and b.year = 2019
        and b.toward_partner_series_id = t.toward_partner_series_id
    where t.year >= 2019
),
final as (
    select pair_id, partner, year, indicator_id, value, low, high
    from of_both
    where ratio or indicator_id = 'gap'
    union all by name
    select * from shares
    union all by name
    select * from recoveries
)
select pair_id, partner, year, indicator_id, value, low, high
from final
where value is not null
order by pair_id, partner, year, indicator_id;
