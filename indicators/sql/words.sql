-- Sentences about what is missing, put together from the pair's own words.

create or replace macro named(words, partner) as replace(words, '{partner}', partner);

create or replace macro one_missing(words, reason, partner, year, language) as
    case when language = 'ko'
         then named(words, partner) || ': ' || coalesce(nullif(reason, ''),
              '공표된 수치를 찾지 못함') || '(' || year || '년)'
         else named(words, partner) || ': ' || coalesce(nullif(reason, ''),
              'no published figure was found') || ' (' || year || ')'
    end;

create or replace macro missing_side(
    korea_state, korea_words, korea_reason, partner,
    partner_state, partner_words, partner_reason, year, language
) as
    case
        when korea_state = 'not_published'
            then one_missing(korea_words, korea_reason, partner, year, language)
        when partner_state = 'not_published'
            then one_missing(partner_words, partner_reason, partner, year, language)
    end;

create or replace macro coverage_reason(
    both_years, korea_only, partner_only, korea_words, partner_words,
    korea_reason, partner_reason, partner, language
) as
    case
        when both_years = 0 and korea_only = 0 and partner_only = 0 then
            case when language = 'ko'
                 then '이 정의로는 어느 방향의 수치도 찾지 못함'
                 else 'No figure was found in either direction on this definition' end
        when partner_only = 0 and korea_only > 0 then
            named(partner_words, partner) || ': ' || coalesce(nullif(partner_reason, ''),
                case when language = 'ko' then '일부 연도의 공표된 수치를 찾지 못함'
                     else 'no published figure was found for some years' end)
        when korea_only = 0 and partner_only > 0 then
            named(korea_words, partner) || ': ' || coalesce(nullif(korea_reason, ''),
                case when language = 'ko' then '일부 연도의 공표된 수치를 찾지 못함'
                     else 'no published figure was found for some years' end)
        when korea_only > 0 and partner_only > 0 then
            case when language = 'ko'
                 then '연도에 따라 한쪽 방향의 공표된 수치를 찾지 못함'
                 else 'In some years one direction or the other has no published figure' end
    end;
