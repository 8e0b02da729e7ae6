"""What every strategy has: a share of the budget or direct quantities, days, and places.

A strategy turns levers and says what that costs. It never touches residents and nothing in the
model knows its name. One file a strategy; the class's docstring is what ``explain`` shows.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from sim.common.problems import Mistake
from sim.files.checked import Checked
from sim.model.extensions import declared_by
from sim.model.processes.staff import BOUGHT_HOURS
from sim.model.registers import LEVERS

KINDS_OF_PLACE = ("everywhere", "riskiest", "least_trusting")
Where = Annotated[str, Field(max_length=60)]
"""A kind of place, or the name of a district or of a group of residents."""
WHERE_ELSE = "or the name of a district or of a group"
YEAR = 365.25
DISTRICT = 0.1  # of the town, where no number of blocks is given


@dataclass(frozen=True)
class Means:
    """What a strategy can count on when it is priced.

    Attributes:
        dollars: dollars a year from the strategy's budget share; None when it has no share.
        residents: residents of the town.
        officers: usual officers of the department.
        blocks: blocks of the town.
        places: about how many of them each district and each group's areas have, by name.
        usual: usual values of the department, by lever name.
        cost: unit costs by name (parameter group ``cost``).
        hours: officer hours of an event or a meeting, by name (parameter group ``hours``).
    """

    dollars: float | None
    residents: int
    officers: float
    blocks: int
    usual: Mapping[str, float]
    cost: Mapping[str, float]
    hours: Mapping[str, float]
    places: Mapping[str, int] = field(default_factory=dict)

    def place(self, where: Where, number: int | None, share: float = DISTRICT) -> Placement:
        """So many blocks of a place; without a number all of a named one, or a ``share`` of all."""
        every = self.places.get(where)
        some = max(1, round(share * self.blocks)) if every is None else every
        return Placement(where, min(number or some, every or self.blocks))

    def hours_for(self, dollars: float) -> float:
        """Officer hours a day that so many dollars a year buy at the loaded rate."""
        return dollars / self.cost["hour"] / YEAR


@dataclass(frozen=True)
class Line:
    """One line of the bill: what, how much of it, and dollars a year.

    ``lever`` is the row of the lever whose officer hours it pays for, where it pays for some.
    """

    activity: str
    quantity: float
    unit: str
    dollars_per_year: float
    lever: int | None = None


@dataclass(frozen=True)
class Placement:
    """Where something is done: so many ``blocks`` of a kind, or of a district or group by its name.

    ``amount`` is a number of cameras; None for hours, which are shared evenly.
    """

    where: Where
    blocks: int
    amount: float | None = None


@dataclass
class Turns:
    """What one strategy does: levers by row, places by row, and the bill."""

    levers: dict[int, float] = field(default_factory=dict)
    places: dict[int, Placement] = field(default_factory=dict)
    bill: list[Line] = field(default_factory=list)

    def hours(self, lever: int, hours: float, activity: str, dollars: float | None) -> None:
        """Turn a lever of officer hours; hours with ``dollars`` are bought on top of staff."""
        self.levers[lever] = self.levers.get(lever, 0.0) + hours
        if dollars is not None:
            self.levers[BOUGHT_HOURS] = self.levers.get(BOUGHT_HOURS, 0.0) + hours
        self.bill.append(Line(activity, hours, "officer hours a day", dollars or 0.0, lever))


class Strategy(Checked):
    """Base of all strategies."""

    quantities: ClassVar[tuple[str, ...]] = ()  # fields that a budget share replaces

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        declared_by(vars(sys.modules[cls.__module__]))

    from_day: int = Field(
        0, alias="from", ge=0, le=100_000, description="first day in force (day 0 is the first)"
    )
    until: int | None = Field(
        None, gt=0, le=100_000, description="first day no longer in force; nothing: to the end"
    )

    def turns(self, means: Means) -> Turns:
        """Levers, places and bill of this strategy."""
        raise TypeError(f"{type(self).__name__} does not say which levers it turns")

    @model_validator(mode="after")
    def _check(self) -> Strategy:
        if self.until is not None and self.until <= self.from_day:
            raise ends_too_early(self.until, self.from_day)
        if getattr(self, "share", None) is not None:
            given = [name for name in self.quantities if getattr(self, name) is not None]
            if given:
                raise Mistake(
                    f"has both a share of the budget and {given[0]}",
                    f"leave out share or {given[0]}: the budget decides how much, or you do",
                    (given[0],),
                )
        return self


def ends_too_early(until: int, from_day: int) -> Mistake:
    """What is wrong where something ends before it starts."""
    return Mistake(
        f"ends on day {until}, before it starts on day {from_day}",
        "until is the first day on which it is no longer in force: write a later day",
        ("until",),
    )


def active_share(from_day: int, until: int | None, days: int) -> float:
    """Share (0-1) of the days of a run on which something with these ends is in force."""
    after = days if until is None else min(until, days)
    return max(0.0, after - from_day) / days


class BudgetStrategy(Strategy):
    """A strategy that can be paid from the budget."""

    share: float | None = Field(
        None, ge=0, le=1, description="share (0-1) of the extra budget that it gets"
    )

    def turn_hours(
        self, turns: Turns, means: Means, lever: int, hours: float | None, activity: str
    ) -> Turns:
        """Put on a lever the hours that the share buys, or else ``hours`` taken from patrol."""
        if self.share is not None and means.dollars is not None:
            turns.hours(lever, means.hours_for(means.dollars), activity, means.dollars)
        elif hours is not None:
            turns.hours(lever, hours, activity, None)
        return turns


class PlacedStrategy(BudgetStrategy):
    """A strategy that is done at chosen blocks."""

    where: Where = Field(
        "riskiest",
        description=f"which blocks: everywhere, riskiest, least_trusting, {WHERE_ELSE}",
    )
    blocks: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="number of blocks; nothing: a tenth of the town, or all of a district",
    )

    def placement(self, means: Means, share: float = DISTRICT) -> Placement:
        """The chosen blocks; ``share`` of the town when no number is given."""
        return means.place(self.where, self.blocks, share)


def neutral_levers(usual: Mapping[str, float]) -> list[float]:
    """Every lever where nobody turns it, in order of ``LEVERS``."""
    return [usual[lever.name] if lever.neutral is None else lever.neutral for lever in LEVERS]


def combine(settings: list[float], turned: Mapping[int, float]) -> list[float]:
    """Levers after one more strategy has turned its levers."""
    result = list(settings)
    for row, value in turned.items():
        how = LEVERS[row].combine
        if how == "add":
            result[row] += value
        elif how == "multiply":
            result[row] *= value
        else:
            result[row] = max(result[row], value) if how == "most" else value
    return result
