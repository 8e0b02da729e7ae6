"""The number and its threshold that part worlds best, and how well chance alone would part them."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import philox
from sim.model.state import Flags, FloatRows, Floats, Rows
from sim.study.spread import quantile

SMALLEST = 0.1
"""Share of the worlds in the smaller half at least."""
PERMUTATIONS = 400
BY_CHANCE = 0.05
SEED = 11
SCORE, COLUMN, THRESHOLD, CHANCE = range(4)
"""What ``split_of`` finds, by its place."""
FOUND = 4


@rule
def split_of(numbers: FloatRows, target: Floats, cells: Floats, turn: int, found: Floats) -> None:
    """The split that explains most of ``target`` inside cells, into ``found``.

    That is how much it explains (sum of squares between its halves), of which column it is, and
    where; and what one of twenty permutations of the target inside its cells would reach among all
    numbers and all thresholds. Permutations are drawn like everything else in the model, with the
    turn in the address.

    Args:
        numbers: shape (worlds, names).
        target: what is explained, shape (worlds,).
        cells: in which cell each world is, as whole numbers, shape (worlds,).
        turn: how many splits were found before.
        found: where the four numbers are written.
    """
    worlds, names = numbers.shape
    together = sorted_by(cells)
    left = without_means(target, cells, together)
    order = np.empty(names * worlds, np.int64)
    allowed = np.zeros(names * worlds, np.int8)
    column = np.empty(worlds)
    for name in range(names):
        for world in range(worlds):
            column[world] = numbers[world, name]
        ranked = sorted_by(column)
        for place in range(worlds):
            order[name * worlds + place] = ranked[place]
            smaller = min(place, worlds - place)
            if place > 0 and smaller >= SMALLEST * worlds:
                differ = column[ranked[place]] > column[ranked[place - 1]]
                allowed[name * worlds + place] = 1 if differ else 0
    best_split(order, allowed, left, found)
    name, place = int(found[COLUMN]), int(found[THRESHOLD])
    below, above = order[name * worlds + place - 1], order[name * worlds + place]
    threshold = 0.5 * (numbers[below, name] + numbers[above, name])
    score = found[SCORE]
    by_chance = np.empty(PERMUTATIONS)
    for each in range(PERMUTATIONS):
        shuffle(left, cells, together, turn, each)
        best_split(order, allowed, left, found)
        by_chance[each] = found[SCORE]
    in_order = sorted_by(by_chance)
    reached = np.empty(PERMUTATIONS)
    for each in range(PERMUTATIONS):
        reached[each] = by_chance[in_order[each]]
    found[SCORE], found[COLUMN], found[THRESHOLD] = score, float(name), threshold
    found[CHANCE] = quantile(reached, 1.0 - BY_CHANCE)


@rule
def sorted_by(values: Floats) -> Rows:
    """Places of the values, the smallest first; of those that are alike the first."""
    order = np.empty(len(values), np.int64)
    for each in range(len(values)):
        place = each
        while place > 0 and values[order[place - 1]] > values[each]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = each
    return order


@rule
def without_means(target: Floats, cells: Floats, together: Rows) -> Floats:
    """The target less the mean of its cell; ``together``: cell by cell."""
    left = np.empty(len(target))
    first = 0
    while first < len(target):
        after, total = first, 0.0
        while after < len(target) and cells[together[after]] == cells[together[first]]:
            total += target[together[after]]
            after += 1
        for each in range(first, after):
            left[together[each]] = target[together[each]] - total / (after - first)
        first = after
    return left


@rule
def shuffle(left: Floats, cells: Floats, together: Rows, turn: int, permutation: int) -> None:
    """Permute values inside their cells (Fisher and Yates)."""
    first = 0
    for each in range(len(left)):
        if cells[together[each]] != cells[together[first]]:
            first = each
        a, _, _, _ = philox(
            np.uint64(each), np.uint64(permutation), np.uint64(turn), np.uint64(0),
            np.uint64(SEED), np.uint64(0),
        )  # fmt: skip
        other = first + int(float(a) * 2.0**-32 * (each - first + 1))
        here, there = together[each], together[other]
        left[here], left[there] = left[there], left[here]


@rule
def best_split(order: Rows, allowed: Flags, left: Floats, found: Floats) -> None:
    """What the best split explains, its column, and how many worlds are below it, into ``found``.

    With k of n worlds below and their sum s (of values whose sum is 0): s^2 n / (k (n - k)).
    """
    worlds = len(left)
    weights = np.empty(worlds)
    for place in range(1, worlds):
        weights[place] = worlds / (place * (worlds - place))
    found[SCORE], found[COLUMN], found[THRESHOLD] = -1.0, 0.0, 1.0
    best = -1.0
    for name in range(len(order) // worlds):
        total = left[order[name * worlds]]
        for place in range(1, worlds):
            at = name * worlds + place
            score = total * total * weights[place]
            if score > best and allowed[at] == 1:
                best = score
                found[SCORE], found[COLUMN], found[THRESHOLD] = score, float(name), float(place)
            total += left[order[at]]
