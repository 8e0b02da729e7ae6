"""What a story is told with: a recording, words, and how towns, times and numbers are said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.common.words import capital, number
from sim.lesson.recorder import Life, Recording
from sim.lesson.words.words import Words
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import GOOD, KIND

Step = dict[str, Any]


@dataclass(frozen=True)
class Teller:
    """Two towns of a recording, and the words in which they are told."""

    recording: Recording
    words: Words

    @property
    def lives(self) -> tuple[Life, Life]:
        """Both towns."""
        return self.recording.lives

    @property
    def days(self) -> int:
        """The last day."""
        return self.recording.scenario.days

    def say(self, name: str, **values: Any) -> str:
        """A sentence of the tour; the first letter of a sentence is a capital."""
        return capital(self.words.say(f"tour.{name}", **values))

    def part(self, name: str, **values: Any) -> str:
        """A part of a sentence of the tour."""
        return self.words.say(f"tour.{name}", **values)

    def count(self, name: str, size: int) -> str:
        """So many of something, such as "3 residents"."""
        return self.words.count(f"tour.{name}", size)

    def arm(self, town: int) -> str:
        """What a town's arm is called."""
        return self.words.term(self.recording.scenario.title(self.lives[town].run.arm))

    def town(self, town: int) -> str:
        """An arm as a town is called: "A (engagement)"."""
        pattern: str = self.words.named("tour.towns")[town]
        return pattern.replace("{arm}", self.arm(town))

    @cached_property
    def in_all(self) -> str:
        """The whole run, as a span of time."""
        year = 360 <= self.days <= 370
        return self.part("in_all.year") if year else self.part("in_all.days", days=self.days)

    def trust(self, town: int, day: int) -> str:
        """Mean trust of a town on the evening of a day."""
        return number(float(self.lives[town].mean[day]), 1)

    def rows(self, town: int, kind: str) -> Any:
        """All happenings of a kind in a town."""
        rows = self.lives[town].happenings
        return rows[rows["kind"] == KIND[kind]]

    def bad_stops(self, town: int) -> Any:
        """Stops of a town after which somebody trusted police less."""
        stops = self.rows(town, "stop")
        return stops[((stops["detail"] & GOOD) == 0) & (stops["points"] < 0.0)]

    def counted(self, town: int, name: str) -> int:
        """How often something has happened in a town by the last day."""
        return int(self.lives[town].counted[-1, list(COUNTED).index(name)])

    def both(self, **names: str) -> dict[str, str]:
        """Counts of both towns, as the places {name_a} and {name_b} of a sentence."""
        return {
            f"{said}_{'ab'[town]}": f"{self.counted(town, name):,}"
            for said, name in names.items()
            for town in (0, 1)
        }


def signed(value: float, digits: int) -> str:
    """A change as it is printed: with its sign, and a minus that is one."""
    return number(value, digits, sign=True).replace("-", "−")
