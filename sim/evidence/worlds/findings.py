"""What is known of an ensemble: which findings its worlds meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.evidence.worlds.calibration import Calibration
from sim.evidence.worlds.targets import Target

MIDDLE = (0.05, 0.95)


@dataclass(frozen=True)
class Met:
    """One measure over the worlds.

    Attributes:
        target: what was asked.
        prior: share of settings drawn from the priors that meet it, one town each.
        meets: whether each world meets it, shape (worlds,).
        low: 5th percentile over worlds, on the scale of the measure.
        high: 95th percentile.
    """

    target: Target
    prior: float
    meets: npt.NDArray[np.bool_]
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of worlds that meet it."""
        return float(self.meets.mean())


def met(found: Calibration) -> list[Met]:
    """Every measure over the worlds.

    As it came out in the worlds themselves, one town each, where they were lived in; else as the
    emulators expect it, with their error.
    """
    rows = []
    for number, target in enumerate(found.targets):
        emulator = found.emulators[target.name]
        if found.lived is not None:
            seen = target.scaled(found.lived.values[target.name].to_numpy(np.float64))
        else:
            unsure = np.random.default_rng(number).standard_normal(len(found.ensemble.u))
            seen = emulator.predict(found.ensemble.u) + emulator.error * unsure
        first = target.scaled(found.waves[0].values[target.name].to_numpy(np.float64))
        ends = np.nanquantile(seen, MIDDLE)
        low, high = np.exp(ends) if target.in_logs else ends
        prior = float(target.met(first).mean())
        rows.append(Met(target, prior, target.met(seen), float(low), float(high)))
    return rows


def studies_met(rows: Sequence[Met]) -> dict[str, float]:
    """In which share of worlds all measures of a study are met together."""
    studies = dict.fromkeys(row.target.name.split(".")[0] for row in rows)
    return {
        study: float(
            np.all(
                [row.meets for row in rows if row.target.name.split(".")[0] == study], axis=0
            ).mean()
        )
        for study in studies
    }


def narrowed(found: Calibration, names: Sequence[str]) -> dict[str, float]:
    """How much of each prior is left: width of the middle 90% of worlds over that of the prior."""
    low, high = np.quantile(found.ensemble.u, MIDDLE, axis=0)
    width = (high - low) / (MIDDLE[1] - MIDDLE[0])
    return dict(zip(names, width.tolist(), strict=True))
