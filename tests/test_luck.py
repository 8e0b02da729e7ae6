"""How much of a spread over worlds is chance, where both are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from small_towns import scenario

from sim.model.scenario.scenario import Scenario
from sim.study.compare import Comparison, compare
from sim.study.luck import FEWEST, SECOND_TOWNS, second_towns, share_of_luck
from sim.study.runs import Run, run_replicate

ARMS = {"business_as_usual": {}, "visits": {"outreach": {"share": 1.0}}}


@dataclass(frozen=True)
class Planted:
    """Visits add to trust what the world gives (spread 2) and what chance gives (`chance`)."""

    like: Run
    chance: float

    def __call__(self, town: Scenario, replicate: int, /) -> list[Run]:
        world = np.random.default_rng(replicate % SECOND_TOWNS).normal(0.0, 2.0)
        luck = np.random.default_rng(10**9 + replicate).normal(0.0, 1.0) * self.chance
        return [
            Run(**{**vars(self.like), "arm": arm, "replicate": replicate, "outcomes": outcomes})
            for arm, gain in (("business_as_usual", 0.0), ("visits", world + luck))
            for outcomes in [{**self.like.outcomes, "trust": 50.0 + gain}]
        ]


def compared(chance: float, replicates: int = 200, worlds: str = "many") -> Comparison:
    short = {"days": 5, "burn_in_days": 1, "community": {"residents": 60}, "arms": ARMS}
    (like,) = run_replicate(scenario(**short), 1, ["business_as_usual"])
    town = scenario(**short, replicates=replicates, worlds=worlds)
    return compare(town, Planted(like, chance))


@pytest.mark.parametrize(("chance", "share"), [(0.0, 0.0), (1.0, 0.2), (2.0, 0.5)])
def test_the_share_of_chance_is_that_which_was_put_in(chance: float, share: float) -> None:
    found = share_of_luck(compared(chance), "visits", "business_as_usual", "trust")
    assert found == pytest.approx(share, abs=0.2)


def test_one_world_in_ten_is_lived_in_twice_and_none_where_there_are_few() -> None:
    assert len(compared(1.0, 40).second) == 4 * len(ARMS)
    few = compared(1.0, FEWEST - 1)
    assert few.second == ()
    assert share_of_luck(few, "visits", "business_as_usual", "trust") is None
    assert second_towns(compared(1.0, 40, "declared").scenario) == []


def test_a_second_town_lives_in_the_same_world_with_other_people() -> None:
    town = scenario(replicates=20, worlds="many")
    (lived, number), *_ = second_towns(town)
    assert number != 1
    assert lived.worlds == "declared"
    assert lived.assumptions
