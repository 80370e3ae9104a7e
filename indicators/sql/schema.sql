-- The store's public contract. More columns may be added; these names stay.

create table release (
    version varchar not null, built_at timestamp not null, raw_sha256 varchar not null,
    table_name varchar not null, row_count bigint not null
);
create table country (
    iso3 varchar primary key, name_en varchar not null, name_ko varchar not null,
    in_sentence_en varchar not null, asean_since date, role varchar not null, iso2 varchar, m49 varchar
);
create table unit (
    unit varchar primary key, base varchar not null, factor double not null,
    name_en varchar not null, name_ko varchar not null, countable boolean not null,
    ratio boolean not null
);
create table measure (
    measure varchar primary key, pillar varchar not null, flow varchar not null,
    unit varchar not null, name_en varchar not null, name_ko varchar not null,
    definition_en varchar not null, definition_ko varchar not null, signed boolean not null
);
create table source (
    source_id varchar primary key, publisher varchar not null, title varchar not null,
    published varchar, url varchar, licence varchar not null, reliability varchar not null,
    found_via varchar, note varchar
);
create table note (note varchar primary key, note_en varchar not null, note_ko varchar not null);
create table dataset (
    dataset varchar primary key, title_en varchar not null, title_ko varchar not null,
    publisher_en varchar not null, publisher_ko varchar not null, address varchar not null,
    licence varchar not null, counted_en varchar not null, counted_ko varchar not null,
    basis varchar not null, unit varchar not null, cadence varchar not null,
    caveats_en varchar[] not null, caveats_ko varchar[] not null, sha256 varchar not null
);
create table series (
    series_id varchar primary key, measure varchar not null, pillar varchar not null,
    publisher varchar not null, publisher_ko varchar not null, basis varchar not null,
    unit varchar not null, definition_en varchar not null, definition_ko varchar not null,
    cadence varchar not null, keeper varchar not null, keeper_ko varchar not null,
    counted_by varchar not null,
    annual varchar not null
);
create table observation (
    series_id varchar not null, measure varchar not null, origin varchar not null,
    destination varchar not null, period_start date not null, period_end date not null,
    frequency varchar not null, value double not null, unit varchar not null,
    status varchar not null, source_id varchar not null, locator varchar not null,
    note varchar, preferred boolean not null, release_date date, period varchar not null,
    value_printed varchar not null, unit_printed varchar not null, dataset varchar not null,
    withheld varchar
);
create table denominator (
    iso3 varchar not null, measure varchar not null, year integer not null, value double not null,
    source_id varchar not null, unit varchar not null, preferred boolean not null,
    locator varchar, note varchar
);
create table correction (
    correction varchar primary key, series_id varchar not null, origin varchar not null,
    destination varchar not null, period varchar not null, source_id varchar not null,
    expected double not null, action varchar not null, period_becomes varchar,
    reason_en varchar not null, reason_ko varchar not null, provider varchar not null
);
create table preference (
    rule varchar primary key, rank integer not null, rule_en varchar not null,
    rule_ko varchar not null
);
create table pair (
    pair_id varchar primary key, pillar varchar not null, measure varchar not null,
    title_en varchar not null, title_ko varchar not null, unit varchar not null,
    basis varchar not null, grade varchar, caveat_en varchar not null, caveat_ko varchar not null,
    toward_korea_en varchar not null, toward_korea_ko varchar not null,
    toward_partner_en varchar not null, toward_partner_ko varchar not null,
    position integer not null, months boolean not null, spans boolean not null, first_year integer, last_year integer,
    last_month date, flow varchar not null, countable boolean not null,
    additive boolean not null,
    missing_toward_korea_en varchar, missing_toward_korea_ko varchar,
    missing_toward_partner_en varchar, missing_toward_partner_ko varchar
);
create table pair_side (
    pair_id varchar not null, side varchar not null, series_id varchar not null,
    place integer not null
);
create table pair_partner (pair_id varchar not null, partner varchar not null, grade varchar);
create table indicator_definition (
    indicator_id varchar primary key, name_en varchar not null, name_ko varchar not null,
    formula varchar not null, range_en varchar not null, range_ko varchar not null,
    reading_en varchar not null, reading_ko varchar not null, source varchar not null
);
create table survey (
    survey_id varchar primary key, programme_en varchar not null, programme_ko varchar not null,
    organiser_en varchar not null, organiser_ko varchar not null, mode_en varchar not null,
    mode_ko varchar not null, population_en varchar not null, population_ko varchar not null,
    sample_type varchar not null, fieldwork_en varchar not null, fieldwork_ko varchar not null,
    fieldwork_start date, fieldwork_end date
);
create table item (
    item_id varchar primary key, name_en varchar not null, name_ko varchar not null,
    question_en varchar not null, question_ko varchar not null,
    scale varchar not null
);
create table opinion_base (
    base varchar primary key, base_en varchar not null, base_ko varchar not null
);
create table asked (
    survey_id varchar not null, item_id varchar not null, mirrored varchar not null,
    directions varchar[] not null, comment_en varchar not null, comment_ko varchar not null
);
create table opinion (
    survey_id varchar not null, item_id varchar not null, item_en varchar not null,
    item_ko varchar not null, origin varchar not null, destination varchar not null,
    fieldwork_start date not null, fieldwork_end date not null, value double not null,
    unit varchar not null, n integer, base varchar, mirrored boolean not null,
    source_id varchar not null, base_en varchar, base_ko varchar, comparability varchar not null,
    comment_en varchar, comment_ko varchar, status varchar not null, locator varchar not null,
    note varchar, release_date date, dataset varchar not null, value_printed varchar not null
);
create table entry_wording (
    raw varchar not null, first_snapshot date, last_snapshot date, passports varchar[] not null,
    destinations varchar[] not null, without_prior_visa boolean, days integer,
    meaning_en varchar not null, meaning_ko varchar not null, reason_en varchar not null,
    reason_ko varchar not null
);
create table visa_rule (
    passport varchar not null, destination varchar not null, snapshot_date date not null,
    requirement_raw varchar not null, without_prior_visa boolean, days integer,
    source_id varchar not null, meaning_en varchar not null, meaning_ko varchar not null,
    reason_en varchar not null, reason_ko varchar not null, locator varchar not null,
    dataset varchar not null
);
create table event (
    event_id varchar primary key, date varchar not null, date_precision varchar not null,
    title_en varchar not null, title_ko varchar not null, summary_en varchar, summary_ko varchar,
    pillars varchar[] not null, partners varchar[] not null, reopens varchar[] not null,
    source_url varchar, date_start date not null, date_end date not null
);
create table status (
    status varchar primary key, status_en varchar not null, status_ko varchar not null
);
create table commitment (
    commitment_id varchar primary key, goal_id varchar not null, announced varchar,
    actor_en varchar not null, actor_ko varchar not null, instrument_en varchar,
    instrument_ko varchar, pillar varchar not null, direction varchar not null,
    partners varchar[] not null, summary_en varchar not null, summary_ko varchar not null,
    measurable varchar not null, target_value double, unit varchar, unit_en varchar,
    unit_ko varchar, deadline varchar, deadline_ko varchar, linked_measure varchar,
    status varchar not null, status_en varchar not null, status_ko varchar not null,
    status_evidence_en varchar, status_evidence_ko varchar, source_url varchar
);
create table goal_level (
    goal_id varchar not null, place integer not null, level varchar not null,
    name_en varchar not null, name_ko varchar not null, pair_id varchar, partner varchar,
    series_id varchar, toward_korea varchar, toward_partner varchar, total varchar,
    decides boolean not null, why_en varchar, why_ko varchar
);
create table claim (
    claim_id varchar primary key, statement_en varchar not null, statement_ko varchar not null,
    stated_by_en varchar not null, stated_by_ko varchar not null, pillar varchar not null,
    stated_value varchar, stated_unit varchar, stated_period varchar, test_en varchar not null,
    test_ko varchar not null, linked_measures varchar[] not null,
    -- Computed by the build (etl/verdicts.py) from the rules of the catalogue; never typed in.
    verdict varchar check (verdict in (
        'supported', 'supported_on_one_definition', 'not_supported', 'cannot_be_tested'
    )),
    verdict_en varchar, verdict_ko varchar, tested_on varchar[], first_year integer,
    last_year integer, evidence_en varchar, evidence_ko varchar, quote_en varchar,
    quote_ko varchar
);
create table claim_definition (
    claim_id varchar not null, definition varchar not null, place integer not null,
    name_en varchar not null, name_ko varchar not null, kind varchar not null,
    result varchar not null, proxy boolean not null, nearest boolean not null,
    says_en varchar, says_ko varchar
);
create table claim_figure (
    claim_id varchar not null, definition varchar not null, place integer not null,
    pair_id varchar, series_id varchar, survey_id varchar, partner varchar not null, period varchar not null,
    year integer not null, toward_korea double, toward_partner double, part double,
    whole double, part_unit varchar, value double, unit varchar not null,
    pandemic boolean not null, holds boolean, source_ids varchar[] not null,
    missing_en varchar, missing_ko varchar
);
