"""One outcome after the other: how it moved, and what each arm came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale
from sim.report.facts import change

if TYPE_CHECKING:
    from sim.study.compare import Comparison

DIFFERENCES = ("trust_gap",)
WHOLE_RUN = ("reporting", "true_crime", "recorded_crime")


@dataclass(frozen=True)
class Line:
    """What one arm came to in one outcome; empty texts for the baseline."""

    arm: str
    level: str
    change: str
    clear: bool


@dataclass(frozen=True)
class OutcomeTable:
    """One outcome in all arms.

    Attributes:
        title: name of the outcome.
        unit: unit of its levels, or of its differences where it is one itself.
        when: when it is read: on the last day, or over the whole run.
        meaning: one sentence for a planner.
        lines: one an arm, the scenario's order.
        with_change: whether there is an arm beside the baseline.
    """

    title: str
    unit: str
    when: str
    meaning: str
    lines: list[Line]
    with_change: bool


def outcome_table(comparison: Comparison, name: str) -> OutcomeTable:
    """Level and difference from the baseline of every arm."""
    outcome = comparison.outcomes[name]
    scale = Scale.of(outcome)
    return OutcomeTable(
        title=outcome.title,
        unit=scale.difference_unit if name in DIFFERENCES else scale.level_unit,
        when="whole run" if name in WHOLE_RUN else "last day",
        meaning=outcome.meaning,
        lines=_lines(comparison, name),
        with_change=len(comparison.arms) > 1,
    )


def _lines(comparison: Comparison, name: str) -> list[Line]:
    scale = Scale.of(comparison.outcomes[name])
    lines = []
    for arm in comparison.arms:
        level = scale.level(comparison.level(arm, name).mean)
        if arm == comparison.baseline:
            lines.append(Line(comparison.title(arm), level, "", True))
            continue
        found = change(comparison, arm, name)
        lines.append(Line(comparison.title(arm), level, found.shown, not found.unsure))
    return lines
