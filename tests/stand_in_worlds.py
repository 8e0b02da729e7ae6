"""Answers in made-up worlds: sixty numbers of the model, each even over 0 to 1."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from synthetic_comparison import synthetic_scenario

from sim.model.numbers import every_parameter
from sim.model.state import Floats
from sim.study.answers import Answers

NAMES = tuple(name for name, _ in every_parameter())[:60]


def stand_in(
    planted: Callable[[Floats], Floats], noise: float, worlds: int = 200, seed: int = 1
) -> Answers:
    """Trust under one arm minus another: ``planted`` of the numbers, and noise."""
    rng = np.random.default_rng(seed)
    numbers = rng.random((worlds, len(NAMES)))
    apart = planted(numbers) + noise * rng.standard_normal(worlds)
    scenario = synthetic_scenario(("usual", "visits", "stops"), ("everybody",), worlds, 365)
    return Answers(scenario, "visits", "stops", NAMES, numbers, {"trust": apart})


def nothing(numbers: Floats) -> Floats:
    """No number does anything."""
    return np.zeros(len(numbers))
