"""From two sets of sliders to a plain scenario that anybody can check, compare and save."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from sim.lesson.live.levers import SLIDERS, Written, arm_with, as_written, standing, usual_means
from sim.model.arm_plan import arm_plan
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import usual, working_day
from sim.model.strategies import strategies

MOST_PAIRS = 10  # paired replicates of a live page
WRITTEN = """\
# Set with the sliders of a live page. `run.py check` tells what it costs; `run.py compare` gives
# the numbers that the page showed.
"""


@dataclass(frozen=True)
class Towns:
    """Two towns as the sliders want them: two arms of a scenario."""

    scenario: Scenario
    arms: tuple[str, str]

    def as_yaml(self) -> str:
        """A scenario file that gives the same numbers."""
        content = plain_scenario(self.scenario)
        return WRITTEN + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=95)

    def spending(self) -> list[dict[str, float]]:
        """Money and hours of each town, known before anything runs."""
        ordinary = working_day(self.scenario, usual(self.scenario)).presence
        found = []
        for arm in self.arms:
            days = [each.day for each in arm_plan(self.scenario, arm).stages]
            day = max(days, key=lambda each: each.asked)
            seen = day.presence / ordinary if ordinary > 0.0 else 1.0
            found.append(
                {
                    "cost": round(arm_plan(self.scenario, arm).price.per_resident_year, 2),
                    "asked": round(float(day.asked), 2),
                    "available": round(float(day.available), 2),
                    "presence": round(100.0 * float(seen), 1),
                }
            )
        return found


class Desk:
    """The sliders of one scenario: where they begin, how far they go, what they amount to."""

    def __init__(self, scenario: Scenario, arms: tuple[str, str]) -> None:
        pairs = min(MOST_PAIRS, scenario.lesson.replicates)
        lesson = scenario.lesson.model_copy(update={"replicates": pairs, "beside": []})
        self.scenario = scenario.with_changes(replicates=pairs, lesson=lesson)
        self.arms = arms
        self.budget = self.scenario.budget.per_resident if self.scenario.budget else 0.0
        self.start = [standing(self.scenario, arm) for arm in arms]

    @cached_property
    def limits(self) -> dict[str, tuple[float, float, float]]:
        """Lowest, highest and step of each slider, the same in both towns."""
        size = self.scenario.community.residents / 1000.0
        found = {}
        for slider in SLIDERS:
            grows = size if slider.grows else 1.0
            highest = max(slider.most * grows, 1.5 * max(each[slider.name] for each in self.start))
            steps = math.ceil(round(highest / slider.step, 6))
            low = slider.low * grows
            if slider.name == "meetings_per_month":  # fewer than usual cannot be had with a share
                low = usual_means(self.scenario).usual[slider.name]
            found[slider.name] = (low, round(steps * slider.step, 6), slider.step)
        return found

    def described(self) -> dict[str, Any]:
        """What the page needs to draw the sliders."""
        means = usual_means(self.scenario)
        return {
            "limits": self.limits,
            "start": self.start,
            "budget": self.budget or None,
            "an_hour": round(means.cost["hour"]),
            "pairs": self.scenario.replicates,
            "usual_officers": usual_means(self.scenario).officers,
        }

    def towns(self, set_to: list[Written]) -> Towns:
        """The scenario in which both arms stand where the sliders do."""
        moved = [now != start for now, start in zip(set_to, self.start, strict=True)]
        dollars = (self.budget or 1.0) * self.scenario.community.residents
        arms: dict[str, Written] = {
            self.scenario.baseline: as_written(self.scenario, self.scenario.baseline)
        }
        names: list[str] = []
        spent = self.budget
        for arm, now, is_moved in zip(self.arms, set_to, moved, strict=True):
            name = _free_name(arm, list(self.scenario.arms)) if is_moved else arm
            names.append(name)
            arms[name] = as_written(self.scenario, arm)
            if is_moved:
                arms[name] = arm_with(self.scenario, arm, now, dollars)
                shares = math.fsum(each.get("share", 0.0) for each in strategies_in(arms[name]))
                spent = max(spent, shares * (self.budget or 1.0))
        return Towns(self._scenario(arms, names, spent), (names[0], names[1]))

    def _scenario(self, arms: dict[str, Written], names: list[str], spent: float) -> Scenario:
        """A larger budget, where more is spent, leaves every arm the dollars that it had."""
        changes: dict[str, Any] = {}
        if tuple(names) != self.arms:
            changes["story"] = []  # it told of other towns
        if spent > self.budget * (1.0 + 1e-9):
            larger = math.ceil(100.0 * spent) / 100.0
            changes["budget"] = {"per_resident": larger}
            for each in (settings for arm in arms.values() for settings in strategies_in(arm)):
                if "share" in each:
                    each["share"] *= (self.budget or 1.0) / larger
        named = f"{self.scenario.name[:55]}_live"
        lesson = self.scenario.lesson.model_copy(update={"arms": names})
        return self.scenario.with_changes(name=named, arms=arms, lesson=lesson, **changes)


def plain_scenario(scenario: Scenario) -> Written:
    """A scenario as plain data: what it says itself."""
    plain: Written = scenario.model_dump(
        mode="json", by_alias=True, exclude_unset=True, exclude_none=True, exclude={"extends"}
    )
    return plain


def strategies_in(arm: Written) -> list[Written]:
    """The settings of the strategies of an arm that is plain data."""
    known = strategies()
    return [settings for name, settings in arm.items() if name in known]


def _free_name(arm: str, taken: list[str]) -> str:
    name = f"{arm[:45]}_changed"
    while name in taken:
        name += "_again"
    return name
