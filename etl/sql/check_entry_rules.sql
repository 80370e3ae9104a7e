-- Every fault in the rows of entry rule files, in the shape of check_flows.sql.

with joined as (
    select r.*, p.iso3 as known_passport, d.iso3 as known_destination,
        x.source_id as known_source, try_cast(r.snapshot_date as date) as snapshot
    from raw_entry_rule r
    left join country p on p.iso3 = r.passport
    left join country d on d.iso3 = r.destination
    left join source x on x.source_id = r.source
),
unknown_names as (
    select file, line, unnest([
        case when known_passport is null then {'kind': 'country', 'name': coalesce(passport, ''),
            'message': 'as passport: use a code of countries.csv'} end,
        case when known_destination is null then {'kind': 'country',
            'name': coalesce(destination, ''),
            'message': 'as destination: use a code of countries.csv'} end,
        case when known_source is null then {'kind': 'source', 'name': coalesce(source, ''),
            'message': 'which is not in sources.csv: correct the name or add it'} end,
        case when not exists (select 1 from entry_wording w where w.raw = j.requirement)
            then {'kind': 'wording', 'name': coalesce(requirement, ''),
            'message': ': decode it in a [[wording]] beside the file'} end
    ]) as found
    from joined j
),
bad_days as (
    select file, line,
        'snapshot_date ''' || coalesce(left(snapshot_date, 60), '')
        || ''' is not a day: write it as 2026-01-31' as message
    from joined
    where snapshot is null
),
repeated as (
    select file, line,
        concat(
            'repeats the rule of ', passport, ' in ', destination, ' on ', snapshot_date,
            ': keep one of the rows'
        ) as message
    from joined
    qualify row_number() over (
        partition by passport, destination, snapshot_date, source order by file, line
    ) > 1
)
select file, line, found.kind, found.name, found.message
from unknown_names
where found is not null
union all
select file, line, '', '', message
from bad_days
union all
select file, line, '', '', message
from repeated
order by all;
