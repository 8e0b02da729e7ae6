"""What the shipped scenarios claim about themselves holds, in fewer towns than they ask for."""

from __future__ import annotations

import functools

import pytest
from shipped import FOLDER, shipped_scenarios
from small_towns import resized

from sim.model.scenario.expectation import Expectation
from sim.model.scenario.load import load_scenario
from sim.report.sentences import verdict_sentence
from sim.study.compare import Comparison, compare
from sim.study.expectations import judge

REPLICATES = 8
"""Worlds: fewer than the hundred of the files."""
RESIDENTS = 2000
"""Of a town: fewer than the five thousand of the files."""
OF_FULL_SIZE = {"unfair_stops"}
"""Scenarios that claim no difference within so little that luck in a small town is more."""
SLACK = 0.2
"""By how much the share of so few worlds may fall short of that of a hundred."""

with_rivals = pytest.mark.parametrize(
    "name",
    [path.stem for path in shipped_scenarios() if len(load_scenario(path).arms) > 1],
)


@functools.cache
def compared(name: str) -> Comparison:
    """The arms that a scenario claims something about, and its baseline."""
    told = load_scenario(FOLDER / f"{name}.yaml")
    named = {arm for claim in told.expect for arm in (claim.arm, claim.than)} | {told.baseline}
    arms = {arm: setting for arm, setting in told.arms.items() if arm in named}
    if name in OF_FULL_SIZE:
        return compare(told.with_changes(arms=arms, replicates=REPLICATES))
    return compare(resized(told, RESIDENTS, arms=arms, replicates=REPLICATES))


def turned_round(claim: Expectation) -> Expectation:
    """The same limits for the opposite difference, further out where that is within them."""
    limits = [limit for limit in (claim.at_least, claim.at_most) if limit is not None]
    if len(limits) == 1:
        at_least, at_most = claim.at_most, claim.at_least
    else:  # a band holds, so that beyond the band does not
        at_least, at_most = max(limits), None
    return claim.model_copy(update={"at_least": at_least, "at_most": at_most})


@with_rivals
def test_a_scenario_claims_a_few_things(name: str) -> None:
    assert 2 <= len(load_scenario(FOLDER / f"{name}.yaml").expect) <= 5


@with_rivals
def test_every_claim_is_met(name: str) -> None:
    comparison = compared(name)
    broken = [each for each in comparison.verdicts if each.holds < each.claim.in_worlds - SLACK]
    assert not broken, [verdict_sentence(comparison, each) for each in broken]


@with_rivals
def test_a_claim_turned_round_is_not_met(name: str) -> None:
    comparison = compared(name)
    for claim in comparison.scenario.expect:
        assert not judge(comparison, turned_round(claim)).met, claim
