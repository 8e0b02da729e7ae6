"""Where a comparison flips: a region of assumptions, as a few limits on a few numbers.

Scenario discovery (Bryant & Lempert 2010, doi 10.1016/j.techfore.2009.08.002), here with a shallow
classification tree of scikit-learn: each of its leaves is a box. The tree grows on a random half
of the points and on the numbers that go with the difference there, as among two hundred numbers
some fit a few points by chance. How well its best box describes the flips is told from the points
that it has not seen, and a box in which they are no more frequent there than elsewhere is no
region.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.state import Floats
from sim.study.sensitivity.quantity import Quantity
from sim.study.statistics import t_quantile
from sim.study.sweeps.results import SweepResults

DEEPEST = 2
FEWEST = 20
"""Points of the rarer kind below which no region is looked for."""
SMALLEST_LEAF = 15
SEED = 1
"""Which half is seen: at random, as points that come one after the other may belong together."""
LUCK = 0.05
"""How often any number may seem to go with the difference, and a box that tells nothing pass."""


@dataclass(frozen=True)
class Limit:
    """One side of a box: a number at most, or above, some value."""

    name: str
    above: bool
    value: float


@dataclass(frozen=True)
class Region:
    """Where one arm is better than another, or is not.

    Attributes:
        exceptional: whether the region is where the arm is better (else: where it is not).
        share: share of all points that are of that kind, 0-1.
        points: points with a value.
        limits: what bounds the region; empty where no region was found.
        coverage: share of the unseen points of that kind that lie in the region.
        density: share of the unseen points in the region that are of that kind.
        inside: unseen points in the region.
        unseen: unseen points of that kind.
    """

    exceptional: bool
    share: float
    points: int
    limits: tuple[Limit, ...] = ()
    coverage: float = float("nan")
    density: float = float("nan")
    inside: int = 0
    unseen: int = 0


def flips(quantity: Quantity) -> np.ndarray:
    """At which points the arm is not better, (points,); where nothing is known it is not."""
    return ~(quantity.better > 0.0)


def region(results: SweepResults, quantity: Quantity) -> Region:
    """The region that describes the rarer kind of point best, from points it has not seen."""
    known = np.isfinite(quantity.better)
    numeric = [name for name in results.names if results.points[name].dtype.kind in "if"]
    places = results.points[numeric].to_numpy(dtype=float)[known]
    wanted = flips(quantity)[known]
    exceptional = bool(wanted.mean() > 0.5) if len(wanted) else False
    wanted = ~wanted if exceptional else wanted
    found = Region(exceptional, float(wanted.mean()) if len(wanted) else 0.0, len(wanted))
    if not numeric or min(wanted.sum(), (~wanted).sum()) < FEWEST:
        return found
    seen = np.random.default_rng(SEED).permutation(len(wanted)) % 2 == 0
    moving = _moving(places[seen], quantity.values[known][seen], wanted[seen])
    if not len(moving):
        return found
    limits = _best_box(places[seen][:, moving], wanted[seen], [numeric[at] for at in moving])
    inside = within(limits, places[~seen], numeric)
    hits, all_hits = int((inside & wanted[~seen]).sum()), int(wanted[~seen].sum())
    if not limits or not _more_frequent(hits, int(inside.sum()), wanted[~seen]):
        return found
    return Region(
        exceptional,
        found.share,
        found.points,
        limits,
        coverage=hits / all_hits,
        density=hits / int(inside.sum()),
        inside=int(inside.sum()),
        unseen=all_hits,
    )


def _moving(places: Floats, values: Floats, wanted: np.ndarray) -> list[int]:
    """Columns whose rank goes with that of the difference, or with its kind, beyond chance."""
    from scipy.stats import rankdata

    sides = [rankdata(values), wanted.astype(float)]
    quantile = t_quantile(1.0 - LUCK / (len(sides) * places.shape[1]), len(values) - 2)
    limit = quantile / (len(values) - 2 + quantile**2) ** 0.5
    return [
        at
        for at, column in enumerate(places.T)
        if np.ptp(column) > 0.0
        and any(abs(np.corrcoef(rankdata(column), side)[0, 1]) > limit for side in sides)
    ]


def _more_frequent(hits: int, inside: int, wanted: np.ndarray) -> bool:
    """Whether as many of those wanted would seldom be among so many taken at random."""
    from scipy.stats import hypergeom

    return bool(hypergeom.sf(hits - 1, len(wanted), int(wanted.sum()), inside) < LUCK)


def within(limits: tuple[Limit, ...], places: Floats, names: list[str]) -> np.ndarray:
    """Which points, (points, names), lie inside all limits."""
    inside = np.ones(len(places), dtype=bool)
    for limit in limits:
        column = places[:, names.index(limit.name)]
        inside &= column > limit.value if limit.above else column <= limit.value
    return inside


def _best_box(places: Floats, wanted: np.ndarray, names: list[str]) -> tuple[Limit, ...]:
    """The leaf with the largest harmonic mean of coverage and density among the points seen."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(
        max_depth=DEEPEST, min_samples_leaf=SMALLEST_LEAF, class_weight="balanced", random_state=0
    )
    tree.fit(places, wanted)
    leaf_of = tree.apply(places)
    best, leaf = 0.0, 0
    for each in np.unique(leaf_of).tolist():
        hits = float((wanted & (leaf_of == each)).sum())
        score = 2.0 * hits / (wanted.sum() + (leaf_of == each).sum())
        if score > best:
            best, leaf = score, each
    return _limits_of(tree.tree_, leaf, names)


def _limits_of(tree: Any, leaf: int, names: list[str]) -> tuple[Limit, ...]:
    """The limits on the way to a leaf; of several on the same side of a number the tightest."""
    parent = {int(tree.children_left[at]): (at, False) for at in range(tree.node_count)}
    parent |= {int(tree.children_right[at]): (at, True) for at in range(tree.node_count)}
    tightest: dict[tuple[str, bool], float] = {}
    while leaf in parent and leaf > 0:
        leaf, above = parent[leaf]
        key = (names[int(tree.feature[leaf])], above)
        value = float(tree.threshold[leaf])
        if key in tightest:
            value = max(value, tightest[key]) if above else min(value, tightest[key])
        tightest[key] = value
    return tuple(Limit(name, above, value) for (name, above), value in reversed(tightest.items()))
