"""A planner's own town against the model: which worlds give the figures of its survey.

Each world lives a year of a small town with the planner's rates and the strategies of the baseline.
What the town says of itself is set beside what comes out of it. Figures that set a level are met by
construction, as a number of the model is solved for them in every world; only the others weigh
worlds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.common.threads import Progress, in_threads
from sim.model.at_scale import of_size
from sim.model.processes.contact import (
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,
    PEOPLE_WHO_CALLED,
)
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.records import CONFIDENT, PEOPLE, TRUST
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.survey import Fitted, Survey
from sim.model.simulation import Simulation
from sim.model.state import CRIME_TYPES, Floats
from sim.model.worlds import Worlds, with_numbers

YEAR = 365
BURN_IN = 180
"""Days before it, at most: rates settle, and people know the officers whom they meet."""
PEOPLE_OF_A_TOWN = 1_000
DRAWN = 100
"""Worlds that are written down, in proportion to their weights."""
SHARE_OF_A_CONTACT = 0.21
"""Residents with a contact in a year, where the survey does not say: BJS 2020 (P20)."""
TOGETHER = {"had_contact": "turned_to_police", "turned_to_police": "had_contact"}
"""Figures of which one says much that the other does: given both, each counts half."""
BEYOND = 2.0
"""Standard deviations from the nearest world at which a figure lies outside of all."""
FAR = {"share": 0.03, "points": 2.0, "per 1,000": 0.1}
"""How far a level may be missed before it is told; of a rate as a part of it."""


@dataclass(frozen=True)
class Figure:
    """One number of the town: what was asked, and what every world gives.

    Attributes:
        name: as it stands in the scenario, such as ``judged_well``.
        unit: share, points or per 1,000 (residents and year).
        asked: what the town says; None where it does not.
        sets_level: whether a number of the model is solved for it.
        values: shape (worlds,).
        noise: standard deviation of chance and of ``may_be_off``, where it weighs worlds.
    """

    name: str
    unit: str
    asked: float | None
    sets_level: bool
    values: Floats
    noise: float = 0.0

    @property
    def weighs(self) -> bool:
        """Whether worlds are weighed by it."""
        return self.asked is not None and not self.sets_level

    def log_likelihood(self) -> Floats:
        """How likely the figure is in each world; 0 at best."""
        assert self.asked is not None
        found: Floats = -0.5 * ((self.values - self.asked) / self.noise) ** 2
        return np.where(np.isfinite(self.values), found, -np.inf)


@dataclass(frozen=True)
class Fit:
    """What came of it.

    Attributes:
        scenario: what was asked.
        worlds: all worlds.
        figures: every number of the town.
        weights: shape (worlds,), they sum to 1.
    """

    scenario: Scenario
    worlds: Worlds
    figures: tuple[Figure, ...]
    weights: Floats

    @property
    def weighed(self) -> bool:
        """Whether the town gives any figure that weighs worlds."""
        return any(figure.weighs for figure in self.figures)

    @property
    def people(self) -> int:
        """Residents of the towns in which worlds were lived."""
        return min(PEOPLE_OF_A_TOWN, self.scenario.community.residents)

    @property
    def left(self) -> float:
        """Effective number of worlds: as many of equal weight would say as much."""
        return float(1.0 / np.sum(self.weights**2))

    def range(self, figure: Figure) -> tuple[float, float, float]:
        """Of a figure what lies between the lower and the upper 5% of weighed worlds."""
        known = np.isfinite(figure.values)
        if not known.any():
            return float("nan"), float("nan"), float("nan")
        values, weights = figure.values[known], self.weights[known] / self.weights[known].sum()
        order = np.argsort(values, kind="stable")
        running = np.cumsum(weights[order]) - 0.5 * weights[order]
        low, middle, high = np.interp([0.05, 0.5, 0.95], running, values[order])
        return float(low), float(middle), float(high)

    def out_of_reach(self) -> list[Figure]:
        """Figures that no world gives."""
        return [figure for figure in self.figures if self._beyond(figure)]

    def _beyond(self, figure: Figure) -> bool:
        if figure.asked is None:
            return False
        if figure.weighs:
            nearest = float(np.abs(figure.values - figure.asked).min())
            within = figure.values.min() <= figure.asked <= figure.values.max()
            return not within and nearest > BEYOND * figure.noise
        far = FAR[figure.unit] * (figure.asked if figure.unit == "per 1,000" else 1.0)
        return abs(self.range(figure)[1] - figure.asked) > far

    def fitted(self) -> Fitted:
        """Rows of worlds in proportion to their weights; the same weights give the same rows."""
        at = (np.arange(DRAWN) + 0.5) / DRAWN
        rows = np.searchsorted(np.cumsum(self.weights), at * self.weights.sum())
        rows = np.minimum(rows, len(self.weights) - 1)
        survey = self.scenario.survey
        return Fitted(
            worlds=[int(row) for row in rows],
            model=self.worlds.model,
            to=survey.weighing() if survey else {},
        )


def fit(
    scenario: Scenario, worlds: Worlds, workers: int = 1, progress: Progress | None = None
) -> Fit:
    """Live a year in every world, and weigh worlds by what the survey asks and no level sets."""
    year = ordinary_year(scenario)

    def lived(row: int) -> dict[str, float]:
        return figures_of(Simulation.start(with_numbers(year, worlds.world(row)), row + 1, YEAR))

    found = in_threads(lived, range(len(worlds)), workers, progress)
    figures = tuple(
        _figure(scenario, name, np.array([each[name] for each in found])) for name in found[0]
    )
    return Fit(scenario, worlds, figures, weights_of(figures, len(worlds)))


def weights_of(figures: Sequence[Figure], worlds: int) -> Floats:
    """Weights of worlds from the figures that weigh them; they sum to 1."""
    given = {figure.name: figure for figure in figures if figure.weighs}
    total = np.zeros(worlds)
    for name, figure in given.items():
        total += (0.5 if TOGETHER.get(name) in given else 1.0) * figure.log_likelihood()
    if not np.isfinite(total).any():
        told = "no world has all the figures of the survey: nobody here meets police"
        fix = "leave out judged_well, or give the town officers and residents"
        raise ProblemsFound([Problem(told, fix, "survey")])
    weights = np.exp(total - total.max())
    found: Floats = weights / weights.sum()
    return found


def ordinary_year(scenario: Scenario) -> Scenario:
    """The town as it is, small, under its baseline, without news: what a survey asks about."""
    small = of_size(scenario, PEOPLE_OF_A_TOWN)
    return Scenario(
        name=scenario.name,
        days=max(YEAR, scenario.days),
        burn_in_days=min(BURN_IN, scenario.burn_in_days),
        record_every=YEAR,
        seed=scenario.seed,
        community=small.community.with_changes(shocks=[]),
        department=small.department,
        budget=small.budget,
        baseline=small.baseline,
        arms={small.baseline: small.arms[small.baseline]},
        assumptions=scenario.assumptions,
        processes=scenario.processes,
        survey=scenario.survey,
    )


def figures_of(town: Simulation) -> dict[str, float]:
    """Every number of the town after a year under its baseline."""
    start = town.town.books.means[0]
    groups = town.scenario.community.groups
    first = {}
    for row, (name, group) in enumerate(groups.items()):
        people = start[PEOPLE, row]
        if group.confident is not None:
            first[f"confident.{name}"] = _share(start[CONFIDENT, row], people)
        else:
            first[f"trust.{name}"] = 100.0 * _share(start[TRUST, row], people)
    town.follow(town.scenario.baseline).advance()
    counts, people = town.town.books.counts.sum(axis=1), float(start[PEOPLE].sum())
    reported = counts[REPORTED_EXPECTED : REPORTED_EXPECTED + len(CRIME_TYPES)]
    crimes = counts[CRIMES_EXPECTED : CRIMES_EXPECTED + len(CRIME_TYPES)]
    found = town.outcomes()
    return {
        **{f"recorded.{kind}": 1000.0 * reported[row] / people * 365.25 / YEAR
           for row, kind in enumerate(CRIME_TYPES)},
        **first,
        **{f"reported.{kind}": _share(reported[row], crimes[row])
           for row, kind in enumerate(CRIME_TYPES)},
        "stopped": _share(counts[PEOPLE_MET_BY_POLICE], people),
        "had_contact": _share(counts[PEOPLE_ANY_CONTACT], people),
        "turned_to_police": _share(counts[PEOPLE_WHO_CALLED], people),
        "judged_well": found["judged_well"],
        "taking_part": found["participation"],
    }  # fmt: skip


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0.0 else float("nan")


def _figure(scenario: Scenario, name: str, values: Floats) -> Figure:
    what, _, of = name.partition(".")
    if what == "recorded":
        rate = 1000.0 * recorded_rates(scenario.community.crime)[of]
        return Figure(name, "per 1,000", rate, True, values)
    if what == "trust":
        return Figure(name, "points", scenario.community.groups[of].trust, True, values)
    if what == "confident":
        return Figure(name, "share", scenario.community.groups[of].confident, True, values)
    survey = scenario.survey
    levels: Mapping[str, float] = survey.levels() if survey else {}
    asked = (survey.weighing() if survey else {}).get(name)
    if survey is None or asked is None:
        return Figure(name, "share", levels.get(name), True, values)
    people = min(PEOPLE_OF_A_TOWN, scenario.community.residents)
    return Figure(name, "share", asked, False, values, noise_of(survey, name, asked, people))


def noise_of(survey: Survey, name: str, asked: float, people: int) -> float:
    """Standard deviation of a figure around that of a world: chance on both sides, and the rest.

    Chance is binomial, of those asked (or of the contacts that they had) and of the small town in
    which a world is lived.
    """
    share = min(0.99, max(0.01, asked))
    spread = share * (1.0 - share)
    met = SHARE_OF_A_CONTACT if survey.had_contact is None else survey.had_contact
    part = max(0.01, met) if name == "judged_well" else 1.0
    chance = spread / (survey.residents_asked * part) + spread / (people * part)
    return float(np.sqrt(chance + survey.may_be_off**2))
