"""Every study is predicted from the others: it is left out, worlds are drawn anew, and asked of it.

Emulators are learnt once, from settings that were run whatever they were asked to meet. Without a
study's measures worlds are drawn as always; what they expect of each measure j is

    y_j = f_j(world) + error of the emulator + luck of one town + discrepancy

with the standard deviations of the emulator and of the target (leave-one-out predictive
distribution: Gelman et al. 2014, Statistics and Computing 24, doi 10.1007/s11222-013-9416-2). Its
middle 90% is the band that the rest predicts. With a study go those that speak of the same data:
others with its DOI, and measures of the same family (``targets.FAMILIES``).

The same band from the priors alone, with no study at all, is the control: what it holds, too, is
no merit of the other studies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.ensemble import Emulators, draw_settings
from sim.evidence.worlds.targets import FAMILIES, Target
from sim.model.state import Floats

MIDDLE = (0.05, 0.95)
EACH = 200  # values drawn around what is expected in each world
Draw = Callable[[Sequence[Target]], Floats]
"""Worlds that meet these targets, shape (worlds, numbers)."""


@dataclass(frozen=True)
class Predicted:
    """What is predicted of one measure, on its own scale.

    Attributes:
        target: what was found.
        low: lower end of the 90% band.
        high: upper end.
        meets: share of worlds that are expected to have it in its own band.
    """

    target: Target
    low: float
    high: float
    meets: float

    @property
    def inside(self) -> bool:
        """Whether what was found lies in the band; of "at least" and "at most": reaches into it."""
        low, high = self.target.scaled([self.low, self.high])
        if np.isnan(self.target.centre):
            return bool(low <= self.target.high and self.target.low <= high)
        return bool(low <= self.target.centre <= high)


def goes_with(study: str, patterns: Mapping[str, Pattern]) -> frozenset[str]:
    """Names of all measures that are left out with a study: see the module."""
    doi = patterns[study].doi
    same = [each for each in patterns.values() if each.id == study or (doi and each.doi == doi)]
    names = {f"{each.id}.{measure.name}" for each in same for measure in each.measures}
    return frozenset(names.union(*(family for family in FAMILIES if family & names)))


def predictive(target: Target, expected: Floats, error: float, luck: float, seed: int) -> Predicted:
    """The band of a measure that is ``expected`` so in worlds, shape (worlds,), give or take.

    ``error`` is the standard deviation of what is expected, ``luck`` of the study's town around it.
    """
    rng = np.random.default_rng([seed, *target.name.encode()])
    middle = np.repeat(expected[np.isfinite(expected)], EACH)
    below, above = target.tolerance
    size = np.abs(rng.standard_normal(len(middle)))
    under = rng.random(len(middle)) * (below + above) < below  # what was found lies above
    known = middle + error * rng.standard_normal(len(middle))
    found = known + luck * rng.standard_normal(len(middle))
    ends = np.quantile(found + np.where(under, below, -above) * size, MIDDLE)
    low, high = np.exp(ends) if target.in_logs else ends
    return Predicted(target, float(low), float(high), float(target.met(known).mean()))


def expected_by(
    u: Floats, targets: Sequence[Target], emulators: Emulators, seed: int
) -> list[Predicted]:
    """What is predicted of each measure in worlds ``u``, shape (worlds, numbers)."""
    found = []
    for target in targets:
        by = emulators[target.name]
        found.append(predictive(target, by.predict(u), by.error, by.luck, seed))
    return found


def left_out(
    targets: Sequence[Target],
    emulators: Emulators,
    patterns: Mapping[str, Pattern],
    draw: Draw,
    seed: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Predicted]:
    """Every measure as worlds predict it that were drawn without its study, in its order."""
    studies = list(dict.fromkeys(study_of(each) for each in targets))
    sets = list(dict.fromkeys(goes_with(study, patterns) for study in studies))

    def without(names: frozenset[str]) -> Floats:
        return draw([each for each in targets if each.name not in names])

    worlds = dict(zip(sets, in_threads(without, sets, workers, progress), strict=True))
    return [
        prediction
        for study in studies
        for prediction in expected_by(
            worlds[goes_with(study, patterns)],
            [each for each in targets if study_of(each) == study],
            emulators,
            seed,
        )
    ]


def study_of(target: Target) -> str:
    """The id of the pattern that a measure belongs to."""
    return target.name.split(".")[0]


def drawn_with(emulators: Emulators, numbers: int, worlds: int, seed: int) -> Draw:
    """Worlds are drawn as always, from the same seed, by what emulators have learnt."""

    def draw(targets: Sequence[Target]) -> Floats:
        return draw_settings(targets, emulators, numbers, worlds, seed)[0]

    return draw
