"""Crimes matter in whole numbers for the town, in every table and sentence of a report alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.report.crimes_in_town import crimes_in_town, crimes_said
from sim.report.document.money import HARDLY_ANY, money
from sim.report.facts import change
from sim.report.proposals import HARDLY, Proposal, proposals
from sim.report.side_by_side import rows
from sim.study.compare import Comparison, compare

BASE = "as_usual"


class Crimes(KnownRunner):
    """Known runs in which one arm has so many crimes fewer per 1,000, a little apart each time."""

    fewer: float
    apart: float

    def __init__(self, fewer: float, apart: float) -> None:
        super().__init__()
        object.__setattr__(self, "fewer", fewer)
        object.__setattr__(self, "apart", apart)

    def outcomes(self, groups: list[str], gain: float, replicate: int) -> dict[str, float]:
        values = super().outcomes(groups, gain, replicate)
        less = (self.fewer + self.apart * (replicate % 2)) if gain > 0 else 0.0
        return values | {"true_crime": 80.0 - less, "true_violent": 9.0 - less}


def town(folder: Path, residents: int, fewer: float, apart: float) -> Comparison:
    scenario = known_scenario(folder, SCENARIO.replace("500", f"{residents}", 1))
    return compare(scenario, Crimes(fewer, apart))


def talking(comparison: Comparison) -> Proposal:
    return next(line for line in proposals(comparison).lines if line.arm == "talking")


@pytest.mark.parametrize("residents", [500, 3_000, 62_000, 500_000])
@pytest.mark.parametrize(("fewer", "apart"), [(0.09, 0.005), (0.01, 0.001), (3.0, 1.0), (2.0, 9.0)])
def test_a_line_says_about_the_same_only_where_no_whole_crime_differs_in_the_town(
    tmp_path: Path, residents: int, fewer: float, apart: float
) -> None:
    comparison = town(tmp_path, residents, fewer, apart)
    found = comparison.difference("talking", BASE, "true_crime")
    ends = [found.mean] if found.clear else [found.low, found.high]
    none = all(round(residents / 1000 * end) == 0 for end in ends)
    first = talking(comparison)
    below = dict(crimes_in_town(comparison).arms)["talking"]
    for fact in (first.crime, first.violent):
        assert (fact.said == HARDLY) == none
    if found.clear and not none:
        shown = f"{-residents / 1000 * found.mean:,.0f}"
        assert first.crime.said == f"{shown} fewer"
        assert below[0].removeprefix("about ").split()[0] == f"-{shown}"
    said = crimes_said(change(comparison, "talking", "true_crime"))
    assert said.startswith("about the same") == none
    (row,) = [row for row in rows(comparison) if row.title.startswith("True crime")]
    against = change(comparison, "talking", "true_crime", "watching")
    assert row.reading == against.reading


def test_a_gain_that_the_first_table_calls_clear_has_a_price(tmp_path: Path) -> None:
    comparison = town(tmp_path, 3_000, 1.5, 3.0)
    gain = comparison.difference(BASE, "talking", "true_crime")
    assert gain.clear
    assert gain.low < 0.4 * gain.mean  # so unsure that its price may be more than twice as high
    assert re.fullmatch(r"\d+ fewer", talking(comparison).crime.said)
    price = dict(money(comparison).ratios)["talking"][2]
    assert re.fullmatch(r"\$[\d,]+ \[\$[\d,]+, \$[\d,]+\]", price)


def test_what_the_first_table_calls_about_the_same_has_no_price(tmp_path: Path) -> None:
    comparison = town(tmp_path, 500, 0.09, 0.005)
    assert talking(comparison).crime.said == HARDLY
    assert dict(money(comparison).ratios)["talking"][2] == HARDLY_ANY


def test_cameras_that_are_assumed_to_do_nothing_to_trust_have_no_price_for_it(
    tmp_path: Path,
) -> None:
    alone = SCENARIO.replace(
        "surveillance: {share: 1.0}", "surveillance: {share: 1.0, stops_share: 0}"
    )
    comparison = compare(known_scenario(tmp_path, alone), KnownRunner(gain={"watching": 1.0}))
    assert dict(money(comparison).ratios)["watching"][0] == "assumed none"
    with_stops = compare(known_scenario(tmp_path), KnownRunner(gain={"watching": 1.0}))
    assert dict(money(with_stops).ratios)["watching"][0].startswith("$")
