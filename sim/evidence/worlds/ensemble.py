"""From waves of settings to worlds, by what has been learnt of every finding."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.evidence.worlds.emulator import Emulator, learn
from sim.evidence.worlds.posterior import posterior
from sim.evidence.worlds.targets import Target
from sim.evidence.worlds.waves import DIGITS, Rows
from sim.model.state import Floats

STEPS = 600
Emulators = Mapping[str, Emulator]


def learn_all(
    rows: Rows, targets: Sequence[Target], workers: int = 1, progress: Progress | None = None
) -> dict[str, Emulator]:
    """An emulator for each target."""
    from sklearn.exceptions import ConvergenceWarning

    def one(target: Target) -> Emulator:
        values = target.scaled(rows.values[target.name].to_numpy(np.float64))
        return learn(rows.u, values, target.clip)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = in_threads(one, targets, workers, progress)
    return {target.name: each for target, each in zip(targets, found, strict=True)}


def log_likelihoods(u: Floats, targets: Sequence[Target], emulators: Emulators) -> Floats:
    """How well settings meet all findings together, shape (settings,)."""
    found = np.zeros(len(u))
    for target in targets:
        emulator = emulators[target.name]
        found += target.weight * target.log_likelihood(emulator.predict(u), emulator.error)
    return found


def draw_settings(
    targets: Sequence[Target],
    emulators: Emulators,
    numbers: int,
    settings: int,
    seed: int,
    progress: Progress | None = None,
) -> tuple[Floats, float]:
    """Settings in proportion to their priors and to how well they meet all findings.

    With the share of steps that the chains took at the end.
    """
    u, taken = posterior(
        lambda u: log_likelihoods(u, targets, emulators), numbers, settings, STEPS, seed, progress
    )
    least = 10.0**-DIGITS
    return np.clip(np.round(u, DIGITS), least, 1.0 - least), taken


@dataclass(frozen=True)
class Ensemble:
    """Worlds of equal weight, neighbours alike.

    Attributes:
        u: shares of the priors, shape (worlds, numbers), along the main axis on which findings
            differ between worlds.
        central: a world in the middle; here that with the least distance to all others, in what
            the findings are in it.
        taken: share of steps that the chains took at the end; far from .3 they moved badly.
    """

    u: Floats
    central: int
    taken: float


def ensemble(
    targets: Sequence[Target],
    emulators: Emulators,
    numbers: int,
    worlds: int,
    seed: int,
    progress: Progress | None = None,
) -> Ensemble:
    """Draw worlds, put them in order and find the central one."""
    u, taken = draw_settings(targets, emulators, numbers, worlds, seed, progress)
    seen = np.column_stack([emulators[target.name].predict(u) for target in targets])
    seen = (seen - seen.mean(axis=0)) / np.maximum(seen.std(axis=0), 1e-9)
    _, _, axes = np.linalg.svd(seen, full_matrices=False)
    along = seen @ axes[0]
    order = np.argsort(along * np.sign(axes[0][np.abs(axes[0]).argmax()]), kind="stable")
    u, seen = u[order], seen[order]
    distances = np.linalg.norm(seen[:, None, :] - seen[None, :, :], axis=2).sum(axis=1)
    return Ensemble(u, int(distances.argmin()), taken)
