"""Which mixes are beaten: another is at least as good on all goals and clearly better on one.

Gains are minus the baseline in the same replicates, more being better: (mixes, replicates, goals).
*At least as good* is by the mean over replicates, so that what beats is ahead of what it beats and
two never beat each other. *Clearly better* is beyond chance: the t interval of the paired
difference lies above zero, at a level that all comparisons of a mix share (Bonferroni), so that at
most one unbeaten mix in twenty is called beaten by chance.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.model.state import Floats
from sim.study.statistics import t_quantile

Marks = npt.NDArray[np.bool_]
ERROR = 0.05
DRAWS = 1000


def confidence(mixes: int, goals: int) -> float:
    """The level of each interval, so that all comparisons of one mix together err in one of 20.

    Only one end of an interval can beat, hence twice the error.
    """
    return 1.0 - 2.0 * ERROR / max(1, (mixes - 1) * goals)


def beats(gains: Floats) -> Marks:
    """Who beats whom, shape (mixes, mixes): row beats column."""
    mixes, towns, goals = gains.shape
    quantile = t_quantile(confidence(mixes, goals), towns - 1)
    found = np.zeros((mixes, mixes), np.bool_)
    for one in range(mixes):
        ahead = gains[one] - gains
        mean = ahead.mean(axis=1)
        half = quantile * ahead.std(axis=1, ddof=1) / towns**0.5
        found[one] = (mean >= 0.0).all(axis=1) & (mean > half).any(axis=1)
    return found


def unbeaten(gains: Floats) -> Marks:
    """Mixes that no other beats, shape (mixes,)."""
    found: Marks = np.logical_not(beats(gains).any(axis=0))
    return found


def stays_unbeaten(gains: Floats, seed: int, draws: int = DRAWS) -> Floats:
    """In what share of redraws of the replicates each mix is unbeaten (bootstrap), shape (mixes,).

    The replicates are redrawn with replacement, for all mixes the same ones.
    """
    luck = np.random.default_rng(seed)
    towns = gains.shape[1]
    counts: Any = sum(
        unbeaten(gains[:, luck.integers(0, towns, towns)]).astype(int) for _ in range(draws)
    )
    found: Floats = counts / draws
    return found
