"""A new edition of a dataset: what differs, what is doubtful, where it was read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from etl.cells import (
    Cell,
    Difference,
    compare,
    figures_on_file,
    frame_rows,
    read_rows,
    unit_factors,
    values,
)
from etl.doubts import find_doubts
from etl.refusal import Doubtful
from etl.reply import split_replies
from etl.snapshots import Staging, files_of, place_of, write_edition
from indicators.catalogue import Catalogue


@dataclass(frozen=True)
class Edition:
    """A frame that was read, beside the figures it would join."""

    #: The source, by which control points are written down, and the dataset it becomes.
    source: str
    dataset: str
    frame: pd.DataFrame
    #: Series in which every period lists every place.
    complete: tuple[str, ...] = ()
    #: Earlier periods that the frame does not hold are kept.
    grows: bool = False
    difference: Difference = field(default_factory=Difference)
    doubts: tuple[str, ...] = ()
    #: True where an earlier edition is in place.
    has_last: bool = False


def examine(edition: Edition, raw: Path, catalogue: Catalogue) -> Edition:
    """The edition with its difference and its doubts.

    It is compared with the edition it would replace, or, where it is the first, with the figures
    of the same series in the other raw files.
    """
    last = read_rows(files_of(place_of(raw, edition.dataset))[0])
    frame = add_earlier(edition.frame, last) if edition.grows else edition.frame
    rows = frame_rows(frame)
    factors = unit_factors(catalogue)
    after = values(rows, factors)
    if len(after) != len(rows):
        raise Doubtful("the answer has two figures for the same thing")
    series = {row.get("series", row.get("measure", "")): row["unit"] for row in rows}
    money = {name for name, unit in series.items() if unit.startswith("usd")}
    on_file = figures_on_file(raw, set(series), factors, place_of(raw, edition.dataset))
    against_last = compare(values(last, factors), after) if last else Difference()
    doubts = find_doubts(edition.source, edition.complete, after, against_last, on_file, money)
    return replace(
        edition,
        frame=frame,
        difference=against_last if last else compare(_nearest(after, on_file), after),
        doubts=tuple(doubts),
        has_last=bool(last),
    )


def _nearest(
    after: Mapping[Cell, Decimal], on_file: Mapping[Cell, list[Decimal]]
) -> dict[Cell, Decimal]:
    """Of several figures on file for a cell, the one that is closest to the new one."""
    nearest = {}
    for cell in after.keys() & on_file.keys():
        _, nearest[cell] = min((abs(value - after[cell]), value) for value in on_file[cell])
    return nearest


def add_earlier(frame: pd.DataFrame, last: list[dict[str, str]]) -> pd.DataFrame:
    """An edition with the periods of the one before that it does not hold itself."""
    periods = set(frame["period"])
    kept = [{**row, "edition": ""} for row in last if row["period"] not in periods]
    if not kept:
        return frame
    earlier = pd.DataFrame(kept, columns=list(frame.columns), dtype="str")
    joined = pd.concat([frame, earlier], ignore_index=True)
    return joined.sort_values(["series", "origin", "destination", "period"], ignore_index=True)


def write_aside(
    edition: Edition,
    staging: Staging,
    catalogue: Catalogue,
    described: Mapping[str, Any],
    found: Mapping[str, str],
) -> None:
    """Write an edition into the folder where it waits for its trial."""
    folder = staging.aside / edition.dataset
    write_edition(folder, edition.frame, described, found, catalogue)


def provenance(content: bytes, edition: Edition) -> dict[str, str]:
    """Where and when the figures were read, in the words of a source entry."""
    replies = list(split_replies(content))
    newest = max(reply.fetched for reply in replies)
    digest = hashlib.sha256()
    for reply in replies:
        digest.update(reply.body)
    stamp = max(edition.frame["edition"], default="")
    published = re.match(r"\d{4}(-\d\d){0,2}", stamp)
    others = f" (the last of {len(replies):,} calls)" if len(replies) > 1 else ""
    parts = [
        f"Fetched {newest} from {replies[-1].address[:500]}{others}",
        f"publisher's edition {stamp}" if stamp else "",
        f"sha256 of the answers {digest.hexdigest()}",
        f"taken in spite of doubts: {'; '.join(edition.doubts)}" if edition.doubts else "",
    ]
    return {
        "published": published[0] if published else newest[:10],
        "found_via": "; ".join(filter(None, parts)),
    }
