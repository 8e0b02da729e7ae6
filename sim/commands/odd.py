"""ODD.md describes the model for readers; its tables and submodels are made from the code.

``python -m sim.commands.odd`` refreshes what stands between the markers; a test fails when it is
stale.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args

from sim.commands.declared import groups_of, place
from sim.common.words import plain
from sim.compiled.rules import Rule
from sim.evidence import stored
from sim.evidence.patterns import patterns
from sim.model import costs, outcomes, state
from sim.model.day import DAY
from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS, STATUSES, Parameter
from sim.model.processes import causes_of_crime, contact, records
from sim.model.processes.crime_risk import crime_risk
from sim.model.registers import CAUSES, CHANNELS, LEVERS, Line
from sim.model.scenario.community import Community, Group, Shock
from sim.model.scenario.department import Budget, Department
from sim.model.scenario.extra_cost import ExtraCost
from sim.model.scenario.part import Part
from sim.model.scenario.quality_of_life import Weights
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.trust_on_scale import TrustOnScale
from sim.model.strategies import strategies
from sim.report.scoreboard_text import band

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

ODD = Path(__file__).parents[1] / "ODD.md"
MARKED = re.compile(r"(<!-- made from the code: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
OF_A_SCENARIO = (
    Scenario, Community, Group, TrustOnScale, Shock, Department, Budget, ExtraCost, Weights,
)  # fmt: skip
DAYS_STATE = ("Residents", "Officers", "Blocks", "Beats", "Groups", "Crimes", "Department")
DAYS_QUEUES = ("Contacts", "Incidents")


def refreshed(text: str) -> str:
    """``text`` with every part between markers made anew."""
    return MARKED.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", text)


def the_day() -> str:
    """The processes of a day, in order."""
    lines = []
    for number, process in enumerate(DAY, start=1):
        module = module_of(process)
        lines.append(f"{number}. [`{name(process)}`](#{anchor(module)}): {heading(module)}")
    return "\n".join(lines)


def submodels() -> str:
    """One section for each process, and for what several of them share."""
    modules = [contact, *map(module_of, DAY), records, costs]
    modules.insert(modules.index(module_of(crime_risk)), causes_of_crime)
    modules = list(dict.fromkeys(modules))
    return "\n\n".join(_submodel(number, module) for number, module in enumerate(modules, start=1))


def _submodel(number: int, module: ModuleType) -> str:
    parts = [
        f'<a id="{anchor(module)}"></a>',
        f"### 7.{number} {heading(module)}",
        f"*{place(module)}*",
        _markdown("\n".join((module.__doc__ or "").strip().split("\n")[1:])),
        *_rules(module),
        _numbers(module),
    ]
    return "\n\n".join(part for part in parts if part)


def _rules(module: ModuleType) -> Iterator[str]:
    """The rules of a module that are plain functions of numbers: name, meaning, formula."""
    for rule in vars(module).values():
        if not isinstance(rule, Rule) or rule.inlined or rule.plain.__module__ != module.__name__:
            continue
        kinds = inspect.signature(rule.plain).parameters.values()
        if all(str(each.annotation) in ("float", "int") for each in kinds):
            names = ", ".join(each.name for each in kinds)
            yield f"`{name(rule)}({names})`: {_markdown(inspect.getdoc(rule.plain) or '')}"
            yield f"```python\n{formula(rule.plain)}\n```"


def formula(function: Callable[..., Any]) -> str:
    """The body of a function as it is written, without its docstring."""
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    lines = source.splitlines()[definition.body[1].lineno - 1 :]
    return textwrap.dedent("\n".join(lines))


def _numbers(module: ModuleType) -> str:
    """The numbers that a module declares."""
    return table(
        ("number", "default", "unit", "bounds", "plausible", "meaning", "status", "source"),
        (
            (f"`{group}.{key}`", *_of_number(number))
            for group in groups_of(module)
            for key, number in PARAMETERS[group].items()
        ),
    )


def _of_number(number: Parameter) -> tuple[str, ...]:
    return (
        plain(number.default),
        number.unit,
        _range(number.bounds),
        _range(number.plausible) if number.plausible else "not varied",
        number.meaning,
        number.status,
        number.source,
    )


def where_numbers_come_from() -> str:
    """How many numbers have which status."""
    numbers = [number for _, number in every_parameter()]
    counted = [sum(each.status.startswith(status) for each in numbers) for status in STATUSES]
    return table(
        ("status", "numbers", "what it means"),
        zip((f"{status} ..." if status.endswith("on") else status for status in STATUSES),
            map(str, counted), STATUSES.values(), strict=True),
    )  # fmt: skip


def pattern_table() -> str:
    """The published findings, what is asked of the model, and what the stored validation says."""
    said = {row["id"]: row for row in stored.kept().get("full", [])}
    return table(
        ("id", "what was found", "asked of the model", "study", "kind", "this version"),
        (
            (
                each.id,
                each.title,
                "; ".join(
                    f"{measure.words}: {band(measure)} ({measure.unit})"
                    for measure in each.measures
                    if measure.judged != "shown"
                ),
                f"{each.study}{', doi ' + each.doi if each.doi.startswith('10.') else ''}",
                each.kind,
                said[each.id]["verdict"] if each.id in said else "not run",
            )
            for each in patterns().values()
        ),
    )


def used_patterns() -> str:
    """Which patterns were used to choose which numbers."""
    used: dict[str, list[str]] = {}
    for dotted, number in every_parameter():
        for pattern in re.findall(r"\b(?:P\d\d|R\d)\b", number.status):
            used.setdefault(pattern, []).append(f"`{dotted}`")
    return table(
        ("pattern", "numbers chosen by looking at it"),
        ((pattern, ", ".join(names)) for pattern, names in sorted(used.items())),
    )


def state_columns() -> str:
    """The state, table by table."""
    return "\n\n".join(_columns(name) for name in DAYS_STATE)


def queue_columns() -> str:
    """What lives for a process or a day."""
    return "\n\n".join(_columns(name) for name in DAYS_QUEUES)


def _columns(kind: str) -> str:
    table_of = getattr(state, kind)
    meaning = (table_of.__doc__ or "").split("\n")[0]
    rows = (
        (f"`{each.name}`", each.metadata["meaning"], each.metadata["unit"])
        for each in dataclasses.fields(table_of)
    )
    return f"**{kind}.** {_markdown(meaning)}\n\n{table(('column', 'meaning', 'unit'), rows)}"


def lever_table() -> str:
    """The levers."""
    return table(
        ("lever", "meaning", "unit", "when nobody turns it", "two strategies"),
        (
            (
                f"`{each.name}`",
                each.meaning,
                each.unit,
                "as the scenario's department" if each.neutral is None else plain(each.neutral),
                each.combine,
            )
            for each in LEVERS
        ),
    )


def strategy_table() -> str:
    """The strategies and what a scenario can set."""
    return table(
        ("strategy", "what it is", "settings"),
        (
            (
                f"`{key}`",
                _markdown((kind.__doc__ or "").strip().split("\n")[0]),
                ", ".join(f"`{info.alias or each}`" for each, info in kind.model_fields.items()),
            )
            for key, kind in strategies().items()
        ),
    )


def scenario_settings() -> str:
    """What a scenario sets, part by part."""
    return "\n\n".join(
        f"**{part.__name__}.** {_markdown(part.__doc__ or '')}\n\n{_settings(part)}"
        for part in OF_A_SCENARIO
    )


def _settings(part: type[Part]) -> str:
    return table(
        ("setting", "meaning", "usually", "bounds"),
        (
            (f"`{info.alias or key}`", _meaning(info), _default(info), _bounds(info))
            for key, info in part.model_fields.items()
        ),
    )


def _meaning(info: FieldInfo) -> str:
    """What a setting says of itself, or what the part it holds does."""
    kinds = [info.annotation, *get_args(info.annotation)]
    parts = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Part)]
    return info.description or (parts[0].__doc__ or "" if parts else "")


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "must be given"
    if isinstance(info.default, int | float):
        return plain(info.default)
    return info.default if isinstance(info.default, str) else ""


def _bounds(info: FieldInfo) -> str:
    low = [each.ge for each in info.metadata if hasattr(each, "ge")]
    high = [each.le for each in info.metadata if hasattr(each, "le")]
    return _range((low[0], high[0])) if low and high else ""


def outcome_table() -> str:
    """The outcomes, without those of single groups."""
    return table(
        ("outcome", "meaning", "unit", "computed as"),
        (
            (f"`{key}`", outcome.meaning, outcome.unit, outcome.formula)
            for key, outcome in outcomes.outcomes({}, {}).items()
            if not key.endswith("_realised")
        ),
    )


def channel_table() -> str:
    """The channels of the ledger of trust."""
    return _line_table("channel", CHANNELS)


def cause_table() -> str:
    """The causes in the crime book."""
    return _line_table("cause", CAUSES)


def _line_table(kind: str, lines: Iterable[Line]) -> str:
    rows = ((f"`{line.name}`", line.title, line.meaning) for line in lines)
    return table((kind, "title", "meaning"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "the day": the_day,
    "submodels": submodels,
    "where numbers come from": where_numbers_come_from,
    "patterns": pattern_table,
    "used patterns": used_patterns,
    "state": state_columns,
    "queues": queue_columns,
    "levers": lever_table,
    "strategies": strategy_table,
    "scenario settings": scenario_settings,
    "outcomes": outcome_table,
    "channels": channel_table,
    "causes": cause_table,
}


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; nothing where there are no rows."""
    lines = ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(header) + " |", "|---" * len(header) + "|", *lines])


def _cell(text: str) -> str:
    return _markdown(text).replace("|", r"\|").replace("\n", " ")


def _markdown(docstring: str) -> str:
    """A docstring as Markdown: only the code quotes differ."""
    return docstring.replace("``", "`").strip("\n")


def _range(ends: tuple[float, float]) -> str:
    return f"{plain(ends[0])} to {plain(ends[1])}"


def heading(module: ModuleType) -> str:
    """The first line of a module's docstring, without its full stop."""
    return _markdown((module.__doc__ or "").strip().split("\n")[0]).rstrip(".")


def anchor(module: ModuleType) -> str:
    """Where a module's section can be linked to."""
    return module.__name__.split(".")[-1]


def module_of(process: Rule[..., Any]) -> ModuleType:
    """The module that a process is written in."""
    return sys.modules[process.plain.__module__]


def name(rule: Rule[..., Any]) -> str:
    """The name of a rule or process."""
    return rule.plain.__name__


if __name__ == "__main__":
    ODD.write_text(refreshed(ODD.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    sys.stdout.write(f"Refreshed {ODD}\n")
