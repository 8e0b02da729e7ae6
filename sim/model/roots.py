"""Numbers that are solved from a base rate: where a function is zero."""

from __future__ import annotations

import numpy as np

from sim.compiled import exact
from sim.compiled.rules import rule
from sim.model.processes.crime import POINTS, WEIGHTS, ceiling
from sim.model.state import Floats

LOWEST, HIGHEST = -10.0, 2.0
"""Trust at which half doubt lies between; trust itself is 0 to 1."""
LOW, AT_LOW, HIGH, AT_HIGH, STAYED = range(5)
"""A bracket, by place: its ends, the values there, and which end stayed last time."""
BRACKET = 5
STEPS = 200
NEAR = 1e-14
"""A step so short is the last."""


@rule
def nearer(bracket: Floats, at: float, value: float) -> float:
    """Where to look next, once ``value`` was found at ``at`` inside the bracket.

    Where the line between the ends is zero, with half of the value at an end that stays twice: the
    Illinois way (Dowell and Jarratt 1971, doi 10.1007/BF01934364). The ends have values of
    different signs.
    """
    if (value < 0.0) == (bracket[AT_LOW] < 0.0):
        bracket[LOW], bracket[AT_LOW] = at, value
        bracket[AT_HIGH] *= 0.5 if bracket[STAYED] == 1.0 else 1.0
        bracket[STAYED] = 1.0
    else:
        bracket[HIGH], bracket[AT_HIGH] = at, value
        bracket[AT_LOW] *= 0.5 if bracket[STAYED] == -1.0 else 1.0
        bracket[STAYED] = -1.0
    width = bracket[HIGH] - bracket[LOW]
    return float(bracket[HIGH] - bracket[AT_HIGH] * width / (bracket[AT_HIGH] - bracket[AT_LOW]))


@rule
def mean_doubt(
    threshold: float, width: float, share: Floats, trust: Floats, spread: Floats
) -> float:
    """Mean doubt among residents of groups whose trust is normal, in points."""
    doubt, weights = 0.0, 0.0
    for each in range(len(POINTS)):
        weights += WEIGHTS[each]
    for group in range(len(share)):
        chances = 0.0
        for each in range(len(POINTS)):
            here = (trust[group] + spread[group] * POINTS[each]) / 100.0
            here = min(0.98, max(0.02, here))
            chances += WEIGHTS[each] / (1.0 + exact.exp((here - threshold) / width))
        doubt += share[group] * chances / weights
    return doubt


@rule
def threshold_for(
    usual: float,
    usual_width: float,
    familiar: float,
    width: float,
    share: Floats,
    trust: Floats,
    spread: Floats,
) -> float:
    """Trust at which half doubt that police help, so that as many as usual do on average.

    The nearer end of `LOWEST` to `HIGHEST` where it lies beyond.

    Args:
        usual: the usual one, less what familiarity takes from it.
        usual_width: its width.
        familiar: what familiarity takes from the one that is sought.
        width: its width.
        share: share of the residents, by group.
        trust: mean trust, points, by group.
        spread: standard deviation of trust, points, by group.
    """
    aim = mean_doubt(usual, usual_width, share, trust, spread)
    bracket = np.zeros(BRACKET)
    bracket[LOW], bracket[HIGH] = LOWEST, HIGHEST
    bracket[AT_LOW] = mean_doubt(LOWEST - familiar, width, share, trust, spread) - aim
    bracket[AT_HIGH] = mean_doubt(HIGHEST - familiar, width, share, trust, spread) - aim
    if bracket[AT_LOW] >= 0.0:
        return LOWEST
    if bracket[AT_HIGH] <= 0.0:
        return HIGHEST
    at = min(HIGHEST, max(LOWEST, usual + familiar))
    for _ in range(STEPS):
        value = mean_doubt(at - familiar, width, share, trust, spread) - aim
        if value == 0.0:
            break
        before, at = at, nearer(bracket, at, value)
        if abs(at - before) < NEAR:
            break
    return at


@rule
def readiness_for(
    usual: float, usual_severity: float, more: float, severity: float, low: float, high: float
) -> float:
    """Log odds of reporting, so that ``more`` times as many report as usual; between two ends.

    ``usual`` are those that go with the ``usual_severity``, the result goes with ``severity``. The
    nearer end where it lies beyond.
    """
    aim = ceiling(usual, usual_severity) * more
    bracket = np.zeros(BRACKET)
    bracket[LOW], bracket[AT_LOW] = low, ceiling(low, severity) - aim
    bracket[HIGH], bracket[AT_HIGH] = high, ceiling(high, severity) - aim
    if bracket[AT_LOW] >= 0.0:
        return low
    if bracket[AT_HIGH] <= 0.0:
        return high
    at = min(high, max(low, usual))
    for _ in range(STEPS):
        value = ceiling(at, severity) - aim
        if value == 0.0:
            break
        before, at = at, nearer(bracket, at, value)
        if abs(at - before) < NEAR:
            break
    return at
