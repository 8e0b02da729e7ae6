"""What the intervals of a comparison are: chance in the simulation, or plausible worlds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol


@dataclass(frozen=True)
class Intervals:
    """How intervals are named and told.

    Attributes:
        name: in the head of a column.
        told: the same where nothing else says what they are.
        words: in a sentence, of several.
        only: what intervals tell, in short.
        unclear: why a change stands in brackets.
        tell: what intervals say and what not.
    """

    name: str
    told: str
    words: str
    only: str
    unclear: str
    tell: str


CHANCE = Intervals(
    "95%",
    "95%, chance only",
    "95% intervals",
    "chance in the simulation only, not what nobody knows about the numbers of the model",
    "their 95% interval contains zero",
    "About one interval in twenty excludes zero by chance alone, and clear does not mean large."
    " Intervals say how far chance in the simulation moves these means, not what nobody knows about"
    " the parameters, which is more: read them as the answer of these assumptions, not as a"
    " forecast.",
)
WORLDS = Intervals(
    "90% of worlds",
    "90% of worlds",
    "the middle 90% of worlds",
    "what published studies and judged ranges leave open about the numbers, and chance",
    "fewer than 95 in 100 worlds lie on one side of zero",
    "A world is one set of all uncertain numbers; those kept come closest to what is published"
    " (calibrate tells how close), and every replicate lives in another one. Intervals are the"
    " middle 90% of worlds, chance in the simulation included. They hold what published studies and"
    " the ranges judged plausible leave open, not what the model leaves out. Shares of worlds are"
    " no probabilities: the ranges are judgements.",
)
FITTED = replace(
    WORLDS,
    tell="A world is one set of all uncertain numbers. Those lived in here are, of those that come"
    " closest to what is published, the ones that fit your town's survey, each as often as it fits:"
    " your town's numbers, not a forecast for your town. Intervals are the middle 90% of these,"
    " chance in the simulation included. They hold what studies, judged ranges and the survey leave"
    " open, not what the model leaves out. Shares of worlds are no probabilities.",
)


class InWorlds(Protocol):
    """Results of replicates, which live in worlds of their own or in one."""

    @property
    def in_worlds(self) -> bool:
        """Whether every replicate lives in another world."""


def intervals_of(results: InWorlds) -> Intervals:
    """The intervals of a comparison, a sweep or a frontier."""
    if not results.in_worlds:
        return CHANCE
    fitted = getattr(getattr(results, "scenario", None), "fitted", None)
    return WORLDS if fitted is None else FITTED
