"""What a live page asks of the program: towns under its sliders, what to run, what came out.

In plain data. This file, and all that it needs, is translated for the page.
"""

from __future__ import annotations

from typing import Any

from sim.common.problems import ProblemsFound
from sim.lesson.live.levers import twice_the_money
from sim.lesson.live.towns import Desk, Towns
from sim.lesson.told import about, results
from sim.model.scenario.scenario import Scenario
from sim.model.worlds import in_one_world
from sim.portable.inputs import arms_inputs, town_inputs
from sim.portable.outputs import run_found
from sim.study.results import Results
from sim.study.runs import Run

Json = Any


class Sitting:
    """Two towns at a desk: place 0 is the pair that is shown, the others are the pairs."""

    def __init__(self, data: Json, arms: list[str], terms: Json = None) -> None:
        self.terms: dict[str, str] = terms or {}
        self.desk = Desk(Scenario.model_validate(data), (arms[0], arms[1]))
        self.towns: Towns = self.desk.towns(self.desk.start)
        self.runs: dict[int, list[Run]] = {}
        self.kept: dict[int, Json] = {}

    def described(self) -> Json:
        """Sliders: where they begin and how far they go."""
        return self.desk.described()

    def move(self, set_to: Json) -> Json:
        """Set all sliders: money and hours of both towns, or what is wrong, in a sentence."""
        try:
            self.towns = self.desk.towns(set_to)
        except ProblemsFound as found:
            first = found.problems[0]
            said = f"{first.message}: {first.fix}" if first.fix else first.message
            return {"said": said, "spending": None}
        self.runs = {}
        return {"said": None, "spending": self.towns.spending()}

    def inputs(self, place: int) -> Json:
        """What the engine is given of a place: both towns and the baseline."""
        scenario = self.towns.scenario
        lived = (in_one_world(scenario), 1) if place == 0 else (scenario, place)
        if place not in self.kept:
            town = town_inputs(*lived)
            most = self.desk.limits["officers"][
                1
            ]  # posts are kept for them: moves need no new town
            self.kept[place] = {**town, "settings": {**town["settings"], "hired": [most]}}
        return {**self.kept[place], "arms": arms_inputs(*lived)}

    def town_names(self) -> Json:
        """Names of the arms of both towns."""
        return list(self.towns.arms)

    def about_towns(self) -> Json:
        """Titles, prices and what is bought, before anything has run."""
        return {**about(self.towns.scenario, self.towns.arms, self.terms), "story": []}

    def take(self, place: int, costs: Json, found: Json) -> None:
        """Keep what the engine found at a place: a run for each arm, and what each costs."""
        scenario = self.towns.scenario
        self.runs[place] = [run_found(scenario, costs[each["arm"]], each) for each in found]

    def of_all_pairs(self) -> Json:
        """What all pairs come to."""
        towns, pairs = self.towns, range(1, self.towns.scenario.replicates + 1)
        runs = [
            run
            for arm in towns.scenario.arms
            for pair in pairs
            for run in self.runs[pair]
            if run.arm == arm
        ]
        shown = {run.arm: run for run in self.runs[0]}
        one, other = (shown[arm] for arm in towns.arms)
        return results(Results(towns.scenario, tuple(runs)), (one, other), self.terms)

    def twice_the_money(self, set_to: Json) -> Json:
        """Sliders of one town that buy twice as much, as far as they go."""
        twice = twice_the_money(self.desk.scenario, set_to)
        return {
            name: min(self.desk.limits[name][1], value) if name in self.desk.limits else value
            for name, value in twice.items()
        }

    def yaml(self) -> str:
        """A scenario file that gives the same numbers."""
        return self.towns.as_yaml()


def sitting(data: Json, arms: list[str], terms: Json = None) -> Sitting:
    """Sit down at the desk of a scenario; both arms as they stand there.

    ``terms`` say what the program's own phrases are called.
    """
    return Sitting(data, arms, terms)
