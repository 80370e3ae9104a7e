"""The shapes of the rules that say on which counts a goal is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from indicators.catalogue.model import Entry, Identifier, Text
from indicators.catalogue.rules import Direction


class Level(Entry):
    """A count on which a goal is measured: a pair with a partner, or a series each way.

    MEMBERS as the partner adds each direction up over the members that have it.
    """

    id: Identifier
    name_en: Text
    name_ko: Text
    pair: Identifier | Literal[""] = ""
    partner: str = ""
    series: Identifier | Literal[""] = ""
    toward_korea: Direction | Literal[""] = ""
    toward_partner: Direction | Literal[""] = ""
    #: A sum that the publisher prints without its two directions.
    total: Direction | Literal[""] = ""
    #: False where the figures are shown beside the goal and do not decide on it.
    decides: bool = True
    why_en: str = ""
    why_ko: str = ""

    @model_validator(mode="after")
    def _names_one_thing(self) -> Level:
        directed = bool(self.toward_korea or self.toward_partner or self.total)
        if bool(self.pair and self.partner) == bool(self.series and directed):
            raise ValueError("name a pair with a partner, or a series with its directions")
        if not self.decides and not (self.why_en and self.why_ko):
            raise ValueError("say in both languages why the count does not decide")
        return self

    def names(self) -> Iterator[tuple[str, str]]:
        """Catalogue entries the level refers to, as (table, id)."""
        if self.pair:
            yield "pair", self.pair
        if self.series:
            yield "series", self.series


class GoalRule(Entry):
    """On which counts a goal is measured, the one that decides first."""

    id: Identifier
    level: tuple[Level, ...] = Field(min_length=1)
