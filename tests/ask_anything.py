"""Ask one town again and again with anything, and see what must hold of each answer.

`python -m tests.ask_anything --calls 5000` tries that many by hand and prints a tally. Each batch
of calls runs in a process of its own, so that a crash of the interpreter is counted and not
suffered.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import pickle
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.anything import ENTERS_RULES, OFFICER, RESIDENT, SAVED, VERBS, a_town, right, wrong

ROOT = Path(__file__).parents[1]
BATCH = 250  # calls in one process
INTERNALS = ("numba", "numpy.core", "reflected", "nopython", "Traceback", "ufunc", "broadcast")
MOST_LETTERS = 400


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
        from sim.mesa.model import TrustModel

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
        what = luck.choice([*VERBS, *["Simulation"] * 4, "Resident", "Officer"])
        if what in VERBS:
            verbs = VERBS[what]
            often = ENTERS_RULES if what == "Simulation" and luck.random() < 0.8 else verbs
            verb = luck.choice(list(often))
            kinds = verbs[verb]
            at = luck.randrange(len(kinds)) if kinds and luck.random() < 0.6 else None
            given = [
                (wrong if at == each else right)(kind, luck) for each, kind in enumerate(kinds)
            ]
            thing = {"Simulation": self.model.simulation, "TrustModel": self.model}.get(what, sim)
            return f"{what}.{verb}{tuple(map(_safely, given))}", lambda: getattr(thing, verb)(
                *given
            )
        columns = RESIDENT if what == "Resident" else OFFICER
        name, kind = luck.choice(list(columns.items()))
        value = (right if luck.random() < 0.5 else wrong)(kind, luck)
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

        from sim.model.processes.staff import BOUGHT_HOURS

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
    from sim.common.problems import ProblemsFound

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
    from sim.model.simulation import Simulation

    told, luck = Told(), random.Random(seed)
    start = Simulation.start(a_town())
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
        command = [
            sys.executable,
            "-m",
            "tests.ask_anything",
            "--child",
            str(batch),
            str(seed + at),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if done.returncode == 0:
            told.add(pickle.loads(bytes.fromhex(json.loads(done.stdout))))
        else:
            told.counts["crashed"] += 1
            told.wrong.append(f"status {done.returncode}: {done.stderr.decode()[-2000:]}")
    return told


def main() -> int:
    """Try calls by hand."""
    parser = argparse.ArgumentParser(prog="python -m tests.ask_anything", description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    typed = parser.parse_args()
    if typed.child:
        from tests import ask_anything

        told = ask_anything.try_here(*typed.child)
        print(json.dumps(pickle.dumps(told).hex()) if not typed.show else told)
        return 0
    told = try_in_children(typed.calls, typed.seed)
    print(told)
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
