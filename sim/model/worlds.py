"""Worlds: sets of all uncertain numbers that come closest to what is published.

A scenario with ``worlds: many`` lives each replicate in another one, so that an interval over
replicates says what is not known beside what is luck; ``worlds: central`` lives all in the one in
the middle. ``calibrate`` makes them (``sim/evidence/worlds``). They are kept in the order of how
far engagement is ahead in them; replicates take them at even distances, so that a few say as much
as they can, and replicate 7 lives in the same world however many there are.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from sim.common.arrays import listed
from sim.common.problems import Problem, ProblemsFound, program
from sim.common.whole_files import write_whole
from sim.model.base_rates import levels, with_base_rates
from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario
from sim.model.start import start_of
from sim.model.state import FloatRows
from sim.model.version import WORLDS, core_version, worlds_version

ABOUT = b"worlds"


@dataclass(frozen=True)
class Worlds:
    """The ensemble.

    Attributes:
        names: the numbers in which worlds differ.
        values: of each world its numbers; neighbours alike.
        central: row of the world in the middle of all.
        model: version of the model that they belong to.
    """

    names: tuple[str, ...]
    values: FloatRows
    central: int
    model: str

    def __len__(self) -> int:
        return len(self.values)

    def world(self, row: int) -> dict[str, float]:
        """The numbers of one world."""
        return dict(zip(self.names, listed(self.values[row]), strict=True))


def keep(found: Worlds, path: Path = WORLDS) -> None:
    """Save an ensemble, whole or not at all."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    about = {"central": found.central, "model": found.model}
    table = pa.table(dict(zip(found.names, np.array(found.values).T, strict=True)))
    table = table.replace_schema_metadata({ABOUT: json.dumps(about).encode()})
    write_whole(path, lambda beside: pq.write_table(table, beside, compression="zstd"))
    _read.cache_clear()
    worlds_version.cache_clear()


def kept() -> Worlds:
    """The ensemble that is kept with the sources.

    Raises:
        ProblemsFound: there is none, or it belongs to another version of the model.
    """
    return _read(WORLDS)


@functools.cache
def _read(path: Path) -> Worlds:
    import numpy as np
    import pyarrow.parquet as pq

    fix = f"`{program()} calibrate --store` makes them anew, in an hour; or write  worlds: declared"
    if not path.exists():
        raise ProblemsFound([Problem("no worlds are kept with this program", fix, "worlds")])
    table = pq.read_table(path)
    about = json.loads(table.schema.metadata[ABOUT])
    if about["model"] != core_version() or set(table.column_names) - {
        name for name, _ in every_parameter()
    }:
        told = "the worlds that are kept belong to another version of the model"
        raise ProblemsFound([Problem(told, fix, "worlds")])
    values = np.column_stack([column.to_numpy() for column in table.columns])
    return Worlds(tuple(table.column_names), values, about["central"], about["model"])


def row_of(replicate: int, seed: int, number: int) -> int:
    """Which of ``number`` worlds a replicate lives in.

    Van der Corput's sequence over the ordered worlds, moved round by the seed: the first n
    replicates lie at distances as even as can be.
    """
    share, digit, left = 0.0, 0.5, replicate
    while left:
        share += digit * (left & 1)
        left, digit = left >> 1, digit / 2.0
    return int(number * ((share + start_of(seed)) % 1.0))


def with_numbers(scenario: Scenario, world: dict[str, float]) -> Scenario:
    """The scenario with the numbers of a world; those that it sets itself stay as it says.

    So do those that the town's own survey sets. Where these and the world's cannot stand together
    (hours that sum to more than all), the other numbers of their mechanisms stay as declared.
    """
    known = {**levels(scenario), **scenario.numbers()}
    drawn = {name: value for name, value in world.items() if name not in known}
    try:
        return _with_drawn(scenario, drawn)
    except ProblemsFound:  # drawn numbers that do not go together with those that it sets
        own = [name.split(".")[0] for name in known]
        others = {name: each for name, each in drawn.items() if name.split(".")[0] not in own}
        return _with_drawn(scenario, others)


def _with_drawn(scenario: Scenario, drawn: dict[str, float]) -> Scenario:
    assumptions = {**with_base_rates(scenario, drawn), **scenario.assumptions}
    return scenario.model_copy(update={"assumptions": assumptions, "worlds": "declared"})


def in_one_world(scenario: Scenario) -> Scenario:
    """The scenario where a single town is looked at: in the central world, not in one of many."""
    if scenario.worlds != "many":
        return scenario
    return scenario.model_copy(update={"worlds": "central"})


def as_lived(scenario: Scenario, replicate: int) -> Scenario:
    """The scenario as one replicate lives it: with the numbers of its world.

    Raises:
        ProblemsFound: worlds are asked for and none of this version are kept.
    """
    declared = scenario.worlds == "declared"
    if declared and scenario.survey is None:
        return scenario
    found: Scenario | None = scenario.lives.get(replicate)
    if found is None:
        world = {} if declared else kept().world(world_of(scenario, replicate))
        found = with_numbers(scenario, world)
        scenario.lives[replicate] = found
    return found


def world_of(scenario: Scenario, replicate: int) -> int:
    """Row of the world in which one replicate of a scenario that asks for worlds lives.

    Raises:
        ProblemsFound: worlds were fitted to the town's survey with another version of the model.
    """
    found, fitted = kept(), scenario.fitted
    if fitted is not None:
        if fitted.model != found.model or max(fitted.worlds) >= len(found):
            told = "these worlds were fitted with another version of the model"
            fix = f"fit once more: {program()} fit and the file that this one extends"
            raise ProblemsFound([Problem(told, fix, "fitted")])
        rows = sorted(fitted.worlds)
        if scenario.worlds == "central":
            return rows[len(rows) // 2]
        return rows[row_of(replicate, scenario.seed, len(rows))]
    if scenario.worlds == "central":
        return found.central
    return row_of(replicate, scenario.seed, len(found))
