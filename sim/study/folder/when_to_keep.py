"""How often what is done is saved: soon at first, so that little is lost, and not too often."""

from __future__ import annotations

from time import monotonic

SOONEST, LATEST = 2.0, 20.0
"""Seconds between two times; a fiftieth of the time so far lies between them."""


class WhenToKeep:
    """When it is time to keep what waits."""

    def __init__(self) -> None:
        self._opened = self._kept = monotonic()

    def due(self) -> bool:
        """Whether enough time has passed since the last time."""
        now = monotonic()
        return now - self._kept >= min(LATEST, max(SOONEST, (now - self._opened) / 50.0))

    def kept(self) -> None:
        """Note that what waited is saved now."""
        self._kept = monotonic()
