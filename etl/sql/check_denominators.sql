-- Every fault in the rows of denominator files, in the shape of check_flows.sql.

with joined as (
    select r.*, m.measure as known_measure, m.unit as measure_unit, u.base as unit_base,
        c.iso3 as known_country, x.source_id as known_source,
        coalesce(regexp_full_match(r.value, '[0-9]+(\.[0-9]+)?'), false)
            and coalesce(isfinite(try_cast(r.value as double)), false) as is_number
    from raw_denominator r
    left join measure m on m.measure = r.measure
    left join unit u on u.unit = r.unit
    left join country c on c.iso3 = r.country
    left join source x on x.source_id = r.source
),
unknown_names as (
    select file, line, unnest([
        case when known_measure is null then {'kind': 'measure', 'name': coalesce(measure, ''),
            'message': 'which no TOML file defines: correct the name or define it'} end,
        case when known_country is null then {'kind': 'country', 'name': coalesce(country, ''),
            'message': ': use a code of countries.csv'} end,
        case when unit_base is null then {'kind': 'unit', 'name': coalesce(unit, ''),
            'message': 'which no TOML file defines: correct the name or define it'} end,
        case when known_source is null then {'kind': 'source', 'name': coalesce(source, ''),
            'message': 'which is not in sources.csv: correct the name or add it'} end
    ]) as found
    from joined
),
bad_values as (
    select file, line, unnest([
        case when value is null then
            'has no value: take the row out if the figure is not published; missing is not zero'
        end,
        case when value is not null and not is_number then
            'value ''' || left(value, 60) || ''' is not a plain number of zero or more: write it '
            || 'without separators, signs or words' end,
        case when not coalesce(regexp_full_match(year, '[0-9]{4}'), false) then
            'year ''' || coalesce(left(year, 60), '') || ''' is not a year: write it as 2023' end
    ]) as message
    from joined
),
repeated as (
    select file, line,
        concat(
            'repeats ', measure, ' of ', country, ' ', year, ' of source ', source,
            ': keep one of the rows'
        ) as message
    from joined
    qualify row_number() over (
        partition by measure, country, year, source order by file, line
    ) > 1
)
select file, line, found.kind, found.name, found.message
from unknown_names
where found is not null
union all
select file, line, '', '', message
from bad_values
where message is not null
union all
select file, line, '', '', message
from repeated
order by all;
