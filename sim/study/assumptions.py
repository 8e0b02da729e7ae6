"""Parameter sets of everything that is uncertain, drawn so that base rates still hold.

Uncertain are numbers that were assumed or set on a trial, and measured ones with a published range.
Each is drawn independently (Latin hypercube): what nobody has measured from all of its plausible
range alike, times and rates in logarithms; what somebody has measured from a normal distribution
around the published value, of which the range holds 95%, cut at its ends. Numbers that were solved
from base rates are not varied; where a drawn number would unsettle one of them, that one is solved
again:

- ``reporting.threshold``, so that as many residents as usual doubt that police help, whatever
  ``reporting.width`` and ``reporting.familiar`` are;
- ``victim.serious_...``, so that as many crimes as drawn in ``reported_share`` are reported,
  whatever ``victim.severity`` is;
- conduct of response and calls, which is drawn as a distance from what residents expect.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model.former_names import first_name
from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS, Parameter
from sim.model.processes.crime import POINTS, WEIGHTS, ceiling
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES, Floats

SEED = 20
MEASURED = ("measured", "derived")
AGAINST_EXPECTATION = ("response.quality", "calls.quality")


def uncertain() -> dict[str, Parameter]:
    """Numbers that are varied, by dotted name, in the order of the names that they had first."""
    return {
        name: number
        for name, number in sorted(every_parameter(), key=lambda each: first_name(each[0]))
        if number.plausible is not None and not number.status.startswith("calibrated on")
    }


def draw(names: Mapping[str, Parameter], number: int, seed: int = SEED) -> Floats:
    """Latin hypercube over the plausible ranges, shape (sets, numbers)."""
    from scipy.stats import qmc

    points = qmc.LatinHypercube(len(names), rng=np.random.default_rng(seed)).random(number)
    drawn: Floats = np.column_stack(
        [at_share(each, points[:, column]) for column, each in enumerate(names.values())]
    )
    return drawn


def at_share(number: Parameter, u: Floats) -> Floats:
    """Values of an uncertain number below which a share ``u`` of its prior lies."""
    assert number.plausible is not None
    low, high = number.plausible
    if number.status.startswith(MEASURED):
        from scipy.stats import truncnorm

        spread = (high - low) / 4.0
        ends = ((low - number.default) / spread, (high - number.default) / spread)
        drawn: Floats = truncnorm.ppf(u, *ends, loc=number.default, scale=spread)
        return np.clip(drawn, low, high)
    if number.drawn_in_logs:
        return low * (high / low) ** u
    return low + (high - low) * u


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
