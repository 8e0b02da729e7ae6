"""The question: which strategies share which budget, in the town of which scenario."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.common.problems import Problem, ProblemsFound, suggestion
from sim.model.scenario.arm import settings_of
from sim.model.scenario.load import load_scenario
from sim.model.scenario.mixed import bought_as, can_share, mixed_arm
from sim.model.scenario.scenario import Scenario
from sim.model.strategies import strategies as every_strategy
from sim.study.frontier.left_out import left_out
from sim.study.frontier.mixes import PARTS, Mix, rounded, shares

FEWEST, MOST = 2, 6
REPLICATES = 20
MOST_DOLLARS = 100_000
MOST_SEED = 2**32


@dataclass(frozen=True)
class Question:
    """What a frontier is asked for.

    Attributes:
        scenario: the town, its budget, the baseline, and no other arm.
        settings: of each strategy that takes part, what the scenario says of it but for the share.
        replicates: of the search, and as many fresh ones.
        asked: the scenario as it was read, with all its proposals.
        left_out: what of the scenario is in no mix, and why, a sentence each.
    """

    scenario: Scenario
    settings: dict[str, dict[str, Any]]
    replicates: int
    asked: Scenario
    left_out: tuple[str, ...] = ()

    @property
    def strategies(self) -> list[str]:
        """Strategies that share the budget, in the order of the shares of a mix."""
        return list(self.settings)

    @property
    def budget(self) -> float:
        """Dollars per resident a year."""
        assert self.scenario.budget is not None
        return self.scenario.budget.per_resident

    @property
    def unusual(self) -> dict[str, dict[str, Any]]:
        """Of each strategy the options that are not the usual ones; strategies without are out."""
        usual = {
            name: {field.alias or key: field.default for key, field in kind.model_fields.items()}
            for name, kind in every_strategy().items()
        }
        differing = {
            name: {key: value for key, value in given.items() if value != usual[name][key]}
            for name, given in self.settings.items()
        }
        return {name: given for name, given in differing.items() if given}

    @property
    def mix_arm(self) -> str:
        """Name of the arm whose shares vary."""
        return "mix" if self.scenario.baseline != "mix" else "the_mix"

    @property
    def fresh_seed(self) -> int:
        """Seed of the replicates that the search has not seen."""
        return (self.scenario.seed + 1) % MOST_SEED

    def with_mix(self, mix: Mix, arm: str, absent: bool = False, **changes: Any) -> Scenario:
        """The scenario with an arm of this mix laid over the baseline.

        With ``absent``, strategies without a share are left out.
        """
        data = self.scenario.model_dump(mode="python", by_alias=True, exclude_unset=True)
        arms = data["arms"]
        split = {
            name: share
            for name, share in zip(self.settings, shares(mix), strict=True)
            if share > 0.0 or not absent
        }
        mixed = mixed_arm(arms[self.scenario.baseline], self.settings, split)
        return Scenario.model_validate({**data, "arms": {**arms, arm: mixed}, **changes})


def ask(
    path: Path, budget: float | None, strategies: str | None, replicates: int = REPLICATES
) -> Question:
    """Read a scenario and what is asked about it.

    Raises:
        ProblemsFound: the scenario is wrong, or a strategy or the budget cannot be.
    """
    scenario = load_scenario(path)
    dollars = budget
    if dollars is None and scenario.budget is not None:
        dollars = scenario.budget.per_resident
    names = _default(scenario) if strategies is None else _listed(strategies)
    missing = left_out(scenario, names, strategies is not None)
    problems = [
        *_budget_problems(dollars, budget is None, path),
        *_problems(names, scenario, missing),
    ]
    if problems:
        raise ProblemsFound(problems)
    data = scenario.model_dump(mode="python", by_alias=True, exclude_unset=True)
    data |= {
        "budget": {"per_resident": dollars},
        "arms": {scenario.baseline: data["arms"][scenario.baseline]},
        "expect": [],
        "lesson": {},
        "story": [],
    }
    settings = {name: bought_as(scenario, name) for name in names}
    question = Question(
        Scenario.model_validate(data),
        settings,
        replicates,
        scenario if budget is None else scenario.with_changes(budget={"per_resident": budget}),
        tuple(missing),
    )
    try:
        question.with_mix(rounded([1.0] * len(names), PARTS), question.mix_arm)
    except ProblemsFound as found:
        wrong = [Problem(each.sentence, each.fix, str(path)) for each in found.problems]
        raise ProblemsFound(wrong) from None
    return question


def _listed(text: str) -> list[str]:
    return [name.strip().replace("-", "_") for name in text.split(",") if name.strip()]


def _default(scenario: Scenario) -> list[str]:
    """Strategies to which an arm of the scenario gives a share."""
    found = [
        name
        for arm in scenario.arms.values()
        for name, setting in settings_of(arm).items()
        if getattr(setting, "share", None) is not None
    ]
    return list(dict.fromkeys(found))


def _budget_problems(dollars: float | None, of_scenario: bool, path: Path) -> list[Problem]:
    fix = "write dollars per resident a year, such as --budget 50"
    if dollars is None:
        return [Problem("this scenario has no budget", fix, str(path))]
    if math.isfinite(dollars) and 0.0 < dollars <= MOST_DOLLARS:
        return []
    told = f"a budget of {dollars:g} dollars cannot be split"
    return [Problem(told, fix, str(path) if of_scenario else "--budget")]


def _problems(names: list[str], scenario: Scenario, missing: list[str]) -> list[Problem]:
    """What is wrong with the strategies, all at once."""
    known = every_strategy()
    sharing = can_share()
    baseline = settings_of(scenario.arms[scenario.baseline])
    told: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        if name not in known:
            fix = suggestion(name, sharing, f"write some of: {', '.join(sharing)}")
            told.append((f"no strategy is called {name!r}", fix))
        elif name not in sharing:
            fix = f"leave it out; these take a share: {', '.join(sharing)}"
            told.append((f"{name} takes no share of a budget", fix))
        elif name in names[:at]:
            told.append((f"{name} is given twice", "name it once"))
        elif name in baseline:
            fix = "leave it out, or name a baseline without it in the scenario"
            told.append((f"the baseline {scenario.baseline} already sets {name}", fix))
    if any(getattr(setting, "share", None) for setting in baseline.values()):
        fix = "name a baseline in the scenario that spends nothing of it"
        told.append((f"the baseline {scenario.baseline} spends some of the budget itself", fix))
    if not told and not FEWEST <= len(names) <= MOST:
        few = f"{len(names) or 'no'} strategies" if len(names) != 1 else "one strategy"
        fix = f"name two to six, separated by commas: --strategies {','.join(sharing[:3])}"
        why = f": {'; '.join(missing)}" if missing else ""
        told.append((f"a budget cannot be split among {few} here{why}", fix))
    return [Problem(message, fix, "--strategies") for message, fix in told]
