-- The formulas of docs/methods.md, stored in the database: `select balance(3, 1)` works for
-- anyone who opens the file. x is the flow toward Korea, y the flow toward the partner.
--
-- Values near the largest double are quartered first, so that no pair of finite values overflows.

create or replace macro gap(x, y) as x::double - y::double;

create or replace macro balance(x, y) as
    case when greatest(x, y) > 1e300
         then (x::double / 4 - y::double / 4) / (x::double / 4 + y::double / 4)
         else (x::double - y::double) / nullif(x::double + y::double, 0) end;

create or replace macro reciprocity(x, y) as
    case when greatest(x, y) > 1e300
         then 2 * (least(x, y)::double / 4) / (x::double / 4 + y::double / 4)
         else 2 * least(x, y)::double / nullif(x::double + y::double, 0) end;

create or replace macro log2_ratio(x, y) as
    case when x > 0 and y > 0 then log2(x::double) - log2(y::double) end;

create or replace macro larger_to_smaller(x, y) as
    case when x > 0 and y > 0 then greatest(x, y)::double / least(x, y) end;

create or replace macro parity_distance(x, y) as
    case when x is null or y is null then null else greatest(x, y)::double - least(x, y) end;

create or replace macro per_capita_log2_ratio(x, y, partner_population, korea_population) as
    case when partner_population > 0 and korea_population > 0
         then log2_ratio(x, y) - log2(partner_population::double) + log2(korea_population::double)
    end;

create or replace macro share_of(part, total) as 100 * part::double / nullif(total, 0);

create or replace macro recovery(value, base) as 100 * value::double / nullif(base, 0);

-- Wilson (1927) score interval of a proportion k / n at 95 %.
create or replace macro wilson_low(k, n) as
    case when n > 0 then greatest(0, (k::double / n + 3.841458820694124 / (2 * n::double)
        - 1.959963984540054 * sqrt(k::double / n * (1 - k::double / n) / n::double
            + 3.841458820694124 / (4 * n::double * n::double)))
        / (1 + 3.841458820694124 / n::double)) end;

create or replace macro wilson_high(k, n) as
    case when n > 0 then least(1, (k::double / n + 3.841458820694124 / (2 * n::double)
        + 1.959963984540054 * sqrt(k::double / n * (1 - k::double / n) / n::double
            + 3.841458820694124 / (4 * n::double * n::double)))
        / (1 + 3.841458820694124 / n::double)) end;

-- Newcombe (1998), method 10: the difference of two proportions, each with its Wilson interval.
create or replace macro newcombe_low(k1, n1, k2, n2) as
    k1::double / n1 - k2::double / n2 - sqrt(
        pow(k1::double / n1 - wilson_low(k1, n1), 2)
        + pow(wilson_high(k2, n2) - k2::double / n2, 2));

create or replace macro newcombe_high(k1, n1, k2, n2) as
    k1::double / n1 - k2::double / n2 + sqrt(
        pow(wilson_high(k1, n1) - k1::double / n1, 2)
        + pow(k2::double / n2 - wilson_low(k2, n2), 2));

-- The same interval for the balance of two counts: balance = 2 · share − 1.
create or replace macro balance_low(x, y) as 2 * wilson_low(x, x::double + y::double) - 1;

create or replace macro balance_high(x, y) as 2 * wilson_high(x, x::double + y::double) - 1;
