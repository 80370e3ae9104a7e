"""How far a goal is, in each direction, on every count the catalogue names for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.catalogue.rules import MEMBERS
from indicators.store import ask

SIDES = ("toward_korea", "toward_partner")


@dataclass(frozen=True)
class Level:
    """One count of a goal, year by year and in each direction.

    `years` is a frame by year: toward_korea, toward_partner and total (missing where a direction
    that the count has is not published), members_toward_korea and members_toward_partner (how
    many members stand behind a sum over members; missing otherwise), complete (false where a sum
    leaves members out: then it is a lower bound) and source_ids.
    `decides` tells whether the status of the goal may rest on this count; `why_en` and `why_ko`
    say why not.
    """

    level: str
    name_en: str
    name_ko: str
    unit: str
    decides: bool
    years: pd.DataFrame = field(repr=False, compare=False)
    why_en: str = ""
    why_ko: str = ""

    @property
    def totals(self) -> dict[int, float]:
        """The complete figures to hold against a target, by year."""
        return self._totals(complete=True)

    @property
    def lower_bounds(self) -> dict[int, float]:
        """Sums that leave members out, by year."""
        return self._totals(complete=False)

    @property
    def newest(self) -> dict[str, Any] | None:
        """The newest year with a total, as a mapping with `year`; None without any."""
        known = self.years.dropna(subset=["total"])
        if known.empty:
            return None
        row = known.iloc[-1]
        year = int(known.index.to_numpy()[-1])
        return {"year": year, **{name: row[name] for name in known.columns}}

    def _totals(self, complete: bool) -> dict[int, float]:
        known = self.years.dropna(subset=["total"])
        known = known[known["complete"] == complete]
        return dict(zip(known.index.astype(int).tolist(), known["total"].tolist(), strict=True))


def levels_of_goals(store: Path | None = None) -> dict[str, list[Level]]:
    """Every goal that has a count, with its levels in the order of the catalogue."""
    rules = ask("select * from goal_level order by goal_id, place", store=store)
    found: dict[str, list[Level]] = {}
    for row in rules.astype(object).where(rules.notna(), None).to_dict("records"):
        if row["partner"] == MEMBERS:
            years, unit = _members_of_pair(row, store)
        elif row["pair_id"]:
            years, unit = _years_of_pair(row, store)
        else:
            years, unit = _years_of_series(row, store)
        found.setdefault(str(row["goal_id"]), []).append(
            Level(
                str(row["level"]),
                str(row["name_en"]),
                str(row["name_ko"]),
                unit,
                bool(row["decides"]),
                years,
                str(row["why_en"] or ""),
                str(row["why_ko"] or ""),
            )
        )
    return found


def _years_of_pair(rule: Mapping[Any, Any], store: Path | None) -> tuple[pd.DataFrame, str]:
    """Both directions of one partner as they stand in the pair."""
    frame = ask(
        """
        select year, toward_korea, toward_partner, toward_korea + toward_partner as total,
            null::integer as members_toward_korea, null::integer as members_toward_partner,
            true as complete, unit,
            list_filter([toward_korea_source_id, toward_partner_source_id],
                lambda source: source is not null) as source_ids
        from two_way where pair_id = ? and partner = ? order by year
        """,
        [rule["pair_id"], rule["partner"]],
        store,
    )
    return _by_year(frame)


def _members_of_pair(rule: Mapping[Any, Any], store: Path | None) -> tuple[pd.DataFrame, str]:
    """Each direction added up over the members that have it, complete where all have both."""
    frame = ask(
        """
        select t.year, sum(t.toward_korea) as toward_korea, sum(t.toward_partner) as toward_partner,
            sum(t.toward_korea) + sum(t.toward_partner) as total,
            count(t.toward_korea)::integer as members_toward_korea,
            count(t.toward_partner)::integer as members_toward_partner,
            least(count(t.toward_korea), count(t.toward_partner)) = (
                select count(*) from country m where m.asean_since <= make_date(t.year, 1, 1)
            ) as complete, any_value(t.unit) as unit,
            list_sort(list_distinct(list(t.toward_korea_source_id)
                || list(t.toward_partner_source_id))) as source_ids
        from two_way t
        join country c on c.iso3 = t.partner and c.asean_since <= make_date(t.year, 1, 1)
        where t.pair_id = ?
        group by t.year order by t.year
        """,
        [rule["pair_id"]],
        store,
    )
    return _by_year(frame)


def _years_of_series(rule: Mapping[Any, Any], store: Path | None) -> tuple[pd.DataFrame, str]:
    """The directions of a series; MEMBERS on one end adds members up."""
    found: list[pd.DataFrame] = []
    sides = [side for side in (*SIDES, "total") if rule[side]]
    for side in sides:
        origin, destination = rule[side].split(">")
        frame = ask(
            """
            select a.year, sum(a.value) as value, count(*)::integer as members,
                $members not in ($origin, $destination) or count(*) = (
                    select count(*) from country m where m.asean_since <= make_date(a.year, 1, 1)
                ) as complete,
                list_sort(list(distinct a.source_id)) as source_ids, any_value(s.unit) as unit
            from annual a
            join series s using (series_id)
            left join country c
                on c.iso3 = case when $origin = $members then a.origin else a.destination end
            where a.series_id = $series and $origin in (a.origin, $members)
                and $destination in (a.destination, $members)
                and ($members not in ($origin, $destination)
                    or c.asean_since <= make_date(a.year, 1, 1))
            group by a.year order by a.year
            """,
            {
                "series": rule["series_id"],
                "origin": origin,
                "destination": destination,
                "members": MEMBERS,
            },
            store,
        )
        counted = MEMBERS in (origin, destination)
        found.append(frame.assign(side=side, members=frame["members"] if counted else None))
    long = pd.concat(found)
    wide = pd.DataFrame(index=sorted(set(long["year"])))
    for side in (*SIDES, "total"):
        part = long[long["side"] == side].set_index("year")
        wide[side] = part["value"].reindex(wide.index)
        if side in SIDES:
            wide[f"members_{side}"] = part["members"].reindex(wide.index)
    if "total" not in sides:
        # A direction that is missing makes the sum missing.
        wide["total"] = wide[sides].sum(axis=1, skipna=False)
    by_year = long.groupby("year")
    wide["complete"] = by_year["complete"].all()
    wide["source_ids"] = by_year["source_ids"].agg(
        lambda lists: sorted({source for part in lists for source in part})
    )
    wide["unit"] = str(long["unit"].iloc[0]) if len(long) else ""
    return _by_year(wide.rename_axis("year").reset_index())


def _by_year(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    unit = str(frame["unit"].iloc[0]) if len(frame) else ""
    kept = [*SIDES, "total", *(f"members_{side}" for side in SIDES), "complete", "source_ids"]
    return frame.set_index("year")[kept], unit
