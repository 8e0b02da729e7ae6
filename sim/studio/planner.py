"""What the studio asks of the program: read, check, price, run and answer, in plain data.

The page has the same functions: this file, and all that it needs, is translated for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from sim.common.problems import Problem, ProblemsFound
from sim.common.words import capital, short_dollars
from sim.crime_tables.answers import Answers
from sim.crime_tables.table import Sheet
from sim.crime_tables.told import told
from sim.crime_tables.typed_answers import with_answer
from sim.crime_tables.understood import understood
from sim.files.extends import read_with_extends
from sim.files.python_source import PythonSource, plain
from sim.model.arm_plan import arm_plan
from sim.model.former_names import with_names_of_today
from sim.model.scenario.said_back import (
    budget_in_words,
    dates_in_words,
    rounding_in_words,
    trust_in_words,
)
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.schema import scenario_schema
from sim.model.scenario.totals import handed_on
from sim.model.scenario.without_effect import refuse_options_without_effect
from sim.model.worlds import kept
from sim.portable.inputs import inputs
from sim.portable.outputs import lived_found, run_found
from sim.report import sentences
from sim.report.areas import areas_of
from sim.report.bills import bill_of
from sim.report.cautions import cautions, cautions_beside_costs
from sim.report.dated_costs import dated_costs_in_words
from sim.report.document.answer import answer
from sim.report.document.districts import districts
from sim.report.document.worth import worth_table
from sim.report.fit_text import (
    HEADS,
    LABEL,
    fit_rows,
    fitted_in_yaml,
    how_to_read,
    left,
    out_of_reach,
)
from sim.report.idle_money import foreseen_in_words, idle_money
from sim.report.setting import own_numbers, town_in_words
from sim.report.side_by_side import rows_of
from sim.studio.figures import figures
from sim.study.compare import Comparison
from sim.study.fit import Fit, fit_of, refuse_what_cannot_be_fitted
from sim.study.luck import second_towns
from sim.study.ordinary_year import YEAR, figures_of, in_world, ordinary_year
from sim.study.pilot import arms_tried, pilot_of
from sim.study.runs import Run

Json = Any


def schema() -> Json:
    """The JSON Schema of a scenario: names, meanings, bounds."""
    return scenario_schema()


def read(path: str) -> Json:
    """A YAML file: its data with all that it extends, or every problem as ``check`` tells it."""
    try:
        source = read_with_extends(Path(path), with_names_of_today, handed_on)
        refuse_options_without_effect(Scenario.of_source(source), source)
    except ProblemsFound as found:
        return {"data": None, "problems": [_told(each, {}) for each in found.problems]}
    return {"data": source.data, "problems": []}


def write(data: Json) -> str:
    """Data of a scenario as YAML; what ``fit`` found comes last, as it writes it itself."""
    own = {name: each for name, each in data.items() if name != "fitted"}
    text = yaml.safe_dump(own, sort_keys=False, allow_unicode=True, width=100)
    fitted = data.get("fitted")
    return text if fitted is None else text + fitted_in_yaml(fitted)


def crimes(file: str, rows: list[tuple[int, list[str]]], said: list[tuple[str, str]]) -> Json:
    """The recorded crimes of a table: what a scenario says of them, or what has to be asked.

    ``rows`` are lines and cells of the file, ``said`` options with the answers given so far.
    """
    try:
        answers = Answers()
        for option, answered in said:
            answers = with_answer(answers, option, answered)
        found = understood([Sheet("", rows)], answers, file)
    except ProblemsFound as wrong:
        return {"problems": [_told(each, {}) for each in wrong.problems]}
    if isinstance(found, list):
        return {
            "problems": [],
            "questions": [
                {
                    "text": each.text,
                    "option": each.option,
                    "name": each.name,
                    "offers": list(each.offers),
                    "example": each.example,
                }
                for each in found
            ],
        }
    numbers = {each.field: each.value for each in found.amounts}
    about = (
        {"source": "counts", "residents": found.residents}
        if found.per is None
        else {"source": "recorded", "per": found.per}
    )
    return {
        "problems": [],
        "questions": [],
        "crime": {**about, **numbers},
        "said": told(found, file).splitlines(),
    }


def check(data: Json) -> Json:
    """What is wrong with data; where nothing is, what they amount to, and what arms cost."""
    try:
        scenario = _scenario(data)
    except ProblemsFound as found:
        return {"problems": [_told(each, data) for each in found.problems]}
    prices = {arm: arm_plan(scenario, arm).price for arm in scenario.arms}
    said = [town_in_words(scenario), trust_in_words(scenario), *rounding_in_words(scenario)]
    if scenario.budget:
        total = scenario.budget.per_resident * scenario.community.residents
        whole = f"The extra budget is {short_dollars(total)} a year for the whole town."
        said.append(budget_in_words(scenario) or whole)
    said += dated_costs_in_words(scenario)
    return {
        "problems": [],
        "said": [*said, *filter(None, [dates_in_words(scenario), own_numbers(scenario)])],
        "careful": cautions(scenario),
        "arms": [
            {
                "arm": arm,
                "title": scenario.title(arm),
                "dollars": price.per_resident_year,
                "bill": bill_of(scenario, arm, price),
                "spends": price.spends_budget,
            }
            for arm, price in prices.items()
        ],
        "budget": scenario.budget.per_resident if scenario.budget else None,
    }


def pilot(data: Json) -> Json:
    """What the engine is given to foresee idle hours of a scenario; None where it need not be."""
    scenario = _scenario(data)
    tried = arms_tried(scenario)
    if not tried:
        return None
    made = inputs(pilot_of(scenario, len(tried)), 1)
    return {**made, "arms": [each for each in made["arms"] if each["arm"] in tried]}


def foresee(data: Json, found: Json) -> list[str]:
    """What will find nothing to do, from what the engine found for ``pilot`` (None: nothing)."""
    scenario = _scenario(data)
    idle = {each["arm"]: each["summary"]["idle_hours"]["values"] for each in found or []}
    return foreseen_in_words(scenario, pilot_of(scenario, len(idle)), idle)


def _scenario(data: Json) -> Scenario:
    scenario = Scenario.model_validate(data)
    refuse_options_without_effect(scenario, PythonSource.of(plain(data), "scenario"))
    return scenario


def _told(problem: Problem, data: Json) -> Json:
    """A problem with its parts, and as ``check`` prints it."""
    return {
        "path": _path(problem.file, data),
        "line": problem.line,
        "column": problem.column,
        "said": problem.message,
        "fix": problem.fix,
        "text": str(problem),
    }


def _path(dotted: str, data: Json) -> list[str | int]:
    """The names that lead to a place: ``arms.visits.outreach`` or ``expect[1].at_least``."""
    found: list[str | int] = []
    rest, here = dotted, data
    while rest:
        if isinstance(here, Mapping):
            names = [name for name in here if rest.replace("[", ".[").startswith(f"{name}.")]
            name = max(names, key=len, default=None) or (rest if rest in here else None)
            if name is None:
                return [*found, rest.lstrip(".")]
            found.append(name)
            here, rest = here[name], rest[len(name) :].lstrip(".")
        elif isinstance(here, list) and rest.startswith("["):
            number, _, after = rest[1:].partition("]")
            found.append(int(number))
            here = here[int(number)] if int(number) < len(here) else None
            rest = after.lstrip(".")
        else:
            return [*found, rest]
    return found


class Study:
    """A comparison that grows town by town."""

    def __init__(self, data: Json) -> None:
        self.scenario = _scenario(data)
        self.towns = [
            *((self.scenario, number) for number in range(1, self.scenario.replicates + 1)),
            *second_towns(self.scenario),
        ]
        self.costs: dict[int, dict[str, float]] = {}
        self.runs: dict[int, list[Run]] = {}

    def number(self) -> int:
        """How many towns there are, second towns of some worlds included."""
        return len(self.towns)

    def inputs(self, place: int) -> Json:
        """What the engine is given for one of them, from 0."""
        scenario, number = self.towns[place]
        made = inputs(scenario, number)
        self.costs[place] = {each["arm"]: each["cost"] for each in made["arms"]}
        return made

    def take(self, place: int, found: Json) -> None:
        """Keep what the engine found for it, a run for each arm."""
        self.runs[place] = [
            run_found(self.scenario, self.costs[place][each["arm"]], each) for each in found
        ]

    @cached_property
    def areas(self) -> list[list[int]]:
        """Where the districts lie; nothing where the town is not divided."""
        return areas_of(self.scenario) if self.scenario.community.districts else []

    def comparison(self) -> Comparison | None:
        """All towns so far, from the first without a gap; None while there is none."""
        first = 0
        while first in self.runs and first < self.scenario.replicates:
            first += 1
        if first == 0:
            return None
        seconds = [
            each
            for place in range(self.scenario.replicates, len(self.towns))
            for each in self.runs.get(place, [])
            if place - self.scenario.replicates < first
        ]
        scenario = self.scenario.model_copy(update={"replicates": first})
        scenario.lives.update(self.scenario.lives)
        runs = [each for place in range(first) for each in self.runs[place]]
        every = [each for arm in scenario.arms for each in runs if each.arm == arm]
        return Comparison(scenario, tuple(every), tuple(seconds))

    def answer(self) -> Json:
        """The first screen of the report, its figures, and of how many towns; None without any."""
        comparison = self.comparison()
        if comparison is None:
            return None
        told = answer(comparison)
        finding = told.finding
        return {
            "first": finding.first,
            "worth_it": told.worth,
            "proposals": told.proposals,
            "doubts": told.doubts,
            "idle": finding.idle,
            "more": [each for each in (finding.rivals, finding.spread, finding.beside) if each],
            "sure": told.sure,
            "turns": told.turns,
            "price": told.price,
            "careful": [
                *filter(None, [told.careful]),
                *idle_money(comparison),
                *cautions_beside_costs(comparison.scenario),
            ],
            "claims": [
                sentences.verdict_sentence(comparison, each) for each in comparison.verdicts
            ],
            "unmet": told.unmet,
            "contrast": told.contrast,
            "why_these": told.why_these,
            "rows": told.rows,
            "districts": districts(comparison),
            "worth": worth_table(comparison),
            "figures": figures(comparison, self.areas),
            "worlds": comparison.scenario.replicates,
            "of": self.scenario.replicates,
        }

    def between(self, arm: str, than: str) -> Json:
        """Two arms side by side, outcome by outcome; None while there is no town."""
        comparison = self.comparison()
        if comparison is None:
            return None
        return {
            "contrast": f"{capital(comparison.title(arm))} minus {comparison.title(than)}",
            "rows": rows_of(comparison, arm, than),
        }

    def table(self) -> Json:
        """A row for each run: arm, replicate and every outcome, with the names of the columns."""
        comparison = self.comparison()
        if comparison is None:
            return {"columns": [], "rows": []}
        rows = [[run.arm, run.replicate, *run.outcomes.values()] for run in comparison.runs]
        return {"columns": ["arm", "replicate", *comparison.columns], "rows": rows}


def study(data: Json) -> Study:
    """Begin a comparison; raises ProblemsFound where data have problems."""
    return Study(data)


class Fitting:
    """A town that is lived in every world, to see which of them its survey fits."""

    def __init__(self, data: Json) -> None:
        self.scenario = _scenario(data)
        refuse_what_cannot_be_fitted(self.scenario, "scenario")
        self.worlds, self.year = kept(), ordinary_year(self.scenario)
        self.found: dict[int, dict[str, float]] = {}

    def number(self) -> int:
        """How many towns there are: one for each world."""
        return len(self.worlds)

    def inputs(self, place: int) -> Json:
        """What the engine is given for one of them, from 0."""
        return inputs(in_world(self.year, self.worlds, place), place + 1, YEAR)

    def take(self, place: int, found: Json) -> None:
        """Keep what the engine found for it."""
        self.found[place] = figures_of(self.year, lived_found(found[0]))

    def fit(self) -> Fit | None:
        """What came of it; None until all have been lived.

        Raises ProblemsFound where no world has all figures of the survey.
        """
        every = range(len(self.worlds))
        if len(self.found) < len(every):
            return None
        return fit_of(self.scenario, self.worlds, [self.found[place] for place in every])

    def answer(self) -> Json:
        """The same in words, and the worlds for the scenario (None where nothing weighs them)."""
        found = self.fit()
        if found is None:
            return None
        return {
            "label": LABEL,
            "columns": HEADS,
            "rows": fit_rows(found),
            "said": [how_to_read(found), *out_of_reach(found)],
            "left": left(found),
            "fitted": found.fitted().model_dump() if found.weighed else None,
        }


def fitting(data: Json) -> Fitting:
    """Begin to fit a town to its survey; raises ProblemsFound where data have problems."""
    return Fitting(data)
