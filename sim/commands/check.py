"""`check`: all that is wrong with files at once; where nothing is, what they amount to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.common.words import capital, count, dollars, listed
from sim.files import read_source
from sim.model.arm_plan import arm_plan
from sim.model.scenario.load import load_scenario
from sim.model.scenario.said_back import (
    budget_in_words,
    dates_in_words,
    rounding_in_words,
    trust_in_words,
)
from sim.model.scenario.scenario import Scenario
from sim.model.what_differs import CHOICES, what_differs
from sim.model.worlds import world_of
from sim.report.bills import bills_in_words
from sim.report.cautions import cautions
from sim.report.dated_costs import dated_costs_in_words
from sim.report.idle_money import idle_money_foreseen
from sim.report.layout import OUT
from sim.report.setting import own_numbers, town_in_words

FINE, BAD_INPUT = 0, 2


def check(files: Sequence[Path]) -> int:
    """Print what each file amounts to, then all problems of all files; the exit status."""
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        try:
            if is_sweep(path):
                describe_sweep(path)
            else:
                describe(path, load_scenario(path))
        except ProblemsFound as found:
            problems += found.problems
    sys.stdout.flush()
    if problems:
        print(ProblemsFound(problems), file=sys.stderr)
    return BAD_INPUT if problems else FINE


def is_sweep(path: Path) -> bool:
    """Whether a file asks for a sweep rather than for a scenario; raises ProblemsFound."""
    return "scenario" in read_source(path).data


def describe_sweep(path: Path) -> None:
    """The question and the size of a sweep."""
    from sim.commands.sweep import introduction
    from sim.common.threads import usual_workers
    from sim.study.sweeps.load import load_sweep

    sweep = load_sweep(path)
    OUT.title(f"{path}: fine")
    for line in introduction(sweep, usual_workers()).splitlines():
        OUT.text(line.strip(), indent=2)
    OUT.line()


def describe(path: Path, scenario: Scenario) -> None:
    """The story, the size, the bill and the warnings of one scenario."""
    if scenario.fitted is not None:
        world_of(scenario, 1)  # of this version, or ProblemsFound
    OUT.title(f"{path}: fine")
    arms, baseline = list(scenario.arms), scenario.title(scenario.baseline)
    OUT.text(
        f"{capital(scenario.shown_name)}. {scenario.about}".strip(),
        indent=2,
    )
    OUT.text(
        f"{count(scenario.days, 'day')} after"
        f" {count(scenario.burn_in_days, 'day')} of burn-in,"
        f" {count(scenario.replicates, 'replicate')} of {count(len(arms), 'arm')}"
        f" (baseline: {baseline}).",
        indent=2,
    )
    if dates := dates_in_words(scenario):
        OUT.text(dates, indent=2)
    OUT.text(town_in_words(scenario), indent=2)
    if "crime" not in scenario.community.model_fields_set:
        OUT.text("No crime: is given under community:, so that of Maryland is taken.", indent=2)
    OUT.text(trust_in_words(scenario), indent=2)
    for told in filter(None, [*rounding_in_words(scenario), budget_in_words(scenario)]):
        OUT.text(told, indent=2)
    OUT.line()
    budget = scenario.budget
    extra = f"; the budget is {dollars(budget.per_resident)}" if budget else ""
    OUT.title(f"What each arm costs, per resident a year{extra}", indent=2)
    prices = {arm: arm_plan(scenario, arm).price for arm in arms}
    costs = {arm: dollars(prices[arm].per_resident_year) for arm in arms}
    name = max(len(scenario.title(arm)) for arm in arms)
    cost = max(len(text) for text in costs.values())
    bills = bills_in_words(scenario, prices)
    OUT.rows(
        ((f"{scenario.title(arm):{name}}  {costs[arm]:>{cost}}", bills[arm]) for arm in arms),
        indent=4,
        widest=48,
    )
    for told in dated_costs_in_words(scenario):
        OUT.text(told, indent=4, hanging=2)
    if len(arms) > 1:
        _differences(scenario)
    if own := own_numbers(scenario):
        OUT.line()
        OUT.text(own, indent=2)
    idle, unknown = idle_money_foreseen(scenario)
    for warning in [*idle, *cautions(scenario)]:
        OUT.line()
        OUT.text(f"Careful: {warning}", indent=2, hanging=2)
    if unknown:
        OUT.line()
        OUT.text(unknown, indent=2, hanging=2)
    OUT.line()


def _differences(scenario: Scenario) -> None:
    """What the arms do differently: the baseline's choice, then those that depart from it."""
    differing = what_differs(scenario)
    base = scenario.baseline
    OUT.line()
    OUT.title(
        f"What differs from {scenario.title(base)}: {len(differing)} of {CHOICES} choices", indent=2
    )
    for choice in differing:
        usual = choice.by_arm[base]
        others: dict[str, list[str]] = {}
        for arm, value in choice.by_arm.items():
            if value != usual:
                others.setdefault(value, []).append(scenario.title(arm))
        all_alike = len(choice.by_arm) > 2 and [len(choice.by_arm) - 1] == [
            len(arms) for arms in others.values()
        ]
        changes = "; ".join(
            f"{'all others' if all_alike else listed(arms)} {value}"
            for value, arms in others.items()
        )
        unit = f", {choice.unit}" if choice.unit else ""
        OUT.text(f"{choice.name}{unit}: {usual}; {changes}", indent=4, hanging=2)
