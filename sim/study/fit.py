"""A planner's own town against the model: which worlds give the figures of its survey.

Each world lives a year of a small town with the planner's rates and the strategies of the baseline.
What the town says of itself is set beside what comes out of it. Figures that set a level are met by
construction, as a number of the model is solved for them in every world; only the others weigh
worlds. How a year is lived, ``ordinary_year.py`` tells. Pages have all but ``fit`` as it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.common.arrays import added, floats, listed
from sim.common.decay import exp
from sim.common.problems import Problem, ProblemsFound
from sim.common.threads import Progress, in_threads
from sim.model.scenario.community import Community
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.survey import Fitted, Survey
from sim.model.state import Floats
from sim.model.worlds import Worlds
from sim.study.ordinary_year import (
    PEOPLE_OF_A_TOWN,
    figures_of,
    in_world,
    lived_here,
    ordinary_year,
)

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

    @property
    def known(self) -> list[float]:
        """The values that are numbers: nobody can judge police whom nobody meets."""
        return [each for each in listed(self.values) if math.isfinite(each)]

    def log_likelihood(self) -> list[float]:
        """How likely the figure is in each world; 0 at best."""
        assert self.asked is not None
        apart = [(each - self.asked) / self.noise for each in listed(self.values)]
        return [-0.5 * each * each if math.isfinite(each) else -math.inf for each in apart]


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
        return 1.0 / added(each * each for each in listed(self.weights))

    def range(self, figure: Figure) -> tuple[float, float, float]:
        """Of a figure what lies between the lower and the upper 5% of weighed worlds."""
        values, weights = listed(figure.values), listed(self.weights)
        known = sorted(
            [row for row, each in enumerate(values) if math.isfinite(each)],
            key=lambda row: values[row],
        )
        whole = added(weights[row] for row in known)
        if whole <= 0.0:
            return math.nan, math.nan, math.nan
        reached: list[float] = []
        before = 0.0
        for row in known:
            share = weights[row] / whole
            reached.append(before + 0.5 * share)
            before += share
        ordered = [values[row] for row in known]
        low, middle, high = (_where(share, reached, ordered) for share in (0.05, 0.5, 0.95))
        return low, middle, high

    def out_of_reach(self) -> list[Figure]:
        """Figures that no world gives."""
        return [figure for figure in self.figures if self._beyond(figure)]

    def _beyond(self, figure: Figure) -> bool:
        if figure.asked is None:
            return False
        if figure.weighs:
            known = figure.known
            nearest = min(abs(each - figure.asked) for each in known)
            within = min(known) <= figure.asked <= max(known)
            return not within and nearest > BEYOND * figure.noise
        far = FAR[figure.unit] * (figure.asked if figure.unit == "per 1,000" else 1.0)
        return abs(self.range(figure)[1] - figure.asked) > far

    def fitted(self) -> Fitted:
        """Rows of worlds in proportion to their weights; the same weights give the same rows."""
        weights = listed(self.weights)
        rows: list[int] = []
        whole, row, reached = added(weights), 0, weights[0]
        for place in range(DRAWN):
            while reached < (place + 0.5) / DRAWN * whole and row + 1 < len(weights):
                row += 1
                reached += weights[row]
            rows.append(row)
        survey = self.scenario.survey
        to = survey.weighing() if survey else {}
        return Fitted.model_validate({"worlds": rows, "model": self.worlds.model, "to": to})


def _where(share: float, reached: Sequence[float], values: Sequence[float]) -> float:
    """The value at a share of all, on straight lines between those that are known."""
    if share <= reached[0]:
        return values[0]
    for row in range(1, len(values)):
        if share < reached[row]:
            slope = (values[row] - values[row - 1]) / (reached[row] - reached[row - 1])
            return slope * (share - reached[row - 1]) + values[row - 1]
    return values[-1]


def refuse_what_cannot_be_fitted(scenario: Scenario, where: str) -> None:
    """Raise ProblemsFound for a scenario without worlds to choose among; ``where`` it was read."""
    if scenario.fitted is not None:
        fix = "fit the file that this one extends"
        raise ProblemsFound([Problem("this scenario was fitted already", fix, where)])
    if scenario.worlds != "many":
        fix = "leave out  worlds:  so that replicates live in many"
        told = f"with worlds: {scenario.worlds} there is nothing to choose among"
        raise ProblemsFound([Problem(told, fix, where)])


def fit(
    scenario: Scenario, worlds: Worlds, workers: int = 1, progress: Progress | None = None
) -> Fit:
    """Live a year in every world, and weigh worlds by what the survey asks and no level sets."""
    year = ordinary_year(scenario)

    def lived(row: int) -> dict[str, float]:
        return figures_of(year, lived_here(in_world(year, worlds, row), row + 1))

    return fit_of(scenario, worlds, in_threads(lived, range(len(worlds)), workers, progress))


def fit_of(scenario: Scenario, worlds: Worlds, found: Sequence[Mapping[str, float]]) -> Fit:
    """What comes of the figures of all worlds, in the order of these."""
    figures = tuple(
        _figure(scenario, name, floats([each[name] for each in found])) for name in found[0]
    )
    return Fit(scenario, worlds, figures, weights_of(figures, len(worlds)))


def weights_of(figures: Sequence[Figure], worlds: int) -> Floats:
    """Weights of worlds from the figures that weigh them; they sum to 1."""
    given = {figure.name: figure for figure in figures if figure.weighs}
    total = [0.0 for _ in range(worlds)]
    for name, figure in given.items():
        part = 0.5 if TOGETHER.get(name) in given else 1.0
        likely = figure.log_likelihood()
        total = [one + part * other for one, other in zip(total, likely, strict=True)]
    best = max(total)
    if not math.isfinite(best):
        told = "no world has all the figures of the survey: nobody here meets police"
        fix = "leave out judged_well, or give the town officers and residents"
        raise ProblemsFound([Problem(told, fix, "survey")])
    weights = [exp(each - best) if math.isfinite(each) else 0.0 for each in total]
    whole = added(weights)
    return floats([each / whole for each in weights])


def _figure(scenario: Scenario, name: str, values: Floats) -> Figure:
    what, _, of = name.partition(".")
    if what == "recorded":
        rate = 1000.0 * recorded_rates(scenario.community.crime)[of]
        return Figure(name, "per 1,000", rate, True, values)
    if what == "trust":
        return Figure(name, "points", _trust_told(scenario.community, of), True, values)
    if what == "confident":
        return Figure(name, "share", scenario.community.groups[of].confident, True, values)
    survey = scenario.survey
    levels: Mapping[str, float] = survey.levels() if survey else {}
    asked = (survey.weighing() if survey else {}).get(name)
    if survey is None or asked is None:
        return Figure(name, "share", levels.get(name), True, values)
    people = min(PEOPLE_OF_A_TOWN, scenario.community.residents)
    return Figure(name, "share", asked, False, values, noise_of(survey, name, asked, people))


def _trust_told(community: Community, name: str) -> float | None:
    """Mean trust of a group where the town says it, of the group or of the whole town."""
    group = community.groups[name]
    own = community.has_own_groups or bool(community.districts)
    told = community.trust_is_of_town(name) or (own and group.says_trust)
    return group.trust if told else None


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
    return math.sqrt(chance + survey.may_be_off * survey.may_be_off)
