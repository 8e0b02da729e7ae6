"""What a run of the reference writes down: ledger of trust, crime book, counts, officer hours."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sim.model.ledger import PERIOD, what_is_left

from .rules import fade_share

if TYPE_CHECKING:
    from .model import ReferenceModel


class Books:
    """Tallies since day 0, each under a key that says what it is; the burn-in leaves no trace.

    Attributes:
        booked: change of summed trust by (period, group, channel).
        left: what is left of it on the last day, by the same keys.
        crime: change in expected crimes by (period, type, cause).
        counts: happenings by (row of ``registers.COUNTS``, group).
        hours: officer hours by duty.
        idle: those of programmes that found nothing to do.
    """

    def __init__(self, model: ReferenceModel) -> None:
        self.model = model
        fading = model.numbers.fading
        impression, standing = what_is_left(
            model.days, fade_share(fading.impression), fading.kept, fade_share(fading.anchor)
        )
        self.impression_left: list[float] = impression.tolist()
        self.standing_left: list[float] = standing.tolist()
        self.booked: defaultdict[tuple[int, int, int], float] = defaultdict(float)
        self.left: defaultdict[tuple[int, int, int], float] = defaultdict(float)
        self.crime: defaultdict[tuple[int, int, int], float] = defaultdict(float)
        self.counts: defaultdict[tuple[int, int], float] = defaultdict(float)
        self.hours: defaultdict[int, float] = defaultdict(float)
        self.idle: defaultdict[int, float] = defaultdict(float)

    def book(self, group: int, channel: int, change: float) -> None:
        """A change of somebody's impression, which fades from tonight on."""
        if self.model.day >= 0:
            left = self.impression_left[self.model.days - self.model.day]
            self.write(group, channel, change, change * left)

    def write(self, group: int, channel: int, change: float, left: float) -> None:
        """A change of trust of which ``left`` is left on the last day."""
        day = self.model.day
        if day >= 0:
            key = (day // PERIOD, group, channel)
            self.booked[key] += change
            self.left[key] += left

    def crimes(self, kind: int, cause: int, change: float) -> None:
        """A change in expected crimes of one type."""
        if self.model.day >= 0:
            self.crime[self.model.day // PERIOD, kind, cause] += change

    def count(self, what: int, group: int, number: float = 1.0) -> None:
        """Something happened to a resident of a group (0 where no resident is concerned)."""
        if self.model.day >= 0:
            self.counts[what, group] += number

    def work(self, duty: int, hours: float) -> None:
        """Officer hours spent."""
        if self.model.day >= 0:
            self.hours[duty] += hours

    def work_in_vain(self, duty: int, hours: float) -> None:
        """Programme hours that found nothing to do."""
        if self.model.day >= 0:
            self.idle[duty] += hours
