-- Every fault in the rows of flow files, as (file, line, kind, name, message). `kind` and `name`
-- are filled where a name is unknown, so that the nearest known one can be offered.

with joined as (
    select r.file, r.line, r.series, r.origin, r.destination, r.period, r.value, r.unit, r.status,
        r.source, r.locator, r.note, r.release_date,
        s.series_id as known_series, s.unit as series_unit, m.measure, m.signed,
        u.base as unit_base, x.source_id as known_source, o.iso3 as known_origin,
        d.iso3 as known_destination, n.note as known_note, try_cast(r.value as double) as number,
        coalesce(regexp_full_match(r.value, '-?[0-9]+(\.[0-9]+)?'), false)
            and coalesce(isfinite(try_cast(r.value as double)), false) as is_number
    from raw_flow r
    left join series s on s.series_id = r.series
    left join measure m on m.measure = s.measure
    left join unit u on u.unit = r.unit
    left join source x on x.source_id = r.source
    left join country o on o.iso3 = r.origin
    left join country d on d.iso3 = r.destination
    left join note n on n.note = r.note
),
unknown_names as (
    select file, line, unnest([
        case when known_series is null then {'kind': 'series', 'name': coalesce(series, ''),
            'message': 'which no TOML file defines: correct the name or define it'} end,
        case when known_origin is null then {'kind': 'country', 'name': coalesce(origin, ''),
            'message': 'as origin: use a code of countries.csv'} end,
        case when known_destination is null then {'kind': 'country',
            'name': coalesce(destination, ''),
            'message': 'as destination: use a code of countries.csv'} end,
        case when unit_base is null then {'kind': 'unit', 'name': coalesce(unit, ''),
            'message': 'which no TOML file defines: correct the name or define it'} end,
        case when known_source is null then {'kind': 'source', 'name': coalesce(source, ''),
            'message': 'which is not in sources.csv: correct the name or add it'} end,
        case when note is not null and known_note is null then {'kind': 'note', 'name': note,
            'message': 'which is not in notes.csv: correct the name or add it'} end,
        case when coalesce(status, '') not in ('final', 'provisional', 'estimate', 'secondary')
            then {'kind': 'status', 'name': coalesce(status, ''),
            'message': ': use final, provisional, estimate or secondary'} end
    ]) as found
    from joined
),
bad_values as (
    select file, line, unnest([
        case when value is null then
            'has no value: take the row out if the figure is not published; missing is not zero'
        end,
        case when value is not null and not is_number then
            'value ''' || left(value, 60) || ''' is not a plain number: write it without '
            || 'separators, signs of currency or words' end,
        case when is_number and number < 0 and not coalesce(signed, false) then
            'value ' || left(value, 60) || ' is below zero, which ' || coalesce(measure, 'this')
            || ' cannot be: check the sign in the source' end,
        case when unit_base <> series_unit then
            'unit ' || unit || ' does not fit series ' || series || ', which counts '
            || series_unit || ': correct one of the two' end,
        case when locator is null then
            'has no locator: say where in the source the figure stands' end,
        case when release_date is not null and try_cast(release_date as date) is null then
            'release_date ''' || left(release_date, 60) || ''' is not a day: write it as 2026-01-31'
        end
    ]) as message
    from joined
),
repeated as (
    select file, line,
        concat(
            'repeats ', series, ' ', origin, ' → ', destination, ' ', period, ' of source ', source,
            ', which already stands at ', first_value(file) over key, ':',
            first_value(line) over key, ': keep one of them'
        ) as message
    from joined
    window key as (
        partition by series, origin, destination, period, source order by file, line
    )
    qualify row_number() over key > 1
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
