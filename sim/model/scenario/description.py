"""What a scenario says: each field with its unit, bounds and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, field_validator, model_validator

from sim.common.problems import Mistake, Mistakes, did_you_mean, program, quoted
from sim.common.words import spaced
from sim.model.day import processes_named
from sim.model.extensions import FROM_OUTSIDE
from sim.model.former_names import name_today
from sim.model.numbers import every_parameter
from sim.model.own import STOP_RULES
from sim.model.scenario.arm import Arm, by_name, title_of
from sim.model.scenario.community import Community
from sim.model.scenario.dates import EXAMPLE, number_of, with_days
from sim.model.scenario.department import Budget, Department
from sim.model.scenario.expectation import Expectation
from sim.model.scenario.intervention import Intervention
from sim.model.scenario.lesson import Lesson, Step
from sim.model.scenario.part import Part, Slug, name_to_show
from sim.model.scenario.quality_of_life import Weights
from sim.model.scenario.recorded_crime import CountedCrime
from sim.model.scenario.survey import Fitted, Survey
from sim.model.scenario.totals import settled

IN_PYTHON = ("processes", "interventions", "stop")
"""What names things that are written in Python; left out where a scenario has none."""
IF_GIVEN = ("heading", "start", "survey", "fitted")
"""What few scenarios have, and the others do not mention."""


class Description(Part):
    """A community, its department, arms to compare, and how they are run, field by field."""

    name: Slug = Field(description="short name; results go to a folder of this name")
    heading: str | None = Field(
        None,
        alias="title",
        max_length=80,
        description="what the scenario is called where people read it; nothing: its name as words",
    )
    about: str = Field("", max_length=2000, description="the story in a sentence or two")
    extends: str | None = Field(
        None, description="scenario in the same folder that this one builds on"
    )
    start: str | None = Field(
        None, description="date of day 0, such as 2026-01-01; other days may then be dates, too"
    )
    days: int = Field(730, ge=1, le=36_500, description="days of the run after the burn-in")
    burn_in_days: int = Field(
        365, ge=1, le=36_500, description="days of business as usual before day 0"
    )
    replicates: int = Field(100, ge=1, le=100_000, description="paired runs of every arm")
    worlds: Literal["many", "central", "declared"] = Field(
        "many",
        description="the numbers that replicates live with: each in another of the sets that come"
        " closest to published findings; all in the central one of these; or as they are declared",
    )
    scale: int = Field(
        1,
        ge=1,
        le=1000,
        description="residents for whom each simulated one stands; quantities shrink with the town",
    )
    survey: Survey | None = Field(
        None, description="what a survey of the town's own residents found"
    )
    fitted: Fitted | None = Field(
        None, description="worlds that fit the survey, in place of all; written by fit"
    )
    seed: int = Field(1, ge=0, le=2**32 - 1, description="seed of all random draws")
    record_every: int = Field(
        10, ge=1, le=36_500, description="days between two records of the series"
    )
    community: Community = Field(default_factory=Community, description="the people and the place")
    department: Department = Field(
        default_factory=Department, description="the police department without any strategy"
    )
    budget: Budget | None = Field(None, description="extra money for programmes")
    baseline: str = Field("business_as_usual", description="arm that the others are compared with")
    arms: dict[Slug, Arm] = Field(description="strategies to compare")
    assumptions: dict[str, float] = Field(
        default_factory=dict,
        description="numbers of the model that differ from the defaults, by dotted name",
    )
    quality_of_life: Weights = Field(
        default_factory=Weights, description="how much each part of it weighs"
    )
    processes: list[str] | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="processes of the day by name; nothing: the whole day",
    )
    interventions: list[Intervention] = Field(
        default_factory=list, max_length=1000, description="what is done to the town on a day"
    )
    stop: str | None = Field(None, description="rule that ends a run, by name")
    practically_none: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = Field(
        default_factory=dict,
        description="differences that are too small to matter: outcome, and the least that does,"
        " in its unit",
    )
    expect: list[Expectation] = Field(
        default_factory=list, max_length=200, description="claims that compare checks"
    )
    lesson: Lesson = Field(default_factory=Lesson, description="size of the lesson page")
    story: list[Step] = Field(
        default_factory=list,
        max_length=20,
        description="steps of the lesson's tour; nothing: they are written from the run",
    )

    @model_validator(mode="before")
    @classmethod
    def _dates(cls, data: Any) -> Any:
        """Dates as days since the start."""
        return with_days(data)

    @field_validator("start")
    @classmethod
    def _date(cls, start: str | None) -> str | None:
        if start is not None and number_of(start) is None:
            raise Mistake(
                f"start must be a date, not {quoted(start)}",
                f"write it as year-month-day:  start: {EXAMPLE}",
            )
        return start

    @field_validator("heading")
    @classmethod
    def _readable(cls, heading: str | None) -> str | None:
        return name_to_show(heading or None, "title")

    @field_validator("assumptions")
    @classmethod
    def _declared(cls, assumptions: dict[str, float]) -> dict[str, float]:
        known = dict(every_parameter())
        renamed: dict[str, float] = {}
        for written, value in assumptions.items():
            name = name_today(written)
            if name != written and name in assumptions:
                raise Mistake(
                    f"{written} is the former name of {name}, which is written too",
                    f"leave out {written}",
                    (written,),
                )
            if name not in known:
                near = did_you_mean(name, known)
                raise Mistake(
                    f"no number of the model is called {quoted(name)}",
                    f"did you mean {near}?" if near else f"`{program()} explain` lists them",
                    (name,),
                )
            low, high = known[name].bounds
            if not low <= value <= high:
                raise Mistake(
                    f"{name} must lie between {low:g} and {high:g}, not {value:g}",
                    known[name].meaning,
                    (written,),
                )
            renamed[name] = value
        return renamed

    @field_validator("arms", mode="before")
    @classmethod
    def _of_strategies(cls, arms: Any) -> Any:
        """In Python an arm may be a list of strategies."""
        if not isinstance(arms, Mapping):
            return arms
        return {name: by_name(arm) for name, arm in arms.items()}

    @model_validator(mode="after")
    def _rates(self) -> Self:
        """Totals as rates, for all who reckon with them."""
        people, crime = self.community.residents, self.community.crime
        counted = crime.residents if isinstance(crime, CountedCrime) else people
        if found := settled(self.department, self.budget, people, counted):
            raise Mistakes(found)
        for arm in self.arms.values():
            for cost in arm.extra_cost:
                cost.settle(people)
        return self

    def with_changes(self, **changes: Any) -> Self:
        """A copy with some fields changed, each as a whole; all of it is checked again.

        Totals stay those of the town for which they were given: in one with other residents the
        rates stay. Raises ProblemsFound.
        """
        if "community" in changes:
            for block, part in (("department", self.department), ("budget", self.budget)):
                if part is not None and part.is_in_total:
                    kept = part.with_changes(for_residents=part.for_residents)
                    changes = {block: kept, **changes}
            arms = changes.get("arms", self.arms)
            changes["arms"] = {
                name: arm.with_costs_kept() if isinstance(arm, Arm) else arm
                for name, arm in arms.items()
            }
        return super().with_changes(**changes)

    @field_validator("processes")
    @classmethod
    def _processes(cls, names: list[str] | None) -> list[str] | None:
        try:
            processes_named(names or [])
        except ValueError as wrong:
            raise Mistake(str(wrong), FROM_OUTSIDE) from None
        return names

    @field_validator("stop")
    @classmethod
    def _stop_rule(cls, name: str | None) -> str | None:
        if name is not None and name not in STOP_RULES:
            near = did_you_mean(name, STOP_RULES)
            raise Mistake(
                f"no stop rule is called {quoted(name)}",
                f"did you mean {near}?" if near else FROM_OUTSIDE,
            )
        return name

    @field_validator("arms")
    @classmethod
    def _some(cls, arms: dict[str, Any]) -> dict[str, Any]:
        if not 1 <= len(arms) <= 40:
            raise Mistake(f"{len(arms)} arms", "write between 1 and 40 arms")
        return arms

    _arm_plans: dict[str, tuple[Any, Any]] = PrivateAttr(default_factory=dict)

    @property
    def arm_plans(self) -> dict[str, tuple[Any, Any]]:
        """What ``arm_plan`` has made so far: arm to the arm itself and its plan."""
        return self._arm_plans

    _lives: dict[int, Any] = PrivateAttr(default_factory=dict)

    @property
    def lives(self) -> dict[int, Any]:
        """What ``as_lived`` has made so far: replicate to the scenario as it lives it."""
        return self._lives

    @property
    def simulated_residents(self) -> int:
        """How many residents are simulated."""
        return max(1, round(self.community.residents / self.scale))

    @property
    def shown_name(self) -> str:
        """What people read in place of the scenario's name: its title, or the name as words."""
        return self.heading or spaced(self.name)

    def title(self, arm: str) -> str:
        """What people read in place of an arm's name; that of an unknown arm is its name."""
        return title_of(self.arms, arm)

    def resolved(self) -> dict[str, Any]:
        """Everything, with defaults, as plain data."""
        usual = {name for name in (*IN_PYTHON, *IF_GIVEN) if not getattr(self, name)}
        if self.scale == 1:
            usual.add("scale")
        return self.model_dump(mode="json", by_alias=True, exclude={"extends", *usual})

    def numbers(self) -> dict[str, float]:
        """Numbers of the model that differ from their defaults: assumptions and unit costs."""
        costs = self.department.unit_costs.model_dump(exclude_none=True)
        return {**{f"cost.{name}": value for name, value in costs.items()}, **self.assumptions}
