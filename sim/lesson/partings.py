"""Residents whose two lives part, and the one replicate that is shown."""

from __future__ import annotations

import numpy as np

from sim.lesson.recorder import Recording
from sim.model.state import Floats
from sim.study.compare import Comparison
from sim.study.watched.evenings import apart


def typical_replicate(comparison: Comparison, arms: tuple[str, str]) -> int:
    """The replicate whose difference in trust is nearest to the median; the first of several."""
    differences = comparison.differences(arms[0], arms[1], "trust")
    away = np.abs(differences - np.median(differences))
    return int(np.argmin(away)) + 1


def how_far_apart(recording: Recording) -> Floats:
    """Mean distance between the two lives of each resident, points, shape (residents,)."""
    one, other = recording.lives
    found = np.zeros(one.trust.shape[1])
    apart(one.trust, other.trust, found)
    return found


def parted_most(recording: Recording, most: int) -> list[int]:
    """Residents whose lives part most, the furthest first."""
    order = np.argsort(-how_far_apart(recording), kind="stable")
    return [int(who) for who in order[:most]]


def first_parting(recording: Recording) -> tuple[int, int] | None:
    """The first day on which anybody's trust differs, and the resident whose differs most."""
    one, other = recording.lives
    apart = np.abs(one.trust - other.trust)
    days = np.flatnonzero(apart.max(axis=1) > 1.0)
    if not len(days):
        return None
    return int(days[0]), int(np.argmax(apart[days[0]]))
