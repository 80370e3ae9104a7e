"""An optional composite over pillars, never without the range that other weights would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from indicators.read import two_way

DRAWS = 10_000
SEED = 20_080_101


class CompositeError(ValueError):
    """A composite that cannot be made from what was asked for; the message says why."""


def composite(
    pair_by_pillar: Mapping[str, str],
    partners: Sequence[str],
    year_by_pillar: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    store: Path | None = None,
) -> pd.DataFrame:
    """Weighted mean of `reciprocity` over pillars, with the range of ranks (OECD/JRC 2008).

    One pair and one year stand for each pillar; only pillars that have a value for *all* partners
    count. Weights default to equal and are scaled to sum to one.

    Returns one row a partner, best first: partner, score, rank (1 is the most reciprocal),
    rank_low and rank_high (the best and the worst rank in 10,000 seeded Dirichlet draws of the
    weights), rank_without_<pillar> for each pillar left out in turn, and one column of
    reciprocity a pillar. `frame.attrs` names the pillars used and left out, and the seed.

    Raises UnknownNameError for an unknown pair or partner, CompositeError for fewer than two
    partners, weights that are negative or all zero, or fewer than two pillars that all have.
    """
    if len(set(partners)) < 2:
        raise CompositeError("a composite ranks partners: name at least two")
    values = {
        pillar: _reciprocity(pair, partners, year_by_pillar[pillar], store)
        for pillar, pair in pair_by_pillar.items()
    }
    table = pd.DataFrame(values, index=list(dict.fromkeys(partners)))
    used = [pillar for pillar in table.columns if table[pillar].notna().all()]
    if len(used) < 2:
        raise CompositeError(
            f"only {len(used)} pillar(s) have a value for every partner: a composite needs two"
        )
    table = table[used]
    vector = _weights(weights, used)
    draws = np.random.default_rng(SEED).dirichlet(np.ones(len(used)), size=DRAWS)
    ranks = _ranks(table.to_numpy() @ draws.T)
    result = table.assign(
        score=table.to_numpy() @ vector,
        rank=_ranks(table.to_numpy() @ vector[:, None])[:, 0],
        rank_low=ranks.min(axis=1),
        rank_high=ranks.max(axis=1),
    )
    for pillar in used:
        kept = [name for name in used if name != pillar]
        weighted = weights is not None and any(weights.get(name, 0) for name in kept)
        part = _weights(weights if weighted else None, kept)
        scores = table[kept].to_numpy() @ part[:, None]
        result[f"rank_without_{pillar}"] = _ranks(scores)[:, 0]
    result.attrs = {
        "pillars": used,
        "left_out": [pillar for pillar in pair_by_pillar if pillar not in used],
        "seed": SEED,
        "draws": DRAWS,
    }
    leading = ["score", "rank", "rank_low", "rank_high"]
    ordered = result[[*leading, *[name for name in result.columns if name not in leading]]]
    return (
        ordered.rename_axis("partner")
        .reset_index()
        .sort_values(["rank", "partner"], ignore_index=True)
    )


def _reciprocity(
    pair: str, partners: Sequence[str], year: int, store: Path | None
) -> dict[str, float]:
    frame = two_way(pair, partners, (year, year), store=store)
    return dict(zip(frame["partner"], frame["reciprocity"], strict=True))


def _weights(weights: Mapping[str, float] | None, pillars: Sequence[str]) -> np.ndarray:
    chosen = dict.fromkeys(pillars, 1.0) if weights is None else dict(weights)
    if weights is not None and any(value < 0 for value in chosen.values()):
        raise CompositeError("a weight is zero or more")
    vector = np.array([chosen.get(pillar, 0.0) for pillar in pillars], dtype=float)
    if not vector.sum() > 0:
        raise CompositeError(
            f"no weight falls on the pillars that every partner has ({', '.join(pillars)})"
        )
    return vector / vector.sum()


def _ranks(scores: np.ndarray) -> np.ndarray:
    """Rank 1 is the highest score; equal scores share the better rank."""
    order = np.empty_like(scores, dtype=int)
    for column in range(scores.shape[1]):
        values = scores[:, column]
        order[:, column] = [1 + int((values > value + 1e-12).sum()) for value in values]
    return order
