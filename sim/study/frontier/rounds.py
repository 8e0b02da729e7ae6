"""One round: mixes as a sweep of its own, with a table of points, in a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from sim.model.state import Floats
from sim.study.frontier.mixes import Mix, shares
from sim.study.frontier.question import Question
from sim.study.sweeps.file import SweepFile, TableOfPoints
from sim.study.sweeps.results import SweepResults
from sim.study.sweeps.store import POINTS
from sim.study.sweeps.sweep import Columns, Sweep

GOALS = ("trust", "reporting", "true_crime", "cost")
DIGITS = 9
"""Decimals of a gain that count: what is smaller is a matter of adding up shares."""


@dataclass(frozen=True)
class Round:
    """Mixes that are tried together.

    Attributes:
        name: of its folder.
        title: what it is, for whoever waits.
        mixes: in the order of the points.
        seed: seed of its replicates.
    """

    name: str
    title: str
    mixes: Sequence[Mix]
    seed: int


def sweep_of(question: Question, a_round: Round) -> Sweep:
    """The sweep that tries the mixes of a round; all rounds of a seed share their replicates."""
    arm = question.mix_arm
    file = SweepFile(
        name=a_round.name,
        about=f"Splits of a budget: {a_round.title}.",
        scenario="scenario",
        arms=[arm],
        design=TableOfPoints(kind="table", file=POINTS),
        replicates=question.replicates,
        outcomes=list(GOALS),
    )
    nothing = (0,) * len(question.strategies)
    scenario = question.with_mix(
        nothing, arm, seed=a_round.seed, record_every=file.record_every, name=a_round.name
    )
    columns: Columns = {
        f"arms.{arm}.{name}.share": [*(shares(mix)[at] for mix in a_round.mixes)]
        for at, name in enumerate(question.strategies)
    }
    written = file.model_dump(mode="json", exclude_unset=True)
    return Sweep(file, scenario, (), columns, yaml.safe_dump(written, sort_keys=False))


def gains(question: Question, folder: Path) -> Floats:
    """What each mix of a finished round brings, more being better: (mixes, replicates, goals).

    They are levels: the baseline is not subtracted yet.
    """
    results = SweepResults.read(folder)
    better = [results.outcomes[name].better for name in GOALS]
    values = [results.values(question.mix_arm, name) for name in GOALS]
    found: Floats = np.stack(values, axis=2) * np.array(better, dtype=float)
    return found
