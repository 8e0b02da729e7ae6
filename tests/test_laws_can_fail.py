"""Every law notices when it is broken: a wrong rule for each, where everything happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import test_laws_of_books  # noqa: F401  (its laws mark themselves)
import test_laws_of_luck  # noqa: F401
from random_scenarios import LAWS

from sim.model.processes.crime import CRIMES, CRIMES_EXPECTED, REPORTED, SILENT_FEAR
from sim.model.processes.response import CLEARED_EXPECTED, ON_RESPONSE
from sim.model.processes.staff import ON_PATROL
from sim.model.processes.stops import SEARCHES, STOPS
from sim.model.scenario.arm import settings_of
from sim.model.simulation import Simulation

Wrong = Callable[[Simulation], None]


def column(table: str, name: str, at: Any, more: float) -> Wrong:
    """Something is added to one number of the town that nobody books."""

    def wrong(town: Simulation) -> None:
        getattr(getattr(town.town, table), name)[at] += more

    return wrong


def one_more(part: int, whole: int) -> Wrong:
    """One more is counted than there can be."""

    def wrong(town: Simulation) -> None:
        town.town.books.counts[part] = town.town.books.counts[whole] + 1.0

    return wrong


def matters(what: Callable[[Simulation], float]) -> Wrong:
    """One resident worries the more, the larger something is that must not matter."""

    def wrong(town: Simulation) -> None:
        town.town.residents.worry[0] += 1e-3 * what(town)

    return wrong


def share_of_the_first(town: Simulation) -> float:
    return next(iter(town.scenario.community.groups.values())).share


def number_of_strategies(town: Simulation) -> int:
    return len(settings_of(town.scenario.arms[town.arm])) if town.arm else 0


def hours_by_posts(town: Simulation) -> None:
    town.town.department.hours[0, ON_RESPONSE] = 1.0 / len(town.town.officers.hours)


used_up = np.random.default_rng(1)  # luck that is consumed instead of looked up
WRONG: dict[str, Wrong] = {
    "trust_and_every_share_stay": column("residents", "worry", 0, 1.5),
    "every_outcome_keeps": column("books", "counts", CLEARED_EXPECTED, 1e6),
    "ties_are_mutual": column("residents", "friends", (0, 0), 1),
    "nobody_is_lost": column("residents", "group", 0, 1),
    "the_ledger_of_trust": column("residents", "impression", 3, 0.001),
    "the_crime_book": column("books", "counts", CRIMES_EXPECTED, 1e-3),
    "hours_spent": column("department", "hours", (0, ON_PATROL), 1.0),
    "more_officers": hours_by_posts,
    "a_town_without_a_department": column("books", "counts", STOPS, 1.0),
    "recorded_crime_never": one_more(REPORTED, CRIMES),
    "every_crime_is_reported": column("books", "counts", SILENT_FEAR, 1.0),
    "a_part_is_never_more": one_more(SEARCHES, STOPS),
    "the_same_scenario_twice": matters(lambda town: used_up.random()),
    "a_life_in_two_goes": matters(lambda town: 1.0),  # how often it is told to go on
    "a_fork_in_which_nothing": matters(lambda town: used_up.random()),
    "names_of_scenario": matters(lambda town: len(town.arm or "") + len(town.scenario.name)),
    "the_order_in_which": matters(lambda town: len(next(iter(town.scenario.arms)))),
    "groups_that_differ": matters(share_of_the_first),
    "a_group_without_members": matters(lambda town: len(town.town.groups.people)),
    "a_result_does_not_depend": matters(lambda town: len(town.scenario.arms)),
    "arms_and_replicates": matters(lambda town: town.scenario.replicates),
    "how_long_a_run": matters(lambda town: town.scenario.days),
    "strategies_that_do_nothing": matters(number_of_strategies),
    "half_the_share": matters(lambda town: town.scenario.budget.per_resident),
    "a_strategy_changes_nothing": matters(lambda town: float(town.plan.levers.sum())),
    "news_that_nobody_hears": matters(lambda town: len(town.plan.shock_day)),
    "one_more_resident": matters(lambda town: len(town.town.residents.block)),
}


def broken(begin: str) -> None:
    """Try the law whose name begins so in its known case: it must not hold."""
    (law,) = (law for name, law in LAWS.items() if name.startswith(f"test_{begin}"))
    with pytest.raises(AssertionError):
        law.claim(*law.known)


@pytest.mark.parametrize("begin", WRONG)
def test_a_law_notices_a_wrong_rule(begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    advance = Simulation.advance

    def wrongly(town: Simulation, days: int | None = None) -> Simulation:
        advance(town, days)
        WRONG[begin](town)
        return town

    monkeypatch.setattr(Simulation, "advance", wrongly)
    broken(begin)


def test_a_fork_that_shares_its_residents_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = Simulation.fork

    def shared(town: Simulation, arm: str | None = None) -> Simulation:
        copy = fork(town, arm)
        copy.town.residents = town.town.residents
        copy._show_to_rules()
        return copy

    monkeypatch.setattr(Simulation, "fork", shared)
    broken("what_happens_in_a_fork")


def test_a_file_that_keeps_fewer_digits_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    load = Simulation.load

    def rounded(path: Any) -> Simulation:
        town = load(path)
        town.town.residents.standing[:] = town.town.residents.standing.astype(np.float32)
        return town

    monkeypatch.setattr(Simulation, "load", rounded)
    broken("a_town_that_was_put_away")


def test_a_look_that_changes_the_town_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulation, "outcomes", matters(lambda town: 1.0))
    broken("looking_at_a_town")


def test_no_law_is_without_a_wrong_rule() -> None:
    assert len(LAWS) == len(WRONG) + 3
