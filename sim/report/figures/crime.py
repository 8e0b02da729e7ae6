"""True crime and recorded crime: two different things, side by side."""

from __future__ import annotations

from sim.report.crimes_in_town import SAME
from sim.report.figures.levels_and_changes import INTERVALS, Measure, levels_and_changes
from sim.report.figures.style import Picture, looks
from sim.report.figures.tables import (
    Difference,
    difference,
    largest_difference,
    mean_level,
    other_arms,
    replicates,
)
from sim.report.figures.words import (
    higher_or_lower,
    mean_of_runs,
    number,
    same_as_baseline,
    size,
    with_interval,
)
from sim.study.tables import Tables

UNIT = "per 1,000 residents a year"
MEASURES = (
    Measure("true crime", "true_crime", "true_crime_realised"),
    Measure("recorded by police", "recorded_crime", "recorded_crime_realised"),
)


def _recorded(tables: Tables, change: Difference) -> str:
    if change.has_interval and not change.clear:
        return "recorded crime shows no clear change"
    if same_as_baseline(tables, "recorded_crime", change):
        return f"recorded crime is {SAME}"
    much = size(tables, "recorded_crime", change.arm)
    return f"recorded crime {much} {higher_or_lower(change.mean)}"


def _headline(tables: Tables) -> str:
    faces = looks(tables)
    baseline = tables.scenario.baseline
    if not other_arms(tables):
        true, recorded = (mean_level(tables, measure.outcome, baseline) for measure in MEASURES)
        return f"Police record {number(recorded, 0)} of {number(true, 0)} crimes {UNIT}"
    found = largest_difference(tables, "true_crime")
    if found is None or found.mean == 0:
        return f"True crime: no clear difference from {faces[baseline].name}"
    if same_as_baseline(tables, "true_crime", found):
        return f"True crime is {SAME} under every arm"
    recorded_change = _recorded(tables, difference(tables, "recorded_crime", found.arm))
    once = "" if found.has_interval else ", in one run"
    much = f"{size(tables, 'true_crime', found.arm)} {UNIT} {higher_or_lower(found.mean)}"
    return (
        f"True crime is {much} under {faces[found.arm].name} than under {faces[baseline].name};"
        f" {recorded_change}{once}"
    )


def true_and_recorded_crime(tables: Tables) -> Picture:
    """Levels of true and recorded crime and their changes, from `runs` and `differences`."""
    title = _headline(tables)
    explanation = (
        "True crime is what happens; recorded crime is what residents report and police write "
        "down. More reporting raises recorded crime even where true crime falls."
    )
    runs = replicates(tables)
    notes = (
        "Filled marks: crimes expected from every day's chances"
        + (f", {INTERVALS}" if runs > 1 and other_arms(tables) else "")
        + f". Small open marks: crimes that were counted ({mean_of_runs(runs)})."
    )
    figure = levels_and_changes(
        tables,
        MEASURES,
        (title, explanation, notes),
        (f"Crimes {UNIT}", "Difference from baseline"),
    )
    said = [
        f"{looks(tables)[arm].name}: "
        + ", ".join(
            f"{measure.label} {with_interval(difference(tables, measure.outcome, arm))}"
            for measure in MEASURES
        )
        for arm in other_arms(tables)
    ]
    return Picture("true_and_recorded_crime", title, f"{title}. {'; '.join(said)}", figure)
