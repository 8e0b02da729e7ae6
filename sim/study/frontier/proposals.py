"""The proposals of a scenario as they are, quantities and lump sums included, beside the mixes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.common.threads import Progress
from sim.model.state import Floats
from sim.study.compare import Comparison, compare
from sim.study.frontier.question import Question
from sim.study.frontier.rounds import DIGITS, GOALS
from sim.study.frontier.unbeaten import beats
from sim.study.kept_runs import kept_runs
from sim.study.runs import run_replicate

KEPT = "proposals"
"""In the folder of a frontier: runs of the proposals as they are."""


@dataclass(frozen=True)
class Proposal:
    """An arm of the scenario, run as it is in the fresh replicates.

    Attributes:
        arm: its name in the scenario.
        title: what people read.
        gained: gains over the baseline, more being better, (replicates, goals).
    """

    arm: str
    title: str
    gained: Floats


def proposals(
    question: Question, workers: int, progress: Progress | None = None, keep: Path | None = None
) -> list[Proposal]:
    """All arms of the scenario but its baseline, in the replicates that the search has not seen.

    Runs are saved in the folder ``keep``; those that are there are read, not made again.
    """
    asked = question.asked
    if len(asked.arms) < 2:
        return []
    lived = asked.with_changes(seed=question.fresh_seed, replicates=question.replicates)
    if keep is None:
        found = compare(lived, workers=workers, progress=progress)
    else:
        keep.mkdir(exist_ok=True)
        kept = kept_runs(keep, lived)
        try:
            found = compare(lived, kept.keeping(run_replicate), workers, progress, kept.known)
        finally:
            kept.flush()
    return [Proposal(arm, found.title(arm), _gained(found, arm)) for arm in found.others]


def _gained(found: Comparison, arm: str) -> Floats:
    gained: Floats = np.zeros((found.scenario.replicates, len(GOALS)))
    for at, name in enumerate(GOALS):
        better = found.outcomes[name].better
        gained[:, at] = np.nan_to_num(better * found.differences(arm, found.baseline, name))
    return np.round(gained, DIGITS)


def beaten_by(proposal: Proposal, finalists: Sequence[int], judged: Floats) -> int | None:
    """Row of the mix that beats a proposal with the least doubt; None where none does."""
    who = beats(np.concatenate([judged, proposal.gained[None]]))
    ahead = np.flatnonzero(who[:-1, -1])
    if not len(ahead):
        return None
    return int(finalists[ahead[who[ahead].sum(axis=1).argmax()]])
