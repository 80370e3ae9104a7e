"""Questions about what surrounds the flows: opinions, entry rules, events, promises, claims."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from indicators.store import ask


def opinion(
    items: Iterable[str] | None = None, mirrored_only: bool = False, store: Path | None = None
) -> pd.DataFrame:
    """Answers to surveys with question, n, base and fieldwork.

    `mirrored` is true where the other side was asked the same item in the same survey;
    `comparability` tells mirrored, approximate and one_sided apart.
    """
    return ask(
        """
        select o.*, s.organiser_en, s.organiser_ko, s.programme_en, s.programme_ko, s.mode_en,
            s.mode_ko, s.population_en, s.population_ko, s.sample_type, s.fieldwork_en,
            s.fieldwork_ko, i.name_en as item_name_en, i.name_ko as item_name_ko
        from opinion o
        join survey s using (survey_id)
        join item i using (item_id)
        where ($items is null or list_contains($items, o.item_id))
            and (not $mirrored_only or o.mirrored)
        order by o.survey_id, o.item_id, o.origin, o.destination
        """,
        {"items": None if items is None else list(items), "mirrored_only": mirrored_only},
        store,
    )


def entry_rules(
    partners: Iterable[str] | None = None, snapshot: str | None = None, store: Path | None = None
) -> pd.DataFrame:
    """Entry rules both ways by partner and snapshot day, in the publisher's words and decoded.

    One row for a partner and a day: requirement and without_prior_visa for the partner's citizens
    in Korea (toward_korea_…) and for Koreans at the partner (toward_partner_…). A wording that
    does not decide leaves without_prior_visa missing. `snapshot` is a day, or 'latest'.
    """
    return ask(
        """
        with rules as (
            select *, case when destination = 'KOR' then passport else destination end as partner,
                destination = 'KOR' as into_korea
            from visa_rule
        ),
        paired as (
            select partner, snapshot_date,
                any_value(requirement_raw) filter (into_korea) as toward_korea_rule,
                any_value(without_prior_visa) filter (into_korea) as toward_korea_without_visa,
                any_value(days) filter (into_korea) as toward_korea_days,
                any_value(meaning_en) filter (into_korea) as toward_korea_meaning_en,
                any_value(meaning_ko) filter (into_korea) as toward_korea_meaning_ko,
                any_value(requirement_raw) filter (not into_korea) as toward_partner_rule,
                any_value(without_prior_visa) filter (not into_korea)
                    as toward_partner_without_visa,
                any_value(days) filter (not into_korea) as toward_partner_days,
                any_value(meaning_en) filter (not into_korea) as toward_partner_meaning_en,
                any_value(meaning_ko) filter (not into_korea) as toward_partner_meaning_ko,
                any_value(source_id) as source_id
            from rules
            group by partner, snapshot_date
        )
        select * from paired
        where ($partners is null or list_contains($partners, partner))
            and ($snapshot is null or snapshot_date = case
                when $snapshot = 'latest' then (select max(snapshot_date) from visa_rule)
                else $snapshot::date end)
        order by partner, snapshot_date
        """,
        {"partners": None if partners is None else list(partners), "snapshot": snapshot},
        store,
    )


def events(store: Path | None = None) -> pd.DataFrame:
    """Dated, sourced events that bend the series, oldest first."""
    return ask("select * from event order by date_start, event_id", store=store)


def commitments(store: Path | None = None) -> pd.DataFrame:
    """Every announcement of every goal, in order; `goal_id` links moves of one target."""
    return ask("select * from commitment order by goal_id, announced, commitment_id", store=store)


def claims(store: Path | None = None) -> pd.DataFrame:
    """Published claims about the relation, as stated."""
    return ask("select * from claim order by claim_id", store=store)
