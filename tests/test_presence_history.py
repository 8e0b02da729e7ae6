"""What police in a block prevent while they stay, and after they have left."""

from __future__ import annotations

from small_towns import scenario

from sim.model.processes.causes_of_crime import BY_PRESENCE_BLOCK
from sim.model.simulation import simulate

FIRST, LAST, AFTER = 0, 4, 5  # months of a deployment of 150 days, and the one that follows


def prevented(arm: str = "hot", **numbers: float) -> list[float]:
    """Crimes that presence in blocks prevents, month by month; hot spots are patrolled."""
    town = scenario(
        days=180,
        community={"residents": 2000},
        arms={"usual": {}, "hot": {"hot_spots": {"hours": 8, "until": 150}}},
        baseline="usual",
        assumptions={f"crime.presence_{name}": value for name, value in numbers.items()},
    )
    months = simulate(town, arm).town.books.crime[:, :, BY_PRESENCE_BLOCK].sum(axis=1)
    return [-float(each) for each in months]


def test_as_it_is_presence_works_alike_while_it_lasts_and_is_soon_over() -> None:
    months = prevented()
    assert months[FIRST] > 0.0
    assert abs(months[LAST] / months[1] - 1.0) < 0.05
    assert months[AFTER] < 0.4 * months[LAST]  # a memory of five days


def test_where_it_wears_off_a_long_deployment_prevents_ever_less() -> None:
    worn, grown = prevented(wear=0.5, history=30), prevented(wear=-0.3, history=30)
    as_it_is = prevented()
    assert worn[LAST] < 0.9 * as_it_is[LAST] < as_it_is[LAST] < grown[LAST]
    assert worn[FIRST] / as_it_is[FIRST] > worn[LAST] / as_it_is[LAST]


def test_what_stays_is_seen_in_the_month_after_and_may_go_either_way() -> None:
    left, made_up = prevented(left=0.3, history=60), prevented(left=-0.3, history=60)
    as_it_is = prevented()
    assert left[AFTER] > as_it_is[AFTER] > made_up[AFTER]


def test_where_nobody_is_deployed_history_changes_nothing() -> None:
    as_it_is, with_history = prevented("usual"), prevented("usual", wear=0.5, left=0.3)
    most = prevented()[LAST]
    assert max(abs(a - b) for a, b in zip(as_it_is, with_history, strict=True)) < 0.01 * most
