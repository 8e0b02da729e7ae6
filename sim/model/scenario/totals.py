"""Totals in place of rates: officers in all, dollars a year in all; and for how many residents.

A total belongs to the town for which it was written. Where the number of residents is changed (a
file that ``extends:`` another, a point of a sweep, a lesson, a copy), the rate stays.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from sim.common.problems import Finding, Mistake
from sim.common.words import count
from sim.files import Node
from sim.model.scenario.community import Community
from sim.model.scenario.part import Part

IN_TOTAL = {"department": "officers", "budget": "total"}
"""Each block in which a total may stand, and the name of that total."""
ANOTHER_CITY = "if this is for a city of another size, add that city's residents"


class InTotal(Part):
    """A part of a scenario in which a total may stand in place of a rate."""

    in_total: ClassVar[str] = ""
    rate: ClassVar[str] = ""
    per: ClassVar[float] = 1.0
    most: ClassVar[float] = 0.0

    for_residents: int | None = Field(
        None,
        ge=1,
        le=2_000_000_000,
        description="residents whom a total is for; nothing: those of the town",
    )

    @model_validator(mode="before")
    @classmethod
    def _none(cls, data: Any) -> Any:
        """No rate beside a total is none given."""
        if isinstance(data, dict) and data.get(cls.in_total) is not None:
            return {name: each for name, each in data.items() if (name, each) != (cls.rate, None)}
        return data

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if not self.is_in_total:
            if self.for_residents is not None:
                raise Mistake(
                    "for_residents changes nothing here",
                    f"leave it out: it says whom {self.in_total}: is for",
                    ("for_residents",),
                )
        elif self.rate in self.model_fields_set:
            raise Mistake(
                f"has both {self.rate} and {self.in_total}",
                f"leave out one ({self.rate}: null removes an inherited one, {self.in_total}: null"
                f" the other; from Python it is None): {self.rate} follows from {self.in_total} and"
                " the residents",
                (self.in_total,),
            )
        return self

    @property
    def is_in_total(self) -> bool:
        """Whether the total is given."""
        return getattr(self, self.in_total) is not None

    def total_in_words(self) -> str:
        """The total as one says it: 340 officers."""
        return f"{getattr(self, self.in_total):,.10g}"

    def rate_in_words(self) -> str:
        """The rate as one says it: 5.48 per 1,000 residents."""
        return f"{getattr(self, self.rate):,.3g} {self.rate.replace('_', ' ')}"

    def in_words(self) -> str:
        """The total and whom it is for: 340 officers for 62,000 residents."""
        return f"{self.total_in_words()} for {count(self.for_residents or 0, 'resident')}"

    def settle(self, residents: int) -> bool:
        """Work out the rate from the total, in a town of so many; whether it can be given."""
        if not self.is_in_total:
            return True
        people = self.for_residents or residents
        vars(self)["for_residents"] = people
        vars(self)[self.rate] = self.per * getattr(self, self.in_total) / people
        return bool(getattr(self, self.rate) <= self.most)

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is given, the rate or the total and its residents; the other is left out."""
        data: dict[str, Any] = handler(self)
        for name in (self.rate,) if self.is_in_total else (self.in_total, "for_residents"):
            data.pop(name, None)
        return data


def worked_out(low: float, high: float, description: str) -> Any:
    """The field of a rate that has no usual value."""
    return Field(None, ge=low, le=high, description=description)


def settled(
    department: InTotal, budget: InTotal | None, residents: int, counted: int
) -> list[Finding]:
    """Work out the rates of a town of so many residents; what is wrong with its totals.

    ``counted`` are the residents of the place whose crimes were counted, or those of the town.
    """
    found: list[Finding] = []
    for block, part in (("department", department), ("budget", budget)):
        if part is None or part.settle(residents):
            continue
        name = IN_TOTAL[block]
        whom = counted if counted != residents else "..."
        wrong = f"{part.in_words()} are {part.rate_in_words()}: at most {part.most:,g} can be given"
        fix = f"{ANOTHER_CITY}: write  for_residents: {whom}  beside {name}"
        found.append(((block, name), wrong, fix, "value"))
    return found


def handed_on(base: Node, over: Node) -> Node:
    """A file as one that extends it inherits it: totals remember the residents they are for.

    Only where the file laid over it has another number of residents and no total of its own.
    """
    if _at(over, "community", "residents") is None:
        return base
    residents = _at(base, "community", "residents")
    usual = Community.model_fields["residents"].default
    people = usual if residents is None else residents.value
    if not isinstance(people, int) or not isinstance(base.value, dict):
        return base
    blocks = dict(base.value)
    for block, name in IN_TOTAL.items():
        total, own = _at(base, block, name), over.inside(block)
        of_its_own = own is not None and (own.value is None or own.inside(name) is not None)
        if total is None or of_its_own or _at(base, block, "for_residents") is not None:
            continue
        inside = blocks[block]
        assert isinstance(inside.value, dict)
        names = {**inside.value, "for_residents": Node(people, total.place, total.key)}
        blocks[block] = Node(names, inside.place, inside.key)
    if "arms" in blocks:
        blocks["arms"] = _arms_handed_on(blocks["arms"], over.inside("arms"), people)
    return Node(blocks, base.place, base.key)


def _arms_handed_on(arms: Node, over: Node | None, people: int) -> Node:
    """Arms whose extra costs say for how many residents they are, unless they are given anew."""
    if not isinstance(arms.value, dict):
        return arms
    kept = dict(arms.value)
    for name, arm in arms.value.items():
        costs, own = arm.inside("extra_cost"), over.inside(name) if over is not None else None
        if costs is None or not isinstance(costs.value, list) or not isinstance(arm.value, dict):
            continue
        if own is not None and own.inside("extra_cost") is not None:
            continue
        known = [
            Node({"for_residents": Node(people, each.place), **each.value}, each.place)
            if isinstance(each.value, dict)
            else each
            for each in costs.value
        ]
        names = {**arm.value, "extra_cost": Node(known, costs.place, costs.key)}
        kept[name] = Node(names, arm.place, arm.key)
    return Node(kept, arms.place, arms.key)


def _at(file: Node, block: str, name: str) -> Node | None:
    """What stands under a name of a block; None where nothing does."""
    inside = file.inside(block)
    found = inside.inside(name) if inside is not None else None
    return None if found is None or found.value is None else found
