"""What the money of each arm goes to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.common.words import dollars, plain
from sim.model.scenario.arm import settings_of
from sim.model.scenario.extra_cost import WHOLE
from sim.model.strategies.problem_solving import FOLLOW_UP, ProblemSolving
from sim.model.strategies.surveillance import Surveillance

if TYPE_CHECKING:
    from sim.model.arm_plan import Price
    from sim.model.scenario.scenario import Scenario


def bills_in_words(scenario: Scenario, prices: dict[str, Price]) -> dict[str, str]:
    """What each arm's money goes to; a bill is written out once."""
    bills: dict[str, str] = {}
    first: dict[str, str] = {}
    for arm, priced in prices.items():
        bill = "; ".join(bill_of(scenario, arm, priced))
        known = first.setdefault(bill, arm)
        notes = ["the baseline"] if arm == scenario.baseline else []
        if bill:
            notes.append(bill if known == arm else f"the same bill as {scenario.title(known)}")
        if scenario.budget and not priced.spends_budget:
            notes.append("does not spend the budget")
        bills[arm] = "; ".join(notes)
    return bills


def bill_of(scenario: Scenario, arm: str, price: Price) -> list[str]:
    """What the money of one arm goes to, a sentence each."""
    return [
        _line(*line)
        + _split_of_problem_solving(scenario, arm, line[0])
        + _whole_price_of_a_camera(scenario, arm, line[0])
        for line in price.lines
        if line[1] != 0
    ]


def _split_of_problem_solving(scenario: Scenario, arm: str, activity: str) -> str:
    """Which part of a share of problem solving is follow-up: often nobody has chosen it."""
    setting = settings_of(scenario.arms[arm]).get("problem_solving")
    if activity != FOLLOW_UP or not isinstance(setting, ProblemSolving):
        return ""
    if setting.share is None or setting.at_blocks == 1.0:
        return ""
    if setting.at_blocks == 0.0:
        return ", all of what problem solving gets (at_blocks: 0)"
    return (
        f", {1.0 - setting.at_blocks:.0%} of what problem solving gets; the rest"
        f" (at_blocks: {setting.at_blocks:g}) works on the causes of crime"
    )


def _whole_price_of_a_camera(scenario: Scenario, arm: str, activity: str) -> str:
    """What one camera costs, where that was given as a whole."""
    setting = settings_of(scenario.arms[arm]).get("surveillance")
    if activity != "cameras" or not isinstance(setting, Surveillance):
        return ""
    if setting.cost_per_camera is None:
        return ""
    return f", {dollars(setting.cost_per_camera)} for each with everything"


def _line(activity: str, quantity: float, unit: str, dollars_a_year: float) -> str:
    if quantity < 0:
        quantity, unit = -quantity, unit.replace("more ", "fewer ")
    paid = f"{dollars(round(dollars_a_year))} a year"
    if dollars_a_year == 0:
        paid = "no extra money" if unit == WHOLE else "no extra money: from patrol"
    elif dollars_a_year < 0:
        paid = f"saves {dollars(round(-dollars_a_year))} a year"
    if unit == WHOLE:
        return f"{activity} ({paid})"
    return f"{activity}: {plain(round(quantity, 2 if quantity < 10 else 1))} {unit} ({paid})"
