"""The search: rounds of mixes, each near what the last left unbeaten, then fresh replicates.

Each step follows from the results before it alone. So the same command goes on where it stopped:
what is finished is read, not run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from sim.model.state import Floats, Wholes
from sim.study.frontier.mixes import Mix, first_mixes
from sim.study.frontier.proposals import Proposal
from sim.study.frontier.question import Question
from sim.study.frontier.refine import next_mixes
from sim.study.frontier.rounds import DIGITS, Round, gains
from sim.study.frontier.unbeaten import Marks, beats, stays_unbeaten, unbeaten
from sim.study.statistics import Estimate, estimate_of
from sim.study.sweeps.conduct import Conducted

STEPS = (4, 2)
"""Twentieths of the budget that are moved to find neighbours, a round each."""
NEW = 20
"""Mixes of a later round, at most."""
ROUNDS = len(STEPS) + 2
"""At most: a round in which no new mix is near the unbeaten ones is left out."""
LAST = "fresh"

Conduct = Callable[[Round, int], Conducted]
"""Does what is still to be done of a round with this number."""


SoFar = Callable[[Sequence[Mix], Floats], object]
"""Hears which mixes have been tried, and what they gain over the baseline."""


class Stopped(Exception):
    """The user has ended it: the rounds are saved, and the same command goes on."""


class RunsFailed(Exception):
    """Some runs of a round raised an error, so that its mixes cannot be compared."""

    def __init__(self, folder: Path, failed: int) -> None:
        super().__init__(folder, failed)
        self.folder, self.failed = folder, failed


@dataclass(frozen=True)
class Search:
    """Everything that was tried, and what came of it.

    Attributes:
        question: what was asked.
        mixes: all mixes in the order in which they were tried; the first spends nothing.
        found_in: number of the round of each, (mixes,).
        searched: gains over the baseline in those of the search, (mixes, replicates, goals).
        finalists: rows of the mixes that were tried in fresh replicates.
        judged: gains over the baseline in fresh replicates, (finalists, replicates, goals).
        proposals: those of the scenario as they are, in the same replicates.
    """

    question: Question
    mixes: Sequence[Mix]
    found_in: Wholes
    searched: Floats
    finalists: Wholes
    judged: Floats
    proposals: Sequence[Proposal] = ()

    @property
    def in_worlds(self) -> bool:
        """Whether every replicate lives in another world."""
        return self.question.scenario.worlds == "many"

    def estimate(self, row: int, goal: int) -> Estimate:
        """What a finalist gains on one of the goals over the baseline, in fresh replicates."""
        return estimate_of(self.fresh(row)[:, goal], self.in_worlds)

    @property
    def unbeaten(self) -> Wholes:
        """Rows of the mixes that nothing has beaten, in the search or in fresh replicates."""
        return self.finalists[unbeaten(self.judged)]

    def fresh(self, row: int) -> Floats:
        """Gains of a finalist in fresh replicates, (replicates, goals)."""
        found: Floats = self.judged[self.finalists.tolist().index(row)]
        return found

    @cached_property
    def stays(self) -> dict[int, float]:
        """In what share of redraws of the fresh replicates each finalist is unbeaten, by row."""
        seed = self.question.scenario.seed
        found = stays_unbeaten(self.judged, seed).tolist()
        return dict(zip(self.finalists.tolist(), found, strict=True))

    def beaten_by(self) -> dict[int, int]:
        """Of each beaten mix, by row, the row of the one that beats it with the least doubt."""
        every = np.arange(len(self.mixes), dtype=np.int32)
        return _beaten_by(self.searched, every) | _beaten_by(self.judged, self.finalists)


def search(question: Question, do: Conduct, told: SoFar = lambda *_: None) -> Search:
    """Run all rounds, or read those that are done; ``told`` hears of each but the last.

    Raises:
        Stopped: the user has ended it.
        RunsFailed: a round has failed runs.
    """
    seed = question.scenario.seed
    mixes = first_mixes(len(question.strategies), seed)
    tried = Round("round_1", "spread over all mixes", mixes, seed)
    found_in = [1] * len(mixes)
    levels = _done(question, tried, 1, do)
    number = 1
    told(mixes, over_nothing(levels))
    for step in STEPS:
        left = [mixes[at] for at in np.flatnonzero(unbeaten(over_nothing(levels)))]
        new = next_mixes(mixes, left, step, NEW)
        if not new:
            continue
        number += 1
        tried = Round(f"round_{number}", "near the mixes not beaten so far", new, seed)
        levels = np.concatenate([levels, _done(question, tried, number, do)])
        mixes, found_in = [*mixes, *new], [*found_in, *[number] * len(new)]
        told(mixes, over_nothing(levels))
    searched = over_nothing(levels)
    marks: Marks = unbeaten(searched)
    marks[0] = True  # what is subtracted must run in the fresh replicates, too
    finalists = np.flatnonzero(marks).astype(np.int32)
    chosen = [mixes[at] for at in finalists]
    last = Round(LAST, "the mixes not beaten, in fresh replicates", chosen, question.fresh_seed)
    judged = over_nothing(_done(question, last, number + 1, do))
    return Search(question, mixes, np.array(found_in, np.int32), searched, finalists, judged)


def over_nothing(levels: Floats) -> Floats:
    """Gains over the first mix, which spends nothing: the baseline itself. No value is no gain."""
    found: Floats = np.nan_to_num(np.round(levels - levels[0], DIGITS))
    return found


def _done(question: Question, a_round: Round, number: int, do: Conduct) -> Floats:
    done = do(a_round, number)
    if not done.agenda.complete:
        raise Stopped
    if done.agenda.failed:
        raise RunsFailed(done.folder, done.agenda.failed)
    return gains(question, done)


def _beaten_by(gained: Floats, rows: Wholes) -> dict[int, int]:
    """Of those that beat a mix, the one that is ahead of most."""
    who = beats(gained)
    strength = who.sum(axis=1)
    return {
        int(rows[at]): int(rows[np.where(who[:, at], strength, -1).argmax()])
        for at in np.flatnonzero(who.any(axis=0))
    }
