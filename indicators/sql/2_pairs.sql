-- Two directed flows become one row for a pair, a partner and a period. One grouping, no
-- self-join: every flow is turned so that it says which side turns to the other.

create or replace macro partner_of(origin, destination) as
    case when origin = 'KOR' then destination else origin end;

-- People, opinions and entry rights turn to Korea by going there; culture and goods turn an
-- audience to Korea by coming from there (docs/methods.md).
create or replace macro side_of(flow, origin, destination) as
    case
        when origin = destination or (origin <> 'KOR' and destination <> 'KOR') then null
        when (destination = 'KOR') = (flow <> 'exports') then 'toward_korea'
        else 'toward_partner'
    end;

-- Beyond the last year or month of a pair a period stands only where both directions are
-- published, the one toward Korea by its own publisher again: not where the press alone has it.
create or replace macro published_again(korea, partner, korea_status) as
    korea is not null and partner is not null and korea_status <> 'secondary';

create or replace macro state_of(value) as
    case when value is null then 'not_published' when value = 0 then 'zero' else 'reported' end;

create table two_way as
with flows as not materialized (
    select p.pair_id, partner_of(a.origin, a.destination) as partner, a.year, s.side, s.place,
        a.value, a.status, a.source_id, a.locator, a.series_id, a.derivation, a.n
    from annual a
    join pair_side s using (series_id)
    join pair p using (pair_id)
    join pair_partner m
        on m.pair_id = p.pair_id and m.partner = partner_of(a.origin, a.destination)
    where s.side = side_of(p.flow, a.origin, a.destination) and not p.spans
        and a.year >= coalesce(p.first_year, a.year)
),
-- Where a side has several series, the first of them that knows the year is taken.
several as (
    select pair_id, side from pair_side group by pair_id, side having count(*) > 1
),
chosen as (
    select * from flows anti join several using (pair_id, side)
    union all by name
    select pair_id, partner, year, side, unnest(arg_min(
        {'value': value, 'status': status, 'source_id': source_id, 'locator': locator,
         'series_id': series_id, 'derivation': derivation, 'n': n}, place
    ))
    from flows semi join several using (pair_id, side)
    group by pair_id, partner, year, side
),
sides as (
    select pair_id, partner, year,
        any_value(value) filter (side = 'toward_korea') as toward_korea,
        any_value(value) filter (side = 'toward_partner') as toward_partner,
        any_value(source_id) filter (side = 'toward_korea') as toward_korea_source_id,
        any_value(source_id) filter (side = 'toward_partner') as toward_partner_source_id,
        any_value(locator) filter (side = 'toward_korea') as toward_korea_locator,
        any_value(locator) filter (side = 'toward_partner') as toward_partner_locator,
        any_value(series_id) filter (side = 'toward_korea') as toward_korea_series_id,
        any_value(series_id) filter (side = 'toward_partner') as toward_partner_series_id,
        any_value(derivation) filter (side = 'toward_korea') as toward_korea_derivation,
        any_value(derivation) filter (side = 'toward_partner') as toward_partner_derivation,
        any_value(status) filter (side = 'toward_korea') as toward_korea_status,
        any_value(status) filter (side = 'toward_partner') as toward_partner_status,
        any_value(n) filter (side = 'toward_korea') as toward_korea_n,
        any_value(n) filter (side = 'toward_partner') as toward_partner_n
    from chosen
    group by pair_id, partner, year
),
single as (
    select s.*, null::boolean as any_provisional, '' as aggregate, null::integer as members,
        null::varchar as members_included
    from sides s
    join pair q using (pair_id)
    where year <= coalesce(q.last_year, year)
        or published_again(toward_korea, toward_partner, toward_korea_status)
),
pooled_choice as (
    select * from (values ('ASEAN_POOLED', ''), ('ASEAN_POOLED_EX_VNM', 'VNM'))
        as choice(partner, without)
),
pooled as (
    select s.pair_id, q.partner, s.year, sum(s.toward_korea) as toward_korea,
        sum(s.toward_partner) as toward_partner, null as toward_korea_source_id,
        null as toward_partner_source_id,
        'sum over members' as toward_korea_locator, 'sum over members' as toward_partner_locator,
        null as toward_korea_series_id, null as toward_partner_series_id,
        'sum over members' as toward_korea_derivation,
        'sum over members' as toward_partner_derivation,
        arg_max(s.toward_korea_status, tk.rank) as toward_korea_status,
        arg_max(s.toward_partner_status, tp.rank) as toward_partner_status,
        bool_or(s.toward_korea_status in ('provisional', 'estimate')
            or s.toward_partner_status in ('provisional', 'estimate')) as any_provisional,
        'pooled' as aggregate, count(*)::integer as members,
        string_agg(s.partner, ' ' order by s.partner) as members_included
    from single s
    join country c on c.iso3 = s.partner and c.asean_since <= make_date(s.year, 1, 1)
    join status_rank tk on tk.status = s.toward_korea_status
    join status_rank tp on tp.status = s.toward_partner_status
    cross join pooled_choice q
    join pair p using (pair_id)
    where s.toward_korea is not null and s.toward_partner is not null and s.partner <> q.without
        and p.additive
    group by s.pair_id, q.partner, s.year
),
members_in as (
    select y.year, count(*)::integer as members
    from (select distinct year from annual) y
    join country c on c.asean_since <= make_date(y.year, 1, 1)
    group by y.year
),
everyone as (
    select s.* replace (
        case when s.partner = 'ASEAN' then 'published' else '' end as aggregate,
        case when s.partner = 'ASEAN' and q.flow <> 'opinion' then coalesce(i.members, 0) end
            as members
    )
    from single s
    join pair q using (pair_id)
    left join members_in i on i.year = s.year
    union all by name
    select * from pooled
),
worst_member as (
    select m.pair_id, s.year, max(coalesce(m.grade, p.grade)) as grade
    from single s
    join pair_partner m using (pair_id, partner)
    join pair p using (pair_id)
    join country c on c.iso3 = s.partner and c.asean_since <= make_date(s.year, 1, 1)
    where s.toward_korea is not null and s.toward_partner is not null
    group by m.pair_id, s.year
),
population as (
    select iso3 as partner, year, value, source_id
    from denominator
    where measure = 'population_total' and preferred
),
pooled_population as (
    select e.pair_id, e.partner, e.year,
        case when count(n.value) = e.members then sum(n.value) end as value
    from pooled e
    join population n on n.year = e.year and contains(e.members_included, n.partner)
    group by e.pair_id, e.partner, e.year, e.members
),
described as (
    select e.*, p.pillar, p.unit, p.caveat_en, p.caveat_ko,
        state_of(e.toward_korea) as toward_korea_state,
        state_of(e.toward_partner) as toward_partner_state,
        greatest(
            coalesce(m.grade, w.grade, p.grade),
            case when 'secondary' in (e.toward_korea_status, e.toward_partner_status)
                      and p.grade is not null then 'C' end
        ) as grade,
        coalesce(e.any_provisional, false)
            or coalesce(e.toward_korea_status in ('provisional', 'estimate'), false)
            or coalesce(e.toward_partner_status in ('provisional', 'estimate'), false)
            as provisional,
        e.year between 2020 and 2022 as pandemic,
        case when e.aggregate = 'pooled' then g.value else n.value end as population_partner,
        k.value as population_korea,
        coalesce(n.source_id, k.source_id) as population_source_id,
        c.in_sentence_en as partner_en, c.name_ko as partner_ko,
        p.toward_korea_en, p.toward_korea_ko, p.toward_partner_en, p.toward_partner_ko,
        p.missing_toward_korea_en, p.missing_toward_korea_ko,
        p.missing_toward_partner_en, p.missing_toward_partner_ko
    from everyone e
    join pair p using (pair_id)
    left join pair_partner m on m.pair_id = e.pair_id and m.partner = e.partner
    left join worst_member w
        on w.pair_id = e.pair_id and w.year = e.year and e.aggregate = 'pooled'
    left join country c on c.iso3 = e.partner
    left join population n on n.partner = e.partner and n.year = e.year
    left join population k on k.partner = 'KOR' and k.year = e.year
    left join pooled_population g
        on g.pair_id = e.pair_id and g.partner = e.partner and g.year = e.year
),
final as (
    select pair_id, pillar, partner, year, toward_korea, toward_partner, unit,
        toward_korea_state, toward_partner_state, toward_korea_source_id,
        toward_partner_source_id, grade, caveat_en, caveat_ko, members, provisional,
        toward_korea_status, toward_partner_status, toward_korea_locator, toward_partner_locator,
        toward_korea_derivation, toward_partner_derivation, toward_korea_series_id,
        toward_partner_series_id, toward_korea_n, toward_partner_n, aggregate, members_included, pandemic, population_partner,
        population_korea, population_source_id,
        missing_side(toward_korea_state, toward_korea_en, missing_toward_korea_en, partner_en,
            toward_partner_state, toward_partner_en, missing_toward_partner_en, year, 'en')
            as missing_en,
        missing_side(toward_korea_state, toward_korea_ko, missing_toward_korea_ko, partner_ko,
            toward_partner_state, toward_partner_ko, missing_toward_partner_ko, year, 'ko')
            as missing_ko
    from described
)
select * from final
order by pair_id, partner, year;

create table two_way_month as
with flows as (
    select p.pair_id, partner_of(a.origin, a.destination) as partner, a.month, s.side, s.place,
        {'value': a.value, 'status': a.status, 'source': a.source_id, 'locator': a.locator} as flow
    from monthly a
    join pair_side s using (series_id)
    join pair p using (pair_id)
    join pair_partner m
        on m.pair_id = p.pair_id and m.partner = partner_of(a.origin, a.destination)
    where p.months and s.side = side_of(p.flow, a.origin, a.destination)
        and year(a.month) >= coalesce(p.first_year, year(a.month))
),
sides as (
    select pair_id, partner, month,
        arg_min(flow, place) filter (side = 'toward_korea') as k,
        arg_min(flow, place) filter (side = 'toward_partner') as p
    from flows
    group by pair_id, partner, month
),
final as (
    select s.pair_id, q.pillar, s.partner, year(s.month) as year, month(s.month) as month,
        s.k.value as toward_korea, s.p.value as toward_partner, q.unit,
        state_of(s.k.value) as toward_korea_state, state_of(s.p.value) as toward_partner_state,
        s.k.source as toward_korea_source_id, s.p.source as toward_partner_source_id,
        greatest(
            coalesce(m.grade, q.grade),
            case when 'secondary' in (s.k.status, s.p.status) and q.grade is not null then 'C' end
        ) as grade,
        q.caveat_en, q.caveat_ko, null::integer as members,
        coalesce(s.k.status in ('provisional', 'estimate'), false)
            or coalesce(s.p.status in ('provisional', 'estimate'), false) as provisional,
        s.k.status as toward_korea_status, s.p.status as toward_partner_status,
        s.k.locator as toward_korea_locator, s.p.locator as toward_partner_locator,
        year(s.month) between 2020 and 2022 as pandemic
    from sides s
    join pair q using (pair_id)
    left join pair_partner m on m.pair_id = s.pair_id and m.partner = s.partner
    where s.month <= coalesce(q.last_month, make_date(q.last_year, 12, 1), s.month)
        or published_again(s.k.value, s.p.value, s.k.status)
)
select * from final
order by pair_id, partner, year, month;

create table coverage as
with counted as (
    select m.pair_id, m.partner,
        min(t.year) as first_year, max(t.year) as last_year,
        count(*) filter (t.toward_korea is not null and t.toward_partner is not null)
            as years_both,
        count(*) filter (t.toward_korea is not null and t.toward_partner is null)
            as years_toward_korea_only,
        count(*) filter (t.toward_korea is null and t.toward_partner is not null)
            as years_toward_partner_only
    from pair_partner m
    left join two_way t using (pair_id, partner)
    group by m.pair_id, m.partner
),
final as (
    select n.pair_id, n.partner, n.first_year, n.last_year, n.years_both,
        n.years_toward_korea_only, n.years_toward_partner_only,
        coverage_reason(n.years_both, n.years_toward_korea_only, n.years_toward_partner_only,
            p.toward_korea_en, p.toward_partner_en, p.missing_toward_korea_en,
            p.missing_toward_partner_en, c.in_sentence_en, 'en') as reason_missing_en,
        coverage_reason(n.years_both, n.years_toward_korea_only, n.years_toward_partner_only,
            p.toward_korea_ko, p.toward_partner_ko, p.missing_toward_korea_ko,
            p.missing_toward_partner_ko, c.name_ko, 'ko') as reason_missing_ko
    from counted n
    join pair p using (pair_id)
    join country c on c.iso3 = n.partner
)
select * from final
order by pair_id, partner;
