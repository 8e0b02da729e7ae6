"""Both worlds as columns of the same names, so that they can be held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.model.ledger import PERIOD
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES
from sim.model.simulation import Simulation
from sim.model.state import CRIME_TYPES, ISSUE_NONE, ISSUE_OPEN

from .model import ReferenceModel

Columns = dict[str, npt.NDArray[np.float64]]

RESIDENTS = (
    "person", "standing", "impression", "anchor", "familiarity", "heard", "worry", "ownership",
    "grievance", "watch", "volunteer", "story", "story_day", "chilled_until",
)  # fmt: skip
BLOCKS = (
    "risk", "disorder", "car_hours", "foot_hours", "presence", "usual_presence", "usual_visible",
    "lasting",
    "enforcement", "lawful_stops", "conduct", "solving", "cameras", "ownership", "watch",
    "community_group", "tipping", "eyes", "expected", "recorded", "offending", "heat",
    "usual_heat",
)  # fmt: skip
OFFICERS = (
    "person", "hours", "skill", "training", "knowledge", "regard", "days_in_beat",
)  # fmt: skip
DEPARTMENT = (
    "presence", "usual_patrol", "usual_investigation", "busy", "workload", "delivered",
)  # fmt: skip
DUE = ("visits", "stops", "events", "meetings", "follow_up", "watch")


def columns_of_reference(model: ReferenceModel) -> Columns:
    """The state and the books of the reference."""
    columns = {
        **attributes("residents", model.residents, RESIDENTS),
        "residents.contact_kinds": array(who.contacts_this_year for who in model.residents),
        **attributes("blocks", model.blocks, BLOCKS),
        "blocks.doubt": array(
            [block.doubt[group.number] for group in model.groups] for block in model.blocks
        ),
        **attributes("officers", model.officers, OFFICERS),
        "officers.duty": array(officer.duty if officer.hours else 0 for officer in model.officers),
        **attributes("beats", model.beats, ("training", "knowledge")),
        **attributes("groups", model.groups, ("norm",)),
        **attributes("department", [model.department], DEPARTMENT),
        "department.hours": array(model.department.hours[duty] for duty in range(len(DUTIES))),
        **{f"department.{name}_due": array([model.department.due[name]]) for name in DUE},
    }
    return columns | books_of_reference(model)


def books_of_reference(model: ReferenceModel) -> Columns:
    """The books of the reference, laid out as the model's."""
    books, groups, periods = model.books, len(model.groups), -(-model.days // PERIOD)
    shapes: dict[str, tuple[int, ...]] = {
        "booked": (periods, groups, len(CHANNELS)),
        "left": (periods, groups, len(CHANNELS)),
        "crime": (periods, len(CRIME_TYPES), len(CAUSES)),
        "counts": (len(COUNTS), groups),
        "hours": (len(DUTIES),),
        "idle": (len(DUTIES),),
    }
    columns = {f"books.{name}": np.zeros(shape) for name, shape in shapes.items()}
    for name in shapes:
        for where, value in getattr(books, name).items():
            columns[f"books.{name}"][where] = value
    return columns


def columns_of_simulation(simulation: Simulation) -> Columns:
    """The same columns of the fast model."""
    town = simulation.town
    wanted = {
        "residents": (*RESIDENTS, "contact_kinds"),
        "blocks": (*BLOCKS, "doubt"),
        "officers": OFFICERS,
        "beats": ("training", "knowledge"),
        "groups": ("norm",),
        "department": (*DEPARTMENT, "hours", *(f"{name}_due" for name in DUE)),
        "books": ("booked", "left", "crime", "counts", "hours", "idle"),
    }
    columns = {
        f"{table}.{name}": np.asarray(getattr(getattr(town, table), name), np.float64)
        for table, names in wanted.items()
        for name in names
    }
    duty = np.where(town.officers.hours > 0.0, town.officers.duty, 0)  # others are off duty
    return columns | {"officers.duty": duty.astype(np.float64)}


def ties_of_reference(model: ReferenceModel) -> set[tuple[int, int]]:
    """Ties as ordered pairs of homes: each appears from both ends."""
    return {(who.home, friend.home) for who in model.residents for friend in who.friends}


def ties_of_simulation(simulation: Simulation) -> set[tuple[int, int]]:
    """The same of the fast model."""
    residents = simulation.town.residents
    return {
        (home, int(friend))
        for home, (friends, ties) in enumerate(zip(residents.friends, residents.ties, strict=True))
        for friend in friends[:ties]
    }


Known = tuple[int, int, int, int]


def issues_of_reference(model: ReferenceModel) -> set[Known]:
    """Block, slot, day and raiser (-1: nobody) of every issue."""
    return {
        (block.number, issue.slot, issue.since, -1 if issue.raiser is None else issue.raiser.home)
        for block in model.blocks
        for issue in block.issues.by_slot.values()
    }


def issues_of_simulation(simulation: Simulation) -> set[Known]:
    """The same of the fast model."""
    blocks = simulation.town.blocks
    return {
        (
            int(block),
            int(slot),
            int(blocks.issue_day[block, slot]),
            int(blocks.issue_raiser[block, slot]) if blocks.issue[block, slot] > ISSUE_OPEN else -1,
        )
        for block, slot in np.argwhere(blocks.issue != ISSUE_NONE)
    }


def differences(
    model: ReferenceModel, simulation: Simulation, tolerance: float = 1e-9
) -> list[str]:
    """Everything in which the two worlds differ by more than ``tolerance``, in words."""
    reference, fast = columns_of_reference(model), columns_of_simulation(simulation)
    found = []
    for name, values in fast.items():
        mine = reference[name].reshape(values.shape)
        gap = np.abs(mine - values).max(initial=0.0)
        if not gap <= tolerance:
            at = np.unravel_index(np.abs(mine - values).argmax(), values.shape)
            row = tuple(int(index) for index in at)
            found.append(f"{name}{list(row)}: {mine[row]!r} in the reference, {values[row]!r}")
    if ties_of_reference(model) != ties_of_simulation(simulation):
        gap = ties_of_reference(model) ^ ties_of_simulation(simulation)
        found.append(f"ties: {sorted(gap)}")
    if issues_of_reference(model) != issues_of_simulation(simulation):
        gap = issues_of_reference(model) ^ issues_of_simulation(simulation)
        found.append(f"issues: {sorted(gap)}")
    return found


def attributes(table: str, things: Iterable[Any], names: Iterable[str]) -> Columns:
    """Attributes of objects as columns."""
    things = list(things)
    return {f"{table}.{name}": array(getattr(thing, name) for thing in things) for name in names}


def array(values: Iterable[Any]) -> npt.NDArray[np.float64]:
    """An array of real numbers."""
    return np.array(list(values), np.float64)
