"""From waves of settings to an ensemble of worlds, and what is to be known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.evidence.worlds.emulator import Emulator, learn
from sim.evidence.worlds.posterior import effective, posterior, resampled
from sim.evidence.worlds.targets import Target
from sim.evidence.worlds.waves import Rows
from sim.model.state import Floats

STEPS = 600
WORLDS = 300
Emulators = Mapping[str, Emulator]


def learn_all(
    rows: Rows, targets: Sequence[Target], workers: int = 1, progress: Progress | None = None
) -> dict[str, Emulator]:
    """An emulator for each target that has values in enough settings."""
    names = [target.name for target in targets if target.name in rows.values]
    found = in_threads(
        lambda name: learn(rows.u, rows.values[name].to_numpy(np.float64)),
        names,
        workers,
        progress,
    )
    return dict(zip(names, found, strict=True))


def log_likelihoods(
    u: Floats, targets: Sequence[Target], emulators: Emulators
) -> dict[str, Floats]:
    """How well settings meet each study: log likelihood by study, shape (settings,)."""
    found: dict[str, Floats] = {}
    for target in targets:
        emulator = emulators[target.name]
        mean = emulator.predict(u)
        part = target.weight * target.log_likelihood(mean, emulator.error)
        found[target.study] = found.get(target.study, 0.0) + part
    return found


def total(u: Floats, targets: Sequence[Target], emulators: Emulators) -> Floats:
    """Log likelihood of settings over all studies, shape (settings,)."""
    found: Floats = np.sum(list(log_likelihoods(u, targets, emulators).values()), axis=0)
    return found


def implausibility(u: Floats, targets: Sequence[Target], emulators: Emulators) -> Floats:
    """The second largest implausibility over all targets, shape (settings,)."""
    every = np.stack(
        [
            target.implausibility(emulators[target.name].predict(u), emulators[target.name].error)
            for target in targets
        ]
    )
    found: Floats = np.sort(every, axis=0)[-2]
    return found


def next_settings(
    targets: Sequence[Target], emulators: Emulators, numbers: int, settings: int, seed: int
) -> tuple[Floats, float]:
    """Settings for the next wave, in proportion to how well they meet all findings so far.

    Returns them with the share of steps that the chains took.
    """
    return posterior(lambda u: total(u, targets, emulators), numbers, settings, STEPS, seed)


@dataclass(frozen=True)
class Ensemble:
    """Worlds of equal weight.

    Attributes:
        u: shares of the priors, shape (worlds, numbers); rows may repeat.
        rows: which row of the last wave each world is.
        size: effective sample size of the weights of the last wave.
        central: the world that lies in the middle of all.
    """

    u: Floats
    rows: list[int]
    size: float
    central: int


def ensemble(
    last: Rows,
    emulators: Emulators,
    targets: Sequence[Target],
    worlds: int = WORLDS,
    seed: int = 0,
) -> Ensemble:
    """The last wave, weighted by what has been learnt since it was drawn, and resampled."""
    weights = total(last.u, targets, emulators) - last.drawn
    rows = resampled(weights, worlds, seed)
    u = last.u[rows]
    return Ensemble(u, rows, effective(weights), medoid(u, targets, emulators))


def in_order(found: Ensemble, targets: Sequence[Target], emulators: Emulators) -> Ensemble:
    """The same worlds, neighbours alike: along the main axis on which their findings differ."""
    seen = _findings(found.u, targets, emulators)
    _, _, axes = np.linalg.svd(seen - seen.mean(axis=0), full_matrices=False)
    order = np.argsort(seen @ axes[0], kind="stable")
    central = int(np.flatnonzero(order == found.central)[0])
    return Ensemble(found.u[order], [found.rows[at] for at in order], found.size, central)


def medoid(u: Floats, targets: Sequence[Target], emulators: Emulators) -> int:
    """The world with the least distance to all others, in what the findings are in it."""
    seen = _findings(u, targets, emulators)
    distances = np.linalg.norm(seen[:, None, :] - seen[None, :, :], axis=2).sum(axis=1)
    return int(distances.argmin())


def _findings(u: Floats, targets: Sequence[Target], emulators: Emulators) -> Floats:
    """What every finding is in each world, in tolerances, shape (worlds, targets)."""
    return np.column_stack(
        [emulators[target.name].predict(u) / target.tolerance for target in targets]
    )
