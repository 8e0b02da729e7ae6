"""Which replicate a model is when only Mesa's ways of repeating a run say so."""

from __future__ import annotations

import copy
import sys
from types import FrameType
from typing import Any

import mesa.batchrunner
import numpy as np

from sim.common.entry_checks import told
from sim.model.simulation import MOST_REPLICATES


def replicate_from(rng: Any) -> int:
    """The number of the replicate that follows from Mesa's ``rng``; the same from the same.

    A whole number from 1 is the replicate itself, anything else draws one. Without any, the n-th
    iteration of ``mesa.batch_run`` is replicate n, and every other model is replicate 1.

    Raises:
        TypeError, ValueError: no random numbers can begin with this.
    """
    if rng is None:
        return 1 + _iteration_of_batch_run()
    if isinstance(rng, bool | np.bool_):
        raise TypeError(f"rng must be a whole number, not {told(rng)}")
    if isinstance(rng, int | np.integer) and 1 <= rng <= MOST_REPLICATES:
        return int(rng)
    try:
        generator = np.random.default_rng(copy.deepcopy(rng))  # a generator is not moved on
    except Exception as error:  # what a person hands over may fail at anything
        asked = "rng must be a whole number from 0, a list of such numbers or a generator of NumPy"
        kind = ValueError if isinstance(error, ValueError) else TypeError
        raise kind(f"{asked}, not {told(rng)}") from None
    return int(generator.integers(1, MOST_REPLICATES, endpoint=True))


def _iteration_of_batch_run() -> int:
    """Which iteration of ``batch_run`` makes this model, from 0: Mesa itself tells no model."""
    runs_one = getattr(mesa.batchrunner, "_model_run_func", None)
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if runs_one is not None and frame.f_code is runs_one.__code__:
            _, iteration, _ = frame.f_locals["run"]
            return int(iteration)
        frame = frame.f_back
    return 0
