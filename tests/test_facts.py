"""A finding is decided once: terminal, page and figures call the same difference the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_runs import SCENARIO, compared, known_scenario

from sim.model.outcomes import outcomes
from sim.report.facts import (
    HIGHER,
    LOWER,
    NO_DIFFERENCE,
    NOT_KNOWN,
    SAME,
    THE_SAME,
    Change,
    change,
    explained,
    largest,
    largest_of_groups,
)
from sim.report.figures import drawing, pictures
from sim.report.figures.waterfall import ledger_between
from sim.report.finding import finding
from sim.report.proposals import HARDLY, proposals
from sim.report.side_by_side import rows
from sim.study.statistics import Estimate, estimate

ALONE = SCENARIO.split("  watching")[0]
"""One arm beside the baseline, so that every headline tells of the same difference."""
WORDS = (NOT_KNOWN, THE_SAME, SAME, NO_DIFFERENCE, HIGHER, LOWER)


def told(found: Estimate, outcome: str, thousands: float = 5.0) -> Change:
    return Change("talking", "as_usual", outcomes({}, {})[outcome], found, None, thousands)


@given(
    st.lists(st.floats(-30, 30), max_size=6),
    st.sampled_from(sorted(outcomes({}, {}))),
    st.floats(0.1, 1000),
)
def test_every_difference_amounts_to_one_of_six_things(
    values: list[float], outcome: str, thousands: float
) -> None:
    found = told(estimate(values), outcome, thousands)
    assert found.amounts_to in WORDS
    assert found.matters == (found.amounts_to in (HIGHER, LOWER))
    assert not (found.matters and found.unsure)
    if found.matters:
        assert (found.found.mean > 0) == (found.amounts_to == HIGHER)
        assert any(figure in found.size for figure in "123456789")


def test_crimes_matter_from_one_a_year_in_the_town() -> None:
    rate = Estimate(-0.3, -0.31, -0.29, 1.0, 9)
    assert told(rate, "true_crime", thousands=1.0).amounts_to == SAME
    assert told(rate, "true_crime", thousands=5.0).amounts_to == LOWER
    assert told(rate, "true_crime", thousands=5.0).in_town.mean == pytest.approx(-1.5)


@pytest.mark.parametrize(
    ("gain", "wobble", "amounts_to"),
    [
        (2.0, 0.01, HIGHER),
        (-2.0, 0.01, LOWER),
        (0.03, 0.001, SAME),
        (-1.0, 0.5, NO_DIFFERENCE),
        (0.0, 0.0, THE_SAME),
    ],
)
def test_terminal_page_and_figures_call_a_difference_the_same(
    tmp_path: Path, gain: float, wobble: float, amounts_to: str
) -> None:
    comparison = compared(
        known_scenario(tmp_path, ALONE), gain={"talking": gain}, wobble={"talking": wobble}
    )
    found = change(comparison, "talking", "trust")
    assert found.amounts_to == amounts_to
    said = finding(comparison)
    (line,), reading = proposals(comparison).lines, rows(comparison)[0].reading
    with drawing():
        headlines = {picture.name: picture.headline for picture in pictures(comparison)}
        between = ledger_between(comparison, "talking", "as_usual").headline
    over_time = headlines["trust_over_time"]
    if found.matters:
        higher = "talking" if gain > 0 else "as usual"
        assert f"Under {higher} trust ends {found.size} points" in said.rivals
        assert f"Under talking trust {'rises' if gain > 0 else 'falls'} (2.0 points" in said.first
        assert line.trust.said == f"2.0 {amounts_to}"
        assert reading == "better"  # the higher of the two stands first
        assert f"ends {found.size} points {amounts_to} under talking" in over_time
        for name in ("difference_from_baseline", "trust_map", "ledger_waterfall"):
            assert "under talking" in headlines[name], name
        assert between == "Why trust differs between talking and as usual"
        return
    assert amounts_to in said.rivals
    assert reading == amounts_to
    assert (line.trust.said == HARDLY) == found.too_small
    assert line.trust.side == 0
    assert between.startswith(f"Trust: {amounts_to} ")
    for name in ("trust_over_time", "difference_from_baseline", "trust_map", "ledger_waterfall"):
        assert amounts_to in headlines[name], name


def test_the_largest_is_judged_as_the_largest_of_all_that_were_tried(tmp_path: Path) -> None:
    arms = "".join(f"  arm_{n}: {{outreach: {{share: 1.0}}}}\n" for n in range(9))
    scenario = known_scenario(tmp_path, SCENARIO.split("  talking")[0] + arms)
    torn = compared(scenario, gain={"arm_5": 0.5}, wobble={"arm_5": 0.3})
    assert change(torn, "arm_5", "trust").matters
    found = largest(torn, "trust")
    assert found is not None
    assert (found.arm, found.amounts_to) == ("arm_5", NO_DIFFERENCE)
    sure = compared(scenario, gain={"arm_5": 0.8}, wobble={"arm_5": 0.03})
    assert largest(sure, "trust") == change(sure, "arm_5", "trust")  # with its own interval
    least = largest(sure, "trust", side=-1)
    assert least is not None
    assert least.amounts_to == THE_SAME


def test_with_one_group_no_group_changes_most(tmp_path: Path) -> None:
    groups = "{majority: {share: 0.7}, minority: {share: 0.3}}"
    one = known_scenario(tmp_path, SCENARIO.replace(groups, "{all_of_us: {share: 1.0}}"))
    assert largest_of_groups(compared(one), ["talking"]) is None


@given(st.lists(st.floats(-20, 20).map(lambda value: round(value, 3)), min_size=1, max_size=8))
def test_the_causes_of_a_sum_push_its_way_and_never_name_a_line_twice(amounts: list[float]) -> None:
    why = explained(amounts, 2)
    assert why.total == pytest.approx(sum(amounts))
    assert len({*why.causes}) == len(why.causes) <= 3
    assert all(amounts[line] * why.total > 0 for line in why.causes)
    if why.causes:
        named = sum(amounts[line] for line in why.causes)
        assert why.part == pytest.approx(named / why.total)
    if why.against is not None:
        assert amounts[why.against] * why.total < 0
