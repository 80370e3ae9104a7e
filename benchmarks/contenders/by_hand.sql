-- The shortest SQL by hand for the tables two_way and indicator of the synthetic world: it leaves
-- out whatever that world has no need of (rules of preference, sums of months, sums of members,
-- surveys, spans, corrections), and nothing that stands in the two tables.

create table two_way as
with paired as (
    select s.pair_id, case when o.origin = 'KOR' then o.destination else o.origin end as partner,
        year(o.period_start) as year,
        any_value(o.value) filter (side = 'toward_korea') as x,
        any_value(o.value) filter (side = 'toward_partner') as y,
        any_value(o.source_id) filter (side = 'toward_korea') as x_source,
        any_value(o.source_id) filter (side = 'toward_partner') as y_source,
        any_value(o.status) filter (side = 'toward_korea') as x_status,
        any_value(o.status) filter (side = 'toward_partner') as y_status,
        any_value(o.locator) filter (side = 'toward_korea') as x_locator,
        any_value(o.locator) filter (side = 'toward_partner') as y_locator,
        any_value(o.series_id) filter (side = 'toward_korea') as x_series,
        any_value(o.series_id) filter (side = 'toward_partner') as y_series
    from observation o join pair_side s using (series_id)
    group by all
)
select t.pair_id, p.pillar, t.partner, t.year, x as toward_korea, y as toward_partner, p.unit,
    case when x is null then 'not_published' when x = 0 then 'zero' else 'reported' end
        as toward_korea_state,
    case when y is null then 'not_published' when y = 0 then 'zero' else 'reported' end
        as toward_partner_state,
    x_source as toward_korea_source_id, y_source as toward_partner_source_id, p.grade,
    p.caveat_en, p.caveat_ko, null::integer as members,
    coalesce(x_status in ('provisional', 'estimate'), false)
        or coalesce(y_status in ('provisional', 'estimate'), false) as provisional,
    x_status as toward_korea_status, y_status as toward_partner_status,
    x_locator as toward_korea_locator, y_locator as toward_partner_locator,
    case when x is not null then 'printed' end as toward_korea_derivation,
    case when y is not null then 'printed' end as toward_partner_derivation,
    x_series as toward_korea_series_id, y_series as toward_partner_series_id,
    null::integer as toward_korea_n, null::integer as toward_partner_n, '' as aggregate,
    null::varchar as members_included, t.year between 2020 and 2022 as pandemic,
    n.value as population_partner, k.value as population_korea,
    coalesce(n.source_id, k.source_id) as population_source_id,
    missing_side(toward_korea_state, p.toward_korea_en, null, c.in_sentence_en,
        toward_partner_state, p.toward_partner_en, null, t.year, 'en') as missing_en,
    missing_side(toward_korea_state, p.toward_korea_ko, null, c.name_ko,
        toward_partner_state, p.toward_partner_ko, null, t.year, 'ko') as missing_ko
from paired t
join pair p using (pair_id)
join country c on c.iso3 = t.partner
left join denominator n on n.iso3 = t.partner and n.year = t.year
left join denominator k on k.iso3 = 'KOR' and k.year = t.year
order by t.pair_id, t.partner, t.year;

create table indicator as
with sides as (
    select pair_id, partner, year, toward_korea as x, toward_partner as y, population_partner as n,
        population_korea as k, toward_korea_series_id as xs, toward_partner_series_id as ys
    from two_way
),
listed as (
    select pair_id, partner, year, unnest([
        {'indicator_id': 'gap', 'value': gap(x, y), 'low': null, 'high': null},
        {'indicator_id': 'balance', 'value': balance(x, y),
         'low': balance_low(x, y), 'high': balance_high(x, y)},
        {'indicator_id': 'reciprocity', 'value': reciprocity(x, y), 'low': null, 'high': null},
        {'indicator_id': 'log2_ratio', 'value': log2_ratio(x, y), 'low': null, 'high': null},
        {'indicator_id': 'ratio', 'value': larger_to_smaller(x, y), 'low': null, 'high': null},
        {'indicator_id': 'parity_distance', 'value': parity_distance(x, y),
         'low': null, 'high': null},
        {'indicator_id': 'per_capita_log2_ratio',
         'value': per_capita_log2_ratio(x, y, n, k), 'low': null, 'high': null}
    ], recursive := true)
    from sides
    where x is not null and y is not null
    union all by name
    select b.pair_id, b.partner, b.year, 'recovery_toward_korea' as indicator_id,
        100 * b.x / nullif(a.x, 0) as value
    from sides b join sides a using (pair_id, partner) where a.year = 2019 and b.year >= 2019
    union all by name
    select b.pair_id, b.partner, b.year, 'recovery_toward_partner' as indicator_id,
        100 * b.y / nullif(a.y, 0) as value
    from sides b join sides a using (pair_id, partner) where a.year = 2019 and b.year >= 2019
)
select pair_id, partner, year, indicator_id, value, low, high
from listed
where value is not null
order by pair_id, partner, year, indicator_id;
