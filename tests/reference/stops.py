"""Stops, searches and force: everyday ones, and those a programme adds at chosen blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.processes.contact import BY_POLICE, FORCE
from sim.model.processes.stops import (
    ARRESTS,
    DISRESPECT,
    EVERYDAY,
    HOW,
    HOW_MANY,
    ON_STOPS,
    PROGRAMME,
    REASON,
    SEARCHES,
    STOP,
    STOPS,
    STOPS_UNFOUNDED,
    WHERE,
    WHICH_OFFICER,
    WHO,
)

from .rules import (
    deterrence_of,
    drift,
    fade_share,
    first_past,
    happenings,
    one_of,
    race,
    slope_with,
)

if TYPE_CHECKING:
    from .blocks import Block
    from .model import ReferenceModel
    from .officers import Officer
    from .residents import Resident


def make_stops(model: ReferenceModel) -> None:
    """Stops of the day, and what a block remembers of them."""
    department, programme = (
        model.department,
        model.department.hours[ON_STOPS] * model.numbers.stops.per_hour,
    )
    for block in model.in_any_order(model.blocks):
        expected = everyday_stops(block)
        remember_stops(block, expected, programme * block.share("stops"))
        for number in range(happenings(model.draw(HOW_MANY, block.number), expected)):
            stop(block, EVERYDAY, number)
    for number in range(department.take_due("stops", programme)):
        at = one_of(model.orders.running["stops"], model.draw(WHERE, number))
        stop(model.blocks[at], PROGRAMME, number)


def everyday_stops(block: Block) -> float:
    """Expected everyday stops in a block today."""
    model, n = block.model, block.model.numbers.stops
    exposed = sum(group.exposure * block.people[group.number] for group in model.groups)
    relative = block.patrol_share * len(model.blocks)
    follows = n.patrol_floor + (1.0 - n.patrol_floor) * relative
    return n.everyday / 365.25 * exposed * follows * model.department.patrol


def remember_stops(block: Block, expected: float, added: float) -> None:
    """How many stops a block remembers, how many with good reason, and how they were done."""
    n, orders = block.model.numbers, block.model.orders
    if block.model.is_first_day:
        block.enforcement = expected / fade_share(n.crime.stops_memory)
        block.lawful_stops = block.enforcement * deterrence_of(n.stops.lawful, n.stops.lawful_zero)
    block.enforcement += expected + added
    block.lawful_stops += expected * deterrence_of(n.stops.lawful, n.stops.lawful_zero)
    block.lawful_stops += added * deterrence_of(orders.stop_lawful_share, n.stops.lawful_zero)
    share = added / (added + expected) if added > 0.0 else 0.0
    offset = n.contact.training_effect * block.beat.training + share * orders.stop_conduct
    offset += (1.0 - share) * orders.patrol_conduct
    block.conduct = drift(block.conduct, offset, fade_share(n.crime.conduct_memory))


def stop(block: Block, kind: int, number: int) -> None:
    """Somebody on the block is stopped, the more exposed groups more often."""
    model, tag = block.model, (number << 1) | kind
    who = first_past(
        block.residents, lambda who: race(model.draw(WHO, who.home, tag), who.group.exposure)
    )
    officer = None if who is None else block.beat.send(WHICH_OFFICER, who, tag)
    if who is not None and officer is not None:
        be_stopped(who, officer, kind, tag)


def be_stopped(who: Resident, officer: Officer, kind: int, tag: int) -> None:
    """The course of one stop: conduct, and whether it comes to a search, force or an arrest."""
    model, n, group = who.model, who.model.numbers, who.group
    u_conduct, u_search, u_force, u_arrest = model.draws(HOW, who.home, tag)
    base, lawful, more = group.stop_conduct, n.stops.lawful, 1.0
    if kind == EVERYDAY:
        base += model.orders.patrol_conduct
    if kind == PROGRAMME:
        base += n.stops.street + model.orders.stop_conduct
        lawful, more = model.orders.stop_lawful_share, n.stops.search_programme
    quality = officer.conduct(base, u_conduct, n.contact.spread)
    forced = u_force < group.force_at_stops * slope_with(
        quality, n.stops.usual, n.stops.force_slope
    )
    founded = model.draw(REASON, who.home, tag) < lawful
    arrested = founded and u_arrest < n.stops.arrest * slope_with(
        quality, n.stops.usual, n.stops.arrest_slope
    )
    searched = u_search < more * group.search_at_stops
    if not founded:
        quality = max(0.0, quality - n.stops.unfounded)
    if searched:
        quality = max(0.0, quality - n.stops.search_quality)
    if forced:
        quality = n.contact.force_quality
    if arrested:
        who.block.offending *= 1.0 - n.crime.removed
    if searched or forced:
        who.meet(officer, STOP, quality)
        who.chilled_until = max(who.chilled_until, model.day + int(n.stops.chill_days))
        who.grievance = drift(who.grievance, 1.0, n.stops.grievance)
    else:
        who.meet(officer, STOP, quality, heard=n.stops.voice)
    who.note_contact(BY_POLICE)
    happened = {
        STOPS: True,
        STOPS_UNFOUNDED: not founded,
        SEARCHES: searched,
        FORCE: forced,
        ARRESTS: arrested,
        DISRESPECT: quality < n.contact.poor,
    }
    for what, true in happened.items():
        model.books.count(what, group.number, float(true))
