"""Every arm of every shipped scenario in a small town, and all that came of it, as short hashes.

For whoever compares two ways of running the same rules: ``python -c "import lived_bits; ..."``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from shipped import shipped_scenarios
from small_towns import EVERYTHING_ON, resized, scenario

from sim.model.scenario.load import load_scenario
from sim.model.simulation import Simulation
from sim.model.state import Table
from sim.study.watched.watching import Happenings, WatchedSimulation

Array = npt.NDArray[np.generic]


def arrays(*tables: Table) -> Iterator[Array]:
    """Every column of tables, and of the tables in them."""
    for table in tables:
        for _, value in table.columns():
            yield from arrays(value) if isinstance(value, Table) else [value]


def bits(simulation: Simulation) -> str:
    """A hash of a town, its plan and everything that is measured in it."""
    digest = hashlib.sha256(repr(sorted(simulation.outcomes().items())).encode())
    measured = [np.asarray(each) for _, each in sorted(simulation.series().items())]
    for each in (*arrays(simulation.town, simulation.plan, simulation.summary()), *measured):
        digest.update(each.tobytes())
    return digest.hexdigest()[:16]


def of_every_arm() -> dict[str, str]:
    """Hashes of all arms on their last day."""
    found = {}
    for path in shipped_scenarios():
        town = resized(load_scenario(path), 400, worlds="declared")
        start = Simulation.start(town)
        for arm in town.arms:
            found[f"{path.stem}: {arm}"] = bits(start.fork(arm).advance())
    return found


def of_what_is_done_to_a_town() -> dict[str, str]:
    """Hashes of a town in which everything happens, changed while it lives, and watched."""
    town = scenario(**EVERYTHING_ON)
    changed = Simulation.start(town).fork("everything").advance(30)
    changed.contact([1, 2, 3], "visit", 0.9).shift_trust(-3.0)
    changed.scandal(-0.3, dict.fromkeys(town.community.groups, 0.5), "riskiest", 3)
    changed.set_lever("visit_hours", 2.0)
    watched = WatchedSimulation.start(town).fork("everything")
    watched.watched_by(Happenings(watched.town))
    return {"changed": bits(changed.advance()), "watched": bits(watched.advance())}
