"""Why trust differs between two arms, cause by cause, over all pairs of towns."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.lesson.bands import interval
from sim.lesson.words.words import Words, english
from sim.model.registers import CHANNELS
from sim.study.compare import Comparison

EVERYBODY, LEFT = 0, 1
DONE_BY = {
    "visit": "talked", "meeting": "talked", "event": "talked", "foot_patrol": "talked",
    "stop": "stopped", "hearsay": "heard",
}  # fmt: skip
"""Channels of the ledger by what people have been through; any other stands for itself."""
LEAST = 0.05
"""Points below which a cause is not told."""


def causes(
    comparison: Comparison, arms: tuple[str, str], words: Words | None = None
) -> list[dict[str, Any]]:
    """What is left on the last day of each cause, points of trust, the largest first."""
    words = words or english()
    one, other = (
        np.array([run.ledger[:, EVERYBODY, :, LEFT].sum(axis=0) for run in comparison.of_arm(arm)])
        for arm in arms
    )
    apart: dict[str, Any] = {}
    for row, channel in enumerate(CHANNELS):
        name = DONE_BY.get(channel.name, channel.name)
        apart[name] = apart.get(name, 0.0) + one[:, row] - other[:, row]
    titles = {channel.name: words.term(channel.title) for channel in CHANNELS}
    found: list[dict[str, Any]] = [
        {
            "name": name,
            "title": titles.get(name),
            "difference": interval(comparison.estimate(values), 1.0),
        }
        for name, values in apart.items()
    ]
    told = [each for each in found if abs(each["difference"]["mean"] or 0.0) >= LEAST]
    return sorted(told, key=lambda each: -abs(each["difference"]["mean"]))
