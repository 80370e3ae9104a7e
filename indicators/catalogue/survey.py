"""The shapes of opinion surveys and of entry rules in the catalogue."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from indicators.catalogue.model import Entry, Identifier, Text

Direction = Annotated[str, StringConstraints(pattern=r"^[A-Z]+>[A-Z]+$")]


class Survey(Entry):
    """One wave of a survey programme: who asked whom, how and when."""

    id: Identifier
    programme_en: Text
    programme_ko: Text
    organiser_en: Text
    organiser_ko: Text
    mode_en: Text
    mode_ko: Text
    population_en: Text
    population_ko: Text
    sample_type: Literal[
        "probability", "online_panel", "content_users", "elite", "convenience", "not_stated"
    ]
    fieldwork_en: Text
    fieldwork_ko: Text
    #: First and last day, where the days were read.
    fieldwork_start: datetime.date | None = None
    fieldwork_end: datetime.date | None = None


class Item(Entry):
    """A question as it was put, and the scale of its answers."""

    id: Identifier
    name_en: Text
    name_ko: Text
    question_en: Text
    question_ko: Text
    scale: Identifier


class Base(Entry):
    """The people whose answers a figure sums up."""

    id: Identifier
    en: Text
    ko: Text


class Asked(Entry):
    """An item as one survey asked it, and whether the other side was asked the same.

    `left` names the answers about Korea, `right` those of Koreans, each as HOLDER>ABOUT.
    """

    survey: Identifier
    item: Identifier
    mirrored: Literal["mirrored", "approximate", "one_sided"]
    left: tuple[Direction, ...] = ()
    right: tuple[Direction, ...] = ()
    comment_en: Text
    comment_ko: Text


class Status(Entry):
    """What became of a commitment, in words."""

    id: Identifier
    en: Text
    ko: Text


class Wording(Entry):
    """What an entry rule in a publisher's words means, and where the words do not decide."""

    raw: str
    first_snapshot: datetime.date | None = None
    last_snapshot: datetime.date | None = None
    passports: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    without_prior_visa: bool | Literal["undecided"]
    days: int | None = Field(default=None, ge=0)
    en: Text
    ko: Text
    reason_en: Text
    reason_ko: Text

    @model_validator(mode="after")
    def _runs_forward(self) -> Wording:
        if self.first_snapshot and self.last_snapshot and self.last_snapshot < self.first_snapshot:
            raise ValueError("last_snapshot lies before first_snapshot")
        return self
