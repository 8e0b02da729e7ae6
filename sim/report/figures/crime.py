"""True crime and recorded crime: two different things, side by side."""

from __future__ import annotations

from sim.common.words import number
from sim.report.facts import change, largest
from sim.report.figures.levels_and_changes import HIDDEN, Measure, levels_and_changes, said
from sim.report.figures.style import Picture
from sim.report.figures.words import headline, mean_of_runs
from sim.report.intervals import intervals_of
from sim.study.compare import Comparison

UNIT = "per 1,000 residents a year"
MEASURES = (Measure("true crime", "true_crime"), Measure("recorded by police", "recorded_crime"))


def _headline(comparison: Comparison) -> str:
    if not comparison.others:
        true, recorded = (
            number(comparison.level(comparison.baseline, measure.outcome).mean, 0)
            for measure in MEASURES
        )
        return f"Police record {recorded} of {true} crimes {UNIT}"
    sentence = headline(comparison, "true_crime", "True crime", "is")
    found = largest(comparison, "true_crime")
    if found is None or not found.matters:
        return sentence
    return f"{sentence}; recorded crime: {change(comparison, found.arm, 'recorded_crime').in_words}"


def true_and_recorded_crime(comparison: Comparison) -> Picture:
    """Levels of true and recorded crime and their changes."""
    title = _headline(comparison)
    explanation = (
        "True crime is what happens; recorded crime is what residents report and police write "
        "down. More reporting raises recorded crime even where true crime falls."
    )
    intervals = comparison.scenario.replicates > 1 and comparison.others
    notes = (
        "Filled marks: crimes expected from every day's chances"
        + (f", with {intervals_of(comparison).words} {HIDDEN}" if intervals else "")
        + f". Small open marks: crimes that were counted ({mean_of_runs(comparison)})."
    )
    figure = levels_and_changes(
        comparison,
        MEASURES,
        (title, explanation, notes),
        (f"Crimes {UNIT}", "Difference from baseline"),
        twins=True,
    )
    alt = f"{title}. {said(comparison, MEASURES)}"
    return Picture("true_and_recorded_crime", title, alt, figure)
