"""What the arms of a scenario do differently: the choices of the department that are not alike.

Everything else (the town, its residents, their draws, every assumption) all arms share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.arm_plan import Stage, arm_plan
from sim.model.processes.staff import BOUGHT_HOURS
from sim.model.registers import LEVERS, PLACES
from sim.model.strategies.base import KINDS_OF_PLACE

if TYPE_CHECKING:
    from sim.model.scenario.community import Community
    from sim.model.scenario.scenario import Scenario

CHOICES = len(LEVERS) + len(PLACES) - 1
"""How many choices a department has; bought hours follow from the others and do not count."""
NOWHERE, EVERYWHERE = "nowhere", "all over town"


@dataclass(frozen=True)
class Choice:
    """One choice in which the arms differ.

    Attributes:
        name: what is chosen, in words.
        unit: its unit; empty for a place.
        by_arm: what each arm chooses, in words, by name of the arm.
    """

    name: str
    unit: str
    by_arm: dict[str, str]


def what_differs(scenario: Scenario) -> list[Choice]:
    """The choices that are not the same in all arms, in the order of levers, then of places.

    That something is done nowhere where it has no hours goes without saying.
    """
    by_arm = {arm: arm_plan(scenario, arm).stages for arm in scenario.arms}
    of_place = {
        row: {
            arm: [_place(row, stage, scenario.community) for stage in several]
            for arm, several in by_arm.items()
        }
        for row in range(len(PLACES))
    }
    found = []
    for row, lever in enumerate(LEVERS):
        if row == BOUGHT_HOURS:
            continue
        said = {
            arm: _over_time([_amount(stage.levers[row]) for stage in several], several)
            for arm, several in by_arm.items()
        }
        found.append(Choice(lever.meaning, lever.unit, said))
    for row, place in enumerate(PLACES):
        said = {arm: _over_time(of_place[row][arm], several) for arm, several in by_arm.items()}
        every = [where for several in of_place[row].values() for where in several]
        if any(where not in (NOWHERE, EVERYWHERE) for where in every):
            found.append(Choice(place.title, "", said))
    return [choice for choice in found if len(set(choice.by_arm.values())) > 1]


def _amount(value: float) -> str:
    return f"{round(value, 2):,.10g}"


def _place(row: int, stage: Stage, community: Community) -> str:
    kind, placement = PLACES[row], stage.places.get(row)
    if placement is not None and placement.amount:
        first = f" ({_blocks(placement.where, community)} first)"
        return _amount(placement.amount) + ("" if placement.where == "everywhere" else first)
    if not any(stage.levers[lever] > 0 for lever in kind.levers):
        return NOWHERE
    if placement is None or placement.where == "everywhere":
        return EVERYWHERE
    words = _blocks(placement.where, community)
    if placement.blocks == 1:
        return f"the {words.replace('blocks', 'block', 1)}"
    return f"the {placement.blocks} {words}"


def _blocks(where: str, community: Community) -> str:
    """Blocks of one kind, or of a district or group, as one says it."""
    if where in KINDS_OF_PLACE:
        return f"{where.replace('_', ' ')} blocks"
    if where in community.districts:
        return f"blocks of {community.places[where]}"
    return f"blocks with most of {community.labels[where]}"


def _over_time(said: list[str], several: Sequence[Stage]) -> str:
    """A choice that changes is told stage by stage."""
    if len(set(said)) == 1:
        return said[0]
    told: list[str] = []
    for text, stage in zip(said, several, strict=True):
        if told and told[-1].startswith(f"{text} from"):
            continue
        told.append(f"{text} from day {stage.first:g}")
    return ", ".join(told)
