"""Weigh which side leads, in surveys put to both sides and in pairs of flows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import duckdb

from indicators.catalogue.rules import Mirrored, Sided
from indicators.ledger.outcome import Claim, Figure, Outcome, Result, names_of, partner_of
from indicators.sentences import NOTHING, Words, amount, listed, number, tally, years

QUOTED = re.compile(r"(\d+(?:\.\d+)?)\s?%")
NOT_FOUND: Words = ("no figure found", "확인된 수치 없음")


def weigh_mirrored(store: duckdb.DuckDBPyConnection, rule: Mirrored, claim: Claim) -> Outcome:
    """Whether both sides answered as the claim quotes them; without both there is no test.

    The percentages compared are those in the quotation itself, the first for the partner's
    answers on Korea: a percentage that was found in no text is so never stored as a value.
    """
    figures, words, values = [], {}, []
    for side in ("toward_korea", "toward_partner"):
        origin, destination = getattr(rule, side).split(">")
        rows = store.execute(
            """
            select year(fieldwork_end), value, unit, source_id from opinion
            where item_id = ? and origin = ? and destination = ?
            order by fieldwork_end desc, source_id
            """,
            [rule.item, origin, destination],
        ).fetchall()
        words[side] = amount(rows[0][1], rows[0][2]) if rows else NOT_FOUND
        if rows:
            year, value, unit, source = rows[0]
            values.append(value)
            figure = Figure(
                str(year),
                year,
                partner_of(origin, destination),
                unit,
                value,
                series_id=rule.item,
                source_ids=(source,),
            )
            figures.append(
                replace(figure, toward_korea=value)
                if side == "toward_korea"
                else replace(figure, toward_partner=value)
            )
    if len(values) < 2:
        return Outcome("not_testable", tuple(figures), words)
    quoted = [float(found) for found in QUOTED.findall(claim.statement_en)]
    result: Result = "supports" if quoted[:2] == values else "does_not_support"
    return Outcome(result, tuple(figures), words)


def weigh_sided(store: duckdb.DuckDBPyConnection, rule: Sided, claim: Claim) -> Outcome:
    """Whether one side leads in every pair of a pillar, and, where asked, in no other pillar."""
    names, titles = names_of(store), _titles(store)
    inside = _rows(store, rule, inside=True)
    if rule.partners == "together":
        chosen = _newest(inside, rule)
        apart = []
    else:
        chosen = [row for row in inside if not _is_pandemic_flow(row)]
        apart = [row for row in inside if _is_pandemic_flow(row)]
    judged = [replace(row, holds=_leads(row, rule.side, rule.times)) for row in chosen]
    pandemic = [replace(row, holds=_leads(row, rule.side, 1)) for row in apart]
    others = _newest(_rows(store, rule, inside=False), rule, apart=False) if rule.only else []
    others = [replace(row, holds=not _leads(row, rule.side, 1)) for row in others]
    exceptions = [row for row in others if not row.holds]
    missing = _one_direction_only(store, rule)
    figures = (*judged, *pandemic, *others, *missing)
    words = {
        "pairs_count": tally(len({row.pair_id for row in judged})),
        "rows": number(len(judged)),
        "rows_true": tally(sum(_leads(row, rule.side, 1) for row in judged)),
        "rows_far": tally(sum(_leads(row, rule.side, rule.times) for row in judged)),
        "times": number(rule.times),
        "pandemic_rows": number(len(pandemic)),
        "pandemic_true": tally(sum(bool(row.holds) for row in pandemic)),
        "others_count": number(len(others)),
        "exceptions_count": tally(len(exceptions)),
        "exceptions": _named(exceptions, titles, names),
        "missing_count": tally(len({row.pair_id for row in missing})),
        **_range_words(judged, rule, names),
    }
    if not judged:
        return Outcome("not_testable", figures, words)
    holds = all(row.holds for row in judged) and not exceptions
    return Outcome("supports" if holds else "does_not_support", figures, words)


def _leads(row: Figure, side: str, times: float) -> bool:
    korea, partner = row.toward_korea or 0, row.toward_partner or 0
    ahead, behind = (korea, partner) if side == "toward_korea" else (partner, korea)
    return ahead > behind and ahead >= times * behind


def _is_pandemic_flow(row: Figure) -> bool:
    """A span of the only file there is stands by itself; a year of the pandemic is set apart."""
    return row.pandemic and "/" not in row.period


def _newest(rows: Sequence[Figure], rule: Sided, apart: bool = True) -> list[Figure]:
    """The newest row of each pair (and member); with `apart`, 2020 to 2022 for want of others only.

    Visits collapsed in those years; the other pillars are stocks, trade and surveys. Of a
    publisher's total and a sum over members for one year, the total stands.
    """
    chosen: dict[tuple[str | None, str], Figure] = {}
    ranked = sorted(
        rows,
        key=lambda row: (not (apart and row.pandemic), row.period, row.partner == "ASEAN"),
    )
    for row in ranked:
        chosen[row.pair_id, row.partner if rule.partners == "each" else ""] = row
    return sorted(chosen.values(), key=lambda row: (row.pair_id or "", row.partner))


def _rows(store: duckdb.DuckDBPyConnection, rule: Sided, inside: bool) -> list[Figure]:
    """Rows with both directions: of the pillar, or of every other pillar."""
    found = store.execute(
        """
        with rows_both_ways as (
            select pair_id, pillar, partner, year::varchar as period, year, toward_korea,
                toward_partner, unit, grade, toward_korea_source_id as k,
                toward_partner_source_id as p, aggregate, members
            from two_way
            union all by name
            select s.pair_id, q.pillar, s.partner, s.period, year(s.period_end) as year,
                s.toward_korea, s.toward_partner, s.unit, s.grade, s.toward_korea_source_id as k,
                s.toward_partner_source_id as p, '' as aggregate, null::integer as members
            from two_way_span s join pair q using (pair_id)
            where s.toward_korea is not null and s.toward_partner is not null
            qualify row_number() over (
                partition by s.pair_id, s.partner order by s.period_end desc, s.period_start
            ) = 1
        )
        select b.pair_id, b.partner, b.period, b.year, b.toward_korea, b.toward_partner, b.unit,
            b.k, b.p
        from rows_both_ways b
        left join country c on c.iso3 = b.partner
        where b.toward_korea is not null and b.toward_partner is not null
            and list_contains($grades, b.grade) and (b.pillar = $pillar) = $inside
            and (len($pairs) = 0 or not $inside or list_contains($pairs, b.pair_id))
            and case when $each then c.role = 'member' or b.partner = 'SEA'
                else (b.partner = 'ASEAN' or b.partner = 'ASEAN_POOLED'
                    and b.members >= $fewest) end
        order by b.pair_id, b.partner, b.year
        """,
        {
            "grades": list(rule.grades),
            "pillar": rule.pillar,
            "inside": inside,
            "pairs": list(rule.pairs),
            "each": rule.partners == "each",
            "fewest": rule.fewest_members,
        },
    ).fetchall()
    return [
        Figure(
            period,
            year,
            partner,
            unit,
            pair_id=pair,
            toward_korea=korea,
            toward_partner=other,
            source_ids=tuple(s for s in sources if s),
        )
        for pair, partner, period, year, korea, other, unit, *sources in found
    ]


def _one_direction_only(store: duckdb.DuckDBPyConnection, rule: Sided) -> list[Figure]:
    """The newest figure of every pair and partner that has one direction only, with the reason."""
    rows = store.execute(
        """
        select t.pair_id, t.partner, t.year, t.toward_korea, t.toward_partner, t.unit,
            t.missing_en, t.missing_ko, coalesce(t.toward_korea_source_id,
                t.toward_partner_source_id)
        from two_way t
        left join country c on c.iso3 = t.partner
        where t.pillar = $pillar
            and (len($pairs) = 0 or list_contains($pairs, t.pair_id))
            and (c.role = 'member' or t.partner in ('SEA', 'ASEAN'))
        qualify row_number() over (partition by t.pair_id, t.partner order by t.year desc) = 1
            and bool_and((t.toward_korea is null) <> (t.toward_partner is null))
                over (partition by t.pair_id, t.partner)
        order by t.pair_id, t.partner
        """,
        {"pillar": rule.pillar, "pairs": list(rule.pairs)},
    ).fetchall()
    return [
        Figure(
            str(year),
            year,
            partner,
            unit,
            pair_id=pair,
            toward_korea=korea,
            toward_partner=other,
            source_ids=(source,),
            missing_en=english,
            missing_ko=korean,
        )
        for pair, partner, year, korea, other, unit, english, korean, source in rows
    ]


def _range_words(
    judged: Sequence[Figure], rule: Sided, names: dict[str, Words]
) -> dict[str, Words]:
    """The smallest and the largest lead, with where it stands; none for grade D."""
    words = dict.fromkeys(("lowest", "lowest_where", "highest", "highest_where"), NOTHING)
    leading = [row for row in judged if _leads(row, rule.side, 1)]
    if "D" in rule.grades or not leading:
        return words
    ranked = sorted(leading, key=lambda row: (_times(row), row.partner, row.period))
    for name, row in (("lowest", ranked[0]), ("highest", ranked[-1])):
        where = names[row.partner]
        words[name] = number(_times(row))
        words[f"{name}_where"] = (f"{where[0]}, {row.year}", f"{where[1]}, {row.year}년")
    return words


def _times(row: Figure) -> float:
    one, two = row.toward_korea or 0, row.toward_partner or 0
    return max(one, two) / min(one, two) if min(one, two) else float("1e9")


def _titles(store: duckdb.DuckDBPyConnection) -> dict[str, Words]:
    rows = store.execute("select pair_id, title_en, title_ko from pair").fetchall()
    return {pair: (english, korean) for pair, english, korean in rows}


def _named(rows: Sequence[Figure], titles: dict[str, Words], names: dict[str, Words]) -> Words:
    """Each pair with the partners and years, as in "Goods trade …: Indonesia 2022"."""
    grouped: dict[str, list[Words]] = {}
    for row in rows:
        (english, korean), year = names[row.partner], years([row.year])
        grouped.setdefault(row.pair_id or "", []).append(
            (f"{english} {year[0]}", f"{korean} {year[1]}")
        )
    if not grouped:
        return NOTHING
    parts = [(titles[pair], listed(partners)) for pair, partners in grouped.items()]
    return (
        "; ".join(f"{title[0]}: {partners[0]}" for title, partners in parts),
        "; ".join(f"{title[1]}: {partners[1]}" for title, partners in parts),
    )
