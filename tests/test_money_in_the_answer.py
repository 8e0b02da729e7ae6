"""What the answer says of money: who is ahead at what cost, what is idle, what is no budget."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.model.processes.follow_up import ON_FOLLOW_UP
from sim.model.scenario.scenario import Scenario
from sim.report.comparison_text import print_comparison
from sim.report.document import report_page
from sim.report.finding import finding
from sim.report.idle_money import idle_money
from sim.report.proposals import proposals
from sim.report.sentences import budget_sentence
from sim.study.compare import Comparison, compare
from sim.study.runs import Run

HEAD = SCENARIO.split("arms:")[0].replace("residents: 500", "residents: 3000")


class Towns(KnownRunner):
    """Known runs in which cameras prevent crime and part of the follow-up hours is idle."""

    def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
        found = super().run(scenario, arm, replicate)
        if arm == "cameras":
            found.outcomes["true_crime"] = 75.0 + 0.1 * replicate
        if arm == "teams":
            found.idle_hours[ON_FOLLOW_UP] = 4.0
        return found


def town(folder: Path, arms: str) -> Comparison:
    text = HEAD + f"arms:\n  as_usual: {{}}\n{arms}"
    return compare(
        known_scenario(folder, text), Towns(gain={"teams": 0.77}, wobble={"teams": 0.01})
    )


TEAMS = "  teams: {problem_solving: {share: 1.0, at_blocks: 0}}\n"
CAMERAS = "  cameras: {surveillance: {cameras: 40}}\n"


def both(comparison: Comparison) -> tuple[str, str]:
    """Terminal and page without their line breaks."""
    printed = StringIO()
    print_comparison(comparison, printed)
    page = re.sub(r"<[^>]*>", " ", report_page(comparison)).replace("\N{MINUS SIGN}", "-")
    return " ".join(printed.getvalue().split()), " ".join(page.split())


def test_where_costs_differ_the_arms_ahead_in_trust_and_crime_are_named_with_their_cost(
    tmp_path: Path,
) -> None:
    comparison = town(tmp_path, TEAMS + CAMERAS)
    cost = round(3000 * comparison.extra_cost("cameras"))
    said = finding(comparison).first
    assert "rust rises most under teams (0.8 points" in said
    assert "rime falls most under cameras (14 fewer a year" in said
    assert said.endswith("and least is spent under teams.")
    teams, cameras = proposals(comparison).lines
    assert (teams.dollars, cameras.dollars) == (150_000, cost)
    for text in both(comparison):
        for each in (said, teams.cost, cameras.cost):
            assert each in text


def test_whether_all_cost_the_same_is_said(tmp_path: Path) -> None:
    comparison = town(tmp_path, TEAMS + "  watching: {surveillance: {share: 0.96}}\n")
    assert "all for the same money" in finding(comparison).first
    apart = town(tmp_path, TEAMS + "  watching: {surveillance: {share: 0.9}}\n")
    assert "least is spent under watching" in finding(apart).first
    assert "more than 5% apart" in both(apart)[0]


def test_a_proposal_that_saves_money_is_named_in_the_first_sentence(tmp_path: Path) -> None:
    comparison = town(tmp_path, TEAMS + "  cuts: {community_events: {per_month: 0}}\n")
    assert "money is saved under cuts" in finding(comparison).first
    assert proposals(comparison).lines[1].cost.startswith("saves $")


def test_idle_money_is_named_in_the_line_of_its_proposal_and_with_its_reason(
    tmp_path: Path,
) -> None:
    comparison = town(tmp_path, TEAMS + CAMERAS)
    said = finding(comparison).idle
    assert re.fullmatch(
        r"\d+% of the \$150,000 a year spent under teams finds nothing to do:"
        r" its follow-up hours exceed what residents raise\.",
        said,
    )
    assert "at_blocks" not in said
    assert "Interval" not in said  # as much in every run
    assert re.fullmatch(r"\d+% of it unused", proposals(comparison).lines[0].idle)
    assert proposals(comparison).lines[1].idle == ""
    for text in both(comparison):
        assert said in text
        assert proposals(comparison).lines[0].idle in text
    assert any("at_blocks" in each for each in idle_money(comparison))


def test_the_share_of_idle_money_has_an_interval_where_runs_differ(tmp_path: Path) -> None:
    class Unequal(Towns):
        def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
            found = super().run(scenario, arm, replicate)
            found.idle_hours[ON_FOLLOW_UP] *= 0.5 + 0.1 * replicate
            return found

    text = HEAD + f"arms:\n  as_usual: {{}}\n{TEAMS}"
    said = finding(compare(known_scenario(tmp_path, text), Unequal())).idle
    found = re.search(r"^(\d+)% of the .* Interval: (\d+)% to (\d+)%\.$", said)
    assert found is not None
    share, low, high = map(int, found.groups())
    assert low < share < high


def test_without_officers_the_reason_is_that_nobody_works_the_hours(tmp_path: Path) -> None:
    text = HEAD + f"department: {{officers_per_1000: 0}}\narms:\n  as_usual: {{}}\n{TEAMS}"
    comparison = compare(known_scenario(tmp_path, text), Towns())
    assert "there is no officer to work the hours" in finding(comparison).idle
    (said,) = [each for each in idle_money(comparison) if "hours" in each]
    assert "have no officer to work them" in said
    assert "nothing to follow up" not in said


def test_what_is_given_as_quantities_is_not_told_as_free(tmp_path: Path) -> None:
    comparison = town(tmp_path, TEAMS + CAMERAS)
    cost = round(3000 * comparison.extra_cost("cameras"))
    said = budget_sentence(comparison)
    assert f"outside this budget: ${cost:,} under cameras a year." in said
    assert "Not spent by as usual." in said


def test_no_command_stands_in_the_answer_of_the_page(tmp_path: Path) -> None:
    page = both(town(tmp_path, TEAMS + CAMERAS))[1]
    answer, again = page.split("Doing it again")
    assert "python run.py" not in answer
    assert "python run.py reproduce" in again


def test_the_answer_says_in_which_group_trust_changes_most(tmp_path: Path) -> None:
    class Groups(Towns):
        def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
            found = super().run(scenario, arm, replicate)
            if arm == "teams":
                found.outcomes["trust_minority"] += 3.0 + 0.01 * replicate
                found.outcomes["trust_majority"] += 1.0
            return found

    text = HEAD + f"arms:\n  as_usual: {{}}\n{TEAMS}"
    comparison = compare(known_scenario(tmp_path, text), Groups(gain={"teams": 2.0}))
    said = finding(comparison).beside
    assert re.search(
        r"trust changes most in minority under teams: (about )?3\.\d+ points more", said
    )
