"""A scenario: one YAML file with a community, a department, arms to compare, and an experiment."""

from sim.scenario.arm import Arm, settings_of
from sim.scenario.community import Community, Group, Shock, usual_groups
from sim.scenario.department import Budget, Department
from sim.scenario.expectation import Expectation
from sim.scenario.lesson import Lesson, Step
from sim.scenario.load import as_scenario, checked_again, load_scenario
from sim.scenario.part import Part, Slug
from sim.scenario.quality_of_life import Weights
from sim.scenario.recorded_crime import fbi_rates, recorded_rates
from sim.scenario.scenario import Scenario

__all__ = [
    "Arm",
    "Budget",
    "Community",
    "Department",
    "Expectation",
    "Group",
    "Lesson",
    "Part",
    "Scenario",
    "Shock",
    "Slug",
    "Step",
    "Weights",
    "as_scenario",
    "checked_again",
    "fbi_rates",
    "load_scenario",
    "recorded_rates",
    "settings_of",
    "usual_groups",
]
