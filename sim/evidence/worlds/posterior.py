"""Settings drawn in proportion to their prior and to how well they meet all findings.

Every number is a standard normal deviate whose share of the normal distribution is its share of
the prior, so that a step of the preconditioned Crank-Nicolson kind keeps the prior as it is and is
taken with the ratio of likelihoods (Cotter et al. 2013, Statistical Science 28(3), doi
10.1214/13-STS421). Many chains walk at once, each from a draw of the prior, while the likelihood is
turned up from nothing to all of it; where each ends is one setting.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr

from sim.common.threads import Progress
from sim.model.state import Floats

Likelihood = Callable[[Floats], Floats]
"""Log likelihood of settings, shape (settings, numbers) of shares from 0 to 1."""
WARMING = 0.4  # part of the steps in which the likelihood is turned up
WANTED = 0.3  # share of steps taken
LONGEST, SHORTEST = 0.9, 0.01


def posterior(
    likelihood: Likelihood,
    numbers: int,
    chains: int,
    steps: int,
    seed: int,
    progress: Progress | None = None,
) -> tuple[Floats, float]:
    """Where ``chains`` end after ``steps``, shape (chains, numbers), and the share of steps taken.

    The same seed gives the same settings.
    """
    rng = np.random.default_rng(seed)
    at = rng.standard_normal((chains, numbers))
    value = likelihood(ndtr(at))
    length: float = 0.5
    taken: list[float] = []
    for step in range(steps):
        heat = min(1.0, (step + 1) / (WARMING * steps))
        there = np.sqrt(1.0 - length**2) * at + length * rng.standard_normal(at.shape)
        better = likelihood(ndtr(there))
        accept = np.log(rng.random(chains)) < heat * (better - value)
        at[accept], value[accept] = there[accept], better[accept]
        share = float(accept.mean())
        if heat < 1.0:
            length = float(np.clip(length * np.exp(0.2 * (share - WANTED)), SHORTEST, LONGEST))
        else:
            taken.append(share)
        if progress is not None:
            progress(step + 1, steps)
    return ndtr(at), float(np.mean(taken))
