"""Whether rates of crime are likely, and in which other unit they would be."""

from __future__ import annotations

import math
from collections.abc import Mapping

MOST = {"violent": 200.0, "burglary": 500.0, "vehicle_theft": 500.0, "other_theft": 1000.0}
"""Recorded crimes per 1,000 residents a year that can be given."""
HARDLY_EVER_MORE = {
    "violent": 25.0, "burglary": 30.0, "vehicle_theft": 30.0, "other_theft": 120.0,
}  # fmt: skip
"""The same that hardly any town has."""
HARDLY_EVER_LESS = 1.0
"""All recorded crimes per 1,000 residents a year; hardly any town has fewer."""


def likely(rates: Mapping[str, float]) -> bool:
    """Whether a town may have these crimes per 1,000 residents a year; none at all is a choice."""
    total = math.fsum(rates.values())
    return (total == 0.0 or total >= HARDLY_EVER_LESS) and all(
        rate <= HARDLY_EVER_MORE[kind] for kind, rate in rates.items()
    )


def other_unit(given: Mapping[str, float], per: int) -> str:
    """What to write where rates per ``per`` residents are unlikely as they stand."""
    other = 100_000 if per == 1000 else 1000
    read = {kind: 1000.0 / other * number for kind, number in given.items()}
    told = []
    if likely(read):
        rates = ", ".join(f"{kind} {rate:.4g}" for kind, rate in read.items())
        told.append(f"if these are per {other:,} residents, add per: {other} (per 1,000: {rates})")
    if per == 1000 and math.fsum(given.values()) >= HARDLY_EVER_LESS:
        told.append(
            "if they are counts of a year, write source: counts, and under residents the people"
            " among whom they were counted"
        )
    return "; ".join(told) or "look at these numbers again"
