"""A scenario: one YAML file with a community, a department, arms to compare, and an experiment."""

from __future__ import annotations

import csv
import functools
import math
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    create_model,
    field_validator,
    model_validator,
)

from sim.parameters import PARAMETERS, every_parameter
from sim.problems import Mistake, Problem, ProblemsFound, did_you_mean
from sim.state import CRIME_TYPES
from sim.strategies import strategies
from sim.strategies.base import Strategy

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,59}$")]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """Base of all parts of a scenario: strict, and no unknown names."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, frozen=True)


class Group(Part):
    """One group of residents: what it starts from and what it meets."""

    share: Share = Field(description="share of the residents")
    trust: float = Field(50, ge=2, le=98, description="mean trust on day 0, points (0-100)")
    trust_spread: float = Field(
        19, ge=0, le=40, description="spread of trust between people, points"
    )
    exposure: float = Field(
        1, ge=0, le=100, description="exposure to stops, relative to other groups"
    )
    stop_conduct: Share = Field(
        0.72, description="usual conduct of stops towards this group (quality 0-1)"
    )
    search_at_stops: Share = Field(0.035, description="searches, an everyday stop")
    force_at_stops: Share = Field(
        0.022, description="threat or use of force, a stop of usual conduct"
    )
    force_at_calls: Share = Field(0.0042, description="threat or use of force, a call")
    hears_local_news: Share = Field(0.10, description="chance to hear of a local scandal")
    hears_national_news: Share = Field(0.90, description="chance to hear of national news")


def usual_groups() -> dict[str, Group]:
    """Two groups that differ as respondents of Gallup and of the BJS contact survey do."""
    return {
        "majority": Group(share=0.7, trust=55),
        "minority": Group(
            share=0.3, trust=40, exposure=1.5, stop_conduct=0.68, search_at_stops=0.105,
            force_at_stops=0.041,
            force_at_calls=0.0082, hears_local_news=0.6, hears_national_news=0.98,
        ),
    }  # fmt: skip


@functools.cache
def fbi_rates() -> dict[str, dict[str, float]]:
    """Recorded crimes per resident and year by state and crime type, FBI 2019."""
    path = Path(__file__).parent / "data" / "fbi_crime_2019.csv"
    rows = csv.DictReader(
        line for line in path.read_text().splitlines() if not line.startswith("#")
    )
    rates = {}
    for row in rows:
        people = float(row["population"])
        violent = math.fsum(
            float(row[name]) for name in ("homicide", "rape", "robbery", "aggravated_assault")
        )
        rates[row["state"]] = {
            "violent": violent / people,
            "burglary": float(row["burglary"]) / people,
            "vehicle_theft": float(row["motor_vehicle_theft"]) / people,
            "other_theft": float(row["larceny"]) / people,
        }
    return dict(sorted(rates.items()))


class FbiCrime(Part):
    """Recorded crime of a US state in 2019."""

    source: Literal["fbi-2019"]
    state: str = Field(description="a US state, or United States")

    @field_validator("state")
    @classmethod
    def _known(cls, state: str) -> str:
        known = fbi_rates()
        if state not in known:
            near = did_you_mean(state, known)
            raise Mistake(
                f"no state is called {state!r}",
                f"did you mean {near}?" if near else f"write one of: {', '.join(known)}",
            )
        return state


class RecordedCrime(Part):
    """Recorded crime set by hand: crimes per 1,000 residents a year."""

    source: Literal["recorded"]
    violent: float = Field(ge=0, le=200)
    burglary: float = Field(ge=0, le=500)
    vehicle_theft: float = Field(ge=0, le=500)
    other_theft: float = Field(ge=0, le=1000)


class Shock(Part):
    """A scandal (or, with a positive size, good news) on one day."""

    day: int = Field(ge=0, le=100_000, description="day on which it breaks")
    size: float = Field(
        ge=-0.5, le=0.5, description="step of trust of those who hear: -0.3 is very bad"
    )
    reach: Literal["local", "national"] | dict[str, Share] = Field(
        "local", description="who hears: local, national, or a chance by group"
    )


class Community(Part):
    """The people and the place."""

    residents: int = Field(5000, ge=1, le=2_000_000, description="residents (one a home)")
    residents_per_block: int = Field(25, ge=1, le=1000, description="homes in a block")
    crime: FbiCrime | RecordedCrime = Field(
        FbiCrime(source="fbi-2019", state="Maryland"),
        discriminator="source",
        description="recorded crime; true crime follows from the shares that are reported",
    )
    segregation: Share = Field(
        0.6, description="how far groups live apart: 0 not at all, 1 by block"
    )
    groups: dict[GroupName, Group] = Field(
        default_factory=usual_groups, description="groups of residents"
    )
    shocks: list[Shock] = Field(
        default_factory=list, max_length=100, description="scandals and good news"
    )

    @field_validator("groups")
    @classmethod
    def _whole(cls, groups: dict[str, Group]) -> dict[str, Group]:
        if not 1 <= len(groups) <= 12:
            raise Mistake(f"{len(groups)} groups", "write between 1 and 12 groups")
        if "all" in groups:
            raise Mistake(
                "a group may not be called all", "all means everybody in the results", ("all",)
            )
        total = math.fsum(group.share for group in groups.values())
        if abs(total - 1.0) > 1e-6:
            raise Mistake(f"the shares of the groups sum to {total:g}", "make them sum to 1")
        return groups

    @model_validator(mode="after")
    def _reach(self) -> Community:
        for at, shock in enumerate(self.shocks):
            if isinstance(shock.reach, dict):
                for name in shock.reach:
                    if name not in self.groups:
                        near = did_you_mean(name, self.groups)
                        raise Mistake(
                            f"no group is called {name!r}",
                            f"did you mean {near}?"
                            if near
                            else f"write one of: {', '.join(self.groups)}",
                            ("shocks", at, "reach", name),
                        )
        return self


def _unit_costs_model() -> type[Part]:
    """Unit costs as declared in ``costs``, each optional."""
    import sim.costs  # noqa: F401  (declares them)

    fields: dict[str, Any] = {
        name: (
            float | None,
            Field(
                None,
                ge=number.bounds[0],
                le=number.bounds[1],
                description=f"{number.meaning} ({number.unit})",
            ),
        )
        for name, number in PARAMETERS["cost"].items()
    }
    return create_model("UnitCosts", __base__=Part, **fields)


UnitCosts: Any = _unit_costs_model()


class Department(Part):
    """The police department as it is without any strategy."""

    officers_per_1000: float = Field(
        2.2, ge=0, le=50, description="sworn officers per 1,000 residents"
    )
    events_per_month: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="community events a month in the town; nothing: one for every 5,000 residents",
    )
    meetings_per_month: float = Field(
        0, ge=0, le=100_000, description="beat meetings a month in the town"
    )
    months_in_beat: float = Field(
        18, ge=0.25, le=600, description="mean months that an officer stays in a beat"
    )
    unit_costs: UnitCosts = Field(
        default_factory=UnitCosts, description="prices that differ from the usual ones"
    )


class Budget(Part):
    """Extra money for programmes."""

    per_resident: float = Field(ge=0, le=100_000, description="extra dollars per resident a year")


class Weights(Part):
    """Weights of the quality of life: they are a choice, and can decide the headline."""

    calm: Share = 0.30
    ownership: Share = 0.25
    trust: Share = 0.25
    order: Share = 0.20
    crime: Share = Field(0.2, description="weight of true crime where quality of life includes it")

    @model_validator(mode="after")
    def _whole(self) -> Weights:
        total = self.calm + self.ownership + self.trust + self.order
        if abs(total - 1.0) > 1e-6:
            raise Mistake(
                f"the weights of calm, ownership, trust and order sum to {total:g}",
                "make them sum to 1",
            )
        return self


class Expectation(Part):
    """A claim that ``compare`` checks: an outcome of one arm against another's."""

    outcome: str
    arm: str
    than: str | None = Field(None, description="arm compared with; nothing: the baseline")
    at_least: float | None = None
    at_most: float | None = None
    confidence: float = Field(0.95, gt=0.5, lt=1)

    @model_validator(mode="after")
    def _limited(self) -> Expectation:
        if self.at_least is None and self.at_most is None:
            raise Mistake("an expectation needs a limit", "write at_least, at_most or both")
        return self


class Lesson(Part):
    """How large the lesson page is, and which two arms it shows."""

    residents: int = Field(1000, ge=50, le=2000, description="residents of each town")
    days: int = Field(365, ge=30, le=730, description="days of the run")
    replicates: int = Field(30, ge=5, le=1000, description="paired runs beside the one shown")
    arms: list[Slug] = Field(
        default_factory=list, max_length=2, description="the two arms, where --arms names none"
    )
    beside: list[Slug] = Field(
        default_factory=list,
        max_length=4,
        description="scenarios of the same folder in which it may come out otherwise",
    )


class Step(Part):
    """One step of the tour: sets the day, points at something, says a sentence or two."""

    day: int = Field(ge=0, le=730, description="day to which the page goes")
    point_at: Literal[
        "towns", "gatherings", "visits", "stops", "cameras", "crimes", "issues", "ties", "trust",
        "difference", "one_resident", "why", "how_typical",
    ] = Field("towns", description="what is pointed at")  # fmt: skip
    text: str = Field(max_length=400, description="what is said: one or two sentences")


def _arm_model() -> type[Part]:
    fields: dict[str, Any] = {
        name: (kind | None, Field(None, description=(kind.__doc__ or "").strip().split("\n")[0]))
        for name, kind in strategies().items()
    }
    return create_model("Arm", __base__=Part, **fields)


Arm: Any = _arm_model()


def settings_of(arm: Any) -> dict[str, Strategy]:
    """The strategies that an arm uses, by name."""
    return {name: getattr(arm, name) for name in strategies() if getattr(arm, name) is not None}


class Scenario(Part):
    """A scenario, resolved and checked."""

    name: Slug = Field(description="short name; results go to a folder of this name")
    about: str = Field("", max_length=2000, description="the story in a sentence or two")
    extends: str | None = Field(
        None, description="scenario in the same folder that this one builds on"
    )
    days: int = Field(730, ge=1, le=36_500, description="days of the run after the burn-in")
    burn_in_days: int = Field(
        365, ge=1, le=36_500, description="days of business as usual before day 0"
    )
    replicates: int = Field(30, ge=1, le=100_000, description="paired runs of every arm")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="start of all luck")
    record_every: int = Field(
        10, ge=1, le=36_500, description="days between two records of the series"
    )
    community: Community = Field(default_factory=Community)
    department: Department = Field(default_factory=Department)
    budget: Budget | None = None
    baseline: str = Field("business_as_usual", description="arm that the others are compared with")
    arms: dict[Slug, Arm] = Field(description="strategies to compare")
    assumptions: dict[str, float] = Field(
        default_factory=dict,
        description="numbers of the model that differ from the defaults, by dotted name",
    )
    quality_of_life: Weights = Field(default_factory=Weights)
    expect: list[Expectation] = Field(
        default_factory=list, max_length=200, description="claims that compare checks"
    )
    lesson: Lesson = Field(default_factory=Lesson, description="size of the lesson page")
    story: list[Step] = Field(
        default_factory=list,
        max_length=20,
        description="steps of the lesson's tour; nothing: they are written from the run",
    )

    @field_validator("assumptions")
    @classmethod
    def _declared(cls, assumptions: dict[str, float]) -> dict[str, float]:
        known = dict(every_parameter())
        for name, value in assumptions.items():
            if name not in known:
                near = did_you_mean(name, known)
                raise Mistake(
                    f"no number of the model is called {name!r}",
                    f"did you mean {near}?" if near else "`run.py explain` lists them",
                    (name,),
                )
            low, high = known[name].bounds
            if not low <= value <= high:
                raise Mistake(
                    f"{name} must lie between {low:g} and {high:g}, not {value:g}",
                    known[name].meaning,
                    (name,),
                )
        return assumptions

    @field_validator("arms")
    @classmethod
    def _some(cls, arms: dict[str, Any]) -> dict[str, Any]:
        if not 1 <= len(arms) <= 40:
            raise Mistake(f"{len(arms)} arms", "write between 1 and 40 arms")
        return arms

    _source_text: str = PrivateAttr("")

    @property
    def source_text(self) -> str:
        """The file as its author wrote it; without a file, everything as YAML."""
        return self._source_text or yaml.safe_dump(self.resolved(), sort_keys=False)

    def resolved(self) -> dict[str, Any]:
        """Everything, with defaults, as plain data."""
        return self.model_dump(mode="json", by_alias=True, exclude={"extends"})

    def numbers(self) -> dict[str, float]:
        """Numbers of the model that differ from their defaults: assumptions and unit costs."""
        costs = self.department.unit_costs.model_dump(exclude_none=True)
        return {**{f"cost.{name}": value for name, value in costs.items()}, **self.assumptions}

    def with_changes(self, **changes: Any) -> Scenario:
        """A copy with some top-level fields changed, checked again."""
        data = self.model_dump(mode="python", by_alias=True, exclude_unset=True)
        return Scenario.model_validate({**data, **changes})


def recorded_rates(crime: FbiCrime | RecordedCrime) -> dict[str, float]:
    """Recorded crimes per resident and year by crime type."""
    if isinstance(crime, FbiCrime):
        return fbi_rates()[crime.state]
    return {kind: getattr(crime, kind) / 1000.0 for kind in CRIME_TYPES}


def load_scenario(path: str | Path) -> Scenario:
    """Read and check a scenario file.

    Raises:
        ProblemsFound: everything that is wrong, each with file, line, column and a fix.
    """
    from sim.scenario_checks import cross_checks
    from sim.yaml_source import problems_from_validation, read_with_extends

    source = read_with_extends(Path(path))
    try:
        scenario = Scenario.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsFound(problems_from_validation(error, source, Scenario)) from None
    problems = [
        source.problem(where, message, fix, at=at)
        for where, message, fix, at in cross_checks(scenario)
    ]
    if problems:
        raise ProblemsFound(problems)
    scenario._source_text = Path(path).read_text(encoding="utf-8-sig")
    return scenario


__all__ = ["Arm", "Problem", "ProblemsFound", "Scenario", "load_scenario", "settings_of"]
