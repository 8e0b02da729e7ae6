"""What it would be worth to know a number: the part of an answer's spread that would vanish.

For an answer y that differs from world to world, and a number x:

    share = Var(E[y | x]) / Var(y)

the part of the variance between worlds that is expected to vanish once x is known (the first-order
index of Sobol; it means that, too, where numbers go together). E[y | x] is a quadratic in the rank
of x, and the share is adjusted for its two degrees of freedom, so that it is zero on average where
x does nothing. The floor is what the largest share among all numbers reaches by chance alone in one
of twenty permutations of y.

Oakley & O'Hagan 2004, doi 10.1111/j.1467-9868.2004.05304.x; Strong, Oakley & Brennan 2014, doi
10.1177/0272989X13505910.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats

DEGREES = 2
PERMUTATIONS = 400
BY_CHANCE = 0.05
SEED = 7
FEWEST = 40
"""Worlds below which nothing is said."""


@dataclass(frozen=True)
class Worth:
    """One number and one answer.

    Attributes:
        name: the number.
        share: part of the variance between worlds that would vanish if it were known, 0-1.
        floor: what chance alone makes of the largest of so many numbers.
    """

    name: str
    share: float
    floor: float

    @property
    def stands_out(self) -> bool:
        """Whether chance alone would hardly make it."""
        return self.share > self.floor


def value_of_knowing(names: Sequence[str], numbers: Floats, answer: Floats) -> list[Worth]:
    """Every number, the most valuable first; none where there are too few worlds.

    ``numbers``: shape (worlds, names). ``answer``: shape (worlds,); worlds without a value are left
    out.
    """
    known = np.isfinite(answer)
    y = answer[known]
    if len(y) < FEWEST or np.ptp(y) == 0.0 or not names:
        return []
    z = (y - y.mean()) / y.std()
    curves = _curves(numbers[known])
    shares = _shares(curves, z[:, None])[:, 0]
    rng = np.random.default_rng(SEED)
    shuffled = np.column_stack([rng.permutation(z) for _ in range(PERMUTATIONS)])
    floor = float(np.quantile(_shares(curves, shuffled).max(axis=0), 1.0 - BY_CHANCE))
    order = np.argsort(-shares, kind="stable").tolist()
    return [Worth(names[at], max(0.0, float(shares[at])), floor) for at in order]


def _curves(numbers: Floats) -> Floats:
    """An orthonormal basis of the quadratic in each number's rank, (names, degrees, worlds)."""
    from scipy.stats import rankdata

    places = rankdata(numbers, axis=0)
    places = (places - places.mean(axis=0)) / len(places)
    basis = []
    for column in places.T:
        whole, _ = np.linalg.qr(np.vander(column, DEGREES + 1, increasing=True))
        basis.append(whole[:, 1:].T)
    return np.array(basis)


def _shares(curves: Floats, z: Floats) -> Floats:
    """Adjusted share of the variance of each column of ``z``, (worlds, columns), by number."""
    worlds = z.shape[0]
    explained = ((curves @ z) ** 2).sum(axis=1) / worlds
    found: Floats = 1.0 - (1.0 - explained) * (worlds - 1) / (worlds - 1 - DEGREES)
    return found
