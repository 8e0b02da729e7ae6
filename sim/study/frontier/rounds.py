"""One round: mixes as a sweep of its own, with a table of points, in a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.outcomes import outcomes
from sim.model.state import Floats
from sim.study.frontier.mixes import Mix, shares
from sim.study.frontier.question import Question
from sim.study.sweeps.conduct import Conducted
from sim.study.sweeps.sweep import Sweep, sweep_over

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
    nothing = (0,) * len(question.strategies)
    return sweep_over(
        question.with_mix(nothing, arm, seed=a_round.seed, name=a_round.name),
        {
            f"arms.{arm}.{name}.share": [shares(mix)[at] for mix in a_round.mixes]
            for at, name in enumerate(question.strategies)
        },
        about=f"Splits of a budget: {a_round.title}.",
        arms=[arm],
        replicates=question.replicates,
        outcomes=list(GOALS),
    )


def gains(question: Question, done: Conducted) -> Floats:
    """What each mix of a finished round brings, more being better: (mixes, replicates, goals).

    They are levels: the baseline is not subtracted yet.
    """
    known = outcomes(question.scenario.community.labels)
    found: Floats = done.values[:, :, 0] * [float(known[name].better) for name in GOALS]
    return found
