"""Why arms differ: account books sum to what they explain, reporting is told apart from crime."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from known_runs import KnownRunner, known_scenario
from small_towns import FLAGSHIP
from small_towns import scenario as small_town

from sim.model.registers import CHANNELS
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.study.books import DIGITS, Book, book
from sim.study.compare import Comparison, compare
from sim.study.crime_mix import expected_crimes, reporting_at_baseline_mix
from sim.study.runs import Run


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


# The account books


def test_gathering_small_lines_keeps_the_sum(scenario: Scenario) -> None:
    comparison = compare(scenario, KnownRunner())
    whole = book(comparison, "trust", [("talking", "as_usual"), ("talking", "watching")])
    assert len(whole.titles) == len(CHANNELS)
    assert whole.total == pytest.approx([2.025, 3.025])
    amounts = np.random.default_rng(1).normal(0, 1, (18, 2)) ** 3
    many = replace(whole, amounts=amounts)
    shown = many.largest(most=6)
    assert len(shown.titles) == 7
    assert shown.titles[-1] == "other"
    np.testing.assert_allclose(shown.total, many.total, atol=1e-12)
    sizes = np.abs(np.array(shown.amounts[:-1])).max(axis=1)
    assert sizes.tolist() == sorted(sizes, reverse=True)


@pytest.fixture(scope="module")
def real() -> Comparison:
    """A small town through the model itself."""
    arms = {name: FLAGSHIP[name] for name in ("business_as_usual", "engagement", "surveillance")}
    town = small_town(arms=arms, replicates=2, days=100, budget={"per_resident": 200})
    return compare(town)


def test_both_books_of_a_real_town_sum_to_the_differences_they_explain(real: Comparison) -> None:
    pairs = [("engagement", "business_as_usual"), ("surveillance", "engagement")]
    for outcome in DIGITS:
        found = [real.difference(*pair, outcome).mean for pair in pairs]
        assert min(map(abs, found)) > 0.01
        np.testing.assert_allclose(book(real, outcome, pairs).total, found, rtol=1e-9)


def test_a_line_that_is_zero_as_it_is_shown_is_gathered_with_the_others() -> None:
    amounts = np.array([[-5.0, 0.0], [0.0, 0.04], [0.0, -0.03], [0.01, 0.02]])
    assert Book(("a", "b", "c", "d"), amounts, 1).largest().titles == ("a", "other")
    assert Book(("a", "b", "c", "d"), amounts, 2).largest().titles == ("a", "b", "c", "d")


# Reporting at one mix of crimes


def test_the_crimes_of_a_real_town_by_type_give_its_totals(real: Comparison) -> None:
    for arm in real.arms:
        crimes = np.array(expected_crimes(real, arm))
        by_type = np.stack([real.values(arm, f"reporting_{kind}") for kind in CRIME_TYPES], axis=1)
        np.testing.assert_allclose(crimes.sum(axis=1), real.values(arm, "true_crime"))
        np.testing.assert_allclose(crimes[:, 0], real.values(arm, "true_violent"))
        reported = (crimes * by_type).sum(axis=1)
        np.testing.assert_allclose(reported, real.values(arm, "recorded_crime"))


class FewerThefts(KnownRunner):
    """Watching prevents thefts, which are seldom reported; nobody reports any more than before."""

    def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
        run = super().run(scenario, arm, replicate)
        shares = dict(zip(CRIME_TYPES, (0.5, 0.4, 0.7, 0.2), strict=True))
        outcomes = run.outcomes | {f"reporting_{kind}": share for kind, share in shares.items()}
        book = np.zeros_like(run.crime_book)
        if arm == "watching":
            book[0, CRIME_TYPES.index("other_theft"), 3] = -4.0
            outcomes["reporting"] = run.outcomes["reporting"] + 0.01
        return replace(run, outcomes=outcomes, crime_book=book)


def test_preventing_crimes_that_few_report_is_no_change_of_reporting(scenario: Scenario) -> None:
    comparison = compare(scenario, FewerThefts(gain={}, wobble={}))
    assert comparison.difference("watching", "as_usual", "reporting").mean == pytest.approx(0.01)
    found = reporting_at_baseline_mix(comparison, "watching")
    assert (found.mean, found.low, found.high) == pytest.approx((0, 0, 0), abs=1e-15)


def test_more_reports_of_one_type_count_by_how_common_it_is_in_the_baseline(
    scenario: Scenario,
) -> None:
    class MoreReportsToo(FewerThefts):
        def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
            run = super().run(scenario, arm, replicate)
            if arm == "watching":
                run.outcomes["reporting_violent"] += 0.1
            return run

    comparison = compare(scenario, MoreReportsToo(gain={}, wobble={}))
    usual = np.array(expected_crimes(comparison, "as_usual")[0])
    found = reporting_at_baseline_mix(comparison, "watching")
    assert found.mean == pytest.approx(0.1 * usual[0] / usual.sum())


def test_a_change_in_every_types_reporting_counts_whole_and_with_its_interval(
    scenario: Scenario,
) -> None:
    comparison = compare(scenario, KnownRunner())
    found = reporting_at_baseline_mix(comparison, "talking")
    trust = comparison.difference("talking", "as_usual", "trust")
    expected = (trust.mean / 1000, trust.low / 1000, trust.high / 1000)
    assert (found.mean, found.low, found.high) == pytest.approx(expected)
