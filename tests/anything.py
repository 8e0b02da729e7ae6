"""Anything a person might hand to a town: right values, wrong ones, and all who can be asked."""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

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


BESIDE: dict[str, list[Any]] = {
    "residents": [60, 100, -1, 10**7, range(100), [0, 60], [3, -1], [5] * 2000, 1.5],
    "channel": [9, 18, -1, 99, "fading", "vist"],
    "0-1": [1.001, -0.001, 7, math.nan],
    "weight": [-1, 11, math.inf],
    "officer": [-2, 2, 5000, 10**7],
    "points": [101, -101, math.nan],
    "group": [2, -1, 7, "majorty"],
    "size": [0.51, -20, math.nan],
    "reach": [{"majorty": 1}, {"majority": 1.1}, {0: 1}],
    "district": ["least_trustig", "minority", 0],
    "blocks": [0, -1, 2.5, 10**9],
    "lever": ["visits", "visit_hour", 3],
    "value": [-1, 2e5, math.nan, math.inf],
    "kind": [7, -1, "cars"],
    "shares": [[1, 0], [1, 1, 1], [-1, 1, 1], [math.nan, 0, 1], 1.0, [[1, 0, 0]]],
    "days": [-1, 2.5, 10**9, 10**400],
    "arm": ["engagment", 0],
    "row": [1000, -1],
    "replicate": [0, -1, 2**32, 2**64],
    "number": [1.01, -0.01, math.nan],
    "small": [2.0, -2.0],
    "flag": [1, 0, "yes"],
    "day": [-1, 99],
}
"""For each kind of argument, values just beyond what fits."""


def wrong(kind: str, luck: random.Random) -> Any:
    """A value that does not fit an argument of this kind, or hardly."""
    if kind in BESIDE and luck.random() < 0.6:
        return luck.choice(BESIDE[kind])
    return nasty(luck)


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
        "district": lambda: luck.choice(["riskiest", "least_trusting"]),
        "blocks": lambda: luck.choice([None, 1, 2, 100]),
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
        "case": a_town,
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
    "scandal": ("size", "reach", "district", "blocks"),
    "series": (),
    "summary": (),
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
ENTERS_RULES = ("advance", "contact", "scandal", "set_lever", "set_places", "shift_trust")
"""Verbs that lead into compiled code; they are asked more often."""
VERBS = {"Simulation": SIMULATION, "TrustModel": MODEL, "sim": MADE}
NO_VERBS = {
    "Simulation": {
        "cost",
        "day",
        "stopped",
        "numbers",
        "plan",
        "scenario",
        "town",
        "arm",
        "replicate",
    },
    "TrustModel": {
        "agents",
        "agents_by_type",
        "day",
        "officers",
        "residents",
        "steps",
        "observables",  # put there by Mesa 3.5
    },
    "Agent": {"remove"},
}
"""What is read and not called, or takes nothing and is tried in tests/test_mesas_promises.py."""


def public(kind: type) -> set[str]:
    """The public names that this package gives a class."""
    mine = [each for each in kind.__mro__ if each.__module__.split(".")[0] == "sim"]
    return {name for each in mine for name in vars(each) if not name.startswith("_")}


def _levers() -> list[str]:
    from sim.model.registers import LEVERS

    return [lever.name for lever in LEVERS]


def a_town() -> Any:
    """Sixty residents for six days, and the arms of the flagship."""
    from tests.small_towns import FLAGSHIP, scenario

    small = {"residents": 60, "residents_per_block": 20}
    return scenario(days=6, burn_in_days=2, community=small, arms=FLAGSHIP)
