"""Where the districts of a town lie: an area of blocks each, the same in every run."""

from __future__ import annotations

from sim.model.at_scale import of_size
from sim.model.numbers import numbers_record
from sim.model.scenario.scenario import Scenario
from sim.model.town import build_town

NO_BLOCK = -1


def areas_of(scenario: Scenario) -> list[list[int]]:
    """The district of every block, from 0 as they are listed: rows of the town's grid.

    ``NO_BLOCK`` where the last row ends. A page builds the same town in the module.
    """
    town = of_size(scenario, scenario.simulated_residents)
    blocks = build_town(town, numbers_record(town.numbers()), 1, 1).blocks
    areas = [[NO_BLOCK] * (int(blocks.x.max()) + 1) for _ in range(int(blocks.y.max()) + 1)]
    for x, y, district in zip(blocks.x, blocks.y, blocks.district, strict=True):
        areas[int(y)][int(x)] = int(district)
    return areas
