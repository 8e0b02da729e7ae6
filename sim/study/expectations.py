"""Claims that a scenario makes about its own results (`expect:`), judged on the intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.study.statistics import Estimate

if TYPE_CHECKING:
    from sim.model.scenario.expectation import Expectation
    from sim.study.results import Results


@dataclass(frozen=True)
class Verdict:
    """One claim, the arm compared with, the difference it was judged on, whether it is met."""

    claim: Expectation
    than: str
    estimate: Estimate
    met: bool


def judge(comparison: Results, claim: Expectation) -> Verdict:
    """Judge a claim about the paired difference `arm - than` in one outcome.

    It is met only when the near end of the two-sided interval passes: the low end is at least
    `at_least`, the high end at most `at_most`. Without an interval (one replicate) no claim is
    met.
    """
    than = claim.than or comparison.baseline
    found = comparison.difference(claim.arm, than, claim.outcome, claim.confidence)
    met = found.has_interval
    if claim.at_least is not None:
        met = met and found.low >= claim.at_least
    if claim.at_most is not None:
        met = met and found.high <= claim.at_most
    return Verdict(claim, than, found, met)


def verdicts(results: Results) -> tuple[Verdict, ...]:
    """What became of each claim under `expect:` in the scenario."""
    return tuple(judge(results, claim) for claim in results.scenario.expect)
