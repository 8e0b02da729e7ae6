"""From one replicate to a number, and from many to an interval.

A trial gives a value a measure for every replicate town. A plain number is averaged; a ``Ratio``
is pooled (sums above over sums below: shares, effects on the treated, rates); a ``Factor`` is
averaged in logs (odds ratios). The interval is what chance leaves over the replicates simulated
(95%, Student's t): it shrinks with more of them, and is not the sampling error of the study.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.model.state import Floats
from sim.study.statistics import t_quantile


@dataclass(frozen=True)
class Ratio:
    """A quotient whose two parts are pooled over replicates before they are divided."""

    above: float
    below: float


@dataclass(frozen=True)
class Factor:
    """A ratio that is averaged in logarithms: an odds ratio, a relative risk."""

    value: float


Value = float | Ratio | Factor
NEARLY_NONE = 1e-6


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95% interval over ``count`` replicates (NaN with fewer than two).

    Replicates without a value (NaN) are left out and not counted.
    """

    mean: float
    low: float
    high: float
    count: int


def over_replicates(values: Sequence[Value]) -> Interval:
    """Estimate and interval of one measure from one value a replicate.

    Raises:
        TypeError: values of different kinds.
    """
    if all(isinstance(value, Ratio) for value in values):
        return _pooled([value for value in values if isinstance(value, Ratio)])
    if all(isinstance(value, Factor) for value in values):
        factors = np.array([value.value for value in values if isinstance(value, Factor)])
        if not (factors > 0.0).all():
            return Interval(np.nan, np.nan, np.nan, 0)
        logs = _mean(np.log(factors))
        mean, low, high = (float(np.exp(log)) for log in (logs.mean, logs.low, logs.high))
        return Interval(mean, low, high, logs.count)
    return _mean(np.array([_plain(value) for value in values]))


def _plain(value: Value) -> float:
    if isinstance(value, (Ratio, Factor)):
        raise TypeError("a measure must be of one kind in every replicate")
    return float(value)


def _mean(values: Floats) -> Interval:
    known = values[np.isfinite(values)]
    count = len(known)
    if count == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    mean = float(known.mean())
    if count == 1:
        return Interval(mean, np.nan, np.nan, 1)
    half = t_quantile(0.95, count - 1) * float(known.std(ddof=1)) / count**0.5
    return Interval(mean, mean - half, mean + half, count)


def _pooled(values: Sequence[Ratio]) -> Interval:
    """Ratio of sums; its error from the residuals ``above - ratio below`` (delta method)."""
    both = np.array([[value.above, value.below] for value in values])
    above, below = both[np.isfinite(both).all(axis=1)].T
    count = len(above)
    if count == 0 or below.sum() == 0.0:
        return Interval(np.nan, np.nan, np.nan, count)
    ratio = float(above.sum() / below.sum())
    if count == 1:
        return Interval(ratio, np.nan, np.nan, 1)
    error = float((above - ratio * below).std(ddof=1)) / count**0.5 / abs(float(below.mean()))
    half = t_quantile(0.95, count - 1) * error
    return Interval(ratio, ratio - half, ratio + half, count)


def effect_on_treated(outcome: Floats, assigned: Floats, reached: Floats) -> Ratio:
    """Effect on those reached, with assignment as the instrument (Wald, Bloom).

    ``(mean outcome of assigned - of others) / (share reached of assigned - of others)``; all
    arrays have shape (people,), ``assigned`` and ``reached`` are 0 or 1.
    """
    chosen = assigned > 0
    return Ratio(
        float(outcome[chosen].mean() - outcome[~chosen].mean()),
        float(reached[chosen].mean() - reached[~chosen].mean()),
    )


def t_of_difference(treated: Floats, control: Floats) -> float:
    """Welch's t of the difference of two means."""
    error = treated.var(ddof=1) / len(treated) + control.var(ddof=1) / len(control)
    return float((treated.mean() - control.mean()) / error**0.5)


def odds(share: float) -> float:
    """Odds of a share, ``p / (1 - p)``; finite where everybody or nobody is counted."""
    inside = min(1.0 - NEARLY_NONE, max(NEARLY_NONE, share))
    return inside / (1.0 - inside)


def odds_ratio(
    treated_before: float, treated_after: float, control_before: float, control_after: float
) -> Factor:
    """Relative odds ratio of four shares: change among the treated over change among controls."""
    treated = odds(treated_after) / odds(treated_before)
    return Factor(treated / (odds(control_after) / odds(control_before)))


def change_against_controls(
    treated: float, treated_without: float, control: float, control_without: float
) -> float:
    """Difference-in-differences of counts, in percent.

    How much more the treated places changed than the control places, each against what would have
    been (or had been) without treatment: ``100 ((t / t0) / (c / c0) - 1)``.
    """
    return 100.0 * ((treated / treated_without) / (control / control_without) - 1.0)


def elasticity(amounts: npt.ArrayLike, outcomes: npt.ArrayLike) -> float:
    """Slope of log outcome on log amount (least squares)."""
    return float(np.polyfit(np.log(np.asarray(amounts)), np.log(np.asarray(outcomes)), 1)[0])


def logit(outcome: Floats, predictors: Floats) -> Floats:
    """Coefficients of a logistic regression, intercept first (maximum likelihood, Newton).

    Args:
        outcome: 0 or 1, shape (people,).
        predictors: shape (people, variables).
    """
    design = np.column_stack([np.ones(len(outcome)), predictors])
    coefficients: Floats = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-design @ coefficients))
        weight = chance * (1.0 - chance)
        step = np.linalg.solve((design * weight[:, None]).T @ design, design.T @ (outcome - chance))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-10:
            break
    return coefficients
