"""What is known of an ensemble: which findings its worlds meet, and would have met untold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.evidence.worlds.calibration import SEED, Calibration
from sim.evidence.worlds.ensemble import total
from sim.evidence.worlds.posterior import posterior
from sim.evidence.worlds.targets import Target
from sim.model.state import Floats

CHAINS, STEPS = 100, 300
MIDDLE = (0.05, 0.95)


@dataclass(frozen=True)
class Met:
    """One measure over the worlds.

    Attributes:
        target: what was asked.
        prior: share of settings drawn from the priors that meet it.
        share: share of worlds that meet it.
        low: 5th percentile over worlds.
        middle: median over worlds.
        high: 95th percentile.
        untold_low: 5th percentile when its study is left out; NaN where that was not tried.
        untold_high: 95th percentile when its study is left out.
        error: standard deviation of the emulator's error.
    """

    target: Target
    prior: float
    share: float
    low: float
    middle: float
    high: float
    untold_low: float
    untold_high: float
    error: float

    @property
    def predicted(self) -> bool:
        """Whether the interval without the study reaches into the band."""
        return self.untold_low <= self.target.high and self.target.low <= self.untold_high


def met(found: Calibration, untold: dict[str, Floats] | None = None) -> list[Met]:
    """Every measure over the worlds; ``untold`` are settings by the study that was left out."""
    rows = []
    for target in found.targets:
        emulator = found.emulators[target.name]
        seen = emulator.predict(found.ensemble.u)
        before = emulator.predict(found.rows[0].u)
        low, middle, high = np.quantile(seen, [MIDDLE[0], 0.5, MIDDLE[1]])
        ends = np.array([np.nan, np.nan])
        if untold and target.study in untold:
            without = emulator.predict(untold[target.study])
            unsure = emulator.error * np.random.default_rng(SEED).standard_normal(len(without))
            ends = np.quantile(without + unsure, MIDDLE)
        rows.append(
            Met(
                target,
                float(target.met(before).mean()),
                float(target.met(seen).mean()),
                float(low),
                float(middle),
                float(high),
                float(ends[0]),
                float(ends[1]),
                emulator.error,
            )
        )
    return rows


def left_out(
    found: Calibration, workers: int, progress: Progress | None = None
) -> dict[str, Floats]:
    """Settings drawn in proportion to all findings but those of one study, by that study."""
    studies = list(dict.fromkeys(target.study for target in found.targets))

    def without(study: str) -> Floats:
        others = [target for target in found.targets if target.study != study]
        numbers = found.ensemble.u.shape[1]
        u, _ = posterior(lambda u: total(u, others, found.emulators), numbers, CHAINS, STEPS, SEED)
        return u

    settings = in_threads(without, studies, workers, progress)
    return dict(zip(studies, settings, strict=True))


def narrowed(found: Calibration, names: Sequence[str]) -> dict[str, float]:
    """How much of each prior is left: width of the middle 90% of worlds over that of the prior."""
    low, high = np.quantile(found.ensemble.u, MIDDLE, axis=0)
    width = (high - low) / (MIDDLE[1] - MIDDLE[0])
    return dict(zip(names, width.tolist(), strict=True))
