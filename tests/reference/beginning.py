"""How the reference begins: people and places as a ``Simulation`` has them, read once.

Every value is copied into an attribute of an object; from then on nothing is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.model.state import ISSUE_OPEN, ISSUE_SMALL, Groups, Table, Town

from .blocks import Block
from .crime import CrimeType
from .department import Department, Shock
from .issues import Issue
from .officers import Beat, Officer
from .residents import Resident

if TYPE_CHECKING:
    from sim.model.simulation import Simulation

    from .model import ReferenceModel


@dataclass(eq=False)
class Group:
    """A group of residents: everything by which groups may differ."""

    number: int
    people: int
    start_trust: float
    start_spread: float
    exposure: float
    stop_conduct: float
    search_at_stops: float
    force_at_stops: float
    force_at_calls: float
    national_news: float
    norm: float
    usual_standing: float


def rows(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as plain Python values by column."""
    columns = {name: array.tolist() for name, array in table.columns()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def settle_in(model: ReferenceModel, simulation: Simulation) -> None:
    """Give the model its groups, beats, officers, blocks, residents, ties and open issues."""
    town, plan = simulation.town, simulation.plan
    model.groups = groups_of(town.groups)
    model.beats = [Beat(model, number) for number in range(len(town.beats.posts))]
    people_in(model, town)
    tie(model, town)
    raise_known_issues(model, town)
    model.crime_types = [CrimeType(number, **kind) for number, kind in enumerate(rows(town.crimes))]
    model.department = Department(model, **rows(town.department)[0])
    model.shocks = [
        Shock(*each)
        for each in zip(
            plan.shock_day.tolist(),
            plan.shock_size.tolist(),
            plan.shock_reach.tolist(),
            plan.shock_here.tolist(),
            strict=True,
        )
    ]


def groups_of(groups: Groups) -> list[Group]:
    """The groups of residents."""
    known = Group.__dataclass_fields__
    return [
        Group(number, **{name: value for name, value in row.items() if name in known})
        for number, row in enumerate(rows(groups))
    ]


def people_in(model: ReferenceModel, town: Town) -> None:
    """Blocks, officers and residents."""
    model.blocks = [
        Block(model, number, model.beats[row.pop("beat")], **row)
        for number, row in enumerate(rows(town.blocks))
    ]
    for block, row in zip(model.blocks, rows(town.blocks), strict=True):
        block.neighbours = [model.blocks[at] if at >= 0 else None for at in row["neighbours"]]
        block.beat.blocks.append(block)
    for post, row in enumerate(rows(town.officers)):
        beat = model.beats[row.pop("beat")]
        Officer(model, post, beat, **row)
    for home, row in enumerate(rows(town.residents)):
        block, group = model.blocks[row.pop("block")], model.groups[row.pop("group")]
        block.residents.append(Resident(model, home, block, group, **row))
        block.people[group.number] += 1


def tie(model: ReferenceModel, town: Town) -> None:
    """Ties between residents."""
    residents = list(model.residents)
    for who, friends, ties in zip(
        residents, town.residents.friends.tolist(), town.residents.ties.tolist(), strict=True
    ):
        who.friends = {residents[friend] for friend in friends[:ties]}


def raise_known_issues(model: ReferenceModel, town: Town) -> None:
    """Issues that are open or raised."""
    residents = list(model.residents)
    for block in model.blocks:
        states = town.blocks.issue[block.number].tolist()
        days = town.blocks.issue_day[block.number].tolist()
        raisers = town.blocks.issue_raiser[block.number].tolist()
        for slot, (state, day, raiser) in enumerate(zip(states, days, raisers, strict=True)):
            if state:
                who = residents[raiser] if state > ISSUE_OPEN else None
                block.issues.by_slot[slot] = Issue(slot, day, who, state == ISSUE_SMALL)
