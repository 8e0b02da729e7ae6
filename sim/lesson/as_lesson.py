"""A scenario as a lesson runs it: two of its arms and the baseline, in a smaller town."""

from __future__ import annotations

from pathlib import Path

from sim.common.problems import Problem, ProblemsFound, suggestion
from sim.common.words import spaced
from sim.model.arm_plan import rival_pairs
from sim.model.at_scale import of_size
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario


def of_lesson_size(scenario: Scenario, arms: tuple[str, str]) -> Scenario:
    """The scenario as the lesson runs it: its two arms and the baseline, in a smaller town."""
    size = scenario.lesson
    town = of_size(scenario, size.residents)
    community = town.community.model_dump(by_alias=True, exclude_unset=True)
    kept = {name: arm for name, arm in town.arms.items() if name in (*arms, scenario.baseline)}
    try:
        smaller = town.with_changes(
            community={**community, "residents": size.residents},
            days=size.days,
            replicates=size.replicates,
            record_every=min(scenario.record_every, size.days),
            arms=kept,
            expect=[],
            lesson=size.model_copy(update={"arms": list(arms)}),
        )
    except ProblemsFound as found:
        fix = f"write lesson: {{days: {scenario.days}}} in the scenario"
        told = f"{found.problems[0].message}, the last of its lesson"
        raise ProblemsFound([Problem(told, fix, scenario.name)]) from None
    return smaller.written_as(scenario.source_text)


def as_lesson(
    path: Path, named: str | None, replicates: int | None
) -> tuple[Scenario, tuple[str, str]]:
    """A scenario as the lesson runs it, and the arms that were named or are its own."""
    scenario = load_scenario(path)
    arms = _two_arms(path, scenario, named)
    smaller = of_lesson_size(scenario, arms)
    return smaller if replicates is None else _with(smaller, replicates), arms


def _with(scenario: Scenario, replicates: int) -> Scenario:
    return scenario.model_copy(update={"replicates": replicates})


def _two_arms(path: Path, scenario: Scenario, named: str | None) -> tuple[str, str]:
    """The arms that were named, those of the scenario's lesson, or its first two rivals."""
    known = list(scenario.arms)
    if named is None:
        chosen = scenario.lesson.arms or [*rival_pairs(scenario), tuple(known)][0]
        where = str(path)
    else:
        chosen, where = [each.strip() for each in named.split(",")], "--arms"
    two_of = f"write two of: {', '.join(known)}"
    problems = [
        Problem(f"no arm is called {arm!r}", suggestion(arm, known, two_of), where)
        for arm in chosen
        if arm not in known
    ]
    if not problems and (len(chosen) != 2 or chosen[0] == chosen[1]):
        fix = "add a second arm to the scenario"
        if len(known) > 1:
            fix = f"name two of them, as in --arms {','.join(known[:2])}"
        problems = [Problem("a lesson compares two different arms", fix, where)]
    if problems:
        raise ProblemsFound(problems)
    return chosen[0], chosen[1]


def beside(path: Path, scenario: Scenario, named: str | None) -> list[Path]:
    """Further scenarios of the page: files that were named, or those that the scenario names."""
    if named is not None:
        return [Path(each.strip()) for each in named.split(",") if each.strip()]
    files = [path.with_name(f"{name}.yaml") for name in scenario.lesson.beside]
    missing = [file for file in files if not file.exists()]
    if missing:
        message = f"lesson: beside: there is no {missing[0]}"
        fix = f"name scenarios of the same folder ({spaced(path.parent.name)})"
        raise ProblemsFound([Problem(message, fix, str(path))])
    return files
