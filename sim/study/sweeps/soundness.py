"""What is wrong with the points of a sweep: values, alone and together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sim.common.problems import Problem, ProblemsFound
from sim.files import Node, Source, laid_over
from sim.study.sweeps import designs
from sim.study.sweeps.designs import Axis
from sim.study.sweeps.file import EVERY_UNCERTAIN
from sim.study.sweeps.names import Name, Value, changed, names
from sim.study.sweeps.point import AtNoPoint, scenario_at
from sim.study.sweeps.sweep import Sweep


def refuse_unsound(sweep: Sweep, source: Source, varied: Source) -> None:
    """Refuse points that cannot be run; ``varied`` is the scenario with where its values stand.

    Raises:
        ProblemsFound: all that is wrong with values alone, or else with values together.
    """
    _refuse_solved(sweep, source)
    _refuse_bad_values(sweep, source, varied)
    _refuse_bad_points(sweep, source)


def _refuse_solved(sweep: Sweep, source: Source) -> None:
    """Refuse to vary numbers that base rates decide, whatever is drawn for them."""
    if sweep.file.base_rates != "kept":
        return
    from sim.model.base_rates import AGAINST_EXPECTATION, with_base_rates

    solved = set(with_base_rates(sweep.scenario, {})).difference(AGAINST_EXPECTATION)
    problems = [
        source.problem(
            ("vary", dotted) if sweep.axes else ("design", "file"),
            f"{dotted} is solved from base rates at each point, so it cannot vary",
            "leave it out, or write base_rates: free",
            "key" if sweep.axes else "value",
        )
        for dotted in sweep.columns
        if dotted in solved
    ]
    if problems:
        raise ProblemsFound(problems)


def _refuse_bad_values(sweep: Sweep, source: Source, varied: Source) -> None:
    """Refuse values that their field does not take, each where it stands in the sweep."""
    values = [
        (axis.name, value, node) for axis in sweep.axes for value, node in _ends(axis, source)
    ]
    if not sweep.axes:
        values += _ends_of_table(sweep, source)
    whole = sweep.recipe.scenario
    problems = [problem for each in values for problem in _problems_of(*each, whole, varied)]
    if problems:
        raise ProblemsFound(problems)


def _ends_of_table(sweep: Sweep, source: Source) -> Iterator[tuple[Name, Value, Node]]:
    """The values of a table that decide whether all are allowed, and where it is named."""
    design = source.root.inside("design")
    node = design.inside("file") if design else None
    assert node is not None
    known = names(sweep.scenario)
    for dotted, column in sweep.columns.items():
        values = list(dict.fromkeys(column))
        numbers = [each for each in values if isinstance(each, int | float)]
        if len(numbers) == len(values) and not known[dotted].whole:
            values = [min(numbers), max(numbers)]
        if not numbers:  # one word makes text of all numbers of a CSV column
            values = [each for each in values if not _is_number(str(each))] or values
        yield from ((known[dotted], value, node) for value in values)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _ends(axis: Axis, source: Source) -> Iterator[tuple[Value, Node]]:
    """The values of an axis that decide whether all are allowed, and where they stand."""
    node = source.root.inside("vary")
    node = node.inside(axis.name.dotted) or node.inside(EVERY_UNCERTAIN) if node else None
    assert node is not None
    if axis.levels is not None and isinstance(node.value, list):
        yield from zip(axis.levels, node.value, strict=True)
    elif axis.levels is not None:
        yield axis.levels[0], node.inside("low") or node
        yield axis.levels[-1], node.inside("high") or node
    else:
        yield axis.low, node.inside("low") or node
        yield axis.high, node.inside("high") or node


def _problems_of(
    name: Name, value: Value, node: Node, whole: Mapping[str, Any], varied: Source
) -> list[Problem]:
    """What is wrong with one value in its place, whatever else it may be wrong together with."""
    value = designs.as_level(name, value)
    over = Node(value, node.place, node.key)
    for part in reversed(name.location):
        over = Node({part: over}, varied.root.place)
    tried = Source(varied.path, laid_over(varied.root, [over]))
    try:
        AtNoPoint.of_source(tried, changed(whole, name.location, value))
    except ProblemsFound as found:
        here = node.place.problem("")
        place = (here.file, here.line, here.column)
        return [each for each in found.problems if (each.file, each.line, each.column) == place]
    return []


def _refuse_bad_points(sweep: Sweep, source: Source) -> None:
    """Refuse points whose values do not go together; those that differ in numbers alone at once."""
    found: dict[str, tuple[int, str, str | None, int]] = {}
    for point in sweep.looked_at:
        try:
            scenario_at(sweep.recipe, sweep.values(point))
        except ProblemsFound as problems:
            told, fix = problems.problems[0].sentence, problems.problems[0].fix
        else:
            continue
        alike = re.sub(r"(?<![\w.])-?\d[\d.,e+-]*", "#", told)
        first, told, fix, count = found.get(alike, (point, told, fix, 0))
        found[alike] = (first, told, fix, count + 1)
    if found:
        number = len(sweep.looked_at)
        looked_at = f"{number} points" + (" looked at" if number < sweep.points else "")
        raise ProblemsFound(
            source.problem(
                ("vary",) if sweep.axes else ("design",),
                f"{told} (at {count} of {looked_at}, first at {_spoken(sweep, first)})",
                fix,
                "key",
            )
            for first, told, fix, count in found.values()
        )


def _spoken(sweep: Sweep, point: int) -> str:
    """A point in words: its first names and values."""
    names = list(zip(sweep.columns, sweep.values(point), strict=True))
    told = ", ".join(f"{name} = {value}" for name, value in names[:4])
    return told + (", ..." if len(names) > 4 else "")
