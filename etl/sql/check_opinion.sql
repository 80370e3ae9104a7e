-- Every fault in the rows of opinion files, in the shape of check_flows.sql.

with joined as (
    select r.*, v.survey_id as known_survey, i.item_id as known_item, u.base as unit_base,
        x.source_id as known_source, o.iso3 as known_origin, d.iso3 as known_destination,
        b.base as known_base, t.note as known_note,
        coalesce(regexp_full_match(r.value, '-?[0-9]+(\.[0-9]+)?'), false)
            and coalesce(isfinite(try_cast(r.value as double)), false) as is_number,
        try_cast(r.value as double) as number
    from raw_opinion r
    left join survey v on v.survey_id = r.survey
    left join item i on i.item_id = r.item
    left join unit u on u.unit = r.unit
    left join source x on x.source_id = r.source
    left join country o on o.iso3 = r.origin
    left join country d on d.iso3 = r.destination
    left join opinion_base b on b.base = r.base
    left join note t on t.note = r.note
),
unknown_names as (
    select file, line, unnest([
        case when known_survey is null then {'kind': 'survey', 'name': coalesce(survey, ''),
            'message': 'which no TOML file defines: correct the name or define it'} end,
        case when known_item is null then {'kind': 'item', 'name': coalesce(item, ''),
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
        case when base is not null and known_base is null then {'kind': 'base', 'name': base,
            'message': 'which no TOML file defines: correct the name or define it'} end,
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
            || 'separators or words' end,
        case when is_number and unit_base = 'percent' and (number < 0 or number > 100) then
            'value ' || left(value, 60) || ' is no percentage: check it in the source' end,
        case when n is not null and not coalesce(regexp_full_match(n, '[1-9][0-9]{0,8}'), false) then
            'n ''' || left(n, 60) || ''' is not a number of respondents: leave it empty if it '
            || 'was not read' end,
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
            'repeats ', survey, ' ', item, ' ', origin, ' on ', destination, ' of source ', source,
            ': keep one of the rows'
        ) as message
    from joined
    qualify row_number() over (
        partition by survey, item, origin, destination, period, coalesce(base, ''), source
        order by file, line
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
