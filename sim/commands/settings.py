"""What may be set in a scenario or a sweep: every field, where it stands, and what it means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from pydantic import BaseModel

from sim.commands.declared import place
from sim.common.words import plain
from sim.files.schema_names import described
from sim.model.scenario.arm import Arm
from sim.model.scenario.community import Community, Group, Shock
from sim.model.scenario.department import Budget, Department
from sim.model.scenario.expectation import Expectation
from sim.model.scenario.extra_cost import ExtraCost
from sim.model.scenario.lesson import Lesson, Step
from sim.model.scenario.quality_of_life import Weights
from sim.model.scenario.recorded_crime import CountedCrime, FbiCrime, RecordedCrime
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.survey import Fitted, ReportedShares, Survey
from sim.model.scenario.trust_on_scale import TrustOnScale
from sim.model.strategies import strategies
from sim.model.strategies.base import PlacedStrategy, Strategy
from sim.study.sweeps import file as sweep_file

Parts = list[tuple[str, type[BaseModel]]]
IN_A_SCENARIO: Parts = [
    ("", Scenario),
    ("community.", Community),
    ("community.crime.", FbiCrime),
    ("community.crime.", RecordedCrime),
    ("community.crime.", CountedCrime),
    ("community.groups.NAME.", Group),
    ("community.groups.NAME.trust_on_scale.", TrustOnScale),
    ("community.shocks[].", Shock),
    ("department.", Department),
    ("budget.", Budget),
    ("survey.", Survey),
    ("survey.reported.", ReportedShares),
    ("fitted.", Fitted),
    ("arms.ARM.", Arm),
    ("arms.ARM.extra_cost[].", ExtraCost),
    ("arms.ARM.STRATEGY.", PlacedStrategy),
    ("quality_of_life.", Weights),
    ("expect[].", Expectation),
    ("lesson.", Lesson),
    ("story[].", Step),
]
IN_A_SWEEP: Parts = [
    ("", sweep_file.SweepFile),
    ("vary.NAME.", sweep_file.Range),
    ("design.", sweep_file.Morris),
    ("design.", sweep_file.LatinHypercube),
    ("design.", sweep_file.Sobol),
    ("design.", sweep_file.Saltelli),
    ("design.", sweep_file.TableOfPoints),
    ("precision.", sweep_file.Precision),
]

Setting = tuple[str, str, str, list[tuple[str, str]]]


def settings() -> Iterator[Setting]:
    """Name with its place, kind, meaning, and what else is known, of every field."""
    own: Parts = [(f"arms.ARM.{name}.", kind) for name, kind in strategies().items()]
    yield from _settings([*IN_A_SCENARIO, *own], "setting of a scenario")
    yield from _settings(IN_A_SWEEP, "setting of a sweep")


def _settings(parts: Parts, kind: str) -> Iterator[Setting]:
    told_already: set[str] = set()  # two kinds of one block share some names
    for where, part in parts:
        module = inspect.getmodule(part)
        assert module is not None
        one_strategy = issubclass(part, Strategy) and part is not PlacedStrategy
        for field, info in part.model_fields.items():
            if one_strategy and field in PlacedStrategy.model_fields:
                continue
            if part is Arm and field in strategies():  # explained as what it is
                continue
            name = info.alias or field
            if f"{where}{name}" in told_already:
                continue
            told_already.add(f"{where}{name}")
            usual = [("usually", told)] if (told := _usual(info.default)) else []
            meaning = described(part, (name,)) or ""
            yield f"{where}{name}", kind, meaning, [*usual, ("declared in", place(module))]


def _usual(default: object) -> str:
    if isinstance(default, bool) or not isinstance(default, int | float | str):
        return ""
    return plain(default) if isinstance(default, int | float) else default
