"""What neighbours have been through, over several pairs of towns: how many of 1,000."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.lesson.bands import interval, rounded
from sim.lesson.recorder import Life, record
from sim.model.scenario.scenario import Scenario
from sim.study.compare import Comparison
from sim.study.watched.happenings import GOOD, KIND

WATCHED = 10
"""Pairs of towns that are watched for it, beside the one that is shown."""
OF = 1000.0
TALKED = tuple(KIND[name] for name in ("visit", "meeting", "event", "greeting"))
"""Contacts that police begin because they want to talk."""


def lived_through(
    comparison: Comparison, scenario: Scenario, arms: tuple[str, str]
) -> dict[str, Any]:
    """Of 1,000 neighbours, how many were met, were stopped, and heard of a bad stop from a friend.

    Each with what it is in both arms, in every pair that was watched, and the difference.
    """
    pairs = range(1, min(WATCHED, scenario.replicates) + 1)
    found = [[been_through(life) for life in record(scenario, pair, arms).lives] for pair in pairs]
    return {
        name: {
            "values": [rounded([pair[town][name] for pair in found]) for town in (0, 1)],
            "difference": interval(
                comparison.estimate([one[name] - other[name] for one, other in found]), 1.0
            ),
        }
        for name in found[0][0]
    }


def been_through(life: Life) -> dict[str, float]:
    """How many of 1,000 residents were met, stopped, and told of a stop that went badly."""
    rows, people = life.happenings, life.trust.shape[1]
    stops = rows["kind"] == KIND["stop"]
    bad = stops & (rows["detail"] & GOOD == 0)
    heard = rows["kind"] == KIND["hearsay"]
    of_a_bad_stop = heard & (rows["source"] >= 0) & bad[np.maximum(rows["source"], 0)]
    seen = {"talked": np.isin(rows["kind"], TALKED), "stopped": stops, "heard": of_a_bad_stop}
    return {name: OF * len(np.unique(rows["who"][each])) / people for name, each in seen.items()}
