"""Parameter sets of everything that is uncertain, drawn so that base rates still hold.

Uncertain are numbers that were assumed or set on a trial, and measured ones with a published range.
Each is drawn independently (Latin hypercube): what nobody has measured from all of its plausible
range alike, times and rates in logarithms; what somebody has measured from a normal distribution
around the published value, a quarter of the range its standard deviation, cut at the ends. Numbers
that were solved from base rates are not varied; where a drawn number would unsettle one of them,
that one is solved again (``sim/model/base_rates.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model.former_names import first_name
from sim.model.numbers import every_parameter
from sim.model.parameters import Parameter
from sim.model.state import Floats

SEED = 20
MEASURED = ("measured", "derived")


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
