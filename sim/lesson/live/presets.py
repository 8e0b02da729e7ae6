"""Settings of all sliders of a town that one can choose by a name: arms that sliders can say."""

from __future__ import annotations

from typing import Any

from sim.common.problems import ProblemsFound
from sim.common.words import capital
from sim.lesson.as_lesson import of_lesson_size
from sim.lesson.live.levers import standing
from sim.lesson.live.towns import Desk
from sim.lesson.told import Terms, said
from sim.model.arm_plan import arm_plan
from sim.model.scenario.scenario import Scenario


def presets(scenario: Scenario, desk: Desk, terms: Terms) -> list[list[dict[str, Any]]]:
    """For each town: the arms of a scenario that sliders can say, with their settings."""
    found: list[list[dict[str, Any]]] = [[], []]
    for arm in scenario.arms:
        other = next(each for each in scenario.arms if each != arm)
        try:
            alone = of_lesson_size(scenario, (arm, other))
        except ProblemsFound:  # it ends too early for this arm
            continue
        wanted, set_to = arm_plan(alone, arm).stages, standing(alone, arm)
        for town, all_set in enumerate(found):
            towns = desk.towns(
                [set_to if at == town else each for at, each in enumerate(desk.start)]
            )
            made = arm_plan(towns.scenario, towns.arms[town]).stages
            if alike(made, wanted):
                all_set.append(
                    {"title": said(capital(scenario.title(arm)), terms), "set_to": set_to}
                )
    return found


def alike(made: Any, wanted: Any) -> bool:
    """Whether two arms do the same on the same days and in the same places."""
    if [each.first for each in made] != [each.first for each in wanted]:
        return False
    return all(
        one.places == other.places
        and all(abs(a - b) < 1e-9 for a, b in zip(one.levers, other.levers, strict=True))
        for one, other in zip(made, wanted, strict=True)
    )
