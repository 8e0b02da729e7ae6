"""What follows from base rates when other numbers are drawn anew.

Where a drawn number would unsettle one that was solved from a base rate, that one is solved again:

- ``reporting.threshold``, so that as many residents as usual doubt that police help, whatever
  ``reporting.width`` and ``reporting.familiar`` are;
- ``victim.serious_...``, so that as many crimes as drawn in ``reported_share`` are reported,
  whatever ``victim.severity`` is;
- conduct of response and calls, which is drawn as a distance from what residents expect.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS
from sim.model.processes.crime import POINTS, WEIGHTS, ceiling
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES

AGAINST_EXPECTATION = ("response.quality", "calls.quality")


def with_base_rates(scenario: Scenario, drawn: Mapping[str, float]) -> dict[str, float]:
    """A parameter set in which what base rates decide is solved again; see the module."""
    usual = {name: number.default for name, number in every_parameter()} | scenario.numbers()
    setting = usual | dict(drawn)
    solved = {}
    if "reporting.threshold" not in scenario.assumptions:
        solved["reporting.threshold"] = _threshold(scenario, usual, setting)
    for name in CRIME_TYPES:
        serious = f"victim.serious_{name}"
        if serious not in scenario.assumptions:
            solved[serious] = _readiness(name, usual, setting)
    shift = setting["contact.expectation"] - usual["contact.expectation"]
    for name in set(AGAINST_EXPECTATION) - set(scenario.assumptions):
        solved[name] = min(1.0, max(0.0, setting[name] + shift))
    return {**drawn, **solved}


def _threshold(
    scenario: Scenario, usual: Mapping[str, float], setting: Mapping[str, float]
) -> float:
    """Trust at which half doubt, for the usual mean doubt among residents of all groups."""
    from scipy.optimize import brentq

    weights = WEIGHTS / WEIGHTS.sum()
    groups = scenario.community.groups.values()

    def mean_doubt(threshold: float, numbers: Mapping[str, float]) -> float:
        known = threshold - numbers["reporting.familiar"] * numbers["fading.strangers"]
        doubt = 0.0
        for group in groups:
            trust = np.clip((group.trust + group.trust_spread * POINTS) / 100.0, 0.02, 0.98)
            chances = 1.0 / (1.0 + np.exp((trust - known) / numbers["reporting.width"]))
            doubt += group.share * float(chances @ weights)
        return doubt

    aim = mean_doubt(usual["reporting.threshold"], usual)
    return float(brentq(lambda at: mean_doubt(at, setting) - aim, -10.0, 2.0))


def _readiness(kind: str, usual: Mapping[str, float], setting: Mapping[str, float]) -> float:
    """Log odds of reporting at which the share reported is the drawn one."""
    from scipy.optimize import brentq

    share, serious = f"reported_share.{kind}", f"victim.serious_{kind}"
    before = ceiling(usual[serious], usual["victim.severity"])
    aim = before * setting[share] / usual[share]
    low, high = PARAMETERS["victim"][f"serious_{kind}"].bounds

    def missing(at: float) -> float:
        return ceiling(at, setting["victim.severity"]) - aim

    return high if missing(high) < 0.0 else float(brentq(missing, low, high))
