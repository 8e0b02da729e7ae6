"""Studies of a made-up model whose answers are known: what a measure is in any world is a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.evidence.patterns import Measure, Pattern, Published
from sim.evidence.worlds.emulator import Emulator
from sim.evidence.worlds.ensemble import Emulators, log_likelihoods
from sim.evidence.worlds.left_out import Draw
from sim.evidence.worlds.posterior import posterior
from sim.evidence.worlds.targets import Target
from sim.model.state import Floats

NUMBERS = 3
STEPS, CHAINS = 120, 60


def study(identity: str, doi: str = "") -> Pattern:
    """A study of one measure, whose number it leaves to its target."""
    measure = Measure(
        name="it",
        words="what was measured",
        unit="points",
        published=Published(verified="judgement", source="made up"),
        band=(-1.0, 1.0),
        kind="predicted",
    )
    return Pattern(
        id=identity,
        short="made up",
        title="Made up",
        study="nobody",
        doi=doi,
        trial="none",
        design="nothing is done in it at all",
        use="held out",
        leading="it",
        measures=(measure,),
    )


def target(identity: str, found: float, tolerance: float) -> Target:
    """What a study found, give or take a standard deviation."""
    half = 1.645 * tolerance
    sides = (tolerance, tolerance)
    return Target(f"{identity}.it", found - half, found + half, found, sides, 1.0, False)


def line(number: int, slope: float, error: float = 0.02, luck: float = 0.02) -> Emulator:
    """A measure that is ``slope`` times one number, from 0 to 1."""
    return Emulator(error, luck, [number], 0.5 * slope, np.array([0.5 * slope, 0.0]))


def draw_with(emulators: Emulators, seed: int) -> Draw:
    """Worlds that meet targets, by short chains."""

    def draw(asked: Sequence[Target]) -> Floats:
        return posterior(
            lambda u: log_likelihoods(u, asked, emulators), NUMBERS, CHAINS, STEPS, seed
        )[0]

    return draw
