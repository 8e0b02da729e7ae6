"""Anything a person might hand to a town, and what must hold of the answer.

`python -m tests.anything --calls 5000` tries that many by hand and prints a tally. Each batch of
calls runs in a process of its own, so that a crash of the interpreter is counted and not suffered.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import pickle
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BATCH = 250  # calls in one process
INTERNALS = ("numba", "numpy.core", "reflected", "nopython", "Traceback", "ufunc", "broadcast")
MOST_LETTERS = 400
SAVED = "saved.npz"


class Unshown:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


# -- what is handed over ---------------------------------------------------------------------------


def nasty(luck: random.Random) -> Any:
    """A value that is wrong in most places."""
    import numpy as np

    return luck.choice(
        [
            None, True, False, math.nan, math.inf, -math.inf, -1, 0, 1, 1.5, -0.0, 2**31, 2**40,
            2**63, 2**64, -(2**63), 10**400, -(10**5000), 1e308, 5e-324, "", "1", "visit", "nan",
            "majorty", "minority", "no such\nname", "\0", "é" * 200, b"visit", 1j, Decimal("0.5"),
            Fraction(1, 3), [], [None], [[1, 2], [3]], [1.5], ["0"], [-1], [2**70], (), {}, set(),
            {"majority": 1}, {"majorty": 1}, {"minority": math.nan}, {1: 1}, range(100),
            range(-3, 3), range(10**6), object(), Unshown(), len, np.nan, np.float32(0.5),
            np.int8(-1), np.uint64(5), np.bool_(True), np.array(3), np.array(0.5), np.array([]),
            np.zeros((2, 3)), np.zeros((0, 4)), np.full(60, np.nan), np.arange(60),
            np.ones(60, bool), np.ones(3), np.full(3, 1 / 3), np.array(["a"]), np.array([None]),
            np.array([1, 2], np.uint64),
            np.datetime64("2020-01-01"),
        ]
    )  # fmt: skip


def right(kind: str, luck: random.Random) -> Any:
    """A value that fits an argument of this kind."""
    import numpy as np

    shares = np.array([luck.random() for _ in range(3)])
    made: dict[str, Callable[[], Any]] = {
        "residents": lambda: [luck.randrange(60) for _ in range(luck.randrange(5))],
        "channel": lambda: luck.choice(["visit", "stop", "event", 0, 8, np.int64(3)]),
        "0-1": lambda: luck.choice([luck.random(), np.float32(luck.random()), 0, 1]),
        "weight": lambda: 10.0 * luck.random(),
        "officer": lambda: luck.choice([-1, 0]),
        "points": lambda: luck.uniform(-100, 100),
        "group": lambda: luck.choice([None, "majority", "minority", 0, 1]),
        "size": lambda: luck.uniform(-0.5, 0.5),
        "reach": lambda: {"minority": luck.random()},
        "lever": lambda: luck.choice(_levers()),
        "value": lambda: luck.choice([luck.random(), 20.0 * luck.random(), 0, 100_000, 0.25]),
        "kind": lambda: luck.choice(["visits", "cameras", "stops", 2]),
        "shares": lambda: shares / shares.sum(),
        "days": lambda: luck.randrange(4),
        "arm": lambda: luck.choice(["business_as_usual", "engagement", "surveillance"]),
        "row": lambda: 0,
        "replicate": lambda: luck.choice([None, 1, 2, np.int64(3)]),
        "path": lambda: str(Path(tempfile.gettempdir()) / SAVED),
        "outcome": lambda: "trust",
        "flag": lambda: luck.choice([True, False]),
        "small": lambda: luck.uniform(-0.1, 0.1),
        "number": luck.random,
        "day": lambda: 0,
        "case": _case,
        "rng": lambda: luck.choice([None, 1, 0, [1, 2], np.random.default_rng(1)]),
        "simulation": lambda: None,
        "anything": lambda: nasty(luck),
    }
    return made[kind]()


# -- who is asked ----------------------------------------------------------------------------------

SIMULATION: dict[str, tuple[str, ...]] = {
    "add_resident": (),
    "advance": ("days",),
    "contact": ("residents", "channel", "0-1", "weight", "officer"),
    "crime_book": (),
    "follow": ("arm",),
    "fork": ("arm",),
    "ledger": (),
    "lever": ("lever",),
    "load": ("path",),
    "outcomes": (),
    "record": ("row", "row"),
    "save": ("path",),
    "scandal": ("size", "reach"),
    "series": (),
    "set_lever": ("lever", "value"),
    "set_places": ("kind", "shares"),
    "shift_trust": ("points", "group"),
    "start": ("case", "replicate"),
}
MODEL: dict[str, tuple[str, ...]] = {
    "deregister_agent": ("anything",),
    "fork": ("arm",),
    "load": ("path",),
    "measure": ("outcome",),
    "remove_all_agents": (),
    "run": (),
    "save": ("path",),
    "step": (),
}
MADE: dict[str, tuple[str, ...]] = {
    "TrustModel": ("case", "arm", "replicate", "rng", "simulation"),
    "simulate": ("case", "arm", "replicate"),
}
RESIDENT = {
    "anchor": "number", "block": "row", "familiarity": "number", "friends": "anything",
    "grievance": "number", "group": "row", "group_name": "group", "heard": "number",
    "impression": "small", "ownership": "number", "person": "row", "row": "row",
    "standing": "number", "table": "anything", "ties": "row", "trust": "number",
    "volunteer": "flag", "watch": "flag", "worry": "number",
}  # fmt: skip
OFFICER = {
    "beat": "row", "days_in_beat": "row", "duty": "row", "hours": "number", "knowledge": "number",
    "person": "row", "regard": "number", "row": "row", "skill": "small", "table": "anything",
    "training": "number",
}  # fmt: skip
VERBS = {"Simulation": SIMULATION, "TrustModel": MODEL, "sim": MADE}
NO_VERBS = {
    "Simulation": {"cost", "day", "numbers", "plan", "scenario", "town", "arm", "replicate"},
    "TrustModel": {"agents", "agents_by_type", "day", "officers", "residents", "steps"},
    "Agent": {"remove"},
}
"""What is read and not called, or takes nothing and is tried in tests/test_mesas_promises.py."""


def public(kind: type) -> set[str]:
    """The public names that this package gives a class."""
    mine = [each for each in kind.__mro__ if each.__module__.split(".")[0] == "sim"]
    return {name for each in mine for name in vars(each) if not name.startswith("_")}


def _levers() -> list[str]:
    from sim.levers import LEVER_NAMES

    return list(LEVER_NAMES)


def _case() -> Any:
    from tests.small_towns import FLAGSHIP, scenario

    small = {"residents": 60, "residents_per_block": 20}
    return scenario(days=6, burn_in_days=2, community=small, arms=FLAGSHIP)


# -- one call after another ------------------------------------------------------------------------


@dataclass
class Told:
    """What came of a batch of calls."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Told) -> None:
        """Take in another batch."""
        self.counts += other.counts
        self.wrong += other.wrong

    def __str__(self) -> str:
        names = ("calls", "refused", "accepted", "crashed")
        told = ", ".join(f"{self.counts[name]:,} {name}" for name in names)
        by_verb = sorted(name for name in self.counts if "." in name)
        lines = [f"{told}; {len(self.wrong)} wrong"]
        lines += [f"  {name}: {self.counts[name]:,}" for name in by_verb]
        return "\n".join([*lines, *(f"  WRONG {each[:500]}" for each in self.wrong[:40])])


class World:
    """One town that is asked again and again, and what should hold of it."""

    def __init__(self, start: Any, luck: random.Random) -> None:
        from sim.model import TrustModel

        self.luck = luck
        self.model = TrustModel(start.scenario, simulation=start.fork("engagement"))
        self.written = 0.0  # trust that was not booked: what views wrote, who was added
        self.bought = 0.0  # officer hours a day
        self.began = self._trust().sum()

    def _trust(self) -> Any:
        residents = self.model.simulation.town.residents
        return residents.standing + residents.impression

    def call(self) -> tuple[str, Callable[[], Any]]:
        """A verb and the call of it: some arguments are right, some are not."""
        import sim

        luck = self.luck
        what = luck.choice([*VERBS, "Simulation", "Resident", "Officer"])
        if what in VERBS:
            verbs = VERBS[what]
            verb, kinds = luck.choice(list(verbs.items()))
            given = [right(kind, luck) if luck.random() < 0.7 else nasty(luck) for kind in kinds]
            thing = {"Simulation": self.model.simulation, "TrustModel": self.model}.get(what, sim)
            return f"{what}.{verb}{tuple(map(_safely, given))}", lambda: getattr(thing, verb)(
                *given
            )
        columns = RESIDENT if what == "Resident" else OFFICER
        name, kind = luck.choice(list(columns.items()))
        value = right(kind, luck) if luck.random() < 0.5 else nasty(luck)
        views = self.model.residents if what == "Resident" else self.model.officers
        agent = luck.choice(views)
        return f"{what}.{name} = {_safely(value)}", lambda: setattr(agent, name, value)

    def make(self, told: Told) -> None:
        """One call, and what is wrong with its answer."""
        name, act = self.call()
        verb = name.split("(")[0].split(" =")[0]
        told.counts["calls"] += 1
        told.counts[verb] += 1
        before = float(self._trust().sum())
        try:
            act()
        except Exception as error:
            told.counts["refused"] += 1
            said = "; ".join(_faults(error, verb))
            if said:
                told.wrong.append(f"{name}: {said}: {type(error).__name__}: {_shown(error)}")
            if not isinstance(error, OverflowError) and float(self._trust().sum()) != before:
                told.wrong.append(f"{name}: was refused and changed the town")
        else:
            told.counts["accepted"] += 1
            if verb == "Simulation.add_resident":
                self.written += float(self._trust()[-1])
            if verb.startswith("Resident."):
                self.written += float(self._trust().sum()) - before
        told.wrong += [f"{name}: {each}" for each in self._broken()]

    def _broken(self) -> list[str]:
        """What no longer holds of the town."""
        import numpy as np

        from sim.levers import BOUGHT_HOURS

        town, trust = self.model.simulation.town, self._trust()
        wrong = []
        if not ((trust >= -1e-12) & (trust <= 1.0 + 1e-12)).all():
            wrong.append(f"trust from {trust.min()} to {trust.max()}")
        booked = float(town.books.booked.sum())
        missing = booked + self.written - (float(trust.sum()) - self.began)
        if not abs(missing) < 1e-6:
            wrong.append(f"the ledger is off by {missing}")
        planned = float(self.model.simulation.plan.levers[:, BOUGHT_HOURS].max())
        self.bought = max(self.bought, planned)  # the last day was lived under an earlier plan
        hours, staff = town.department.hours[0], town.officers.hours.sum()
        if not hours.sum() <= staff + self.bought + 1e-6 or (hours < 0).any():
            wrong.append(f"{hours.sum()} hours of {staff}")
        if not all(np.isfinite(each).all() for _, each in town.residents.columns()):
            wrong.append("residents with columns that are no numbers")
        return wrong


def _faults(error: Exception, verb: str) -> list[str]:
    """What is wrong with how something was refused."""
    from sim.problems import ProblemsFound

    if isinstance(error, ProblemsFound):
        return []  # what is wrong with a file has lines of its own
    text, wrong = _shown(error), []
    if "\n" in text or len(text) > MOST_LETTERS or not text.strip():
        wrong.append("no one short sentence")
    if any(each.lower() in text.lower() for each in INTERNALS):
        wrong.append("speaks of what is inside")
    expected = (IndexError, KeyError, ValueError, TypeError, OverflowError, AttributeError, OSError)
    if not isinstance(error, expected):
        wrong.append("an unusual error")
    if isinstance(error, OSError | OverflowError):
        return wrong
    if not any(word in text for word in _names_of(verb)):
        wrong.append("names no argument")
    return wrong


def _names_of(verb: str) -> list[str]:
    """Words of which an answer names one: the arguments of the verb, or the attribute."""
    import inspect

    import sim

    what, name = verb.split(".")
    kind = {"Simulation": sim.Simulation, "TrustModel": sim.TrustModel, "sim": sim}.get(what)
    arguments = list(inspect.signature(getattr(kind, name)).parameters) if kind else []
    ended = ["the run ended", "holds no saved town", "cannot be removed", "scenario"]
    return [name, *(each for each in arguments if each != "self"), *ended]


def _shown(error: Exception) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _safely(value: Any) -> str:
    with contextlib.suppress(Exception):
        return repr(value)[:80]
    return f"<{type(value).__name__}>"


# -- in a process of its own ----------------------------------------------------------------------


def try_here(calls: int, seed: int) -> Told:
    """So many calls in this process."""
    from sim.simulation import Simulation

    told, luck = Told(), random.Random(seed)
    start = Simulation.start(_case())
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        tempfile.tempdir = folder
        start.save(Path(folder) / SAVED)
        world = World(start, luck)
        for each in range(calls):
            if each % 20 == 19:  # before too much has happened to it
                world = World(start, luck)
            _say(f"call {each} of seed {seed}")
            world.make(told)
    return told


def _say(what: str) -> None:
    """The last line tells which call it was, if the interpreter ends."""
    print(what, file=sys.stderr, flush=True)


def try_in_children(calls: int, seed: int = 1) -> Told:
    """So many calls, a batch a process; a process that dies counts as crashed."""
    told = Told()
    for at in range(0, calls, BATCH):
        batch = min(BATCH, calls - at)
        command = [sys.executable, "-m", "tests.anything", "--child", str(batch), str(seed + at)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if done.returncode == 0:
            told.add(pickle.loads(bytes.fromhex(json.loads(done.stdout))))
        else:
            told.counts["crashed"] += 1
            told.wrong.append(f"status {done.returncode}: {done.stderr.decode()[-2000:]}")
    return told


def main() -> int:
    """Try calls by hand."""
    parser = argparse.ArgumentParser(prog="python -m tests.anything", description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    typed = parser.parse_args()
    if typed.child:
        from tests import anything

        told = anything.try_here(*typed.child)
        print(json.dumps(pickle.dumps(told).hex()) if not typed.show else told)
        return 0
    told = try_in_children(typed.calls, typed.seed)
    print(told)
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
