"""Which finding cut each number, and its prior and posterior as a small picture.

How far findings move a number is the distance between its distribution over worlds and its prior,
on the scale of the prior (0 to 1):

    distance = integral of |F(u) - u| du

(Wasserstein's first). The same with one study alone: settings drawn from the priors, weighted by
how well they meet the measures of that study, as emulators expect them. A study cuts a number where
alone it moves it beyond chance, in the same direction, at least half as far as the study that moves
it most.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.evidence.worlds.calibration import Calibration
from sim.evidence.worlds.cut import Cut
from sim.evidence.worlds.waves import values_at, varied
from sim.model.parameters import Parameter
from sim.model.state import Floats
from sim.study.assumptions import at_share

SETTINGS = 8000  # drawn from the priors
SEED = 5
EDGES = np.linspace(0.0, 1.0, 51)  # of shares, where distributions are compared
BY_CHANCE = 0.05  # how often any number seems to be moved that is not
COLUMNS = 20  # of a picture
MOST = 3  # studies named


def cut_by(found: Calibration) -> dict[str, Cut]:
    """What findings did to every number in which worlds differ."""
    names, u = varied(), found.ensemble.u
    rng = np.random.default_rng(SEED)
    moved, shift = distances(u), u.mean(axis=0) - 0.5
    floor = chance(rng, len(u), u.shape[1])
    drawn = rng.random((SETTINGS, u.shape[1]))
    alone: dict[str, tuple[Floats, Floats]] = {}
    for study, likelihood in _by_study(found, drawn).items():
        weights = np.exp(likelihood - likelihood.max())
        weights /= weights.sum()
        away = distances(drawn, weights)
        luck = floor * float(len(u) * (weights**2).sum()) ** 0.5
        alone[study] = np.where(away > luck, away, 0.0), weights @ drawn - 0.5
    worlds = np.array([list(values_at(each, names).values()) for each in u])
    told = {}
    for at, (name, number) in enumerate(names.items()):
        far = float(moved[at]) if moved[at] > floor else 0.0
        studies = _named(at, far, float(shift[at]), alone, floor)
        told[name] = Cut(far, studies, *pictures(number, worlds[:, at]))
    return told


def _named(
    at: int, far: float, shift: float, alone: Mapping[str, tuple[Floats, Floats]], floor: float
) -> tuple[tuple[str, float], ...]:
    """The studies that cut one number, which all together moved so ``far``."""
    if far == 0.0:
        return ()
    same = {
        study: float(away[at])
        for study, (away, means) in alone.items()
        if away[at] > 0.0 and (abs(shift) < floor or means[at] * shift > 0.0)
    }
    most = max(same.values(), default=0.0)
    named = sorted(((each, study) for study, each in same.items() if each >= 0.5 * most))[::-1]
    return tuple((study, each / far) for each, study in named[:MOST])


def _by_study(found: Calibration, u: Floats) -> dict[str, Floats]:
    """Log likelihood of settings by each study alone."""
    told: dict[str, Floats] = {}
    for target in found.targets:
        emulator = found.emulators[target.name]
        study = target.name.split(".")[0]
        each = target.weight * target.log_likelihood(emulator.predict(u), emulator.error)
        told[study] = told.get(study, np.zeros(len(u))) + each
    return told


def distances(u: Floats, weights: Floats | None = None) -> Floats:
    """Of every column of shares, (settings, numbers), from evenly spread ones."""
    given = np.full(len(u), 1.0 / len(u)) if weights is None else weights
    bins = np.minimum((u * (len(EDGES) - 1)).astype(int), len(EDGES) - 2)
    heights = [np.bincount(column, given, len(EDGES) - 1) for column in bins.T]
    found: Floats = np.abs(np.cumsum(heights, axis=1) - EDGES[1:]).mean(axis=1)
    return found


def chance(rng: np.random.Generator, worlds: int, numbers: int) -> float:
    """The largest distance of so many numbers that nothing moves, in all but one of twenty."""
    largest = [distances(rng.random((worlds, numbers))).max() for _ in range(100)]
    return float(np.quantile(largest, 1.0 - BY_CHANCE))


def pictures(number: Parameter, values: Floats) -> tuple[str, str]:
    """Heights of a number's prior and of its values in worlds, over its plausible range."""
    ticks = np.linspace(0.0, 1.0, 4001)[1:-1]
    both = [_heights(number, each) for each in (at_share(number, ticks), values)]
    top = float(np.max(both))
    prior, worlds = ("".join(f"{9 * each / top:.0f}" for each in heights) for heights in both)
    return prior, worlds


def _heights(number: Parameter, values: Floats) -> Floats:
    """Share of values in each column, smoothed over two to each side but not over the ends."""
    assert number.plausible is not None
    ends = np.array(number.plausible)
    if number.drawn_in_logs:
        ends, values = np.log(ends), np.log(values)
    low, high = ends.tolist()
    counted, _ = np.histogram(np.clip(values, low, high), COLUMNS, (low, high))
    kernel = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
    padded = np.pad(counted / len(values), 2, mode="symmetric")
    smooth: Floats = np.convolve(padded, kernel, mode="valid")
    return smooth
