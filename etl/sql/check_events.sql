-- Every fault in the rows of event files, in the shape of check_flows.sql.

with found as (
    select file, line, unnest([
        case when id is null then 'has no id: give it one' end,
        case when title_en is null or title_ko is null then
            'has no title in both languages: write the missing one' end,
        case when url is null then 'has no url: an event without a source is not shown' end,
        case when not regexp_full_match(coalesce(date, ''), '[0-9]{4}(-[0-9]{2}){0,2}(/.+)?') then
            'date ''' || coalesce(left(date, 60), '') || ''' is not a day, month, year or span' end,
        case when not list_has_all(
            coalesce(string_split(partners, '|'), []), coalesce(string_split(reopens, '|'), [])
        ) then 'reopens ''' || left(reopens, 60) || ''', which is not among its partners: name it there too' end,
        case when row_number() over (partition by id order by file, line) > 1 then
            'repeats the id ' || id || ': give it another' end
    ]) as message
    from raw_event
)
select file, line, '' as kind, '' as name, message
from found
where message is not null
order by all;
