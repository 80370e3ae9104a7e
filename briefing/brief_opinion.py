"""Who was asked: without that, the sentence on an opinion says too much."""

from __future__ import annotations

from dataclasses import replace

import indicators
from briefing.brief_parts import Fact, Quote, Text
from briefing.brief_reading import Reading, records
from briefing.brief_standing import Standing


def with_base(fact: Fact, standing: Standing, reading: Reading) -> Fact:
    """The sentence on an opinion with who was asked on either side below it."""
    rows = [
        row
        for row in records(indicators.opinion(mirrored_only=True, store=reading.store))
        if row["value"] in (standing.row["toward_korea"], standing.row["toward_partner"])
        and standing.partner in (row["origin"], row["destination"])
        and row["source_id"] == standing.row["toward_korea_source_id"]
    ]
    quotes = tuple(
        Quote(
            "opinion",
            (row["survey_id"], row["item_id"], row["origin"], row["destination"], "base"),
            Text(row["base_en"], row["base_ko"]),
        )
        for row in rows
    )
    asked = Text(
        "Asked: " + "; ".join(quote.text.en for quote in quotes),
        "조사 대상: " + ", ".join(quote.text.ko for quote in quotes),
    )
    return replace(fact, detail=asked, quotes=quotes) if quotes else fact
