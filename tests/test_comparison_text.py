"""The printed comparison: its sentences follow from the numbers, and it can be read anywhere."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.experiment.compare import Comparison, compare
from sim.report.comparison_text import print_comparison
from sim.scenario import Scenario


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


def written(comparison: Comparison) -> str:
    """The printed comparison as it is piped into a file."""
    file = StringIO()
    print_comparison(comparison, file)
    return file.getvalue()


def words(comparison: Comparison) -> str:
    """The printed comparison without its line breaks."""
    return " ".join(written(comparison).split())


def test_the_headline_says_who_ends_higher_by_how_much_and_at_what_cost(scenario: Scenario) -> None:
    text = words(compare(scenario, KnownRunner()))
    assert (
        "Talking ends 3.0 points (3.0 to 3.0) above watching in trust at the same cost"
        " ($50 per resident a year)." in text
    )
    assert "as usual $0 baseline, does not spend the budget" in text


def test_the_headline_follows_the_numbers_and_not_the_names(scenario: Scenario) -> None:
    other_way = KnownRunner(gain={"talking": -1.0, "watching": 2.0}, wobble={})
    assert "Watching ends 3.0 points" in written(compare(scenario, other_way))


def test_an_interval_around_zero_is_no_clear_difference(scenario: Scenario) -> None:
    runner = KnownRunner(gain={"talking": -0.02}, wobble={"talking": 0.01})
    text = words(compare(scenario, runner))
    assert "show no clear difference in trust" in text
    assert "ends" not in text.split("What each arm costs")[0]


def test_costs_that_differ_are_flagged(tmp_path: Path) -> None:
    cheaper = SCENARIO.replace("surveillance: {share: 1.0}", "surveillance: {share: 0.9}")
    unequal = words(compare(known_scenario(tmp_path, cheaper), KnownRunner()))
    assert "more than 5% apart" in unequal
    assert "at $50 against $45 per resident a year" in unequal
    assert "more than 5% apart" not in words(compare(known_scenario(tmp_path), KnownRunner()))


def test_piped_text_is_plain_and_fits_a_hundred_columns(scenario: Scenario) -> None:
    text = written(compare(scenario, KnownRunner()))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_names_and_stories_are_never_markup(tmp_path: Path) -> None:
    text = SCENARIO.replace("Two ways to", "'[bold]Two[/bold] ways :smile: to").replace(
        "same money.", "same money.'"
    )
    printed = written(compare(known_scenario(tmp_path, text), KnownRunner()))
    assert "[bold]Two[/bold] ways :smile: to" in printed


@pytest.mark.parametrize("replicates", [1, 2])
@pytest.mark.parametrize("arms", [1, 2, 3])
def test_small_comparisons_print_too(tmp_path: Path, arms: int, replicates: int) -> None:
    text = "\n".join(SCENARIO.splitlines()[: 11 + arms])
    scenario = replace(known_scenario(tmp_path, text + "\n"), replicates=replicates)
    assert len(scenario.arms) == arms
    text = written(compare(scenario, KnownRunner(without_crime=(1, 2))))
    assert "nan" not in text.lower().split("quality")[0]
    assert ("[-]" in text) == (replicates == 1)


def test_quality_of_life_that_hangs_on_the_weight_of_crime_is_said(scenario: Scenario) -> None:
    class Torn(KnownRunner):
        def outcomes(self, groups: list[str], gain: float, replicate: int) -> dict[str, float]:
            values = super().outcomes(groups, gain, replicate)
            return values | {
                "quality_of_life": 60 + gain,
                "quality_of_life_with_crime": 60 - gain,
            }

    warning = "depends on whether crime counts in it"
    assert warning in words(compare(scenario, Torn()))
    assert warning not in words(compare(scenario, KnownRunner()))


def test_a_claim_is_printed_with_what_was_found(tmp_path: Path) -> None:
    text = SCENARIO + (
        "expect:\n"
        "  - {outcome: trust, arm: talking, than: watching, at_least: 2.25}\n"
        "  - {outcome: reporting, arm: talking, than: watching, at_least: 0.5}\n"
    )
    printed = words(compare(known_scenario(tmp_path, text), KnownRunner()))
    assert "talking minus watching, at least +2.25 points at 95% confidence; found +3.0" in printed
    assert "NOT MET" in printed
    assert "at least +50 percentage points at 95% confidence; found +0.30" in printed
