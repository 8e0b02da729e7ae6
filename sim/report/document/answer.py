"""The answer: what came out, how sure that is, what would change our mind, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import count
from sim.report import sentences, side_by_side
from sim.report.document.worth_sentence import worth_sentence
from sim.report.finding import Finding, finding
from sim.report.intervals import intervals_of
from sim.report.proposals import Proposals, proposals
from sim.report.what_would_change import (
    Doubts,
    what_would_change_answer,
    what_would_change_our_mind,
)

if TYPE_CHECKING:
    from sim.study.compare import Comparison

PROGRAM = "python run.py"  # not as it was typed: the same results give the same bytes


@dataclass(frozen=True)
class Answer:
    """What the first page says, and the one after it; texts that do not apply are empty.

    Attributes:
        finding: what came out, in plain sentences.
        worth: whether that is worth the money, in a sentence; "" where nothing costs or saves any.
        proposals: one line a proposal.
        doubts: the assumptions that would change our mind, in words; None with a single arm.
        sure: how far assumptions move it, and what the intervals tell.
        turns: the same numbers with their names, and how far the answer turns.
        price: what there is to spend, and who does not spend it.
        careful: a warning where costs are not equal.
        unmet: a warning where claims of the scenario are not met.
        contrast: which arm minus which ``rows`` are about: the rivals whose trust differs most.
        why_these: why these two.
        rows: these two arms, outcome by outcome.
    """

    finding: Finding
    worth: str
    proposals: Proposals
    doubts: Doubts | None
    sure: str
    turns: str
    price: str
    careful: str
    unmet: str
    contrast: str
    why_these: str
    rows: list[side_by_side.Row]


def answer(comparison: Comparison) -> Answer:
    """The answer of a comparison."""
    return Answer(
        finding=finding(comparison),
        worth=worth_sentence(comparison),
        proposals=proposals(comparison),
        doubts=what_would_change_our_mind(comparison),
        sure=_how_sure(comparison),
        turns=what_would_change_answer(comparison),
        price=sentences.budget_sentence(comparison),
        careful=sentences.unequal_costs_sentence(comparison.scenario),
        unmet=_unmet(comparison),
        contrast=side_by_side.contrast(comparison),
        why_these=side_by_side.why_these(comparison),
        rows=side_by_side.rows(comparison),
    )


def _how_sure(comparison: Comparison) -> str:
    """How far assumptions move the finding, and what the intervals tell."""
    replicates = comparison.scenario.replicates
    if replicates == 1:
        return "One run of every arm: nothing tells this result from chance."
    if comparison.in_worlds:
        return intervals_of(comparison).tell
    chance = (
        f"The intervals in brackets come from {count(replicates, 'paired run')} of every arm and"
        " tell chance in the simulation only."
    )
    if len(comparison.arms) == 1:
        return chance
    return (
        f"{chance} How far the answer depends on what nobody knows about the numbers, which matters"
        " more, is not told: all runs live in one world (worlds: in the scenario)."
    )


def _unmet(comparison: Comparison) -> str:
    """A warning where a claim of the scenario is not met, or ""."""
    failed = sum(not verdict.met for verdict in comparison.verdicts)
    if not failed:
        return ""
    return (
        f"{failed} of {count(len(comparison.verdicts), 'claim')} that this scenario makes about"
        f" its own results {'is' if failed == 1 else 'are'} NOT MET; the last section lists them."
    )
