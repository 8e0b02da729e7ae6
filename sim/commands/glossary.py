"""Everything that has a name in the model, each with its meaning, as ``explain`` shows it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from sim.commands import results_tables
from sim.commands.declared import (
    groups_of,
    place,
    place_of_entry,
    place_of_parameter,
    place_of_text,
)
from sim.commands.settings import settings
from sim.common.words import plain
from sim.evidence import stored
from sim.evidence.patterns import patterns, places
from sim.evidence.worlds.board import kept_board
from sim.model import outcomes
from sim.model.day import DAY
from sim.model.former_names import first_name
from sim.model.numbers import every_parameter
from sim.model.own import MEASURED
from sim.model.parameters import PARAMETERS, STATUSES, Parameter
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES, LEVERS, PLACES, Line
from sim.model.scenario.community import Community
from sim.model.strategies import strategies
from sim.model.strategies.base import Strategy
from sim.report.over_worlds import of_finding
from sim.study import tables

COMBINE_MEANS = {
    "add": "two strategies that turn it add up",
    "most": "of two strategies that turn it, the higher value holds",
    "multiply": "two strategies that turn it multiply",
    "replace": "of two strategies that turn it, the later one in the scenario holds",
}


@dataclass(frozen=True)
class Entry:
    """One name and what is known about it.

    Attributes:
        name: as one writes it; dotted for a number of the model.
        kind: "lever", "outcome" ...
        line: its meaning in a line.
        facts: what is known, label and text.
        docstring: a longer text, or nothing.
        numbers: names of the numbers (or fields) that belong to it, with what they are.
    """

    name: str
    kind: str
    line: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    docstring: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)


def glossary() -> list[Entry]:
    """All entries; kinds in the order in which a reader meets them."""
    return [
        *_strategies(),
        *_levers(),
        *_outcomes(),
        *_processes(),
        *_lines("channel", "ledger channel", CHANNELS),
        *_lines("cause", "cause of crime", CAUSES),
        *_duties(),
        *_tables(),
        *_groups(),
        *_patterns(),
        *(_parameter(name, number) for name, number in every_parameter()),
        *(Entry(name, kind, line, facts) for name, kind, line, facts in settings()),
    ]


def _patterns() -> Iterator[Entry]:
    """Published findings, and what the stored validation says of each."""
    said = {row["id"]: row["verdict"] for row in stored.kept().get("full", [])}
    lines = places()
    version = "this version" if stored.is_current() else "an earlier version"
    board = kept_board()
    for pattern in patterns().values():
        source = f"{pattern.study}{', doi ' + pattern.doi if pattern.doi else ''}"
        yield Entry(
            pattern.id,
            "published finding",
            pattern.title,
            [
                ("found by", source),
                (f"in {version}", f"{said.get(pattern.id, 'not run')} ({pattern.kind})"),
                ("over worlds", board if isinstance(board, str) else of_finding(board, pattern)),
                ("how it is tested", pattern.design),
                ("what falls short", pattern.shortfall),
                ("what was read", pattern.read),
                ("declared in", lines[pattern.id]),
            ],
        )


def _strategies() -> Iterator[Entry]:
    for name, kind in strategies().items():
        module = sys.modules[kind.__module__]
        yield Entry(
            name,
            "strategy",
            (kind.__doc__ or "").strip().split("\n")[0],
            [
                ("in a scenario", f"arms: {{my_arm: {{{name}: {_example(kind)}}}}}"),
                ("declared in", place_of_text(module, "class ")),
            ],
            docstring=f"{module.__doc__}\n\n{kind.__doc__}",
            numbers=list(_fields(kind)),
        )


def _example(kind: type[Strategy]) -> str:
    return "{share: 0.5}" if "share" in kind.model_fields else "{...}"


def _fields(kind: type[Strategy]) -> Iterator[tuple[str, str]]:
    """Fields of a strategy: meaning, bounds and default."""
    for name, info in kind.model_fields.items():
        low = [each.ge for each in info.metadata if getattr(each, "ge", None) is not None]
        high = [each.le for each in info.metadata if getattr(each, "le", None) is not None]
        bounds = f"; {plain(low[0])} to {plain(high[0])}" if low and high else ""
        default = "" if info.default is None else f"; usually {_value(info.default)}"
        yield info.alias or name, f"{info.description}{bounds}{default}"


def _value(value: object) -> str:
    return plain(value) if isinstance(value, int | float) else str(value)


def _levers() -> Iterator[Entry]:
    for lever in LEVERS:
        neutral = (
            "as the scenario's department does" if lever.neutral is None else plain(lever.neutral)
        )
        yield Entry(
            lever.name,
            "lever",
            lever.meaning,
            [
                ("unit", lever.unit),
                ("when nobody turns it", neutral),
                ("bounds", f"{plain(lever.bounds[0])} to {plain(lever.bounds[1])}"),
                ("combines", COMBINE_MEANS[lever.combine]),
                ("declared in", place_of_entry("lever", lever.name)),
            ],
        )


def _duties() -> Iterator[Entry]:
    levers = [lever.name for lever in LEVERS]
    for duty in DUTIES:
        asked = ", ".join(levers[row] for row in duty.levers) or "the department does it anyway"
        facts = [("asked for by", asked), ("police are seen", duty.seen)]
        facts.append(("declared in", place_of_entry("duty", duty.name)))
        yield Entry(duty.name, "duty", f"officer hours: {duty.title}", facts)
    for each in PLACES:
        at = place_of_entry("place", each.name)
        yield Entry(each.name, "kind of place", each.title, [("declared in", at)])
    for count in COUNTS:
        at = place_of_entry("count", count.name)
        yield Entry(count.name, "count", count.meaning, [("declared in", at)])


def _outcomes() -> Iterator[Entry]:
    directions = {1: "more is better", -1: "less is better", 0: "neither more nor less is better"}
    for name, outcome in Community().outcomes.items():
        facts = [
            ("title", outcome.title),
            ("unit", outcome.unit),
            ("computed as", outcome.formula),
            ("reads as", directions[outcome.better]),
        ]
        if outcome.realised:
            facts.append(("as it happened", f"{outcome.realised} (this one is the expected value)"))
        own = MEASURED.get(name)
        module = outcomes if own is None else sys.modules[own.__module__]
        yield Entry(name, "outcome", outcome.meaning, [*facts, ("declared in", place(module))])


def _processes() -> Iterator[Entry]:
    for number, process in enumerate(DAY, start=1):
        module = sys.modules[process.plain.__module__]
        doc = module.__doc__ or ""
        yield Entry(
            process.plain.__name__,
            "process of the day",
            doc.strip().split("\n")[0],
            [("in the day", f"{number} of {len(DAY)}"), ("declared in", place(module))],
            docstring=doc,
            numbers=_numbers(groups_of(module)),
        )


def _lines(register: str, kind: str, lines: Sequence[Line]) -> Iterator[Entry]:
    for line in lines:
        at = place_of_entry(register, line.name)
        yield Entry(line.name, kind, line.meaning, [("title", line.title), ("declared in", at)])


def _tables() -> Iterator[Entry]:
    for name, (file, line) in results_tables.TABLES.items():
        facts = [
            ("file", f"results/NAME/{file}"),
            ("columns", results_tables.COLUMNS),
            ("declared in", place_of_text(tables, f"    {name}")),
        ]
        yield Entry(name, "table of results", line, facts)


def _groups() -> Iterator[Entry]:
    """Parameter groups; one that a process of the same name declares is told there."""
    processes = {process.plain.__name__: process.plain.__module__ for process in DAY}
    for group in PARAMETERS:
        module = _module_of(group)
        if processes.get(group) != module.__name__:
            doc = module.__doc__ or ""
            yield Entry(
                group,
                "group of numbers",
                doc.strip().split("\n")[0],
                [("declared in", place_of_parameter(group))],
                docstring=doc,
                numbers=_numbers([group]),
            )


def _module_of(group: str) -> ModuleType:
    from sim.commands.declared import declarations

    return declarations()[group][0]


def _numbers(groups: list[str]) -> list[tuple[str, str]]:
    return [
        (f"{group}.{name}", f"{number.meaning}; usually {plain(number.default)} {number.unit}")
        for group in groups
        for name, number in PARAMETERS[group].items()
    ]


def _parameter(dotted: str, number: Parameter) -> Entry:
    group, name = dotted.split(".")
    meaning = next(text for start, text in STATUSES.items() if number.status.startswith(start))
    written = f"assumptions: {{{dotted}: {number.default:.10g}}}"
    if group == "cost":
        written = f"department: {{unit_costs: {{{name}: {number.default:.10g}}}}}"
    plausible = "not varied: a choice or a convention rather than an uncertainty"
    if number.plausible:
        plausible = f"{plain(number.plausible[0])} to {plain(number.plausible[1])}"
        plausible += ", spread evenly in logarithms" if number.drawn_in_logs else ""
    return Entry(
        dotted,
        "number of the model",
        number.meaning,
        [
            ("usually", f"{plain(number.default)} {number.unit}"),
            ("plausible", plausible),
            ("bounds", f"{plain(number.bounds[0])} to {plain(number.bounds[1])}"),
            ("status", f"{number.status}: {meaning}"),
            ("source", number.source),
            ("in a scenario", written),
            *([("formerly", former)] if (former := first_name(dotted)) != dotted else []),
            ("declared in", place_of_parameter(group, name)),
        ],
    )
