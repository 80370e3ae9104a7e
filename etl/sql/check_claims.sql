-- Every fault in the rows of claim files, in the shape of check_flows.sql.

with found as (
    select file, line, unnest([
        case when claim_id is null then 'has no claim_id: give it one' end,
        case when statement_en is null or statement_ko is null then
            'has no statement in both languages: write the missing one' end,
        case when stated_by_en is null or stated_by_ko is null then
            'does not say in both languages who stated it: write the missing one' end,
        case when row_number() over (partition by claim_id order by file, line) > 1 then
            'repeats the id ' || claim_id || ': give it another' end
    ]) as message
    from raw_claim
)
select file, line, '' as kind, '' as name, message
from found
where message is not null
order by all;
