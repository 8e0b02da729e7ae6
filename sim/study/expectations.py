"""Claims that a scenario makes about its own results (`expect:`)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.study.statistics import Estimate, in_order

if TYPE_CHECKING:
    from sim.model.scenario.expectation import Expectation
    from sim.study.results import Results


@dataclass(frozen=True)
class Verdict:
    """One claim and what became of it.

    Attributes:
        claim: what the scenario says.
        than: the arm compared with.
        estimate: the difference that it is about.
        holds: share of replicates in which the difference keeps within the limits.
        met: whether the claim is met.
    """

    claim: Expectation
    than: str
    estimate: Estimate
    holds: float
    met: bool


def judge(comparison: Results, claim: Expectation) -> Verdict:
    """Judge a claim about the paired difference `arm - than` in one outcome.

    Where each replicate lives in another world, it is met when the difference keeps within the
    limits in at least the share `in_worlds` of them. Where all live in one world, it is met when
    the whole 95% interval of the mean does. Without an interval (one replicate) no claim is met.
    """
    than = claim.than or comparison.baseline
    found = comparison.difference(claim.arm, than, claim.outcome)
    low = -math.inf if claim.at_least is None else claim.at_least
    high = math.inf if claim.at_most is None else claim.at_most
    known = in_order(comparison.differences(claim.arm, than, claim.outcome))
    holds = sum(low <= each <= high for each in known) / len(known) if known else 0.0
    met = low <= found.low <= found.high <= high
    if comparison.in_worlds:
        met = holds >= claim.in_worlds
    return Verdict(claim, than, found, holds, found.has_interval and met)


def verdicts(results: Results) -> tuple[Verdict, ...]:
    """What became of each claim under `expect:` in the scenario."""
    return tuple(judge(results, claim) for claim in results.scenario.expect)
