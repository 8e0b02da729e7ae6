"""What follows from base rates when other numbers are drawn anew.

Where a drawn number would unsettle one that was solved from a base rate, that one is solved again:

- ``reporting.threshold``, so that as many residents as usual doubt that police help, whatever
  ``reporting.width`` and ``reporting.familiar`` are;
- ``victim.serious_...``, so that as many crimes as drawn in ``reported_share`` are reported,
  whatever ``victim.severity`` is;
- conduct of response and calls, which is drawn as a distance from what residents expect.

What the town's own survey found of reporting and of stops takes the place of what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.common.arrays import floats
from sim.common.decay import exp
from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS
from sim.model.roots import readiness_for, threshold_for
from sim.model.state import CRIME_TYPES

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

AGAINST_EXPECTATION = ("response.quality", "calls.quality")


def with_base_rates(scenario: Scenario, drawn: Mapping[str, float]) -> dict[str, float]:
    """A parameter set in which what base rates decide is solved again; see the module."""
    drawn = {**levels(scenario), **drawn}
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
    for name in AGAINST_EXPECTATION:
        if name in scenario.assumptions:
            continue
        solved[name] = min(1.0, max(0.0, setting[name] + shift))
    return {**drawn, **solved}


def levels(scenario: Scenario) -> dict[str, float]:
    """The numbers of the model that the town's survey sets, but those that the scenario sets."""
    found: dict[str, float] = {}
    for figure, share in (scenario.survey.levels() if scenario.survey else {}).items():
        if figure == "stopped":
            found["stops.everyday"] = _everyday_stops(scenario, share)
        else:
            found[figure.replace("reported.", "reported_share.")] = share
    return {name: value for name, value in found.items() if name not in scenario.assumptions}


def _everyday_stops(scenario: Scenario, stopped: float) -> float:
    """Stops per resident and year at which this share of all is stopped at least once."""
    groups = list(scenario.community.groups.values())
    mean = math.fsum(group.share * group.exposure for group in groups)
    exposed = [(group.share, group.exposure / mean) for group in groups] if mean else []
    low, high = PARAMETERS["stops"]["everyday"].bounds
    for _ in range(50):
        middle = (low + high) / 2.0
        spared = [share * exp(-middle * exposure) for share, exposure in exposed]
        if 1.0 - math.fsum(spared) < stopped:
            low = middle
        else:
            high = middle
    return high


def _threshold(
    scenario: Scenario, usual: Mapping[str, float], setting: Mapping[str, float]
) -> float:
    """Trust at which half doubt, for the usual mean doubt among residents of all groups."""
    groups = list(scenario.community.groups.values())
    return threshold_for(
        usual["reporting.threshold"] - _known_to_strangers(usual),
        usual["reporting.width"],
        _known_to_strangers(setting),
        setting["reporting.width"],
        floats([group.share for group in groups]),
        floats([group.trust for group in groups]),
        floats([group.trust_spread for group in groups]),
    )


def _known_to_strangers(numbers: Mapping[str, float]) -> float:
    """How much knowing officers as strangers do counts against doubt."""
    return numbers["reporting.familiar"] * numbers["fading.strangers"]


def _readiness(kind: str, usual: Mapping[str, float], setting: Mapping[str, float]) -> float:
    """Log odds of reporting at which the share reported is the drawn one."""
    share, serious = f"reported_share.{kind}", f"victim.serious_{kind}"
    low, high = PARAMETERS["victim"][f"serious_{kind}"].bounds
    return readiness_for(
        usual[serious],
        usual["victim.severity"],
        setting[share] / usual[share],
        setting["victim.severity"],
        low,
        high,
    )
