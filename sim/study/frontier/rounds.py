"""The folder of a frontier, and its rounds: each a sweep of mixes, with a table of points."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sim.model.state import Floats
from sim.study.folder.one_writer import LOCK, WRITER
from sim.study.folder.results_folder import FRONTIER
from sim.study.frontier.mixes import Mix, shares
from sim.study.frontier.question import Question
from sim.study.sweeps import store
from sim.study.sweeps.conduct import Conducted
from sim.study.sweeps.description import description
from sim.study.sweeps.sweep import Sweep, sweep_over

FOLDER, TABLE = "rounds", "mixes"
"""In the folder of a frontier: its rounds, and the table of what came of them."""
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
    known = question.scenario.community.outcomes
    found: Floats = done.values[:, :, 0] * [float(known[name].better) for name in GOALS]
    return found


def claimed(
    folder: Path, question: Question, first: Round, command: Sequence[str]
) -> AbstractContextManager[Path]:
    """Be the only writer of the folder of a question, made where there is none.

    Raises ProblemsFound where it holds something else, or the answer to another question.
    """
    about = description(sweep_of(question, first), None, command)
    about |= {
        "kind": FRONTIER,
        "name": question.scenario.name,
        "about": question.scenario.about,
        "points": None,
        "strategies": question.strategies,
        "budget": question.budget,
    }
    return store.claimed(folder, about, (LOCK, WRITER, FOLDER))
