-- Every fault in the rows of commitment files, in the shape of check_flows.sql.

with joined as (
    select r.*, s.status as known_status
    from raw_commitment r
    left join status s on s.status = r.status
),
found as (
    select file, line, unnest([
        case when commitment_id is null or goal_id is null then
            'has no commitment_id or goal_id: give it both' end,
        case when summary_en is null or summary_ko is null then
            'has no summary in both languages: write the missing one' end,
        case when known_status is null then
            'unknown status ''' || coalesce(status, '') || ''': use one of the [[status]] entries'
        end,
        case when coalesce(direction, '') not in ('toward_korea', 'toward_partner', 'both', 'none')
            then 'unknown direction ''' || coalesce(direction, '')
            || ''': use toward_korea, toward_partner, both or none' end,
        case when target_value is not null
            and not regexp_full_match(target_value, '[0-9]+(\.[0-9]+)?') then
            'target_value ''' || left(target_value, 60) || ''' is not a plain number' end,
        case when source_url is null then 'has no source_url: say where it was announced' end,
        case when row_number() over (partition by commitment_id order by file, line) > 1 then
            'repeats the id ' || commitment_id || ': give it another' end
    ]) as message
    from joined
)
select file, line, '' as kind, '' as name, message
from found
where message is not null
order by all;
