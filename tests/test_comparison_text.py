"""The printed comparison: its sentences follow from the numbers, and it can be read anywhere."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.model.scenario.scenario import Scenario
from sim.report.comparison_text import print_comparison
from sim.report.side_by_side import rows
from sim.study.compare import Comparison, compare

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
A_THIRD = SCENARIO + "  hiring: {funding: {share: 1.0}}\n"


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def written(comparison: Comparison, file: StringIO | None = None) -> str:
    """The printed comparison as it is piped into a file."""
    file = file or StringIO()
    print_comparison(comparison, file)
    return file.getvalue()


def words(comparison: Comparison) -> str:
    """The printed comparison without its line breaks."""
    return " ".join(written(comparison).split())


def on_a_terminal(comparison: Comparison, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The printed comparison on a terminal of so many columns, with its colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return written(comparison, Terminal())


class Changed(KnownRunner):
    """Known runs in which some outcomes of single arms are replaced."""

    changes: dict[tuple[str, str], float]

    def __init__(self, changes: dict[tuple[str, str], float], **known: object) -> None:
        super().__init__(**known)
        object.__setattr__(self, "changes", changes)

    def run(self, scenario: Scenario, arm: str, replicate: int):
        run = super().run(scenario, arm, replicate)
        for (changed, outcome), value in self.changes.items():
            if changed == arm:
                run.outcomes[outcome] = value
        return run


def row(text: str, start: str, after: str = "") -> str:
    """The first line that starts with `start`, after the first line that starts with `after`."""
    lines = iter(text.splitlines())
    next(line for line in lines if line.startswith(after))
    return " ".join(next(line for line in lines if line.strip().startswith(start)).split())


# The headline


def test_the_headline_says_where_trust_ends_higher_by_how_much_and_for_how_much_money(
    scenario: Scenario,
) -> None:
    text = words(compare(scenario, KnownRunner()))
    assert (
        "Under talking trust ends 3.03 points (of 100) higher than under watching, for the same"
        " money. Interval: 3.00 to 3.05 points" in text
    )


def test_the_headline_follows_the_numbers_and_not_the_names(scenario: Scenario) -> None:
    other_way = KnownRunner(gain={"talking": -1.0, "watching": 2.0}, wobble={})
    assert "Under watching trust ends about 3.00 points" in written(compare(scenario, other_way))


def test_an_interval_around_zero_is_no_clear_difference(scenario: Scenario) -> None:
    runner = KnownRunner(gain={"talking": -0.2}, wobble={"talking": 0.1})
    text = words(compare(scenario, runner))
    assert "Trust shows no clear difference between talking and watching" in text
    assert "trust ends" not in text.split("Talking minus")[0]


def test_a_pair_picked_as_the_largest_of_three_needs_a_wider_interval(tmp_path: Path) -> None:
    # Differences of 1.1, 2.1, 3.1, 4.1: clear at 95% (+-2.05), not at 98.3% (+-3.13).
    runner = KnownRunner(gain={"talking": 0.1}, wobble={"talking": 1.0})
    of_one_pair = words(compare(known_scenario(tmp_path), runner))
    assert "Under talking trust ends 2.6 points (of 100) higher than under watching" in of_one_pair
    assert "Interval: 0.5 to 4.7 points, which allows for chance in the simulation." in of_one_pair
    of_three = words(compare(known_scenario(tmp_path, A_THIRD), runner))
    assert "Trust shows no clear difference between talking and watching" in of_three
    assert "Interval: -1 to 6 points" in of_three
    assert "the pair that differs most was chosen" in of_three


def test_what_costs_what_is_said_and_costs_that_differ_are_flagged(tmp_path: Path) -> None:
    equal = words(compare(known_scenario(tmp_path), KnownRunner()))
    assert "The extra budget is $50 per resident a year, $25,000 a year in all." in equal
    assert "Not spent by as usual." in equal
    assert "more than 5% apart" not in equal
    cheaper = SCENARIO.replace("surveillance: {share: 1.0}", "surveillance: {share: 0.9}")
    unequal = words(compare(known_scenario(tmp_path, cheaper), KnownRunner()))
    assert "more than 5% apart" in unequal
    assert "cost from $45 to $50 per resident a year" in unequal
    assert "higher than under watching, but they do not cost the same." in unequal


def test_a_mean_of_zero_with_a_wide_interval_is_not_called_the_same(scenario: Scenario) -> None:
    wide = compare(scenario, KnownRunner(gain={"talking": -2.5}, wobble={"talking": 1.0}))
    assert wide.difference("talking", "watching", "trust").mean == 0
    found = rows(wide)[0]
    assert (found.found, found.reading) == ("0.0 [-2.1, +2.1]", "no clear difference")
    alike = rows(compare(scenario, KnownRunner(gain={}, wobble={})))[0]
    assert (alike.found, alike.reading) == ("0", "the same")


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


# The tables


def test_what_is_not_clear_stands_in_brackets_and_is_worth_no_points_per_dollar(
    scenario: Scenario,
) -> None:
    runner = KnownRunner(gain={"talking": 2.0, "watching": -0.029}, wobble={"watching": 0.01})
    text = written(compare(scenario, runner))
    assert row(text, "talking", "Trust in police").endswith("+0.040")
    assert row(text, "watching", "Trust in police").endswith("-")
    assert row(text, "sum", "Why trust differs") == "sum +2.00 (0.00) +2.00"


def test_what_happened_has_brackets_and_decimals_of_its_own(scenario: Scenario) -> None:
    class Lucky(KnownRunner):
        def run(self, scenario: Scenario, arm: str, replicate: int):
            run = super().run(scenario, arm, replicate)
            luck = {"talking": -3.0, "watching": (-1.0) ** replicate}.get(arm, 0.0)
            run.outcomes["true_crime_realised"] = 80.0 + luck
            return run

    small = Lucky(gain={"talking": 0.02, "watching": 0.02}, wobble={})
    text = written(compare(scenario, small))
    assert row(text, "talking", "True crime,").endswith("about -0.02 100% -3.0")
    assert row(text, "watching", "True crime,").endswith("about -0.02 100% (0.0)")


def test_decimals_follow_the_clear_differences(scenario: Scenario) -> None:
    runner = Changed(
        {
            ("as_usual", "friendly_contacts"): 76.0,
            ("talking", "friendly_contacts"): 793.09,
            ("watching", "friendly_contacts"): 75.6,
            ("as_usual", "familiarity"): 11.2,
            ("talking", "familiarity"): 18.729,
        },
        gain={"talking": 2.0, "watching": -0.0249},
        wobble={"watching": 0.01},
    )
    text = written(compare(scenario, runner))
    assert row(text, "Friendly contacts") == "Friendly contacts 76 +717 -0.4"
    assert "+7.5 " in row(text, "Familiarity with officers")
    assert "about +2.00" in row(text, "talking", "Trust in police")


def test_a_clear_interval_is_not_shown_as_touching_zero(scenario: Scenario) -> None:
    close = KnownRunner(gain={"talking": 0.0}, wobble={"talking": 0.01})
    found = compare(scenario, close).difference("talking", "as_usual", "trust")
    assert 0 < found.low < 0.005
    shown = row(written(compare(scenario, close)), "talking", "Trust in police")
    assert "+0.025 [+0.004, +0.046]" in shown


def test_reporting_is_also_compared_at_the_baselines_mix_of_crimes(scenario: Scenario) -> None:
    text = words(compare(scenario, KnownRunner()))
    said = (
        "At the mix of crimes under as usual, in percentage points: talking about +0.20; watching"
    )
    assert said in text


def test_a_difference_too_small_to_matter_has_no_digits_in_a_sentence(scenario: Scenario) -> None:
    small = compare(scenario, KnownRunner(gain={"talking": 0.2}, wobble={"talking": 0.02}))
    text = words(small)
    assert "in percentage points: all arms about the same." in text


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_number_is_cut_at_any_width(
    tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    arms = [f"a_plan_with_a_rather_long_name_and_the_number_{n}" for n in range(1, 10)]
    arms.append("t" * 60)
    lines = [f"  {arm}: {{funding: {{share: 1.0}}}}\n" for arm in arms]
    gains = {arm: 1.11 * place for place, arm in enumerate(arms, start=1)}
    town = known_scenario(tmp_path, SCENARIO + "".join(lines))
    comparison = compare(town, KnownRunner(gain=gains, wobble={}))
    text = ESCAPES.sub("", on_a_terminal(comparison, width, monkeypatch))
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= max(80, min(width, 100))
    above, below = text.split("Why trust differs", 1)
    for gain in gains.values():
        assert f"about +{gain:.2f}" in above
        assert re.search(rf"sum .*\+{gain:.2f}( |$)", below, re.MULTILINE)


def test_piped_text_is_plain_and_fits_a_hundred_columns(scenario: Scenario) -> None:
    text = written(compare(scenario, KnownRunner()))
    assert "\x1b" not in text
    assert all(line == line.rstrip() and len(line) <= 100 for line in text.splitlines())


def test_five_arms_take_no_more_than_a_hundred_and_fifty_lines(tmp_path: Path) -> None:
    five = A_THIRD + "  fewer_events: {community_events: {per_month: 0}}\n"
    text = written(compare(known_scenario(tmp_path, five), KnownRunner()))
    assert len(text.splitlines()) <= 150


def test_only_clear_differences_have_a_colour(
    tmp_path: Path, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    green, red = "\x1b[32m", "\x1b[31m"
    clear = on_a_terminal(compare(scenario, KnownRunner()), 100, monkeypatch)
    assert green in clear
    assert red in clear
    unclear = KnownRunner(gain={"talking": -0.02}, wobble={"talking": 0.01})
    once = scenario.model_copy(update={"replicates": 1})
    for comparison in (compare(scenario, unclear), compare(once, KnownRunner())):
        text = on_a_terminal(comparison, 100, monkeypatch)
        assert green not in text
        assert red not in text


def test_who_wants_no_colours_gets_none(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPES.search(written(compare(scenario, KnownRunner()), Terminal())) is None


def test_names_and_stories_are_never_markup(tmp_path: Path) -> None:
    text = SCENARIO.replace("Two ways to", "'[bold]Two[/bold] ways :smile: to").replace(
        "same money.", "same money.'"
    )
    printed = written(compare(known_scenario(tmp_path, text), KnownRunner()))
    assert "[bold]Two[/bold] ways :smile: to" in printed


@pytest.mark.parametrize("replicates", [1, 2])
@pytest.mark.parametrize("arms", [1, 2, 3])
def test_small_comparisons_print_too(tmp_path: Path, arms: int, replicates: int) -> None:
    text = "\n".join(SCENARIO.splitlines()[: 12 + arms])
    town = known_scenario(tmp_path, text + "\n").model_copy(update={"replicates": replicates})
    assert len(town.arms) == arms
    text = written(compare(town, KnownRunner(without_crime=(1, 2))))
    assert "nan" not in text.lower()
    assert ("[-]" in text) == (replicates == 1)


# What it does not claim


def test_the_last_words_are_on_luck_on_size_and_on_what_nobody_knows(scenario: Scenario) -> None:
    text = words(compare(scenario, KnownRunner()))
    assert "one interval in twenty excludes zero by chance alone" in text
    assert "clear does not mean large" in text
    assert text.endswith("not as a forecast.")


def test_a_claim_is_printed_with_what_was_found(tmp_path: Path) -> None:
    text = SCENARIO + (
        "expect:\n"
        "  - {outcome: trust, arm: talking, than: watching, at_least: 2.25}\n"
        "  - {outcome: reporting, arm: talking, than: watching, at_least: 0.5}\n"
    )
    printed = words(compare(known_scenario(tmp_path, text), KnownRunner()))
    assert "talking minus watching, at least +2.25 points; found +3.03" in printed
    assert "NOT MET" in printed
    assert "at least +50 percentage points; found about +0.30" in printed
