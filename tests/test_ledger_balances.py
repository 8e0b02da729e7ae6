"""The books balance because everything was booked, not because a line makes up the difference."""

from __future__ import annotations

from typing import Any

import pytest
from small_towns import EVERYTHING_ON, FLAGSHIP, by_group, counted, day_zero, lived, scenario, trust

from sim.model.ledger import PERIOD
from sim.model.processes.crime import CRIMES_EXPECTED
from sim.model.processes.fading import FADING, REVERSION
from sim.model.processes.moving import MOVING
from sim.model.processes.news import NEWS
from sim.model.processes.visits import VISIT
from sim.model.registers import CAUSES, CHANNELS
from sim.model.simulation import Simulation

TOLERANCE = 1e-9  # trust (0-1) per resident and day


def town(story: str) -> Any:
    """The flagship's arms in a small town, or a scenario in which everything happens."""
    if story == "flagship":
        return scenario(arms=FLAGSHIP, days=120)
    return scenario(**EVERYTHING_ON)


def off_balance(start: Simulation, end: Simulation, book: str) -> float:
    """Largest amount by which a book misses the change of a group's trust, per resident-day."""
    change = by_group(end, trust(end)) - by_group(start, trust(start))
    booked = getattr(end.town.books, book).sum(axis=(0, 2))
    days = end.day - start.day
    return float((abs(booked - change) / start.town.groups.people / days).max())


@pytest.mark.parametrize("book", ["booked", "left"])
def test_thought_experiments_are_booked_too(book: str) -> None:
    start = day_zero(town("flagship"))
    now = start.fork("engagement").advance(40)
    now.contact(range(0, 400, 7), VISIT, 0.95)
    now.shift_trust(-15.0, group=1)
    now.scandal(-0.3, {"majority": 0.2, "minority": 0.9})
    now.scandal(-0.2, {"majority": 0.6, "minority": 0.9}, where="least_trusting", blocks=4)
    assert off_balance(start, now.advance(), book) < TOLERANCE


def test_every_channel_can_be_reached() -> None:
    """In the scenario in which everything happens no line of the ledger stays empty."""
    end = lived(town("everything on"), "everything")
    empty = [
        line.name for row, line in enumerate(CHANNELS) if not end.town.books.booked[..., row].any()
    ]
    assert empty == []


def test_what_faded_is_no_cause_of_what_is_left() -> None:
    left = lived(town("everything on"), "everything").town.books.left
    assert not left[..., FADING].any()
    assert not left[..., REVERSION].any()


def test_the_ledger_of_a_contact_says_what_is_left_of_it() -> None:
    """Two towns, one visit apart: the lines of the ledger are the whole difference in trust."""
    start = day_zero(scenario(days=60, assumptions={"talk.chance": 0, "moving.yearly": 0}))
    without = start.fork("business_as_usual").advance(10)
    visited = without.fork().contact(5, VISIT, 0.95)
    first = trust(visited) - trust(without)
    without.advance()
    visited.advance()
    kept = trust(visited) - trust(without)
    line = (visited.town.books.left - without.town.books.left).sum(axis=(0, 1))
    assert first[5] > 0.05
    assert line[VISIT] == pytest.approx(first[5] * start.town.books.impression_left[50])
    assert kept[5] == pytest.approx(line[VISIT], rel=1e-3)  # the group's norm moves a little
    assert kept.sum() == pytest.approx(line.sum(), abs=1e-12)


def test_entries_stand_in_the_month_in_which_they_were_made() -> None:
    start = day_zero(scenario(days=90))
    now = start.fork("business_as_usual").advance(65)
    before = now.town.books.booked.copy()
    now.scandal(-0.2, {"majority": 1.0, "minority": 1.0})
    rows = (now.town.books.booked - before)[..., NEWS].sum(axis=1)
    assert PERIOD == 30
    assert rows[0] == rows[1] == 0.0
    assert rows[2] < 0.0


def test_those_who_move_take_their_experience_with_them() -> None:
    """Booked as moving, so that the ledger balances in a town that is never the same people."""
    start = day_zero(scenario(assumptions={"moving.yearly": 0.9}))
    end = start.fork("business_as_usual").advance()
    assert abs(end.town.books.booked[..., MOVING]).sum() > 0.1
    assert off_balance(start, end, "left") < TOLERANCE


# The crime book


def test_every_cause_of_crime_can_be_reached() -> None:
    end = lived(town("everything on"), "everything")
    empty = [
        line.name for row, line in enumerate(CAUSES) if not end.town.books.crime[..., row].any()
    ]
    assert empty == []


def test_a_town_without_crime_has_an_empty_crime_book() -> None:
    none = {"source": "recorded", "violent": 0, "burglary": 0, "vehicle_theft": 0, "other_theft": 0}
    end = lived(
        scenario(arms=FLAGSHIP, community={"residents": 300, "crime": none}), "surveillance"
    )
    assert not end.town.books.crime.any()
    assert counted(end, CRIMES_EXPECTED, types=4) == 0.0
