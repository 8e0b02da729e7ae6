"""Units of trust: a mean in points, the share who would say that they trust, a survey's own scale.

People are drawn from a normal distribution around their group's mean, kept within 2-98 points
(``moving.own_view``). Who stands at 50 points or more (the number ``measure.confident``) would say
that they trust police. What is computed here is exact for that distribution: before the burn-in,
and for many residents.
"""

from __future__ import annotations

import functools
import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from sim.common.problems import Mistake
from sim.model.numbers import every_parameter

if TYPE_CHECKING:
    from sim.model.scenario.community import Group
    from sim.model.scenario.scenario import Scenario

THRESHOLD = "measure.confident"
LOWEST_MEAN, HIGHEST_MEAN = 2.0, 98.0
SCALES = (5, 7, 10)
"""Scales of surveys that begin with 1."""


@functools.cache
def usual_threshold() -> float:
    """Points from which a resident would say that they trust police, usually."""
    return 100.0 * dict(every_parameter())[THRESHOLD].default


def threshold_of(scenario: Scenario) -> float:
    """The same in a scenario."""
    return 100.0 * scenario.assumptions.get(THRESHOLD, usual_threshold() / 100.0)


def share_who_trust(trust: float, spread: float, threshold: float | None = None) -> float:
    """Share (0-1) of a group who would say that they trust police; the rest in points."""
    least = usual_threshold() if threshold is None else threshold
    if spread == 0.0:
        return float(trust >= least)
    return NormalDist().cdf((trust - least) / spread)


def mean_trust(confident: float, spread: float) -> float:
    """Mean in points of a group of which this share (0-1) would say that they trust police.

    Raises:
        Mistake: no mean within 2-98 gives this share at this spread.
    """
    if spread == 0.0:
        raise Mistake(
            "without any spread of trust the share who trust police is 0 or 1, nothing between",
            "write a trust_spread (usually 19), or trust in points instead of confident",
            ("confident",),
        )
    low = max(0.001, share_who_trust(LOWEST_MEAN, spread))
    high = min(0.999, share_who_trust(HIGHEST_MEAN, spread))
    if not low <= confident <= high:
        raise Mistake(
            f"with a trust_spread of {spread:g} no mean trust gives a share of {confident:g}",
            f"write a share from {math.ceil(low * 1000) / 1000:g} to"
            f" {math.floor(high * 1000) / 1000:g}, or another trust_spread",
            ("confident",),
        )
    mean = usual_threshold() + spread * NormalDist().inv_cdf(confident)
    return min(HIGHEST_MEAN, max(LOWEST_MEAN, mean))


def trust_in_words(scenario: Scenario) -> str:
    """What share of each group would say at the start that they trust police."""
    community = scenario.community
    said = [
        f"{label}: {_in_words(group, threshold_of(scenario))}"
        for label, group in zip(community.labels.values(), community.groups.values(), strict=True)
    ]
    return f"Trust at the start: {'; '.join(said)}."


def _in_words(group: Group, threshold: float) -> str:
    share = share_who_trust(group.trust, group.trust_spread, threshold)
    who = f"{share:.0%} would say that they trust police ({threshold:g} points or more)"
    if group.confident is not None:
        return f"{who}, so mean trust {group.trust:.3g}"
    return f"mean trust {group.trust:g}, so {who}"


def doubts_about_scale(scenario: Scenario) -> list[str]:
    """A question where trust looks like the mean of a survey's own scale; usually nothing."""
    groups = scenario.community.groups
    given = [group.trust for group in groups.values() if "trust" in group.model_fields_set]
    scale = next((each for each in SCALES if given and max(given) <= each), None)
    if scale is None:
        return []
    most = max(given)
    meant = f"Is this a scale of 1 to {scale}? {most:g} is {on_points(most, scale):.3g} points"
    if scale == 10:
        meant += f" there, and {10.0 * most:.3g} points on a scale of 0 to 10"
    said = " and ".join(f"{each:g}" for each in given[:3])
    return [
        f"Trust of {said} is given, of 100 points: hardly anybody would say that they trust police."
        f" {meant}: write (x - 1) / {scale - 1} x 100, and trust_spread in the same points."
    ]


def on_points(value: float, scale: int) -> float:
    """A value on a survey's scale of 1 to ``scale`` in points (0-100)."""
    return 100.0 * (value - 1.0) / (scale - 1.0)
